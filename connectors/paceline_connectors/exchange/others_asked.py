"""What others' calendars show, and when automatic replies are on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from exchangelib import UTC as EWS_UTC
from exchangelib import EWSDateTime, services
from exchangelib.errors import ErrorServerBusy, ResponseMessageError
from exchangelib.properties import (
    DaylightTime,
    FreeBusyViewOptions,
    Mailbox,
    MailboxData,
    StandardTime,
    TimeWindow,
    TimeZone,
)
from exchangelib.util import create_element, set_xml_value

from paceline_connectors.exchange import asked

_CHANGE = {"time": time(2), "occurrence": 1, "weekday": 7}
_UTC = TimeZone(
    bias=0,
    standard_time=StandardTime(bias=0, iso_month=10, **_CHANGE),
    daylight_time=DaylightTime(bias=0, iso_month=3, **_CHANGE),
)
"""Availability is asked for in a zone with a change to summer time and back: here it changes nothing."""


@dataclass(frozen=True, slots=True)
class Marked:
    begins: datetime
    ends: datetime
    kind: str
    """Free, Tentative, Busy, OOF, WorkingElsewhere or NoData."""


class _GetUserAvailability(services.GetUserAvailability):  # type: ignore[misc]
    ERRORS_TO_CATCH_IN_RESPONSE = (ResponseMessageError,)


class OthersAsked:
    """Each method asks once, and raises what exchangelib raises."""

    def __init__(self, account: Any) -> None:
        self._account = account

    def marked(self, address: str, begins: datetime, ends: datetime) -> list[Marked]:
        """What the calendar of `address` shows. None of it where that is not known or not shared."""
        options = FreeBusyViewOptions(
            time_window=TimeWindow(start=instant(begins), end=instant(ends)),
            merged_free_busy_interval=30,
            requested_view="FreeBusy",
        )
        data = MailboxData(email=address, attendee_type="Optional", exclude_conflicts=False)
        service = _GetUserAvailability(self._account.protocol)
        views = list(service.call(tzinfo=EWS_UTC, mailbox_data=[data], timezone=_UTC, free_busy_view_options=options))
        asked.raised(view for view in views if isinstance(view, ErrorServerBusy))
        return [
            Marked(_moment(event.start), _moment(event.end), event.busy_type)
            for view in views
            if not isinstance(view, ResponseMessageError)
            for event in view.calendar_events or ()
        ]

    def absences(self, address: str) -> list[Marked]:
        """When automatic replies of `address` are scheduled, as everybody is told who is about to write there."""
        payload = create_element("m:GetMailTips")
        sender, recipients = create_element("m:SendingAs"), create_element("m:Recipients")
        sender.append(_text("t:EmailAddress", self._account.primary_smtp_address))
        recipients.append(set_xml_value(create_element("t:Mailbox"), _text("t:EmailAddress", address)))
        payload.extend([sender, recipients, _text("m:MailTipsRequested", "OutOfOfficeMessage")])
        tips = asked.GetMailTips(self._account.protocol).ask(payload)
        found = [each.find(".//{*}OutOfOffice/{*}Duration") for each in tips if not isinstance(each, Exception)]
        return [
            Marked(_utc(asked.value(each, "StartTime")), _utc(asked.value(each, "EndTime")), "OOF")
            for each in found
            if each is not None
        ]

    def out_of_office(self) -> str:
        """Disabled, Enabled or Scheduled: the state of our own automatic replies."""
        address = Mailbox(email_address=self._account.primary_smtp_address)
        return str(services.GetUserOofSettings(account=self._account).get(mailbox=address).state)


def instant(moment: datetime) -> EWSDateTime:
    return EWSDateTime.from_datetime(moment.astimezone(UTC))


def _moment(value: Any) -> datetime:
    return datetime.fromtimestamp(value.timestamp(), UTC)


def _text(name: str, text: str) -> Any:
    return set_xml_value(create_element(name), text)


def _utc(written: str) -> datetime:
    at = datetime.fromisoformat(written)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
