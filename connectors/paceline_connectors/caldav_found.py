"""Where an account's calendar is, from the server's or the account's address (RFC 6764; RFC 4791, 6.2)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from paceline_connectors.dav import Dav, StatusError
from paceline_connectors.dav_xml import Answer, C, D, propfind

PRINCIPAL, HOME = f"{D}current-user-principal", f"{C}calendar-home-set"
KIND, NAME, PARTS = f"{D}resourcetype", f"{D}displayname", f"{C}supported-calendar-component-set"
_ASKED = (PRINCIPAL, HOME, KIND, NAME, PARTS)
_WELL_KNOWN = "/.well-known/caldav"


@dataclass(frozen=True, slots=True)
class Place:
    """A calendar's address, and whether its server tells organizers what their guests say (RFC 6638, 2)."""

    url: str
    shown_name: str
    schedules: bool


def found(dav: Dav, wanted: str) -> Place:
    """Raises ConnectionError, which says what there is where `wanted` is not."""
    url = dav.server.url
    itself = _asked(dav, url)
    if itself is not None and itself[1].has(KIND, f"{C}calendar"):
        return _place(dav, *itself)
    calendars = _calendars(dav, _home(dav, itself))
    chosen = [each for each in calendars if wanted in _names(*each)] if wanted else calendars
    if len(chosen) == 1:
        return _place(dav, *chosen[0])
    names = ", ".join(_names(*each)[0] for each in calendars) or "none"
    if wanted:
        raise ConnectionError(f'there is no calendar "{wanted}"; set calendar to one of: {names}')
    if not calendars:
        raise ConnectionError(f"{dav.server.username} has no calendar there; make one")
    raise ConnectionError(f"there are several calendars; set calendar to one of: {names}")


def _home(dav: Dav, itself: tuple[str, Answer] | None) -> str:
    """The collection that holds the account's calendars."""
    for start in (itself, _asked(dav, urljoin(dav.server.url, _WELL_KNOWN)), _asked(dav, urljoin(dav.server.url, "/"))):
        if start is None:
            continue
        url, answer = start
        if home := answer.href_in(HOME):
            return dav.within(urljoin(url, home))
        if principal := answer.href_in(PRINCIPAL):
            named = _asked(dav, dav.within(urljoin(url, principal)))
            if named and (home := named[1].href_in(HOME)):
                return dav.within(urljoin(named[0], home))
    raise ConnectionError(f"{dav.server.url} names no calendars; set url to what the provider writes for CalDAV")


def _asked(dav: Dav, url: str) -> tuple[str, Answer] | None:
    """None where there is nothing, or nothing of this kind."""
    try:
        url, told = dav.find("PROPFIND", url, propfind(*_ASKED), 0)
    except StatusError as error:
        if error.status in (404, 405, 501):
            return None
        raise
    return (url, told.answers[0]) if told.answers else None


def _calendars(dav: Dav, home: str) -> list[tuple[str, Answer]]:
    """Those that hold events, in the order of their addresses."""
    url, told = dav.find("PROPFIND", home, propfind(KIND, NAME, PARTS), 1)
    held = [
        (dav.within(urljoin(url, each.href)), each)
        for each in told.answers
        if each.has(KIND, f"{C}calendar") and _holds_events(each)
    ]
    return sorted(held, key=lambda each: each[0])


def _holds_events(answer: Answer) -> bool:
    """Without the property it holds all kinds (RFC 4791, 5.2.3)."""
    parts = answer.found.get(PARTS)
    return parts is None or not len(parts) or any(each.get("name", "").upper() == "VEVENT" for each in parts)


def _names(url: str, answer: Answer) -> tuple[str, ...]:
    """What people call it, and the last part of its address."""
    last = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    return tuple(name for name in (answer.text(NAME), last) if name) or (url,)


def _place(dav: Dav, url: str, answer: Answer) -> Place:
    can = dav.ask("OPTIONS", url).headers.get("dav", "")
    schedules = "calendar-auto-schedule" in {word.strip().lower() for word in can.split(",")}
    return Place(url if url.endswith("/") else f"{url}/", _names(url, answer)[0], schedules)
