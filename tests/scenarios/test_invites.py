from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conversation import CONFIG, ROBOT, Conversation
from icalendar import Calendar
from invitations import calendar, date, event

from paceline.agenda import occurrences
from paceline.domain.facts import OccurrenceMoved


def test_an_invite_is_all_the_set_up_there_is(team: Conversation) -> None:
    team.invites("mara")
    confirmation = team.hears("mara", "I accepted your invite", "First round", "Fri 27 Nov")
    assert "Ana, Bo and you" in confirmation.words
    assert [kept.cadence.title for kept in team.cadences()] == ["Platform weekly"]
    team.hears_nothing("ana")


def test_the_invite_is_answered_as_calendars_expect(team: Conversation) -> None:
    team.invites("mara")
    accepted = team.hears("mara", "Accepted: Platform weekly")
    mail = email.message_from_bytes(accepted.raw, policy=email.policy.default)
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert part["Content-Type"].params["method"] == "REPLY"
    assert part["Content-Type"].params["component"] == "VEVENT"
    (event,) = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
    attendees = event["ATTENDEE"]
    assert not isinstance(attendees, list), "exactly one ATTENDEE (RFC 5546, 3.2.3)"
    assert (attendees, attendees.params["PARTSTAT"]) == ("mailto:async@acme.example", "ACCEPTED")
    assert event["UID"] == "weekly-1@acme.example"


def answers(team: Conversation) -> list[tuple[str, ...]]:
    """UID, RECURRENCE-ID, SEQUENCE, PARTSTAT and DTSTAMP of each iTIP answer that went out, in order."""
    found = []
    for letter in team.transport.letters:
        for part in letter.mail.walk():
            if part.get_content_type() == "text/calendar":
                (event,) = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
                rid = event["RECURRENCE-ID"].to_ical().decode() if "RECURRENCE-ID" in event else ""
                status = event["ATTENDEE"].params["PARTSTAT"]
                stamp = event["DTSTAMP"].to_ical().decode()
                found.append((str(event["UID"]), rid, str(event["SEQUENCE"]), status, stamp))
    return found


def test_every_answer_is_one_of_its_kind_and_later_than_the_one_before(team: Conversation) -> None:
    """Calendars drop an answer whose DTSTAMP is not later; all of these come within one second."""
    of_one = "RECURRENCE-ID;TZID=Europe/Berlin:20261207T100000\n"
    for _ in range(2):
        team.invites("mara")
        team.invites("mara", sequence=1)
        team.invites("mara", "", start="2026-12-07 14:00", sequence=2, extra=of_one)
    team.invites("mara", sequence=3, uid="another@acme.example")
    sent = answers(team)
    assert [answer[:4] for answer in sent] == [
        ("weekly-1@acme.example", "", "0", "ACCEPTED"),
        ("weekly-1@acme.example", "", "1", "ACCEPTED"),
        ("weekly-1@acme.example", "20261207T100000", "2", "ACCEPTED"),
        ("another@acme.example", "", "3", "ACCEPTED"),
    ]
    stamps = [stamp for uid, *_, stamp in sent if uid == "weekly-1@acme.example"]
    assert stamps == sorted(set(stamps))


def test_dates_that_we_are_invited_to_one_by_one_are_answered_one_by_one(team: Conversation) -> None:
    dates = calendar(date("20261207"), date("20261214"))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "mara@acme.example", "async@acme.example", "<two@acme.example>"
    mail.set_content("You have been invited.")
    mail.add_alternative(dates.encode(), maintype="text", subtype="calendar", params={"method": "REQUEST"})
    team.brings(mail.as_bytes())
    sent = answers(team)
    assert [answer[1] for answer in sent] == ["20261207T100000", "20261214T100000"]
    assert sent[0][4] < sent[1][4]


def test_the_event_text_sets_what_differs(team: Conversation) -> None:
    team.invites(
        "mara", text="template: retro\nask: 2 days before\nremind: off\nwhy: we learn\nalso: boss@acme.example"
    )
    confirmation = team.hears("mara", "I accepted your invite", "2 working days before")
    assert "retro" in confirmation.words
    team.at("2026-11-26 09:00").hears("ana", "your update for Mon 30 Nov", "we learn")
    team.at("2026-11-30 08:59").hears_nothing("ana")


def test_questions_can_be_written_into_the_event(team: Conversation) -> None:
    team.invites("mara", text="questions:\nWhat surprised you?\nNext")
    letter = team.at("2026-11-27 09:00").hears("ana", "What surprised you?")
    assert "Blocked" not in letter.words
    team.says("ana", "What surprised you?\n- the cache was cold\nNext:\n- warm it by Friday 4 Dec")
    team.hears("ana", "warm it", "Fri 4 Dec")
    assert "the cache was cold" in team.at("2026-11-30 09:00").hears("bo", "Platform weekly, Mon 30 Nov").text


def test_an_unknown_template_is_named_and_the_default_used(team: Conversation) -> None:
    team.invites("mara", text="template: retrospektive")
    confirmation = team.hears("mara", "I accepted your invite", "retrospektive", "status")
    assert "Done" in confirmation.words


def test_an_unknown_key_is_named(team: Conversation) -> None:
    team.invites("mara", text="remined: 4h")
    team.hears("mara", "remined: 4h", "remind: 4 hours before")


def test_strangers_invites_are_held_and_the_operator_is_told(team: Conversation) -> None:
    team.invites("eva@stranger.example")
    assert team.letters("eva@stranger.example") == []
    team.hears("ops@acme.example", "eva@stranger.example")
    assert team.cadences() == ()
    assert [mail["state"] for mail in team.inbox()] == ["held"]


ALLOWED = CONFIG.replace('trust = "token"', 'trust = "token"\nallow_domains = ["partner.example"]')


def test_who_comes_from_an_allowed_domain_joins_the_one_team_there_is(tmp_path: Path) -> None:
    team = Conversation(tmp_path, config=ALLOWED)
    team.invites("zoe@partner.example", guests=("zoe@partner.example", "ana"))
    team.hears("zoe@partner.example", "Platform weekly")
    assert {"zoe": "platform"}.items() <= {person.id: person.team for person, _ in team.people()}.items()
    team.close()


def test_of_several_teams_none_is_chosen_for_an_organizer(tmp_path: Path) -> None:
    team = Conversation(tmp_path, config=f'{ALLOWED}\n[teams.field]\nname = "Field"\n')
    team.invites("zoe@partner.example", guests=("zoe@partner.example", "ana"))
    team.hears_nothing("zoe@partner.example")
    team.hears("ops@acme.example", "it may be any of several", "add the person to [people], with their team")
    assert [row["state"] for row in team.inbox()] == ["held"]
    team.close()


def test_a_stranger_can_not_change_a_series(team: Conversation) -> None:
    team.invites("mara").heard_all()
    team.invites("eva@stranger.example", uid="weekly-1@acme.example", sequence=5, method="CANCEL")
    assert not team.cadences()[0].ended


def test_attendees_who_are_not_known_become_people_of_the_team(team: Conversation) -> None:
    team.invites("mara", guests=("mara", "finn@partner.example"), zone="America/New_York")
    finn = {person.address: person for person, learned in team.people() if learned}["finn@partner.example"]
    assert (finn.team, finn.zone) == ("platform", "America/New_York")
    team.at("2026-11-27 15:00").hears("finn@partner.example", "your update for Mon 30 Nov")


def test_a_moved_date_moves_its_digest(team: Conversation) -> None:
    team.invites("mara").heard_all()
    team.invites(
        "mara",
        "",
        start="2026-12-01 14:00",
        sequence=1,
        extra="RECURRENCE-ID;TZID=Europe/Berlin:20261130T100000\n",
    )
    team.hears("mara", "Tue 1 Dec, 14:00")
    team.at("2026-11-30 12:00")
    assert team.letters("bo")[-1].subject.startswith("Platform weekly: your update")
    team.at("2026-12-01 13:00").hears("bo", "Platform weekly, Tue 1 Dec")


def _mails(team: Conversation, ics: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "mara@acme.example", ROBOT, "Invitation: Platform weekly"
    mail.set_content(ics, subtype="calendar", params={"method": "REQUEST"})
    team.brings(mail.as_bytes())


def _dates(*moved: tuple[str, str]) -> str:
    """Dates of Mara's series at 10:00, each moved."""
    return calendar(
        *(
            date(
                day,
                UID="UID:weekly-1@acme.example",
                DTSTART=f"DTSTART;TZID=Europe/Berlin:{start}",
                SEQUENCE="SEQUENCE:1",
                DTSTAMP="DTSTAMP:20261123T090000Z",
            )
            for day, start in moved
        )
    )


def test_dates_that_are_moved_at_once_are_all_named_in_one_letter(team: Conversation) -> None:
    team.invites("mara").heard_all()
    _mails(team, _dates(("20261207", "20261207T140000"), ("20261214", "20261215T100000")))
    letter = [one for one in team.letters("mara") if "moved" in one.subject]
    assert [one.subject for one in letter] == ["Platform weekly: 2 dates moved"]
    assert "Mon 7 Dec, 10:00, now Mon 7 Dec, 14:00" in letter[0].words
    assert "Mon 14 Dec, 10:00, now Tue 15 Dec, 10:00" in letter[0].words
    (cadence,) = team.cadences()
    told = [entry.fact for entry in team.facts(f"cadence/{cadence.cadence.id}")]
    assert sum(isinstance(fact, OccurrenceMoved) for fact in told) == 2


def test_of_many_dates_that_are_moved_at_once_some_are_named_and_the_others_counted(team: Conversation) -> None:
    team.invites("mara", "FREQ=DAILY").heard_all()
    _mails(team, _dates(*((f"202612{day:02d}", f"202612{day:02d}T120000") for day in range(1, 11))))
    letter = team.hears("mara", "10 dates moved")
    assert letter.words.count("12:00") == 6
    assert "and 4 more" in letter.words


def test_of_a_date_that_is_cancelled_before_the_invite_comes_nothing_is_told_until_then(team: Conversation) -> None:
    off = "RECURRENCE-ID;TZID=Europe/Berlin:20261207T100000\n"
    team.invites("mara", "", start="2026-12-07 10:00", sequence=0, extra=off, method="CANCEL").hears_nothing("mara")
    team.invites("mara", sequence=1, extra="EXDATE;TZID=Europe/Berlin:20261207T100000\n")
    team.hears("mara", "I'll collect the updates", "each date of Platform weekly")


def test_who_invites_to_a_date_and_then_to_the_series_hears_of_the_series(team: Conversation) -> None:
    one = "RECURRENCE-ID;TZID=Europe/Berlin:20261207T100000\n"
    team.invites("mara", "", start="2026-12-07 14:00", extra=one).hears("mara", "Mon 7 Dec, 14:00")
    team.invites("mara", sequence=1).hears("mara", "I'll collect the updates", "each date of Platform weekly")


def test_a_cancelled_date_is_not_asked_about(team: Conversation) -> None:
    team.invites("mara").heard_all()
    team.invites(
        "mara",
        "",
        sequence=1,
        method="CANCEL",
        extra="RECURRENCE-ID;TZID=Europe/Berlin:20261130T100000\n",
    )
    team.at("2026-11-30 12:00").hears_nothing("ana")
    team.at("2026-12-04 09:00").hears("ana", "your update for Mon 7 Dec")


def test_a_cancelled_series_is_over(team: Conversation) -> None:
    team.invites("mara").heard_all().invites("mara", sequence=1, method="CANCEL")
    assert team.cadences()[0].ended
    team.heard_all().at("2027-01-15 12:00").hears_nothing("ana")


def test_a_round_that_was_opened_ends_with_its_series(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00").heard_all()
    team.invites("mara", sequence=1, method="CANCEL").heard_all("mara")
    team.at("2026-12-15 12:00").hears_nothing("ana")


def test_an_added_guest_is_asked_too(team: Conversation) -> None:
    team.invites("mara", guests=("mara", "ana")).at("2026-11-27 09:00").heard_all()
    team.invites("mara", guests=("mara", "ana", "bo"), sequence=1)
    team.hears("bo", "your update for Mon 30 Nov")
    team.hears_nothing("ana")


def test_a_repeated_invite_says_nothing_twice(team: Conversation) -> None:
    team.invites("mara")
    count = len(team.transport.letters)
    for _ in range(3):
        team.invites("mara")
    assert len(team.transport.letters) == count


def test_a_single_event_is_one_round(team: Conversation) -> None:
    team.invites("mara", "")
    team.at("2026-11-27 09:00").hears("ana", "your update for Mon 30 Nov")
    team.at("2026-11-30 09:00").hears("ana", "Platform weekly, Mon 30 Nov")
    team.at("2027-02-01 12:00").hears_nothing("ana")


def test_a_series_that_moved_as_a_whole_is_confirmed(team: Conversation) -> None:
    team.invites("mara").heard_all().invites("mara", start="2026-12-01 14:00", sequence=1)
    assert "Mon 10:00" in team.hears("mara", "Tue 14:00").words
    team.at("2026-11-30 12:00").hears("ana", "your update for Tue 1 Dec")
    team.at("2026-12-01 13:00").hears("ana", "Platform weekly, Tue 1 Dec")


def test_an_unknown_key_in_a_later_revision_is_named(team: Conversation) -> None:
    team.invites("mara").heard_all().invites("mara", text="remined: 4h", sequence=1)
    team.hears("mara", "remined: 4h", "remind: 4 hours before")


def test_an_unknown_key_in_a_reply_is_named(team: Conversation) -> None:
    team.invites("mara")
    confirmation = team.hears("mara", "I accepted your invite")
    team.says("mara", "remined: 4h", to=confirmation)
    team.hears("mara", "remined: 4h", "remind: 4 hours before")


def test_the_same_invite_through_a_colleagues_forward_changes_nothing(team: Conversation) -> None:
    team.invites("mara").heard_all()
    raw = team.invites("mara", sender="bo").mailbox
    assert raw.mails == []
    for person in ("mara", "bo", "ops@acme.example"):
        team.hears_nothing(person)
    assert len(team.cadences()) == 1


def test_a_newer_revision_through_a_colleague_is_held(team: Conversation) -> None:
    team.invites("mara").heard_all().invites("mara", sender="bo", sequence=1, title="Renamed")
    assert team.cadences()[0].cadence.title == "Platform weekly"
    team.hears("ops@acme.example", "bo@acme.example")


def test_a_guest_of_one_date_is_asked_for_that_date(team: Conversation) -> None:
    team.invites("mara").heard_all()
    date = "RECURRENCE-ID;TZID=Europe/Berlin:20261207T100000\n"
    guests = ("mara", "ana", "bo", "eve@partner.example")
    team.invites("mara", "", start="2026-12-07 10:00", sequence=1, extra=date, guests=guests)
    team.at("2026-12-03 12:00")
    assert team.letters("eve@partner.example") == []
    team.at("2026-12-04 09:00").hears("eve@partner.example", "your update for Mon 7 Dec")
    team.at("2026-12-11 12:00")
    assert not any("Mon 14 Dec" in letter.subject for letter in team.letters("eve@partner.example"))


def test_a_date_that_is_cancelled_and_comes_back_is_asked_about(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 08:30")
    date = "RECURRENCE-ID;TZID=Europe/Berlin:20261130T100000\n"
    team.invites("mara", "", sequence=1, method="CANCEL", extra=date).heard_all()
    team.at("2026-11-27 08:45").invites("mara", "", sequence=2, extra=date)
    team.at("2026-11-27 09:00").hears("ana", "your update for Mon 30 Nov")
    team.at("2026-11-30 09:00").hears("ana", "Platform weekly, Mon 30 Nov")


def test_a_declined_guest_is_neither_asked_nor_missing(team: Conversation) -> None:
    team.invites("mara", guests=("mara", "ana"), extra="ATTENDEE;PARTSTAT=DECLINED:mailto:bo@acme.example\n")
    digest = team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert team.letters("bo") == []
    assert "Bo" not in digest.words


def test_a_room_is_not_asked(team: Conversation) -> None:
    team.invites("mara", extra="ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED:mailto:room1@acme.example\n")
    team.at("2026-11-30 12:00")
    assert team.letters("room1@acme.example") == []


def test_an_event_that_says_somebody_is_away_is_an_absence_and_no_review(team: Conversation) -> None:
    team.invites("mara").heard_all()
    team.invites("bo", "", title="Out of office", all_day=True, uid="ooo@acme.example", guests=("bo",))
    assert [kept.cadence.title for kept in team.cadences()] == ["Platform weekly"]
    team.hears("bo", "Away", "Mon 30 Nov")
    digest = team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert "Bo until Mon 30 Nov" in digest.words
    assert "Bo" not in digest.words.partition("NO WORD YET")[2]


def test_an_absence_that_is_cancelled_is_none(team: Conversation) -> None:
    team.invites("mara")
    team.invites("bo", "", title="Out of office", all_day=True, uid="ooo@acme.example", guests=("bo",))
    team.invites("bo", "", title="Out of office", all_day=True, uid="ooo@acme.example", guests=("bo",), sequence=1,
                 method="CANCEL")  # fmt: skip
    digest = team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert "Bo until" not in digest.words
    assert "Bo" in digest.words.partition("NO WORD YET")[2]


def test_an_absence_that_is_moved_is_one_absence(team: Conversation) -> None:
    away = {"title": "Out of office", "all_day": True, "uid": "ooo@acme.example", "guests": ("bo",)}
    team.invites("bo", "", **away).invites("bo", "", start="2026-12-01 00:00", sequence=1, **away)
    team.hears("bo", "Away from Mon 30 Nov", "until Mon 30 Nov")
    team.hears("bo", "Away from Tue 1 Dec", "until Tue 1 Dec")
    team.invites("bo", "", **away)
    (bo,) = [person for person, _ in team.people() if person.id == "bo"]
    assert [(str(absence.first), str(absence.last)) for absence in bo.absences] == [("2026-12-01", "2026-12-01")]


def test_an_absence_from_an_event_can_be_undone(team: Conversation) -> None:
    team.invites("bo", "", title="Vacation", all_day=True, uid="ooo@acme.example", guests=("bo",))
    team.says("bo", "undo", to=team.hears("bo", "Away"))
    assert not any(person.absences for person, _ in team.people())


def test_nobody_is_away_because_somebody_else_says_so(team: Conversation) -> None:
    team.invites("bo", "", title="Out of office", all_day=True, uid="ooo@acme.example", guests=("bo",), sender="ana")
    assert not any(person.absences for person, _ in team.people())
    assert team.inbox("held")


def test_an_absence_that_repeats_is_no_review_and_asked_about(team: Conversation) -> None:
    away = "X-MICROSOFT-CDO-BUSYSTATUS:OOF\n"
    team.invites("bo", title="Gone", all_day=True, uid="ooo@acme.example", guests=("bo",), extra=away)
    team.hears("bo", "shall I take Mondays as free from now on?")
    assert team.cadences() == ()


SAID = (
    "ask: 2 days before\nDecision: we keep SQLite because it is enough\nCommitment: @bo will review the schema by 4 Dec"
)


def test_decisions_and_commitments_in_the_events_text_are_the_organizers_words(team: Conversation) -> None:
    confirmation = team.invites("mara", text=SAID).hears("mara", "I accepted your invite")
    assert "Decision:" not in confirmation.words, "it is no setting that was not understood"
    team.hears("mara", "we keep SQLite", "Offered to Bo: review the schema")
    assert (team.record("D1").owner, team.status("C1")) == ("mara", "offered")
    team.at("2026-11-24 09:00").hears("bo", "Mara asks you: review the schema")


def test_what_the_events_text_says_is_recorded_once(team: Conversation) -> None:
    team.invites("mara", text=SAID).heard_all().invites("mara", text=SAID, sequence=1, title="Renamed")
    team.invites("mara", text=f"{SAID}\nDecision: we meet in room 2", sequence=2)
    assert [team.record(one) is None for one in ("C2", "D2", "D3")] == [True, False, True]
    digest = team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert "Mara" in digest.words.partition("NO WORD YET")[2], "an event is no update"


def test_what_can_not_be_read_in_the_events_text_is_named(team: Conversation) -> None:
    team.invites("mara", text="Commitment: @zed will review the schema by 4 Dec")
    team.hears("mara", "nobody called")


# --- the zone in which its hours are meant ----------------------------------------------------------------------------

STRANGE = "Customized Time Zone"


def hours(team: Conversation) -> list[str]:
    """The next dates of the one series that is followed, as the clock shows them in Berlin."""
    (kept,) = team.cadences()
    ahead = occurrences.between(kept.cadence, team.clock.now(), team.clock.now() + timedelta(days=15, hours=12))
    return [f"{date.start.astimezone(ZoneInfo('Europe/Berlin')):%a %d %b %H:%M}" for date in ahead]


def test_a_zone_that_nobody_knows_is_named_by_a_reply(team: Conversation) -> None:
    team.invites("mara", zone=STRANGE)
    letter = team.hears("mara", STRANGE, 'reply with a line like "zone: Europe/Berlin"')
    assert hours(team) == ["Mon 30 Nov 10:00", "Mon 07 Dec 10:00"]
    team.says("mara", "zone: GMT Standard Time", to=letter)
    told = team.hears("mara", "You changed this in Platform weekly", "Europe/London")
    assert "Mon 11:00" not in told.words, "the hours on the wall are the same ones"
    assert "the digest Mon 30 Nov, 09:00" in told.words
    assert hours(team) == ["Mon 30 Nov 11:00", "Mon 07 Dec 11:00"]
    team.at("2026-11-27 09:00").hears("ana", "your update for Mon 30 Nov")


def test_what_was_answered_stays_when_the_zone_is_said_later(team: Conversation) -> None:
    team.invites("mara", zone=STRANGE)
    letter = team.hears("mara", STRANGE)
    team.at("2026-11-27 09:00").says("ana", "Done: the schema review").heard_all()
    team.says("mara", "zone: Europe/London", to=letter).at("2026-11-30 09:30")
    assert not [each for each in team.letters("ana") if each.subject.startswith("Platform weekly, ")], (
        "not an hour early"
    )
    assert "the schema review" in team.at("2026-11-30 10:00").hears("mara", "Platform weekly, Mon 30 Nov").words
    assert len([each for each in team.letters("bo") if "your update for Mon 30 Nov" in each.subject]) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zone: Berln", "zone: Europe/Berlin"),
        ("zone: Europe/Berln", "zone: Europe/Berlin"),
        ("zone: New York", "zone: America/New_York"),
        ("Zeitzone: mittags", "zone: Europe/Berlin"),
    ],
)
def test_a_zone_that_is_none_is_answered_with_one_near(team: Conversation, typed: str, meant: str) -> None:
    team.invites("mara", zone=STRANGE)
    letter = team.hears("mara", STRANGE)
    team.says("mara", typed, to=letter).hears("mara", typed, f'did you mean "{meant}"?')
    assert hours(team)[0] == "Mon 30 Nov 10:00"


def test_the_events_text_says_where_its_hours_are_meant_and_a_reply_counts_more(team: Conversation) -> None:
    team.invites("mara", text="zone: Europe/London")
    letter = team.hears("mara", "Mon 30 Nov, 10:00 (London)")
    assert hours(team)[0] == "Mon 30 Nov 11:00"
    team.says("mara", "zone: Asia/Tokyo", to=letter)
    assert hours(team)[0] == "Mon 30 Nov 02:00"
    team.invites("mara", text="zone: Europe/London", sequence=1, title="Platform review")
    assert hours(team)[0] == "Mon 30 Nov 02:00"


def test_the_zone_that_was_guessed_is_confirmed(team: Conversation) -> None:
    letter = team.invites("mara", zone=STRANGE).hears("mara", STRANGE)
    team.says("mara", "zone: Berlin", to=letter).hears("mara", "zone", "Europe/Berlin")
    team.invites("mara", zone=STRANGE, sequence=1)
    assert not any(STRANGE in each.text for each in team.letters("mara")[2:]), "it is not asked again"


def test_the_text_without_it_leaves_the_hours_to_the_calendar(team: Conversation) -> None:
    team.invites("mara", text="zone: Europe/London").invites("mara", sequence=1)
    assert hours(team)[0] == "Mon 30 Nov 10:00"


def test_a_single_date_is_read_like_its_series(team: Conversation) -> None:
    letter = team.invites("mara").hears("mara", "I accepted")
    team.says("mara", "zone: Europe/London", to=letter)
    one = "RECURRENCE-ID;TZID=Europe/Berlin:20261207T100000\n"
    team.invites("mara", "", start="2026-12-08 14:00", sequence=1, extra=one)
    assert hours(team) == ["Mon 30 Nov 11:00", "Tue 08 Dec 15:00"]


def test_hours_in_utc_stay_and_the_last_date_is_not_lost(team: Conversation) -> None:
    """UNTIL was reckoned in Berlin: 10:00 in New York is six hours later."""
    out = "EXDATE:20261207T150000Z\n"
    letter = team.invites("mara", "FREQ=WEEKLY;UNTIL=20261214T090000Z", extra=out).hears("mara", "I accepted")
    team.says("mara", "zone: America/New_York", to=letter)
    (kept,) = team.cadences()
    ahead = occurrences.between(kept.cadence, team.clock.now(), team.clock.now() + timedelta(days=30))
    assert [f"{date.start:%d %b %H:%M}" for date in ahead] == ["30 Nov 15:00", "14 Dec 15:00"]


def test_the_series_that_goes_on_is_read_like_the_one_before(team: Conversation) -> None:
    letter = team.invites("mara").hears("mara", "I accepted")
    team.says("mara", "zone: Europe/London", to=letter)
    team.invites("mara", "FREQ=WEEKLY;UNTIL=20261130T090000Z", sequence=1)
    team.invites("mara", "FREQ=WEEKLY", start="2026-12-07 10:00", uid="weekly-1_R20261207T090000@acme.example")
    later = next(kept for kept in team.cadences() if kept.cadence.follows)
    assert later.cadence.zone == "Europe/London"
    first = occurrences.following(later.cadence, team.clock.now())
    assert first is not None
    assert f"{first.start:%d %b %H:%M}" == "07 Dec 10:00"


# --- an organizer with several addresses -----------------------------------------------------------------------------

HOME = "mara@lind.example"
SEVERAL = CONFIG.replace('trust = "token"', 'trust = "dmarc"\nauthserv_id = "mx.acme.example"').replace(
    'address = "mara@acme.example"', f'address = "mara@acme.example"\naliases = ["{HOME}"]'
)


@pytest.fixture
def several(tmp_path: Path) -> Iterator[Conversation]:
    """Mail is believed where our server vouches for its sender; Mara writes from home, too."""
    team = Conversation(tmp_path, config=SEVERAL)
    yield team
    team.close()


def _from(team: Conversation, sender: str, ics: str, verdict: str = "pass") -> str:
    """What became of a calendar message from `sender`."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ROBOT, "Platform weekly"
    method = ics.partition("METHOD:")[2].partition("\r\n")[0]
    mail.set_content(ics, subtype="calendar", params={"method": method})
    domain = sender.partition("@")[2]
    judged = f"Authentication-Results: mx.acme.example; dmarc={verdict} header.from={domain}\r\n"
    team.brings(judged.encode() + mail.as_bytes())
    last = max(team.inbox(), key=lambda row: row["received_at"])
    team.clock.instant += timedelta(minutes=1)
    return str(last["reason"]).partition(":")[0] if last["state"] == "settled" else str(last["state"])


SECOND = {"SEQUENCE": "SEQUENCE:1", "DTSTAMP": "DTSTAMP:20261121T090000Z"}
THIRD = {"SEQUENCE": "SEQUENCE:2", "DTSTAMP": "DTSTAMP:20261122T090000Z"}
AT_HOME = f"ORGANIZER;CN=Mara:mailto:{HOME}"


def test_an_organizer_may_write_from_another_address_of_theirs(several: Conversation) -> None:
    assert _from(several, HOME, calendar(event())) == "applied"
    assert any(letter.subject.startswith("Accepted") for letter in several.letters("mara")), "at the ORGANIZER"
    assert _from(several, HOME, calendar(date("20261207", **SECOND), method="CANCEL")) == "applied"
    assert _from(several, HOME, calendar(event(**THIRD), method="CANCEL")) == "applied"
    assert several.cadences()[0].ended


def test_an_organizer_may_go_on_from_another_address_of_theirs(several: Conversation) -> None:
    assert _from(several, "mara@acme.example", calendar(event())) == "applied"
    assert _from(several, HOME, calendar(event(ORGANIZER=AT_HOME, **SECOND))) == "applied"
    assert any(letter.subject.startswith("Accepted") for letter in several.letters(HOME))
    assert _from(several, "mara@acme.example", calendar(event(**THIRD), method="CANCEL")) == "applied"
    assert several.cadences()[0].ended


FOR_EVE = 'ORGANIZER;SENT-BY="mailto:mara@acme.example":mailto:eve@acme.example'


@pytest.mark.parametrize(
    ("by", "sender", "goes_on"),
    [(AT_HOME, HOME, True), (FOR_EVE, "mara@acme.example", False)],
    ids=["from home", "for another"],
)
def test_a_series_goes_on_from_another_address_of_its_organizer(
    several: Conversation, by: str, sender: str, *, goes_on: bool
) -> None:
    """Mara ends it at work; what she then sends from home goes on with it, what she sends for Eve does not."""
    cut = {"RRULE": "RRULE:FREQ=WEEKLY;UNTIL=20261213T085959Z"}
    rest = {"UID": "UID:rest@acme.example", "DTSTART": "DTSTART;TZID=Europe/Berlin:20261214T140000"}
    assert _from(several, "mara@acme.example", calendar(event())) == "applied"
    assert _from(several, "mara@acme.example", calendar(event(**cut, **SECOND))) == "applied"
    assert _from(several, sender, calendar(event(ORGANIZER=by, **rest))) == "applied"
    kept = {each.cadence.uid: each.cadence for each in several.cadences()}
    assert kept["rest@acme.example"].follows == (kept["weekly@acme.example"].id if goes_on else "")


@pytest.mark.parametrize(("deputy", "outcome"), [("bo@acme.example", "applied"), ("pat@acme.example", "held")])
def test_who_sends_for_an_organizer_must_be_somebody_known(several: Conversation, deputy: str, outcome: str) -> None:
    """At a provider's domain anybody can have an address."""
    sent_for = f'ORGANIZER;SENT-BY="mailto:{deputy}":mailto:mara@acme.example'
    assert _from(several, "mara@acme.example", calendar(event())) == "applied"
    assert _from(several, deputy, calendar(event(ORGANIZER=sent_for, **SECOND), method="CANCEL")) == outcome
    assert several.cadences()[0].ended is (outcome == "applied")


def test_another_address_of_an_organizer_must_be_vouched_for(several: Conversation) -> None:
    assert _from(several, "mara@acme.example", calendar(event())) == "applied"
    assert _from(several, HOME, calendar(event(**SECOND), method="CANCEL"), verdict="fail") == "held"
    assert _from(several, HOME, calendar(event(ORGANIZER=AT_HOME, **SECOND), method="CANCEL"), "fail") == "held"
    assert not several.cadences()[0].ended


def test_the_addresses_of_others_are_none_of_an_organizers(several: Conversation) -> None:
    assert _from(several, HOME, calendar(event())) == "applied"
    assert _from(several, "bo@acme.example", calendar(event(**SECOND), method="CANCEL")) == "held"
    by_bo = "ORGANIZER:mailto:bo@acme.example"
    assert _from(several, HOME, calendar(event(ORGANIZER=by_bo, **SECOND), method="CANCEL")) == "held"
    assert _from(several, "bo@acme.example", calendar(event(ORGANIZER=by_bo, **SECOND), method="CANCEL")) == "held"
    assert not several.cadences()[0].ended
