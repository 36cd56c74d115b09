"""What comes with a verb that is said of a commitment, a decision, a request for help or a receipt."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from paceline.domain.statements import Command, When
from paceline.inbox.grammar import clauses, speech
from paceline.inbox.grammar.commands import COMMANDS
from paceline.inbox.grammar.topics import THE
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.days import Days, is_settled
from paceline.inbox.reply.decided import review
from paceline.inbox.reply.giving import days_of, kind_of
from paceline.inbox.reply.lengths import length
from paceline.inbox.reply.shapes.args import BECAUSE, ID, Args, Said, after_mark, example, takes_back, words
from paceline.inbox.reply.targets import HANDLE
from paceline.inbox.reply.weekdays import weekdays

_DONE_FOR = Pattern(rf"\s*,?\s*{either(clauses.FOR)}\s+({HANDLE})")
_THE_PART = Pattern(rf"\s+{either(THE)}(?:\s|(?<=')\w)")
_BUT = Pattern(either(speech.BUT) + r"(?!\w)")
_NAME = Pattern(rf"(?:(?:to|an|à|a|aan|en)\s+)?({HANDLE}|[^\W\d_][\w-]{{0,40}})", re.IGNORECASE)
_AHEAD = timedelta(days=183)
"""So far ahead a day without its year, behind "done", is one to come; beyond, it is one gone by."""
_DURING = Pattern(rf"^{either(clauses.DURING)}\s+", re.IGNORECASE)
_TO = Pattern(either(next(row.forms for row in COMMANDS if row.verb == "to")) + r"(?=\s)\s*")
_FIX = Pattern(r"\s*#?(\d{1,2})\s*(?:[:.)–—-]\s*|\s)(?=\S)")
_APART = Pattern(rf"\s*:?\s*#?(\d{{1,2}})?(?:\s+(?:to\s+)?({HANDLE}))?\s*(?:[:–—-]\s*(\S.*?))?\s*[.!]?\s*")


def reason(args: Args) -> Said | None:
    rest, person = args.rest, ""
    if args.row.verb == "done" and (match := _DONE_FOR.match(fold(rest))):
        person, rest = rest[match.start(1) : match.end(1)], rest[match.end() :]
    if takes_back(args.row, rest) or (args.row.verb == "drop" and _THE_PART.match(fold(rest))):
        return args.doubt("conditional")
    if args.row.verb == "done" and (coming := _day_to_come(rest, args.days)):
        return args.doubt("conditional", f"{args.target.typed} to {coming}; {example(args.row, args.target)}".lstrip())
    if args.row.verb == "accept" and (other := _other_day(rest, args.days)):
        return args.doubt("conditional", f"{args.target.typed} to {other}; {example(args.row, args.target)}".lstrip())
    said = words(rest)
    if args.row.verb == "ok" and (but := _BUT.match(fold(said))):
        said = said[but.end() :].lstrip(" ,")
    return args.command(said, person=person)


def _other_day(rest: str, days: Days) -> str:
    """The day that is named for what is accepted: it may be another one than was offered."""
    day = None if BECAUSE.match(fold(rest).lstrip(" ,;:.–—-(")) else days.first(after_mark(rest)) or days.due(rest)
    return _as_a_hint(day.when) if day else ""


def _day_to_come(rest: str, days: Days) -> str:
    """The day right behind "done" that lies ahead: "done next week". A weekday by itself is the last one."""
    day = days.first(rest.lstrip()) if rest[:1].isspace() else None
    if not day or weekdays(rest.lstrip()[: day.end]):
        return ""
    today = days.now.date()
    named = (day.when.day,) if day.when.day else day.when.readings
    is_ahead = all(today < one <= today + _AHEAD for one in named)
    return _as_a_hint(day.when) if is_ahead else ""


def _as_a_hint(when: When) -> str:
    if when.shift:
        return f"+{when.shift[0]}{when.shift[1]}"
    first = when.day or next(iter(when.readings), None)
    return f"{first.day} {first:%B}" if first else "Friday"


def needs_words(args: Args) -> Said | None:
    text = words(args.rest)
    return args.command(text) if text else args.doubt("reason-missing")


def given(args: Args) -> Said | None:
    """Help: which kind, and on which days."""
    if takes_back(args.row, args.rest):
        return args.doubt("conditional")
    return _with_what_is_given(args, words(args.rest))


def part(args: Args) -> Said | None:
    text = words(args.rest)
    return _with_what_is_given(args, text) if text else args.doubt("reason-missing")


def _with_what_is_given(args: Args, text: str) -> Command:
    return replace(args.command(text, due=days_of(text, args.days)), offer=kind_of(text))


def day(args: Args) -> Said | None:
    rest = after_mark(args.rest)
    day = args.days.first(rest)
    if not day and (to := _TO.match(fold(rest))):
        rest = rest[to.end() :]
        day = args.days.first(rest)
    if not day:
        return args.doubt("no-day") if args.target.typed and not rest.strip(" .…") else None
    if rest.rstrip().endswith("?"):
        return args.doubt("conditional", f"{args.target.typed} to {rest.rstrip(' ?')}".lstrip())
    return args.with_day(args.command(words(rest[day.end :]), due=day.when))


def name(args: Args) -> Said | None:
    rest = after_mark(args.rest)
    match = _NAME.match(rest)
    if not match:
        return args.doubt("name-missing")
    return args.command(words(rest[match.end() :]), person=match[1])


def other(args: Args) -> Said | None:
    """The id of another commitment, and nothing behind it."""
    match = ID.fullmatch(args.rest.strip(" \t.!:#"))
    return args.command(f"C{int(match[2])}") if match and match[1].upper() == "C" else None


def hold(args: Args) -> Said | None:
    """`due` says how long: a shift of working days or weeks, or the day until when; None: not said."""
    rest = _DURING.sub("", after_mark(args.rest))
    some_time = length(rest)
    if some_time and some_time.unit != "m":
        when = When(rest[: some_time.end], shift=(some_time.count, "w" if some_time.unit == "w" else "d"))
        return args.command(words(rest[some_time.end :]), due=when)
    day = args.days.first(rest)
    if day:
        return args.with_day(args.command(words(rest[day.end :]), due=day.when))
    return args.command(words(rest))


def kept(args: Args) -> Said | None:
    """`due` is when it is looked at again; None: not said."""
    if takes_back(args.row, args.rest):
        return args.doubt("conditional")
    again, rest = review(args.rest, args.days)
    return args.with_day(args.command(words(rest).rstrip(" ,;"), due=again))


def fix(args: Args) -> Said | None:
    match = _FIX.match(args.rest)
    if not match:
        return None
    text = args.rest[match.end() :].strip()
    day = args.days.first(text) or args.days.due(text)
    due = day.when if day and (is_settled(day.when) or day.when.readings) else None
    return args.command(text, due=due, number=int(match[1]))


def apart(args: Args) -> Said | None:
    """The number of a receipt's line, and words that stand in it; alone only as a sentence."""
    match = _APART.fullmatch(args.rest)
    if not match:
        return None
    return args.command((match[3] or "").strip(), person=match[2] or "", number=int(match[1] or 0))
