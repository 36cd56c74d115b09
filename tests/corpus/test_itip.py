"""Conversations between organizers and an invited robot, each step through reading, authority and decision."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from cases import cases

from paceline.agenda import occurrences, series
from paceline.domain.cadence import Cadence, CalendarMessage
from paceline.inbox import mail
from paceline.inbox.calendar.invite import read_calendar
from paceline.inbox.mail import CalendarPart, Unreadable
from paceline.letters import imip

pytestmark = pytest.mark.cases

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
ORGANIZERS_SIDE = {"O01", "O03", "O06", "O07", "O09"}
"""The robot organizes an event and keeps its guests' answers. Paceline organizes none: it is invited."""

REASONS = {
    "uid": "different UIDs",
    "organizer": "ORGANIZER",
    "no_method": "no METHOD",
    "method_mismatch": "the mail says method=",
    "rrule_freq": "FREQ=",
    "not_from_organizer": "not from the organizer",
    "too_many_attendees": "attendees; at most",
    "unsupported_component": "",
    "reply_attendee_count": "exactly one ATTENDEE",
}
"""What a reason of the cases is called in ours."""


@dataclass
class Robot:
    """The receiving side: what it holds, what it last decided and why, what it has answered."""

    us: frozenset[str]
    zone: str
    held: dict[str, Cadence] = field(default_factory=dict)
    decided: str = "ignored"
    why: str = ""
    answers: list[dict[str, Any]] = field(default_factory=list)

    def receives(self, step: dict[str, Any]) -> None:
        self.decided, self.why, self.answers = "ignored", "", []
        for part in _calendars(step):
            read = read_calendar(part, us=self.us, zone=self.zone)
            if isinstance(read, Unreadable):
                self.decided, self.why = "rejected", read.reason
                continue
            for message in read:
                self.follows(message, next(iter(step.get("authenticated_as") or ()), ""))

    def follows(self, message: CalendarMessage, sender: str) -> None:
        held = self.held.get(message.uid)
        if why := series.authority(message, sender, held):
            self.decided, self.why = "held", why
            return
        taken = series.take(held, message)
        self.decided, self.why = taken.disposition, taken.reason
        if taken.cadence:
            self.held[message.uid] = taken.cadence
        if taken.answer == "ACCEPTED":
            self.answers.append(_read_back(imip.reply(message, now=NOW), message))
        elif taken.answer == "REFRESH":
            self.answers.append(_read_back(imip.refresh(message, now=NOW), message))


def _calendars(step: dict[str, Any]) -> tuple[CalendarPart, ...]:
    if "eml" not in step:
        return (CalendarPart(step["ics"].encode(), step.get("content_type_method") or "", "utf-8"),)
    message = mail.read(step["eml"].encode())
    assert not isinstance(message, Unreadable)
    return message.calendars


def _read_back(body: bytes, message: CalendarMessage) -> dict[str, Any]:
    """Our answer as the organizer's side reads it, with the product's own reader."""
    method = body.split(b"METHOD:")[1].split(b"\r\n")[0].decode()
    answer: dict[str, Any] = {"method": method, "to": list(imip.recipients(message)), "uid": message.uid}
    if method == "REPLY":
        read = read_calendar(CalendarPart(body), us=frozenset([message.organizer]), zone="UTC")
        assert not isinstance(read, Unreadable)
        (reply,) = read
        (rid,) = reply.recurrence_ids or (None,)
        answer |= {"uid": reply.uid, "rid": rid and _written(rid), "sequence": reply.sequence, "partstat": "ACCEPTED"}
        answer["attendee"] = reply.attendees[0].address
        assert b"PARTSTAT=ACCEPTED" in body
    return answer


def _state(cadence: Cadence, window: list[str]) -> dict[str, Any]:
    start, end = map(datetime.fromisoformat, window)
    return {
        "status": cadence.ending or "active",
        "sequence": cadence.sequence,
        "organizer": cadence.organizer,
        "summary": cadence.title,
        "attendees": [guest.address for guest in cadence.participants],
        "occurrences": [_written(o.start) for o in occurrences.between(cadence, start, end)],
    }


def _written(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"


def _conversations() -> list[Any]:
    try:
        folder = cases("itip/cases")
    except pytest.skip.Exception as absent:
        return [pytest.param(None, id="absent", marks=pytest.mark.skip(str(absent)))]
    return [pytest.param(path, id=path.stem) for path in sorted(folder.glob("*.json"))]


@pytest.mark.parametrize("path", _conversations())
def test_conversation(path: Any) -> None:
    conversation = json.loads(path.read_text())
    if conversation["id"] in ORGANIZERS_SIDE:
        pytest.skip("the organizer's side, which Paceline never is")
    robot = Robot(frozenset(conversation["robot"]["addresses"]), conversation["robot"]["default_zone"])
    for step in conversation["steps"]:
        expected = step["expect"]
        robot.receives(step["in"])

        assert robot.decided == expected["disposition"].replace("quarantined", "held"), robot.why
        assert REASONS[expected["reason"]] in robot.why if "reason" in expected else True
        if "replies" in expected:
            wanted = expected["replies"]
            assert [
                {key: answer[key] for key in one} for answer, one in zip(robot.answers, wanted, strict=True)
            ] == wanted
        for uid, state in expected.get("state", {}).items():
            if state is None:
                assert uid not in robot.held
                continue
            found = _state(robot.held[uid], conversation["window"])
            assert {key: found[key] for key in state if key in found} == {k: v for k, v in state.items() if k in found}
