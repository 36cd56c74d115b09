"""Who an event is from and who is invited: ORGANIZER and ATTENDEE lines (RFC 5545, 3.8.4) to addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from paceline.domain.cadence import Participant
from paceline.inbox.calendar.canonical import Clock, Event, event
from paceline.inbox.calendar.ics import Component, Line, plain
from paceline.inbox.mail import Unreadable

MAX_ATTENDEES = 500


@dataclass(frozen=True, slots=True)
class Invited:
    """An event and who is invited to it: `ours` is our ATTENDEE line, `others` are all the others, `guests` those of
    them who are people."""

    event: Event
    ours: Line | None
    guests: tuple[Participant, ...]
    others: tuple[Participant, ...]

    @property
    def asks(self) -> bool:
        """RSVP asks us for an answer, and no PARTSTAT but NEEDS-ACTION says that there was one (RFC 5545, 3.2.12 and
        3.2.17)."""
        if self.ours is None or self.event.cancelled or self.ours.param("RSVP").upper() == "FALSE":
            return False
        return self.ours.param("PARTSTAT").upper() in ("", "NEEDS-ACTION")


def invited(source: Component, clock: Clock, us: frozenset[str]) -> Invited | Unreadable:
    attendees = source.all("ATTENDEE")
    if len(attendees) > MAX_ATTENDEES:
        return Unreadable(f"{len(attendees)} attendees; at most {MAX_ATTENDEES} are read")
    read = event(source, clock)
    if isinstance(read, Unreadable):
        return read
    ours = next((line for line in attendees if is_ours(whose(line), us)), None)
    others = {g.address: g for line in attendees if (g := guest(line)) and not is_ours(g.address, us)}
    people = {whose(line) for line in attendees if is_person(line)}
    guests = tuple(each for address, each in others.items() if address in people)
    return Invited(read, ours, guests, tuple(others.values()))


def is_person(line: Line) -> bool:
    """Rooms, equipment and groups are nobody to ask (RFC 5545, 3.2.3)."""
    return line.param("CUTYPE").upper() not in ("RESOURCE", "ROOM", "GROUP")


def is_group(line: Line) -> bool:
    return line.param("CUTYPE").upper() == "GROUP"


def guest(line: Line) -> Participant | None:
    """Who is invited by an ATTENDEE line, a person or not; None where it has no address."""
    address = whose(line)
    if not address:
        return None
    return Participant(
        address=address,
        name=_name(line.param("CN")),
        declined=line.param("PARTSTAT").upper() == "DECLINED",
        optional=line.param("ROLE").upper() in ("OPT-PARTICIPANT", "NON-PARTICIPANT"),
    )


def _name(text: str) -> str:
    """A name to show: one line, and no address in it that could pass for who it is."""
    name = " ".join(plain(text).split())[:80]
    return "" if "@" in name else name


def organizers_of(sources: Iterable[Component]) -> tuple[Line, ...]:
    """One ORGANIZER line for each different organizer."""
    found: dict[str, Line] = {}
    for source in sources:
        for line in source.all("ORGANIZER"):
            found.setdefault(whose(line) or line.value, line)
    return tuple(found.values())


_ADDRESS = re.compile(r"(?:mailto:)?([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253})", re.IGNORECASE)


def whose(line: Line) -> str:
    """The address of an ATTENDEE or ORGANIZER: its value, else its EMAIL parameter (RFC 7986, 6.2), lower-case."""
    return address(line.value) or address(line.param("EMAIL"))


def address(text: str) -> str:
    match = _ADDRESS.fullmatch(text.strip())
    return match[1].lower() if match else ""


def is_ours(address: str, us: frozenset[str]) -> bool:
    local, _, domain = address.partition("@")
    return address in us or f"{local.partition('+')[0]}@{domain}" in us


_LISTS = re.compile(
    r"all-?hands|alle|company|department|dev(?:eloper)?s|engineer(?:s|ing)|everybody|managers|office|people|todos|tous"
    r"|(?:.+[._-])?(?:all|crew|equip[eo]|everyone|group|list|squad|staff|team|verteiler)(?:[._-].+)?"
)


def sounds_like_a_list(address: str, teams: Iterable[str] = ()) -> bool:
    """Whether an address that nobody is known by is likelier a list's than a person's: "team@", "dev-all@", a team's
    own name."""
    local = address.partition("@")[0].partition("+")[0]
    return local in teams or bool(_LISTS.fullmatch(local))
