"""Who an event is from and who is invited: ORGANIZER and ATTENDEE lines (RFC 5545, 3.8.4) to addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from paceline.domain.cadence import Participant
from paceline.inbox.calendar.ics import Component, Line, plain


def guest(line: Line) -> Participant | None:
    """Rooms and equipment are no guests (RFC 5545, 3.2.3)."""
    address = whose(line)
    if not address or line.param("CUTYPE").upper() in ("RESOURCE", "ROOM"):
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
