"""What people can do in the play: answer a letter that came, or send an invite."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from paceline.demo import mails
from paceline.demo.correspondence import Letter, Letters
from paceline.demo.mails import Composed
from paceline.demo.team import MEETING, MINUTES, PLAYERS, Player

_LOOKED_UP = re.compile(r"\{(number|id):([^}]+)\}")


@dataclass(frozen=True, slots=True)
class Deed(ABC):
    """`at` is wall time where the person is."""

    who: str
    at: str

    @property
    def player(self) -> Player:
        return PLAYERS[self.who]

    @property
    def instant(self) -> datetime:
        return datetime.fromisoformat(self.at).replace(tzinfo=ZoneInfo(self.player.zone)).astimezone(UTC)

    @abstractmethod
    def mail(self, letters: Letters, number: int) -> Composed:
        """The mail that comes of it; `number` counts the player's mails. Raises StoryError."""


@dataclass(frozen=True, slots=True)
class Answers(Deed):
    """The newest letter whose subject holds `to` is answered: on top, or `under` lines that begin so.

    "{number:staging}" in the words is the number under which that letter asks about staging, "{id:staging}" the id it
    gives: a reader looks them up in the letter that came.
    """

    to: str
    says: str = ""
    under: Mapping[str, str] = field(default_factory=dict)

    def mail(self, letters: Letters, number: int) -> Composed:
        letter = letters.newest(self.player.address, self.to)
        under = {start: _looked_up(words, letter) for start, words in self.under.items()}
        return mails.answer(self.player, letter, _looked_up(self.says, letter), under, self.instant, number)


@dataclass(frozen=True, slots=True)
class Invites(Deed):
    """The calendar sends the weekly series; with `moved` one date of it, which goes there.

    `start` and `moved` are wall times in the event's zone.
    """

    start: str
    text: str
    sequence: int = 0
    moved: str = ""

    def mail(self, letters: Letters, number: int) -> Composed:  # noqa: ARG002
        return mails.invite(
            self.player,
            title=MEETING,
            start=datetime.fromisoformat(self.start),
            minutes=MINUTES,
            text=self.text,
            now=self.instant,
            number=number,
            sequence=self.sequence,
            moved=datetime.fromisoformat(self.moved) if self.moved else None,
        )


def _looked_up(words: str, letter: Letter) -> str:
    found = {"number": letter.number_of, "id": letter.id_of}
    return _LOOKED_UP.sub(lambda each: found[each[1]](each[2]), words)
