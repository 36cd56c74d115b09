"""Series that go on: moved as a whole, split in two, moved from a date on, left without us, read with other zones."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from email.message import EmailMessage
from importlib import resources
from pathlib import Path

import invitations
import pytest
import tzdata
from conversation import CONFIG, ROBOT, Conversation, Letter

from paceline import chores, flow
from paceline.agenda import expansion, occurrences
from paceline.clerks import retiming
from paceline.clerks.desk import Desk

NEW = "weekly-2@acme.example"


def asked(team: Conversation, who: str) -> list[Letter]:
    return [letter for letter in team.letters(who) if letter.subject.startswith("Platform weekly: your update")]


def digests(team: Conversation, who: str) -> list[Letter]:
    return [letter for letter in team.letters(who) if letter.subject.startswith("Platform weekly, ")]


@pytest.fixture
def answered(team: Conversation) -> Conversation:
    """Friday 27 November: everybody was asked for Monday 10:00, and Ana has answered."""
    team.invites("mara").at("2026-11-27 10:00")
    team.says("ana", "Done: the schema review", to=asked(team, "ana")[0])
    return team.heard_all()


# --- moved as a whole ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "digest"),
    [
        ("2026-11-30 14:00", "2026-11-30 13:00"),
        ("2026-11-30 09:30", "2026-11-30 08:30"),
        ("2026-12-02 10:00", "2026-12-02 09:00"),
        ("2026-12-04 16:00", "2026-12-04 15:00"),
    ],
)
def test_what_was_answered_goes_with_a_series_that_is_moved(answered: Conversation, start: str, digest: str) -> None:
    answered.invites("mara", start=start, sequence=1).at(digest)
    assert len(asked(answered, "ana")) == 1
    assert len(asked(answered, "bo")) == 1
    (letter,) = digests(answered, "mara")
    assert "the schema review" in letter.words
    assert "Bo" in letter.words.partition("NO WORD YET")[2]
    assert "Ana" not in letter.words.partition("NO WORD YET")[2]


def test_a_series_that_is_moved_back_and_forth_asks_once(answered: Conversation) -> None:
    for sequence, start in enumerate(("2026-11-30 14:00", "2026-12-01 10:00", "2026-11-30 10:00"), start=1):
        answered.invites("mara", start=start, sequence=sequence)
    answered.at("2026-11-30 09:00")
    assert len(asked(answered, "ana")) == len(asked(answered, "bo")) == 1
    assert "the schema review" in digests(answered, "mara")[0].words
    answered.at("2026-12-07 12:00")
    assert len(digests(answered, "mara")) == 2
    assert "the schema review" not in digests(answered, "mara")[1].words


def test_a_reply_to_the_mail_that_asked_counts_after_the_move(answered: Conversation) -> None:
    answered.invites("mara", start="2026-11-30 14:00", sequence=1)
    answered.says("bo", "Done: the retry logic", to=asked(answered, "bo")[0])
    assert "the retry logic" in answered.at("2026-11-30 13:00").hears("mara", "Platform weekly, Mon 30 Nov").words


def test_a_date_that_was_skipped_stays_skipped(answered: Conversation) -> None:
    answered.says("bo", "skip", to=asked(answered, "bo")[0])
    answered.invites("mara", start="2026-11-30 14:00", sequence=1).at("2026-11-30 13:00")
    assert "Bo" not in digests(answered, "mara")[0].words.partition("NO WORD YET")[2]


def test_after_its_digest_a_date_that_is_moved_on_the_same_day_has_no_second_round(answered: Conversation) -> None:
    answered.at("2026-11-30 09:15").heard_all()
    answered.invites("mara", start="2026-11-30 14:00", sequence=1).at("2026-11-30 18:00")
    assert len(digests(answered, "ana")) == 1
    assert len(asked(answered, "ana")) == 1


def test_a_date_that_is_taken_out_hands_its_answers_to_no_other(answered: Conversation) -> None:
    """What Ana wrote is told with the next digest, as late words; she is asked for the next date as usual."""
    out = "EXDATE;TZID=Europe/Berlin:20261130T100000\n"
    answered.invites("mara", sequence=1, extra=out).at("2026-12-07 09:00")
    assert len(asked(answered, "ana")) == 2
    assert "the schema review" in digests(answered, "mara")[0].words


def test_a_monthly_series_that_is_moved_is_not_told_as_cancelled(team: Conversation) -> None:
    team.invites("mara", "FREQ=MONTHLY;BYDAY=1TU", start="2026-12-01 10:00").heard_all()
    team.invites("mara", "FREQ=MONTHLY;BYDAY=1TU", start="2026-12-01 15:00", sequence=1)
    assert "Tue 15:00 (was: Tue 10:00)" in team.hears("mara", "changed").words


# --- split in two ----------------------------------------------------------------------------------------------------


OLD = "weekly-1@acme.example"
BOTH_ORDERS = pytest.mark.parametrize("old_first", [True, False], ids=["old first", "new first"])


def split(
    team: Conversation,
    *,
    old_first: bool,
    old: str = OLD,
    new: str = NEW,
    start: str = "2026-11-30 14:00",
    until: str = "20261130T085959Z",
    **changes: str,
) -> None:
    """The organizer ends the series that began on 16 November, and sends a new one with other dates."""
    deeds = [
        lambda: team.invites("mara", f"FREQ=WEEKLY;UNTIL={until}", start="2026-11-16 10:00", uid=old, sequence=1),
        lambda: team.invites("mara", start=start, uid=new, **changes),
    ]
    for deed in deeds if old_first else reversed(deeds):
        deed()


@pytest.fixture
def running(team: Conversation) -> Conversation:
    """Friday 27 November: the weekly has been running, and Ana has answered for Monday the 30th, 10:00."""
    team.invites("mara", start="2026-11-16 10:00").at("2026-11-27 10:00")
    team.says("ana", "Done: the schema review", to=asked(team, "ana")[-1])
    return team.heard_all()


@BOTH_ORDERS
@pytest.mark.parametrize("uid", [NEW, "weekly-1_R20261130T090000@google.com"])
def test_a_split_series_is_one_review(team: Conversation, *, old_first: bool, uid: str) -> None:
    """Mara moves the series from Monday the 30th on, after Ana has answered for that date."""
    old = uid.replace("_R20261130T090000", "") if "google" in uid else "weekly-1@acme.example"
    team.invites("mara", start="2026-11-16 10:00", uid=old).at("2026-11-27 10:00")
    team.says("ana", "Done: the schema review", to=asked(team, "ana")[-1]).heard_all()
    before = len(asked(team, "bo"))
    split(team, old_first=old_first, old=old, new=uid)
    letter = team.hears("mara", "goes on")
    assert "Mon 14:00 (was: Mon 10:00)" in letter.words
    assert "First round" not in letter.words
    team.heard_all("mara")
    team.at("2026-11-30 13:00")
    assert len(asked(team, "bo")) == before
    (digest,) = [d for d in digests(team, "mara") if "30 Nov" in d.subject]
    assert "the schema review" in digest.words
    team.at("2026-12-07 14:00")
    assert len([d for d in digests(team, "mara") if "7 Dec" in d.subject]) == 1
    assert len(asked(team, "bo")) == before + 1


@BOTH_ORDERS
def test_what_was_handed_over_stays_so_when_it_is_split_in_the_calendar(team: Conversation, *, old_first: bool) -> None:
    """Bo runs it by mail; Mara's calendar still holds the event, and she moves it from Monday the 30th on."""
    team.invites("mara", start="2026-11-16 10:00", uid="weekly-1@acme.example").at("2026-11-27 10:00")
    team.says("mara", "hand over Platform weekly to @bo", to="new").says("bo", "take over", to="new")
    team.says("ana", "Done: the schema review", to=asked(team, "ana")[-1]).heard_all()
    before = len(asked(team, "bo"))
    split(team, old_first=old_first, old="weekly-1@acme.example", new=NEW)
    assert {kept.organizer for kept in team.cadences()} == {"bo"}
    team.at("2026-11-30 13:00")
    assert len(asked(team, "bo")) == before, "nobody is asked twice"
    (digest,) = [d for d in digests(team, "bo") if "30 Nov" in d.subject]
    assert "the schema review" in digest.words
    assert "You run it" in digest.words
    team.says("bo", "skip 7 Dec", to="new").hears("bo", "Left out for everybody: Platform weekly")


@BOTH_ORDERS
def test_what_the_organizer_had_set_by_mail_stays(team: Conversation, *, old_first: bool) -> None:
    team.invites("mara", start="2026-11-16 10:00").says("mara", "digest: 3 hours before", to=team.last("mara"))
    team.at("2026-11-27 10:00").heard_all()
    split(team, old_first=old_first)
    team.at("2026-11-30 10:59")
    assert not [d for d in digests(team, "mara") if "30 Nov" in d.subject]
    team.at("2026-11-30 11:00").hears("mara", "Platform weekly, Mon 30 Nov")


@BOTH_ORDERS
def test_a_pause_stays_and_can_be_ended_by_a_word(running: Conversation, *, old_first: bool) -> None:
    confirmed = next(one for one in running.letters("mara") if "collect the updates" in one.subject)
    running.says("mara", "pause until 21 Dec", to=confirmed)
    split(running, old_first=old_first)
    running.at("2026-12-10 10:00").heard_all("ana")
    assert not [d for d in digests(running, "mara") if "Dec" in d.subject]
    running.says("mara", "start", to=confirmed).at("2026-12-14 13:00")
    assert [d for d in digests(running, "mara") if "14 Dec" in d.subject]


@BOTH_ORDERS
def test_a_decision_in_the_events_text_is_recorded_once(team: Conversation, *, old_first: bool) -> None:
    text = "Decision: we keep SQLite"
    team.invites("mara", start="2026-11-16 10:00", text=text).at("2026-11-27 10:00")
    split(team, old_first=old_first, text=text)
    assert team.record("D1") is not None
    assert team.record("D2") is None


@BOTH_ORDERS
def test_the_questions_name_the_round_before_and_the_digest_what_came_since(
    running: Conversation, *, old_first: bool
) -> None:
    split(running, old_first=old_first, start="2026-12-07 14:00", until="20261207T085959Z")
    running.at("2026-11-30 09:00").heard_all()
    running.says("bo", "Done: came late", to=asked(running, "bo")[-1])
    running.at("2026-12-04 09:00")
    assert "Mon 30 Nov" in asked(running, "bo")[-1].words
    digest = running.at("2026-12-07 13:00").hears("mara", "Platform weekly, Mon 7 Dec")
    assert "came late" in digest.words
    assert "the schema review" not in digest.words


def test_a_new_series_on_another_weekday_is_known_when_the_old_one_ends(running: Conversation) -> None:
    """Until then it might be a second review of that name."""
    confirmed = next(one for one in running.letters("mara") if "collect the updates" in one.subject)
    running.says("mara", "digest: 3 hours before", to=confirmed)
    split(running, old_first=False, start="2026-12-02 14:00")
    assert "3 hours before (was: 1 hour before)" in running.hears("mara", "changed").words
    running.at("2026-12-02 11:00")
    (digest,) = [d for d in digests(running, "mara") if "2 Dec" in d.subject]
    assert "the schema review" in digest.words
    assert len([one for one in asked(running, "bo") if "30 Nov" in one.subject or "2 Dec" in one.subject]) == 1


def test_between_the_two_messages_people_may_come_and_go(running: Conversation) -> None:
    running.invites("mara", start="2026-11-30 14:00", uid=NEW)
    running.says("bo", "stop asks", to="new").says("bo", "start asks", to="new")
    running.invites("mara", "FREQ=WEEKLY;UNTIL=20261130T085959Z", start="2026-11-16 10:00", sequence=1)
    running.at("2026-11-30 14:00")
    (digest,) = [d for d in digests(running, "mara") if "30 Nov" in d.subject]
    assert "the schema review" in digest.words
    assert len([one for one in asked(running, "ana") if "30 Nov" in one.subject]) == 1


def test_when_the_new_series_is_taken_back_the_old_one_goes_on(running: Conversation) -> None:
    running.invites("mara", start="2026-11-30 14:00", uid=NEW)
    running.invites("mara", start="2026-11-30 14:00", uid=NEW, method="CANCEL", sequence=1)
    digest = running.at("2026-11-30 09:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert "the schema review" in digest.words
    assert len([one for one in asked(running, "ana") if "30 Nov" in one.subject]) == 1


def test_two_reviews_of_one_name_are_two(team: Conversation) -> None:
    """One-to-ones: the same title, other people; and the same people on another weekday."""
    team.invites("mara", start="2026-11-16 10:00", guests=("mara", "ana"), title="1:1")
    team.invites("mara", start="2026-11-23 15:00", guests=("mara", "bo"), title="1:1", uid=NEW)
    team.invites("mara", start="2026-11-26 10:00", guests=("mara", "ana"), title="1:1", uid="third@acme.example")
    assert all(not kept.cadence.follows for kept in team.cadences())


def test_a_series_that_was_split_can_be_moved_and_split_again(running: Conversation) -> None:
    split(running, old_first=True)
    running.invites("mara", start="2026-11-30 16:00", uid=NEW, sequence=1)
    third = "weekly-3@acme.example"
    running.invites("mara", "FREQ=WEEKLY;UNTIL=20261129T000000Z", start="2026-11-30 16:00", uid=NEW, sequence=2)
    running.invites("mara", start="2026-12-01 11:00", uid=third).at("2026-12-01 10:00")
    (digest,) = [d for d in digests(running, "mara") if "Dec" in d.subject or "30 Nov" in d.subject]
    assert "the schema review" in digest.words
    assert len([one for one in asked(running, "ana") if "30 Nov" in one.subject or "1 Dec" in one.subject]) == 1


# --- from a date on --------------------------------------------------------------------------------------------------


def test_a_move_of_a_date_and_all_after_it_is_told_as_that(team: Conversation) -> None:
    team.invites("mara").heard_all()
    extra = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261207T100000\n"
    team.invites("mara", "", start="2026-12-07 14:00", sequence=1, extra=extra)
    letter = team.hears("mara", "moved from Mon 7 Dec on")
    assert "So do all dates after it" in letter.words
    assert "other dates stay" not in letter.words


def test_all_after_a_date_by_another_rule_is_told_with_the_rule(team: Conversation) -> None:
    team.invites("mara").heard_all()
    extra = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261207T100000\n"
    team.invites("mara", "FREQ=WEEKLY;BYDAY=TU,TH", start="2026-12-08 11:00", sequence=1, extra=extra)
    letter = team.hears("mara", "moved from Mon 7 Dec on")
    assert "from Tue 8 Dec 2026 on every Tuesday and Thursday, 11:00-11:30" in letter.words
    team.at("2026-12-10 10:00").hears("ana", "Platform weekly, Thu 10 Dec")


# --- cut short -------------------------------------------------------------------------------------------------------

OUT = "EXDATE;TZID=Europe/Berlin:20261207T140000\n"
CUT = "FREQ=WEEKLY;UNTIL=20261207T090000Z"


def ends(team: Conversation) -> list[str]:
    """What Mara has heard of an end."""
    return [one.subject for one in team.letters("mara") if "its last date" in one.subject]


def test_a_series_that_is_cut_short_is_told_once_when_nothing_goes_on_with_it(running: Conversation) -> None:
    running.invites("mara", CUT, start="2026-11-16 10:00", sequence=1).at("2026-11-27 10:59")
    assert not ends(running)
    letter = running.at("2026-11-27 11:00").hears("mara", "its last date is Mon 7 Dec")
    assert "no series that goes on with it" in letter.words
    running.invites("mara", CUT, start="2026-11-16 10:00", sequence=2).at("2026-12-14 10:00")
    assert len(ends(running)) == 1
    *earlier, last = digests(running, "bo")
    assert "last date of Platform weekly" in last.words
    assert not any("last date of" in one.words for one in earlier)
    assert not [one for one in digests(running, "mara") if "14 Dec" in one.subject]


def test_a_series_that_is_cut_shorter_still_is_told_anew(running: Conversation) -> None:
    running.invites("mara", CUT, start="2026-11-16 10:00", sequence=1).at("2026-11-27 12:00")
    running.hears("mara", "its last date is Mon 7 Dec")
    running.invites("mara", "FREQ=WEEKLY;UNTIL=20261130T090000Z", start="2026-11-16 10:00", sequence=2)
    running.at("2026-11-27 16:00").hears("mara", "its last date is Mon 30 Nov")


def test_a_series_whose_dates_are_all_cut_off_is_told_too(team: Conversation) -> None:
    team.invites("mara").heard_all()
    team.invites("mara", "FREQ=WEEKLY;UNTIL=20261129T090000Z", sequence=1).at("2026-11-23 11:00")
    assert "no date of it lies ahead" in team.hears("mara", "no date lies ahead").words


@pytest.mark.parametrize("minutes", ["10:00", "10:59"])
def test_an_end_that_is_taken_back_in_time_is_not_told(running: Conversation, minutes: str) -> None:
    running.invites("mara", CUT, start="2026-11-16 10:00", sequence=1).at(f"2026-11-27 {minutes}")
    running.invites("mara", start="2026-11-16 10:00", sequence=2).at("2026-11-27 16:00")
    assert not ends(running)


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;COUNT=9", "FREQ=WEEKLY;UNTIL=20270104T225959Z"])
def test_a_series_that_has_always_had_an_end_is_not_cut_short(team: Conversation, rule: str) -> None:
    team.invites("mara", rule).heard_all()
    team.invites("mara", rule, start="2026-11-30 14:00", sequence=1)
    team.hears("mara", "changed")
    team.invites("mara", rule, start="2026-11-30 14:00", sequence=2, extra=OUT).at("2026-11-23 12:00")
    assert not ends(team)


@BOTH_ORDERS
def test_the_end_of_a_series_that_goes_on_is_not_told(running: Conversation, *, old_first: bool) -> None:
    split(running, old_first=old_first)
    running.hears("mara", "goes on")
    running.at("2026-12-07 16:00")
    assert not ends(running)
    assert not any("last date of" in one.words for one in digests(running, "bo"))


# --- without us ------------------------------------------------------------------------------------------------------


def mails(team: Conversation, calendar: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "mara@acme.example", ROBOT, "Invitation: Platform weekly"
    mail["Message-ID"] = f"<{len(calendar)}@calendar.example>"
    mail.set_content(calendar, subtype="calendar", params={"method": "REQUEST"})
    team.brings(mail.as_bytes())


def test_who_takes_us_off_the_guests_reads_that(team: Conversation) -> None:
    mails(team, invitations.calendar(invitations.event()))
    team.heard_all()
    mails(team, invitations.calendar(invitations.event(US="", SEQUENCE="SEQUENCE:1")))
    letter = team.hears("mara", "ended, nobody will be asked")
    assert "You took me off the guests." in letter.words
    assert "cancelled" not in letter.words


# --- read with other zones -------------------------------------------------------------------------------------------

ZONE = "America/Vancouver"
VANCOUVER = CONFIG.replace("Europe/Berlin", "America/Vancouver")


def knows(monkeypatch: pytest.MonkeyPatch, version: str, *folder: Path) -> None:
    """A process that starts with this tzdata: from the package, or from a folder."""
    monkeypatch.setattr(tzdata, "IANA_VERSION", version)
    zoneinfo.reset_tzpath(folder)
    zoneinfo.ZoneInfo.clear_cache()
    for cached in (
        expansion.plan,
        occurrences.following,
        occurrences.preceding,
        occurrences.named,
        occurrences._names,
    ):
        cached.cache_clear()


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Zones in which Vancouver goes to winter time like Los Angeles, as it did until tzdata 2026a."""
    data = resources.files("tzdata.zoneinfo")
    folder = tmp_path / "zones"
    (folder / "America").mkdir(parents=True)
    (folder / "America" / "Vancouver").write_bytes(data.joinpath("America", "Los_Angeles").read_bytes())
    yield folder
    knows(monkeypatch, tzdata.IANA_VERSION)


def with_older_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, older: Path) -> Conversation:
    monkeypatch.setattr(tzdata, "IANA_VERSION", "2025b")
    team = Conversation(tmp_path, config=VANCOUVER, start="2026-11-23 18:00")
    knows(monkeypatch, "2025b", older)
    return team


def hours(team: Conversation, kind: str) -> list[int]:
    """At which hours (UTC) the moments of a kind will come."""
    return sorted(moment.at.hour for moment in team.moments() if moment.kind == kind)


def test_with_other_rules_a_date_stays_at_its_hour_and_keeps_its_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, older: Path
) -> None:
    """9:00 in Vancouver on 30 November is 17:00 UTC by the old rules, 16:00 by those that British Columbia made."""
    newest = tzdata.IANA_VERSION
    team = with_older_rules(tmp_path, monkeypatch, older)
    team.invites("mara", start="2026-11-30 09:00", zone="America/Vancouver").at("2026-11-27 19:00")
    team.says("ana", "Done: the schema review", to=asked(team, "ana")[0]).heard_all()
    assert hours(team, "digest") == [16]

    knows(monkeypatch, newest)
    flow.retime(team.service)
    assert hours(team, "digest") == [15]
    told = team.at("2026-11-30 16:00").hears("mara", "Platform weekly, Mon 30 Nov")
    assert "the schema review" in told.words
    assert len(asked(team, "bo")) == 1
    team.at("2026-12-07 18:00")
    assert len(digests(team, "mara")) == 2
    team.close()


def test_retiming_goes_on_where_it_was_cut_off_and_twice_is_once(
    team: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        team.invites("mara", uid=f"{number}@acme.example", title=f"Review {number}")
    before = team.moments()
    monkeypatch.setattr(tzdata, "IANA_VERSION", "2099a")
    steps = 0
    left = True
    while left:
        with team.ledger.begin() as tx:
            left = retiming.retime(Desk(team.config, tx, team.clock.now()), most=2)
        steps += left
    assert steps == 3  # two cadences, one, and the rest
    flow.retime(team.service)
    assert team.moments() == before


def test_of_machines_with_older_and_newer_rules_the_newer_are_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, older: Path
) -> None:
    """Nothing is derived back, and what the older one plans is derived anew when the day is over, not at each turn."""
    newest = tzdata.IANA_VERSION
    team = with_older_rules(tmp_path, monkeypatch, older)
    team.invites("mara", start="2026-11-30 09:00", zone=ZONE)
    assert hours(team, "round") == [16]
    knows(monkeypatch, newest)
    team.at("2026-11-24 18:00")
    assert hours(team, "round") == [15]

    knows(monkeypatch, "2025b", older)
    team.invites("mara", uid="other@acme.example", start="2026-11-30 09:00", zone=ZONE, title="Planning")
    assert hours(team, "round") == [15, 16]
    knows(monkeypatch, newest)
    team.at("2026-11-25 00:30")
    assert hours(team, "round") == [15, 16], "the day (UTC) is not over"
    team.at("2026-11-25 01:30")
    assert hours(team, "round") == [15, 15]

    knows(monkeypatch, "2025b", older)
    team.invites("mara", uid="third@acme.example", start="2026-11-30 09:00", zone=ZONE, title="Retro")
    knows(monkeypatch, newest)
    team.at("2026-11-26 00:30")
    assert hours(team, "round") == [15, 15, 16]
    team.at("2026-11-26 01:30")
    assert hours(team, "round") == [15, 15, 15]
    team.close()


def test_rules_that_are_newer_in_the_ledger_are_told(team: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    assert chores.newer_rules(team.service) == ""
    newest = tzdata.IANA_VERSION
    monkeypatch.setattr(tzdata, "IANA_VERSION", "2025b")
    assert chores.newer_rules(team.service) == newest
