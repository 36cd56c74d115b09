from __future__ import annotations

from datetime import date, timedelta

from situations import ASKED, NOW, entries, help_request

from paceline.domain.facts import (
    Corrected,
    HelpClosed,
    HelpDeclined,
    HelpReferred,
    HelpRequested,
    HelpSought,
    HelpTaken,
    HelpUnreached,
    NobodyLeft,
    ReferralAllowed,
    ReferralDeclined,
    SearchStopped,
    Undone,
)
from paceline.domain.help import Hand, fold

TAKE, PART, CANNOT = (HelpTaken(), "bo"), (HelpTaken("the schema"), "bo"), (HelpDeclined(), "bo")


def test_a_request_keeps_all_that_was_said() -> None:
    it = help_request((HelpRequested("ana", "a DBA", "C1", "k/1"), "ana"))
    assert (it.id, it.team, it.owner, it.what, it.commitment) == ("H1", "platform", "ana", "a DBA", "C1")
    assert (it.state, it.opened, it.occurrence) == ("open", NOW, "k/1")


def test_it_is_taken_as_a_whole_or_in_part() -> None:
    assert (help_request(ASKED, TAKE).state, help_request(ASKED, TAKE).takers) == ("taken", ("bo",))
    in_part = help_request(ASKED, PART)
    assert (in_part.state, in_part.parts, in_part.takers) == ("open", (("bo", "the schema"),), ())


def test_who_takes_it_twice_is_named_once() -> None:
    assert help_request(ASKED, TAKE, TAKE).takers == ("bo",)


def test_who_can_not_is_remembered_and_gives_back_what_they_took() -> None:
    assert help_request(ASKED, CANNOT, CANNOT).declined == ("bo",)
    back = help_request(ASKED, TAKE, PART, CANNOT)
    assert (back.state, back.takers, back.parts, back.declined) == ("open", (), (), ("bo",))


def test_it_stays_taken_while_another_helps() -> None:
    it = help_request(ASKED, TAKE, (HelpTaken(), "mara"), CANNOT)
    assert (it.state, it.takers) == ("taken", ("mara",))


def test_who_takes_it_after_all_is_no_longer_one_who_can_not() -> None:
    assert help_request(ASKED, CANNOT, TAKE).declined == ()
    assert help_request(ASKED, CANNOT, PART).declined == ()


def test_it_is_closed_for_good() -> None:
    assert help_request(ASKED, TAKE, (HelpClosed(), "ana")).state == "closed"
    assert help_request(ASKED, TAKE, (HelpClosed(), "ana"), CANNOT).state == "closed"


def test_to_point_to_somebody_changes_no_state() -> None:
    it = help_request(ASKED, (HelpReferred("mara"), "bo"))
    assert (it.state, it.referrals, it.declined) == ("open", ("mara",), ())


def test_who_is_not_of_the_team_is_named_for_good_when_whoever_asked_agrees() -> None:
    named = (ASKED, (HelpReferred("kim@partner.example", outside=True), "bo"))
    assert (help_request(*named).proposed, help_request(*named).referrals) == (("kim@partner.example",), ())
    agreed = help_request(*named, (ReferralAllowed("kim@partner.example"), "ana"))
    assert (agreed.proposed, agreed.referrals) == ((), ("kim@partner.example",))
    refused = help_request(*named, (ReferralDeclined("kim@partner.example"), "ana"))
    assert (refused.proposed, refused.referrals) == ((), ())


def test_the_steps_of_the_search_are_kept() -> None:
    first, second = HelpSought(("bo", "mara"), NOW, ("eve",)), HelpSought(("eve",), NOW + timedelta(hours=4))
    it = help_request(ASKED, (first, ""), (HelpUnreached("bo"), ""), (second, ""))
    assert (it.asked, it.until, it.unreached) == (("bo", "mara", "eve"), NOW + timedelta(hours=4), ("bo",))
    assert help_request(ASKED, (first, "")).announced == ("eve",)
    assert help_request(ASKED, (first, ""), (NobodyLeft(), "")).nobody_left
    assert not help_request(ASKED, (first, ""), (NobodyLeft(), ""), (second, "")).nobody_left
    assert not help_request(ASKED, (SearchStopped(), "ana")).is_sought
    assert not help_request(ASKED, TAKE).is_sought


def test_what_somebody_gives_is_kept_with_its_days() -> None:
    days = (date(2026, 11, 30), date(2026, 12, 2))
    it = help_request(ASKED, (HelpTaken("", "time", *days, "an hour a day"), "bo"))
    assert it.hands == (Hand("bo", "", "time", *days, "an hour a day"),)
    assert help_request(ASKED, TAKE, CANNOT).hands == ()


def test_a_correction_changes_the_words() -> None:
    assert help_request(ASKED, (Corrected("two DBAs"), "ana")).what == "two DBAs"


def test_what_is_undone_does_not_count() -> None:
    assert fold(entries("H1", ASKED, TAKE, (Undone("m2"), "bo"))) == help_request(ASKED)
    assert fold(entries("H1", TAKE)) is None
