"""What is read and written within a calendar object (RFC 5545)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from icalendar import Calendar

_LARGEST = 2 * 1024 * 1024


def parsed(raw: bytes) -> Calendar:
    """Raises ValueError."""
    from icalendar import Calendar

    if len(raw) > _LARGEST:
        raise ValueError("this calendar is too large")
    try:
        return Calendar.from_ical(raw)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no calendar: {error}") from error


def uid_of(raw: bytes) -> str:
    """ "" where it can't be read."""
    try:
        return next((str(each.get("UID", "")) for each in parsed(raw).walk("VEVENT")), "")
    except ValueError:
        return ""


def answered(invitation: bytes, reply: bytes) -> bytes | None:
    """The invitation with our part in it as the reply says; None where it says so already, or we are not invited.

    A reply to one date of a series changes the event of that date, where there is one of its own. Raises ValueError.
    """
    calendar = parsed(invitation)
    said = next(iter(parsed(reply).walk("VEVENT")), None)
    if said is None:
        raise ValueError("there is no event in the reply")
    changed = [
        guest
        for event in calendar.walk("VEVENT")
        if _concerns(said, event)
        for ours in _guests(said)
        for guest in _guests(event)
        if _address(guest) == _address(ours) and _differs(guest, ours)
    ]
    if not changed:
        return None
    octets: bytes = calendar.to_ical()
    return octets


def _concerns(said: Any, event: Any) -> bool:
    about = said.get("RECURRENCE-ID")
    if about is None:
        return True
    own = event.get("RECURRENCE-ID")
    return own is not None and bool(own.dt == about.dt)


def _differs(guest: Any, ours: Any) -> bool:
    """Whether it said something else; now it says ours."""
    wanted = str(ours.params.get("PARTSTAT", "NEEDS-ACTION"))
    if str(guest.params.get("PARTSTAT", "NEEDS-ACTION")).upper() == wanted.upper():
        return False
    guest.params["PARTSTAT"] = wanted
    guest.params.pop("RSVP", None)
    return True


def _guests(event: Any) -> list[Any]:
    guests = event.get("ATTENDEE", [])
    return guests if isinstance(guests, list) else [guests]


def _address(guest: Any) -> str:
    return str(guest).lower().removeprefix("mailto:").strip()
