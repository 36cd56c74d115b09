"""A calendar in memory, whose server tells organizers what the service answers: what the ports promise, no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from paceline.ports import Changes, DeliveryError, Event, Shown


@dataclass
class CalendarInMemory:
    name: str = "memory"
    schedules: bool = True
    """Whether its server takes answers."""
    events: dict[str, bytes] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    answers: list[tuple[str, bytes]] = field(default_factory=list)
    away: bool = False
    answers_nobody: bool = False
    """Whether it is away whenever it is to be written to."""

    def holds(self, name: str, raw: str | bytes) -> None:
        self.events[name] = raw.encode() if isinstance(raw, str) else raw
        self.log.append(name)

    def drops(self, name: str) -> None:
        del self.events[name]
        self.log.append(name)

    def forgets_cursors(self) -> None:
        self.log = [*self.log, "", *self.events]

    def changes(self, cursor: str) -> Changes:
        if self.away:
            raise ConnectionError("the calendar's server is away")
        since = int(cursor) if cursor else 0
        if not cursor or "" in self.log[since:]:
            whole = tuple(Event(self.name, name, raw) for name, raw in self.events.items())
            return Changes(whole, str(len(self.log)), whole=True)
        changed = dict.fromkeys(self.log[since:])
        found = tuple(Event(self.name, name, self.events.get(name, b"")) for name in changed)
        return Changes(found, str(len(self.log)))

    def answer(self, name: str, reply: bytes) -> None:
        if self.answers_nobody:
            raise ConnectionError("the calendar's server is away")
        if not self.schedules:
            raise DeliveryError("the server tells organizers nothing", permanent=True)
        self.answers.append((name, reply))

    def put(self, uid: str, raw: bytes) -> None:
        self.holds(f"ours/{uid}", raw)

    def remove(self, uid: str) -> None:
        if f"ours/{uid}" in self.events:
            self.drops(f"ours/{uid}")

    def ours(self) -> dict[str, str]:
        return {name: raw.decode() for name, raw in self.events.items() if name.startswith("ours/")}

    def shown(self, address: str, begins: datetime, ends: datetime) -> Iterable[Shown]:
        return ()

    def close(self) -> None: ...
