"""`paceline explain --calendar`: the occurrences of an event."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.terminal import paceline
from conversation import CONFIG, Conversation
from invitations import calendar, date, event, golden

from paceline.ledger.schema import metadata

UID = "weekly@acme.example"
WEEKLY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//acme//calendar//EN
BEGIN:VEVENT
UID:weekly@acme.example
DTSTAMP:20261120T090000Z
DTSTART;TZID=Europe/Berlin:20261019T100000
DURATION:PT30M
RRULE:{rule}
EXDATE;TZID=Europe/Berlin:20261026T100000
SUMMARY:Platform weekly
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def weekly(tmp_path: Path) -> Path:
    path = tmp_path / "weekly.ics"
    path.write_text(WEEKLY.format(rule="FREQ=WEEKLY;COUNT=4"), newline="\r\n")
    return path


def test_occurrences_keep_their_hour_when_the_clocks_go_back(weekly: Path) -> None:
    ran = paceline("explain", "--calendar", weekly, "--from", "2026-10-01", "--to", "2026-12-01", "--json")
    assert [(each["local"], each["start"]) for each in ran.records] == [
        ("2026-10-19T10:00:00+02:00", "2026-10-19T08:00:00Z"),
        ("2026-11-02T10:00:00+01:00", "2026-11-02T09:00:00Z"),
        ("2026-11-09T10:00:00+01:00", "2026-11-09T09:00:00Z"),
    ]
    assert ran.records[0] == {
        "uid": "weekly@acme.example",
        "recurrence_id": "2026-10-19T08:00:00Z",
        "start": "2026-10-19T08:00:00Z",
        "end": "2026-10-19T08:30:00Z",
        "local": "2026-10-19T10:00:00+02:00",
        "zone": "Europe/Berlin",
        "minutes": 30,
        "title": "Platform weekly",
    }


def test_days_are_the_event_s_own(weekly: Path) -> None:
    """Midnight in Berlin is 22:00 or 23:00 UTC of the day before."""
    ran = paceline("explain", "--calendar", weekly, "--from", "2026-11-02", "--to", "2026-11-09")
    assert ran.out == "2026-11-02T10:00:00+01:00\t30\tPlatform weekly\t2026-11-02T09:00:00Z\n"


def test_a_long_time_is_listed_to_its_end(weekly: Path) -> None:
    """More than the service looks ahead at once."""
    weekly.write_text(WEEKLY.format(rule="FREQ=DAILY"), newline="\r\n")
    ran = paceline("explain", "--calendar", weekly, "--from", "2026-11-01", "--to", "2029-11-01", "--json")
    assert len(ran.records) == 365 + 365 + 366
    assert len({each["recurrence_id"] for each in ran.records}) == len(ran.records)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--json",), 2, "say which days: --from 2026-12-01 --to 2027-01-01"),
        (("--from", "2026-12-01"), 2, "say which days: --from 2026-12-01 --to 2027-01-01"),
        (("--zone", "Berlin"), 2, 'there is no time zone "Berlin"'),
        (("--from", "soon", "--to", "2026-12-01"), 2, '"soon" is no date; write it like 2026-12-01'),
    ],
)
def test_which_days_must_be_said(weekly: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    ran = paceline("explain", "--calendar", weekly, *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err


def test_what_is_no_calendar_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "x.ics").write_text("BEGIN:VCARD")
    ran = paceline("explain", "--calendar", tmp_path / "x.ics", "--from", "2026-12-01", "--to", "2027-01-01")
    assert (ran.code, ran.out) == (1, "")
    assert "x.ics is refused: there is no BEGIN:VCALENDAR in it; save the event as iCalendar (.ics)" in ran.err


# --- for people -------------------------------------------------------------------------------------------------------


def explained(tmp_path: Path, text: str | bytes, *more: str, config: bool = True, code: int = 0) -> str:
    """What is printed on Fri 20 Nov 2026, on one line."""
    file = tmp_path / "event.ics"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    (tmp_path / "paceline.toml").write_text(CONFIG)
    named = ("--config", str(tmp_path / "paceline.toml")) if config else ()
    ran = paceline("explain", "--calendar", file, "--at", "2026-11-20T12:00+01:00", *named, *more, cwd=tmp_path / "..")
    assert ran.code == code, ran.err
    assert all(len(line) <= 80 for line in ran.out.splitlines()[1:]), ran.out
    assert not (tmp_path / "data").exists(), "nothing is written"
    return " ".join(ran.out.split())


def test_the_series_is_told_in_words_with_its_next_dates_in_the_viewers_zone(tmp_path: Path) -> None:
    told = explained(tmp_path, calendar(event()))
    assert "when every Monday, 10:00-10:30 (Europe/Berlin), 3 people" in told
    assert "Next dates, in Europe/Berlin Mon 23 Nov" not in told, "it begins on 30 November"
    assert "Next dates, in Europe/Berlin Mon 30 Nov 2026 10:00-10:30 Mon 7 Dec 2026 10:00-10:30" in told
    elsewhere = explained(tmp_path, calendar(event()), "--zone", "America/New_York")
    assert "Next dates, in America/New_York Mon 30 Nov 2026 04:00-04:30" in elsewhere


def test_whom_it_would_ask_and_when_is_what_the_confirmation_says(tmp_path: Path) -> None:
    told = explained(tmp_path, calendar(event(DESCRIPTION="DESCRIPTION:ask: 2 days before\\nremind: off")))
    assert "Asked for Mon 30 Nov 2026 10:00" in told
    assert "Ana Soto Thu 26 Nov 2026 09:00 Europe/Berlin Bo Kim Thu 26 Nov 2026 09:00 Europe/Berlin Mara Lind" in told
    assert "digest Mon 30 Nov 2026 09:00 (Europe/Berlin), to all of them" in told


def test_each_setting_has_its_line_and_what_is_not_understood_is_named(tmp_path: Path) -> None:
    told = explained(tmp_path, golden("google-weekly"))
    for words in (
        'remind 4 hours before <- "remind: 4 hours before"',
        "ask 1 working day before (default)",
        'also eve@acme.example <- "also: eve@acme.example"',
        '"remined: 4h": did you mean "remind: 4 hours before"?',
        "| What the platform team needs to know.",
    ):
        assert words in told


def test_moved_cancelled_and_added_dates_are_listed(tmp_path: Path) -> None:
    moved = date("20261207", DTSTART="DTSTART;TZID=Europe/Berlin:20261208T140000")
    gone = date("20261214", "STATUS:CANCELLED")
    more = "RDATE;TZID=Europe/Berlin:20261202T100000", "EXDATE;TZID=Europe/Berlin:20261221T100000"
    told = explained(tmp_path, calendar(event(*more), moved, gone))
    assert "moved from Mon 7 Dec 2026 10:00 to Tue 8 Dec 2026 14:00" in told
    assert "cancelled: Mon 14 Dec 2026 10:00 cancelled: Mon 21 Dec 2026 10:00" in told
    assert "added: Wed 2 Dec 2026 10:00" in told


def test_each_message_of_a_file_says_what_it_does(tmp_path: Path) -> None:
    late = calendar(event(DTSTAMP="DTSTAMP:20261119T090000Z"))
    cancel = calendar(event(SEQUENCE="SEQUENCE:1"), method="CANCEL")
    told = explained(tmp_path, calendar(event()) + late + cancel)
    assert "REQUEST, the series, revision 0: is followed REQUEST, the series, revision 0: changes nothing" in told
    assert "CANCEL, the series, revision 1: is followed" in told
    assert "over the series is over: nobody is asked any more" in told


def test_a_guests_answer_says_what_it_comes_to(tmp_path: Path) -> None:
    declined = "ATTENDEE;PARTSTAT=DECLINED:mailto:bo@acme.example"
    answer = event("COMMENT:away", ANA="", BO=declined, US="", ORGANIZER="ORGANIZER:mailto:async@acme.example")
    shown = " ".join(explained(tmp_path, calendar(answer, method="REPLY")).split())
    assert 'bo@acme.example answers DECLINED to revision 0 ("away"); of an offer in their calendar: decline' in shown
    counter = answer.replace("DECLINED", "TENTATIVE")
    shown = " ".join(explained(tmp_path, calendar(counter, method="COUNTER")).split())
    assert "of an offer in their calendar: to Mon 30 Nov 2026" in shown


def test_without_a_configuration_everybody_is_in_the_events_zone(tmp_path: Path) -> None:
    zone = {"DTSTART": "DTSTART;TZID=Asia/Tokyo:20261130T100000"}
    told = explained(tmp_path, calendar(event(**zone)), config=False)
    assert "Ana Fri 27 Nov 2026 09:00" in told
    assert "Asia/Tokyo" in told
    assert "there is no configuration" in told


def test_a_plain_event_is_shown_as_if_it_were_an_invitation(tmp_path: Path) -> None:
    told = explained(tmp_path, calendar(event(US=""), method=""))
    assert "it has no METHOD: shown as if it had been sent as an invitation" in told
    assert "async@acme.example is not among the guests: shown as if it were" in told
    assert "every Monday" in told


def test_an_absence_asks_nobody(tmp_path: Path) -> None:
    told = explained(tmp_path, golden("google-out-of-office"))
    assert "counts as an absence, and nobody is asked" in told
    assert "Asked for" not in told


def test_a_review_and_an_unknown_template_are_told(tmp_path: Path) -> None:
    told = explained(tmp_path, calendar(event(RRULE="", DESCRIPTION="DESCRIPTION:review: D4")))
    assert 'review D4 (decision-review) <- "review: D4"' in told
    told = explained(tmp_path, calendar(event(DESCRIPTION="DESCRIPTION:template: standup")))
    assert 'there is no "standup", so status; there are agenda' in told


def test_what_is_refused_says_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "x.ics").write_text(calendar(event(RRULE="RRULE:FREQ=SECONDLY")))
    ran = paceline("explain", "--calendar", tmp_path / "x.ics")
    assert ran.code == 1
    assert "let it repeat by days, weeks, months or years" in ran.err


def test_what_would_steer_the_terminal_is_shown_as_an_escape(tmp_path: Path) -> None:
    assert "\x1b" not in explained(tmp_path, calendar(event(SUMMARY="SUMMARY:red \x1b[31malert")))


# --- beside a ledger --------------------------------------------------------------------------------------------------


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Conversation]:
    """A service that has followed the weekly event of `invitations.event` since Mon 23 November."""
    conversation = Conversation(tmp_path)
    conversation.invites("mara", uid=UID)
    yield conversation
    conversation.close()


def asked_of(team: Conversation, tmp_path: Path, text: str) -> str:
    """What is printed beside the ledger, in which nothing changes."""
    file = tmp_path / "event.ics"
    file.write_text(text)
    before = written(team)
    ran = paceline("explain", "--calendar", file, "--at", "2026-11-23T12:00+01:00", "-c", tmp_path / "paceline.toml")
    assert ran.code == 0, ran.err
    assert written(team) == before
    return " ".join(ran.out.split())


def written(team: Conversation) -> list[tuple[object, ...]]:
    """All rows of all tables."""
    with team.ledger.begin() as tx:
        return [(table.name, *row) for table in metadata.sorted_tables for row in tx.execute(table.select())]


def id_of(team: Conversation) -> str:
    (kept,) = team.cadences()
    return kept.cadence.id


def revised(*more: str, **lines: str) -> str:
    return calendar(event(*more, SEQUENCE="SEQUENCE:1", DTSTAMP="DTSTAMP:20261124T090000Z", **lines))


def test_what_a_newer_one_would_change_in_what_is_followed(team: Conversation, tmp_path: Path) -> None:
    moved = {"DTSTART": "DTSTART;TZID=Europe/Berlin:20261201T140000", "DESCRIPTION": "DESCRIPTION:ask: 2 days before"}
    told = asked_of(team, tmp_path, revised(**moved))
    assert (
        f'in the ledger: {id_of(team)}, "Platform weekly" of platform, revision 0 of Mon 23 Nov 2026; it runs' in told
    )
    assert "would change when: Mon 10:00 -> Tue 14:00" in told
    assert "would change ask: 1 working day before -> 2 working days before" in told


def test_one_that_is_older_or_known_changes_nothing(team: Conversation, tmp_path: Path) -> None:
    told = asked_of(team, tmp_path, calendar(event(DTSTAMP="DTSTAMP:20261101T090000Z")))
    assert "REQUEST, the series, revision 0: changes nothing it is older than what we have (SEQUENCE 0, DTSTAMP" in told
    assert f"in the ledger: {id_of(team)}" in told
    assert "would change" not in told
    assert "every Monday" in told, "what it says by itself is shown"


def test_single_dates_are_shown_in_their_series(team: Conversation, tmp_path: Path) -> None:
    one = date("20261207", DTSTART="DTSTART;TZID=Europe/Berlin:20261208T140000", DTSTAMP="DTSTAMP:20261124T090000Z")
    told = asked_of(team, tmp_path, calendar(one))
    assert "would move Mon 7 Dec 2026 10:00 to Tue 8 Dec 2026 14:00" in told
    assert "every Monday, 10:00" in told
    gone = date("20261207", "STATUS:CANCELLED", DTSTAMP="DTSTAMP:20261125T090000Z")
    told = asked_of(team, tmp_path, calendar(gone, method="CANCEL"))
    assert "would cancel Mon 7 Dec 2026 10:00" in told


def test_one_that_ends_it_and_one_that_is_new(team: Conversation, tmp_path: Path) -> None:
    over = calendar(event(SEQUENCE="SEQUENCE:1", DTSTAMP="DTSTAMP:20261124T090000Z"), method="CANCEL")
    assert "it runs would end it" in asked_of(team, tmp_path, over)
    assert "in the ledger: nothing yet" in asked_of(team, tmp_path, calendar(event(UID="UID:new@acme.example")))
    team.invites("mara", uid=UID, sequence=1, method="CANCEL")
    assert "; it is over" in asked_of(team, tmp_path, calendar(event(SEQUENCE="SEQUENCE:2")))


def test_what_was_ordered_by_mail_holds_in_what_is_shown(team: Conversation, tmp_path: Path) -> None:
    team.says("mara", "remind: off\nzone: Europe/London", to=team.hears("mara", "I accepted"))
    told = asked_of(team, tmp_path, revised(SUMMARY="SUMMARY:Platform review"))
    assert "remind off (by mail)" in told
    assert "zone Europe/London (by mail)" in told
    assert "would change title: Platform weekly -> Platform review" in told
    assert "would change when" not in told
    assert "Mon 30 Nov 2026 11:00" in told


def test_two_messages_are_followed_one_after_the_other(team: Conversation, tmp_path: Path) -> None:
    later = calendar(event(SEQUENCE="SEQUENCE:2", DTSTAMP="DTSTAMP:20261125T090000Z", SUMMARY="SUMMARY:Third"))
    told = asked_of(team, tmp_path, revised(SUMMARY="SUMMARY:Second") + later)
    assert "would change title: Platform weekly -> Second" in told
    assert "would change title: Second -> Third" in told


def test_who_is_away_or_wants_no_questions_is_not_asked(team: Conversation, tmp_path: Path) -> None:
    team.says("ana", "away until 4 Dec", to="new").says("bo", "stop", to="new")
    told = asked_of(team, tmp_path, revised())
    assert "Ana Soto not asked: away until Fri 4 Dec 2026 Bo Kim not asked: they have said" in told
    assert "Mara Lind Fri 27 Nov 2026 09:00" in told
    team.says("ana", "back", to="new").says("ana", "free on Fridays", to="new")
    assert "Ana Soto Thu 26 Nov 2026 09:00" in asked_of(team, tmp_path, revised())


def test_whom_the_organizer_named_by_mail_is_asked_too(team: Conversation, tmp_path: Path) -> None:
    hidden = {"uid": "hidden@acme.example", "title": "All hands", "guests": ("mara",)}
    team.invites("mara", **hidden).says("mara", "chen@acme.example", to=team.hears("mara", "Whom shall I ask"))
    told = asked_of(team, tmp_path, revised(UID="UID:hidden@acme.example", ANA="", BO=""))
    assert "chen Fri 27 Nov 2026 09:00" in told
    assert "Ana Soto" not in told
