"""The play: the real service with its embedded listener, a ledger and a maildir in one folder, on a made-up clock."""

from __future__ import annotations

import smtplib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from paceline import app
from paceline.app import Office
from paceline.demo.correspondence import Letter, Letters, StoryError
from paceline.demo.deeds import Deed
from paceline.demo.plot import BEGINS, ENDS, PLOT
from paceline.demo.team import TEAM, Player, configuration
from paceline.domain.facts import Entry
from paceline.inbox.mail.identity import content_id
from paceline.ledger import facts, outbox
from paceline.ports import Clock

CONFIG = "paceline.toml"
LETTERS = "letters"


class MadeUpClock(Clock):
    """Stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def move(self, to: datetime) -> None:
        self._at = max(self._at, to)


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that somebody wrote; `words` is what they typed. `id` is its id in the inbox, which its facts name."""

    player: Player
    mail: EmailMessage
    words: str
    id: str


@dataclass(frozen=True, slots=True)
class Step:
    """What happened at one instant (UTC): perhaps a mail that came, then what was recorded, then what was delivered."""

    at: datetime
    sent: Sent | None
    entries: tuple[Entry, ...]
    letters: tuple[Letter, ...]


@dataclass(slots=True)
class Play:
    """One performance in `folder`. `door` is where the service takes mail, once it began."""

    folder: Path
    door: tuple[str, int] = ("", 0)
    clock: MadeUpClock = field(default_factory=lambda: MadeUpClock(BEGINS))
    _letters: Letters = field(init=False)
    _seen: int = 0
    _written: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._letters = Letters(self.folder / LETTERS)

    @property
    def progress(self) -> float:
        """How much of the two weeks has gone by: 0 to 1."""
        return (self.clock.now() - BEGINS) / (ENDS - BEGINS)

    def steps(self) -> Iterator[Step]:
        """Play it. Raises StoryError where a player waits for a letter that does not come."""
        with self._opened() as office:
            for deed in PLOT:
                yield from self._until(deed.instant, office)
                sent = self._send(deed)
                office.tick()
                yield self._step(office, sent)
            yield from self._until(ENDS, office)

    @contextmanager
    def _opened(self) -> Iterator[Office]:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / CONFIG
        path.write_text(configuration(), encoding="utf-8")
        loaded = app.load_config(path, {})
        app.prepare(loaded)
        listener = app.listener(loaded)
        assert listener is not None
        listener.start()
        self.door = listener.address
        try:
            with app.opened(loaded, self.clock) as office:
                yield office
        finally:
            listener.stop()

    def _until(self, target: datetime, office: Office) -> Iterator[Step]:
        """Let time pass; all that falls due on the way happens in its moment."""
        while (upcoming := office.next_instant()) and upcoming <= target:
            self.clock.move(upcoming)
            if not any(office.tick()):
                raise StoryError(f"the service waits for {upcoming:%A %H:%M} UTC, and then does nothing")
            step = self._step(office)
            if step.entries or step.letters:
                yield step
        self.clock.move(target)

    def _send(self, deed: Deed) -> Sent:
        composed = deed.mail(self._letters, self._written[deed.who])
        self._written[deed.who] += 1
        raw = composed.mail.as_bytes()
        with smtplib.SMTP(*self.door, timeout=30) as connection:
            connection.sendmail(deed.player.address, [str(composed.mail["To"])], raw)
        return Sent(deed.player, composed.mail, composed.words, content_id(raw))

    def _step(self, office: Office, sent: Sent | None = None) -> Step:
        came = self._letters.fresh()
        with office.service.ledger.begin() as tx:
            entries = facts.after(tx, TEAM, self._seen)
            posted = outbox.by_message_ids(tx, [letter.message_id for letter in came])
        kinds = {each.message_id: each.kind for each in posted}
        self._seen = max((entry.seq for entry in entries), default=self._seen)
        letters = tuple(replace(letter, kind=kinds.get(letter.message_id, "")) for letter in came)
        return Step(self.clock.now(), sent, entries, letters)
