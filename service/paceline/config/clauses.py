"""A rule's value as a clause of an agreement has it, in words that people write, and as the configuration has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from paceline.config import values
from paceline.config.keys import RULES as READERS
from paceline.config.settings import Defaults
from paceline.config.values import UnfitError
from paceline.domain.cadence import Span
from paceline.domain.clauses import RIGHTS, RULES, Clause, Said

ANYONE = "anyone"
NOBODY = "who organizes the reviews"
NEVER = "never"
NO_LIMIT = "no limit"

_YES = frozenset(["yes", "true", "on", "y", "ja", "oui", "si", "sí", "sim", "sì"])
_NO = frozenset(["no", "false", "off", "n", "nein", "non", "não", "nee"])
_NONE = frozenset({"no limit", "none", "unlimited", "off", "no", "never", "0"})
_NUMBER = re.compile(r"\d{1,5}")
_HOUR = re.compile(r"(?:at )?(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|uhr|h)?")
_MONTHS = re.compile(r"(?:after |every |in )*(\d{1,2}|one|two|three|six|twelve|an?)?\s*(months?|years?)")
_COUNTS = {"": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "six": 6, "twelve": 12}


def said_by(defaults: Defaults, norms: Iterable[Said] = ()) -> tuple[Said, ...]:
    """What the configuration says, and its agreement's file, in the order in which it is numbered."""
    rules = (one for rule in RULES for one in _said(rule.key, rule.heading, defaults))
    return (*rules, *norms)


def _said(key: str, heading: int, defaults: Defaults) -> Iterable[Said]:
    value = getattr(defaults, key)
    if key == RIGHTS:
        return [Said(heading, words, key) for words in value]
    return [Said(heading, write(key, value), key)]


def applied(defaults: Defaults, clauses: tuple[Clause, ...]) -> Defaults:
    """`defaults` as the rules of an agreement have it; a rule that can't be read any more leaves them as they are."""
    return _applied(defaults, tuple((clause.key, clause.words) for clause in clauses if clause.key))


@lru_cache(maxsize=256)
def _applied(defaults: Defaults, rules: tuple[tuple[str, str], ...]) -> Defaults:
    found: dict[str, Any] = {}
    for key, words in rules:
        try:
            if key == RIGHTS:
                found[key] = (*found.get(key, ()), words)
            else:
                found[key] = read(key, words)
        except UnfitError:
            continue
    found.setdefault(RIGHTS, ())
    known = {each.name for each in fields(Defaults)}
    return replace(defaults, **{key: value for key, value in found.items() if key in known})


def read(key: str, words: str) -> Any:
    """The value of a rule, as people write it. Raises UnfitError."""
    said = " ".join(words.strip().strip(".").split())
    if key == RIGHTS:
        return values.right(said)
    return READERS[key](_TOML[key](said) if key in _TOML else said)


def write(key: str, value: Any) -> str:
    """The value in words, from which `read` has it again."""
    return _WRITTEN[key](value) if key in _WRITTEN else str(value)


def settled(key: str, words: str) -> str:
    """The same value, in our words. Raises UnfitError."""
    return write(key, read(key, words))


def example(key: str) -> str:
    """Words that would work."""
    return _EXAMPLES.get(key, "")


# --- from words to what TOML would hold ----------------------------------------------------------------------------


def _count(words: str) -> Any:
    """ "3", "three working days", "2 weeks" (of five working days); anything else as it is, to be refused."""
    from paceline.inbox.calendar.spans import read_span

    if _NUMBER.fullmatch(words):
        return int(words)
    days = re.fullmatch(r"(\d{1,3}) (?:working |business )?days?", words.casefold())
    span = read_span(words)
    return int(days[1]) if days else span.days if span and span.days else words


def _amount(words: str) -> Any:
    if words.casefold() in _NONE:
        return 0
    match = re.fullmatch(r"(?:at most |up to )?(\d{1,5})(?: (?:open )?commitments?| items?)?", words.casefold())
    return int(match[1]) if match else words


def _hours(words: str) -> Any:
    match = re.fullmatch(r"(\d{1,5})(?: (?:working |business )?hours?)?", words.casefold())
    return int(match[1]) if match else words


def _flag(words: str) -> Any:
    word = words.casefold()
    return True if word in _YES else False if word in _NO else words


def _hour(words: str) -> str:
    match = _HOUR.fullmatch(words.casefold())
    if not match:
        return words
    hour = int(match[1])
    if match[3] in ("am", "pm"):
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    return f"{hour:02}:{match[2] or '00'}"


def _weekdays(words: str) -> Any:
    from paceline.inbox.reply.weekdays import weekdays

    found = weekdays(words)
    return [values.WEEKDAYS[day] for day in sorted(found.days)] if found else [words]


def _weekday(words: str) -> str:
    return "off" if words.casefold() in _NONE else words


def _people(words: str) -> list[str]:
    if words.casefold() in ("anyone", "everyone", "anybody", "everybody", "all"):
        return []
    return [part for part in re.split(r"\s*(?:,|;|&|\band\b|\bor\b)\s*", words) if part]


def _person(words: str) -> str:
    return "" if words.casefold() in (NOBODY, "nobody") else words


def _review(words: str) -> Any:
    word = words.casefold()
    if word in _NONE or word == NEVER:
        return 0
    if _NUMBER.fullmatch(word):
        return int(word)
    if word in ("half a year", "every half year"):
        return 6
    match = _MONTHS.fullmatch(word)
    if not match:
        return words
    count = _COUNTS[match[1] or ""] if not (match[1] or "").isdigit() else int(match[1])
    return count * (12 if match[2].startswith("year") else 1)


_TOML: dict[str, Callable[[str], Any]] = {
    "may_decide": _people,
    "decide_anyway": _flag,
    "may_change": _people,
    "help_at_once": _amount,
    "help_hours": _hours,
    "help_when_late": _flag,
    "escalation": _person,
    "escalation_hours": _hours,
    "window_days": _count,
    "window_days_irreversible": _count,
    "consent_days": _count,
    "send_hour": _hour,
    "workdays": _weekdays,
    "starts": _hour,
    "ends": _hour,
    "quiet_from": _hour,
    "quiet_until": _hour,
    "week": _weekday,
    "team_week": _weekday,
    "most_open": _amount,
    "reason_needed": _flag,
    "agreement_owner": _person,
    "agreement_review": _review,
}


# --- from values to words --------------------------------------------------------------------------------------------


def _working_days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"


def _working_hours(count: int) -> str:
    return f"{count} working hour{'' if count == 1 else 's'}"


def _clock(value: Any) -> str:
    return f"{value:%H:%M}"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _names_of_days(value: frozenset[int]) -> str:
    days = [values.WEEKDAYS[day].capitalize() for day in sorted(value)]
    numbers = sorted(value)
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{days[0]} to {days[-1]}"
    return ", ".join(days)


def _name_of_day(value: int | None) -> str:
    return values.WEEKDAYS[value].capitalize() if value is not None else "off"


def _span(value: Span | None) -> str:
    from paceline.inbox.calendar.spans import write_span

    return write_span(value) if value else "off"


def _handles(value: tuple[str, ...]) -> str:
    return " and ".join(f"@{one}" for one in value) if value else ANYONE


def _months(value: int) -> str:
    return f"{value} month{'' if value == 1 else 's'}" if value else NEVER


_WRITTEN: dict[str, Callable[[Any], str]] = {
    "may_decide": _handles,
    "decide_anyway": _yes,
    "may_change": _handles,
    "help_hours": _working_hours,
    "help_when_late": _yes,
    "escalation": lambda value: f"@{value}" if value else NOBODY,
    "escalation_hours": _working_hours,
    "window_days": _working_days,
    "window_days_irreversible": _working_days,
    "consent_days": _working_days,
    "week": _name_of_day,
    "team_week": _name_of_day,
    "send_hour": _clock,
    "workdays": _names_of_days,
    "starts": _clock,
    "ends": _clock,
    "quiet_from": _clock,
    "quiet_until": _clock,
    "ask": _span,
    "remind": _span,
    "digest": _span,
    "most_open": lambda value: str(value) if value else NO_LIMIT,
    "reason_needed": _yes,
    "agreement_owner": lambda value: f"@{value}" if value else NOBODY,
    "agreement_review": _months,
}
_EXAMPLES = {
    "may_decide": "@mara and @bo",
    "decide_anyway": "yes",
    "may_change": "@mara and @bo",
    RIGHTS: "@bo decides about the database",
    "help_at_once": "3",
    "help_hours": "8 working hours",
    "help_when_late": "no",
    "escalation": "@mara",
    "escalation_hours": "16 working hours",
    "window_days": "3 working days",
    "window_days_irreversible": "10 working days",
    "consent_days": "3 working days",
    "send_hour": "08:30",
    "workdays": "Mon to Thu",
    "starts": "08:00",
    "ends": "18:00",
    "quiet_from": "18:00",
    "quiet_until": "08:00",
    "template": "status",
    "ask": "2 days before",
    "remind": "4 hours before",
    "digest": "2 hours before",
    "week": "Fri",
    "team_week": "Mon",
    "most_open": "6",
    "reason_needed": "yes",
    "agreement_owner": "@mara",
    "agreement_review": "3 months",
}
