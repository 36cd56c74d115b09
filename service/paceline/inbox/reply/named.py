"""Lines that name what they are about: "2 done", "C12 to Friday", "done C12"; and those that do so in vain."""

from __future__ import annotations

import re
from itertools import islice

from paceline.domain.statements import Command, Unclear
from paceline.inbox.grammar import clauses, promises
from paceline.inbox.grammar.commands import COMMITMENT, DECISION, TO_CLOSE, Kind
from paceline.inbox.grammar.doubts import unclear
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply import commands
from paceline.inbox.reply.commands import Heard
from paceline.inbox.reply.courtesies import is_empty_answer
from paceline.inbox.reply.lines import Entry, Numbered, numbered
from paceline.inbox.reply.reading import Reading
from paceline.inbox.reply.shapes.args import example
from paceline.inbox.reply.speech import is_an_answer, spoken, without_number_word
from paceline.inbox.reply.targets import Target, leading_numbers

_NEXT = r"(?=#?(?:\d{1,2}(?:[.:)]\s|\s)|[CDH]\d{1,6}\b))"
_PIECE = Pattern(rf"\s*([;,])\s*(?:{either(promises.ALSO)}\s+)?{_NEXT}", re.IGNORECASE)
_COMMA = Pattern(rf"\s*[;,]\s*(?:{either(promises.ALSO)}\s+)?")
_LOOSE_PIECE = Pattern(rf"\s*(?:[;,./|]\s*|\s)(?:{either(clauses.AND)}\s+)?{_NEXT}", re.IGNORECASE)
_TO_CLOSE = Pattern(rf"(?:{either(clauses.PLEASE)}[\s,]+)?{either(TO_CLOSE)}\s+")
_ANYTHING: frozenset[Kind] = frozenset(
    {"due", "offer", "change", "counter", "intent", "objection", "review", "help", "lesson", "agreement"}
)

_MOST_PIECES = 8
"""Commands in one line without a mark between."""
_SHORT = 8
"""Words of a line that is taken for a command that failed; a longer one is prose."""
_FEW = 3
"""Words behind the number of an intent that are asked about, whatever they are."""
_TITLE = 3
"""A line of ours about an item has more words than this."""


def commanded(reading: Reading, entry: Entry) -> bool:
    heard = _several(reading, entry) or named(reading, entry.text, entry) or _spoken(reading, entry)
    for one in heard:
        reading.hear(one.with_words(entry.details) if len(heard) == 1 else one)
    return bool(heard)


def number_unread(reading: Reading, entry: Entry) -> bool:
    one = numbered(without_number_word(entry.text))
    if not one or is_list_item(reading, one):
        return False
    target = reading.targets.number(one.number)
    if target is None:
        return _unknown_number(reading, entry, one)
    if not one.rest or _repeats_ours(entry.text, one, target):
        reading.go_to(target)
        return True
    if "update" in target.kinds:
        return _answer_to_update(reading, entry, one, target)
    if one.mark or (reading.section is None and _speaks_of(reading, one.rest, target)):
        reading.say(_doubt(entry, one.rest, target))
        return True
    return False


def _speaks_of(reading: Reading, rest: str, target: Target) -> bool:
    """ "2 not yet", "3 I'd rather wait", "2 dnoe"; not "2 people have joined". Few words may be an answer to an intent
    ("3 whatever"), where silence would count as consent."""
    if target.kinds & DECISION and len(rest.split()) <= _FEW:
        return True
    begins_with_a_day = bool(target.kinds & COMMITMENT) and reading.days.first(rest) is not None
    if begins_with_a_day or is_an_answer(rest) or commands.misspelt(rest, target) is not None:
        return True
    return "due" not in target.kinds and commands.begins_with_its_verb(rest, target)


def id_unread(reading: Reading, entry: Entry) -> bool:
    """ "C12 looks good"; "close C12", which may be meant as an order and may be a plan."""
    said = without_number_word(entry.text)
    to_close = _TO_CLOSE.match(fold(said))
    targets, rest = reading.targets.leading_ids(said[to_close.end() :] if to_close else said)
    if not targets or reading.section is not None:
        return False
    if len(rest.split()) > _SHORT and not commands.misspelt(rest.strip(), targets[0]):
        return False
    reading.say(_doubt(entry, rest, targets[0]))
    return True


def _several(reading: Reading, entry: Entry) -> tuple[Heard, ...]:
    """ "1 done; 2 +3d late": behind a semicolon each part must be a command, behind a comma it may be a reason."""
    if run := _run_together(reading, entry):
        return run
    first, *rest = _PIECE.split(entry.text)
    if not rest:
        return _verb_by_verb(reading, entry)
    parts = [named(reading, part, entry) for part in (first, *rest[1::2])]
    if all(parts) and all(isinstance(one.said, Command) for part in parts for one in part):
        return tuple(one for part in parts for one in part)
    if ";" not in rest[::2] or not any(parts):
        return ()
    lost = Heard(unclear(entry.line, "which", f'"{first.strip()}" on a line of its own'))
    return tuple(one for part in parts for one in part or (lost,))


def _verb_by_verb(reading: Reading, entry: Entry) -> tuple[Heard, ...]:
    """ "Yes to 4, no to 3 because it is too early": behind a comma another verb that names what it is about."""
    pieces: list[str] = []
    begin = 0
    for comma in islice(_COMMA.finditer(entry.text), _MOST_PIECES):
        if _verb_first(reading, entry.text[comma.end() :], entry, strict=True):
            pieces.append(entry.text[begin : comma.start()])
            begin = comma.end()
    if not pieces:
        return ()
    parts = [named(reading, piece, entry) for piece in (*pieces, entry.text[begin:])]
    return tuple(one for part in parts for one in part) if all(parts) else ()


def _run_together(reading: Reading, entry: Entry) -> tuple[Heard, ...]:
    """ "2 done 3 ok", "2 done and 3 ok": verbs that say all by themselves, but for the last."""
    pieces = [piece for piece in _LOOSE_PIECE.split(entry.text) if piece] if reading.section is None else []
    if not 2 <= len(pieces) <= _MOST_PIECES:
        return ()
    parts = [named(reading, piece, entry) for piece in pieces]
    if not all(len(part) == 1 and isinstance(part[0].said, Command) for part in parts):
        return ()
    said = tuple(one for part in parts for one in part)
    return said if all(isinstance(one.said, Command) and not one.said.text for one in said[:-1]) else ()


def _spoken(reading: Reading, entry: Entry) -> tuple[Heard, ...]:
    """ "Please move 2 to Friday", "I've shipped C12"; "can we move 2 to Friday?" is asked about. "We shipped 2: the
    importer and the exporter" counts."""
    said = spoken(entry.text)
    heard = named(reading, said.text, entry, strict=True) if said else ()
    if not said or not all(isinstance(one.said, Command) and said.may_mean(one.said.verb) for one in heard):
        return ()
    if said.manner == "report" and not reading.targets.has_id(said.text) and any(_words(one) for one in heard):
        return ()
    if said.manner != "question":
        return heard
    return tuple(
        Heard(unclear(entry.line, "conditional", said.text[:80], verb=one.said.verb), one.languages)
        for one in heard[:1]
        if isinstance(one.said, Command)
    )


def _words(heard: Heard) -> str:
    return heard.said.text if isinstance(heard.said, Command) else ""


def named(reading: Reading, text: str, entry: Entry, *, strict: bool = False) -> tuple[Heard, ...]:
    """The commands in `text` that name what they are about. `strict`: a reason is set off from its verb."""
    return (
        _of_numbers(reading, text, entry)
        or of_ids(reading, text, entry, strict=strict)
        or _verb_first(reading, text, entry, strict=strict)
    )


def _of_numbers(reading: Reading, text: str, entry: Entry) -> tuple[Heard, ...]:
    numbers, rest = leading_numbers(text)
    targets = [reading.targets.number(number) for number in numbers]
    if targets and all(targets):
        heard = [commands.about(t, rest, entry.line, reading.days, loose=False) for t in targets if t]
        if all(heard):
            return tuple(one for one in heard if one)
    one = numbered(text)
    target = reading.targets.number(one.number) if one else None
    if not one or not target or (is_list_item(reading, one) and not commands.verb_alone(one.rest)):
        return ()
    if _repeats_ours(text, one, target):
        return ()
    said = commands.about(target, one.rest, entry.line, reading.days, loose=bool(one.mark))
    if said and "update" in target.kinds and not isinstance(said.said, Command):
        return ()
    return (said,) if said else ()


def of_ids(reading: Reading, text: str, entry: Entry, *, strict: bool = False) -> tuple[Heard, ...]:
    targets, rest = reading.targets.leading_ids(text)
    if targets and not rest.strip(" .:!") and (entry.ticked or _in_done(reading)):
        rest = "done"
    heard = [_of_id(reading, target, rest, entry, strict) for target in targets]
    return tuple(one for one in heard if one) if all(heard) else ()


def _of_id(reading: Reading, target: Target, rest: str, entry: Entry, strict: bool) -> Heard | None:
    """In a part of an update "C12 help page written" is content; under "Done" "C12 shipped to all" is the command."""
    heard = commands.about(target, rest, entry.line, reading.days, loose=False)
    if heard or strict:
        return heard
    heard = commands.about(target, rest, entry.line, reading.days)
    if reading.section is None or (
        _in_done(reading) and heard and isinstance(heard.said, Command) and heard.said.verb == "done"
    ):
        return heard
    return None


def _verb_first(reading: Reading, text: str, entry: Entry, *, strict: bool) -> tuple[Heard, ...]:
    loose = reading.section is None and not strict
    heard = commands.verb_first(text, entry.line, reading.targets, reading.days, loose=loose)
    return (heard,) if heard else ()


def _in_done(reading: Reading) -> bool:
    return reading.section is not None and reading.section.key == "done"


def is_list_item(reading: Reading, one: Numbered) -> bool:
    """ "1. …" in a section is the first line of a list, not the envelope's first item."""
    return reading.section is not None and one.mark in {".", ")"} and one.number == reading.counted + 1


def _unknown_number(reading: Reading, entry: Entry, one: Numbered) -> bool:
    anything = Target("", _ANYTHING, str(one.number))
    heard = commands.about(anything, one.rest, entry.line, reading.days, loose=False)
    if not heard or not isinstance(heard.said, Command):
        return False
    if reading.section is not None and not commands.verb_alone(one.rest):
        return False
    known = [item for item in reading.items if item.kind in _ANYTHING]
    hint = f"{known[0].number if known else 'C12'} {one.rest[:60]}"
    reading.say(unclear(entry.line, "unknown-number", hint, ref=str(one.number)))
    return True


def _answer_to_update(reading: Reading, entry: Entry, one: Numbered, target: Target) -> bool:
    """ "1: nothing new", "1. finished the importer": the number says which update, the rest is read as any line."""
    if not one.mark and reading.section is not None:
        return False
    reading.go_to(target)
    if row := commands.verb_alone(one.rest):
        hint = f"{target.typed} skip"
        reading.say(unclear(entry.line, "not-for", hint, ref=target.typed, verb=row.verb))
    elif not is_empty_answer(one.rest):
        reading.say(entry.line)
    return True


def _repeats_ours(text: str, one: Numbered, target: Target) -> bool:
    """A line of our letter that was copied: "2. Due today: publish the API draft (C12, for Eve)"."""
    return one.mark == "." and len(one.rest.split()) > _TITLE and f"({target.subject}" in text and text[-1] == ")"


def _doubt(entry: Entry, rest: str, target: Target) -> Unclear:
    meant = commands.misspelt(rest.lstrip(), target)
    hint = example(meant, target) if meant else commands.what_works(target)
    return unclear(entry.line, "unknown-command", hint, ref=target.typed)
