"""Calendar feeds as data: which days stand in a person's or a team's calendar. `letters/ical.py` writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person

KEPT_FOR = timedelta(days=30)
"""How long what was kept stays in a calendar, and a decision behind its review day."""

Kind = Literal["due", "offer", "window", "review", "help"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A record as it stands: `changed` is when its last fact came (UTC), `revision` how many have come since the first.

    An undone fact and the undoing count too, so that `revision` never falls.
    """

    record: Commitment | Decision | HelpRequest
    changed: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One thing on its day, in its reader's zone; `day` None: it has none, and stands in a list of tasks only.

    `who` is whose it is, by first name; "" where it is the reader's. `of` is the commitment that a help request is for.
    """

    kind: Kind
    id: str
    what: str
    day: date | None
    made: datetime
    changed: datetime
    revision: int = 0
    who: str = ""
    closes: datetime | None = None
    kept: datetime | None = None
    first_day: date | None = None
    moves: int = 0
    done_when: str = ""
    needed_by: tuple[str, ...] = ()
    reason: str = ""
    """Of a risk, an intent, or the part of a help request that was taken."""
    at_risk: bool = False
    of: str = ""

    def __post_init__(self) -> None:
        if self.kind == "window" and self.closes is None:
            raise ValueError(f"{self.id} has a window without an end")


@dataclass(frozen=True, slots=True)
class Feed:
    """`name` is the calendar's; `zone` is where its days and hours are meant; `personal`: it is one person's."""

    name: str
    zone: str
    entries: tuple[DayEntry, ...] = ()
    personal: bool = True


def of_person(name: str, person: Person, found: Iterable[Standing], names: Mapping[str, str], today: date) -> Feed:
    """What is theirs to do, and what waits for their word. `names` are first names by id, `today` is where they are."""
    standing = {it.record.id: it for it in found}
    view = _View(person.zone, {**names, person.id: ""}, today)
    mine = (it for it in standing.values() if concerns(person.id, it.record))
    return Feed(name, person.zone, _in_order(view.entries(mine, standing, person.id)))


def of_team(name: str, zone: str, found: Iterable[Standing], names: Mapping[str, str], today: date) -> Feed:
    """All that a team has open: due days, offers, windows, help that somebody gives; and decisions to review."""
    standing = {it.record.id: it for it in found}
    view = _View(zone, names, today)
    return Feed(name, zone, _in_order(view.entries(standing.values(), standing)), personal=False)


def entry_of(
    it: Standing, person: Person, names: Mapping[str, str], today: date, of: Standing | None
) -> DayEntry | None:
    """One record as `person` would find it in a calendar; None where it has no day or is over.

    `of` is the commitment that a help request is for.
    """
    view = _View(person.zone, {**names, person.id: ""}, today)
    standing = {each.record.id: each for each in (it, of) if each}
    entry = next(iter(view.entries((it,), standing)), None)
    return entry if entry and entry.day else None


def concerns(person: str, record: Commitment | Decision | HelpRequest) -> bool:
    """Whether it is theirs to do, or waits for their word; to review what was decided is its owner's, and theirs who
    had a worry."""
    match record:
        case Commitment(owner=owner):
            return owner == person
        case Decision(state="decided") as it:
            return person in (it.owner, *it.worried)
        case Decision(audience=audience, agreed=agreed):
            return person in audience and person not in agreed
        case HelpRequest(takers=takers, parts=parts):
            return person in takers or any(taker == person for taker, _ in parts)


def _in_order(entries: Iterable[DayEntry]) -> tuple[DayEntry, ...]:
    return tuple(sorted(entries, key=lambda it: (it.day or date.max, it.id[:1], int(it.id[1:]))))


class _View:
    """Records as one reader sees them."""

    def __init__(self, zone: str, names: Mapping[str, str], today: date) -> None:
        self._zone = ZoneInfo(zone)
        self._names = names
        self._today = today

    def entries(
        self, wanted: Iterable[Standing], standing: Mapping[str, Standing], reader: str = ""
    ) -> Iterable[DayEntry]:
        for it in wanted:
            match it.record:
                case Commitment() as record:
                    entry = self._commitment(it, record)
                case Decision() as record:
                    entry = self._window(it, record) or self._review(it, record)
                case HelpRequest() as record:
                    entry = self._help(it, record, standing.get(record.commitment), reader)
            if entry:
                yield entry

    def _commitment(self, it: Standing, record: Commitment) -> DayEntry | None:
        kept = record.closed if record.state == "kept" else None
        if record.state not in ("open", "offered", "kept") or (kept and not self._is_recent(kept)):
            return None
        return DayEntry(
            "offer" if record.state == "offered" else "due",
            record.id,
            record.what,
            record.due,
            record.opened,
            it.changed,
            it.revision,
            self._name(record.owner) or (self._name(record.asked_by) if record.state == "offered" else ""),
            kept=kept,
            first_day=record.first_due,
            moves=len(record.moves),
            done_when=record.done_when,
            needed_by=tuple(map(self._name, record.needed_by)),
            reason=record.note if kept else record.risk or "",
            at_risk=record.risk is not None and not kept,
        )

    def _window(self, it: Standing, record: Decision) -> DayEntry | None:
        """While an objection stands, no silence counts, and no window closes."""
        if not record.is_waiting or record.closes is None:
            return None
        return DayEntry(
            "window",
            record.id,
            record.title,
            record.closes.astimezone(self._zone).date(),
            record.opened,
            it.changed,
            it.revision,
            self._name(record.owner),
            closes=record.closes,
            reason=record.rationale,
        )

    def _review(self, it: Standing, record: Decision) -> DayEntry | None:
        if record.state != "decided" or not record.review or record.review <= self._today - KEPT_FOR:
            return None
        return DayEntry(
            "review",
            record.id,
            record.title,
            record.review,
            record.opened,
            it.changed,
            it.revision,
            self._name(record.owner),
            reason=record.rationale,
        )

    def _help(self, it: Standing, record: HelpRequest, of: Standing | None, reader: str) -> DayEntry | None:
        """Help that somebody gives, on the day of the commitment that it is for."""
        if record.state == "closed" or not (record.takers or record.parts):
            return None
        commitment = of.record if of and isinstance(of.record, Commitment) else None
        return DayEntry(
            "help",
            record.id,
            record.what,
            commitment.due if commitment else None,
            record.opened,
            max(it.changed, of.changed) if of else it.changed,
            it.revision + (of.revision if of else 0),
            self._name(record.owner),
            reason="; ".join(part for taker, part in record.parts if taker == reader),
            of=commitment.id if commitment else "",
        )

    def _is_recent(self, kept: datetime) -> bool:
        return kept.astimezone(self._zone).date() > self._today - KEPT_FOR

    def _name(self, person: str) -> str:
        return self._names.get(person, person)


# --- by mail ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeedAddresses:
    """The answer to "feed" and "feed new": the reader's own address, and (name, address) of each of their teams."""

    reader: Person
    subject: str
    """The subject of the mail that is answered, without Re:."""
    due: str
    teams: tuple[tuple[str, str], ...] = ()
    renewed: bool = False


@dataclass(frozen=True, slots=True)
class OneDay:
    """The answer to "calendar C12"; `what` are the event's own words, `feeds` says that there are feeds besides.
    A `day` of another year than `today`, the reader's, is named with its year."""

    reader: Person
    subject: str
    id: str
    what: str
    day: date
    today: date
    feeds: bool = False
