"""How tests write replies and what is read from them. Mails were written on Fri 27 Nov 2026, 10:00 in Berlin.

A table's line is `what somebody wrote => what was read`. What was read is one thing or several with "|" between:
  done: words              an update line of that section          note: words      kept verbatim
  promise @bo: what …      a commitment line, @bo's                ? code: hint     not understood, and what would work
  decision: …  intent: …   thanks @eve: …                          nothing          nothing to record
  C12 done: words          a command with its subject, days and words
Days are [2026-12-03], shifts [+3d]; {…} is done-when, (because …) a rationale, <@eve> who needs it, /day/ a review.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from paceline.domain.asks import Item
from paceline.domain.statements import (
    Command,
    Intent,
    Promise,
    Reply,
    Ruling,
    Section,
    Statement,
    Thanks,
    Update,
    When,
)
from paceline.inbox.quoting import Line, Written
from paceline.inbox.reply import Context, read_reply

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
WEEKLY = "kweekly/20261130T090000Z"
OPS = "kops/20261130T130000Z"

STATUS = (
    Section("done", "Done", "update", ("Erledigt", "Fait", "Finished", "Yesterday", "Last week"), "since {since}"),
    Section(
        "next",
        "Next",
        "commitments",
        ("Als Nächstes", "Ensuite", "Today", "Plan", "Plans"),
        "(each line becomes a commitment; add a day)",
    ),
    Section("blocked", "Blocked", "help", ("Blockers", "Hilfe", "Issues"), ", or where a hand would help"),
    Section("decisions", "Decisions", "decisions", ("Decision", "Decided")),
    Section("thanks", "Thanks", "thanks", ("Danke", "Kudos")),
    Section("notes", "Notes", "notes", ("FYI",)),
)
RETRO = (
    Section("well", "What went well", "update", ("Keep",)),
    Section("actions", "One thing I will do about it", "commitments", ("Actions",)),
)
ENVELOPE = (Item(1, "update", WEEKLY), Item(2, "due", "C12"), Item(3, "intent", "D4"))


def reply(
    written: str,
    *,
    items: tuple[Item, ...] = ENVELOPE,
    sections: tuple[Section, ...] = STATUS,
    locale: str = "en_GB",
    now: datetime = NOW,
    names: frozenset[str] = frozenset(),
) -> Reply:
    """`written` as its author's lines; a line that begins with "> " is one of our letter, recognised."""
    lines = tuple(
        Line(line.removeprefix("> ").removeprefix(">"), mine=not line.startswith(">")) for line in written.split("\n")
    )
    return read_reply(Written(lines), Context(sections, items, now, locale, names))


def in_words(read: Reply) -> str:
    said = [_said(statement) for statement in read.statements]
    said += [f"note: {note}" for note in read.notes]
    said += [f"? {doubt.code}: {doubt.hint}" for doubt in read.unclear]
    return " | ".join(said) or "nothing"


def _said(statement: Statement) -> str:
    match statement:
        case Update(section, text):
            return f"{section}: {text}"
        case Promise(what, _, owner, due, done_when, needed_by, ours=ours):
            whom = "".join(f" <{who}>" for who in needed_by)
            test = f" {{{done_when}}}" if done_when else ""
            return f"promise{' (we)' * ours}{_after(owner)}: {what}{_day(due)}{test}{whom}"
        case Ruling(title, _, rationale, review, replaces=replaces):
            return f"decision: {title}{_why(rationale)}{_again(review, replaces)}"
        case Intent(title, _, rationale, closes, reversible, review=review, replaces=replaces):
            kind = {True: " reversible", False: " irreversible", None: ""}[reversible]
            return f"intent: {title}{_why(rationale)}{_day(closes)}{kind}{_again(review, replaces)}"
        case Thanks(text, _, to):
            return f"thanks{_after(' '.join(to))}: {text}"
        case Command(verb, _, subject, text, due, person, number):
            about = subject.replace(WEEKLY, "weekly")
            count = f" #{number}" if number else ""
            words = f": {text}" if text else ""
            return f"{about}{' ' if about else ''}{verb}{count}{_day(due)}{_after(person)}{words}"


def _after(text: str) -> str:
    return f" {text}" if text else ""


def _again(review: When | None, replaces: str) -> str:
    return (f" /{_day(review)[2:-1]}/" if review else "") + (f" -{replaces}" if replaces else "")


def _why(rationale: str) -> str:
    return f" (because {rationale})" if rationale else ""


def _day(when: When | None) -> str:
    match when:
        case None:
            return ""
        case When(at=datetime() as at):
            return f" [{at:%Y-%m-%dT%H:%MZ}]"
        case When(shift=(count, unit)):
            return f" [+{count}{unit}]"
    return f" [{when.day}]"


def table(text: str) -> list[tuple[str, str]]:
    rows = [line.split("=>") for line in text.splitlines() if "=>" in line]
    return [(written.strip(), expected.strip()) for written, expected in rows]
