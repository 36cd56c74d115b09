"""What comes with a verb: a reason, a day, a name. One reader for each shape of the command table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from paceline.domain.statements import Command, Unclear, When
from paceline.inbox.grammar import clauses, courtesies, speech
from paceline.inbox.grammar.commands import COMMANDS, DEPUTY, WEEK_OF, Row, Shape
from paceline.inbox.grammar.doubts import unclear
from paceline.inbox.grammar.running import FOR_ALL, FOR_ME, NEXT
from paceline.inbox.grammar.topics import ABOUT, EVERYBODY, THE
from paceline.inbox.grammar.words import Index, either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply import clauses as lines
from paceline.inbox.reply import running, wishes
from paceline.inbox.reply.absence import absence
from paceline.inbox.reply.days import Days, is_settled, readings_in_words
from paceline.inbox.reply.giving import days_of, kind_of
from paceline.inbox.reply.lengths import length
from paceline.inbox.reply.targets import HANDLE, Target
from paceline.inbox.reply.weekdays import weekdays

Said = Command | Unclear

_CONDITIONS: dict[int, Index[str]] = {id(row): Index([(row.conditions, row.verb)]) for row in COMMANDS}
_NEXT: Index[bool] = Index([(NEXT, True)])
_WHOM = (("all", Pattern(rf"[\s,]+{either(FOR_ALL)}$")), ("me", Pattern(rf"[\s,]+{either(FOR_ME)}$")))
_OF_A_REVIEW = Pattern(rf"\s+{either(ABOUT)}\s+(?=\S)")
_EVERYBODY: Index[bool] = Index([(EVERYBODY, True)])
_CLOSINGS: Index[bool] = Index([(courtesies.CLOSINGS, True)])
_FROM_ME: Index[bool] = Index([(speech.FROM_ME, True)])
_MOVED: Index[bool] = Index([(speech.MOVED, True)])

_TO = Pattern(either(next(row.forms for row in COMMANDS if row.verb == "to")) + r"(?=\s)\s*")
_BECAUSE = Pattern(either(clauses.BECAUSE) + r"(?!\w)")
_SINCE = Pattern(either(clauses.SINCE) + r"\s+")
_BUT = Pattern(either(speech.BUT) + r"(?!\w)")
_BETWEEN = Pattern(r"\s*(?:[:.,–—=]|-(?![\d>]))?\s*")
_NAME = Pattern(rf"(?:(?:to|an|à|a|aan|en)\s+)?({HANDLE}|[^\W\d_][\w-]{{0,40}})", re.IGNORECASE)
_DONE_FOR = Pattern(rf"\s*,?\s*{either(clauses.FOR)}\s+({HANDLE})")
_THE_PART = Pattern(rf"\s+{either(THE)}(?:\s|(?<=')\w)")
_DURING = Pattern(rf"^{either(clauses.DURING)}\s+", re.IGNORECASE)
_OF = Pattern(rf"{either(ABOUT)}\s+|d'")
_ARTICLE = Pattern(rf"{either(THE)}(?:\s+|(?<='))")
_FIX = Pattern(r"\s*#?(\d{1,2})\s*(?:[:.)–—-]\s*|\s)(?=\S)")
_APART = Pattern(rf"\s*:?\s*#?(\d{{1,2}})?(?:\s+(?:to\s+)?({HANDLE}))?\s*(?:[:–—-]\s*(\S.*?))?\s*[.!]?\s*")
_ID = Pattern(r"([CDH])(\d{1,6})", re.IGNORECASE)

_ONLY_NAME = Pattern(rf"\s*[:=]?\s*({HANDLE})\s*\.?\s*|\s*[:=]\s*([^\W\d_][\w -]{{0,40}}?)\s*\.?\s*")
_AND_DEPUTY = Pattern(
    rf"\s*[,;.(–—-]?\s*(?<!\w){either(DEPUTY)}\s*[:=]?\s*({HANDLE}|[^\W\d_][\w-]{{0,40}})\s*[.)]?\s*$"
)

_WEEK_OF = Pattern(rf"{either(WEEK_OF)}\s*@?([^\W_][\w -]{{0,39}}?)[.!]?")

_NAMED = Pattern(r"^(?:[CDH]\d+|\d+(?= ))")

_AHEAD = timedelta(days=183)
"""So far ahead a day without its year, behind "done", is one to come; beyond, it is one gone by."""
_LONGEST_TOPIC = 6
_LONGEST_QUERY = 3
"""Words after "find" without quotes or a colon; a longer line is prose."""


@dataclass(frozen=True, slots=True)
class Args:
    """A verb's row, what it is said about, the line, and what stands behind the verb."""

    row: Row
    target: Target
    line: str
    rest: str
    days: Days

    def command(self, text: str = "", due: When | None = None, person: str = "", number: int = 0) -> Command:
        return Command(self.row.verb, self.line, self.target.subject, text, due, person, number=number)

    def doubt(self, code: str, hint: str = "", meant: Command | None = None, **about: str) -> Unclear:
        hint = hint or example(self.row, self.target)
        return unclear(self.line, code, hint, meant, ref=self.target.typed or "this", verb=self.row.verb, **about)

    def with_day(self, command: Command) -> Said:
        """The command, if its day is one; else the question which."""
        due = command.due
        if due is None or is_settled(due):
            return command
        if due.readings:
            hint = _first_reading(self, due)
            return self.doubt("ambiguous-day", hint, command, days=readings_in_words(due))
        return self.doubt("no-day", meant=command)


def example(row: Row, target: Target) -> str:
    """The row's example, about what the author named."""
    return _NAMED.sub(target.typed, row.example) if target.typed else row.example


def words(rest: str) -> str:
    """What was said besides: without the marks and the "because" that set it off, and without a courtesy."""
    text = rest.lstrip(" \t,;:.!–—=-→>").rstrip()
    if because := _BECAUSE.match(fold(text)):
        text = text[because.end() :].lstrip(" :,")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if not any(letter.isalnum() for letter in text):
        return ""
    if _FROM_ME.whole(fold(text).rstrip(" .!,")) or _MOVED.whole(fold(text).rstrip(" .!,")):
        return ""
    return "" if _CLOSINGS.whole(fold(text).rstrip(" .!,")) else text


def after_mark(rest: str) -> str:
    """`rest` without the one mark and the space that may stand before an argument."""
    match = _BETWEEN.match(rest)
    return rest[match.end() :] if match else rest


def _reason(args: Args) -> Said | None:
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
    day = None if _BECAUSE.match(fold(rest).lstrip(" ,;:.–—-(")) else days.first(after_mark(rest)) or days.due(rest)
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


def _needs_words(args: Args) -> Said | None:
    text = words(args.rest)
    return args.command(text) if text else args.doubt("reason-missing")


def _given(args: Args) -> Said | None:
    """Help: which kind, and on which days."""
    if takes_back(args.row, args.rest):
        return args.doubt("conditional")
    return _with_what_is_given(args, words(args.rest))


def _part(args: Args) -> Said | None:
    text = words(args.rest)
    return _with_what_is_given(args, text) if text else args.doubt("reason-missing")


def _with_what_is_given(args: Args, text: str) -> Command:
    return replace(args.command(text, due=days_of(text, args.days)), offer=kind_of(text))


def _set_off(args: Args) -> Said | None:
    """Words behind a colon, or where there need be none, nothing."""
    rest = args.rest.strip()
    if rest.startswith(":") and words(rest):
        return args.command(words(rest))
    return args.command() if args.row.verb == "no offer" and not rest.strip(" .!") else None


def _day(args: Args) -> Said | None:
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


def _name(args: Args) -> Said | None:
    rest = after_mark(args.rest)
    match = _NAME.match(rest)
    if not match:
        return args.doubt("name-missing")
    return args.command(words(rest[match.end() :]), person=match[1])


def _other(args: Args) -> Said | None:
    """The id of another commitment, and nothing behind it."""
    match = _ID.fullmatch(args.rest.strip(" \t.!:#"))
    return args.command(f"C{int(match[2])}") if match and match[1].upper() == "C" else None


def _hold(args: Args) -> Said | None:
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


def _kept(args: Args) -> Said | None:
    """`due` is when it is looked at again; None: not said."""
    if takes_back(args.row, args.rest):
        return args.doubt("conditional")
    again, rest = lines.review(args.rest, args.days)
    return args.with_day(args.command(words(rest).rstrip(" ,;"), due=again))


def _alone(args: Args) -> Said | None:
    return None if args.rest.strip(" \t.!?") else args.command()


def _until(args: Args) -> Said | None:
    """`due` is the day on which it is over; None: not said."""
    rest = after_mark(args.rest)
    if not rest.strip(" .!"):
        return args.command()
    if some_time := length(rest):
        when = When(rest[: some_time.end], day=some_time.after(args.days.now.date()))
        return args.command(words(rest[some_time.end :]), due=when)
    day = args.days.first(rest)
    return args.with_day(args.command(words(rest[day.end :]), due=day.when)) if day else None


def _span(args: Args) -> Said | None:
    """`due` is the last day away; `text` is the first one (ISO 8601) where it was said, else empty: from today on."""
    rest, deputy = _without_deputy(after_mark(args.rest).strip())
    span = absence(rest, args.days)
    if span is None:
        return args.doubt("no-day") if not rest else None
    first = span.first.isoformat() if span.first else ""
    return args.with_day(args.command(first, due=span.last, person=deputy))


def _without_deputy(text: str) -> tuple[str, str]:
    """ "until 5 Jan, deputy @bo" is "until 5 Jan" and "@bo"."""
    match = _AND_DEPUTY.search(fold(text))
    return (text[: match.start()], text[match.start(1) : match.end(1)]) if match else (text, "")


def _deputy(args: Args) -> Said | None:
    """A name and no more; one without "@" stands behind a colon."""
    match = _ONLY_NAME.fullmatch(args.rest)
    return args.command(person=match[1] or match[2]) if match else None


def _weekdays(args: Args) -> Said | None:
    """`text` lists the weekdays, Monday 0: "0,4". A day of this week only is not meant; nor, where somebody does not
    work, are some: "out Mon-Wed", "I'm free Thursday and Friday" (to meet)."""
    found = weekdays(after_mark(args.rest))
    if not found or not found.each:
        return None
    if not found.said and args.row.verb == "free":
        return args.doubt("conditional", "free on Fridays; away 3 Dec to 7 Dec")
    return args.command(",".join(map(str, sorted(found.days))))


def _choice(args: Args) -> Said | None:
    if team := _WEEK_OF.fullmatch(fold(args.rest).strip(" \t.!:")):
        return args.command(f"week of {team[1]}")
    found = wishes.choice(args.rest)
    return replace(args.command(found[0]), named=found[1]) if found else None


def _every(args: Args) -> Said | None:
    """`number` of `text` ("weeks", "months", "times")."""
    found = running.often(args.rest)
    return replace(args.command(found[1], number=found[0]), named=found[2]) if found else None


def _date(args: Args) -> Said | None:
    """One day (`due`), or the next date (no day); behind it only the title, and for whom (`text`: "all", "me")."""
    text, whom = args.rest.strip(" \t.!:"), ""
    for each, at_end in _WHOM:
        if found := at_end.search(fold(text)):
            text, whom = text[: found.start()], each
    for link in (None, *_OF_A_REVIEW.finditer(fold(text))):
        day, title = (text[: link.start()], text[link.end() :]) if link else (text, "")
        if when := _one_date(day, args.days):
            due = None if _NEXT.whole(fold(day)) else when
            return args.with_day(replace(args.command(whom, due=due), named=running.unquoted(title)))
    return None


def _one_date(text: str, days: Days) -> When | None:
    """The next date, or one day, and nothing else."""
    day = days.first(text) if text else None
    if _NEXT.whole(fold(text)):
        return When(text)
    return day.when if day and day.end == len(text) and not (day.when.begins or day.when.shift) else None


def _heir(args: Args) -> Said | None:
    """A title, or a verb that says that a series is meant."""
    found = running.heir(args.rest)
    bare = fold(args.line).lstrip().startswith("hand over to")
    return replace(args.command(person=found[1]), named=found[0]) if found and not bare else None


def _review_named(args: Args) -> Said | None:
    title = running.titled(args.rest)
    return None if title is None else replace(args.command(), named=title)


def _hour(args: Args) -> Said | None:
    """`text` is the wall time (ISO 8601)."""
    found = wishes.hour(after_mark(args.rest))
    return args.command(f"{found:%H:%M}") if found else None


def _language(args: Args) -> Said | None:
    """`text` is its code; one that we do not speak is asked about where a colon says that it was meant."""
    found = wishes.language(args.rest)
    if not found and args.rest.lstrip().startswith(":"):
        return args.doubt("no-language")
    return args.command(found) if found else None


def _since(args: Args) -> Said | None:
    rest = args.rest.strip(" \t.!?:")
    if not rest:
        return args.command()
    since = _SINCE.match(fold(rest))
    if not since:
        return None
    when = args.days.past(rest[since.end() :]) or args.days.past(rest)
    return args.with_day(args.command(due=when)) if when else args.doubt("no-day")


def _query(args: Args) -> Said | None:
    text = args.rest.strip(" \t:.!")
    meant = text[:1] in set("\"'“«„") or args.rest.startswith(":")
    if not text or (len(text.split()) > _LONGEST_QUERY and not meant):
        return None
    return args.command(text.strip("' "))


def _topic(args: Args) -> Said | None:
    """Of everybody, of somebody (`person`), or of what is called so (`text`); a colon begins news, not a question."""
    rest = args.rest.strip(" \t.?!")
    if not rest or _EVERYBODY.whole(fold(rest)):
        return args.command()
    if args.target.subject or ":" in rest:
        return None
    rest = _without(_OF, rest)
    if re.fullmatch(HANDLE, rest):
        return args.command(person=rest)
    if _EVERYBODY.whole(fold(rest)):
        return args.command()
    return args.command(_without(_ARTICLE, rest)) if len(rest.split()) <= _LONGEST_TOPIC else None


def _thing(args: Args) -> Said | None:
    text = _without(_ARTICLE, args.rest.strip(" \t.?!"))
    return args.command(text) if text and len(text.split()) <= _LONGEST_TOPIC else None


def _without(beginning: Pattern, text: str) -> str:
    match = beginning.match(fold(text))
    return text[match.end() :] if match else text


def _id(args: Args) -> Said | None:
    rest = args.rest.strip(" \t.!?:")
    if args.target.subject:
        return None if rest else args.command()
    match = _ID.fullmatch(rest)
    return replace(args.command(), subject=f"{match[1].upper()}{int(match[2])}") if match else None


def _fix(args: Args) -> Said | None:
    match = _FIX.match(args.rest)
    if not match:
        return None
    text = args.rest[match.end() :].strip()
    day = args.days.first(text) or args.days.due(text)
    due = day.when if day and (is_settled(day.when) or day.when.readings) else None
    return args.command(text, due=due, number=int(match[1]))


def _apart(args: Args) -> Said | None:
    """The number of a receipt's line, and words that stand in it; alone only as a sentence."""
    match = _APART.fullmatch(args.rest)
    if not match:
        return None
    return args.command((match[3] or "").strip(), person=match[2] or "", number=int(match[1] or 0))


def takes_back(row: Row, rest: str) -> bool:
    """Whether what stands behind a verb leaves it open: "done except …", "done?"."""
    text = fold(rest).strip(" \t,;:.!–—-(")
    return text.endswith("?") or bool(_CONDITIONS[id(row)].at(text))


def _first_reading(args: Args, due: When) -> str:
    day = due.readings[0]
    return re.sub(
        r"\b(?:to|until) .*$", lambda m: f"{m[0].split()[0]} {day.day} {day:%B}", example(args.row, args.target)
    )


SHAPES: dict[Shape, Callable[[Args], Said | None]] = {
    "reason": _reason,
    "words": _needs_words,
    "given": _given,
    "part": _part,
    "set off": _set_off,
    "day": _day,
    "name": _name,
    "other": _other,
    "hold": _hold,
    "kept": _kept,
    "alone": _alone,
    "until": _until,
    "span": _span,
    "choice": _choice,
    "hour": _hour,
    "every": _every,
    "heir": _heir,
    "date": _date,
    "review": _review_named,
    "language": _language,
    "since": _since,
    "query": _query,
    "topic": _topic,
    "thing": _thing,
    "id": _id,
    "fix": _fix,
    "weekdays": _weekdays,
    "deputy": _deputy,
    "apart": _apart,
    "nobody": lambda _: None,
}
