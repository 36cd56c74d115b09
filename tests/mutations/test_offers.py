"""Offers by calendar that are broken on purpose, each with the scenario that catches it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conversation import Conversation
from mutations.robots import Breaks, binds, wraps
from scenarios import test_calendar_offers as offers

from paceline.clerks import guest_answers, organizing, publishing, records
from paceline.domain import organized
from paceline.domain.organized import MEANS, Weighed
from paceline.letters import scheduling

pytestmark = pytest.mark.slow


def _counts(weigh: Any, *given: Any) -> Weighed:
    return replace(weigh(*given), counts=True)


def _revives(weigh: Any, event: Any, said: Any) -> Weighed:
    found: Weighed = weigh(replace(event, off=False), said)
    return found


def _means(**more: Any) -> Breaks:
    return binds(organized, MEANS=MEANS | more)


def _at_sequence(revision: Any, desk: Any, before: Any, draft: Any) -> Any:
    sequence, stamp = revision(desk, before, draft)
    return (before.sequence if before else sequence), stamp


def _at_stamp(revision: Any, desk: Any, before: Any, draft: Any) -> Any:
    sequence, stamp = revision(desk, before, draft)
    return sequence, (before.stamp if before else stamp)


def _asks_whatever_day(countered: Any, said: Any, proposed: Any, it: Any) -> Any:
    return countered(said, proposed, replace(it, due=date(2000, 1, 1)))


def _nothing(*given: Any, **named: Any) -> None:
    return None


def _guests_of_the_present(guest: Any, desk: Any, event: Any, address: str, agreed: Any = ()) -> Any:
    return replace(guest(desk, event, address, agreed), partstat="NEEDS-ACTION")


BROKEN: list[tuple[str, Breaks, Callable[..., None]]] = [
    (
        "TENTATIVE is a yes",
        _means(TENTATIVE={"offered": "accept"}),
        offers.test_tentative_is_nothing_that_counts,
    ),
    (
        "DECLINED is a yes",
        _means(DECLINED={"offered": "accept"}),
        offers.test_declined_is_decline_and_the_comment_is_the_reason,
    ),
    (
        "DECLINED drops what was promised",
        _means(DECLINED={"open": "drop"}),
        offers.test_declined_after_it_was_promised_is_refused_in_words,
    ),
    (
        "ACCEPTED is said where it was said",
        _means(ACCEPTED={"offered": "accept", "open": "accept"}),
        offers.test_accepted_after_it_was_accepted_by_mail_says_nothing_new,
    ),
    ("DELEGATED is nothing", _means(DELEGATED={}), offers.test_delegated_is_an_offer_to_somebody_else_who_must_accept),
    (
        "whoever answers decides",
        wraps(guest_answers, "weigh", _counts),
        offers.test_who_was_not_invited_is_kept_and_decides_nothing,
    ),
    (
        "a yes to another day counts",
        wraps(guest_answers, "weigh", _counts),
        offers.test_a_yes_to_the_day_before_it_was_moved_is_no_yes,
    ),
    (
        "a yes for one date is for all",
        wraps(guest_answers, "weigh", _counts),
        offers.test_an_answer_for_a_single_date_accepts_nothing,
    ),
    (
        "what was called off is accepted",
        wraps(guest_answers, "weigh", _revives),
        offers.test_the_calendar_follows_a_drop,
    ),
    (
        "nobody's other address counts",
        binds(guest_answers, _by_invited_address=lambda event, said, known: said),
        offers.test_another_address_of_the_same_person_answers,
    ),
    (
        "a machine is answered",
        binds(guest_answers, judge=_nothing),
        offers.test_an_answer_that_was_sent_by_itself_counts_and_is_answered_by_no_letter,
    ),
    (
        "a refused COUNTER is refused in silence",
        binds(organizing, decline_counter=_nothing),
        offers.test_a_counter_that_can_t_be_is_declined_in_words,
    ),
    (
        "a COUNTER for the same day is a yes",
        wraps(guest_answers, "countered", _asks_whatever_day),
        offers.test_a_counter_that_can_t_be_is_declined_in_words,
    ),
    ("no calendar follows", binds(organizing, follow=_nothing), offers.test_the_calendar_follows_a_move_by_mail),
    (
        "no calendar follows an undo",
        binds(records, put_right=_nothing),
        offers.test_an_offer_that_is_taken_back_leaves_the_calendar,
    ),
    (
        "SEQUENCE stays",
        wraps(organizing, "_revision", _at_sequence),
        offers.test_a_counter_is_yes_for_another_day_and_the_calendar_follows,
    ),
    (
        "DTSTAMP stays",
        wraps(organizing, "_revision", _at_stamp),
        offers.test_asked_for_again_it_is_the_same_event_stamped_later,
    ),
    (
        "nobody is told that it is off",
        binds(organizing, uninvite=_nothing),
        offers.test_declined_by_mail_leaves_the_calendar,
    ),
    (
        "who declined is told that it is off",
        binds(organizing, _OUT_OF_IT=frozenset()),
        offers.test_declined_is_decline_and_the_comment_is_the_reason,
    ),
    (
        "who has agreed is asked again",
        wraps(organizing, "_guest", _guests_of_the_present),
        offers.test_a_counter_is_yes_for_another_day_and_the_calendar_follows,
    ),
    (
        "an offer is a day to add by hand",
        binds(publishing.organizing, is_for=lambda *given: False),
        offers.test_an_offer_comes_to_the_calendar_as_an_invitation,
    ),
    (
        "everybody who may see it is invited",
        binds(publishing.organizing, is_for=lambda *given: True),
        offers.test_who_asked_gets_a_day_and_no_invitation,
    ),
    (
        "a CANCEL is a REQUEST",
        binds(scheduling, cancel=lambda event, us, gone: scheduling.request(event, us, gone)),
        offers.test_the_calendar_follows_a_drop,
    ),
    (
        "undo takes back what was sent",
        binds(organizing, subject=lambda uid: "other/event"),
        offers.test_a_counter_is_taken_back_by_undo,
    ),
]


def _plays(scenario: Callable[..., None], folder: Path) -> None:
    """A scenario with its fixtures, made anew; of a parametrized one each."""
    marks = [mark for mark in getattr(scenario, "pytestmark", ()) if mark.name == "parametrize"]
    rows = [dict(zip(marks[0].args[0], row, strict=True)) for row in marks[0].args[1]] if marks else [{}]
    for number, row in enumerate(rows):
        here = folder / str(number)
        here.mkdir()
        team = Conversation(here, config=offers.BO_TWO)
        try:
            team.says("ana", "@bo: review the schema by 2 Dec", to="new").heard_all()
            given: dict[str, Any] = {"team": team, **row}
            if "bo" in inspect.signature(scenario).parameters:
                given["bo"] = offers.asked_for(team, "bo")
            scenario(**given)
        finally:
            team.close()


@pytest.mark.parametrize(("breaks", "scenario"), [each[1:] for each in BROKEN], ids=[each[0] for each in BROKEN])
def test_it_is_caught(
    breaks: Breaks, scenario: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch)
    with pytest.raises(AssertionError):
        _plays(scenario, tmp_path)
