"""Conversations of an organizer with us, step by step; the labelled ones are in tests/corpus/test_itip.py."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invitations import calendar, date, event, golden, message

from paceline.agenda import authority, occurrences, series
from paceline.agenda.series import Taken
from paceline.domain.cadence import Cadence

MARA = "mara@acme.example"
WEEKLY = ["30 Nov 09:00", "07 Dec 09:00", "14 Dec 09:00", "21 Dec 09:00", "28 Dec 09:00"]


def sent(minute: int, sequence: int = 0) -> dict[str, str]:
    """The lines of a revision: its DTSTAMP, so many minutes past nine, and its SEQUENCE."""
    return {"DTSTAMP": f"DTSTAMP:20261120T09{minute:02d}00Z", "SEQUENCE": f"SEQUENCE:{sequence}"}


class Held:
    """What we hold after each message."""

    def __init__(self) -> None:
        self.cadence: Cadence | None = None

    def takes(self, text: str | bytes) -> Taken:
        taken = series.take(self.cadence, message(text))
        self.cadence = taken.cadence or self.cadence
        return taken

    @property
    def dates(self) -> list[str]:
        if self.cadence is None:
            return []
        found = occurrences.between(self.cadence, datetime(2026, 11, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
        return [f"{occurrence.start:%d %b %H:%M}" for occurrence in found]


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def weekly(held: Held) -> Held:
    assert held.takes(calendar(event())).disposition == "applied"
    return held


def at(hour: str, day: str = "20261130") -> str:
    return f"DTSTART;TZID=Europe/Berlin:{day}T{hour}0000"


# --- the series -------------------------------------------------------------------------------------------------------


def test_an_invitation_is_accepted_once(held: Held) -> None:
    first, second = held.takes(calendar(event())), held.takes(calendar(event()))
    assert (first.disposition, first.answer) == ("applied", "ACCEPTED")
    assert (second.disposition, second.answer, second.cadence) == ("unchanged", "", None)
    assert held.dates == WEEKLY


@pytest.mark.parametrize("ours", ["PARTSTAT=ACCEPTED;RSVP=TRUE", "PARTSTAT=NEEDS-ACTION;RSVP=FALSE"])
def test_an_invitation_that_asks_nothing_is_not_answered(held: Held, ours: str) -> None:
    taken = held.takes(calendar(event(US=f"ATTENDEE;{ours}:mailto:async@acme.example")))
    assert (taken.disposition, taken.answer) == ("applied", "")


def test_a_newer_revision_replaces_the_series_and_its_changed_dates(weekly: Held) -> None:
    weekly.takes(calendar(date("20261207", DTSTART=at("15", "20261207"), **sent(1, 1))))
    weekly.takes(calendar(event(DTSTART=at("11"), **sent(2, 1))))
    assert weekly.dates == [day.replace("09:00", "10:00") for day in WEEKLY]


def test_a_date_that_was_changed_after_the_revision_was_sent_stays_changed(weekly: Held) -> None:
    """Two mails overtook each other."""
    weekly.takes(calendar(date("20261207", DTSTART=at("15", "20261207"), **sent(5, 1))))
    assert weekly.takes(calendar(event(SUMMARY="SUMMARY:New name", **sent(4)))).disposition == "applied"
    assert weekly.dates == [WEEKLY[0], "07 Dec 14:00", *WEEKLY[2:]]
    assert weekly.cadence
    assert weekly.cadence.title == "New name"


def test_the_team_is_kept(weekly: Held) -> None:
    from dataclasses import replace

    assert weekly.cadence
    weekly.cadence = replace(weekly.cadence, team="platform")
    weekly.takes(calendar(event(**sent(1))))
    assert weekly.cadence.team == "platform"


def test_a_cancelled_series_stays_dead(weekly: Held) -> None:
    ended = weekly.takes(calendar(event("STATUS:CANCELLED", RRULE="", **sent(2, 1)), method="CANCEL"))
    assert (ended.disposition, ended.ended, ended.answer) == ("applied", True, "")
    for late in (event(), event(**sent(1)), date("20261207", **sent(1))):
        assert weekly.takes(calendar(late)).disposition == "stale"
    assert weekly.dates == []


def test_a_cancellation_that_comes_first_is_remembered(held: Held) -> None:
    assert held.takes(calendar(event("STATUS:CANCELLED", **sent(1, 1)), method="CANCEL")).ended
    assert held.takes(calendar(event())).disposition == "stale"
    assert held.dates == []


def test_a_cancelled_series_that_is_sent_anew_is_followed_again(weekly: Held) -> None:
    weekly.takes(calendar(event("STATUS:CANCELLED", **sent(1, 1)), method="CANCEL"))
    again = weekly.takes(calendar(event(**sent(2, 2))))
    assert (again.disposition, again.ended, again.answer) == ("applied", False, "ACCEPTED")
    assert weekly.dates == WEEKLY


def test_exchange_cancels_with_the_sequence_of_the_invitation(weekly: Held) -> None:
    assert weekly.takes(calendar(event("STATUS:CANCELLED", **sent(1, 0)), method="CANCEL")).ended


def test_somebody_else_taken_off_the_guests_is_none_of_our_business(weekly: Held) -> None:
    taken = weekly.takes(calendar(event("STATUS:CANCELLED", US="", **sent(1, 1)), method="CANCEL"))
    assert (taken.disposition, weekly.dates) == ("ignored", WEEKLY)


def test_taken_off_the_guests_we_stop_without_a_word(weekly: Held) -> None:
    removed = weekly.takes(calendar(event(US="", **sent(1, 1))))
    assert (removed.disposition, removed.ended, removed.answer) == ("applied", True, "")
    assert weekly.cadence
    assert (weekly.cadence.ending, weekly.dates) == ("removed", [])


# --- single dates -----------------------------------------------------------------------------------------------------


def test_one_date_cancelled_is_one_date(weekly: Held) -> None:
    taken = weekly.takes(calendar(date("20261207", "STATUS:CANCELLED", **sent(1)), method="CANCEL"))
    assert (taken.disposition, taken.ended) == ("applied", False)
    assert weekly.dates == [WEEKLY[0], *WEEKLY[2:]]


def test_several_dates_cancelled_in_one_message(weekly: Held) -> None:
    weekly.takes(calendar(date("20261207", **sent(1)), date("20261221", **sent(1)), method="CANCEL"))
    assert weekly.dates == [WEEKLY[0], WEEKLY[2], WEEKLY[4]]


def test_a_cancelled_date_stays_dead_until_it_is_sent_anew(weekly: Held) -> None:
    weekly.takes(calendar(date("20261207", "STATUS:CANCELLED", **sent(2, 1)), method="CANCEL"))
    assert weekly.takes(calendar(date("20261207", DTSTART=at("15", "20261207"), **sent(1, 1)))).disposition == "stale"
    assert weekly.dates == [WEEKLY[0], *WEEKLY[2:]]
    weekly.takes(calendar(date("20261207", DTSTART=at("15", "20261207"), **sent(3, 2))))
    assert weekly.dates == [WEEKLY[0], "07 Dec 14:00", *WEEKLY[2:]]


def test_a_date_that_is_sent_is_no_longer_excluded(held: Held) -> None:
    held.takes(
        calendar(event("EXDATE;TZID=Europe/Berlin:20261207T100000", "EXDATE;TZID=Europe/Berlin:20261214T100000"))
    )
    held.takes(calendar(date("20261207", **sent(1, 1))))
    assert held.dates == [*WEEKLY[:2], *WEEKLY[3:]]


def test_this_and_all_after_it_cancelled(weekly: Held) -> None:
    rest = date("20261214", **sent(2, 1)).replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;")
    weekly.takes(calendar(rest, method="CANCEL"))
    assert weekly.dates == WEEKLY[:2]
    assert weekly.takes(calendar(date("20261221", **sent(1, 1)))).disposition == "stale"
    all_of_it = date("20261130", **sent(3, 2)).replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;")
    assert weekly.takes(calendar(all_of_it, method="CANCEL")).ended


def test_invited_to_one_date_and_then_to_the_series(held: Held) -> None:
    first = held.takes(calendar(date("20261207", DTSTART=at("15", "20261207"))))
    assert (first.answer, held.dates) == ("ACCEPTED", ["07 Dec 14:00"])
    assert held.cadence
    assert not held.cadence.master
    held.takes(calendar(event(**sent(1))))
    assert held.dates == [WEEKLY[0], "07 Dec 14:00", *WEEKLY[2:]]


def test_taken_off_one_date(weekly: Held) -> None:
    taken = weekly.takes(calendar(date("20261207", US="", **sent(1, 1))))
    assert (taken.disposition, taken.ended, taken.answer) == ("applied", False, "")
    assert weekly.dates == [WEEKLY[0], *WEEKLY[2:]]


def test_a_date_is_added(weekly: Held) -> None:
    taken = weekly.takes(calendar(event(RRULE="", DTSTART=at("10", "20261209"), **sent(1, 1)), method="ADD"))
    assert (taken.disposition, weekly.dates) == ("applied", [*WEEKLY[:2], "09 Dec 09:00", *WEEKLY[2:]])


def test_a_date_added_to_a_series_that_we_do_not_know(held: Held) -> None:
    taken = held.takes(calendar(event(RRULE=""), method="ADD"))
    assert (taken.disposition, taken.answer, taken.cadence) == ("ignored", "REFRESH", None)


def test_exchange_cancels_one_date_in_its_own_zone_name(held: Held) -> None:
    held.takes(golden("exchange-weekly"))
    assert held.takes(golden("exchange-cancel-occurrence")).disposition == "applied"
    assert held.dates == ["23 Nov 09:00", "21 Dec 09:00"]


def test_a_zone_of_the_senders_own_stays_with_the_series(held: Held) -> None:
    held.takes(golden("outlook-customized-zone"))
    assert held.dates == ["24 Nov 13:00", "29 Dec 13:00"]
    assert held.cadence
    moved = golden("outlook-customized-zone").decode().replace("SEQUENCE:0", "SEQUENCE:1")
    moved = moved.replace("RRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1", "RECURRENCE-ID:20261229T130000Z")
    held.takes(moved.replace("20261124T14", "20261230T15"))
    assert held.dates == ["24 Nov 13:00", "30 Dec 14:00"]


def in_a_zone_of_its_own(offset: str, part: str) -> str:
    rules = f"BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\nEND:STANDARD"
    zone = f"BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\n{rules}\r\nEND:VTIMEZONE"
    return calendar(zone, part.replace("Europe/Berlin", "Customized Time Zone"))


def test_one_name_for_two_zones_in_a_series(held: Held) -> None:
    """The organizer's office moved its clock; the series was set before, the date after."""
    held.takes(in_a_zone_of_its_own("+0100", event()))
    held.takes(
        in_a_zone_of_its_own(
            "+0300",
            date("20261207", "RECURRENCE-ID:20261207T090000Z", **sent(1, 1)).replace(
                "RECURRENCE-ID;TZID=Europe/Berlin:20261207T100000\r\n", ""
            ),
        )
    )
    assert held.dates == [WEEKLY[0], "07 Dec 07:00", *WEEKLY[2:]]


# --- who may ----------------------------------------------------------------------------------------------------------


def test_only_the_organizer_or_a_deputy_of_the_same_domain_may_change_a_series(weekly: Held) -> None:
    request = message(calendar(event(**sent(1))))
    assert authority.why_not(request, MARA, weekly.cadence) == ""
    assert MARA in authority.why_not(request, "bo@acme.example", weekly.cadence)
    assert MARA in authority.why_not(request, "", weekly.cadence)
    deputy = 'ORGANIZER;SENT-BY="mailto:pat@acme.example":mailto:mara@acme.example'
    assert authority.why_not(message(calendar(event(ORGANIZER=deputy))), "pat@acme.example", None) == ""
    foreign = 'ORGANIZER;SENT-BY="mailto:pat@evil.example":mailto:mara@acme.example'
    assert authority.why_not(message(calendar(event(ORGANIZER=foreign))), "pat@evil.example", None)


def test_a_series_does_not_change_hands(weekly: Held) -> None:
    stolen = calendar(event(ORGANIZER="ORGANIZER:mailto:eve@evil.example", **sent(9, 9)))
    assert authority.why_not(message(stolen), "eve@evil.example", weekly.cadence)
    taken = weekly.takes(stolen)
    assert (taken.disposition, taken.cadence, weekly.dates) == ("held", None, WEEKLY)


def test_a_forwarded_invitation_is_held(held: Held) -> None:
    taken = held.takes(calendar(event(US="")))
    assert (taken.disposition, taken.answer, held.cadence) == ("held", "", None)


@pytest.mark.parametrize("method", ["PUBLISH", "REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER", ""])
def test_what_is_for_others_changes_nothing(weekly: Held, method: str) -> None:
    changes = {"ANA": "", "BO": ""} if method == "REPLY" else {}
    text = calendar(event(DTSTART=at("15"), **sent(9, 9), **changes), method=method)
    taken = weekly.takes(text)
    assert (taken.disposition, taken.cadence, taken.answer, weekly.dates) == ("ignored", None, "", WEEKLY)
    assert authority.why_not(message(text), "", weekly.cadence) == "", "nothing to hold it for"


# --- in any order -----------------------------------------------------------------------------------------------------

MAILS = {
    "the series": calendar(event(**sent(0))),
    "the series, later": calendar(event(DTSTART=at("11"), **sent(2, 1))),
    "a date, moved": calendar(date("20261207", DTSTART=at("15", "20261207"), **sent(1, 1))),
    "another, off": calendar(date("20261214", "STATUS:CANCELLED", **sent(1, 1)), method="CANCEL"),
    "off": calendar(event("STATUS:CANCELLED", **sent(5, 2)), method="CANCEL"),
}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(MAILS)), max_size=8))
def test_a_mail_that_comes_again_changes_nothing(order: list[str]) -> None:
    held = Held()
    for name in order:
        held.takes(MAILS[name])
        before = held.cadence
        again = held.takes(MAILS[name])
        assert (again.answer, held.cadence) == ("", before)
        assert again.disposition in ("unchanged", "stale", "ignored")


@settings(max_examples=60, deadline=None)
@given(st.permutations(sorted(MAILS)))
def test_in_whatever_order_mails_come_the_last_word_counts(order: list[str]) -> None:
    held = Held()
    for name in order:
        held.takes(MAILS[name])
    assert held.cadence
    assert (held.cadence.ended, held.dates) == (True, [])


@settings(max_examples=60, deadline=None)
@given(st.permutations(["the series", "the series, later"]))
def test_the_later_revision_counts_whichever_comes_first(order: list[str]) -> None:
    held = Held()
    for name in order:
        held.takes(MAILS[name])
    assert held.dates == [day.replace("09:00", "10:00") for day in WEEKLY]
