"""Invites as calendar programs write them (tests/golden/invites), each program's in turn through the real `receive`;
what is answered to them is golden too (tests/golden/answers), and other_parsers reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from approve import GOLDEN, Approved
from corpus.robot import Robot
from invitations import golden

WINDOW = ["2026-11-20T00:00:00Z", "2026-12-20T00:00:00Z"]
ROBOT = "async@acme.example"


@dataclass(frozen=True)
class Sent:
    """An invite, and then the days and hours (UTC) at which the series takes place within four weeks."""

    invite: str
    dates: tuple[str, ...]
    answered: bool = True


MONDAYS = ("23 09:00", "30 09:00", "07 09:00", "14 09:00")
ONE_ON_TUESDAY = ("23 09:00", "01 10:30", "07 09:00", "14 09:00")
ONE_LEFT_OUT = ("23 09:00", "01 10:30", "14 09:00")

PROGRAMS = {
    "google": (
        Sent("google-weekly", MONDAYS),
        Sent("google-moved", ONE_ON_TUESDAY),
        Sent("google-cancel", ONE_LEFT_OUT, answered=False),
    ),
    "exchange": (
        Sent("exchange-weekly", ("23 09:00", "07 09:00")),
        Sent("exchange-cancel-occurrence", ("23 09:00",), answered=False),
    ),
    "apple": (Sent("apple-weekly", ("24 14:00", "01 14:00", "08 14:00", "15 14:00")),),
    "outlook": (Sent("outlook-customized-zone", ("24 13:00",)),),
    "nextcloud": (
        Sent("nextcloud-weekly", MONDAYS),
        Sent("nextcloud-moved", ONE_ON_TUESDAY),
        Sent("nextcloud-cancel", (), answered=False),
    ),
    "thunderbird": (
        Sent("thunderbird-weekly", MONDAYS),
        Sent("thunderbird-moved", ONE_ON_TUESDAY),
        Sent("thunderbird-cancel", ONE_LEFT_OUT, answered=False),
    ),
    "zimbra": (
        Sent("zimbra-weekly", MONDAYS),
        Sent("zimbra-moved", ONE_ON_TUESDAY),
        Sent("zimbra-cancel", ONE_LEFT_OUT, answered=False),
    ),
}
ANSWERED = {sent.invite for program in PROGRAMS.values() for sent in program if sent.answered}


@pytest.fixture
def robot(tmp_path: Path) -> Iterator[Robot]:
    robot = Robot(tmp_path, ROBOT, "Europe/Berlin")
    yield robot
    robot.close()


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_a_program_sends_is_followed_and_answered(program: str, robot: Robot, approved: Approved) -> None:
    for sent in PROGRAMS[program]:
        ics = golden(sent.invite).decode()
        uid = _said(ics, "UID")
        robot.receives(_mail(ics))

        assert robot.reason.partition(":")[0] in ("", "applied")
        state = robot.state(uid, WINDOW)
        assert state is not None
        assert tuple(f"{start[8:10]} {start[11:16]}" for start in state["occurrences"]) == sent.dates
        assert [answer["partstat"] for answer in robot.answers] == ["ACCEPTED"] * sent.answered
        if sent.answered:
            approved(f"answers/{sent.invite}.ics", robot.answers[0]["body"])


def test_an_answer_travels_as_a_mail_of_its_own_kind(robot: Robot, approved: Approved) -> None:
    robot.receives(_mail(golden("google-weekly").decode()))
    approved("answers/google-weekly.eml", robot.answers[0]["mail"])


def test_nothing_is_approved_that_is_not_answered() -> None:
    assert {file.stem for file in GOLDEN.glob("answers/*.ics")} == ANSWERED


def _mail(ics: str) -> dict[str, object]:
    organizer = re.findall(r"[\w.]+@acme\.example", re.sub("\r\n ", "", ics).partition("ORGANIZER")[2])[0].lower()
    return {"from": organizer, "to": ROBOT, "authenticated_as": [organizer], "ics": ics}


def _said(ics: str, name: str) -> str:
    found = re.search(rf"^{name}:(.*)\r$", ics.replace("\r\n ", ""), re.MULTILINE)
    assert found
    return found[1]
