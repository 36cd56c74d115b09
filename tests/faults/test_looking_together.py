"""Several workers look at one calendar at once: what the server and people hear is the same as from one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Barrier

import invitations
import pytest
from calendar_server import CalendarInMemory
from conversation import CONFIG, Conversation

from paceline import looking
from paceline.config import Door
from paceline.flow import Service
from paceline.ledger import Ledger, calendars
from paceline.ports import Changes

WORKERS = 4


@pytest.fixture(params=["sqlite", "postgresql"])
def team(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Conversation]:
    config = CONFIG
    if request.param == "postgresql":
        config = f'[ledger]\nurl = "{request.getfixturevalue("fresh_postgres")}"\n{CONFIG}'
    conversation = Conversation(tmp_path, config=config)
    conversation.config = replace(conversation.config, calendar=Door("memory"), published=("platform",))
    conversation.service = replace(conversation.service, config=conversation.config)
    yield conversation
    conversation.close()


@dataclass
class Counting(CalendarInMemory):
    put_down: list[str] = field(default_factory=list)
    together: Barrier | None = None

    def changes(self, cursor: str) -> Changes:
        found = super().changes(cursor)
        if self.together:
            self.together.wait(60)
        return found

    def put(self, uid: str, raw: bytes) -> None:
        self.put_down.append(uid)
        super().put(uid, raw)


def test_each_day_is_written_once_and_each_invitation_is_heard_once(team: Conversation) -> None:
    calendar = Counting()
    team.says("ana", "Next\n- ship the importer by Thursday\n- write the plan by Friday", to="new")
    calendar.holds("e1", invitations.calendar(invitations.event(), method=""))
    at_once(team, lambda service: looking.look(service, calendar), rounds=5)
    team.calendar = calendar
    team.tick()
    assert Counter(calendar.put_down).most_common(1)[0][1] == 1
    assert len(calendar.put_down) == 2
    assert len([letter for letter in team.letters("mara") if "I accepted your invite" in letter.words]) == 1


def test_a_calendar_may_have_a_long_name(team: Conversation) -> None:
    """On PostgreSQL a length is a limit."""
    calendar = CalendarInMemory(name="caldav:async@acme.example@calendar.acme.example/the team's very own")
    calendar.holds("e1", invitations.calendar(invitations.event(), method=""))
    assert looking.look(team.service, calendar) == 1


def test_those_who_read_the_same_take_it_in_once(team: Conversation) -> None:
    """Without turns, as after a look that took longer than its turn."""
    calendar = Counting(together=Barrier(WORKERS))
    calendar.holds("e1", invitations.calendar(invitations.event(), method=""))
    calendar.holds("e2", invitations.calendar(invitations.event(UID="UID:2@acme.example"), method=""))
    found = at_once(team, lambda service: looking.follow(service, calendar), rounds=1)
    assert sorted(found) == [0] * (WORKERS - 1) + [2]
    with team.ledger.begin() as tx:
        assert calendars.cursor(tx, "memory") == "2"


def at_once(team: Conversation, do: Callable[[Service], int], rounds: int) -> list[int]:
    def work(_: int) -> list[int]:
        ledger = Ledger(team.config.ledger.url)
        try:
            return [do(Service(team.config, ledger, team.clock)) for _ in range(rounds)]
        finally:
            ledger.close()

    with ThreadPoolExecutor(WORKERS) as threads:
        return [one for found in threads.map(work, range(WORKERS)) for one in found]
