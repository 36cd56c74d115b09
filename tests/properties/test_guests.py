"""Answers of guests in any order, late and twice: the event is held to a plain model, a dict of what was said last."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from paceline.domain.facts import Entry, GuestsInvited
from paceline.domain.organized import (
    MOST_ANSWERS,
    GuestSaid,
    OrganizedEvent,
    Weighed,
    answered,
    evolve,
    fold,
    weigh,
)

START = datetime(2026, 11, 23, tzinfo=UTC)
GUESTS = ("bob@example.org", "carol@example.net")
OTHERS = (*GUESTS, "dave@example.com", "eve@example.com")
DATES = (None, START + timedelta(days=7), START + timedelta(days=14))
INVITED = Entry("t", "event/k1", GuestsInvited("u@x", "Weekly", date(2026, 12, 1), GUESTS, 2, START), START)


@st.composite
def conversations(draw: st.DrawFn) -> list[GuestSaid]:
    """What guests say, no two answers of one with the same revision; some of them come twice."""
    keys = st.tuples(st.sampled_from(OTHERS), st.sampled_from(DATES), st.integers(0, 3), st.integers(0, 9))
    said = [
        GuestSaid(
            guest,
            draw(st.sampled_from(("ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"))),
            sequence,
            START + timedelta(seconds=second),
            instance,
            draw(st.sampled_from(("", *OTHERS))),
        )
        for guest, instance, sequence, second in draw(st.lists(keys, unique=True, max_size=25))
    ]
    return said + draw(st.lists(st.sampled_from(said), max_size=5)) if said else []


def heard(said: list[GuestSaid]) -> tuple[OrganizedEvent, list[Weighed]]:
    """The event after all of it, and what became of each."""
    event = fold([INVITED])
    assert event is not None
    told = []
    for one in said:
        weighed = weigh(event, one)
        told.append(weighed)
        if weighed.disposition == "applied":
            after = evolve(event, Entry("t", "event/k1", answered(one), START))
            assert after is not None
            event = after
    return event, told


@given(conversations(), st.randoms(use_true_random=False))
def test_any_order_comes_to_the_same_answers(said: list[GuestSaid], random) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)
    first, second = heard(said)[0], heard(shuffled)[0]
    assert set(first.answers) == set(second.answers)
    assert [first.expects(one) for one in OTHERS] == [second.expects(one) for one in OTHERS]


@given(conversations())
def test_the_last_word_of_each_is_what_counts(said: list[GuestSaid]) -> None:
    model: dict[tuple[str, datetime | None], GuestSaid] = {}
    for one in sorted(said, key=lambda it: (it.sequence, it.stamp)):
        model[one.guest, one.instance] = one
    event, _ = heard(said)
    assert set(event.answers) == {answered(one) for one in model.values()}
    assert {it.partstat for it in event.answers if it.guest == GUESTS[0] and not it.instance} == {
        one.partstat for (guest, instance), one in model.items() if guest == GUESTS[0] and not instance
    }


@given(conversations())
def test_only_who_was_invited_or_named_counts_and_only_for_what_stands(said: list[GuestSaid]) -> None:
    _, told = heard(said)
    for number, (one, weighed) in enumerate(zip(said, told, strict=True)):
        before, _ = heard(said[:number])
        if weighed.counts:
            assert before.expects(one.guest)
            assert one.sequence >= 2
            assert one.instance is None


@given(conversations())
def test_a_second_time_is_nothing_new(said: list[GuestSaid]) -> None:
    event, _ = heard(said)
    assert {weigh(event, one).disposition for one in said} <= {"stale", "unchanged"}


def test_a_guest_who_never_stops_answering_fills_no_ledger() -> None:
    many = [GuestSaid(GUESTS[0], "TENTATIVE", 2, START + timedelta(seconds=n)) for n in range(MOST_ANSWERS + 9)]
    event, told = heard(many)
    assert event.heard == MOST_ANSWERS
    assert [weighed.disposition for weighed in told[MOST_ANSWERS:]] == ["ignored"] * 9


def test_delegates_in_a_ring_come_to_an_end() -> None:
    ring = [
        GuestSaid(one, "DELEGATED", 2, START, None, other)
        for one, other in zip(OTHERS, (*OTHERS[2:], *OTHERS[:2]), strict=True)
    ]
    event, _ = heard(ring)
    assert all(event.expects(one) for one in OTHERS)
