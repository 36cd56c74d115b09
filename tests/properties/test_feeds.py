"""Calendar feeds: whatever people wrote, a feed is what other readers expect; no address is another's."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from paceline.agenda.feeds import DayEntry, Feed, Kind
from paceline.letters.feed_address import asked_for, is_token, path, token
from paceline.letters.ical import FORMS, Form, feed, published
from paceline.letters.ical_words import title
from paceline.letters.visible import cleaned

ANY_TEXT = st.text(max_size=300) | st.sampled_from(
    [
        "END:VEVENT\r\nEND:VCALENDAR",
        "\r\nATTENDEE:mailto:eve@acme.example",
        "a\\nb;c,d\\",
        "\u2028BEGIN:VALARM",
        "🚀" * 90,
    ]
)
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
ENTRIES = st.builds(
    DayEntry,
    kind=st.sampled_from(get_args(Kind)),
    id=st.builds("{}{}".format, st.sampled_from("CDH"), st.integers(1, 99_999)),
    what=ANY_TEXT,
    day=st.none() | DAYS,
    made=st.just(NOW - timedelta(days=3)),
    changed=st.just(NOW),
    revision=st.integers(0, 50),
    who=ANY_TEXT,
    closes=st.just(NOW + timedelta(days=2)),
    kept=st.none() | st.just(NOW),
    first_day=st.none() | DAYS,
    moves=st.integers(0, 4),
    done_when=ANY_TEXT,
    needed_by=st.lists(ANY_TEXT, max_size=3).map(tuple),
    reason=ANY_TEXT,
    at_risk=st.booleans(),
    of=st.sampled_from(["", "C7"]),
)
FEEDS = st.builds(
    Feed,
    name=ANY_TEXT,
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Kiritimati"]),
    entries=st.lists(ENTRIES, max_size=6, unique_by=lambda entry: entry.id).map(tuple),
    personal=st.booleans(),
)
ALLOWED = {
    "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "DUE", "SUMMARY", "DESCRIPTION",
    "CLASS", "STATUS", "TRANSP", "RELATED-TO", "COMPLETED", "PERCENT-COMPLETE",
}  # fmt: skip


def uid(form: Form, subject: str) -> str:
    return f"{form}.{subject}@acme.example"


@given(FEEDS, st.sampled_from(FORMS))
@settings(max_examples=300, deadline=None)
def test_any_words_come_back_as_they_are_and_add_nothing(content: Feed, form: Form) -> None:
    octets = feed(content, form, uid=uid, service="async@acme.example")
    calendar = Calendar.from_ical(octets)
    name = "VTODO" if form == "tasks" else "VEVENT"
    shown = [entry for entry in content.entries if entry.day or form == "tasks"]
    parts = [part for part in calendar.subcomponents if part.name == name]
    assert [str(part["SUMMARY"]) for part in parts] == [
        cleaned(title(entry, content.zone, personal=content.personal)) for entry in shown
    ]
    assert [str(part["UID"]) for part in parts] == [uid(form, entry.id) for entry in shown]
    assert not any(part.errors or part.subcomponents for part in parts)
    assert all(set(part) <= ALLOWED for part in parts)
    assert [part.name for part in calendar.subcomponents] == ([name] * len(shown) or ["VTIMEZONE"])
    assert not {"METHOD", "X-WR-TIMEZONE"} & set(calendar)


@given(FEEDS, st.sampled_from(FORMS))
@settings(max_examples=100, deadline=None)
def test_lines_are_folded_and_hold_no_control_character(content: Feed, form: Form) -> None:
    octets = feed(content, form, uid=uid, service="async@acme.example")
    assert octets.count(b"\r") == octets.count(b"\n") == octets.count(b"\r\n")
    lines = octets.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", "".join(map(bytes.decode, lines)))
    assert octets == feed(content, form, uid=uid, service="async@acme.example")


@given(ENTRIES, ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_a_day_by_mail_is_one_event_that_asks_nobody(entry: DayEntry, name: str) -> None:
    octets = published(entry, "Europe/Berlin", personal=True, uid=uid, service="async@acme.example", name=name)
    if entry.day is None:
        assert octets == b""
        return
    calendar = Calendar.from_ical(octets)
    (event,) = calendar.subcomponents
    assert (calendar["METHOD"], event.name, event["DTSTART"].dt) == ("PUBLISH", "VEVENT", entry.day)
    assert set(event) <= ALLOWED | {"ORGANIZER"}
    assert str(event["ORGANIZER"]) == "mailto:async@acme.example"


@given(
    st.lists(
        st.tuples(st.sampled_from(["person", "team"]), st.text(max_size=20), st.integers(0, 30)),
        unique=True,
        max_size=8,
    )
)
def test_no_two_have_one_address(them: list[tuple[str, str, int]]) -> None:
    tokens = [token(b"a secret", *it) for it in them]
    assert len({*tokens, *(token(b"another", *it) for it in them)}) == 2 * len(them)
    for each in tokens:
        assert is_token(each)
        assert [asked_for(f"/{path(each, form)}") for form in FORMS] == [(each, form) for form in FORMS]


@given(st.text(max_size=80))
def test_a_path_that_is_none_is_none(words: str) -> None:
    found = asked_for(words)
    assert found is None or words == f"/{path(*found)}"
