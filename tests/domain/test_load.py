from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from paceline.domain.commitments import Commitment
from paceline.domain.load import Load, load
from paceline.domain.people import Absence, Person

FRIDAY, SATURDAY = date(2026, 12, 11), date(2026, 12, 12)
BO = Person("bo", "platform", "Bo Kim", ("bo@acme.example",), absences=(Absence(FRIDAY, FRIDAY),))
ONE = Commitment("C1", "platform", "bo", "the guide", FRIDAY, FRIDAY, "open", datetime(2026, 11, 1, tzinfo=UTC))


def test_nothing_speaks_against_a_first_promise() -> None:
    assert not load(BO, SATURDAY, [], 1)


def test_what_is_open_is_counted_and_what_is_due_that_day() -> None:
    others = [ONE, replace(ONE, due=SATURDAY), replace(ONE, state="kept"), replace(ONE, owner="ana")]
    assert load(BO, SATURDAY, others, 0) == Load(open=2, same_day=1)


def test_an_absence_over_the_due_day_is_named() -> None:
    assert load(BO, FRIDAY, [], 0).away == Absence(FRIDAY, FRIDAY)


def test_the_limit_is_named_only_where_it_would_be_passed() -> None:
    assert load(BO, SATURDAY, [ONE], 2).limit == 0
    assert load(BO, SATURDAY, [ONE], 1).limit == 1
    assert load(BO, SATURDAY, [ONE], 0).limit == 0
