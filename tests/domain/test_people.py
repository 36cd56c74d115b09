from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from situations import ANA, BO, TEAM, person

from paceline.domain.people import Absence, Person, named

TWIN = replace(person("Ana Wolf"), id="ana-2", addresses=("ana.wolf@acme.example", "wolf@home.example"))


def ids(handle: str, people: tuple[Person, ...] = (*TEAM, TWIN)) -> list[str]:
    return [found.id for found in named(handle, people)]


@pytest.mark.parametrize(
    ("handle", "found"),
    [
        ("@bo", ["bo"]),
        ("bo", ["bo"]),
        (" @Bo ", ["bo"]),
        ("BO KIM", ["bo"]),
        ("bo@acme.example", ["bo"]),
        ("Bo@ACME.example", ["bo"]),
        ("wolf@home.example", ["ana-2"]),
        ("Ana Wolf", ["ana-2"]),
        ("ana", ["ana"]),
        ("@ana-2", ["ana-2"]),
        ("zed", []),
        ("kim", []),
        ("", []),
        ("@", []),
    ],
)
def test_who_is_meant(handle: str, found: list[str]) -> None:
    assert ids(handle) == found


def test_an_id_is_exact_where_a_first_name_is_not() -> None:
    twins = (replace(ANA, id="soto"), TWIN)
    assert ids("ana", twins) == ["soto", "ana-2"]


def test_no_handle_means_nobody_even_among_those_without_a_name() -> None:
    assert ids("@", (replace(BO, name=""),)) == []


def test_somebody_without_a_name_goes_by_their_id() -> None:
    assert replace(BO, name="").first_name == "bo"
    assert replace(BO, name="  ").first_name == "bo"
    assert BO.first_name == "Bo"


def test_mail_goes_to_the_first_address() -> None:
    assert TWIN.address == "ana.wolf@acme.example"


def test_an_absence_includes_both_ends() -> None:
    absence = Absence(date(2026, 12, 1), date(2026, 12, 4))
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 4), date(2026, 12, 5)]
    assert [absence.covers(day) for day in days] == [False, True, True, False]
    away = replace(BO, absences=(Absence(date(2026, 11, 1), date(2026, 11, 2)), absence))
    assert away.away_on(date(2026, 12, 2)) == absence
    assert away.away_on(date(2026, 12, 5)) is None
