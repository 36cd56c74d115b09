"""An event of RFC 5545 as the properties of an EWS CalendarItem, and the other way round."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from exchangelib.winzone import CLDR_TO_MS_TIMEZONE_MAP, MS_TIMEZONE_TO_IANA_MAP
from icalendar import Event as Entry

from fakes.ews.soap import Element, find, local, make, moment, stamp, text
from fakes.ews.store import Item, RefusedError

ANSWERS = {"NEEDS-ACTION": "Unknown", "ACCEPTED": "Accept", "DECLINED": "Decline", "TENTATIVE": "Tentative"}
DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
MONTHS = [f"{date(2026, month, 1):%B}" for month in range(1, 13)]
INDEXES = {1: "First", 2: "Second", 3: "Third", 4: "Fourth", -1: "Last"}
GROUPS = {7: "Day", 5: "Weekday", 2: "WeekendDay"}
OCCURRENCE = "AAEX"
"""Between a series' id and the number of one of its dates."""


def properties(item: Item, entry: Entry, zone: str = "") -> list[Element | None]:
    """In the schema's order, from UID on."""
    whole_days = not isinstance(entry["DTSTART"].dt, datetime)
    zone = zone or zone_name(entry)
    master = "RRULE" in entry
    exception = "RECURRENCE-ID" in entry
    return [
        make("t:UID", str(entry["UID"])),
        make("t:RecurrenceId", stamp(instant(entry["RECURRENCE-ID"].dt))) if exception else None,
        make("t:Start", stamp(instant(entry["DTSTART"].dt))),
        make("t:End", stamp(instant(entry["DTEND"].dt))),
        make("t:OriginalStart", stamp(instant(entry["RECURRENCE-ID"].dt))) if exception else None,
        make("t:IsAllDayEvent", str(whole_days).lower()),
        make("t:LegacyFreeBusyStatus", "Free" if entry.get("TRANSP") == "TRANSPARENT" else "Busy"),
        make("t:Location", str(entry["LOCATION"])) if "LOCATION" in entry else None,
        make("t:IsMeeting", str("ORGANIZER" in entry).lower()),
        make("t:IsCancelled", str(entry.get("STATUS") == "CANCELLED").lower()),
        make("t:IsRecurring", str(exception).lower()),
        make("t:CalendarItemType", "RecurringMaster" if master else "Exception" if exception else "Single"),
        make("t:MyResponseType", item.answer if "ORGANIZER" in entry else "Organizer"),
        make("t:Organizer", mailbox(entry["ORGANIZER"])) if "ORGANIZER" in entry else None,
        attendees("t:RequiredAttendees", entry, required=True),
        attendees("t:OptionalAttendees", entry, required=False),
        make("t:AppointmentSequenceNumber", str(entry.get("SEQUENCE", 0))),
        recurrence(entry) if master else None,
        modified(item) if master else None,
        deleted(entry) if master else None,
        make("t:StartTimeZone", Id=zone, Name=zone),
        make("t:EndTimeZone", Id=zone, Name=zone),
    ]


def instant(value: date) -> datetime:
    """Whole days begin at midnight in the item's own zone: UTC here."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime(value.year, value.month, value.day, tzinfo=UTC)


def zone_name(entry: Entry) -> str:
    value = entry["DTSTART"].dt
    key = getattr(getattr(value, "tzinfo", None), "key", "UTC")
    return CLDR_TO_MS_TIMEZONE_MAP.get(key, ("UTC",))[0]


def mailbox(address: Any) -> Element:
    plain = str(address)[len("mailto:") :]
    name = str(getattr(address, "params", {}).get("CN", plain))
    return make(
        "t:Mailbox",
        make("t:Name", name),
        make("t:EmailAddress", plain),
        make("t:RoutingType", "SMTP"),
        make("t:MailboxType", "Mailbox"),
    )


def guests(entry: Entry) -> list[Any]:
    found = entry.get("ATTENDEE", [])
    return found if isinstance(found, list) else [found]


def attendees(name: str, entry: Entry, *, required: bool) -> Element | None:
    chosen = [each for each in guests(entry) if (each.params.get("ROLE") != "OPT-PARTICIPANT") == required]
    made = [
        make("t:Attendee", mailbox(each), make("t:ResponseType", ANSWERS[each.params.get("PARTSTAT", "NEEDS-ACTION")]))
        for each in chosen
    ]
    return make(name, *made) if made else None


def recurrence(entry: Entry) -> Element:
    rule = {key: [str(value) for value in values] for key, values in dict(entry["RRULE"]).items()}
    starts = entry["DTSTART"].dt.strftime("%Y-%m-%d")
    return make("t:Recurrence", _pattern(rule, entry["DTSTART"].dt), _range(entry, rule, starts))


def _pattern(rule: dict[str, list[str]], starts: date) -> Element:
    every = make("t:Interval", rule.get("INTERVAL", ["1"])[0])
    month = make("t:Month", MONTHS[int(rule["BYMONTH"][0]) - 1 if "BYMONTH" in rule else starts.month - 1])
    on = make("t:DayOfMonth", rule["BYMONTHDAY"][-1] if "BYMONTHDAY" in rule else str(starts.day))
    match rule["FREQ"][0], "BYDAY" in rule:
        case "DAILY", False:
            return make("t:DailyRecurrence", every)
        case "WEEKLY", _:
            days = rule.get("BYDAY", [list(DAYS)[starts.weekday()]])
            named = make("t:DaysOfWeek", " ".join(DAYS[day] for day in days))
            first = make("t:FirstDayOfWeek", DAYS[rule.get("WKST", ["MO"])[0]])
            return make("t:WeeklyRecurrence", every, named, first)
        case "MONTHLY", True:
            return make("t:RelativeMonthlyRecurrence", every, *_nth(rule))
        case "MONTHLY", False:
            return make("t:AbsoluteMonthlyRecurrence", every, on)
        case "YEARLY", True:
            return make("t:RelativeYearlyRecurrence", *_nth(rule), month)
        case "YEARLY", False:
            return make("t:AbsoluteYearlyRecurrence", on, month)
    raise AssertionError(f"Exchange has no such pattern: {rule}")


def _nth(rule: dict[str, list[str]]) -> tuple[Element, Element]:
    days = rule["BYDAY"]
    index = int(rule["BYSETPOS"][0] if "BYSETPOS" in rule else days[0][:-2])
    named = GROUPS[len(days)] if len(days) > 1 else DAYS[days[0][-2:]]
    return make("t:DaysOfWeek", named), make("t:DayOfWeekIndex", INDEXES[index])


def _range(entry: Entry, rule: dict[str, list[str]], starts: str) -> Element:
    begin = make("t:StartDate", starts)
    if "COUNT" in rule:
        return make("t:NumberedRecurrence", begin, make("t:NumberOfOccurrences", rule["COUNT"][0]))
    if "UNTIL" in rule:
        until = dict(entry["RRULE"])["UNTIL"][0]
        return make("t:EndDateRecurrence", begin, make("t:EndDate", until.strftime("%Y-%m-%d")))
    return make("t:NoEndRecurrence", begin)


def modified(item: Item) -> Element | None:
    made = [
        make(
            "t:Occurrence",
            make("t:ItemId", Id=f"{item.id}{OCCURRENCE}{number:04}", ChangeKey="CQAA"),
            make("t:Start", stamp(instant(entry["DTSTART"].dt))),
            make("t:End", stamp(instant(entry["DTEND"].dt))),
            make("t:OriginalStart", stamp(instant(entry["RECURRENCE-ID"].dt))),
        )
        for number, entry in enumerate(item.entries)
        if number
    ]
    return make("t:ModifiedOccurrences", *made) if made else None


def deleted(entry: Entry) -> Element | None:
    found = entry.get("EXDATE", [])
    gone = [value.dt for dates in (found if isinstance(found, list) else [found]) for value in dates.dts]
    made = [make("t:DeletedOccurrence", make("t:Start", stamp(instant(each)))) for each in gone]
    return make("t:DeletedOccurrences", *made) if made else None


# --- written by a client --------------------------------------------------------------------------------------------


def entry_of(element: Element, before: Entry | None = None) -> tuple[Entry, dict[str, str]]:
    """The event, and the client's own properties, of a CalendarItem, over those that it had."""
    entry = Entry() if before is None else before.copy()
    said = {local(child): child for child in element}
    if find(element, "t:Recurrence") is not None:
        raise RefusedError("ErrorInvalidOperation", "This fake keeps no series of its clients'.")
    for name, key in (("UID", "UID"), ("Subject", "SUMMARY"), ("Location", "LOCATION"), ("Body", "DESCRIPTION")):
        if name in said:
            entry.pop(key, None)
            entry.add(key, said[name].text or "")
    if "LegacyFreeBusyStatus" in said:
        entry.pop("TRANSP", None)
        entry.add("TRANSP", "TRANSPARENT" if said["LegacyFreeBusyStatus"].text == "Free" else "OPAQUE")
    if "Start" in said:
        zone = ZoneInfo(MS_TIMEZONE_TO_IANA_MAP[said["StartTimeZone"].get("Id", "UTC")])
        whole_days = text(element, "t:IsAllDayEvent") in ("true", "1")
        for name, key in (("Start", "DTSTART"), ("End", "DTEND")):
            at = moment(said[name].text or "").astimezone(zone if zone.key != "UTC" else UTC)
            entry.pop(key, None)
            entry.add(key, at.date() if whole_days else at)
    if "DTSTAMP" not in entry:
        entry.add("DTSTAMP", datetime(2026, 11, 20, tzinfo=UTC))
    own = {
        find(each, "t:ExtendedFieldURI").get("PropertyName", ""): text(each, "t:Value")  # type: ignore[union-attr]
        for each in element.findall(f"{{{element.nsmap['t']}}}ExtendedProperty")
    }
    return entry, own


def starts(item: Item, name: str) -> datetime:
    """When a date of a series was to begin, by the date's id."""
    _, _, number = name.partition(OCCURRENCE)
    if number.startswith("D"):
        return datetime.fromtimestamp(int(number[1:]), UTC)
    return instant(item.entries[int(number)]["RECURRENCE-ID"].dt)


def occurrences(item: Item, begins: datetime, ends: datetime) -> list[tuple[str, datetime]]:
    """The dates of a series or a single event between two instants: (id, start)."""
    from dateutil.rrule import rrulestr

    first = item.entries[0]
    starts = instant(first["DTSTART"].dt)
    if "RRULE" not in first:
        return [(item.id, starts)] if begins <= starts < ends else []
    rule = rrulestr(first["RRULE"].to_ical().decode(), dtstart=starts)
    found = rule.between(begins - timedelta(seconds=1), ends, inc=True)
    return [(f"{item.id}{OCCURRENCE}D{int(each.timestamp())}", each) for each in found if begins <= each < ends]
