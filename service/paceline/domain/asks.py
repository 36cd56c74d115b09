"""An ask is one thing one person is asked; an envelope carries all that wait for that person, numbered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

AskKind = Literal[
    "update", "due", "offer", "change", "counter", "intent", "objection", "review", "help", "lesson", "agreement",
    "thank",
]  # fmt: skip
ItemKind = Literal[
    "update", "due", "offer", "change", "counter", "intent", "objection", "review", "help", "lesson", "agreement",
    "record", "line",
    "thank", "referral",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ask:
    """`key` is derived from what is asked and whom, so that a repeated step asks once.

    `subject` is what an answer is about: an occurrence ("k3f…/20261130T090000Z"), "C12", "D4" or "H3".
    Between `since` and `until` (UTC; None: no end) it may go out; after `until` it lapses unsent.
    """

    kind: AskKind
    team: str
    person: str
    subject: str
    since: datetime
    until: datetime | None = None
    round: str = ""
    """Tells a repeated question from the first: the ISO day on which it is asked; else empty."""

    @property
    def key(self) -> str:
        return "/".join(part for part in (self.kind, self.subject, self.person, self.round) if part)


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered place in a letter: what "2 done" is about, or in a receipt "fix 2: …".

    `subject` of a "record" is what was recorded ("C12"), of a "line" the line that was refused, as it was written.
    """

    number: int
    kind: ItemKind
    subject: str
