"""A calendar at Microsoft 365 is held to what every calendar keeps to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import ClassVar

import pytest
from fakes.graph import Fake

from connectors.calendar_contract import CalendarContract
from connectors.graph_world import THEN, diary, settings, tenant
from paceline.ports import Shown
from paceline_connectors import graph
from paceline_connectors.graph.calendar import GraphCalendar


class GraphWorld:
    def __init__(self, fake: Fake) -> None:
        self.fake = fake

    def calendar(self) -> GraphCalendar:
        return graph.calendar(settings(self.fake))

    def add(self, raw: bytes) -> None:
        diary(self.fake).add(raw)

    def lose(self, uid: str) -> None:
        diary(self.fake).lose(uid)

    def held(self) -> Mapping[str, bytes]:
        return diary(self.fake).held()

    def told(self) -> list[tuple[str, str, str]]:
        return diary(self.fake).told

    def shares(self, address: str, *times: Shown) -> None:
        items = [("oof" if each.out_of_office else "busy", each.begins, each.ends) for each in times]
        diary(self.fake).shared[address] = items

    def forget(self) -> None:
        diary(self.fake).forget()

    def away(self) -> AbstractContextManager[None]:
        return self.fake.away()

    def cut(self, after: int) -> AbstractContextManager[None]:
        return self.fake.loses_the_answer("", after=after)  # type: ignore[no-any-return]

    def throttled(self, seconds: float) -> AbstractContextManager[None]:
        return self.fake.throttled(seconds)  # type: ignore[no-any-return]

    def requests(self) -> int:
        return len(self.fake.asked)


@pytest.fixture
def world() -> Iterator[GraphWorld]:
    with tenant(THEN) as fake:
        yield GraphWorld(fake)


class TestCalendar(CalendarContract):
    CANNOT: ClassVar[Mapping[str, str]] = {
        "series of our own": "Graph takes the dates of a series that differ one by one, so a crash leaves half of it",
    }
