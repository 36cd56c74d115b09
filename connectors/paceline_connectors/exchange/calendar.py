"""The calendar of a mailbox at Exchange, where its server puts what the mailbox is invited to."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from paceline.ports import UNREADABLE, Changes, DeliveryError, Event, Finding, Shown
from paceline_connectors.exchange import findings
from paceline_connectors.exchange.events import PARTSTATS, Held, vcalendar
from paceline_connectors.exchange.server import Server
from paceline_connectors.exchange.session import Session, Trouble
from paceline_connectors.exchange.writing import Reply, ours, reply

if TYPE_CHECKING:
    from paceline_connectors.exchange.calendar_asked import CalendarAsked

log = logging.getLogger(__name__)

_FORGOTTEN = frozenset({"ErrorInvalidSyncStateData", "ErrorSyncFolderNotFound"})
_GONE = frozenset(
    {"ErrorItemNotFound", "ErrorInvalidIdMalformed", "ErrorInvalidId", "ErrorCalendarOccurrenceIsDeletedFromRecurrence"}
)
_OUR_ADDRESS_IS_NOT_IN_IT = frozenset(
    {"ErrorCalendarIsOrganizerForAccept", "ErrorCalendarIsOrganizerForDecline", "ErrorCalendarIsOrganizerForTentative"}
)
_PERMANENT = frozenset(
    {
        "ErrorInvalidRequest",
        "ErrorSchemaValidation",
        "ErrorCalendarEndDateIsEarlierThanStartDate",
        "ErrorCalendarDurationIsTooLong",
        "ErrorInvalidPropertySet",
    }
)
_LONGEST_LOOK = timedelta(days=31)
"""Exchange shows 42 or 62 days at once, by version."""
_SHOWN = {"Busy": False, "OOF": True}


def _calendar_asked(account: Any) -> CalendarAsked:
    from paceline_connectors.exchange.calendar_asked import CalendarAsked

    return CalendarAsked(account)


class ExchangeCalendar:
    """An event's name is the item's EWS id, which stays for as long as it lies in the calendar."""

    def __init__(self, server: Server) -> None:
        self.name = f"exchange:{server.address.lower()}/calendar"
        self._us = server.address
        self._session = Session(server, _calendar_asked)

    def changes(self, cursor: str) -> Changes:
        try:
            return self._changes(cursor)
        except Trouble as trouble:
            if trouble.code in _FORGOTTEN and cursor:
                return self._changes("")
            raise

    def answer(self, name: str, reply_raw: bytes) -> None:
        try:
            answer = reply(reply_raw)
        except ValueError as error:
            raise DeliveryError(f"this is no answer: {error}", permanent=True) from error
        if answer.partstat not in PARTSTATS.values():
            raise DeliveryError(f"Exchange knows no answer {answer.partstat}", permanent=True)
        with self._writing(), self._session.asking() as exchange:
            found = self._invitation(exchange, name, answer)
            if found and PARTSTATS.get(found.item.my_response_type or "") != answer.partstat:
                exchange.answer(found.item.id, found.item.changekey, answer.partstat)

    def put(self, uid: str, raw: bytes) -> None:
        try:
            event = ours(uid, raw)
        except ValueError as error:
            raise DeliveryError(f"{uid}: {error}", permanent=True) from error
        with self._writing(), self._session.asking() as exchange:
            first, *copies = exchange.own(uid) or [""]
            if first:
                exchange.update(first, event)
            else:
                exchange.create(event)
            if copies:
                exchange.delete(copies)

    def remove(self, uid: str) -> None:
        with self._writing(), self._session.asking() as exchange:
            if names := exchange.own(uid):
                exchange.delete(names)

    def shown(self, address: str, begins: datetime, ends: datetime) -> Iterable[Shown]:
        """What free/busy shows, and for when automatic replies are scheduled."""
        with self._session.asking() as exchange:
            marked = [one for one in exchange.absences(address) if one.begins < ends and one.ends > begins]
        at = begins
        while at < ends:
            until = min(at + _LONGEST_LOOK, ends)
            with self._session.asking() as exchange:
                marked += exchange.marked(address, at, until)
            at = until
        found = [Shown(one.begins, one.ends, _SHOWN[one.kind]) for one in marked if one.kind in _SHOWN]
        return tuple(dict.fromkeys(found))

    def close(self) -> None:
        self._session.close()

    def examine(self) -> Iterable[Finding]:
        return findings.of_calendar(self._session)

    def _changes(self, cursor: str) -> Changes:
        with self._session.asking() as exchange:
            synced = exchange.changes(cursor)
            held = list(exchange.each(synced.changed))
            read = [(name, self._raw(exchange, one) if one else b"") for name, one in held]
        events = [Event(self.name, name, raw) for name, raw in read]
        events += [Event(self.name, name, b"") for name in synced.gone]
        given = tuple(each for each in events if each.raw or cursor)
        return Changes(given, synced.cursor, whole=not cursor)

    def _raw(self, exchange: CalendarAsked, held: Held | Exception) -> bytes:
        """Nothing else waits for what can't be said in RFC 5545, or not even by Exchange."""
        if isinstance(held, Exception):
            log.warning("%s: Exchange can't read an event, which is left as it was: %s", self.name, type(held).__name__)
            return UNREADABLE
        instead_of = {str(each.id): each.original_start for each in held.item.modified_occurrences or ()}
        different = [(instead_of[name], found.item) for name, found in exchange.held(instead_of) if found]
        try:
            return vcalendar(held, different, self._us)
        except (ValueError, OverflowError, KeyError, TypeError, AttributeError) as error:
            log.warning("%s: an event can't be read and is left as it was: %r %s", self.name, error, held.item.id)
            return UNREADABLE

    def _invitation(self, exchange: CalendarAsked, name: str, answer: Reply) -> Held | None:
        """What is answered; None when it is gone, or is our own."""
        if (found := _one(exchange, name)) and answer.date:
            found = _one(exchange, self._date(exchange, found, answer.date))
        return found if found and found.item.is_meeting and found.item.my_response_type != "Organizer" else None

    def _date(self, exchange: CalendarAsked, series: Held, day: date) -> str:
        """The id of one date of a series; "" when it is gone."""
        at = day if isinstance(day, datetime) else datetime.combine(day, time(), series.zone)
        for each in series.item.modified_occurrences or ():
            if each.original_start == at:
                return str(each.id)
        found = exchange.dates(at.astimezone(UTC), at.astimezone(UTC) + timedelta(minutes=1))
        return next((name for name, uid, starts in found if uid == series.item.uid and starts == at), "")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """What is gone needs no more; what the server refuses is the event's matter, all else the server's."""
        try:
            yield
        except Trouble as trouble:
            if trouble.code in _GONE or trouble.code in _OUR_ADDRESS_IS_NOT_IN_IT:
                return
            if trouble.refused and not trouble.retry_after:
                raise DeliveryError(trouble.reason, permanent=trouble.code in _PERMANENT) from trouble
            raise


def _one(exchange: CalendarAsked, name: str) -> Held | None:
    return next((held for _, held in exchange.held([name])), None) if name else None
