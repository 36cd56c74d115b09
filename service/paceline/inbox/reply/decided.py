"""Lines that decide or intend, taken apart: what, why, open to objections until when, when it is looked at again."""

from __future__ import annotations

from itertools import pairwise

from paceline.domain.statements import Intent, Ruling, Unclear, When
from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.doubts import unclear
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.cuts import EDGES, SET, SET_OFF, cut_after, tidy
from paceline.inbox.reply.days import Days, is_settled, readings_in_words

_RATIONALE = Pattern(rf"{SET_OFF}{either(clauses.RATIONALE)}(?!\w)[\s:,]{{0,4}}|[,;]\s*(?:as|car|denn|pois|want)\s+")
_REVIEW = Pattern(rf"{SET}{either(clauses.REVIEW)}(?!\w)[\s:,]*")
_REPLACES = Pattern(rf"{SET}{either(clauses.REPLACES)}:?\s+#?d-?(\d{{1,6}})(?!\w)")
_UNTIL = Pattern(rf"{SET}{either(clauses.UNTIL)}(?!\w)\s+")
_GOAL = Pattern(rf"(?:^|[,;:.(]\s*){either(clauses.GOAL)}\s*:\s*")
_CRITERIA = Pattern(rf"(?:^|[,;:.(]\s*){either(clauses.CRITERIA)}\s*:\s*")
_UNLESS = Pattern(rf"{SET}{either(clauses.UNLESS)}(?!\w)[^,;()]*")
_IRREVERSIBLE = Pattern(rf"{SET}{either(clauses.IRREVERSIBLE)}(?!\w)")
_REVERSIBLE = Pattern(rf"{SET}{either(clauses.REVERSIBLE)}(?!\w)")


def ruling(text: str, line: str, days: Days) -> Ruling:
    text, goal, criteria = _purposes(text)
    replaces, text = _replaces(text)
    when, text = review(text, days)
    rationale = cut_after(_RATIONALE, text)
    title, why = tidy(rationale.text), tidy(rationale.part)
    return Ruling(title, line, why, when, replaces=replaces, goal=goal, criteria=criteria)


def intent(text: str, line: str, days: Days, *, trial: bool = False) -> Intent | Unclear:
    """`trial`: it is an experiment, and names the day on which it ends."""
    text, goal, criteria = _purposes(text)
    reversible, text = _reversible(text)
    replaces, text = _replaces(text)
    closes, text = _closing(text, days)
    when, text = _day_behind(_UNTIL if trial else _REVIEW, text, days)
    rationale = cut_after(_RATIONALE, text)
    title, why = tidy(rationale.text), tidy(rationale.part)
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


def review(text: str, days: Days) -> tuple[When | None, str]:
    """The day on which something is looked at again, and the text without it."""
    return _day_behind(_REVIEW, text, days)


def _day_behind(pattern: Pattern, text: str, days: Days) -> tuple[When | None, str]:
    for match in pattern.finditer(fold(text)):
        rest = text[match.end() :]
        if day := days.first(rest):
            after = rest[day.end :].lstrip(" )")
            return day.when, f"{text[: match.start()].rstrip(EDGES + '(')}{' ' if after else ''}{after}"
    return None, text


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
        parts[which] = tidy(part).rstrip(")")
        parts[0] += f", {beyond.strip()}" if beyond.strip(EDGES) else ""
    return parts[0], parts[1], parts[2]


def _replaces(text: str) -> tuple[str, str]:
    """The id of the decision whose place is taken, and the text without it."""
    match = _REPLACES.search(fold(text))
    if not match:
        return "", text
    before, after = text[: match.start()].rstrip(EDGES + "("), text[match.end() :].lstrip(" )")
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
