"""A statement is one thing a person said in a reply; nothing has been decided about it yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Verb = Literal[
    "done", "to", "drop", "at risk", "help", "accept", "decline", "take", "part", "refer", "can't",
    "ok", "object", "advice", "hold", "delegate", "amend", "withdraw", "decide anyway",
    "away", "back", "skip", "pause", "stop", "start", "mine", "status", "find", "why", "decisions", "undo", "fix",
    "calendar", "feed", "new feed",
    "free", "works", "deputy", "away of", "skip all",
    "keep", "reverse", "right", "wrong",
    "meet",
    "agreement", "agreement history",
    "shrink", "hand to", "needs", "assumed", "missing", "next time", "lesson",
    "private",
    "owns", "hour", "language", "every", "hand over", "take over", "skip date", "left",
    "thank", "offer", "offers", "no offer",
    "erase me", "export", "preview",
]  # fmt: skip

QUESTIONS: frozenset[Verb] = frozenset(
    {"mine", "status", "owns", "why", "decisions", "find", "help", "offers", "agreement", "agreement history"}
)
"""Commands that ask something, and are answered by a letter."""


@dataclass(frozen=True, slots=True)
class When:
    """A day as somebody wrote it. At most one of `day`, `shift` and `readings` is filled; none: no day was understood.

    `at` is the instant (UTC) where a time of day was written with the day. `readings`: the days an ambiguous phrase may
    mean. `shift` is "+3d" (3, "d": working days) or "+1w" (1, "w"), counted from the day that is moved. `begins` is the
    first day of a period ("in March"), whose `day` is the day it is due: its last.
    """

    text: str
    day: date | None = None
    at: datetime | None = None
    readings: tuple[date, ...] = ()
    shift: tuple[int, Literal["d", "w"]] | None = None
    begins: date | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """A line of the update; `section` is the template's key for it ("done", "next", "blocked", "notes", …)."""

    section: str
    text: str
    line: str
    about: str = ""
    """The occurrence under whose questions it stands, where the envelope asks for several updates; else empty. So in
    all that follow."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment line. `owner` is as written ("@bo"), empty for the author; `needed_by` likewise ("for @eve")."""

    what: str
    line: str
    owner: str = ""
    due: When | None = None
    done_when: str = ""
    needed_by: tuple[str, ...] = ()
    about: str = ""
    ours: bool = False
    """Said as "we": it is the author's all the same, and the author is told so."""
    goal: str = ""
    """What of the team's it is for: "goal: Billing"."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """`Decision: title because rationale, review in March (replaces D4); goal: …; criteria: …`."""

    title: str
    line: str
    rationale: str = ""
    review: When | None = None
    about: str = ""
    replaces: str = ""
    """The id of the decision that it takes the place of."""
    goal: str = ""
    criteria: str = ""
    """By what it is judged."""


@dataclass(frozen=True, slots=True)
class Intent:
    """`Intent: title because rationale unless objected by closes, reversible, review in March (replaces D4)`.
    `reversible` None: not said."""

    title: str
    line: str
    rationale: str = ""
    closes: When | None = None
    reversible: bool | None = None
    about: str = ""
    review: When | None = None
    replaces: str = ""
    trial: bool = False
    """An experiment: it ends on `review`."""
    goal: str = ""
    criteria: str = ""
    """By what it is judged."""


@dataclass(frozen=True, slots=True)
class Thanks:
    text: str
    line: str
    to: tuple[str, ...] = ()
    """Handles as written."""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Private:
    """`private: …`, `private to @bo: …`: for one reader only. `to` is as written, empty for the review's organizer."""

    text: str
    line: str
    to: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """`subject` is "C12", "D4", "H3", a resolved item's subject, or empty for commands about oneself.

    `text` is what came with the verb: a reason, an objection, what help is needed, words to find.
    """

    verb: Verb
    line: str
    subject: str = ""
    text: str = ""
    due: When | None = None
    person: str = ""
    """A handle as written, for "refer", "delegate" and "done for @dee"."""
    number: int = 0
    """Of "fix 2: …": the number in the receipt that is answered; `subject` is what stands there, if it has one."""
    about: str = ""
    """As in an `Update`, of a request for help that names nothing."""
    named: str = ""
    """The review that is meant, by its title; "*": the one that the letter is about."""
    offer: str = ""
    """Of "take" and "part": the kind of help, where the words say so; `due` holds the days, `begins` the first."""


Statement = Update | Promise | Ruling | Intent | Thanks | Private | Command


@dataclass(frozen=True, slots=True)
class Unclear:
    """A line that looks like a statement but can't be carried out as it stands: why, and what would work."""

    line: str
    why: str
    hint: str = ""
    code: str = ""
    """Names the reason, so that a letter can say it in its reader's language: a key of `inbox.grammar.doubts`."""
    meant: Statement | None = None
    """What it would be, were the missing part there: "fix 2: 3 April" completes it."""
    listed: bool = False
    """`hint` is a line of a list of commitments; by itself it works behind "fix 2:" only."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A person's mail, read. `notes` are the author's lines that are no statement, verbatim; `text`: all new words."""

    text: str
    statements: tuple[Statement, ...] = ()
    notes: tuple[str, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    language: str = "en"
    passed_over: tuple[str, ...] = ()
    """Lines that hold nothing to record: greetings, headings, "none". With these every new line is accounted for."""


Records = Literal["update", "commitments", "help", "decisions", "intents", "thanks", "notes", "points"]


@dataclass(frozen=True, slots=True)
class Section:
    """A question of a template. `key` names it in records; `records` says what its lines become."""

    key: str
    heading: str
    records: Records = "update"
    aliases: tuple[str, ...] = ()
    """Other headings people use for it, in any language."""
    prompt: str = ""
    """What is printed after the heading in a request: "each line becomes a commitment; add a day"."""
    of: Literal["everybody", "organizer"] = "everybody"
    """Who is asked."""
    rounds: Literal["all", "first", "later", "last", "not last"] = "all"
    """On which dates of the cadence it is asked."""
    stays: bool = False
    """Help that is asked for there is told of in each digest until it is closed; what is asked of the organizer, until
    it is answered."""
