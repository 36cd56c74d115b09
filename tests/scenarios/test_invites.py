from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from conversation import Conversation
from icalendar import Calendar
from invitations import calendar, date


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
