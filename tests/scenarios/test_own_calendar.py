"""A server keeps a calendar for the service: invitations are read there, answered there, and due days written there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import invitations
import pytest
from calendar_server import CalendarInMemory
from conversation import Conversation
from faults.test_crashes import Blown, Fuse, FusedLedger

from paceline import looking
from paceline.clerks import persons
from paceline.clerks.desk import Desk
from paceline.config import Door
from paceline.domain.cadence import Participant
from paceline.ledger import calendars, inbox, premises
from paceline.ports import UNREADABLE, Changes, Shown


@pytest.fixture
def calendar(team: Conversation) -> CalendarInMemory:
    """The team's service with a calendar of its own."""
    team.config = replace(team.config, calendar=Door("memory"))
    team.service = replace(team.service, config=team.config)
    team.calendar = CalendarInMemory()
    return team.calendar


def weekly(**changes: str) -> str:
    """A calendar's copy of the weekly: no METHOD (RFC 4791, 4.1)."""
    return invitations.calendar(invitations.event(**changes), method="")


def reasons(team: Conversation) -> list[str]:
    with team.ledger.begin() as tx:
        return [str(row["reason"]) for row in inbox.listing(tx, ("settled", "held", "quarantined"))]


def test_an_event_in_it_is_an_invitation(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.holds("e1", weekly())
    team.tick()
    team.hears("mara", "I accepted your invite", "Ana, Bo and you")
    assert [kept.cadence.title for kept in team.cadences()] == ["Platform weekly"]


def test_it_is_answered_in_the_calendar_and_not_by_mail(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.holds("e1", weekly())
    team.tick()
    [(name, reply)] = calendar.answers
    assert (name, b"PARTSTAT=ACCEPTED" in reply) == ("e1", True)
    assert not [letter for letter in team.letters("mara") if letter.subject.startswith("Accepted")]


def test_a_server_that_takes_no_answers_leaves_them_to_mail(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.schedules = False
    calendar.holds("e1", weekly())
    team.tick()
    team.hears("mara", "Accepted: Platform weekly")
    assert calendar.answers == []


def test_an_invitation_that_comes_by_mail_and_in_the_calendar_is_answered_once(
    team: Conversation, calendar: CalendarInMemory
) -> None:
    team.invites("mara", uid="weekly@acme.example")
    calendar.holds("e1", weekly())
    team.tick()
    team.at("2026-11-24 12:00")
    assert [name for name, _ in calendar.answers] == ["e1"]
    assert not [letter for letter in team.letters("mara") if letter.subject.startswith("Accepted")]
    assert len([letter for letter in team.letters("mara") if "I accepted your invite" in letter.words]) == 1


def test_an_invitation_that_never_shows_up_in_the_calendar_is_answered_by_mail(
    team: Conversation, calendar: CalendarInMemory
) -> None:
    team.invites("mara")
    assert not [letter for letter in team.letters("mara") if letter.subject.startswith("Accepted")]
    team.at("2026-11-24 12:00")
    team.hears("mara", "Accepted: Platform weekly")


def test_what_is_moved_there_is_followed(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.holds("e1", weekly())
    team.tick()
    team.heard_all()
    calendar.holds(
        "e1",
        weekly(
            DTSTART="DTSTART;TZID=Europe/Berlin:20261201T140000",
            SEQUENCE="SEQUENCE:1",
            DTSTAMP="DTSTAMP:20261123T090000Z",
        ),
    )
    team.tick()
    team.hears("mara", "Tue")
    [kept] = team.cadences()
    assert kept.cadence.sequence == 1


def test_others_answers_are_no_news_to_anybody(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.holds("e1", weekly())
    team.tick()
    team.heard_all()
    calendar.holds("e1", weekly(DTSTAMP="DTSTAMP:20261123T090000Z"))
    team.tick()
    assert len(reasons(team)) == 1, "only its revision's stamp has changed"
    ana = "ATTENDEE;CN=Ana;PARTSTAT=ACCEPTED:mailto:ana@acme.example"
    calendar.holds("e1", weekly(ANA=ana, DTSTAMP="DTSTAMP:20261123T100000Z"))
    team.tick()
    team.hears_nothing("mara")
    team.hears_nothing("ana")


def test_what_is_taken_out_of_it_is_over(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.holds("e1", weekly())
    team.tick()
    team.heard_all()
    calendar.drops("e1")
    team.tick()
    assert all(kept.ended for kept in team.cadences())
    team.at("2026-11-30 12:00")
    assert not [letter for letter in team.letters("ana") if "your update" in letter.subject]


def test_a_forgotten_cursor_finds_what_has_gone_meanwhile(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.holds("e1", weekly())
    calendar.holds("e2", weekly(UID="UID:other@acme.example", SUMMARY="SUMMARY:Design weekly"))
    team.tick()
    calendar.drops("e1")
    calendar.forgets_cursors()
    team.tick()
    assert [kept.cadence.title for kept in team.cadences() if not kept.ended] == ["Design weekly"]


def test_an_invitation_from_outside_counts_by_its_mail_only(team: Conversation, calendar: CalendarInMemory) -> None:
    """Servers put what anybody sends into a calendar; who sent it only the mail can prove."""
    calendar.holds("e1", weekly(ORGANIZER="ORGANIZER;CN=Eve:mailto:eve@evil.example"))
    team.tick()
    assert not team.cadences()
    assert "eve@evil.example is not of acme.example" in reasons(team)[0]


def test_events_that_invite_nobody_are_left_alone(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.holds("e1", weekly(ORGANIZER="", ANA="", BO="", US=""))
    calendar.holds("e2", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    calendar.holds("e3", b"\xff\x00 nonsense")
    team.tick()
    assert reasons(team) == []


def test_mail_is_not_kept_waiting_while_its_server_is_away(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.away = True
    team.invites("mara")
    team.hears("mara", "I accepted your invite")
    calendar.away = False
    calendar.holds("e1", weekly(UID="UID:other@acme.example", SUMMARY="SUMMARY:Design weekly"))
    team.tick()
    team.hears("mara", "Design weekly")


# --- whom it is believed of -------------------------------------------------------------------------------------------


@pytest.fixture
def vouched(team: Conversation, calendar: CalendarInMemory) -> Conversation:
    """Mail is believed by what its server says of it."""
    service = replace(team.config.service, trust="dmarc", authserv_id="mx.acme.example")
    team.config = replace(team.config, service=service)
    team.service = replace(team.service, config=team.config)
    return team


def test_who_may_put_events_into_it_is_not_told_by_the_organizer_that_they_name(
    vouched: Conversation, calendar: CalendarInMemory
) -> None:
    """Anybody mails an invitation in Mara's name; the mail fails, and its server puts it into the calendar."""
    calendar.holds("e1", weekly())
    vouched.tick()
    assert not vouched.cadences()
    assert "its mail says who sent it" in reasons(vouched)[0]
    vouched.hears_nothing("mara")


def test_a_server_that_lets_nobody_else_speak_for_its_domain_is_believed(
    vouched: Conversation, calendar: CalendarInMemory
) -> None:
    vouched.config = replace(vouched.config, vouched=("acme.example",))
    vouched.service = replace(vouched.service, config=vouched.config)
    calendar.holds("e1", weekly())
    calendar.holds("e2", weekly(UID="UID:x@evil.example", ORGANIZER="ORGANIZER:mailto:eve@evil.example"))
    vouched.tick()
    assert [kept.cadence.organizer for kept in vouched.cadences()] == ["mara@acme.example"]


def test_a_calendar_that_is_not_believed_calls_nothing_off(vouched: Conversation, calendar: CalendarInMemory) -> None:
    vouched.config = replace(vouched.config, vouched=("acme.example",))
    vouched.service = replace(vouched.service, config=vouched.config)
    calendar.holds("e1", weekly())
    vouched.tick()
    vouched.config = replace(vouched.config, vouched=())
    vouched.service = replace(vouched.service, config=vouched.config)
    calendar.holds("e1", weekly(STATUS="STATUS:CANCELLED", SEQUENCE="SEQUENCE:1", DTSTAMP="DTSTAMP:20261123T090000Z"))
    vouched.tick()
    calendar.drops("e1")
    vouched.tick()
    assert [kept.ended for kept in vouched.cadences()] == [False]


# --- calendars are tidied up ------------------------------------------------------------------------------------------

OVER = {
    "DTSTART": "DTSTART;TZID=Europe/Berlin:20251201T100000",
    "RRULE": "RRULE:FREQ=WEEKLY;COUNT=3",
}


def test_what_was_over_before_we_looked_is_no_news(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.holds("e1", weekly(**OVER))
    calendar.holds("e2", weekly(UID="UID:once@acme.example", **(OVER | {"RRULE": ""})))
    team.tick()
    assert not team.transport.letters
    assert not team.cadences()
    assert calendar.answers == []


def test_an_absence_that_lasts_is_no_history(team: Conversation, calendar: CalendarInMemory) -> None:
    away = weekly(
        SUMMARY="SUMMARY:Out of office",
        DTSTART="DTSTART;VALUE=DATE:20261116",
        DTEND="DTEND;VALUE=DATE:20261212",
        RRULE="",
        ANA="",
        BO="",
    )
    calendar.holds("e1", away)
    team.tick()
    assert not [reason for reason in reasons(team) if "it was over" in reason]


def test_what_begins_in_two_years_is_no_history(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.holds("e1", weekly(DTSTART="DTSTART;TZID=Europe/Berlin:20281204T100000"))
    team.tick()
    assert [kept.cadence.title for kept in team.cadences()] == ["Platform weekly"]


def test_an_absence_that_is_over_is_tidied_away_without_a_word(team: Conversation, calendar: CalendarInMemory) -> None:
    times = {"DTSTART": "DTSTART;VALUE=DATE:20261123", "DTEND": "DTEND;VALUE=DATE:20261125"}
    calendar.holds("e1", weekly(SUMMARY="SUMMARY:Out of office", RRULE="", ANA="", BO="", **times))
    team.tick()
    team.at("2026-12-10 12:00").heard_all()
    calendar.drops("e1")
    team.tick()
    team.hears_nothing("mara")


def test_a_series_that_has_run_out_is_taken_away_without_a_word(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.holds("e1", weekly(RRULE="RRULE:FREQ=WEEKLY;COUNT=2"))
    team.tick()
    team.at("2027-01-15 12:00").heard_all()
    calendar.drops("e1")
    calendar.forgets_cursors()
    team.tick()
    team.hears_nothing("mara")
    assert [kept.ended for kept in team.cadences()] == [False]


def test_an_event_that_can_not_be_read_any_more_goes_on(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.holds("e1", weekly())
    team.tick()
    calendar.holds("e1", UNREADABLE)
    calendar.forgets_cursors()
    team.tick()
    assert [kept.ended for kept in team.cadences()] == [False]


@pytest.mark.parametrize("forgets", [False, True])
def test_an_event_that_is_put_there_under_another_name_goes_on(
    team: Conversation, calendar: CalendarInMemory, *, forgets: bool
) -> None:
    """A calendar that was moved or restored calls its events anew."""
    calendar.holds("e1", weekly())
    team.tick()
    team.heard_all()
    calendar.drops("e1")
    calendar.holds("e2", weekly())
    if forgets:
        calendar.forgets_cursors()
    team.tick()
    team.hears_nothing("mara")
    assert [kept.ended for kept in team.cadences()] == [False]


def test_a_calendar_that_is_suddenly_empty_calls_nothing_off(team: Conversation, calendar: CalendarInMemory) -> None:
    """Its share was taken back, or the settings name another one."""
    for number in range(3):
        calendar.holds(f"e{number}", weekly(UID=f"UID:{number}@acme.example"))
    team.tick()
    for number in range(3):
        calendar.drops(f"e{number}")
    calendar.forgets_cursors()
    team.tick()
    assert [kept.ended for kept in team.cadences()] == [False] * 3


# --- two at once, and answers to another revision ---------------------------------------------------------------------


def test_who_comes_late_does_not_undo_what_another_worker_has_read(
    team: Conversation, calendar: CalendarInMemory
) -> None:
    """It was asked first, and answered last: the event is gone by then."""
    early = Late(calendar, then=lambda: team.tick())
    calendar.holds("e1", weekly())
    early.before = lambda: calendar.drops("e1")
    assert looking.follow(team.service, early) == 0
    team.tick()
    assert all(kept.ended for kept in team.cadences())
    with team.ledger.begin() as tx:
        assert calendars.cursor(tx, "memory") == str(len(calendar.log))


class Late(CalendarInMemory):
    """A calendar that is read by another worker between the answer and its way to us."""

    def __init__(self, calendar: CalendarInMemory, then: Callable[[], object]) -> None:
        super().__init__(events=calendar.events, log=calendar.log)
        self.before: Callable[[], object] = lambda: None
        self._then = then

    def changes(self, cursor: str) -> Changes:
        found = super().changes(cursor)
        self.before()
        self._then()
        return found


def test_an_answer_waits_for_the_revision_that_it_answers(team: Conversation, calendar: CalendarInMemory) -> None:
    """By mail a newer one came than the calendar holds."""
    calendar.holds("e1", weekly())
    team.tick()
    team.invites("mara", uid="weekly@acme.example", start="2026-12-01 10:00", sequence=1)
    assert [b"SEQUENCE:0" in reply for _, reply in calendar.answers] == [True]
    newer = {"SEQUENCE": "SEQUENCE:1", "DTSTAMP": f"DTSTAMP:{team.clock.now():%Y%m%dT%H%M%SZ}"}
    calendar.holds("e1", weekly(**newer, DTSTART="DTSTART;TZID=Europe/Berlin:20261201T100000"))
    team.tick()
    assert [b"SEQUENCE:1" in reply for _, reply in calendar.answers] == [False, True]
    team.at("2026-11-24 12:00")
    assert not [letter for letter in team.letters("mara") if letter.subject.startswith("Accepted")]


def test_who_calls_it_off_before_the_answer_gets_none(team: Conversation, calendar: CalendarInMemory) -> None:
    team.invites("mara")
    team.at("2026-11-23 09:05").invites("mara", sequence=1, method="CANCEL")
    team.at("2026-11-24 12:00")
    assert not [letter for letter in team.letters("mara") if letter.subject.startswith("Accepted")]


def test_a_series_is_asked_for_at_once(team: Conversation, calendar: CalendarInMemory) -> None:
    """A question is no answer: it waits for no calendar."""
    team.invites("mara", method="ADD", rule="")
    team.hears("mara", "Please send again")


def test_an_older_copy_that_shows_up_is_not_what_is_answered(team: Conversation, calendar: CalendarInMemory) -> None:
    team.invites("mara", uid="weekly@acme.example", start="2026-12-01 10:00", sequence=1)
    calendar.holds("e1", weekly())
    team.tick()
    assert calendar.answers == []
    team.at("2026-11-24 12:00")
    team.hears("mara", "Accepted: Platform weekly")


def test_an_answer_goes_by_mail_where_the_calendar_stays_away(team: Conversation, calendar: CalendarInMemory) -> None:
    calendar.answers_nobody = True
    calendar.holds("e1", weekly())
    team.tick()
    assert not [letter for letter in team.letters("mara") if letter.subject.startswith("Accepted")]
    team.at("2026-11-24 12:00")
    team.hears("mara", "Accepted: Platform weekly")


def test_an_answer_that_the_calendar_fails_on_keeps_no_letter_waiting_and_goes_by_mail(team: Conversation) -> None:
    class Fails(CalendarInMemory):
        def answer(self, name: str, reply: bytes) -> None:
            raise KeyError(name)

    team.calendar = Fails()
    team.calendar.holds("e1", weekly())
    team.tick()
    team.hears("mara", "Platform weekly: I'll collect the updates")
    team.at("2026-11-24 12:00")
    team.hears("mara", "Accepted: Platform weekly")


# --- what we write into it --------------------------------------------------------------------------------------------


@pytest.fixture
def shared(team: Conversation, calendar: CalendarInMemory) -> CalendarInMemory:
    team.config = replace(team.config, published=("platform",))
    team.service = replace(team.service, config=team.config)
    return calendar


def test_due_days_stand_in_it_until_they_are_kept(team: Conversation, shared: CalendarInMemory) -> None:
    team.invites("mara")
    team.at("2026-11-27 10:00")
    team.says("ana", "Next\n- ship the importer by Thursday")
    team.tick()
    [entry] = shared.ours().values()
    assert "DTSTART;VALUE=DATE:20261203" in entry
    assert "METHOD" not in entry
    team.says("ana", "C1 to 7 Dec because the vendor is late", to="new")
    team.tick()
    [entry] = shared.ours().values()
    assert "DTSTART;VALUE=DATE:20261207" in entry
    team.says("ana", "C1 drop because nobody needs it", to="new")
    team.tick()
    assert shared.ours() == {}


def test_our_own_entries_are_no_invitations(team: Conversation, shared: CalendarInMemory) -> None:
    team.invites("mara")
    team.says("ana", "Commitment: ship the importer by Thursday", to="new")
    team.tick()
    team.tick()
    assert len(shared.ours()) == 1
    assert not [reason for reason in reasons(team) if "not of" in reason]


def test_nothing_is_written_twice(team: Conversation, shared: CalendarInMemory) -> None:
    team.says("ana", "Commitment: ship the importer by Thursday", to="new")
    team.tick()
    written = len(shared.log)
    team.tick()
    team.tick()
    assert len(shared.log) == written


def test_one_worker_looks_at_a_time(team: Conversation, shared: CalendarInMemory) -> None:
    """Of two that write the same day, the one that knew less could come last."""
    team.says("ana", "Commitment: ship the importer by Thursday", to="new")
    inner: list[int] = []

    class Slow(CalendarInMemory):
        def changes(self, cursor: str) -> Changes:
            if not inner:
                inner.append(looking.look(team.service, self))
            return super().changes(cursor)

    slow = Slow(events=shared.events, log=shared.log)
    shared.events.clear()
    looking.look(team.service, slow)
    assert inner == [0]


def test_a_worker_that_died_is_followed_by_another_after_a_while(team: Conversation, shared: CalendarInMemory) -> None:
    dead = looking.Turn(team.service, looking.name_of_turn(shared), "dead")
    assert dead.is_ours()
    shared.holds("e1", weekly())
    team.tick()
    assert not team.cadences()
    team.at("2026-11-23 11:00")
    team.tick()
    assert [kept.cadence.title for kept in team.cadences()] == ["Platform weekly"]


def test_who_lost_their_turn_writes_no_more(team: Conversation, shared: CalendarInMemory) -> None:
    team.says("ana", "Commitment: ship the importer by Thursday", to="new")
    written = len(shared.log)
    with team.ledger.begin() as tx:
        premises.drop(tx, "entries")
        calendars.took_away(tx, calendars.entries(tx))
    looking.write_days(team.service, shared, lambda: False)
    assert len(shared.log) == written
    looking.write_days(team.service, shared)
    assert len(shared.log) == written + 1


def test_a_crash_between_any_two_steps_of_a_look_is_made_good(team: Conversation, shared: CalendarInMemory) -> None:
    """Each look dies at its next transaction or call; in the end all is there, once."""
    shared.holds("e1", weekly())
    team.says("ana", "Commitment: ship the importer by Thursday", to="new")
    for left in range(40):
        fuse = Fuse(left)
        service = replace(team.service, ledger=FusedLedger(team.config.ledger.url, fuse))
        with suppress(Blown):
            looking.look(service, FusedCalendar(fuse, events=shared.events, log=shared.log))
        service.ledger.close()
        team.clock.instant += looking.TURN
    assert fuse.at >= len(fuse.uses), "the last one lives"
    team.tick()
    assert [kept.cadence.title for kept in team.cadences()] == ["Platform weekly"]
    assert len([letter for letter in team.letters("mara") if "I accepted your invite" in letter.words]) == 1
    assert len(shared.ours()) == 1


class FusedCalendar(CalendarInMemory):
    def __init__(self, fuse: Fuse, events: dict[str, bytes], log: list[str]) -> None:
        super().__init__(events=events, log=log)
        self.fuse = fuse

    def changes(self, cursor: str) -> Changes:
        self.fuse.use("calendar.changes")
        return super().changes(cursor)

    def put(self, uid: str, raw: bytes) -> None:
        self.fuse.use("calendar.put before")
        super().put(uid, raw)
        self.fuse.use("calendar.put after")


# --- people's own -----------------------------------------------------------------------------------------------------


def test_one_calendar_that_can_not_be_had_hides_nobody_elses(team: Conversation, calendar: CalendarInMemory) -> None:
    asked: list[str] = []

    class OneIsBroken(CalendarInMemory):
        def shown(self, address: str, begins: datetime, ends: datetime) -> Iterable[Shown]:
            asked.append(address)
            if address.startswith("ana"):
                raise ConnectionError("no calendar of hers")
            return ()

    with pytest.raises(ConnectionError, match="of hers"):
        looking.look_at_people(team.service, OneIsBroken())
    assert len(asked) == 3


def test_a_server_that_is_away_is_not_asked_for_everybody(team: Conversation, calendar: CalendarInMemory) -> None:
    asked: list[str] = []

    class Away(CalendarInMemory):
        def shown(self, address: str, begins: datetime, ends: datetime) -> Iterable[Shown]:
            asked.append(address)
            raise ConnectionError("away")

    with team.ledger.begin() as tx:
        learned = [Participant(f"guest{number}@acme.example") for number in range(9)]
        persons.learn(Desk(team.config, tx, team.clock.now()), learned, "platform", "Europe/Berlin")
    with pytest.raises(ConnectionError):
        looking.look_at_people(team.service, Away())
    assert len(asked) == looking.IN_A_ROW
