"""The readers of a reply's lines, in the order in which they are asked. Each says whether it took the line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from paceline.domain.statements import Command, Unclear, Update
from paceline.inbox import reply_clauses as clauses
from paceline.inbox import reply_commands as commands
from paceline.inbox import reply_courtesies as courtesies
from paceline.inbox.grammar.commands import Kind
from paceline.inbox.grammar.doubts import unclear
from paceline.inbox.reply_commands import Heard
from paceline.inbox.reply_content import Desk, content
from paceline.inbox.reply_headings import Opening, marked, opening, our_opening
from paceline.inbox.reply_lines import Entry, Numbered, numbered
from paceline.inbox.reply_reading import Reading, accepts
from paceline.inbox.reply_shapes import example
from paceline.inbox.reply_targets import Target, leading_numbers

_PIECE = re.compile(r"\s*([;,])\s*(?=#?(?:\d{1,2}(?:[.:)]\s|\s)|[CDH]\d{1,6}\b))", re.IGNORECASE)
_ANYTHING: frozenset[Kind] = frozenset({"due", "offer", "intent", "help"})

_SHORT = 8
"""Words of a line that is taken for a command that failed; a longer one is prose."""
_SIGNATURE = 4
"""Lines at the end, under a closing, that may be a signature."""
_END = 3
"""Lines at the end among which "Thanks Bo" is a closing."""


def _ours(reading: Reading, entry: Entry) -> bool:
    """A line of our letter says where the next one stands: under an item, in a section, or outside of both."""
    if entry.mine:
        return False
    item = numbered(entry.text)
    place = reading.targets.number(item.number) if item and item.mark and not entry.indent else None
    section = our_opening(entry.text, reading.sections)
    if place:
        reading.go_to(place)
    elif section:
        reading.open(section)
    elif entry.gap and not entry.indent and not entry.text.startswith(("-", "*", "•")):
        reading.leave()
    return True


def _overlong(reading: Reading, entry: Entry) -> bool:
    if entry.too_long:
        reading.say(entry.line)
    return entry.too_long


def _mere_marks(reading: Reading, entry: Entry) -> bool:
    return courtesies.is_mere_marks(entry.text)


# --- commands that name what they are about ----------------------------------------------------------------------------


def _commands(reading: Reading, entry: Entry) -> bool:
    heard = _several(reading, entry) or _named(reading, entry.text, entry)
    for one in heard:
        reading.hear(one)
    return bool(heard)


def _several(reading: Reading, entry: Entry) -> tuple[Heard, ...]:
    """ "1 done; 2 +3d vendor late": behind a semicolon each part must be a command, behind a comma it may be a reason."""
    first, *rest = _PIECE.split(entry.text)
    if not rest:
        return ()
    parts = [_named(reading, part, entry) for part in (first, *rest[1::2])]
    if all(parts) and all(isinstance(one.said, Command) for part in parts for one in part):
        return tuple(one for part in parts for one in part)
    if ";" not in rest[::2] or not parts[0]:
        return ()
    lost = Heard(unclear(entry.line, "which", "one command a line"))
    return tuple(one for part in parts for one in part or (lost,))


def _named(reading: Reading, text: str, entry: Entry) -> tuple[Heard, ...]:
    return _of_numbers(reading, text, entry) or _of_ids(reading, text, entry) or _verb_first(reading, text, entry)


def _of_numbers(reading: Reading, text: str, entry: Entry) -> tuple[Heard, ...]:
    numbers, rest = leading_numbers(text)
    targets = [reading.targets.number(number) for number in numbers]
    if targets and all(targets):
        heard = [commands.about(t, rest, entry.line, reading.days, loose=False) for t in targets if t]
        if all(heard):
            return tuple(one for one in heard if one)
    one = numbered(text)
    target = reading.targets.number(one.number) if one else None
    if not one or not target or (_is_list_item(reading, one) and not commands.verb_alone(one.rest)):
        return ()
    said = commands.about(target, one.rest, entry.line, reading.days, loose=bool(one.mark))
    if said and "update" in target.kinds and not isinstance(said.said, Command):
        return ()
    return (said,) if said else ()


def _of_ids(reading: Reading, text: str, entry: Entry) -> tuple[Heard, ...]:
    targets, rest = reading.targets.leading_ids(text)
    if targets and not rest.strip(" .:!") and (entry.ticked or _in_done(reading)):
        rest = "done"
    heard = [_of_id(reading, target, rest, entry) for target in targets]
    return tuple(one for one in heard if one) if all(heard) else ()


def _of_id(reading: Reading, target: Target, rest: str, entry: Entry) -> Heard | None:
    """In a part of an update "C12 help page written" is content; under "Done" even "C12 shipped to all" is the command."""
    heard = commands.about(target, rest, entry.line, reading.days, loose=False)
    if heard:
        return heard
    heard = commands.about(target, rest, entry.line, reading.days)
    if reading.section is None or (
        _in_done(reading) and heard and isinstance(heard.said, Command) and heard.said.verb == "done"
    ):
        return heard
    return None


def _verb_first(reading: Reading, text: str, entry: Entry) -> tuple[Heard, ...]:
    heard = commands.verb_first(text, entry.line, reading.targets, reading.days, loose=reading.section is None)
    return (heard,) if heard else ()


def _in_done(reading: Reading) -> bool:
    return reading.section is not None and reading.section.key == "done"


def _is_list_item(reading: Reading, one: Numbered) -> bool:
    """ "1. …" in a section is the first line of a list, not the envelope's first item."""
    return reading.section is not None and one.mark in {".", ")"} and one.number == reading.counted + 1


# --- lines that say themselves what they are ---------------------------------------------------------------------------


def _mark(reading: Reading, entry: Entry) -> bool:
    """ "Decision: …", "Intent: …", "Commitment: …" count anywhere and open no section."""
    mark = marked(entry.text)
    if not mark or mark.mark == "thanks" or courtesies.is_empty_answer(mark.content):
        return False
    reading.speaks(mark.languages)
    text = "; ".join((mark.content, *entry.details))
    match mark.mark:
        case "commitment":
            reading.say(clauses.promise(mark.content, entry.line, reading.days, entry.details))
        case "intent":
            reading.say(clauses.intent(text, entry.line, reading.days))
        case _ if clauses.says_unless(text):
            reading.say(clauses.intent(text, entry.line, reading.days))
        case _:
            reading.say(clauses.ruling(text, entry.line, reading.days))
    return True


def _heading(reading: Reading, entry: Entry) -> bool:
    text, place = _behind_its_update(reading, entry)
    opened = opening(text, reading.sections)
    if not opened or not accepts(reading, entry, opened) or not (opened.sure or _is_heading(reading, entry, opened)):
        return False
    if reading.at_item and not place and commands.bare(text, reading.at_item, entry.line, reading.days, loose=False):
        return False
    if place:
        reading.place = place
    reading.open(opened.section, bulleted=entry.bullet)
    reading.speaks(opened.languages)
    if opened.content:
        _inline(reading, replace(entry, text=opened.content, bullet=False))
    return True


def _behind_its_update(reading: Reading, entry: Entry) -> tuple[str, Target | None]:
    """ "1. Done: schema review", where 1 is the update that was asked for."""
    one = numbered(entry.text)
    place = reading.targets.number(one.number) if one else None
    if one and one.rest and place and "update" in place.kinds and not _is_list_item(reading, one):
        return one.rest, place
    return entry.text, None


def _is_heading(reading: Reading, entry: Entry, opened: Opening) -> bool:
    """Without a colon, a word that is also a command or a courtesy is a heading where something follows it."""
    if opened.content:
        return True
    following = reading.following()
    follows = following is not None and not begins_something(reading, following)
    if courtesies.is_closing(entry.text):
        return follows and following is not None and (following.bullet or "@" in following.text)
    if commands.verb_alone(entry.text):
        return follows or (reading.headings > 1 and not reading.at_item)
    return follows or not entry.bullet


def _inline(reading: Reading, entry: Entry) -> None:
    """The content that stands in its heading's own line."""
    reading.style = "inline"
    if courtesies.is_mere_marks(entry.text) or courtesies.is_empty_answer(entry.text) or _is_skip(entry.text):
        return
    for heard in _of_ids(reading, entry.text, entry):
        reading.hear(heard)
        return
    _write_down(reading, entry)


# --- courtesies --------------------------------------------------------------------------------------------------------


def _closing(reading: Reading, entry: Entry) -> bool:
    thanks_somebody = len(entry.text.split()) > 1 and reading.to_come() >= _END
    in_list = reading.section is not None and reading.section.records == "thanks" and entry.bullet
    if in_list or not courtesies.is_closing(entry.text):
        return False
    if thanks_somebody and clauses.inline_thanks(entry.text, entry.line)[1]:
        return False
    reading.speaks(courtesies.courtesy_languages(entry.text))
    reading.signed = True
    reading.close()
    return True


def _signature(reading: Reading, entry: Entry) -> bool:
    return (
        reading.signed
        and not entry.bullet
        and reading.to_come() < _SIGNATURE
        and courtesies.is_signature(entry.text)
        and not commands.verb_alone(entry.text)
    )


def _greeting(reading: Reading, entry: Entry) -> bool:
    if entry.bullet or not courtesies.is_greeting(entry.text):
        return False
    reading.speaks(courtesies.courtesy_languages(entry.text))
    return True


def _empty(reading: Reading, entry: Entry) -> bool:
    if not courtesies.is_empty_answer(entry.text):
        return False
    if reading.section and reading.style == "":
        reading.style = "bullets" if entry.bullet else "plain"
    return True


# --- commands that name nothing ----------------------------------------------------------------------------------------


def _at_item(reading: Reading, entry: Entry) -> bool:
    """A verb under one of our numbered items is about that item."""
    if not reading.at_item:
        return False
    heard = commands.bare(entry.text, reading.at_item, entry.line, reading.days, loose=True)
    if heard:
        reading.hear(heard)
    return heard is not None


def _oneself(reading: Reading, entry: Entry) -> bool:
    listed = reading.section is not None and entry.bullet
    heard = commands.oneself(entry.text, entry.line, reading.days, listed=reading.section is not None)
    if not heard or (listed and isinstance(heard.said, Command) and heard.said.verb != "away"):
        return False
    if isinstance(heard.said, Command) and heard.said.verb == "skip" and len(reading.updates) > 1 and not reading.place:
        heard = Heard(unclear(entry.line, "which", f"{reading.updates[0].number} skip"), heard.languages)
    reading.hear(heard)
    return True


def _only_one(reading: Reading, entry: Entry) -> bool:
    """A verb by itself is about the only item that it can be about."""
    if reading.section is not None or not commands.begins_like_a_command(entry.text):
        return False
    targets = [reading.targets.number(item.number) for item in reading.items if item.kind != "update"]
    found = {
        target: heard
        for target in targets
        if target and (heard := commands.bare(entry.text, target, entry.line, reading.days, loose=False))
    }
    if len(found) == 1:
        reading.hear(*found.values())
    elif found:
        hint = "; ".join(f"{target.typed} {entry.text[:60]}" for target in list(found)[:2])
        reading.say(unclear(entry.line, "which", hint))
    return bool(found)


def _verb_alone(reading: Reading, entry: Entry) -> bool:
    """ "done" where nothing was asked that could be done."""
    row = commands.verb_alone(entry.text)
    if not row or reading.section is not None or courtesies.is_assent(entry.text):
        return False
    reading.say(unclear(entry.line, "which", row.example))
    return True


# --- content -----------------------------------------------------------------------------------------------------------


def _mention(reading: Reading, entry: Entry) -> bool:
    """ "C12 publish the API draft by Friday" among the plans moves C12; it is no second commitment."""
    targets, rest = reading.targets.leading_ids(entry.text)
    if not targets or not targets[0].subject.startswith("C") or not reading.section:
        return False
    if reading.section.records != "commitments":
        return False
    day = reading.days.due(rest)
    if day:
        reading.say(Command("to", entry.line, targets[0].subject, "", day.when))
    else:
        reading.say(Update(reading.section.key, entry.text, entry.line))
    return True


def _content(reading: Reading, entry: Entry) -> bool:
    one = numbered(entry.text)
    if one and one.rest and _is_list_item(reading, one):
        reading.counted = one.number
        entry = replace(entry, text=one.rest, bullet=True)
    if not reading.section or not _still_in_section(reading, entry):
        return False
    reading.style = reading.style if reading.style == "bullets" else "bullets" if entry.bullet else "plain"
    if not (entry.bullet and _is_skip(entry.text)) and not _mention(reading, entry):
        _write_down(reading, entry)
    return True


def _write_down(reading: Reading, entry: Entry) -> None:
    if reading.section:
        for said in content(entry, Desk(reading.section, reading.sections, reading.targets, reading.days)):
            reading.say(said)


def _still_in_section(reading: Reading, entry: Entry) -> bool:
    """A list may go on after an empty line; prose after a list, or after an answer in the heading's line, is no content."""
    if entry.bullet or reading.style == "":
        return True
    section = reading.section
    promises = section is not None and section.records == "commitments"
    if entry.last and entry.gap and courtesies.is_name(entry.text):
        stays = False
    elif promises and (entry.gap or reading.style == "bullets"):
        dated = clauses.has_day(entry.text, reading.days)
        stays = dated and (reading.style == "plain" or clauses.owner_marked(entry.text))
    else:
        stays = reading.style == "plain" or not entry.gap
    if not stays:
        reading.close()
    return stays


def _thanks(reading: Reading, entry: Entry) -> bool:
    """ "Thanks @eve for the rescue" as a line of its own."""
    rest, thanks = clauses.inline_thanks(entry.text, entry.line)
    if rest or not thanks:
        return False
    reading.say(thanks)
    return True


def _offer(reading: Reading, entry: Entry) -> bool:
    """ "@bo: review the schema by 3 Dec" counts outside of sections too."""
    if not clauses.owner_marked(entry.text) or not clauses.has_day(entry.text, reading.days):
        return False
    reading.say(clauses.promise(entry.text, entry.line, reading.days, entry.details))
    return True


def _help_wanted(reading: Reading, entry: Entry) -> bool:
    """ "Help: a DBA for an hour", for no commitment in particular."""
    heard = commands.bare(entry.text, Target("", frozenset({"due"}), ""), entry.line, reading.days, loose=False)
    if not heard or not isinstance(heard.said, Command) or heard.said.verb != "help" or not heard.said.text:
        return False
    if ":" not in entry.text:
        return False
    reading.hear(heard)
    return True


# --- what looks like a command -----------------------------------------------------------------------------------------


def _number_unread(reading: Reading, entry: Entry) -> bool:
    one = numbered(entry.text)
    if not one or _is_list_item(reading, one):
        return False
    target = reading.targets.number(one.number)
    if target is None:
        return _unknown_number(reading, entry, one)
    if not one.rest or _repeats_ours(entry.text, target):
        reading.go_to(target)
        return True
    if "update" in target.kinds:
        return _answer_to_update(reading, entry, one, target)
    if one.mark or commands.misspelt(one.rest, target):
        reading.say(_doubt(entry, one.rest, target))
        return True
    return False


def _unknown_number(reading: Reading, entry: Entry, one: Numbered) -> bool:
    anything = Target("", _ANYTHING, str(one.number))
    heard = commands.about(anything, one.rest, entry.line, reading.days, loose=False)
    if not heard or not isinstance(heard.said, Command):
        return False
    if reading.section is not None and not commands.verb_alone(one.rest):
        return False
    known = [item for item in reading.items if item.kind != "update"]
    hint = f"{known[0].number if known else 'C12'} {one.rest[:60]}"
    reading.say(unclear(entry.line, "unknown-number", hint, ref=str(one.number)))
    return True


def _answer_to_update(reading: Reading, entry: Entry, one: Numbered, target: Target) -> bool:
    """ "1: nothing new", "1. finished the importer": the number says which update, the rest is read as any line."""
    if not one.mark and reading.section is not None:
        return False
    reading.go_to(target)
    if not courtesies.is_empty_answer(one.rest):
        reading.say(entry.line)
    return True


def _repeats_ours(text: str, target: Target) -> bool:
    """A line of our letter that was copied: "2. Due today: publish the API draft (C12, for Eve)"."""
    return f"({target.subject}" in text


def _id_unread(reading: Reading, entry: Entry) -> bool:
    targets, rest = reading.targets.leading_ids(entry.text)
    if not targets or reading.section is not None:
        return False
    if len(rest.split()) > _SHORT and not commands.misspelt(rest.strip(), targets[0]):
        return False
    reading.say(_doubt(entry, rest, targets[0]))
    return True


def _doubt(entry: Entry, rest: str, target: Target) -> Unclear:
    meant = commands.misspelt(rest.lstrip(), target)
    hint = example(meant, target) if meant else commands.what_works(target)
    return unclear(entry.line, "unknown-command", hint, ref=target.typed)


def _under_item(reading: Reading, entry: Entry) -> bool:
    """Words under an item that are no command. Under an intent silence would count as consent, so they are always asked
    about; under the others only when they are short."""
    target = reading.at_item
    if not target or reading.signed:
        return False
    if "intent" not in target.kinds and len(entry.text.split()) > _SHORT:
        return False
    reading.say(unclear(entry.line, "under-item", commands.what_works(target), ref=target.typed))
    return True


def _note(reading: Reading, entry: Entry) -> bool:
    reading.say(entry.line)
    return True


def _is_skip(text: str) -> bool:
    row = commands.verb_alone(text)
    return row is not None and row.verb == "skip"


READERS: tuple[Callable[[Reading, Entry], bool], ...] = (
    _ours,
    _overlong,
    _mere_marks,
    _commands,
    _mark,
    _heading,
    _number_unread,
    _id_unread,
    _closing,
    _signature,
    _greeting,
    _at_item,
    _oneself,
    _empty,
    _content,
    _only_one,
    _thanks,
    _offer,
    _help_wanted,
    _verb_alone,
    _under_item,
    _note,
)


def begins_something(reading: Reading, entry: Entry) -> bool:
    """Whether a line stands by itself: it is no continuation of the one above, and no detail of it."""
    text = entry.text
    opened = opening(text, reading.sections)
    if opened and not opened.weak and (opened.sure or not opened.content):
        return True
    if marked(text) or courtesies.is_closing(text) or courtesies.is_greeting(text):
        return True
    return bool(_named(reading, text, entry))
