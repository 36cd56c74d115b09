"""Invites that can't be followed as they are: held, and whoever sent them is asked, once."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest
from conversation import CONFIG, Conversation, Letter

from paceline.inbox.addressees import addressees

US = "ATTENDEE;CN=Paceline;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:async@acme.example"


def invite(*more: str, **changes: str) -> str:
    """A weekly of Mara's as a calendar, with `us` among the guests; a change replaces a line, "" takes it out."""
    lines = {
        "uid": "UID:weekly-1@acme.example",
        "stamp": "DTSTAMP:20261123T080000Z",
        "sequence": "SEQUENCE:0",
        "start": "DTSTART;TZID=Europe/Berlin:20261130T100000",
        "length": "DURATION:PT30M",
        "rule": "RRULE:FREQ=WEEKLY",
        "summary": "SUMMARY:Platform weekly",
        "organizer": "ORGANIZER;CN=Mara:mailto:mara@acme.example",
        "guests": "ATTENDEE:mailto:ana@acme.example\r\nATTENDEE:mailto:bo@acme.example",
        "us": US,
        "method": "REQUEST",
        "zone": "",
    } | changes
    method, zone = lines.pop("method"), lines.pop("zone")
    event = ["BEGIN:VEVENT", *filter(None, lines.values()), *more, "END:VEVENT"]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tests//EN", f"METHOD:{method}", *filter(None, [zone])]
    return "\r\n".join([*head, *event, "END:VCALENDAR", ""])


def sends(
    team: Conversation, who: str, calendar: str, *, copy: str = "", to: str = "async@acme.example", **headers: str
) -> Conversation:
    """Somebody mails a calendar; `copy` is attached as a file besides."""
    mail = EmailMessage()
    mail["From"], mail["To"] = team.address(who), to
    mail["Subject"] = headers.pop("subject", "Invitation: Platform weekly")
    mail["Date"] = format_datetime(team.clock.now())
    mail["Message-ID"] = team._message_id("calendar")
    mail.set_content("You have been invited.")
    method = calendar.partition("METHOD:")[2].partition("\r\n")[0]
    mail.add_alternative(calendar.encode(), maintype="text", subtype="calendar", params={"method": method})
    if copy:
        mail.add_attachment(copy.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return team.brings(mail.as_bytes())


AHEAD = {
    "stamp": "DTSTAMP:20261123T083000Z",
    "sequence": "SEQUENCE:1",
    "start": "RECURRENCE-ID;TZID=Europe/Berlin:20261207T100000\r\nDTSTART;TZID=Europe/Berlin:20261207T140000",
    "rule": "",
}


def test_a_series_that_comes_after_a_newer_date_of_it_is_asked_for_once(team: Conversation) -> None:
    sends(team, "mara", invite(**AHEAD))
    assert not asked(team), "she may have invited us to one date"
    sends(team, "mara", invite())
    sends(team, "mara", invite())
    (letter,) = asked(team, "mara")
    assert letter.subject == "Platform weekly: please save the series once more"
    sends(team, "mara", invite(stamp="DTSTAMP:20261123T084500Z", sequence="SEQUENCE:2"))
    team.at("2026-11-30 09:00").hears("ana", "Platform weekly, Mon 30 Nov")


def test_a_late_copy_of_a_series_that_is_known_or_over_is_not_asked_for(team: Conversation) -> None:
    sends(team, "mara", invite(stamp="DTSTAMP:20261123T082000Z", sequence="SEQUENCE:1", method="CANCEL"))
    sends(team, "mara", invite(**AHEAD))
    sends(team, "mara", invite())
    sends(team, "mara", invite(stamp="DTSTAMP:20261123T084500Z", sequence="SEQUENCE:2"))
    sends(team, "mara", invite())
    assert not asked(team)


def asked(team: Conversation, *who: str) -> list[Letter]:
    """The letters to these people (to anybody, where none is named) that ask back."""
    found = team.transport.letters if not who else [one for each in who for one in team.letters(each)]
    return [letter for letter in found if "You get this once, because you sent it" in letter.words]


def states(team: Conversation) -> list[object]:
    return [mail["state"] for mail in reversed(team.inbox())]


# --- who is not invited, and who forwards -----------------------------------------------------------------------------


def test_an_organizer_who_sends_what_we_are_not_invited_to_is_asked_once(team: Conversation) -> None:
    sends(team, "mara", invite(us=""))
    team.hears("mara", "I am not on its guest list", "add async@acme.example to the event's guests")
    sends(team, "mara", invite(us="", sequence="SEQUENCE:1"))
    assert len(asked(team)) == 1
    assert (team.cadences(), states(team)) == ((), ["held", "held"])
    team.hears("ops@acme.example", "Mara was told what would work")
    sends(team, "mara", invite(sequence="SEQUENCE:2"))
    assert [kept.cadence.title for kept in team.cadences()] == ["Platform weekly"]


def test_an_invite_through_a_list_is_the_organizers_own(team: Conversation) -> None:
    sends(team, "mara", invite(us="", guests="ATTENDEE;CUTYPE=GROUP:mailto:team@acme.example"), to="team@acme.example")
    team.hears("mara", "I am not on its guest list")
    assert [letter.to for letter in asked(team)] == ["mara@acme.example"]


def test_who_forwards_an_invite_is_answered_once_and_its_organizer_is_not_written_to(team: Conversation) -> None:
    organizer = "ORGANIZER:mailto:eva@stranger.example"
    for sequence in ("SEQUENCE:0", "SEQUENCE:1"):
        sends(team, "bo", invite(us="", organizer=organizer, sequence=sequence))
    team.hears("bo", "I follow what an event's organizer sends me, nobody else")
    assert [letter.to for letter in asked(team)] == ["bo@acme.example"]
    assert {letter.to for letter in team.transport.letters} == {"bo@acme.example", "ops@acme.example"}


def test_a_forwarded_revision_of_a_series_that_we_follow_is_answered_too(team: Conversation) -> None:
    sends(team, "mara", invite()).heard_all()
    sends(team, "bo", invite(sequence="SEQUENCE:1", summary="SUMMARY:Renamed"))
    team.hears("bo", "I kept it and changed nothing")
    team.hears_nothing("mara")
    assert team.cadences()[0].cadence.title == "Platform weekly"


@pytest.mark.parametrize("what", ["a stranger", "an extra reader"])
def test_who_is_not_of_a_team_is_not_answered(team: Conversation, what: str) -> None:
    sends(team, "mara", invite("DESCRIPTION:also: boss@acme.example")).heard_all()
    who = {"a stranger": "eva@stranger.example", "an extra reader": "boss@acme.example"}[what]
    before = len(team.transport.letters)
    sends(team, who, invite(us="", uid="UID:other", organizer=f"ORGANIZER:mailto:{who}"))
    sends(team, who, invite(uid="UID:third"))
    assert {letter.to for letter in team.transport.letters[before:]} == {"ops@acme.example"}


def test_dates_that_a_stranger_adds_to_nothing_are_not_asked_for(team: Conversation) -> None:
    for sender in ("eva@stranger.example", "bo"):
        sends(team, sender, invite(method="ADD", organizer="ORGANIZER:mailto:eva@stranger.example"))
    assert not any("Please send again" in letter.subject for letter in team.transport.letters)
    assert "eva@stranger.example" not in {letter.to for letter in team.transport.letters}


@pytest.fixture
def checked(tmp_path: Path) -> Iterator[Conversation]:
    """A team whose mail server says whom it believes."""
    conversation = Conversation(tmp_path, config=CONFIG.replace('trust = "token"', 'authserv_id = "mx.acme.example"'))
    yield conversation
    conversation.close()


def test_nobody_is_asked_back_whom_the_server_does_not_vouch_for(checked: Conversation) -> None:
    for calendar in (invite(us=""), invite(rule="RRULE:FREQ=HOURLY"), invite()):
        sends(checked, "mara", calendar)
    assert [letter.to for letter in checked.transport.letters if letter.to != "ops@acme.example"] == []
    assert states(checked) == ["held", "quarantined", "held"]


# --- another organizer ------------------------------------------------------------------------------------------------

BOS = "ORGANIZER;CN=Bo:mailto:bo@acme.example"


def handed(team: Conversation) -> Letter:
    sends(team, "mara", invite()).heard_all()
    sends(team, "bo", invite(organizer=BOS, sequence="SEQUENCE:3", summary="SUMMARY:Bo's weekly"))
    assert team.cadences()[0].cadence.title == "Platform weekly"
    return team.hears("mara", "Bo (bo@acme.example) sends Platform weekly as its organizer now", "hand over")


def test_another_organizer_takes_over_when_the_one_we_know_says_so(team: Conversation) -> None:
    team.says("mara", "hand over", to=handed(team))
    team.hears("mara", "from now on I follow Bo's invites")
    (kept,) = team.cadences()
    assert (kept.organizer, kept.cadence.organizer) == ("bo", "bo@acme.example")
    assert kept.cadence.title == "Bo's weekly", "what was held has been taken in"
    team.hears("bo", "Accepted: Bo's weekly")
    assert states(team) == ["settled", "settled", "settled"]
    sends(team, "mara", invite(sequence="SEQUENCE:4", summary="SUMMARY:Mine again"))
    assert team.cadences()[0].cadence.title == "Bo's weekly"


@pytest.mark.parametrize("answer", ["keep", "no", "who is that?"])
def test_without_a_yes_the_series_stays_where_it_is(team: Conversation, answer: str) -> None:
    team.says("mara", answer, to=handed(team))
    assert (team.cadences()[0].organizer, states(team)[1]) == ("mara", "held")


def test_nobody_else_can_hand_a_series_over(team: Conversation) -> None:
    question = handed(team)
    team.says("bo", "hand over", to=question)
    team.says("ana", "hand over", to=question, quote=False)
    assert team.cadences()[0].organizer == "mara"


def test_who_has_handed_a_series_over_names_nobody_for_it_any_more(team: Conversation) -> None:
    sends(team, "mara", invite(guests=""))
    question = asked(team)[0]
    sends(team, "bo", invite(organizer=BOS, guests="", sequence="SEQUENCE:1"))
    team.says("mara", "hand over", to=asked(team, "mara")[1])
    team.says("mara", "ana@acme.example", to=question)
    (kept,) = team.cadences()
    assert (kept.organizer, kept.ordered.people) == ("bo", ())


def test_the_organizer_is_asked_once_about_another(team: Conversation) -> None:
    handed(team)
    sends(team, "bo", invite(organizer=BOS, sequence="SEQUENCE:4"))
    assert len(asked(team, "mara")) == 1


def test_a_stranger_who_claims_a_series_bothers_nobody_but_the_operator(team: Conversation) -> None:
    sends(team, "mara", invite()).heard_all()
    sends(team, "eva@stranger.example", invite(organizer="ORGANIZER:mailto:eva@stranger.example"))
    team.hears_nothing("mara")
    team.hears("ops@acme.example", "eva@stranger.example")


# --- hidden guests and lists ------------------------------------------------------------------------------------------


def test_where_no_guest_is_seen_the_organizer_names_the_people(team: Conversation) -> None:
    sends(team, "mara", invite(guests=""))
    question = team.hears("mara", "I see nobody but you on its guest list")
    team.says("mara", "Bo <bo@acme.example>, ana@acme.example\nFinn Oro <finn@partner.example>", to=question)
    team.hears("mara", "asked too", "Finn Oro")
    assert next(p for p, learned in team.people() if learned).name == "Finn Oro"
    team.at("2026-11-27 09:00")
    for who in ("mara", "ana", "bo", "finn@partner.example"):
        team.hears(who, "your update for Mon 30 Nov")
    team.at("2026-11-30 09:00").hears("finn@partner.example", "Platform weekly, Mon 30 Nov")


def test_who_was_named_stays_when_the_event_changes(team: Conversation) -> None:
    sends(team, "mara", invite(guests=""))
    team.says("mara", "bo@acme.example", to=team.hears("mara", "whom shall I ask?"))
    sends(team, "mara", invite(guests="", sequence="SEQUENCE:1", summary="SUMMARY:Renamed"))
    assert len(asked(team)) == 1
    team.says("mara", "ana@acme.example", to=asked(team)[0])
    team.at("2026-11-27 09:00")
    for who in ("ana", "bo"):
        team.hears(who, "Renamed: your update for Mon 30 Nov")


def test_a_list_is_not_asked_as_if_it_were_a_person(team: Conversation) -> None:
    sends(team, "mara", invite(guests="ATTENDEE;CN=The team:mailto:team@acme.example"))
    team.hears("mara", "team@acme.example looks like a list")
    assert "team@acme.example" not in {address for person, _ in team.people() for address in person.addresses}
    team.at("2026-11-30 12:00")
    assert team.letters("team@acme.example") == []


def test_a_group_beside_people_is_asked_about_and_nothing_else_waits(team: Conversation) -> None:
    sends(team, "mara", invite("ATTENDEE;CUTYPE=GROUP:mailto:sales-north@acme.example"))
    team.hears("mara", "sales-north@acme.example looks like a list")
    team.at("2026-11-27 09:00").hears("ana", "your update for Mon 30 Nov")
    assert team.letters("sales-north@acme.example") == []


def test_the_people_may_be_named_in_answer_to_the_confirmation_too(team: Conversation) -> None:
    sends(team, "mara", invite(guests=""))
    confirmation = team.hears("mara", "I'll collect the updates")
    team.says("mara", "We do this for eve@partner.example, our customer", to=confirmation)
    assert team.cadences()[0].ordered.people == ()
    team.says("mara", "bo@acme.example\nana@acme.example", to=confirmation)
    assert [each.address for each in team.cadences()[0].ordered.people] == ["bo@acme.example", "ana@acme.example"]


def test_who_names_addresses_unasked_adds_nobody(team: Conversation) -> None:
    sends(team, "mara", invite())
    team.says("mara", "eve@partner.example", to=team.hears("mara", "I'll collect the updates"))
    assert team.cadences()[0].ordered.people == ()


def test_the_same_answer_may_name_a_reader(team: Conversation) -> None:
    sends(team, "mara", invite(guests=""))
    team.says("mara", "also: boss@acme.example\nbo@acme.example", to=asked(team)[0])
    (kept,) = team.cadences()
    assert [each.address for each in kept.cadence.settings.people] == ["bo@acme.example"]
    assert kept.cadence.settings.also == ("boss@acme.example",)
    team.at("2026-11-27 09:00").hears("bo", "your update")
    assert team.letters("boss@acme.example") == []


def test_an_address_that_only_sounds_like_a_list_is_a_person_when_the_organizer_says_so(team: Conversation) -> None:
    sends(team, "mara", invite(guests="ATTENDEE:mailto:office@small.example"))
    team.says("mara", "office@small.example", to=team.hears("mara", "office@small.example looks like a list"))
    team.at("2026-11-27 09:00").hears("office@small.example", "your update for Mon 30 Nov")


def test_guests_who_are_seen_are_not_asked_for(team: Conversation) -> None:
    sends(team, "mara", invite())
    assert asked(team) == []


def test_only_the_organizer_names_people(team: Conversation) -> None:
    sends(team, "mara", invite(guests=""))
    question = asked(team)[0]
    for sender in ("bo", "eva@stranger.example"):
        team.says(sender, "eva@stranger.example", to=question)
    assert team.cadences()[0].ordered.people == ()
    assert team.letters("eva@stranger.example") == []


def test_a_hundred_people_are_asked_and_no_more(team: Conversation) -> None:
    sends(team, "mara", invite(guests=""))
    many = "\n".join(f"p{n}@partner.example" for n in range(130))
    team.says("mara", many, to=asked(team)[0], quote=False)
    assert len(team.cadences()[0].ordered.people) == 100
    team.hears("mara", "You named 130 people for Platform weekly; I ask the first 100")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bo@acme.example", ["bo@acme.example"]),
        ("Bo <bo@acme.example>, ana@acme.example;", ["bo@acme.example", "ana@acme.example"]),
        ('- "Kim, Bo" <Bo@ACME.example>\n2. ana@acme.example', ["bo@acme.example", "ana@acme.example"]),
        ("Please ask bo@acme.example and ana@acme.example.", ["bo@acme.example", "ana@acme.example"]),
        ("bo@acme.example <mailto:bo@acme.example>", ["bo@acme.example"]),
        ("everybody but bo@acme.example", []),
        ("nicht bo@acme.example", []),
        ("nobody@, @x, bo at acme", []),
        ("", []),
    ],
)
def test_people_are_read_from_what_people_write(text: str, expected: list[str]) -> None:
    assert [each.address for each in addressees(text)] == expected


# --- what can't be read -----------------------------------------------------------------------------------------------


def winmail(team: Conversation, who: str, kind: bytes = b"IPM.Microsoft Schedule.MtgReq") -> Conversation:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = team.address(who), "async@acme.example", "Platform weekly"
    mail["Date"], mail["Message-ID"] = format_datetime(team.clock.now()), team._message_id("outlook")
    mail.set_content("When: Monday")
    tnef = b"\x78\x9f\x3e\x22\x01\x00\x01\x08\x80\x07\x00" + kind + b"\x00" + bytes(200)
    mail.add_attachment(tnef, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return team.brings(mail.as_bytes())


def test_an_invite_that_only_outlook_reads_is_asked_for_as_icalendar_once_a_month(team: Conversation) -> None:
    winmail(winmail(team, "bo"), "bo")
    team.hears("bo", "Please send that invite as iCalendar", "In Outlook, under File, Options, Calendar")
    team.hears_nothing("bo")
    assert states(team) == ["held", "held"]
    winmail(team.at("2026-12-02 09:00").heard_all(), "bo").hears("bo", "as iCalendar")


def test_a_winmail_that_is_no_invite_is_read_as_a_mail(team: Conversation) -> None:
    winmail(team, "bo", b"IPM.Microsoft Mail.Note")
    assert not any("iCalendar" in letter.subject for letter in team.letters("bo"))
    assert states(team) == ["settled"]


def test_strangers_are_not_told_what_outlook_can_do(team: Conversation) -> None:
    winmail(team, "eva@stranger.example")
    assert team.letters("eva@stranger.example") == []


def test_an_invite_that_is_refused_is_answered_with_the_reason_and_what_would_work(team: Conversation) -> None:
    for _ in range(2):
        sends(team, "mara", invite(rule="RRULE:FREQ=HOURLY"))
        team.at(f"{team.clock.now():%Y-%m-%d} 11:00")
    team.hears("mara", "it repeats in a way that I do not follow", "daily, weekly, monthly or yearly", "FREQ=HOURLY")
    team.hears_nothing("mara")
    assert set(states(team)) == {"quarantined"}
    assert "FREQ=HOURLY" in str(team.inbox("quarantined")[0]["reason"])


def test_a_refused_invite_that_was_forwarded_writes_to_nobody(team: Conversation) -> None:
    sends(team, "bo", invite(rule="RRULE:FREQ=HOURLY"))
    assert team.transport.letters == []


def test_a_broken_calendar_does_not_hide_its_whole_copy(team: Conversation) -> None:
    sends(team, "mara", invite().replace("END:VEVENT\r\nEND:VCALENDAR", ""), copy=invite())
    assert [kept.cadence.title for kept in team.cadences()] == ["Platform weekly"]
    assert states(team) == ["settled"]


def test_the_same_calendar_as_a_file_is_the_same(team: Conversation) -> None:
    sends(team, "mara", invite(), copy=invite())
    assert len(team.letters("mara")) == 2, "the acceptance and the confirmation"


# --- time zones -------------------------------------------------------------------------------------------------------


def test_a_time_zone_that_nobody_knows_is_asked_about_in_the_first_line(team: Conversation) -> None:
    sends(team, "mara", invite(start="DTSTART;TZID=Europe/Germany:20261130T100000"))
    confirmation = team.hears("mara", "I'll collect the updates")
    assert confirmation.words.startswith('Which time zone is "Europe/Germany"?')
    assert "as those of Berlin" in confirmation.words
    unsaid = invite(start="DTSTART;TZID=Europe/Germany:20261130T100000", sequence="SEQUENCE:1", summary="SUMMARY:New")
    sends(team, "mara", unsaid)
    assert "Which time zone" not in team.hears("mara", "New: changed").words


def test_rules_that_are_not_ours_are_told(team: Conversation) -> None:
    standard = "BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD"
    zone = f"BEGIN:VTIMEZONE\r\nTZID:America/New_York\r\n{standard}\r\nEND:VTIMEZONE"
    sends(team, "mara", invite(zone=zone, start="DTSTART;TZID=America/New_York:20261130T100000"))
    team.hears("mara", "other rules for New York", "on Mon 30 Nov it says UTC+1, mine say UTC-5")


def test_an_all_day_series_begins_where_its_organizer_is(tmp_path: Path) -> None:
    mara = 'address = "mara@acme.example"\nteam = "platform"\nzone = '
    team = Conversation(tmp_path, config=CONFIG.replace(f'{mara}"Europe/Berlin"', f'{mara}"America/New_York"'))
    sends(team, "mara", invite(start="DTSTART;VALUE=DATE:20261130", length=""))
    assert team.cadences()[0].cadence.zone == "America/New_York"
    team.close()


# --- other addresses of ours ------------------------------------------------------------------------------------------


@pytest.fixture
def aliased(tmp_path: Path) -> Iterator[Conversation]:
    alias = 'aliases = ["reviews@acme.example"]\noperator ='
    conversation = Conversation(tmp_path, config=CONFIG.replace("operator =", alias))
    yield conversation
    conversation.close()


def test_an_invite_to_another_address_of_ours_is_an_invite(aliased: Conversation) -> None:
    sends(aliased, "mara", invite(us="ATTENDEE;RSVP=TRUE:MAILTO:Reviews@acme.example"), to="reviews@acme.example")
    accepted = aliased.hears("mara", "Accepted: Platform weekly")
    (calendar,) = [part for part in accepted.mail.walk() if part.get_content_type() == "text/calendar"]
    assert b"ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Reviews@acme.example" in calendar.get_payload(decode=True)
    assert [guest.address for guest in aliased.cadences()[0].cadence.participants] == [
        "ana@acme.example",
        "bo@acme.example",
    ]


def test_an_answer_to_another_address_of_ours_is_an_answer(aliased: Conversation) -> None:
    sends(aliased, "mara", invite())
    letter = aliased.hears("mara", "I'll collect the updates")
    mail = aliased.mail("mara", "ask: 2 days before", letter, quote=False)
    answers_to = str(mail["To"]).replace("async+", "reviews+")
    del mail["To"], mail["In-Reply-To"], mail["References"]
    mail["To"] = answers_to
    aliased.brings(mail.as_bytes())
    aliased.hears("mara", "2 working days before")


def test_a_mail_from_another_address_of_ours_is_our_own(aliased: Conversation) -> None:
    sends(aliased, "reviews@acme.example", invite(organizer="ORGANIZER:mailto:reviews@acme.example"))
    assert aliased.transport.letters == []


# --- what an invite did -----------------------------------------------------------------------------------------------


def test_what_a_calendar_message_did_is_kept_with_it(team: Conversation) -> None:
    sends(team, "mara", invite())
    sends(team, "mara", invite("X-COPY:1"))
    sends(team, "mara", invite(sequence="SEQUENCE:2"))
    sends(team, "mara", invite(sequence="SEQUENCE:1"))
    sends(team, "mara", invite(method="PUBLISH", uid="UID:other"))
    reasons = [str(mail["reason"]) for mail in sorted(team.inbox(), key=lambda mail: str(mail["received_at"]))]
    assert sorted(reason.partition(":")[0] for reason in reasons) == [
        "applied", "applied", "ignored", "stale", "unchanged",
    ]  # fmt: skip
    assert {mail["sender"] for mail in team.inbox()} == {"mara"}


def test_nobody_starts_series_without_end(tmp_path: Path) -> None:
    config = CONFIG.replace("operator =", "new_series_a_day = 3\noperator =")
    team = Conversation(tmp_path, config=config)
    for number in range(6):
        sends(team, "mara", invite(uid=f"UID:series-{number}", summary=f"SUMMARY:Series {number}"))
    assert len(team.cadences()) == 3
    team.hears("mara", "more than 3 new series today", "Series 3")
    assert len(asked(team)) == 1
    sends(team, "bo", invite(uid="UID:bos", organizer=BOS))
    sends(team, "mara", invite(uid="UID:series-0", sequence="SEQUENCE:1", summary="SUMMARY:Renamed"))
    assert {kept.cadence.title for kept in team.cadences()} >= {"Renamed", "Platform weekly"}
    sends(team.at("2026-11-24 09:00"), "mara", invite(uid="UID:series-4", summary="SUMMARY:Series 4"))
    assert "Series 4" in {kept.cadence.title for kept in team.cadences()}
    team.close()
