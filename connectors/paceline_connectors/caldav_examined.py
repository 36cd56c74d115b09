"""How a CalDAV account is, for `paceline check`: can it be reached, may we write, does its server tell organizers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing

from paceline.ports import Finding
from paceline_connectors.caldav_found import Place, found
from paceline_connectors.dav import Dav, Server, StatusError
from paceline_connectors.dav_xml import Answer, D, propfind
from paceline_connectors.reaching import unreachable

_PRIVILEGES, _REPORTS, _ROOM = f"{D}current-user-privilege-set", f"{D}supported-report-set", f"{D}quota-available-bytes"
_MAY_WRITE = tuple(f"{D}{name}" for name in ("all", "write", "write-content"))


def examine(server: Server, wanted: str, shared: Mapping[str, str]) -> Iterator[Finding]:
    with closing(Dav(server)) as dav:
        try:
            place = found(dav, wanted)
            _, told = dav.find("PROPFIND", place.url, propfind(_PRIVILEGES, _REPORTS, _ROOM), 0)
        except StatusError as error:
            yield _refused(error)
            return
        except ConnectionError as error:
            yield _not_found(server, error)
            return
        yield Finding("calendar", True, f"{place.shown_name} at {place.url}")
        yield from _looked_at(place, told.answers[0] if told.answers else Answer(place.url))
        for address, url in shared.items():
            yield _shared(dav, address, url)


def _refused(error: StatusError) -> Finding:
    if error.status == 401:
        return Finding("login", False, str(error), "set username and password (an app password, where there are such)")
    if error.status == 403:
        return Finding("calendar", False, str(error), "have the calendar shared with this account, for writing")
    return Finding("calendar", False, str(error), "set url to what the provider writes for CalDAV")


def _not_found(server: Server, error: ConnectionError) -> Finding:
    if error.__cause__ is not None:
        return unreachable(server.host, error)
    said, _, mend = str(error).partition("; ")
    return Finding("calendar", False, said, mend or "set url to what the provider writes for CalDAV")


def _looked_at(place: Place, answer: Answer) -> Iterator[Finding]:
    if _PRIVILEGES in answer.found:
        may = any(answer.has(_PRIVILEGES, name) for name in _MAY_WRITE)
        mend = "" if may else "have the calendar shared with this account for writing, not only for reading"
        yield Finding("writing", may, "we may write there" if may else "we may read there, and not write", mend)
    if _REPORTS in answer.found and not answer.has(_REPORTS, f"{D}sync-collection"):
        yield Finding("sync", False, "the server tells no changes (sync-collection, RFC 6578)", "use another server")
    if answer.text(_ROOM) == "0":
        yield Finding("quota", False, "the account's room is used up", "make room, or have the quota raised")
    yield _scheduling(place)


def _scheduling(place: Place) -> Finding:
    if place.schedules:
        return Finding("answers", True, "the server tells organizers what we answer")
    said = "the server tells no organizer what we answer (RFC 6638): invitations are answered by mail"
    return Finding("answers", False, said, "nothing need be done", serious=False)


def _shared(dav: Dav, address: str, url: str) -> Finding:
    try:
        dav.find("PROPFIND", url, propfind(f"{D}resourcetype"), 0)
    except ConnectionError as error:
        return Finding("shared", False, f"{address}: {error}", "have that calendar shared with this account", False)
    return Finding("shared", True, f"the calendar of {address} can be looked into")
