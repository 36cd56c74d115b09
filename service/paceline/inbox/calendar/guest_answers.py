"""What guests say of an event that we organize: the ATTENDEE lines of a REPLY, COUNTER or REFRESH (RFC 5546, 3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from paceline.domain.organized import NEEDS_ACTION, GuestSaid
from paceline.inbox.calendar.guests import Invited, address, whose
from paceline.inbox.calendar.ics import Line, plain
from paceline.inbox.mail import CalendarPart

METHODS = frozenset(("REPLY", "COUNTER", "REFRESH"))
MOST = 100
LONGEST_COMMENT = 500
_METHOD = re.compile(rb"^METHOD:([A-Za-z]{3,20})", re.IGNORECASE | re.MULTILINE)


def may_answer(part: CalendarPart) -> bool:
    """Whether it is worth reading for what guests say."""
    found = _METHOD.search(part.data[:4096])
    return (found[1].decode() if found else part.method).upper() in METHODS


def said(method: str, read: Iterable[Invited]) -> tuple[GuestSaid, ...]:
    """Each ATTENDEE of each component; a COUNTER may list all guests, of whom its sender is one. () for what guests do
    not send."""
    return tuple(_all(read))[:MOST] if method in METHODS else ()


def _all(read: Iterable[Invited]) -> Iterator[GuestSaid]:
    for one in read:
        for line in one.event.source.all("ATTENDEE")[:MOST]:
            if guest := whose(line):
                yield _one(one, line, guest)


def _one(one: Invited, line: Line, guest: str) -> GuestSaid:
    event = one.event
    return GuestSaid(
        guest=guest,
        partstat=(line.param("PARTSTAT") or NEEDS_ACTION).upper()[:40],
        sequence=event.sequence,
        stamp=event.stamp,
        instance=event.recurrence_id.instant if event.recurrence_id else None,
        delegated_to=address(line.param("DELEGATED-TO").split(",")[0]),
        comment=_comment(event.source.all("COMMENT")),
        starts=event.start.instant if event.start else None,
        day=event.days[0] if event.days else None,
    )


def _comment(lines: Iterable[Line]) -> str:
    words = " ".join(" ".join(plain(line.value).split()) for line in lines).strip()
    return words[:LONGEST_COMMENT]
