"""The sheet on which one mail is worked through."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from paceline.agenda.contents import NotRecorded, Recorded
from paceline.clerks.placing import Place
from paceline.domain.outcome import Held, Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Reply
from paceline.inbox.mail import Message
from paceline.ledger.inbox import Arrival


@dataclass(slots=True)
class Sheet:
    """One mail while it is worked through: who wrote it, what it answers, what it says, and what that came to."""

    arrival: Arrival
    message: Message
    person: Person
    place: Place
    reply: Reply
    held: Held
    recorded: list[Recorded] = field(default_factory=list)
    refused: list[NotRecorded] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    """What the mail speaks of, recorded now or before."""
    before: tuple[str, ...] = ()
    """What earlier replies to the same ask recorded."""
    made: Counter[str] = field(default_factory=Counter)
    """How many commitments were made, by occurrence; an occurrence with a help request alone has 0."""

    def refuse(self, refusal: Refusal) -> None:
        self.refused.append(NotRecorded(refusal.line, refusal.why, refusal.hint))
