"""Lines that promise, decide or thank, taken apart: what, who, for whom, by when, done when, because, until when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from paceline.domain.statements import Intent, Promise, Ruling, Thanks, Unclear, When
from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.doubts import unclear
from paceline.inbox.grammar.words import Index, either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.days import Day, Days, is_settled, readings_in_words
from paceline.inbox.reply.owners import HANDLES, handles, owner_of, says_we
from paceline.inbox.reply.targets import HANDLE

_EDGES = " \t,;:.–—-"
_SET_OFF = r"[\s,;.(–—-]{1,4}"
_SET = r"(?:^|[\s,;:(–—-])"

_SIGN = Pattern(r"(?:[^\w\s@#(\[\"'“„«<`*+/-]\ufe0f?\s*)+(?=[\w@])")
_LEAD_IN = Pattern(rf"{either(clauses.LEAD_INS)}(?:\s*[:,–—-]\s*|\s+)")
_DONE_WHEN = Pattern(_SET_OFF + either(clauses.DONE_WHEN).replace(r"\s+", r",?\s+") + r"(?!\w)[\s:,]{0,4}")
_NEEDED_BY = Pattern(rf"{_SET}{either(clauses.FOR)}\s+({HANDLES})(?![\w@])")
_TEST_NEEDED_BY = Pattern(rf"[\s]?[,;(–—]\s*{either(clauses.FOR)}\s+({HANDLES})(?![\w@'])")

_RATIONALE = Pattern(rf"{_SET_OFF}{either(clauses.RATIONALE)}(?!\w)[\s:,]{{0,4}}|[,;]\s*(?:as|car|denn|pois|want)\s+")
_REVIEW = Pattern(rf"{_SET}{either(clauses.REVIEW)}(?!\w)[\s:,]*")
_REPLACES = Pattern(rf"{_SET}{either(clauses.REPLACES)}:?\s+#?d-?(\d{{1,6}})(?!\w)")
_UNTIL = Pattern(rf"{_SET}{either(clauses.UNTIL)}(?!\w)\s+")
_GOAL = Pattern(rf"(?:^|[,;:.(]\s*){either(clauses.GOAL)}\s*:\s*")
_PROMISED_GOAL = Pattern(rf"\s*[,;(]\s*{either(clauses.GOAL)}\s*:\s*([^,;()]+)")
_CRITERIA = Pattern(rf"(?:^|[,;:.(]\s*){either(clauses.CRITERIA)}\s*:\s*")
_UNLESS = Pattern(rf"{_SET}{either(clauses.UNLESS)}(?!\w)[^,;()]*")
_IRREVERSIBLE = Pattern(rf"{_SET}{either(clauses.IRREVERSIBLE)}(?!\w)")
_REVERSIBLE = Pattern(rf"{_SET}{either(clauses.REVERSIBLE)}(?!\w)")

_NAME = r"[^\W\d_a-zà-öø-ÿ][^\W\d_]{1,30}"
_WHOM = rf"(?:{HANDLES}|{_NAME}(?:\s+{either(clauses.AND)}\s+{_NAME})?)"
_THANKED = Pattern(rf"({_WHOM})(?![\w@])[\s,:!.–—-]*")
_INLINE_THANKS = Pattern(
    rf"(?:^|[,;.(!–—-])\s*(?:and\s+|und\s+|et\s+|y\s+|e\s+|en\s+)?{either(clauses.THANKS)}[,:]?\s+"
)
_WHAT_FOR = Pattern(rf"{either(clauses.THANKED_FOR)}\s+")
_NAMES = Pattern(rf"{HANDLE}|{_NAME}")
_AND: Index[bool] = Index([(clauses.AND, True)])


@dataclass(frozen=True, slots=True)
class Cut:
    """A text without a part of it, and that part."""

    text: str
    part: str = ""


def promise(text: str, line: str, days: Days, details: tuple[str, ...] = ()) -> Promise | Unclear:
    """`text` as a commitment of its author, or of the one it begins with. Details may say by when and done when."""
    owner, rest = owner_of(without_sign(text))
    if len(handles(owner)) > 1:
        first, second, *_ = handles(owner)
        return unclear(line, "several-owners", f"{first}: …; {second}: …")
    ours = not owner and says_we(without_sign(text))
    goal, text = _goal(_without_lead_ins(rest))
    cut, needed_by = _needed_by(_cut_after(_DONE_WHEN, text))
    due, head, test = _due(cut, days)
    made = Promise(_tidy(head), line, owner, due, _tidy(test), needed_by, ours=ours, goal=goal)
    return _checked(_with_details(made, details, days), text)


def has_day(text: str, days: Days) -> bool:
    return days.due(text) is not None


def is_promise_with_day(text: str, days: Days) -> bool:
    """Whether `text` says what and by when; a day alone does not."""
    day = days.due(text)
    return bool(day and _tidy(_without(text, day))) and not _DONE_WHEN.match(" " + fold(text))


def ruling(text: str, line: str, days: Days) -> Ruling:
    text, goal, criteria = _purposes(text)
    replaces, text = _replaces(text)
    when, text = review(text, days)
    rationale = _cut_after(_RATIONALE, text)
    title, why = _tidy(rationale.text), _tidy(rationale.part)
    return Ruling(title, line, why, when, replaces=replaces, goal=goal, criteria=criteria)


def intent(text: str, line: str, days: Days, *, trial: bool = False) -> Intent | Unclear:
    """`trial`: it is an experiment, and names the day on which it ends."""
    text, goal, criteria = _purposes(text)
    reversible, text = _reversible(text)
    replaces, text = _replaces(text)
    closes, text = _closing(text, days)
    when, text = _until(text, days) if trial else review(text, days)
    rationale = _cut_after(_RATIONALE, text)
    title, why = _tidy(rationale.text), _tidy(rationale.part)
    made = Intent(title, line, why, closes, reversible, "", when, replaces, trial, goal, criteria)
    if trial and (when is None or not is_settled(when)):
        return unclear(line, "no-day", f"Experiment: {made.title} until 31 January")
    if closes and closes.readings:
        first = closes.readings[0]
        hint = f"Intent: {made.title} unless objected by {first.day} {first:%B}"
        return unclear(line, "ambiguous-day", hint, made, days=readings_in_words(closes))
    if closes and not is_settled(closes):
        return unclear(line, "no-day", f"Intent: {made.title} unless objected by Friday", made)
    return made


def says_unless(text: str) -> bool:
    """Whether a decision leaves a moment to object, so that it is an intent."""
    return bool(_UNLESS.search(fold(text)))


def thanks(text: str, line: str) -> Thanks:
    """ "@eve for the rescue": to whom, and what for."""
    match = _THANKED.match(text)
    behind = text[match.end() :] if match else ""
    if not match or (not match[1].startswith("@") and behind and not _WHAT_FOR.match(fold(behind))):
        return Thanks(_what_for(text), line)
    return Thanks(_what_for(behind), line, _names(match[1]))


def inline_thanks(text: str, line: str) -> tuple[str, Thanks | None]:
    """An update line without its thanks, and the thanks: "schema review, thanks @chen". Without a reason of their own
    they are for what the line says."""
    folded = fold(text)
    for match in _INLINE_THANKS.finditer(folded):
        whom = _THANKED.match(text, match.end())
        if not whom:
            continue
        behind = text[whom.end() :]
        if not whom[1].startswith("@") and behind and not _WHAT_FOR.match(fold(behind)):
            continue
        rest = _tidy(text[: match.start()])
        return rest, Thanks(_what_for(behind) or rest, line, _names(whom[1]))
    return text, None


# --- parts of a line ----------------------------------------------------------------------------------------


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
        return after.lstrip(_EDGES)
    if after and after[0] not in ",;.:)!":
        return f"{before} {after}"
    return before.rstrip(",;:–—- ") + after if after.strip(" .!") else before


def _with_details(made: Promise, details: tuple[str, ...], days: Days) -> Promise:
    due, test = made.due, made.done_when
    for detail in details:
        day = None if due else days.due(detail)
        if day and not _tidy(_without(detail, day)):
            due = day.when
        elif not test and (match := _DONE_WHEN.match(" " + fold(detail))):
            test = _tidy(detail[match.end() - 1 :])
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


def review(text: str, days: Days) -> tuple[When | None, str]:
    """The day on which something is looked at again, and the text without it."""
    for match in _REVIEW.finditer(fold(text)):
        rest = text[match.end() :]
        if day := days.first(rest):
            after = rest[day.end :].lstrip(" )")
            return day.when, f"{text[: match.start()].rstrip(_EDGES + '(')}{' ' if after else ''}{after}"
    return None, text


def _until(text: str, days: Days) -> tuple[When | None, str]:
    """The day on which an experiment ends, and the text without it."""
    for match in _UNTIL.finditer(fold(text)):
        rest = text[match.end() :]
        if day := days.first(rest):
            after = rest[day.end :].lstrip(" )")
            return day.when, f"{text[: match.start()].rstrip(_EDGES + '(')}{' ' if after else ''}{after}"
    return None, text


def _goal(text: str) -> tuple[str, str]:
    """What a commitment is for, up to the next comma, and the text without it."""
    match = _PROMISED_GOAL.search(fold(text))
    if not match or not text[: match.start()].strip(_EDGES):
        return "", text
    return _tidy(text[match.start(1) : match.end(1)]), f"{text[: match.start()]}{text[match.end() :].lstrip(')')}"


def _purposes(text: str) -> tuple[str, str, str]:
    """The text without what it is for and by what it is judged, and these two: each up to a semicolon, the other or the
    end."""
    found = [
        (match.start(), match.end(), which)
        for which, pattern in enumerate((_GOAL, _CRITERIA), start=1)
        for match in [pattern.search(fold(text))]
        if match
    ]
    parts = ["", "", ""]
    edges = [*sorted(found), (len(text), len(text), 0)]
    parts[0] = text[: edges[0][0]]
    for (_, end, which), (stop, _, _) in pairwise(edges):
        part, _, beyond = text[end:stop].partition(";")
        parts[which] = _tidy(part).rstrip(")")
        parts[0] += f", {beyond.strip()}" if beyond.strip(_EDGES) else ""
    return parts[0], parts[1], parts[2]


def _replaces(text: str) -> tuple[str, str]:
    """The id of the decision whose place is taken, and the text without it."""
    match = _REPLACES.search(fold(text))
    if not match:
        return "", text
    before, after = text[: match.start()].rstrip(_EDGES + "("), text[match.end() :].lstrip(" )")
    return f"D{int(match[1])}", f"{before}{' ' if after else ''}{after}"


def _reversible(text: str) -> tuple[bool | None, str]:
    for pattern, value in ((_IRREVERSIBLE, False), (_REVERSIBLE, True)):
        if match := pattern.search(fold(text)):
            return value, f"{text[: match.start()]}{text[match.end() :].lstrip(')')}"
    return None, text


def _closing(text: str, days: Days) -> tuple[When | None, str]:
    match = _UNLESS.search(fold(text))
    if not match:
        return None, text
    day = days.due(text[match.start() : match.end()])
    left = f"{text[: match.start()]}{text[match.end() :].lstrip(')')}"
    return day.when if day else None, left


def _cut_after(pattern: Pattern, text: str) -> Cut:
    """`text` before the first match, and what follows it."""
    match = pattern.search(fold(text))
    if not match or not text[: match.start()].strip(_EDGES):
        return Cut(text)
    part = text[match.end() :]
    if "(" in match.group() and part.rstrip(" .").endswith(")"):
        part = part.rstrip(" .")[:-1]
    return Cut(text[: match.start()], part)


def _what_for(text: str) -> str:
    text = text.strip(_EDGES + "!()")
    reason = _WHAT_FOR.match(fold(text))
    return text[reason.end() :] if reason else text


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in _NAMES.findall(text) if not _AND.whole(fold(name)))


def _tidy(text: str) -> str:
    return re.sub(r"\s+([,;.!?])", r"\1", " ".join(text.split())).strip(_EDGES)
