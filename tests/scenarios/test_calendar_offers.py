"""An offer that comes to a calendar: accepted, declined, countered, handed on; and answers that do not count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from conversation import CONFIG, ROBOT, Conversation
from guests import Guest, attendees, event_in

BO_TWO = CONFIG.replace('address = "bo@acme.example"', 'address = "bo@acme.example"\naliases = ["b.kim@acme.example"]')
VOUCHED = BO_TWO.replace('trust = "token"', 'trust = "dmarc"\nauthserv_id = "mx.acme.example"')
WEDNESDAY, FRIDAY = date(2026, 12, 2), date(2026, 12, 11)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Conversation]:
    """On Monday 23 November 2026 Ana asks Bo for a review of the schema by Wednesday 2 December."""
    conversation = Conversation(tmp_path, config=BO_TWO)
    conversation.says("ana", "@bo: review the schema by 2 Dec", to="new").heard_all()
    yield conversation
    conversation.close()


@pytest.fixture
def bo(team: Conversation) -> Guest:
    """Bo, who has had it sent to his calendar."""
    return asked_for(team, "bo")


def asked_for(team: Conversation, who: str) -> Guest:
    letter = team.says(who, "calendar C1", to="new").hears(who, "Invitation: review the schema (C1)")
    return Guest(team, who, letter)


# --- what is sent ----------------------------------------------------------------------------------------------------


def test_an_offer_comes_to_the_calendar_as_an_invitation(team: Conversation) -> None:
    letter = team.says("bo", "calendar C1", to="new").hears("bo", "Ana asks you: review the schema (C1), by Wed 2 Dec")
    method, event = event_in(letter)
    assert (method, event["SEQUENCE"], event["DTSTART"].dt) == ("REQUEST", 0, WEDNESDAY)
    assert str(event["ORGANIZER"]) == f"mailto:{ROBOT}" == f"mailto:{letter.mail['From'].addresses[0].addr_spec}"
    assert attendees(event) == {"bo@acme.example": "NEEDS-ACTION"}
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert [part.get_content_type() for part in letter.mail.iter_parts()][-1] == "text/calendar"
    team.says("bo", "1 accept", to=letter)
    assert team.status("C1") == "open"


def test_who_asked_gets_a_day_and_no_invitation(team: Conversation) -> None:
    letter = team.says("ana", "calendar C1", to="new").last("ana")
    method, event = event_in(letter)
    assert method == "PUBLISH"
    assert "ATTENDEE" not in event


def test_ones_own_commitment_is_a_day_and_no_invitation(team: Conversation) -> None:
    team.says("ana", "Commitment: ship the importer by 3 Dec", to="new").says("ana", "calendar C2", to="new")
    assert event_in(team.last("ana"))[0] == "PUBLISH"


def test_asked_for_again_it_is_the_same_event_stamped_later(team: Conversation, bo: Guest) -> None:
    team.at("2026-11-23 10:00").says("bo", "calendar C1", to="new")
    _, event = event_in(team.last("bo"))
    assert (event["UID"], event["SEQUENCE"]) == (bo.event["UID"], bo.event["SEQUENCE"])
    assert event["DTSTAMP"].dt > bo.event["DTSTAMP"].dt
    bo.replies("ACCEPTED")
    team.at("2026-11-23 11:00").says("bo", "calendar C1", to="new")
    method, event = event_in(team.last("bo"))
    assert (method, attendees(event)) == ("REQUEST", {"bo@acme.example": "ACCEPTED"})
    assert "RSVP" not in event["ATTENDEE"].params


def test_a_guest_may_ask_for_it_by_refresh_and_nobody_else(team: Conversation, bo: Guest) -> None:
    bo.replies("NEEDS-ACTION", method="REFRESH")
    assert event_in(team.hears("bo", "Invitation: review the schema"))[0] == "REQUEST"
    team.heard_all()
    bo.replies("NEEDS-ACTION", method="REFRESH", guest="mara", sender="mara")
    team.hears_nothing("mara")
    assert "ignored" in team.inbox()[-1]["reason"]


# --- what comes back -------------------------------------------------------------------------------------------------


def test_accepted_is_accept(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED")
    assert team.status("C1") == "open"
    receipt = team.hears("bo", "You accepted: review the schema", "C1")
    team.says("ana", "why C1", to="new").hears("ana", "Bo answered by calendar: accepted", "Bo accepted it")
    team.says("bo", "undo", to=receipt)
    assert team.status("C1") == "offered"


def test_accepted_after_it_was_accepted_by_mail_says_nothing_new(team: Conversation, bo: Guest) -> None:
    team.says("bo", "C1 accept", to="new").heard_all()
    bo.replies("ACCEPTED")
    team.hears_nothing("bo")
    assert team.status("C1") == "open"


def test_declined_is_decline_and_the_comment_is_the_reason(team: Conversation, bo: Guest) -> None:
    bo.replies("DECLINED", comment="I am away\\, ask Mara")
    assert team.status("C1") == "declined"
    assert team.record("C1").note == "I am away, ask Mara"
    team.hears("bo", "You declined: review the schema", "I am away, ask Mara")
    assert not [letter for letter in team.letters("bo") if "Cancelled" in letter.subject]


def test_declined_after_it_was_promised_is_refused_in_words(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED")
    team.heard_all()
    bo.replies("DECLINED")
    receipt = team.hears("bo", '"C1 decline"', "C1 is open, there is nothing to decline", "C1 drop because …")
    assert team.status("C1") == "open"
    team.says("bo", "fix 1: by 11 Dec", to=receipt)
    assert team.record("C2") is None


def test_an_undone_delegation_asks_nobody_else(team: Conversation, bo: Guest) -> None:
    bo.replies("DELEGATED", to="mara")
    team.heard_all().says("bo", "undo", to=team.last("bo"))
    assert (team.status("C1"), team.record("C1").owner) == ("offered", "bo")
    team.at("2026-11-25 09:00").hears_nothing("mara")


def test_tentative_is_nothing_that_counts(team: Conversation, bo: Guest) -> None:
    bo.replies("TENTATIVE")
    assert team.status("C1") == "offered"
    team.hears_nothing("bo")
    team.at("2026-11-24 09:00").hears("bo", "review the schema", "accept")


def test_a_counter_is_yes_for_another_day_and_the_calendar_follows(team: Conversation, bo: Guest) -> None:
    bo.counters(FRIDAY, comment="Wednesday is full")
    assert (team.status("C1"), team.record("C1").due) == ("open", FRIDAY)
    assert team.record("C1").moves[0].reason == "Wednesday is full"
    method, event = event_in(team.hears("bo", "In your calendar: review the schema (C1), Fri 11 Dec"))
    assert (method, event["SEQUENCE"], event["DTSTART"].dt) == ("REQUEST", 1, FRIDAY)
    assert (event["UID"], attendees(event)) == (bo.event["UID"], {"bo@acme.example": "ACCEPTED"})


def test_a_counter_is_taken_back_by_undo(team: Conversation, bo: Guest) -> None:
    bo.counters(FRIDAY)
    team.heard_all().says("bo", "undo", to=next(it for it in team.letters("bo") if "Moved" in it.text))
    assert (team.status("C1"), team.record("C1").due) == ("offered", WEDNESDAY)
    _, event = event_in(team.hears("bo", "Invitation: review the schema (C1), Wed 2 Dec"))
    assert (event["SEQUENCE"], attendees(event)) == (2, {"bo@acme.example": "NEEDS-ACTION"})


@pytest.mark.parametrize(
    ("day", "why"),
    [(date(2026, 11, 20), "20 November 2026 is in the past"), (WEDNESDAY, "C1 is due that day already")],
)
def test_a_counter_that_can_t_be_is_declined_in_words(team: Conversation, bo: Guest, day: date, why: str) -> None:
    bo.counters(day)
    method, event = event_in(team.hears("bo", "Not moved: review the schema (C1), Wed 2 Dec", why))
    assert (method, event["UID"], event["SEQUENCE"]) == ("DECLINECOUNTER", bo.event["UID"], 0)
    assert why in str(event["COMMENT"])
    assert (team.status("C1"), team.record("C1").due) == ("offered", WEDNESDAY)
    team.hears_nothing("bo")


def test_a_counter_without_a_day_is_no_yes(team: Conversation, bo: Guest) -> None:
    team.brings(bo.answer("ACCEPTED", method="COUNTER", dated=False))
    team.hears("bo", "Not moved: review the schema (C1), Wed 2 Dec", "the proposal names no day", "C1 to Friday")
    assert team.status("C1") == "offered"


def test_delegated_is_an_offer_to_somebody_else_who_must_accept(team: Conversation, bo: Guest) -> None:
    bo.replies("DELEGATED", to="mara")
    team.hears("bo", "Handed on to Mara: review the schema")
    assert (team.status("C1"), team.record("C1").owner) == ("offered", "mara")
    team.hears_nothing("bo")
    letter = team.says("mara", "calendar C1", to="new").hears("mara", "Invitation: review the schema (C1)")
    _, event = event_in(letter)
    assert attendees(event) == {"bo@acme.example": "DELEGATED", "mara@acme.example": "NEEDS-ACTION"}
    Guest(team, "mara", letter).replies("ACCEPTED")
    assert team.status("C1") == "open"
    team.hears("mara", "You accepted")


def test_a_delegate_answers_though_the_event_came_from_bo(team: Conversation, bo: Guest) -> None:
    """Bo's calendar hands the event on by itself (RFC 5546, 4.2.5)."""
    bo.replies("DELEGATED", to="mara")
    bo.replies("ACCEPTED", guest="mara", sender="mara")
    assert team.status("C1") == "open"


@pytest.mark.parametrize(
    ("partstat", "state"), [("ACCEPTED", "open"), ("DECLINED", "declined"), ("TENTATIVE", "offered")]
)
def test_a_delegate_may_answer_before_bo_names_them(team: Conversation, bo: Guest, partstat: str, state: str) -> None:
    """Both are mailed at once, and come in either order."""
    bo.replies(partstat, guest="mara", sender="mara", comment="if it helps")
    assert (team.status("C1"), team.record("C1").owner) == ("offered", "bo")
    team.hears_nothing("mara")
    bo.replies("DELEGATED", to="mara")
    assert (team.status("C1"), team.record("C1").owner) == (state, "mara")
    if partstat == "ACCEPTED":
        receipt = team.hears("mara", "Re: Accepted", "You accepted: review the schema")
        team.says("mara", "undo", to=receipt)
        assert (team.status("C1"), team.record("C1").owner) == ("offered", "mara")


def test_what_a_delegate_said_of_an_earlier_revision_does_not_count(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED", guest="mara", sender="mara")
    team.says("ana", "fix 1: by 11 Dec", to=team.letters("ana")[0])
    bo.replies("DELEGATED", to="mara", sequence=1)
    assert (team.status("C1"), team.record("C1").owner) == ("offered", "mara")


def test_nobody_knows_the_delegate(team: Conversation, bo: Guest) -> None:
    bo.replies("DELEGATED", to="dave@elsewhere.example")
    team.hears("bo", 'I know nobody called "dave@elsewhere.example" in your team')
    assert (team.status("C1"), team.record("C1").owner) == ("offered", "bo")
    assert not team.letters("dave@elsewhere.example")


# --- what does not count ---------------------------------------------------------------------------------------------


def test_an_older_answer_that_comes_later_changes_nothing(team: Conversation, bo: Guest) -> None:
    older = bo.answer("DECLINED")
    bo.replies("ACCEPTED")
    team.heard_all().brings(older)
    assert team.status("C1") == "open"
    assert team.inbox()[-1]["reason"].startswith("stale")
    team.hears_nothing("bo")


def test_the_same_answer_twice_is_one(team: Conversation, bo: Guest) -> None:
    stamp = team.clock.now() + timedelta(seconds=9)
    bo.replies("ACCEPTED", stamp=stamp)
    team.heard_all()
    bo.replies("ACCEPTED", stamp=stamp, text="Once more, by another way.")
    assert any(row["reason"].startswith("unchanged") for row in team.inbox())
    team.hears_nothing("bo")


def test_a_yes_to_the_day_before_it_was_moved_is_no_yes(team: Conversation, bo: Guest) -> None:
    receipt = next(letter for letter in team.letters("ana") if "Offered to Bo" in letter.text)
    team.says("ana", "fix 1: by 11 Dec", to=receipt)
    method, event = event_in(team.hears("bo", "Invitation: review the schema (C1), Fri 11 Dec"))
    assert (method, event["SEQUENCE"], attendees(event)) == ("REQUEST", 1, {"bo@acme.example": "NEEDS-ACTION"})
    bo.replies("ACCEPTED")
    assert team.status("C1") == "offered"
    assert "kept: it answers SEQUENCE 0, now it is 1" in team.inbox()[-1]["reason"]
    bo.replies("ACCEPTED", sequence=1)
    assert team.status("C1") == "open"


def test_an_answer_for_a_single_date_accepts_nothing(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED", instance="20261202T090000Z")
    assert team.status("C1") == "offered"


def test_who_was_not_invited_is_kept_and_decides_nothing(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED", guest="mara", sender="mara")
    assert team.status("C1") == "offered"
    team.hears_nothing("mara")
    assert "kept: mara@acme.example was not invited" in team.inbox()[-1]["reason"]
    team.says("bo", "why C1", to="new").hears("bo", "Mara answered by calendar: accepted")


def test_a_stranger_is_held(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED", guest="eve@elsewhere.example", sender="eve@elsewhere.example")
    (held,) = team.inbox("held")
    assert "was not invited" in held["reason"]
    assert team.status("C1") == "offered"
    assert not team.letters("eve@elsewhere.example")


def test_nobody_answers_for_another(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED", sender="mara")
    (held,) = team.inbox("held")
    assert "not from the guest, bo@acme.example" in held["reason"]
    assert team.status("C1") == "offered"


def test_another_address_of_the_same_person_answers(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED", guest="b.kim@acme.example", sender="b.kim@acme.example")
    assert team.status("C1") == "open"


def test_a_forged_sender_is_held(tmp_path: Path) -> None:
    team = Conversation(tmp_path, config=VOUCHED)
    passed = {"Authentication_Results": "mx.acme.example; dmarc=pass header.from=acme.example"}
    team.says("ana", "@bo: review the schema by 2 Dec", to="new", **passed)
    team.says("bo", "calendar C1", to="new", **passed)
    bo = Guest(team, "bo", team.hears("bo", "Invitation: review the schema"))
    team.heard_all()
    forged = b"Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example\n" + bo.answer("ACCEPTED")
    team.brings(forged)
    (held,) = team.inbox("held")
    assert "dmarc=fail" in held["reason"]
    assert team.status("C1") == "offered"
    team.hears_nothing("bo")
    team.close()


def test_an_unknown_event_is_nobodys_business(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED", uid="another@acme.example")
    assert team.inbox()[-1]["reason"].startswith("ignored")
    assert team.status("C1") == "offered"


def test_exchange_leaves_the_organizer_out(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED", organizer=False)
    assert team.status("C1") == "open"


GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261202
DTEND;VALUE=DATE:20261203
DTSTAMP:20261123T093000Z
ORGANIZER;CN=Paceline:mailto:async@acme.example
UID:{uid}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Bo Kim
 ;X-NUM-GUESTS=0:mailto:bo@acme.example
CREATED:20261123T090000Z
LAST-MODIFIED:20261123T093000Z
LOCATION:
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:review the schema (C1)
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""
EXCHANGE = """BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED;CN=Bo Kim:MAILTO:Bo@acme.example
COMMENT;LANGUAGE=de-DE:\\n
UID:{uid}
SUMMARY;LANGUAGE=de-DE:Zugesagt: review the schema (C1)
DTSTART;VALUE=DATE:20261202
DTEND;VALUE=DATE:20261203
CLASS:PRIVATE
PRIORITY:5
DTSTAMP:20261123T093000Z
TRANSP:TRANSPARENT
STATUS:CONFIRMED
SEQUENCE:0
LOCATION;LANGUAGE=de-DE:
X-MICROSOFT-CDO-APPT-SEQUENCE:0
X-MICROSOFT-CDO-BUSYSTATUS:FREE
X-MICROSOFT-CDO-INSTTYPE:0
END:VEVENT
END:VCALENDAR
"""
APPLE = """BEGIN:VCALENDAR
CALSCALE:GREGORIAN
VERSION:2.0
X-WR-CALNAME:Work
METHOD:REPLY
PRODID:-//Apple Inc.//macOS 15.1//EN
BEGIN:VEVENT
UID:{uid}
DTSTART;VALUE=DATE:20261202
DTEND;VALUE=DATE:20261203
SEQUENCE:0
ORGANIZER;CN="Paceline";EMAIL="async@acme.example":MAILTO:async@acme.example
SUMMARY:review the schema (C1)
DTSTAMP:20261123T093000Z
ATTENDEE;CN="Bo Kim";CUTYPE=INDIVIDUAL;EMAIL="bo@acme.example";PARTSTAT=ACCE
 PTED:/aMTQxMjM0NTY3ODkwMTIzNCYjXgFO/principal/
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("written", [GOOGLE, EXCHANGE, APPLE], ids=["google", "exchange", "apple"])
@pytest.mark.parametrize("parameter", ["; method=REPLY", ""], ids=["with", "without"])
def test_as_calendars_write_it(team: Conversation, bo: Guest, written: str, parameter: str) -> None:
    """With the method of RFC 6047 in the mail, or as Apple has sent it, without."""
    octets = written.format(uid=bo.event["UID"]).replace("\n", "\r\n")
    head = f"From: Bo Kim <bo@acme.example>\r\nTo: {ROBOT}\r\nSubject: Accepted\r\nMIME-Version: 1.0\r\n"
    team.brings(f"{head}Content-Type: text/calendar; charset=utf-8{parameter}\r\n\r\n{octets}".encode())
    assert team.status("C1") == "open", team.inbox()[-1]["reason"]


def test_the_words_of_the_mail_are_not_read_beside_the_answer(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED", text="C1 decline because the mail says otherwise\nCommitment: something else by Friday")
    assert team.status("C1") == "open"
    assert team.record("C2") is None


def test_an_answer_that_was_sent_by_itself_counts_and_is_answered_by_no_letter(team: Conversation, bo: Guest) -> None:
    """Some calendars mark all that they send as automatic, though a person has clicked."""
    bo.replies("ACCEPTED", auto=True)
    assert team.status("C1") == "open"
    team.hears_nothing("bo")


# --- what follows ----------------------------------------------------------------------------------------------------


def test_the_calendar_follows_a_move_by_mail(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED")
    team.heard_all().says("bo", "C1 to 11 Dec because the vendor is late", to="new")
    method, event = event_in(team.hears("bo", "In your calendar: review the schema (C1), Fri 11 Dec"))
    assert (method, event["SEQUENCE"], event["DTSTART"].dt) == ("REQUEST", 1, FRIDAY)
    team.says("bo", "undo", to=next(it for it in team.letters("bo")[::-1] if "Moved" in it.text))
    _, event = event_in(team.hears("bo", "In your calendar: review the schema (C1), Wed 2 Dec"))
    assert (event["SEQUENCE"], event["DTSTART"].dt) == (2, WEDNESDAY)


def test_the_calendar_follows_a_drop(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED")
    team.heard_all().says("bo", "C1 drop because the customer left", to="new")
    method, event = event_in(team.hears("bo", "Cancelled: review the schema (C1)"))
    assert (method, event["UID"], event["SEQUENCE"]) == ("CANCEL", bo.event["UID"], 1)
    assert event["STATUS"] == "CANCELLED"
    bo.replies("ACCEPTED", sequence=1)
    assert team.inbox()[-1]["reason"] == "ignored: the event was called off"


def test_an_offer_that_is_taken_back_leaves_the_calendar(team: Conversation, bo: Guest) -> None:
    receipt = next(letter for letter in team.letters("ana") if "Offered to Bo" in letter.text)
    team.says("ana", "undo", to=receipt)
    assert event_in(team.hears("bo", "Cancelled: review the schema (C1)"))[0] == "CANCEL"


def test_declined_by_mail_leaves_the_calendar(team: Conversation, bo: Guest) -> None:
    team.says("bo", "C1 decline because I am away", to="new")
    assert event_in(team.hears("bo", "Cancelled: review the schema (C1)"))[0] == "CANCEL"


def test_what_is_kept_stays_where_it_is(team: Conversation, bo: Guest) -> None:
    bo.replies("ACCEPTED")
    team.heard_all().says("bo", "C1 done", to="new").hears("bo", "Kept")
    team.hears_nothing("bo")


def test_who_has_it_in_no_calendar_hears_nothing(team: Conversation) -> None:
    team.says("bo", "C1 to 11 Dec", to="new").hears("bo", "Moved")
    team.hears_nothing("bo")
