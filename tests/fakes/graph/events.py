"""A calendar's events as Graph gives them, made from what somebody's calendar program wrote (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

from fakes.graph.answers import WrongError

RESPONSES = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentativelyAccepted"}
DAYS = {
    "MO": "monday", "TU": "tuesday", "WE": "wednesday", "TH": "thursday", "FR": "friday", "SA": "saturday",
    "SU": "sunday",
}  # fmt: skip
WHICH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
WINDOWS = {"Europe/Berlin": "W. Europe Standard Time", "America/New_York": "Eastern Standard Time"}
NEVER = "0001-01-01T00:00:00Z"

Row = dict[str, Any]


class Held:
    """One event or series: what Graph says of it, and by which rule its dates are known here."""

    def __init__(self, name: str, number: int, user: str, changed: str) -> None:
        self.name = name
        self.row: Row = {
            "@odata.etag": f'W/"{number}"',
            "id": name,
            "createdDateTime": changed,
            "lastModifiedDateTime": changed,
            "categories": [],
            "iCalUId": f"040000008200E00074C5B7101A82E008{number:048X}",
            "originalStartTimeZone": "UTC",
            "originalEndTimeZone": "UTC",
            "subject": "",
            "start": wall(datetime(2000, 1, 1, tzinfo=UTC)),
            "end": wall(datetime(2000, 1, 1, tzinfo=UTC)),
            "body": {"contentType": "html", "content": ""},
            "isAllDay": False,
            "isCancelled": False,
            "isOrganizer": True,
            "responseRequested": True,
            "sensitivity": "normal",
            "showAs": "busy",
            "type": "singleInstance",
            "seriesMasterId": None,
            "recurrence": None,
            "location": {"displayName": "", "locationType": "default"},
            "responseStatus": {"response": "organizer", "time": NEVER},
            "attendees": [],
            "organizer": {"emailAddress": {"name": user, "address": user}},
            "singleValueExtendedProperties": [],
        }
        self.text = ""
        self.rule = ""
        self.zone: Any = UTC
        self.gone: set[datetime] = set()
        self.changed: dict[datetime, tuple[Row, str]] = {}

    @property
    def begins(self) -> datetime:
        return said(self.row["start"])

    def shown(self, *, as_text: bool, expanded: bool = True) -> Row:
        return _shown(self.row, self.text, as_text, expanded)

    def instances(self, begins: datetime, ends: datetime, *, as_text: bool) -> Iterator[Row]:
        length = said(self.row["end"]) - self.begins
        for when in self._dates(ends):
            row, text = self.changed.get(when, ({}, self.text))
            starts = said(row["start"]) if row else when
            if when in self.gone or starts + length <= begins or starts >= ends:
                continue
            yield _shown(
                {
                    **self.row,
                    "start": wall(when),
                    "end": wall(when + length),
                    **row,
                    "id": f"{self.name}.{when:%Y%m%dT%H%M}",
                    "iCalUId": f"{self.row['iCalUId']}.{when:%Y%m%d}",
                    "type": "exception" if row else "occurrence",
                    "seriesMasterId": self.name,
                    "recurrence": None,
                    "originalStart": stamp(when),
                },
                text,
                as_text,
                expanded=False,
            )

    def _dates(self, ends: datetime) -> Iterator[datetime]:
        if not self.rule:
            yield self.begins
            return
        for each in rrulestr(self.rule, dtstart=self.begins.astimezone(self.zone).replace(tzinfo=None)):
            when = each.replace(tzinfo=self.zone).astimezone(UTC)
            if when >= ends + timedelta(days=60):
                return
            yield when


def read(held: Held, raw: bytes, user: str) -> None:
    """What somebody's program wrote takes the place of what `held` said; its own id and UIDs stay."""
    components = Calendar.from_ical(raw).walk("VEVENT")
    master = next(each for each in components if "RECURRENCE-ID" not in each)
    row, held.text = _row(master, user)
    held.row |= row
    held.rule, held.zone = "", UTC
    held.gone = {_instant(v.dt) for each in _listed(master, "EXDATE") for v in each.dts}
    held.changed = {}
    if "RRULE" in master:
        start = master["DTSTART"].dt
        zone = start.tzinfo if isinstance(start, datetime) else UTC
        held.zone = zone
        text = master["RRULE"].to_ical().decode()
        held.rule = _naive_until(text, master["RRULE"], zone)
        held.row |= {"type": "seriesMaster", "recurrence": _recurrence(master["RRULE"], start)}
    for each in components:
        if "RECURRENCE-ID" in each:
            held.changed[_instant(each["RECURRENCE-ID"].dt)] = _row(each, user)


def _row(component: Any, user: str) -> tuple[Row, str]:
    start = component["DTSTART"].dt
    whole_days = not isinstance(start, datetime)
    end = component["DTEND"].dt if "DTEND" in component else start + timedelta(days=1 if whole_days else 0)
    zone = getattr(getattr(start, "tzinfo", None), "key", "UTC")
    guests = [_guest(each) for each in _listed(component, "ATTENDEE")]
    ours = next((g["status"]["response"] for g in guests if g["emailAddress"]["address"].lower() == user), None)
    row = {
        "subject": str(component.get("SUMMARY", "")),
        "start": wall(_instant(start)),
        "end": wall(_instant(end)),
        "isAllDay": whole_days,
        "originalStartTimeZone": WINDOWS.get(zone, zone),
        "originalEndTimeZone": WINDOWS.get(zone, zone),
        "isCancelled": str(component.get("STATUS", "")) == "CANCELLED",
        "showAs": str(component.get("X-MICROSOFT-CDO-BUSYSTATUS", "busy")).lower(),
        "attendees": [{**guest, "status": {"response": "none", "time": NEVER}} for guest in guests],
    }
    if "ORGANIZER" in component:
        organizer = _address(component["ORGANIZER"])
        row["organizer"] = {"emailAddress": {"name": organizer, "address": organizer}}
        row["isOrganizer"] = organizer.lower() == user
        response = "organizer" if row["isOrganizer"] else ours or "notResponded"
        row["responseStatus"] = {"response": response, "time": NEVER}
    return row, str(component.get("DESCRIPTION", ""))


def written(held: Held, said: Row) -> None:
    """What a program posted or patched, in Graph's own words."""
    unknown = said.keys() - held.row.keys() - {"isReminderOn", "transactionId", "reminderMinutesBeforeStart"}
    if unknown:
        raise WrongError(400, "RequestBodyRead", f"The property '{min(unknown)}' does not exist on type 'event'.")
    said = dict(said)
    body = said.pop("body", None)
    if body is not None:
        held.text = body["content"]
    for name in ("start", "end"):
        if name in said:
            said[name] = wall(datetime.fromisoformat(said[name]["dateTime"]).replace(tzinfo=UTC))
    if said.get("location"):
        said["location"] = {"locationType": "default", **said["location"]}
    held.row |= said
    if held.row["isAllDay"] and not held.row["start"]["dateTime"].endswith("T00:00:00.0000000"):
        raise WrongError(400, "ErrorInvalidRequest", "An all-day event begins and ends at midnight.")


def as_calendar(held: Held, uid: str, user: str) -> bytes:
    """As a program of another maker would write it down: what the fake holds, told without the code under test."""
    made = Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", "-//Fake//EN")
    from icalendar import Event

    event = Event()
    event.add("UID", uid)
    begins, ends = held.begins, said(held.row["end"])
    event.add("DTSTART", begins.date() if held.row["isAllDay"] else begins)
    event.add("DTEND", ends.date() if held.row["isAllDay"] else ends)
    event.add("SUMMARY", held.row["subject"])
    event.add("DESCRIPTION", held.text)
    response = held.row["responseStatus"]["response"]
    ours = {value: name for name, value in RESPONSES.items()}.get(response, "NEEDS-ACTION")
    for guest in held.row["attendees"]:
        address = guest["emailAddress"]["address"]
        partstat = ours if address.lower() == user else "NEEDS-ACTION"
        event.add("ATTENDEE", f"mailto:{address}", parameters={"PARTSTAT": partstat})
    made.add_component(event)
    octets: bytes = made.to_ical()
    return octets


def _recurrence(rule: Any, start: date) -> Row:
    """Graph's pattern, spelt out as it does: every part of it, whether the start says the same or not."""
    days = [str(each) for each in rule.get("BYDAY", [])]
    numbers = [int(each) for each in rule.get("BYMONTHDAY", [])]
    frequency = str(rule["FREQ"][0])
    weekday = list(DAYS.values())[start.weekday()]
    names = [DAYS[each[-2:]] for each in days] or [weekday]
    pattern: Row = {"interval": int(rule.get("INTERVAL", [1])[0]), "firstDayOfWeek": "sunday", "index": "first"}
    pattern |= {"month": 0, "dayOfMonth": 0}
    if frequency == "DAILY":
        pattern |= {"type": "daily"}
    elif frequency == "WEEKLY":
        first = DAYS[str(rule.get("WKST", ["MO"])[0])]
        pattern |= {"type": "weekly", "daysOfWeek": names, "firstDayOfWeek": first}
    else:
        month = int(rule.get("BYMONTH", [start.month])[0]) if frequency == "YEARLY" else 0
        kind = "Monthly" if frequency == "MONTHLY" else "Yearly"
        if days:
            which = int(rule["BYSETPOS"][0]) if "BYSETPOS" in rule else int(days[0][:-2])
            pattern |= {"type": f"relative{kind}", "daysOfWeek": names, "index": WHICH[which], "month": month}
        else:
            pattern |= {"type": f"absolute{kind}", "dayOfMonth": max(numbers or [start.day]), "month": month}
    zone = getattr(getattr(start, "tzinfo", None), "key", "UTC")
    bounds: Row = {"startDate": f"{start:%Y-%m-%d}", "recurrenceTimeZone": WINDOWS.get(zone, zone)}
    if "COUNT" in rule:
        bounds |= {"type": "numbered", "numberOfOccurrences": int(rule["COUNT"][0]), "endDate": "0001-01-01"}
    elif "UNTIL" in rule:
        until = rule["UNTIL"][0]
        local = until.astimezone(ZoneInfo(zone)) if isinstance(until, datetime) else until
        bounds |= {"type": "endDate", "endDate": f"{local:%Y-%m-%d}", "numberOfOccurrences": 0}
    else:
        bounds |= {"type": "noEnd", "endDate": "0001-01-01", "numberOfOccurrences": 0}
    return {"pattern": pattern, "range": bounds}


def _naive_until(text: str, rule: Any, zone: Any) -> str:
    if "UNTIL" not in rule or not isinstance(rule["UNTIL"][0], datetime):
        return text
    until = rule["UNTIL"][0].astimezone(zone).strftime("%Y%m%dT%H%M%S")
    return ";".join(f"UNTIL={until}" if part.startswith("UNTIL") else part for part in text.split(";"))


def _shown(row: Row, text: str, as_text: bool, expanded: bool) -> Row:
    html = "<html><body>" + escape(text).replace("\n", "<br>\n") + "</body></html>"
    crlf = text.replace("\n", "\r\n")
    body = {"contentType": "text", "content": crlf} if as_text else {"contentType": "html", "content": html}
    hidden = () if expanded else ("singleValueExtendedProperties",)
    return {name: value for name, value in {**row, "body": body}.items() if name not in hidden}


def _guest(said: Any) -> Row:
    address = _address(said)
    kinds = {"OPT-PARTICIPANT": "optional", "NON-PARTICIPANT": "resource"}
    response = RESPONSES.get(str(said.params.get("PARTSTAT", "")))
    return {
        "type": kinds.get(str(said.params.get("ROLE", "")), "required"),
        "status": {"response": response, "time": NEVER},
        "emailAddress": {"name": str(said.params.get("CN", address)), "address": address},
    }


def _address(said: Any) -> str:
    return str(said).removeprefix("mailto:").removeprefix("MAILTO:")


def _listed(component: Any, name: str) -> list[Any]:
    found = component.get(name, [])
    return found if isinstance(found, list) else [found]


def _instant(when: date) -> datetime:
    if not isinstance(when, datetime):
        return datetime.combine(when, time(), UTC)
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def wall(when: datetime) -> Row:
    return {"dateTime": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.0000000"), "timeZone": "UTC"}


def said(value: Row) -> datetime:
    return datetime.fromisoformat(value["dateTime"][:19]).replace(tzinfo=UTC)


def stamp(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
