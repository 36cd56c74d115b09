"""A team of six in three zones, on the days around Mon 30 Nov 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from paceline.domain.people import Person
from paceline.domain.statements import Section
from paceline.letters.templates import load


def _person(name: str, zone: str, **more: Any) -> Person:
    first = name.split(maxsplit=1)[0].lower()
    return Person(first, "platform", name, (f"{first}@acme.example",), zone, **more)


ANA = _person("Ana Pereira", "Europe/Lisbon", locale="en_GB")
BO = _person("Bo Lindqvist", "Europe/Berlin")
CHEN = _person("Chen Wei", "America/Los_Angeles", locale="en_US", send_hour=time(8, 30))
DEE = _person("Dee Okafor", "Europe/London", locale="en_GB")
MARA = _person("Mara Vogt", "Europe/Berlin", locale="de_DE")

FRIDAY = date(2026, 11, 27)
MONDAY = date(2026, 11, 30)
START = datetime(2026, 11, 30, 9, tzinfo=UTC)
DIGEST = datetime(2026, 11, 30, 8, tzinfo=UTC)


def questions(template: str = "status") -> tuple[Section, ...]:
    found = load(template)
    return found.sections if found else ()
