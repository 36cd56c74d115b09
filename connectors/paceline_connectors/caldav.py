"""The service's own calendar at a CalDAV server (RFC 4791), kept up with by sync-collection (RFC 6578).

Settings: `url`: of the server, of the account, or of the calendar itself; `username`, `password`; `calendar`: its
name, where the account has several; `shared`: whose calendars the service may look into, each address with the
calendar's url; `ca_file`: whom to trust instead of the system's authorities; `timeout` (30) seconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from urllib.parse import unquote, urljoin, urlsplit

from paceline.ports import UNREADABLE, Changes, DeliveryError, Event, Finding, Shown
from paceline_connectors import caldav_examined
from paceline_connectors.caldav_found import Place, found
from paceline_connectors.caldav_times import of_events, of_free_busy
from paceline_connectors.caldav_words import answered, uid_of
from paceline_connectors.dav import LOOPBACK, Dav, Reply, Server, StatusError, UnreadableError, refused
from paceline_connectors.dav_xml import Answer, C, D, free_busy, multiget, query_time, query_uid, sync
from paceline_connectors.settings import Settings, parts_of

T = TypeVar("T")

_AT_ONCE = 50
_PAGES = 10_000
_TRIES = 4
_FORGOTTEN = frozenset({400, 403, 404, 409, 410, 412})
"""What servers say of a sync token they do not know; RFC 6578 (3.8) wants 403 or 409 with DAV:valid-sync-token."""
_GONE = frozenset({404, 410})
_CHANGED = frozenset({409, 412})
_AS_CALENDAR = {"Content-Type": "text/calendar; charset=utf-8"}


def calendar(settings: Mapping[str, Any]) -> CalDavCalendar:
    given = Settings(settings)
    server = Server(
        url=given.text("url"),
        username=given.text("username"),
        password=given.text("password"),
        ca_file=given.text("ca_file", ""),
        timeout=given.number("timeout", 30, 1, 600),
    )
    wanted = given.text("calendar", "")
    shared = given.table("shared")
    for key, url in (("url", server.url), *(("shared", url) for url in shared.values())):
        _check(given, key, url)
    given.close()
    return CalDavCalendar(server, wanted, {address.lower(): url for address, url in shared.items()})


def _check(given: Settings, key: str, url: str) -> None:
    parts = parts_of(url)
    if not url or (parts.scheme == "https" and parts.hostname):
        return
    if parts.scheme != "http" or not parts.hostname:
        given.wrong(key, f'"{url}" is no address', 'write one that begins with "https://"')
    elif parts.hostname not in LOOPBACK:
        given.wrong(key, "the password would be sent readable", 'write an address that begins with "https://"')


class CalDavCalendar:
    def __init__(self, server: Server, wanted: str, shared: Mapping[str, str]) -> None:
        self.name = f"caldav:{server.username}@{server.host}" + (f"/{wanted}" if wanted else "")
        self._server = server
        self._wanted = wanted
        self._shared = shared
        self._dav = Dav(server)
        self._place: Place | None = None

    def changes(self, cursor: str) -> Changes:
        place = self._found()
        if cursor and cursor.isascii() and cursor.isprintable():
            try:
                return self._since(place, cursor)
            except StatusError as error:
                if error.status not in _FORGOTTEN:
                    raise
        return self._since(place, "")

    def answer(self, name: str, reply: bytes) -> None:
        if not self._written(self._found).schedules:
            reason = f"{self._server.host} tells no organizer what its guests say (RFC 6638): answer by mail"
            raise DeliveryError(reason, permanent=True)
        self._again_if_changed(lambda: self._answer(name, reply))

    def put(self, uid: str, raw: bytes) -> None:
        self._again_if_changed(lambda: self._put(self._found(), uid, raw))

    def remove(self, uid: str) -> None:
        self._again_if_changed(lambda: self._remove(self._found(), uid))

    def shown(self, address: str, begins: datetime, ends: datetime) -> Iterable[Shown]:
        url = self._shared.get(address.lower())
        if url is None:
            return ()
        try:
            _, told = self._dav.find("REPORT", url, query_time(begins, ends), 1)
        except StatusError as error:
            if error.status not in (403, 501):
                raise
            # Whoever shares only when they are busy, and not with what, allows this and not that (RFC 4791, 6.1.1).
            told_of = self._dav.ask("REPORT", url, free_busy(begins, ends), {"Depth": "1"})
            return of_free_busy(told_of.body, begins, ends)
        return of_events([raw for _, raw in map(_content, told.answers) if raw], begins, ends)

    def examine(self) -> Iterable[Finding]:
        return caldav_examined.examine(self._server, self._wanted, self._shared)

    def close(self) -> None:
        self._dav.close()

    # --- reading -----------------------------------------------------------------------------------------------------

    def _found(self) -> Place:
        if self._place is None:
            self._place = found(self._dav, self._wanted)
        return self._place

    def _since(self, place: Place, cursor: str) -> Changes:
        """A server may give the changes piece by piece, each with the token for the next (RFC 6578, 3.6)."""
        changed: dict[str, bool] = {}
        token = cursor
        for _ in range(_PAGES):
            _, told = self._dav.find("REPORT", place.url, sync(token), 0)
            asked, token = token, told.sync_token
            changed |= {each.href: each.status != 404 for each in told.answers if _is_object(place, each)}
            if not any(each.status == 507 for each in told.answers):
                break
            if token == asked:
                raise ConnectionError(f"{self._server.host} says that there is more, and not where (RFC 6578, 3.6)")
        if not token:
            raise ConnectionError(f"{self._server.host} gives no sync token (RFC 6578)")
        gone = [] if not cursor else [href for href, is_there in changed.items() if not is_there]
        events = [Event(self.name, href, b"") for href in gone]
        there = [href for href, is_there in changed.items() if is_there]
        events += [Event(self.name, href, raw) for href, raw in self._read(place, there) if raw or cursor]
        return Changes(tuple(events), token, whole=not cursor)

    def _read(self, place: Place, hrefs: list[str]) -> Iterator[tuple[str, bytes]]:
        """Nothing for one that is gone meanwhile, or holds something else than events (RFC 4791, 4.1)."""
        for start in range(0, len(hrefs), _AT_ONCE):
            for href, raw in self._some(place, hrefs[start : start + _AT_ONCE]):
                yield href, raw if raw == UNREADABLE or b"BEGIN:VEVENT" in raw else b""

    def _some(self, place: Place, hrefs: list[str]) -> list[tuple[str, bytes]]:
        """One by one where an event has what XML can't hold: it must not keep the others away. What the server passes
        over or keeps back is not gone."""
        try:
            _, told = self._dav.find("REPORT", place.url, multiget(hrefs), 1)
        except UnreadableError:
            single = [(href, self._url(place, href)) for href in hrefs]
            replies = [(href, self._unless_gone(partial(self._dav.ask, "GET", url))) for href, url in single]
            return [(href, reply.body) for href, reply in replies if reply]
        given = [(each.href, UNREADABLE if each.is_kept_back else _content(each)[1]) for each in told.answers]
        spoken_of = {_path(href) for href, _ in given}
        return given + [(href, UNREADABLE) for href in hrefs if _path(href) not in spoken_of]

    # --- writing -----------------------------------------------------------------------------------------------------

    def _written(self, work: Callable[[], T]) -> T:
        """Raises DeliveryError when the server refuses, ConnectionError when it is away."""
        try:
            return work()
        except (StatusError, ConnectionError) as error:
            failure = refused(error)
            if not isinstance(error, StatusError) and not failure.retry_after:
                raise
            raise failure from error

    def _again_if_changed(self, work: Callable[[], None]) -> None:
        """Somebody else may write between our look and our writing (RFC 9110, 13.1): then we look again."""
        for tries_left in reversed(range(_TRIES)):
            try:
                self._written(work)
                return
            except DeliveryError as error:
                cause = error.__cause__
                if not (tries_left and isinstance(cause, StatusError) and cause.status in _CHANGED):
                    raise

    def _put(self, place: Place, uid: str, raw: bytes) -> None:
        """Where one with this UID lies, else under a name of ours: no two may have one UID (RFC 4791, 4.1)."""
        href, etag = self._look_up(place, uid)
        only_if = _if_match(etag) if href else {"If-None-Match": "*"}
        url = self._url(place, href) if href else urljoin(place.url, _name(uid))
        self._dav.ask("PUT", url, raw, {**_AS_CALENDAR, **only_if})

    def _remove(self, place: Place, uid: str) -> None:
        href, etag = self._look_up(place, uid)
        if href:
            self._unless_gone(lambda: self._dav.ask("DELETE", self._url(place, href), headers=_if_match(etag)))

    def _look_up(self, place: Place, uid: str) -> tuple[str, str]:
        """Where the event with this UID lies, and its ETag; "" where there is none."""
        try:
            asked = query_uid(uid)
        except ValueError as error:
            raise DeliveryError(f"the UID {uid[:80]!r} can't be written in XML", permanent=True) from error
        _, told = self._dav.find("REPORT", place.url, asked, 1)
        for each in told.answers:
            etag, raw = _content(each)
            if raw and uid_of(raw) == uid:
                return each.href, etag
        return "", ""

    def _answer(self, name: str, reply: bytes) -> None:
        url = self._url(self._found(), name)
        invitation = self._unless_gone(lambda: self._dav.ask("GET", url))
        if invitation is None:
            return
        try:
            changed = answered(invitation.body, reply)
        except ValueError as error:
            raise DeliveryError(f"{self.name}: {name}: {error}", permanent=True) from error
        if changed is not None:
            etag = invitation.headers.get("etag", "")
            self._dav.ask("PUT", url, changed, {**_AS_CALENDAR, **_if_match(etag)})

    def _unless_gone(self, work: Callable[[], Reply]) -> Reply | None:
        try:
            return work()
        except StatusError as error:
            if error.status not in _GONE:
                raise
            return None

    def _url(self, place: Place, href: str) -> str:
        return self._dav.within(urljoin(place.url, href))


def _is_object(place: Place, answer: Answer) -> bool:
    """Not the collection itself, nor one within it."""
    return bool(answer.href) and not answer.href.endswith("/") and urljoin(place.url, answer.href) != place.url


def _path(href: str) -> str:
    """Two ways to write one address are the same."""
    return unquote(urlsplit(href).path)


def _content(answer: Answer) -> tuple[str, bytes]:
    """Its ETag and its octets: XML has no CR in its line ends, unless it is spelt out (&#13;), iCalendar has
    (RFC 5545, 3.1)."""
    data = answer.text(f"{C}calendar-data").replace("\r\n", "\n")
    lines = data.split("\n") if f"{C}calendar-data" in answer.found else []
    return answer.text(f"{D}getetag"), "".join(f"{line}\r\n" for line in lines).encode()


def _if_match(etag: str) -> dict[str, str]:
    """A weak one can't be compared (RFC 9110, 8.8.3.2), and one server or the other gives none."""
    return {"If-Match": etag} if etag and not etag.startswith("W/") else {}


def _name(uid: str) -> str:
    """The same for the same UID, with nothing in it that an address could not hold."""
    return f"paceline-{hashlib.blake2b(uid.encode(errors='replace'), digest_size=16).hexdigest()}.ics"
