"""Absences as people tell them: by an event of their own, a notice, a calendar, a word; part-time days; deputies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from conversation import CONFIG, Conversation

from paceline import looking
from paceline.clerks import deputies
from paceline.clerks.desk import Desk
from paceline.ledger import people
from paceline.ports import Shown

OOF = "X-MICROSOFT-CDO-BUSYSTATUS:OOF\n"
ALL_DAY = f"{OOF}X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\n"
AWAY = {"all_day": True, "uid": "away@acme.example", "guests": ()}


@pytest.fixture
def team(tmp_path):
    conversation = Conversation(tmp_path)
    yield conversation
    conversation.close()


def away(team: Conversation, who: str) -> list[tuple[str, str]]:
    (person,) = [person for person, _ in team.people() if person.id == who]
    return [(str(absence.first), str(absence.last)) for absence in person.absences]


def reviews(team: Conversation) -> list[str]:
    return [kept.cadence.title for kept in team.cadences()]


# --- one's own event, and no other ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title", ["Vacation planning", "Holiday party", "Away day in Lisbon", "Urlaub", "Out of office"]
)
@pytest.mark.parametrize("shown", ["", OOF])
def test_a_review_with_guests_is_a_review_whatever_it_is_called_or_shown_as(team, title, shown) -> None:
    team.invites("mara", title=title, all_day=True, extra=shown)
    team.hears("mara", f"{title}: I'll collect the updates")
    assert (reviews(team), away(team, "mara")) == ([title], [])


def test_a_monthly_review_that_is_shown_as_out_of_office_starts(team) -> None:
    team.invites("mara", "FREQ=MONTHLY", title="Offsite", extra=OOF).hears("mara", "Offsite: I'll collect the updates")
    assert away(team, "mara") == []


@pytest.mark.parametrize(
    ("title", "extra", "text"),
    [
        ("Vacation", "", ""),
        ("🌴 Urlaub 🌴", "", ""),
        ("Bo: OOO", "", ""),
        ("En congés", "", ""),
        ("Lisbon", OOF, ""),
        ("Lisbon", "", "away"),
        ("Lisbon", "", "We fly at six.\nAway"),
    ],
)
def test_an_event_without_guests_that_says_so_is_an_absence(team, title, extra, text) -> None:
    team.invites("bo", "", title=title, extra=extra, text=text, **AWAY).hears("bo", "Away from Mon 30 Nov")
    assert (reviews(team), away(team, "bo")) == ([], [("2026-11-30", "2026-11-30")])


@pytest.mark.parametrize("method", ["PUBLISH", "", "REPLY", "REFRESH", "COUNTER"])
def test_nobody_is_away_by_somebody_elses_event(team, method) -> None:
    team.invites("ana", "", title="Out of office", method=method, sender="bo", **AWAY)
    assert (away(team, "ana"), away(team, "bo"), reviews(team)) == ([], [], [])


@pytest.mark.parametrize("method", ["REPLY", "REFRESH", "COUNTER"])
def test_an_absence_stays_when_others_talk_about_its_event(team, method) -> None:
    team.invites("bo", "", title="Out of office", **AWAY)
    team.invites("bo", "", title="Out of office", method=method, sequence=1, **AWAY)
    assert (away(team, "bo"), len(team.facts("person/bo"))) == ([("2026-11-30", "2026-11-30")], 1)


def test_a_published_event_of_ones_own_counts(team) -> None:
    """What Outlook sends for "forward as iCalendar"."""
    team.invites("bo", "", title="Out of office", method="PUBLISH", **AWAY).hears("bo", "Away from Mon 30 Nov")


def test_who_sends_for_the_organizer_is_not_away_and_hears_who_can_say_it(team) -> None:
    sent_by = 'ORGANIZER;SENT-BY="mailto:ana@acme.example":mailto:mara@acme.example\n'
    team.invites("mara", "", title="Out of office", extra=sent_by, sender="ana", **AWAY)
    team.hears("ana", "Only mara@acme.example can say that")
    assert (away(team, "ana"), away(team, "mara"), reviews(team)) == ([], [], [])


def test_a_title_that_only_begins_like_an_absence_is_asked_about_once(team) -> None:
    team.invites("bo", "", title="Vacation planning", **AWAY)
    team.hears("bo", '"Vacation planning"', "sounds as if you were away", "away 3 Dec to 7 Dec")
    team.heard_all("bo").invites("bo", "", title="Vacation planning", extra="LOCATION:Room 2\n", **AWAY)
    assert not [letter for letter in team.letters("bo")[2:] if "sounds as if" in letter.words]
    assert (reviews(team), away(team, "bo")) == ([], [])


def test_an_absence_that_becomes_a_review_is_one(team) -> None:
    team.invites("bo", "", title="Out of office", **AWAY)
    team.invites("bo", title="Platform weekly", sequence=1, uid="away@acme.example").hears("bo", "I'll collect")
    assert (reviews(team), away(team, "bo")) == (["Platform weekly"], [])


# --- days and parts of days -------------------------------------------------------------------------------------------


def test_a_timed_absence_over_working_hours_is_whole_days(team) -> None:
    """Outlook: Monday 0:00 to Saturday 0:00."""
    team.invites("bo", "", title="Lisbon", start="2026-11-30 00:00", minutes=5 * 24 * 60, extra=OOF, guests=())
    team.hears("bo", "Away from Mon 30 Nov until Fri 4 Dec")
    assert reviews(team) == []


def test_a_day_in_a_calendar_of_another_zone_is_that_day(tmp_path) -> None:
    far = '[people.chen]\nname = "Chen Li"\naddress = "chen@acme.example"\nteam = "platform"\nzone = "Asia/Tokyo"\n'
    team = Conversation(tmp_path, config=f"{CONFIG}\n{far}")
    team.invites("chen", "", title="Off", start="2026-11-30 00:00", minutes=2 * 24 * 60, extra=ALL_DAY, guests=())
    assert away(team, "chen") == [("2026-11-30", "2026-12-01")]
    team.close()


@pytest.mark.parametrize("title", ["away", "Lisbon"])
def test_a_part_of_a_day_is_no_absence_and_no_review(team, title) -> None:
    team.invites("bo", "", title=title, start="2026-11-30 13:00", minutes=120, extra=OOF, guests=())
    team.hears("bo", "a part of a day only: you will be asked as on any other day")
    assert (reviews(team), away(team, "bo")) == ([], [])


def test_a_leave_of_fourteen_months(team) -> None:
    """Nobody asks in it, and no day of it is missed out."""
    team.invites("mara").heard_all()
    leave = f"{OOF}DTEND;VALUE=DATE:20280201\n".replace("\n", "\r\n")
    team.brings(_leave_of_bo(leave)).hears("bo", "Away from Tue 1 Dec until Mon 31 Jan 2028")
    team.at("2027-03-30 12:00")
    assert not [letter for letter in team.letters("bo") if letter.mail["Date"].datetime.year == 2027]


def _leave_of_bo(extra: str) -> bytes:
    event = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:leave-1\r\n"
        "DTSTAMP:20261123T080000Z\r\nDTSTART;VALUE=DATE:20261201\r\n"
        + extra.replace("\n", "\r\n")
        + "SUMMARY:Leave\r\n"
        "ORGANIZER:mailto:bo@acme.example\r\nATTENDEE:mailto:async@acme.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return (
        "From: bo@acme.example\r\nTo: async@acme.example\r\nSubject: Leave\r\nMessage-ID: <leave@acme.example>\r\n"
        "Date: Mon, 23 Nov 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\n{event}"
    ).encode()


# --- part-time days ---------------------------------------------------------------------------------------------------


def test_a_weekly_absence_is_part_time_once_the_person_says_yes(team) -> None:
    team.invites("mara").heard_all()
    team.invites("bo", start="2026-11-27 00:00", title="Urlaub", **AWAY)
    question = team.hears("bo", '"Urlaub"', "every Friday: shall I take Fridays as free from now on?", '"yes"')
    assert (reviews(team), away(team, "bo")) == (["Platform weekly"], [])
    team.says("bo", "yes", to=question).hears("bo", "You work on Mondays, Tuesdays, Wednesdays and Thursdays")
    team.at("2026-11-26 09:00").hears("bo", "your update for Mon 30 Nov")
    team.heard_all("bo").at("2026-11-27 10:00").hears_nothing("bo")


def test_a_no_leaves_the_days_as_they_are(team) -> None:
    team.invites("bo", start="2026-11-27 00:00", title="Urlaub", **AWAY)
    team.says("bo", "no", to=team.hears("bo", "shall I take Fridays")).hears("bo", "You work on Mondays", "and Fridays")


def test_a_weekly_absence_that_is_cancelled_gives_the_day_back(team) -> None:
    weekly = AWAY | {"start": "2026-11-27 00:00", "title": "Urlaub"}
    team.invites("bo", **weekly).says("bo", "yes", to=team.hears("bo", "shall I take Fridays"))
    assert _works(team, "bo") == [0, 1, 2, 3]
    team.invites("bo", **weekly)
    assert _works(team, "bo") == [0, 1, 2, 3], "the same event sent again changes nothing"
    team.invites("bo", sequence=1, method="CANCEL", **weekly)
    assert _works(team, "bo") == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("said", "works"),
    [
        ("free on Fridays", [0, 1, 2, 3]),
        ("I don't work on Fridays", [0, 1, 2, 3]),
        ("works Mon-Thu", [0, 1, 2, 3]),
        ("I work Tuesday to Saturday", [1, 2, 3, 4, 5]),
        ("Ich arbeite freitags nicht", [0, 1, 2, 3, 4]),
        ("frei freitags", [0, 1, 2, 3]),
        ("away on Mondays and Fridays", [1, 2, 3]),
        ("I'm away every Friday", [0, 1, 2, 3]),
        ("abwesend freitags", [0, 1, 2, 3]),
        ("part-time: Mon-Thu", [0, 1, 2, 3]),
        ("Teilzeit: Mo-Do", [0, 1, 2, 3]),
        ("away on Friday", [0, 1, 2, 3, 4]),
        ("je ne travaille pas le mercredi", [0, 1, 3, 4]),
        ("I don't work on Friday", [0, 1, 2, 3, 4]),
        ("free on Mondays, Tuesdays, Wednesdays, Thursdays and Fridays", [0, 1, 2, 3, 4]),
    ],
)
def test_working_days_by_mail(team, said, works) -> None:
    team.says("bo", said, to="new")
    assert _works(team, "bo") == works


def test_part_time_outlasts_a_restart_and_can_be_undone(team) -> None:
    team.says("bo", "free on Fridays", to="new")
    with team.ledger.begin() as tx:
        people.sync(tx, team.config.people)
    assert _works(team, "bo") == [0, 1, 2, 3]
    team.says("bo", "undo", to=team.hears("bo", "You work on"))
    assert _works(team, "bo") == [0, 1, 2, 3, 4]


def _works(team: Conversation, who: str) -> list[int]:
    (person,) = [person for person, _ in team.people() if person.id == who]
    return [day for day in range(7) if person.works_on(day)]


# --- notices ----------------------------------------------------------------------------------------------------------

NOTICE = {"quote": False, "subject": "Out of office", "Auto-Submitted": "auto-replied"}


def test_what_a_notice_said_is_told_once_on_the_return_and_can_be_undone(team) -> None:
    team.invites("mara").at("2026-11-27 09:00")
    team.says("bo", "I am out of office from 28 November 2026 until 3 December 2026.", **NOTICE).heard_all()
    back = team.at("2026-12-04 09:00").hears("bo", 'taken as "away" from Sat 28 Nov until Thu 3 Dec', '"undo"')
    assert "out-of-office notice" not in team.at("2026-12-11 09:00").hears("bo", "your update for Mon 14 Dec").words
    team.says("bo", "undo", to=back).hears("bo", "Undone: your absence")
    assert away(team, "bo") == []


def test_a_notice_without_days_changes_nothing_and_nobody_asks_about_it(team) -> None:
    team.invites("mara").at("2026-11-27 09:00").heard_all()
    team.says("bo", "I am out of office.", **NOTICE).hears_nothing("bo")
    assert team.facts("person/bo") == ()


# --- deputies ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("away until 4 Dec, deputy @ana", "; Ana is your deputy"),
        ("away until 4 Dec\ndeputy: @ana", "Your deputy from Mon 23 Nov until Fri 4 Dec: Ana"),
        ("abwesend bis 4.12., Vertretung: Ana", "; Ana is your deputy"),
    ],
)
def test_the_digest_says_whom_to_ask_meanwhile(team, said, told) -> None:
    team.invites("mara").says("bo", said, to="new").hears("bo", told)
    team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov", "Bo until Fri 4 Dec; ask Ana")


def test_the_digest_names_nobody_who_is_away_too(team) -> None:
    team.invites("mara").says("bo", "away until 4 Dec, deputy @ana", to="new")
    team.says("ana", "away until 1 Dec, deputy @mara", to="new").at("2026-11-30 09:00")
    team.hears("mara", "Platform weekly, Mon 30 Nov", "Ana until Tue 1 Dec; ask Mara", "Bo until Fri 4 Dec; ask Mara")


def test_an_event_names_a_deputy(team) -> None:
    team.invites("mara").invites("bo", "", title="Vacation", text="deputy: @ana", **AWAY)
    team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov", "Bo until Mon 30 Nov; ask Ana")


@pytest.mark.parametrize("handle", ["@zed", "zed@elsewhere.example", "@bo"])
def test_nobody_but_a_colleague_is_a_deputy(team, handle) -> None:
    team.says("bo", f"away until 4 Dec\ndeputy: {handle}", to="new").hears("bo", "nobody else called")
    assert away(team, "bo") == [("2026-11-23", "2026-12-04")]
    assert team.letters("zed@elsewhere.example") == []


def test_a_deputy_without_an_absence_is_asked_for_its_days(team) -> None:
    team.says("bo", "deputy: @ana", to="new").hears("bo", "have not said that you are away", "away until 5 Jan, deputy")


@pytest.fixture
def intent(team) -> Conversation:
    """Ana intends something on Friday morning, to Bo and Mara; Bo is away until after its window."""
    team.invites("mara").at("2026-11-27 09:00")
    return team


def test_a_deputy_reads_an_intent_for_who_is_away(intent) -> None:
    intent.says("bo", "away until 4 Dec, deputy @mara", to="new")
    intent.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").at("2026-12-01 17:00")
    assert intent.status("D1") == "decided"
    assert intent.facts("D1")[-1].fact.silent == ("mara",), "Bo has not agreed: Mara has read it for both"


SAM = """
[teams.sales]
name = "Sales"

[people.sam]
name = "Sam Ode"
address = "sam@acme.example"
team = "sales"
"""


@pytest.fixture
def guest(tmp_path) -> Iterator[Conversation]:
    """Sam of another team takes part in the review; Bo is away until 4 December, and has named them."""
    team = Conversation(tmp_path, config=CONFIG + SAM).invites("mara", guests=("mara", "ana", "bo", "sam"))
    team.at("2026-11-27 09:00").says("bo", "away until 4 Dec, deputy @sam", to="new").heard_all()
    yield team
    team.close()


def test_a_deputy_is_asked_as_the_window_opens(guest) -> None:
    guest.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").at("2026-11-30 09:00")
    guest.hears("sam", "Ana intends: drop Python 3.11")
    guest.at("2026-12-01 17:00")
    assert guest.status("D1") == "decided"
    assert guest.facts("D1")[-1].fact.silent == ("mara",), "Bo has not agreed: Sam has read it for them"


def test_a_deputy_may_object_or_ask_for_more_time(guest) -> None:
    guest.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").at("2026-11-30 09:00")
    ask = guest.hears("sam", "Ana intends: drop Python 3.11")
    guest.says("sam", "D1 hold 2 days", to=ask).hears("sam", "You asked for more time on: drop Python 3.11")
    guest.hears("ana", "Sam asked for more time")
    guest.says("sam", "D1 object: the tills still run it", to=ask)
    assert guest.status("D1") == "objected"


def test_no_deputy_is_asked_for_who_is_back_in_time(guest) -> None:
    guest.says("ana", "Intent: delete the archive, not reversible, unless objected by 8 Dec").at("2026-12-04 18:00")
    assert not [letter for letter in guest.letters("sam") if "intends" in letter.text]
    guest.at("2026-12-07 09:00").hears("bo", "Ana intends: delete the archive")


def test_whom_nobody_named_is_asked_nothing_of_another_team(guest) -> None:
    guest.says("bo", "back", to="new").says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00")
    guest.at("2026-11-30 10:00").heard_all().says("sam", "D1 hold 2 days", to="new")
    assert guest.record("D1").held == ()


def test_nobody_is_a_deputy_about_their_own_intent(intent) -> None:
    intent.says("bo", "away until 4 Dec, deputy @ana", to="new")
    intent.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").at("2026-12-01 17:00")
    assert intent.status("D1") == "intended"


def test_a_deputy_who_is_away_is_none(intent) -> None:
    intent.says("bo", "away until 4 Dec, deputy @mara", to="new").says("mara", "away until 4 Dec", to="new")
    intent.says("ana", "Intent: drop Python 3.11 unless objected by Tuesday 17:00").at("2026-12-01 17:00")
    assert intent.status("D1") == "intended"


def test_the_deputy_of_a_deputy_who_is_away_is_asked_and_nobody_in_a_ring(team) -> None:
    team.says("bo", "away until 4 Dec, deputy @mara", to="new").says("mara", "away until 27 Nov, deputy @ana", to="new")
    assert _standing_in_for_bo(team) == "ana"
    team.says("ana", "away until 25 Nov, deputy @bo", to="new")
    assert _standing_in_for_bo(team) == ""
    team.at("2026-11-30 09:00")
    assert _standing_in_for_bo(team) == "mara"
    team.at("2026-12-07 09:00")
    assert _standing_in_for_bo(team) == "", "Bo is here"


def _standing_in_for_bo(team: Conversation) -> str:
    with team.ledger.begin() as tx:
        desk = Desk(team.config, tx, team.clock.now())
        bo = people.by_id(tx, "bo")
        found = deputies.standing_in(desk, bo, desk.today(bo))
        return found.id if found else ""


# --- most are away ----------------------------------------------------------------------------------------------------


@pytest.fixture
def away_team(team) -> Conversation:
    """Ana and Bo are away on Monday, 30 November."""
    team.invites("mara", "FREQ=WEEKLY")
    for person in ("ana", "bo"):
        team.says(person, "away 30 Nov to 1 Dec", to="new")
    return team.heard_all()


def test_the_organizer_is_told_that_most_are_away_and_may_leave_the_date_out(away_team) -> None:
    ask = away_team.at("2026-11-27 09:00").hears("mara", "your update for Mon 30 Nov", "2 of 3 are away", '"skip all"')
    assert "are away" not in away_team.hears("ana", "your update for Mon 30 Nov").words
    away_team.says("mara", "skip all", to=ask).hears("mara", "Left out for everybody: Platform weekly, Mon 30 Nov")
    away_team.heard_all().at("2026-12-01 12:00")
    for person in ("mara", "ana", "bo"):
        away_team.hears_nothing(person)
    away_team.at("2026-12-04 09:00").hears("ana", "your update for Mon 7 Dec")
    assert "While you were away" not in away_team.last("ana").words


def test_leaving_a_date_out_can_be_undone(away_team) -> None:
    ask = away_team.at("2026-11-27 09:00").hears("mara", "2 of 3 are away")
    receipt = away_team.says("mara", "skip all", to=ask).hears("mara", "Left out for everybody")
    away_team.says("mara", "undo", to=receipt).heard_all()
    away_team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")


def test_only_the_organizers_word_leaves_a_date_out(away_team) -> None:
    ask = away_team.at("2026-11-27 09:00").hears("ana", "your update")
    away_team.says("ana", "skip all", to=ask).hears("ana", "Only the organizer leaves a date out for everybody")
    away_team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")


def test_a_half_of_the_people_is_not_most(team) -> None:
    team.invites("mara", guests=("mara", "ana")).says("ana", "away 30 Nov to 1 Dec", to="new").heard_all()
    assert "are away" not in team.at("2026-11-27 09:00").hears("mara", "your update").words


# --- a connector's calendar -------------------------------------------------------------------------------------------


class MadeUpCalendars:
    """Calendars in memory: what each address shows."""

    def __init__(self, **shown: list[Shown]) -> None:
        self._shown = shown

    def shown(self, address: str, begins: datetime, ends: datetime) -> list[Shown]:
        found = self._shown.get(address.partition("@")[0], [])
        return [one for one in found if one.begins < ends and one.ends > begins]

    def close(self) -> None: ...


def hours(first: int, last: int, *, out_of_office: bool = True) -> Shown:
    """From midnight of a day of November in Berlin until the midnight after another."""
    return Shown(datetime(2026, 11, first - 1, 23, tzinfo=UTC), datetime(2026, 11, last, 23, tzinfo=UTC), out_of_office)


def test_who_is_out_of_office_in_their_calendar_is_not_asked(team) -> None:
    team.invites("mara")
    looking.look_at_people(
        team.service, MadeUpCalendars(bo=[hours(26, 29), hours(30, 30)], ana=[hours(26, 30, out_of_office=False)])
    )
    assert (away(team, "bo"), away(team, "ana")) == ([("2026-11-26", "2026-11-30")], [])
    team.heard_all().at("2026-11-27 09:00").hears("ana", "your update for Mon 30 Nov")
    digest = team.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov", "Bo until Mon 30 Nov")
    assert "Bo" not in digest.words.partition("NO WORD YET")[2]


def test_what_a_calendar_shows_no_more_counts_no_more_and_is_kept_once(team) -> None:
    for _ in range(3):
        looking.look_at_people(team.service, MadeUpCalendars(bo=[hours(26, 30)]))
    assert len(team.facts("person/bo")) == 1
    looking.look_at_people(team.service, MadeUpCalendars())
    assert (away(team, "bo"), len(team.facts("person/bo"))) == ([], 2)


def test_the_word_of_the_person_comes_before_what_the_calendar_shows(team) -> None:
    looking.look_at_people(team.service, MadeUpCalendars(bo=[hours(26, 30)]))
    team.at("2026-11-26 09:00").says("bo", "back", to="new")
    looking.look_at_people(team.service, MadeUpCalendars(bo=[hours(26, 30)]))
    assert away(team, "bo") == []


def test_days_the_wrong_way_round_are_said_so(team) -> None:
    team.says("bo", "away 7 Dec to 3 Dec", to="new").hears("bo", "Its last day comes before its first")
    team.says("bo", "away until 3 Nov 2026", to="new").hears("bo", "3 November 2026 is in the past")
