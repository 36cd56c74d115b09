"""What comes with a verb that is said of its author, or of a review."""

from __future__ import annotations

from dataclasses import replace

from paceline.domain.statements import When
from paceline.inbox.grammar.commands import DEPUTY, WEEK_OF
from paceline.inbox.grammar.running import FOR_ALL, FOR_ME, NEXT
from paceline.inbox.grammar.topics import ABOUT
from paceline.inbox.grammar.words import Index, either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply import running, wishes
from paceline.inbox.reply.absence import absence
from paceline.inbox.reply.days import Days
from paceline.inbox.reply.lengths import length
from paceline.inbox.reply.shapes.args import Args, Said, after_mark, words
from paceline.inbox.reply.targets import HANDLE
from paceline.inbox.reply.weekdays import weekdays

_WHOM = (("all", Pattern(rf"[\s,]+{either(FOR_ALL)}$")), ("me", Pattern(rf"[\s,]+{either(FOR_ME)}$")))
_OF_A_REVIEW = Pattern(rf"\s+{either(ABOUT)}\s+(?=\S)")
_NEXT: Index[bool] = Index([(NEXT, True)])
_ONLY_NAME = Pattern(rf"\s*[:=]?\s*({HANDLE})\s*\.?\s*|\s*[:=]\s*([^\W\d_][\w -]{{0,40}}?)\s*\.?\s*")
_AND_DEPUTY = Pattern(
    rf"\s*[,;.(–—-]?\s*(?<!\w){either(DEPUTY)}\s*[:=]?\s*({HANDLE}|[^\W\d_][\w-]{{0,40}})\s*[.)]?\s*$"
)
_WEEK_OF = Pattern(rf"{either(WEEK_OF)}\s*@?([^\W_][\w -]{{0,39}}?)[.!]?")


def alone(args: Args) -> Said | None:
    return None if args.rest.strip(" \t.!?") else args.command()


def set_off(args: Args) -> Said | None:
    """Words behind a colon, or where there need be none, nothing."""
    rest = args.rest.strip()
    if rest.startswith(":") and words(rest):
        return args.command(words(rest))
    return args.command() if args.row.verb == "no offer" and not rest.strip(" .!") else None


def until(args: Args) -> Said | None:
    """`due` is the day on which it is over; None: not said."""
    rest = after_mark(args.rest)
    if not rest.strip(" .!"):
        return args.command()
    if some_time := length(rest):
        when = When(rest[: some_time.end], day=some_time.after(args.days.now.date()))
        return args.command(words(rest[some_time.end :]), due=when)
    day = args.days.first(rest)
    return args.with_day(args.command(words(rest[day.end :]), due=day.when)) if day else None


def span(args: Args) -> Said | None:
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


def deputy(args: Args) -> Said | None:
    """A name and no more; one without "@" stands behind a colon."""
    match = _ONLY_NAME.fullmatch(args.rest)
    return args.command(person=match[1] or match[2]) if match else None


def of_weekdays(args: Args) -> Said | None:
    """`text` lists the weekdays, Monday 0: "0,4". A day of this week only is not meant; nor, where somebody does not
    work, are some: "out Mon-Wed", "I'm free Thursday and Friday" (to meet)."""
    found = weekdays(after_mark(args.rest))
    if not found or not found.each:
        return None
    if not found.said and args.row.verb == "free":
        return args.doubt("conditional", "free on Fridays; away 3 Dec to 7 Dec")
    return args.command(",".join(map(str, sorted(found.days))))


def choice(args: Args) -> Said | None:
    if team := _WEEK_OF.fullmatch(fold(args.rest).strip(" \t.!:")):
        return args.command(f"week of {team[1]}")
    found = wishes.choice(args.rest)
    return replace(args.command(found[0]), named=found[1]) if found else None


def every(args: Args) -> Said | None:
    """`number` of `text` ("weeks", "months", "times")."""
    found = running.often(args.rest)
    return replace(args.command(found[1], number=found[0]), named=found[2]) if found else None


def date(args: Args) -> Said | None:
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


def heir(args: Args) -> Said | None:
    """A title, or a verb that says that a series is meant."""
    found = running.heir(args.rest)
    bare = fold(args.line).lstrip().startswith("hand over to")
    return replace(args.command(person=found[1]), named=found[0]) if found and not bare else None


def review_named(args: Args) -> Said | None:
    title = running.titled(args.rest)
    return None if title is None else replace(args.command(), named=title)


def hour(args: Args) -> Said | None:
    """`text` is the wall time (ISO 8601)."""
    found = wishes.hour(after_mark(args.rest))
    return args.command(f"{found:%H:%M}") if found else None


def language(args: Args) -> Said | None:
    """`text` is its code; one that we do not speak is asked about where a colon says that it was meant."""
    found = wishes.language(args.rest)
    if not found and args.rest.lstrip().startswith(":"):
        return args.doubt("no-language")
    return args.command(found) if found else None
