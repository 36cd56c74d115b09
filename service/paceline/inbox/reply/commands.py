"""Commands: "C12 done", "2 +3d the vendor is late", "done C12", "away until 5 Jan"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from paceline.domain.statements import Command, Unclear
from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.commands import BEST, COMMANDS, COMMITMENT, NO, SELF, SMALL_WORDS, Kind, Row, Shape
from paceline.inbox.grammar.doubts import unclear
from paceline.inbox.grammar.speech import ARTICLES, AWAY_AFTER_DAYS, BUT, FROM_ME, I_AM, NUMBERS, WHEN_DONE
from paceline.inbox.grammar.words import Hit, Index, either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.absence import is_absence
from paceline.inbox.reply.days import Days
from paceline.inbox.reply.shapes import SHAPES
from paceline.inbox.reply.shapes.args import Args, after_mark, example, takes_back
from paceline.inbox.reply.targets import ONESELF, Target, Targets

_VERBS: Index[Row] = Index((row.forms, row) for row in COMMANDS)
_MAYBE: Index[bool] = Index([(clauses.MAYBE, True)])
_SMALL_WORDS: Index[bool] = Index([(SMALL_WORDS, True)])
_NO: Index[bool] = Index([(NO, True)])
_TO_ROW = next(row for row in COMMANDS if row.verb == "to")
_COPULA = Pattern(either(clauses.COPULAS) + r"\s+")
_REASON = Pattern(rf"\s+(?:{either(clauses.BECAUSE)}|{either(FROM_ME)}|{either(WHEN_DONE)})(?!\w)")
_BUT = Pattern(rf"\s+{either(BUT)}(?!\w)")
_SET_OFF = Pattern(rf"\s*(?:$|[,;:.!(–—→\u2600-\u27bf\U0001f300-\U0001faff]|-\s|{either(clauses.FOR)}\s+@)")
_LINK = Pattern(rf"\s*(?:(?:with|on|to|it|für|mit|avec|con|com|met|{either(ARTICLES)}|{either(NUMBERS)})\s+|:\s*)?")
_PLEASE = Pattern(rf"^{either(clauses.PLEASE)}[\s,]+", re.IGNORECASE)
_PLEASE_AFTER = Pattern(rf"[\s,]+{either(clauses.PLEASE)}[\s.!]*$", re.IGNORECASE)
_SHIFT = Pattern(r"\+\d+\s*[^\W\d_]")
_I_AM = Pattern(rf"{either(I_AM)}\s+")
_AWAY_AT_THE_END = Pattern(rf"\s+{either(AWAY_AFTER_DAYS)}(?=[\s.!]*$)")
_WORD = Pattern(r"[^\W\d_][\w'’-]*")

_ABOUT_ANYTHING = {"why", "undo", "status", "calendar"}
_VERB_FIRST: frozenset[Shape] = frozenset(
    {"reason", "words", "given", "part", "day", "name", "hold", "kept", "alone", "until", "id"}
)
_NO_WORDS = {row.verb for row in COMMANDS if row.on == SELF}
_FREE_WORDS: frozenset[Shape] = frozenset({"query", "since", "choice", "thing", "every", "heir", "review", "date"})


@dataclass(frozen=True, slots=True)
class Heard:
    """A line read as a command, or why it can't be carried out; `languages` of the form that was used."""

    said: Command | Unclear
    languages: frozenset[str] = frozenset()

    def with_words(self, details: tuple[str, ...]) -> Heard:
        """With the sub-bullets of the line, which say more about a command that takes words."""
        if not details or isinstance(self.said, Unclear) or self.said.verb in _NO_WORDS:
            return self
        text = "; ".join((self.said.text, *details) if self.said.text else details)
        return replace(self, said=replace(self.said, text=text))


def about(target: Target, rest: str, line: str, days: Days, *, loose: bool = True) -> Heard | None:
    """What `rest` says about a target that the line named: "done", "is done", "+3d the vendor is late", "by Friday".

    None: nothing that is known. Unless `loose`, a reason must be set off from its verb: "2 closed tickets" closes
    nothing.
    """
    rest = _PLEASE.sub("", after_mark(rest).lstrip())
    if _SHIFT.match(rest) and (moved := _moved(target, rest, line, days)):
        return moved
    begun = _beginnings(rest)
    for text in begun:
        if heard := _verb_at(target, text, line, days, loose=loose):
            return heard
    if moved := _moved(target, rest, line, days):
        return moved
    hits = [hit for text in begun for hit in _VERBS.at(fold(text))]
    if hits and not any(_fits(hit.meaning, target) for hit in hits):
        hint = what_works(target)
        return Heard(unclear(line, "not-for", hint, ref=target.typed, verb=hits[0].meaning.verb))
    return None


def _verb_at(target: Target, text: str, line: str, days: Days, *, loose: bool) -> Heard | None:
    for hit in _VERBS.at(fold(text)):
        behind = text[hit.end :]
        if not _fits(hit.meaning, target) or not (loose or _may_stand(hit.meaning, behind)):
            continue
        if _is_prose_with_a_day(text[: hit.end], behind, days):
            continue
        if loose and _is_half_said(text[: hit.end], hit.meaning, behind):
            return _half_said(hit, target, line)
        if heard := _carry(hit, Args(hit.meaning, target, line, behind, days)):
            return heard
    return None


def verb_first(text: str, line: str, targets: Targets, days: Days, *, loose: bool = True) -> Heard | None:
    """ "done C12", "object D4: too risky", "skip 1"."""
    folded = fold(text)
    for hit in _VERBS.at(folded):
        if hit.meaning.shape not in _VERB_FIRST or (hit.meaning is _TO_ROW and hit.end < len("move")):
            continue
        link = _LINK.match(folded, hit.end)
        found = targets.at(text, link.end() if link else hit.end)
        if not found or (hit.meaning.shape == "hold" and found[0].typed.isdigit()):
            continue
        target, end = found
        if _fits(hit.meaning, target) and (loose or _may_stand(hit.meaning, text[end:])):
            return _carry(hit, Args(hit.meaning, target, line, text[end:], days))
    return None


def bare(text: str, target: Target, line: str, days: Days, *, loose: bool) -> Heard | None:
    """A verb that names nothing, about `target`. Unless `loose`, what comes with it must be set off: "done, deployed"
    is the command, "done deploying" is not."""
    folded = fold(text)
    if _SHIFT.match(text) and (moved := _moved(target, text, line, days)):
        return moved
    for hit in _VERBS.at(folded):
        if not hit.meaning.on & target.kinds:
            continue
        rest = text[hit.end :]
        if not (loose or _may_stand(hit.meaning, rest)):
            continue
        if loose and _is_half_said(text[: hit.end], hit.meaning, rest):
            return _half_said(hit, target, line)
        if heard := _carry(hit, Args(hit.meaning, target, line, rest, days)):
            return heard
    return None


def oneself(text: str, line: str, days: Days, *, listed: bool) -> Heard | None:
    """A command about its author, or about the whole: the line is nothing else. `listed`: it stands in a part of an
    update, where free words ("find a new vendor") are content."""
    text = _PLEASE_AFTER.sub("", _PLEASE.sub("", text))
    for hit in _VERBS.at(fold(text)):
        row = hit.meaning
        if not row.on & SELF or (listed and row.shape in _FREE_WORDS):
            continue
        if heard := _carry(hit, Args(row, ONESELF, line, text[hit.end :], days)):
            return heard
    return None


def away_around(text: str, line: str, days: Days, *, also_bare: bool) -> Heard | None:
    """ "Ich bin nächste Woche im Urlaub": the days stand within the words. `also_bare`: "Thursday off", and no more."""
    match = _I_AM.match(fold(text))
    if not match and not also_bare:
        return None
    begin = match.end() if match else 0
    for words in _AWAY_AT_THE_END.finditer(fold(text)):
        row = next(row for row in COMMANDS if row.verb == "away")
        when = text[begin : words.start()]
        if not match and not is_absence(when, days):
            continue
        said = SHAPES["span"](Args(row, ONESELF, line, when, days))
        if isinstance(said, Command):
            return Heard(said)
    return None


def perhaps(target: Target, rest: str, line: str) -> Unclear | None:
    """The question what "may slip to Friday" means: that a day is moved, or only that it may have to be."""
    if not _MAYBE.at(fold(after_mark(rest).lstrip())):
        return None
    return unclear(line, "conditional", what_works(target), ref=target.typed, verb="to")


def begins_like_a_command(text: str) -> bool:
    return bool(_VERBS.at(fold(text)))


def begins_with_its_verb(text: str, target: Target) -> bool:
    """ "ok for Friday", said of an offer: words that say something about it, if not what."""
    return any(_fits(hit.meaning, target) for hit in _VERBS.at(fold(text)))


def verb_alone(text: str) -> Row | None:
    """The verb that `text` consists of."""
    hits = _VERBS.whole(fold(text).rstrip(" .!?"))
    return hits[0].meaning if hits else None


def is_skip(text: str) -> bool:
    row = verb_alone(text)
    return row is not None and row.verb == "skip"


def misspelt(text: str, target: Target) -> Row | None:
    """The verb of which the first word of `text` is a slip of the fingers: "dnoe", "drpo"."""
    match = _WORD.match(text)
    word = fold(match.group()) if match else ""
    if not 4 <= len(word) <= 16:
        return None
    return next(
        (
            row
            for row in COMMANDS
            if _fits(row, target) and any(_one_slip(word, fold(form)) for form in row.forms["en"])
        ),
        None,
    )


def what_works(target: Target) -> str:
    """A few commands that can be said about it."""
    kind: Kind = next((kind for kind in BEST if kind in target.kinds), "due")
    rows = {row.verb: row for row in reversed(COMMANDS)}
    return "; ".join(_in_short(example(rows[verb], target)) for verb in BEST[kind])


def _in_short(words: str) -> str:
    """ "2 to Friday because …": without the example's own reason."""
    return re.sub(r"(because|:) .*$", r"\1 …", words)


def _beginnings(rest: str) -> tuple[str, ...]:
    """`rest`, and `rest` without the "is" before its verb."""
    copula = _COPULA.match(fold(rest))
    return (rest, rest[copula.end() :]) if copula else (rest,)


def _fits(row: Row, target: Target) -> bool:
    return bool(row.on & target.kinds) or (row.verb in _ABOUT_ANYTHING and "update" not in target.kinds)


def _may_stand(row: Row, behind: str) -> bool:
    """Whether what follows a verb is an argument of it, not the rest of a sentence."""
    if row.shape not in {"reason", "words", "given", "part"} or _is_set_off(behind) or takes_back(row, behind):
        return True
    return row.verb == "ok" and bool(_BUT.match(fold(behind)))


def _is_set_off(behind: str) -> bool:
    folded = fold(behind)
    return bool(_SET_OFF.match(behind) or _REASON.match(folded) or _PLEASE_AFTER.match(behind))


def _is_half_said(form: str, row: Row, behind: str) -> bool:
    """ "No way", "no problem": a "no" is one by itself only."""
    return bool(_NO.whole(fold(form))) and not _may_stand(row, behind)


def _is_prose_with_a_day(form: str, behind: str, days: Days) -> bool:
    """ "Now Monday is too late", "a Friday demo"."""
    day = days.first(after_mark(behind)) if _SMALL_WORDS.whole(fold(form)) else None
    return day is not None and not _is_set_off(after_mark(behind)[day.end :])


def _half_said(hit: Hit[Row], target: Target, line: str) -> Heard:
    hint = what_works(replace(target, kinds=target.kinds & hit.meaning.on))
    return Heard(unclear(line, "conditional", hint, ref=target.typed, verb=hit.meaning.verb), hit.languages)


def _carry(hit: Hit[Row], args: Args) -> Heard | None:
    said = SHAPES[hit.meaning.shape](args)
    return Heard(said, hit.languages) if said else None


def _moved(target: Target, rest: str, line: str, days: Days) -> Heard | None:
    """A day by itself moves a commitment; "Friday is not possible" is prose. A shift is never prose."""
    day = days.first(rest) if target.kinds & COMMITMENT else None
    if not day or not (day.when.shift or _is_set_off(rest[day.end :])) or _is_a_verb(rest[: day.end]):
        return None
    said = SHAPES["day"](Args(_TO_ROW, target, line, rest, days))
    return Heard(said) if said else None


def _is_a_verb(phrase: str) -> bool:
    """ "may" in lower case is no month by itself."""
    return phrase[:1].islower() and bool(_MAYBE.whole(fold(phrase)))


def _one_slip(word: str, form: str) -> bool:
    """Whether one letter is missing, doubled, wrong, or two are swapped (Damerau's four slips)."""
    if word == form or abs(len(word) - len(form)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(word, form, strict=False)) if a != b), min(len(word), len(form)))
    left, right = word[same:], form[same:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )
