"""A look at calendars: what changed in our own, what we write into it, and who is out of office by theirs.

One worker at a time, whichever comes first: the server sees each step once. Calendars are read and written outside of
transactions, since a server may be slow; each step may be repeated after a crash at any line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from secrets import token_hex

from paceline.clerks import absences, calendars, entries
from paceline.clerks.desk import Desk
from paceline.flow import Service
from paceline.ledger import calendars as ledger
from paceline.ledger import hold, people, premises
from paceline.ports import Calendar, Calendars

LOOK_AHEAD = timedelta(days=60)
"""How far ahead people's own calendars are read."""
LOOKED = "looked"
LOOK_AGAIN = timedelta(hours=1)
"""How long what people's calendars showed is believed."""
TURN = timedelta(minutes=10)
"""How long after its last step a worker that died keeps the others from looking."""
IN_A_ROW = 3
"""So many people's calendars that can't be had, one after the other, are a server that is away."""


def look(service: Service, calendar: Calendar) -> int:
    """Look at all there is, unless another worker does just now. Returns how many events said something new, or are new
    for others.

    Raises ConnectionError or DeliveryError, with what was done until then kept.
    """
    turn = Turn(service, name_of_turn(calendar), token_hex(8))
    if not turn.is_ours():
        return 0
    try:
        said = follow(service, calendar) + write_days(service, calendar, turn.is_ours)
        if may_look_at_people(service):
            look_at_people(service, calendar, turn.is_ours)
    finally:
        turn.ends()
    return said


def name_of_turn(calendar: Calendar) -> str:
    """As short as the names in `premises` are, however long the calendar's own is."""
    return f"looking/{blake2b(calendar.name.encode(), digest_size=12).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Turn:
    """A worker's right to look, by a name in the ledger; `who` is the worker."""

    service: Service
    name: str
    who: str

    def is_ours(self) -> bool:
        """Take it, or keep it for as long again; False where another worker has it."""
        now = self.service.clock.now()
        with self.service.ledger.begin() as tx:
            ledger.hold(tx, self.name)
            holder, _, until = premises.get(tx, self.name).partition(" ")
            if holder not in ("", self.who) and now < datetime.fromisoformat(until):
                return False
            premises.put(tx, self.name, f"{self.who} {(now + TURN).isoformat()}")
        return True

    def ends(self) -> None:
        with self.service.ledger.begin() as tx:
            ledger.hold(tx, self.name)
            if premises.get(tx, self.name).partition(" ")[0] == self.who:
                premises.drop(tx, self.name)


def follow(service: Service, calendar: Calendar) -> int:
    """Take in what has changed in our own calendar. Returns how many events said something new."""
    with service.ledger.begin() as tx:
        cursor = ledger.cursor(tx, calendar.name)
    changes = calendar.changes(cursor)
    if changes.cursor == cursor and not changes.events and not changes.whole:
        return 0
    events = calendars.read(changes)
    with service.ledger.begin() as tx:
        desk = Desk(service.config, tx, service.clock.now())
        return calendars.take_in(desk, calendar.name, cursor, changes, events)


def write_days(service: Service, calendar: Calendar, go_on: Callable[[], bool] = lambda: True) -> int:
    """Write the due days and windows of the teams that want it into our own calendar. Returns how many changed.

    What is written is kept one by one: a crash leaves at most one event that is written again.
    """
    with service.ledger.begin() as tx:
        desk = Desk(service.config, tx, service.clock.now())
        rests_on = entries.rests_on(desk)
        if premises.get(tx, "entries") == rests_on:
            return 0
        due = entries.difference(desk)
    for uid, raw in due.write.items():
        if not go_on():
            return 0
        calendar.put(uid, raw)
        with service.ledger.begin() as tx:
            ledger.wrote(tx, uid, entries.digest(raw))
    for uid in due.remove:
        if not go_on():
            return 0
        calendar.remove(uid)
        with service.ledger.begin() as tx:
            ledger.took_away(tx, [uid])
    with service.ledger.begin() as tx:
        premises.put(tx, "entries", rests_on)
    return len(due.write) + len(due.remove)


def may_look_at_people(service: Service) -> bool:
    """Whether what people's calendars showed is no longer news."""
    with service.ledger.begin() as tx:
        looked = premises.get(tx, LOOKED)
    return not looked or service.clock.now() >= datetime.fromisoformat(looked) + LOOK_AGAIN


def look_at_people(service: Service, shared: Calendars, go_on: Callable[[], bool] = lambda: True) -> int:
    """Take from people's own calendars when they are out of office. Returns for how many that has changed.

    Raises ConnectionError at the end where a calendar can't be had, or as soon as it looks as if none can.
    """
    now, changed = service.clock.now(), 0
    with service.ledger.begin() as tx:
        premises.put(tx, LOOKED, now.isoformat())
        everybody = [person for person, _ in people.everyone(tx) if person.addresses]
    trouble: ConnectionError | None = None
    failed = 0
    for person in everybody:
        if failed == IN_A_ROW or not go_on():
            break
        try:
            shown = tuple(shared.shown(person.address, now, now + LOOK_AHEAD))
        except ConnectionError as error:
            trouble, failed = error, failed + 1
            continue
        failed = 0
        with service.ledger.begin() as tx:
            hold(tx, person.team)
            known = people.by_id(tx, person.id)
            changed += known is not None and absences.from_calendar(Desk(service.config, tx, now), known, shown)
    if trouble:
        raise trouble
    return changed
