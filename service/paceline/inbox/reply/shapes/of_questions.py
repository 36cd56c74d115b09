"""What comes with a question: since when, about what."""

from __future__ import annotations

import re
from dataclasses import replace

from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.topics import ABOUT, EVERYBODY, THE
from paceline.inbox.grammar.words import Index, either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.shapes.args import ID, Args, Said
from paceline.inbox.reply.targets import HANDLE

_EVERYBODY: Index[bool] = Index([(EVERYBODY, True)])
_OF = Pattern(rf"{either(ABOUT)}\s+|d'")
_ARTICLE = Pattern(rf"{either(THE)}(?:\s+|(?<='))")
_SINCE = Pattern(either(clauses.SINCE) + r"\s+")
_LONGEST_TOPIC = 6
_LONGEST_QUERY = 3
"""Words after "find" without quotes or a colon; a longer line is prose."""


def since(args: Args) -> Said | None:
    rest = args.rest.strip(" \t.!?:")
    if not rest:
        return args.command()
    since = _SINCE.match(fold(rest))
    if not since:
        return None
    when = args.days.past(rest[since.end() :]) or args.days.past(rest)
    return args.with_day(args.command(due=when)) if when else args.doubt("no-day")


def query(args: Args) -> Said | None:
    text = args.rest.strip(" \t:.!")
    meant = text[:1] in set("\"'“«„") or args.rest.startswith(":")
    if not text or (len(text.split()) > _LONGEST_QUERY and not meant):
        return None
    return args.command(text.strip("' "))


def topic(args: Args) -> Said | None:
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


def thing(args: Args) -> Said | None:
    text = _without(_ARTICLE, args.rest.strip(" \t.?!"))
    return args.command(text) if text and len(text.split()) <= _LONGEST_TOPIC else None


def _without(beginning: Pattern, text: str) -> str:
    match = beginning.match(fold(text))
    return text[match.end() :] if match else text


def id_alone(args: Args) -> Said | None:
    rest = args.rest.strip(" \t.!?:")
    if args.target.subject:
        return None if rest else args.command()
    match = ID.fullmatch(rest)
    return replace(args.command(), subject=f"{match[1].upper()}{int(match[2])}") if match else None
