"""Lines that promise, taken apart: what, who, for whom, by when, done when."""

from __future__ import annotations

from dataclasses import replace

from paceline.domain.statements import Promise, Unclear, When
from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.doubts import unclear
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.cuts import EDGES, SET, SET_OFF, Cut, cut_after, tidy
from paceline.inbox.reply.days import Day, Days, is_settled, readings_in_words
from paceline.inbox.reply.owners import HANDLES, handles, owner_of, says_we

_SIGN = Pattern(r"(?:[^\w\s@#(\[\"'“„«<`*+/-]\ufe0f?\s*)+(?=[\w@])")
_LEAD_IN = Pattern(rf"{either(clauses.LEAD_INS)}(?:\s*[:,–—-]\s*|\s+)")
_DONE_WHEN = Pattern(SET_OFF + either(clauses.DONE_WHEN).replace(r"\s+", r",?\s+") + r"(?!\w)[\s:,]{0,4}")
_NEEDED_BY = Pattern(rf"{SET}{either(clauses.FOR)}\s+({HANDLES})(?![\w@])")
_TEST_NEEDED_BY = Pattern(rf"[\s]?[,;(–—]\s*{either(clauses.FOR)}\s+({HANDLES})(?![\w@'])")
_PROMISED_GOAL = Pattern(rf"\s*[,;(]\s*{either(clauses.GOAL)}\s*:\s*([^,;()]+)")


def promise(text: str, line: str, days: Days, details: tuple[str, ...] = ()) -> Promise | Unclear:
    """`text` as a commitment of its author, or of the one it begins with. Details may say by when and done when."""
    owner, rest = owner_of(without_sign(text))
    if len(handles(owner)) > 1:
        first, second, *_ = handles(owner)
        return unclear(line, "several-owners", f"{first}: …; {second}: …")
    ours = not owner and says_we(without_sign(text))
    goal, text = _goal(_without_lead_ins(rest))
    cut, needed_by = _needed_by(cut_after(_DONE_WHEN, text))
    due, head, test = _due(cut, days)
    made = Promise(tidy(head), line, owner, due, tidy(test), needed_by, ours=ours, goal=goal)
    return _checked(_with_details(made, details, days), text)


def has_day(text: str, days: Days) -> bool:
    return days.due(text) is not None


def is_promise_with_day(text: str, days: Days) -> bool:
    """Whether `text` says what and by when; a day alone does not."""
    day = days.due(text)
    return bool(day and tidy(_without(text, day))) and not _DONE_WHEN.match(" " + fold(text))


def without_sign(text: str) -> str:
    """Without the picture before it: "🚧 ship the importer"."""
    sign = _SIGN.match(text)
    return text[sign.end() :] if sign else text


def _needed_by(cut: Cut) -> tuple[Cut, tuple[str, ...]]:
    """Who needs it, named with the promise or set off behind its test, and both without that."""
    if whom := _NEEDED_BY.search(fold(cut.text)):
        named = cut.text[whom.start(1) : whom.end(1)]
        cut = Cut(f"{cut.text[: whom.start()]}{cut.text[whom.end() :]}", cut.part)
    elif whom := _TEST_NEEDED_BY.search(fold(cut.part)):
        named = cut.part[whom.start(1) : whom.end(1)]
        behind = cut.part[whom.end() :].strip(" ,;)")
        cut = Cut(cut.text, f"{cut.part[: whom.start()]}{', ' if behind else ''}{behind}")
    return cut, handles(named) if whom else ()


def _without_lead_ins(text: str) -> str:
    for _ in range(2):
        lead = _LEAD_IN.match(fold(text))
        if not lead or lead.end() == len(text):
            return text
        text = text[lead.end() :]
    return text


def _due(head: Cut, days: Days) -> tuple[When | None, str, str]:
    """The due day, from the promise itself or from behind its test, and both without it."""
    if day := days.due(head.text):
        return day.when, _without(head.text, day), head.part
    before, mark, last = head.part.rpartition(")" if ")" in head.part else ",")
    day = days.first(last.lstrip()) if mark else None
    if day and not last.lstrip()[day.end :].strip(" .)"):
        return day.when, head.text, before
    return None, head.text, head.part


def _without(text: str, day: Day) -> str:
    before, after = text[: day.start].rstrip(), text[day.end :].lstrip()
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1].rstrip(), after[1:].lstrip()
    if not before:
        return after.lstrip(EDGES)
    if after and after[0] not in ",;.:)!":
        return f"{before} {after}"
    return before.rstrip(",;:–—- ") + after if after.strip(" .!") else before


def _with_details(made: Promise, details: tuple[str, ...], days: Days) -> Promise:
    due, test = made.due, made.done_when
    for detail in details:
        day = None if due else days.due(detail)
        if day and not tidy(_without(detail, day)):
            due = day.when
        elif not test and (match := _DONE_WHEN.match(" " + fold(detail))):
            test = tidy(detail[match.end() - 1 :])
    return replace(made, due=due, done_when=test)


def _checked(made: Promise, text: str) -> Promise | Unclear:
    if not made.what:
        return unclear(made.line, "nothing-promised", f"ship the importer {text.strip() or 'by Friday'}")
    due = made.due
    if due is None or is_settled(due):
        return made
    if due.readings:
        day = due.readings[0]
        hint = f"{made.what} by {day.day} {day:%B}"
        return unclear(made.line, "ambiguous-day", hint, made, days=readings_in_words(due))
    return unclear(made.line, "no-day", f"{made.what} by Friday", made)


def _goal(text: str) -> tuple[str, str]:
    """What a commitment is for, up to the next comma, and the text without it."""
    match = _PROMISED_GOAL.search(fold(text))
    if not match or not text[: match.start()].strip(EDGES):
        return "", text
    return tidy(text[match.start(1) : match.end(1)]), f"{text[: match.start()]}{text[match.end() :].lstrip(')')}"
