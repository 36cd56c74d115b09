from __future__ import annotations

import resource
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pace
import pytest
from cases import cases
from hypothesis import given, settings
from hypothesis import strategies as st
from invitations import US, cadence, calendar, date, event, golden, message, read

from paceline.agenda import days, occurrences, series
from paceline.domain.cadence import Cadence, Participant, Remark, Span, ZoneDoubt
from paceline.inbox.calendar.guests import sounds_like_a_list
from paceline.inbox.calendar.invite import read_calendar, senders
from paceline.inbox.calendar.zones import fixed, known
from paceline.inbox.mail import CalendarPart, Unreadable

NOVEMBER = datetime(2026, 11, 1, tzinfo=UTC)

days.pin_tzdata()  # the machine's own may be years old


def starts(of: Cadence, days: int = 60) -> list[str]:
    found = occurrences.between(of, NOVEMBER, NOVEMBER + timedelta(days=days))
    return [f"{occurrence.start:%d %b %H:%M}" for occurrence in found]


# --- what calendars send ----------------------------------------------------------------------------------------------


def test_a_google_invite() -> None:
    invite = message(golden("google-weekly"))
    assert (invite.method, invite.attendee, invite.partstat) == ("REQUEST", "mailto:async@acme.example", "NEEDS-ACTION")
    assert invite.cadence
    assert invite.cadence.zone == "Europe/Berlin"
    assert invite.cadence.participants == (
        Participant("mara@acme.example", "Mara Brandt"),
        Participant("ana@acme.example", "Ana Sousa"),
        Participant("bo@acme.example"),
        Participant("chen@acme.example", "Chen Li", declined=True, optional=True),
    )
    assert invite.cadence.settings.remind == Span(lead=timedelta(hours=4))
    assert invite.cadence.settings.also == ("eve@acme.example",)
    assert invite.cadence.remarks == (Remark("remined: 4h", "remind: 4 hours before"),)
    assert invite.description.endswith("Decision: we keep SQLite because it is enough")


def test_an_exchange_invite_names_its_zone_as_windows_does() -> None:
    weekly = cadence(golden("exchange-weekly"), zone="America/New_York")
    assert (weekly.zone, weekly.minutes, weekly.organizer) == ("Europe/Berlin", 45, "mara.brandt@acme.example")
    assert [guest.name for guest in weekly.participants] == ["Sousa, Ana", "Keller, Bo"]
    assert weekly.settings.questions == ("What moved the goal?", "What is in the way?")
    assert weekly.remarks == ()
    assert starts(weekly) == ["23 Nov 09:00", "07 Dec 09:00", "21 Dec 09:00"]


def test_an_exchange_cancellation_of_one_date() -> None:
    cancelled = message(golden("exchange-cancel-occurrence"))
    assert (cancelled.method, cancelled.master, cancelled.cancelled) == ("CANCEL", False, True)
    assert cancelled.recurrence_ids == (datetime(2026, 12, 7, 9, tzinfo=UTC),)


def test_an_apple_invite_names_people_by_email_parameter() -> None:
    invite = message(golden("apple-weekly"))
    assert (invite.organizer, invite.attendee) == ("mara@acme.example", "urn:uuid:2b6c1b9e-55c1-4bb2-9c9f-0c8f3c1e7f10")
    assert invite.cadence
    assert invite.cadence.attendee == "async+design@acme.example"
    assert starts(invite.cadence) == ["24 Nov 14:00", "01 Dec 14:00", "08 Dec 14:00", "15 Dec 14:00", "29 Dec 14:00"]


def test_an_outlook_invite_in_a_zone_of_its_own() -> None:
    monthly = cadence(golden("outlook-customized-zone"))
    assert starts(monthly) == ["24 Nov 13:00", "29 Dec 13:00"]
    assert monthly.zone == "Europe/Berlin", "no name is known for it, but it runs like ours"


def test_an_all_day_absence() -> None:
    invite = message(golden("google-out-of-office"))
    assert invite.away
    assert invite.days is not None
    assert [day.isoformat() for day in invite.days] == ["2026-12-07", "2026-12-11"]


def test_an_all_day_series_begins_at_nine_in_the_organizers_zone_and_has_no_length() -> None:
    weekly = cadence(calendar(event(DTSTART="DTSTART;VALUE=DATE:20261130", DTEND="DTEND;VALUE=DATE:20261201")))
    assert (starts(weekly, 40), weekly.minutes) == (["30 Nov 08:00", "07 Dec 08:00"], 0)


# --- what happens on the way ------------------------------------------------------------------------------------------

TITLE = "SUMMARY:Wöchentlich für alle — mit Übergabe, Rückblick und Ausblick auf die nächste Woche"


def _folded_in_a_character(text: str) -> bytes:
    return text.encode().replace("ö".encode(), b"\xc3\r\n \xb6")


DAMAGE = {
    "LF": lambda text: text.replace("\r\n", "\n").encode(),
    "bare CR": lambda text: text.replace("\r\n", "\r").encode(),
    "CR CR LF": lambda text: text.replace("\r\n", "\r\r\n").encode(),
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "Windows-1252": lambda text: text.encode("cp1252"),
    "a fold inside a character": _folded_in_a_character,
    "a lost fold space": lambda text: text.replace("alle —", "alle\r\n —").replace("\r\n —", "\r\n—").encode(),
    "text before and after": lambda text: f"Dear all,\r\n{text}\r\n_____\r\nlist: unsubscribe".encode(),
    "NULs at the end": lambda text: text.encode() + b"\0\0\0",
    "spaces at the line ends": lambda text: text.replace("VEVENT\r\n", "VEVENT  \r\n").encode(),
    "no END:VCALENDAR": lambda text: text.replace("END:VCALENDAR\r\n", "").encode(),
    "lower case names": lambda text: text.replace("BEGIN:", "begin:").replace("DTSTART", "dtstart").encode(),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_on_the_way_is_mended(damage: str) -> None:
    whole = message(calendar(event(SUMMARY=TITLE)))
    mended = message(DAMAGE[damage](calendar(event(SUMMARY=TITLE))))
    assert mended.cadence
    assert whole.cadence
    assert mended.cadence.title.replace("alle—", "alle —") == TITLE.removeprefix("SUMMARY:")
    assert starts(mended.cadence) == starts(whole.cadence) != []
    assert mended.attendees == whole.attendees


def test_an_event_that_was_cut_short_is_refused() -> None:
    assert isinstance(read(calendar(event()).partition("ATTENDEE")[0]), Unreadable)


def test_several_calendars_in_one_stream_are_several_messages() -> None:
    other = event(UID="UID:other@acme.example")
    found = read(calendar(event()) + calendar(other))
    assert isinstance(found, tuple)
    assert [one.uid for one in found] == ["weekly@acme.example", "other@acme.example"]


def test_an_unquoted_name_with_a_colon_does_not_pass_for_an_address() -> None:
    weekly = cadence(calendar(event(ANA="ATTENDEE;CN=Zoë: Müller:mailto:ana@acme.example")))
    assert [guest.address for guest in weekly.participants] == ["bo@acme.example"]


def test_a_name_that_is_an_address_is_not_shown() -> None:
    weekly = cadence(calendar(event(ANA='ATTENDEE;CN="boss@acme.example":mailto:ana@evil.example')))
    assert weekly.participants[0] == Participant("ana@evil.example", "")


# --- time zones -------------------------------------------------------------------------------------------------------


def zone(name: str, offset: str) -> str:
    standard = ["BEGIN:STANDARD", "DTSTART:16010101T000000", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}"]
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", *standard, "END:STANDARD", "END:VTIMEZONE"])


def in_zone(name: str, offset: str, uid: str = "weekly@acme.example") -> str:
    return calendar(
        zone(name, offset),
        event(UID=f"UID:{uid}", DTSTART=f"DTSTART;TZID={name}:20261130T100000", RRULE="RRULE:FREQ=WEEKLY;COUNT=2"),
    )


def test_icalendar_lets_the_first_sender_decide_what_a_zone_means() -> None:
    """The reason for what the next two tests show; where this fails, the library has changed."""
    from icalendar import Calendar
    from icalendar.timezone import tzp

    tzp.use_zoneinfo()
    try:
        Calendar.from_ical(in_zone("Customized Time Zone", "-1200"))
        victim = Calendar.from_ical(in_zone("Customized Time Zone", "+0100"))
        assert victim.events[0].start.utcoffset() == timedelta(hours=-12), "one hour east, by its own VTIMEZONE"
    finally:
        tzp.use_zoneinfo()


@pytest.mark.parametrize("name", ["Customized Time Zone", "W. Europe Standard Time", "europe/berlin", "Acme/Ulm"])
def test_no_sender_decides_what_a_zone_means_for_another(name: str) -> None:
    attack = cadence(in_zone(name, "-1200", "attack@evil.example"))
    starts(attack)
    genuine = cadence(in_zone(name, "+0100"))
    assert starts(genuine) == ["30 Nov 09:00", "07 Dec 09:00"]
    starts(attack)
    assert starts(genuine) == ["30 Nov 09:00", "07 Dec 09:00"]


def test_zones_of_the_same_name_stay_apart_in_threads() -> None:
    wrong: list[str] = []

    def expand(offset: int) -> None:
        for round_ in range(30):
            found = starts(cadence(in_zone("Office", f"{offset:+03d}00", f"{offset}-{round_}@acme.example")))
            if found != [f"30 Nov {10 - offset:02d}:00", f"07 Dec {10 - offset:02d}:00"]:
                wrong.append(f"{offset}: {found}")

    threads = [threading.Thread(target=expand, args=(offset,)) for offset in (-5, 1, 3, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize(
    ("tzid", "expected"),
    [
        ("America/New_York", "30 Nov 15:00"),
        ("america/new_york", "30 Nov 15:00"),
        ("/freeassociation.sourceforge.net/America/New_York", "30 Nov 15:00"),
        ("Eastern Standard Time", "30 Nov 15:00"),
        ("tzone://Microsoft/Utc", "30 Nov 10:00"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "30 Nov 15:00"),
        ("(GMT-05:00) Eastern Time (US & Canada)", "30 Nov 15:00"),
        ("Eastern Time (US & Canada)", "30 Nov 15:00"),
        ("(GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "30 Nov 09:00"),
        ("(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London", "30 Nov 10:00"),
        ("(UTC-07:00) Chihuahua, La Paz, Mazatlan", "30 Nov 17:00"),
        ("(UTC-04:00) Georgetown, La Paz, Manaus, San Juan", "30 Nov 14:00"),
        ("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "30 Nov 04:30"),
        ("(UTC) Coordinated Universal Time", "30 Nov 10:00"),
        ("GMT-0500", "30 Nov 15:00"),
        ("(GMT +01:00)", "30 Nov 09:00"),
        ("UTC+5:30", "30 Nov 04:30"),
        ("+0100", "30 Nov 09:00"),
        ("Etc/GMT+5", "30 Nov 15:00"),
    ],
)
def test_a_zone_is_known_by_many_names(tzid: str, expected: str) -> None:
    once = cadence(calendar(event(DTSTART=f'DTSTART;TZID="{tzid}":20261130T100000', RRULE="")))
    assert starts(once) == [expected]


def test_a_zone_that_nobody_knows_is_read_here_and_named_to_the_organizer() -> None:
    once = cadence(calendar(event(DTSTART="DTSTART;TZID=Nowhere/Land:20261130T100000", RRULE="")), zone="Asia/Tokyo")
    assert starts(once) == ["30 Nov 01:00"]
    assert once.doubts == (ZoneDoubt("Nowhere/Land", "Asia/Tokyo"),)


@pytest.mark.parametrize(
    "tzid",
    ["Europe/Germany", "1", "(UTC+01:00) Atlantis", "(UTC-05:00) Berlin", "La Paz", "PST", "GMT+25", "(UTC-05:00)x"],
)
def test_what_no_name_tells_is_asked_about(tzid: str) -> None:
    once = cadence(calendar(event(DTSTART=f'DTSTART;TZID="{tzid}":20261130T100000', RRULE="")))
    assert once.doubts == (ZoneDoubt(tzid, "Europe/Berlin"),)


def test_a_fixed_offset_knows_no_summer() -> None:
    weekly = cadence(calendar(event(DTSTART="DTSTART;TZID=GMT+0100:20260620T100000", RRULE="RRULE:FREQ=MONTHLY")))
    assert starts(weekly)[0] == "20 Nov 09:00"
    assert weekly.zone == "Etc/GMT-1"
    assert weekly.doubts == ()


def test_rules_that_come_with_an_offset_for_a_name_are_what_it_means() -> None:
    theirs = yearly("GMT-0500", "-0500", "-0400")
    weekly = cadence(
        calendar(theirs, event(DTSTART="DTSTART;TZID=GMT-0500:20260720T100000", RRULE="RRULE:FREQ=MONTHLY"))
    )
    assert starts(weekly)[0] == "20 Nov 15:00"
    assert starts(weekly, 200)[-1] == "20 Apr 14:00", "in summer an hour earlier"
    assert weekly.doubts == ()


def test_every_name_that_windows_shows_is_a_zone_that_has_its_offset() -> None:
    from paceline.inbox.calendar.windows_names import _places

    assert len(_places()) > 150
    assert [place for place in _places() if not known(f"(UTC) {place}") and fixed(place)] == []


# --- a zone that the sender's calendar defines otherwise --------------------------------------------------------------


def test_a_known_zone_that_is_defined_otherwise_is_told() -> None:
    moved = cadence(in_zone("America/New_York", "+0100"))
    assert starts(moved) == ["30 Nov 15:00", "07 Dec 15:00"], "ours is followed"
    (doubt,) = moved.doubts
    assert (doubt.name, doubt.theirs, doubt.ours) == ("America/New_York", "UTC+1", "UTC-5")
    assert str(doubt.day) == "2026-11-30"


def yearly(name: str, winter: str, summer: str, *, since: str = "16010101", until: str = "") -> str:
    """As Outlook writes the rules of a zone in the United States, or where they were taken over."""
    standard = [f"DTSTART:{since}T020000", f"TZOFFSETFROM:{summer}", f"TZOFFSETTO:{winter}"]
    daylight = [f"DTSTART:{since}T020000", f"TZOFFSETFROM:{winter}", f"TZOFFSETTO:{summer}"]
    standard = ["BEGIN:STANDARD", *standard, f"RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11{until}", "END:STANDARD"]
    daylight = ["BEGIN:DAYLIGHT", *daylight, f"RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3{until}", "END:DAYLIGHT"]
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", *standard, *daylight, "END:VTIMEZONE"])


def doubts(vtimezone: str, tzid: str, start: str = "20261130") -> list[tuple[str, str, str]]:
    found = cadence(calendar(vtimezone, event(DTSTART=f"DTSTART;TZID={tzid}:{start}T100000"))).doubts
    return [(str(doubt.day), doubt.theirs, doubt.ours) for doubt in found]


def test_a_windows_without_its_updates_is_an_hour_off_in_vancouver() -> None:
    assert doubts(yearly("America/Vancouver", "-0800", "-0700"), "America/Vancouver") == [
        ("2026-11-30", "UTC-8", "UTC-7")
    ]


@pytest.mark.parametrize("since", ["16010101", "19700101", "20070311"])
def test_the_rules_that_everybody_has_are_no_conflict(since: str) -> None:
    assert doubts(yearly("Eastern Standard Time", "-0500", "-0400", since=since), "Eastern Standard Time") == []


def test_rules_that_end_say_nothing_about_what_comes_after() -> None:
    ended = yearly("America/New_York", "-0500", "-0400", since="20200101", until=";UNTIL=20261215T000000Z")
    assert doubts(ended, "America/New_York") == []


def test_a_zone_of_outlooks_own_has_no_other_rules_to_differ_from() -> None:
    assert cadence(golden("outlook-customized-zone")).doubts == ()
    assert doubts(yearly("Customized Time Zone", "-0800", "-0700"), "Customized Time Zone") == []


@pytest.mark.parametrize("start", ["20261123", "20261130", "20261206"])
def test_a_difference_of_a_week_in_autumn_is_seen(start: str) -> None:
    """The last Sunday of October in Berlin, the first of November by these rules."""
    theirs = yearly("Europe/Berlin", "+0100", "+0200").replace("BYDAY=2SU;BYMONTH=3", "BYDAY=-1SU;BYMONTH=3")
    assert doubts(theirs, "Europe/Berlin", start) == [("2027-11-01", "UTC+2", "UTC+1")]


@pytest.mark.parametrize("name", ["google-weekly", "exchange-weekly", "apple-weekly"])
def test_what_calendars_send_of_zones_that_have_not_changed_is_no_conflict(name: str) -> None:
    assert cadence(golden(name)).doubts == ()


def test_nothing_that_is_read_here_stays_in_icalendars_cache() -> None:
    from icalendar.timezone import tzp

    tzp.use_zoneinfo()
    before = dict(vars(tzp)["_TZP__tz_cache"])
    for name in ("Customized Time Zone", "america/new_york", "GMT+0300", "Acme/Ulm"):
        read(in_zone(name, "-1200"))
        read(calendar(yearly(name, "-0800", "-0700"), event(DTSTART=f"DTSTART;TZID={name}:20261130T100000")))
    assert vars(tzp)["_TZP__tz_cache"] == before


def test_few_rules_are_kept_and_no_long_ones() -> None:
    from paceline.inbox.calendar.zones import KEPT_LENGTH, KEPT_RULES, _kept_rules

    for minutes in range(0, 60, 15):
        for hours in range(-11, 12):
            read(in_zone(f"Zone {hours}", f"{hours:+03d}{minutes:02d}"))
    assert _kept_rules.cache_info().currsize <= KEPT_RULES
    before = _kept_rules.cache_info().currsize + _kept_rules.cache_info().misses
    long = yearly("Acme/Ulm", "+0100", "+0200").replace(
        "END:DAYLIGHT", f"RDATE:{','.join(['20270101T000000'] * 390)}\r\nEND:DAYLIGHT"
    )
    assert len(long) > KEPT_LENGTH
    assert starts(cadence(calendar(long, event(DTSTART="DTSTART;TZID=Acme/Ulm:20261130T100000", RRULE="")))) == [
        "30 Nov 09:00"
    ]
    assert _kept_rules.cache_info().currsize + _kept_rules.cache_info().misses == before


# --- floating times ---------------------------------------------------------------------------------------------------


def test_floating_and_all_day_series_are_meant_where_their_organizer_is() -> None:
    for start, expected in (
        ("DTSTART:20261130T100000", "30 Nov 15:00"),
        ("DTSTART;VALUE=DATE:20261130", "30 Nov 14:00"),
    ):
        part = CalendarPart(calendar(event(DTSTART=start, DTEND="", RRULE="")).encode())
        found = read_calendar(part, us=US, zone="Europe/Berlin", zone_of={"mara@acme.example": "America/New_York"}.get)
        assert isinstance(found, tuple)
        assert starts(found[0].cadence) == [expected]
        elsewhere = read_calendar(part, us=US, zone="Asia/Tokyo", zone_of=lambda organizer: "")
        assert starts(elsewhere[0].cadence)[0] != expected


def test_floating_times_are_meant_where_the_calendar_is() -> None:
    floating = event(DTSTART="DTSTART:20261130T100000", RRULE="")
    assert starts(cadence(calendar(floating), zone="Asia/Tokyo")) == ["30 Nov 01:00"]
    assert starts(cadence(calendar(floating, head="X-WR-TIMEZONE:America/New_York"))) == ["30 Nov 15:00"]


@pytest.mark.parametrize(
    ("until", "last"),
    [("20261214", "14 Dec 15:00"), ("20261214T100000", "14 Dec 15:00"), ("20261214T150000Z", "14 Dec 15:00")],
)
def test_until_as_a_date_or_a_floating_time_is_of_the_series_zone(until: str, last: str) -> None:
    start = "DTSTART;TZID=America/New_York:20261130T100000"
    assert starts(cadence(calendar(event(DTSTART=start, RRULE=f"RRULE:FREQ=WEEKLY;UNTIL={until}"))))[-1] == last


# --- guests -----------------------------------------------------------------------------------------------------------


def test_groups_rooms_and_equipment_are_no_people() -> None:
    invite = message(
        calendar(
            event(
                "ATTENDEE;CUTYPE=GROUP:mailto:team@acme.example",
                "ATTENDEE;CUTYPE=ROOM:mailto:room1@acme.example",
                "ATTENDEE;CUTYPE=RESOURCE:mailto:beamer@acme.example",
            )
        )
    )
    assert invite.cadence
    assert [guest.address for guest in invite.cadence.participants] == ["ana@acme.example", "bo@acme.example"]
    assert invite.lists == ("team@acme.example",)
    assert "team@acme.example" not in invite.calendar


def test_a_room_that_is_taken_off_does_not_cancel_the_series() -> None:
    held = cadence(calendar(event()))
    off = event("ATTENDEE;CUTYPE=ROOM:mailto:room1@acme.example", SEQUENCE="SEQUENCE:1", ANA="", BO="", US="")
    taken = series.take(held, message(calendar(off, method="CANCEL")))
    assert (taken.disposition, taken.reason) == ("ignored", "somebody else was taken off the guests")


@pytest.mark.parametrize("local", ["team", "all", "dev-team", "platform", "list-eng", "everyone", "verteiler.sued"])
def test_a_lists_address_is_told_from_a_persons(local: str) -> None:
    assert sounds_like_a_list(f"{local}@acme.example", ["platform"])


@pytest.mark.parametrize("local", ["ana", "allan", "stafford", "mara.teamer", "listowel", "devon"])
def test_a_person_is_no_list(local: str) -> None:
    assert not sounds_like_a_list(f"{local}@acme.example", ["platform"])


# --- what is odd and harmless -----------------------------------------------------------------------------------------

BROKEN_ZONE = "BEGIN:VTIMEZONE\r\nTZID:Unused\r\nBEGIN:STANDARD\r\nDTSTART:x\r\nEND:STANDARD\r\nEND:VTIMEZONE"


def test_a_broken_zone_that_nothing_is_in_breaks_nothing() -> None:
    assert starts(cadence(calendar(BROKEN_ZONE, event(RRULE="")))) == ["30 Nov 09:00"]
    used = event(DTSTART="DTSTART;TZID=Unused:20261130T100000")
    assert isinstance(read(calendar(BROKEN_ZONE, used)), Unreadable)


def test_a_revision_that_is_counted_in_floats_counts() -> None:
    assert message(calendar(event(SEQUENCE="SEQUENCE:1.0"))).sequence == 1
    assert isinstance(read(calendar(event(SEQUENCE="SEQUENCE:1.5"))), Unreadable)
    assert isinstance(read(calendar(event(SEQUENCE="SEQUENCE:x"))), Unreadable)


def test_an_excluded_date_that_is_none_is_left_out_and_named() -> None:
    weekly = cadence(
        calendar(
            event(
                "EXDATE:nonsense,20261207T090000Z",
                "EXDATE;TZID=Europe/Berlin:20261399T100000",
                RRULE="RRULE:FREQ=WEEKLY;COUNT=3",
            )
        )
    )
    assert starts(weekly) == ["30 Nov 09:00", "14 Dec 09:00"]
    assert weekly.remarks == (Remark("EXDATE: nonsense"), Remark("EXDATE: 20261399T100000"))


def test_who_a_refused_calendar_is_from_is_read_all_the_same() -> None:
    deputy = 'ORGANIZER;SENT-BY="mailto:pat@acme.example":mailto:Mara@acme.example'
    refused = calendar(event(ORGANIZER=deputy, RRULE="RRULE:FREQ=HOURLY"))
    assert senders(CalendarPart(refused.encode())) == {"mara@acme.example", "pat@acme.example"}
    assert senders(CalendarPart(b"nothing")) == frozenset()


# --- what is refused --------------------------------------------------------------------------------------------------

REFUSED = {
    "every second": "RRULE:FREQ=SECONDLY",
    "every hour": "RRULE:FREQ=HOURLY;COUNT=4",
    "no interval": "RRULE:FREQ=DAILY;INTERVAL=0",
    "never": "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "too often a day": "RRULE:FREQ=DAILY;BYHOUR=8,9,10,11,12",
    "another calendar": "RRULE:RSCALE=HEBREW;FREQ=YEARLY",
    "an unknown part": "RRULE:FREQ=DAILY;BYEASTER=1",
    "two rules": "RRULE:FREQ=DAILY\r\nRRULE:FREQ=WEEKLY",
    "an excluding rule": "RRULE:FREQ=DAILY\r\nEXRULE:FREQ=WEEKLY",
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_rule_that_may_hang_a_worker_is_refused(what: str) -> None:
    assert isinstance(read(calendar(event(RRULE=REFUSED[what]))), Unreadable)


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;WKST=SU;",
        "RRULE:RSCALE=GREGORIAN;FREQ=WEEKLY;SKIP=OMIT",
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR",
        "RRULE:FREQ=MONTHLY;BYDAY=3MO,WE",
        "RRULE:FREQ=DAILY;COUNT=18446744073709551616",
        "rrule:freq=weekly;byday=mo",
    ],
)
def test_an_ordinary_rule_is_not(rule: str) -> None:
    assert starts(cadence(calendar(event(RRULE=rule)))) != []


def test_rules_without_end_are_refused_before_any_is_walked() -> None:
    """Each may be walked for a century, so that a small calendar of many would hold a worker for a minute."""
    series = [event(RRULE="RRULE:FREQ=DAILY;COUNT=27000")] * 900
    dates = [date(f"202701{day:02d}", RRULE="RRULE:FREQ=DAILY;COUNT=27000") for day in range(1, 32)]
    with pace.within(0.2):
        assert isinstance(read(calendar(*series)), Unreadable)
    assert isinstance(read(calendar(event(), *dates)), tuple), "a date's own rule is not looked at"


def a_zone(name: str, rules: int) -> str:
    changes = "".join(
        "BEGIN:STANDARD\r\nDTSTART:19000101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
        f"RRULE:FREQ=YEARLY;BYMONTH={n % 12 + 1};BYDAY=1SU\r\nEND:STANDARD\r\n"
        for n in range(rules)
    )
    return f"BEGIN:VTIMEZONE\r\nTZID:{name}\r\n{changes}END:VTIMEZONE"


def test_zones_without_end_are_refused_before_any_is_walked() -> None:
    in_all = [event(DTSTART=f"DTSTART;TZID=Odd{n}:20261130T100000") for n in range(11)]
    assert isinstance(read(calendar(a_zone("Odd0", 41), in_all[0])), Unreadable)
    assert isinstance(read(calendar(*(a_zone(f"Odd{n}", 1) for n in range(11)), *in_all)), Unreadable)
    assert isinstance(read(calendar(*(a_zone(f"Odd{n}", 1) for n in range(11)), in_all[0])), tuple)


def test_a_message_about_several_events_is_refused() -> None:
    assert isinstance(read(calendar(event(), event(UID="UID:other"))), Unreadable)
    assert isinstance(
        read(calendar(event(), date("20261207", ORGANIZER="ORGANIZER:mailto:bo@acme.example"))), Unreadable
    )


def test_the_mail_and_the_calendar_must_agree_on_the_method() -> None:
    assert isinstance(read(calendar(event()), said="CANCEL"), Unreadable)
    assert isinstance(read(calendar(event()), said="request"), tuple)


def test_a_calendar_of_no_events_says_nothing() -> None:
    assert read(calendar(event().replace("VEVENT", "VTODO"))) == ()


def test_alarms_and_attachments_do_not_come_in() -> None:
    alarm = "BEGIN:VALARM\r\nACTION:EMAIL\r\nTRIGGER:-PT1S\r\nATTENDEE:mailto:victim@acme.example\r\nEND:VALARM"
    invite = message(calendar(event("ATTACH:http://192.0.2.1/", alarm)))
    assert "victim" not in invite.calendar + invite.echo
    assert "ATTACH" not in invite.calendar + invite.echo
    assert "victim@acme.example" not in {guest.address for guest in invite.attendees}


def test_an_alarm_that_rings_at_a_place_keeps_no_invite_out() -> None:
    """RFC 9074, 8.2: the place is a part of the alarm."""
    place = "BEGIN:VLOCATION\r\nUID:123\r\nURL:geo:40.443\\,-79.945;u=10\r\nEND:VLOCATION"
    alarm = f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nPROXIMITY:DEPART\r\n{place}\r\nEND:VALARM"
    assert message(calendar(event(alarm))).uid == message(calendar(event())).uid


@pytest.mark.slow
def test_hostile_calendars_settle_within_a_second_and_little_memory(tmp_path: Path) -> None:
    script = cases("hostile/generate.py")
    subprocess.run(
        [sys.executable, str(script), str(tmp_path / "mails"), str(tmp_path / "ics")], check=True, timeout=120
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in sorted((tmp_path / "ics").iterdir()):
        data = path.read_bytes()
        with pace.within(0.1, path.name):
            found = read(data)
            for one in found if isinstance(found, tuple) else ():
                taken = series.take(None, one)
                assert one.cadence
                assert len(occurrences.between(one.cadence, NOVEMBER, NOVEMBER + timedelta(days=4000))) <= 400
                assert taken.disposition in ("applied", "ignored", "held")
                occurrences.following(one.cadence, NOVEMBER)
                occurrences.preceding(one.cadence, NOVEMBER)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000, "kB"


LINES = st.sampled_from(
    [*event().split("\r\n"), *date("20261207").split("\r\n"), "BEGIN:VALARM", "END:VALARM", "EXDATE:20261207T090000Z",
     "RDATE;VALUE=PERIOD:20261201T090000Z/PT1H", "DTSTART;VALUE=DATE:20261130", "RECURRENCE-ID;VALUE=DATE:20261207",
     "DURATION:-P1D", "DURATION:P99999W", "DTEND:19000101T000000Z", "SEQUENCE:-1", "DTSTAMP:x", "BEGIN:VTIMEZONE",
     "TZID:X", "END:VTIMEZONE", "BEGIN:VCALENDAR", "END:VCALENDAR", "RRULE:FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=-2",
     "RRULE:FREQ=YEARLY;INTERVAL=9999", "STATUS:CANCELLED", "METHOD:CANCEL", "ATTENDEE:", "ORGANIZER:x"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=25), st.lists(st.text(max_size=30), max_size=3), st.randoms(use_true_random=False))
def test_whatever_a_sender_writes_is_a_message_or_a_refusal(lines: list[str], noise: list[str], random: object) -> None:
    mixed = [*lines, *noise]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    found = read(
        "\r\n".join(["BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT", *mixed, "END:VEVENT", "END:VCALENDAR"])
    )
    for one in found if isinstance(found, tuple) else ():
        taken = series.take(None, one)
        if taken.cadence:
            occurrences.between(taken.cadence, NOVEMBER, NOVEMBER + timedelta(days=60))
            series.take(taken.cadence, one)
