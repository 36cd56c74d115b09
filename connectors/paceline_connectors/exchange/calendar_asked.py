"""What the calendar asks of an account."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from exchangelib import EWSDate, EWSDateTime, EWSTimeZone, services
from exchangelib.errors import ErrorItemNotFound, ResponseMessageError, UnknownTimeZone
from exchangelib.items import CalendarItem
from exchangelib.properties import (
    CalendarView,
    ExtendedFieldURI,
)
from exchangelib.util import TNS, create_element, set_xml_value
from exchangelib.winzone import MS_TIMEZONE_TO_IANA_MAP

from paceline_connectors.exchange import asked
from paceline_connectors.exchange.events import Held
from paceline_connectors.exchange.others_asked import OthersAsked, instant
from paceline_connectors.exchange.session import BROKEN
from paceline_connectors.exchange.writing import Ours

log = logging.getLogger(__name__)

_PAGE = 512
_AT_ONCE = 50
_ITEM_FIELDS = ("Subject", "TextBody", "Sensitivity", "LastModifiedTime")
_CALENDAR_FIELDS = (
    *("UID", "RecurrenceId", "Start", "End", "OriginalStart", "IsAllDayEvent", "LegacyFreeBusyStatus", "Location"),
    *("IsMeeting", "IsCancelled", "CalendarItemType", "MyResponseType", "Organizer", "RequiredAttendees"),
    *("OptionalAttendees", "Resources", "AppointmentSequenceNumber", "Recurrence", "ModifiedOccurrences"),
    *("DeletedOccurrences", "StartTimeZone", "EndTimeZone"),
)
_FIELDS = [*(f"item:{name}" for name in _ITEM_FIELDS), *(f"calendar:{name}" for name in _CALENDAR_FIELDS)]
_OUR_UID = ExtendedFieldURI(
    distinguished_property_set_id="PublicStrings", property_name="PacelineUid", property_type="String"
)
"""Exchange can't be asked for an item by its UID."""
_WRITTEN = ["subject", "body", "location", "start", "end", "is_all_day", "legacy_free_busy_status"]
_ANSWERS = {"ACCEPTED": "AcceptItem", "DECLINED": "DeclineItem", "TENTATIVE": "TentativelyAcceptItem"}


@dataclass
class Synced:
    """The ids of items that came or changed, and of those that have gone."""

    cursor: str
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


class CalendarAsked(OthersAsked):
    """Each method asks once or more, and raises what exchangelib raises."""

    def __init__(self, account: Any) -> None:
        super().__init__(account)
        self._calendar = asked.well_known(account, "calendar")

    def changes(self, cursor: str) -> Synced:
        """Raises ErrorInvalidSyncStateData for a cursor that the server does not know."""
        synced = Synced(cursor)
        while not self._page_of(synced):
            pass
        return synced

    def _page_of(self, synced: Synced) -> bool:
        """True at the last."""
        service = asked.SyncFolderItems(account=self._account)
        changes = service.call(
            folder=self._calendar,
            shape="IdOnly",
            additional_fields=[],
            sync_state=synced.cursor,
            ignore=None,
            max_changes_returned=_PAGE,
            sync_scope=None,
        )
        found = asked.raised(changes)
        for change in found:
            kind = change.tag.rpartition("}")[2]
            if kind == "Delete":
                synced.gone.append(asked.item_id(change))
            elif kind in ("Create", "Update"):
                synced.changed.append(asked.item_id(change[0]))
        stuck = not found and service.sync_state == synced.cursor
        synced.cursor = service.sync_state
        return service.includes_last_item_in_range or stuck

    def held(self, names: Iterable[str]) -> Iterator[tuple[str, Held | None]]:
        """Each calendar item by its id; None for one that has gone, and for what is no calendar item."""
        for name, found in self.each(names):
            if isinstance(found, Exception):
                raise found
            yield name, found

    def each(self, names: Iterable[str]) -> Iterator[tuple[str, Held | ResponseMessageError | None]]:
        """The same; one that Exchange itself can't read comes as its error."""
        wanted = list(dict.fromkeys(names))
        service = asked.GetItem(account=self._account, chunk_size=_AT_ONCE)
        found = service.call(
            items=asked.ids(*wanted), additional_fields=[*asked.properties(*_FIELDS), _OUR_UID], shape="IdOnly"
        )
        for name, element in zip(wanted, found, strict=True):
            if not isinstance(element, Exception):
                yield name, self._held(element)
            elif isinstance(element, ErrorItemNotFound):
                yield name, None
            elif type(element).__name__ in BROKEN:
                yield name, element
            else:
                raise element

    def _held(self, element: Any) -> Held | None:
        if element.tag != f"{{{TNS}}}CalendarItem":
            return None
        for name in ("EndTimeZone", "StartTimeZone"):
            zone = element.find(f"{{{TNS}}}{name}")
            iana = "UTC" if zone is None else self._iana(zone)
        own = asked.value(element, "ExtendedProperty/{*}Value")
        return Held(CalendarItem.from_xml(elem=element, account=self._account), iana, own)

    def _iana(self, zone: Any) -> str:
        """Of a zone that nobody knows UTC is made, before exchangelib sees it."""
        name = zone.get("Id", "UTC")
        iana = str(MS_TIMEZONE_TO_IANA_MAP.get(name, name))
        try:
            ZoneInfo(iana)
        except (ValueError, KeyError, OSError):
            log.warning("%s: a time zone that nobody knows, taken for UTC: %r", self._account, name)
            zone.set("Id", "UTC")
            return "UTC"
        return iana

    def dates(self, begins: datetime, ends: datetime) -> list[tuple[str, str, datetime]]:
        """The dates between two instants: id, UID and start."""
        found = asked.FindItem(account=self._account).call(
            folders=[self._calendar],
            additional_fields=asked.properties("calendar:UID", "calendar:Start"),
            restriction=None,
            order_fields=None,
            shape="IdOnly",
            query_string=None,
            depth="Shallow",
            calendar_view=CalendarView(start=instant(begins), end=instant(ends), max_items=100),
            max_items=100,
            offset=0,
        )
        return [
            (asked.item_id(each), asked.value(each, "UID"), datetime.fromisoformat(asked.value(each, "Start")))
            for each in asked.raised(found)
        ]

    def answer(self, name: str, changekey: str, partstat: str) -> None:
        """The organizer is told, and our copy says so from then on."""
        reply = create_element(f"t:{_ANSWERS[partstat]}")
        reply.append(create_element("t:ReferenceItemId", attrs={"Id": name, "ChangeKey": changekey}))
        payload = create_element("m:CreateItem", attrs={"MessageDisposition": "SendAndSaveCopy"})
        place = asked.well_known(self._account, "sentitems")
        payload.append(services.common.folder_ids_element([place], self._account.version, "m:SavedItemFolderId"))
        payload.append(set_xml_value(create_element("m:Items"), reply))
        asked.raised(asked.CreateItem(account=self._account).ask(payload))

    def own(self, uid: str) -> list[str]:
        """The ids of the items that we wrote for this UID: one, or more where somebody copied it."""
        found = asked.FindItem(account=self._account).call(
            folders=[self._calendar],
            additional_fields=[],
            restriction=asked.Equals(_OUR_UID, uid),
            order_fields=None,
            shape="IdOnly",
            query_string=None,
            depth="Shallow",
            calendar_view=None,
            max_items=_AT_ONCE,
            offset=0,
        )
        return [asked.item_id(each) for each in asked.raised(found)]

    def create(self, event: Ours) -> None:
        """Nobody is told of it."""
        version = self._account.version
        item = self._item(event, uid=event.uid)
        item.clean(version=version)
        element = item.to_xml(version=version)
        own = set_xml_value(create_element("t:ExtendedProperty"), _OUR_UID, version=version)
        value = create_element("t:Value")
        own.append(set_xml_value(value, event.uid))
        element.find(f"{{{TNS}}}UID").addprevious(own)
        payload = create_element("m:CreateItem", attrs={"SendMeetingInvitations": "SendToNone"})
        payload.append(services.common.folder_ids_element([self._calendar], version, "m:SavedItemFolderId"))
        payload.append(set_xml_value(create_element("m:Items"), element))
        asked.raised(asked.CreateItem(account=self._account).ask(payload))

    def update(self, name: str, event: Ours) -> None:
        item = self._item(event, id=name)
        service = asked.UpdateItem(account=self._account)
        asked.raised(
            service.call(
                items=[(item, list(_WRITTEN))],
                conflict_resolution="AlwaysOverwrite",
                message_disposition="SaveOnly",
                send_meeting_invitations_or_cancellations="SendToNone",
                suppress_read_receipts=True,
            )
        )

    def delete(self, names: Iterable[str]) -> None:
        found = asked.DeleteItem(account=self._account).call(
            items=asked.ids(*names),
            delete_type="HardDelete",
            send_meeting_cancellations="SendToNone",
            affected_task_occurrences="AllOccurrences",
            suppress_read_receipts=True,
        )
        asked.raised(each for each in found if not isinstance(each, ErrorItemNotFound))

    def _item(self, event: Ours, **more: Any) -> CalendarItem:
        return CalendarItem(
            account=self._account,
            subject=event.subject,
            body=event.body,
            location=event.location,
            start=_written(event.begins),
            end=_written(event.ends, ends=True),
            is_all_day=event.whole_days,
            legacy_free_busy_status="Free" if event.free else "Busy",
            reminder_is_set=False,
            **more,
        )

    def rights(self) -> set[str]:
        """What the account may do in the calendar: Read, CreateContents, Modify, Delete."""
        service = asked.GetFolder(account=self._account)
        shape = create_element("m:FolderShape")
        base = create_element("t:BaseShape")
        base.text = "IdOnly"
        shape.append(base)
        wanted = create_element("t:AdditionalProperties")
        shape.append(set_xml_value(wanted, asked.properties("folder:EffectiveRights")))
        payload = create_element("m:GetFolder")
        payload.append(shape)
        payload.append(services.common.folder_ids_element([self._calendar], self._account.version))
        [folder] = asked.raised(service.ask(payload))
        rights = folder.find(f"{{{TNS}}}EffectiveRights")
        return {each.tag.rpartition("}")[2] for each in (() if rights is None else rights) if each.text == "true"}


def _written(value: date, *, ends: bool = False) -> EWSDate | EWSDateTime:
    """exchangelib counts the last whole day in."""
    if not isinstance(value, datetime):
        last = date.fromordinal(value.toordinal() - 1) if ends else value
        return EWSDate(last.year, last.month, last.day)
    try:
        return instant(value).astimezone(EWSTimeZone.from_timezone(value.tzinfo or UTC))
    except UnknownTimeZone:
        return instant(value)
