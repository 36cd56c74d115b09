"""A command, and what it is said about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from paceline.domain.statements import Verb
from paceline.inbox.grammar.words import Forms

Kind = Literal[
    "due", "offer", "change", "counter", "intent", "objection", "review", "help", "lesson", "agreement", "update",
    "self", "referral", "thank", "request",
]  # fmt: skip
"""What a command is about: an ask of that kind, a help request of the author's own ("request"), or the author
("self")."""

Shape = Literal[
    "reason",  # done [because] words: may be empty
    "words",  # object: words: must be there
    "given",  # take [from Mon to Wed]
    "part",  # part: two hours on Thursday
    "set off",  # offer: review SQL
    "day",  # to Friday [because] words
    "name",  # refer bo@… [words]
    "other",  # needs C9
    "hold",  # hold 2 days [because] words
    "kept",  # keep [because] words[, review in June]
    "alone",  # back
    "until",  # pause [until 5 Jan]
    "span",  # away 3 Dec to 7 Dec
    "choice",  # stop [digests] [of Platform weekly]
    "every",  # every 3 weeks [of Platform weekly]
    "date",  # skip 7 Dec [for all]
    "heir",  # hand over Platform weekly to @bo
    "review",  # take over ["Platform weekly"]
    "hour",  # ask me at 10:30
    "language",  # language: de
    "since",  # decisions [since May]
    "query",  # find postgres
    "topic",  # status [@bo | of the importer]
    "thing",  # who owns the importer
    "id",  # why C12
    "fix",  # fix 2: by Friday
    "weekdays",  # free on Fridays
    "deputy",  # deputy: @bo
    "apart",  # private 3: the vendor
    "nobody",  # @bo has left, @bo away until 5 Jan: the name stands before it
]

COMMITMENT: frozenset[Kind] = frozenset({"due", "offer", "change", "counter"})
OF_A_COMMITMENT: frozenset[Kind] = COMMITMENT | {"lesson"}
OFFER: frozenset[Kind] = frozenset({"offer", "change", "counter"})
"""What one says yes or no to: a commitment, a change of one, another day for one."""
LESSON: frozenset[Kind] = frozenset({"lesson"})
INTENT: frozenset[Kind] = frozenset({"intent"})
REVIEW: frozenset[Kind] = frozenset({"review"})
OF_ITS_OWNER: frozenset[Kind] = frozenset({"intent", "objection"})
DECISION: frozenset[Kind] = OF_ITS_OWNER | REVIEW
AGREEMENT: frozenset[Kind] = frozenset({"agreement"})
HELP: frozenset[Kind] = frozenset({"help"})
REFERRAL: frozenset[Kind] = frozenset({"referral"})
THANKS: frozenset[Kind] = frozenset({"thank"})
OWN_REQUEST: frozenset[Kind] = frozenset({"request"})
OF_A_REQUEST: frozenset[Kind] = HELP | REFERRAL | THANKS | OWN_REQUEST
SELF: frozenset[Kind] = frozenset({"self"})
UPDATE: frozenset[Kind] = frozenset({"update"})


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A command. `example` is what is shown to people; `conditions` are words after the verb that take it back ("done
    except …"): such a line is asked about, not carried out."""

    verb: Verb
    on: frozenset[Kind]
    shape: Shape
    example: str
    forms: Forms
    conditions: Forms
    works: bool = True
    """Whether a command that is read is carried out already; else it is refused, with what works instead."""
    told: str = ""
    """What comes of it, where its name does not tell."""


BEST: dict[Kind, tuple[Verb, ...]] = {
    "due": ("done", "to", "at risk"),
    "offer": ("accept", "decline"),
    "change": ("accept", "to", "decline"),
    "counter": ("accept", "decline", "to"),
    "lesson": ("assumed", "missing", "next time"),
    "intent": ("ok", "object", "advice"),
    "objection": ("amend", "withdraw"),
    "review": ("keep", "amend", "reverse"),
    "agreement": ("keep", "ok"),
    "help": ("take", "part", "can't"),
    "referral": ("ok", "can't"),
    "thank": ("thank",),
    "update": ("skip",),
}
"""What is proposed to somebody whose words were not understood."""
