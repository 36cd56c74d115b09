"""Conversations between organizers and an invited robot: every mail of every case through the real `receive`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cases import cases
from corpus.conversations import OURS, UNMENDED
from corpus.robot import differences

ORGANIZERS_SIDE = {"O01", "O03", "O06", "O07", "O09"}
"""The robot organizes an event and keeps its guests' answers. Paceline organizes none: it is invited."""


def _conversations() -> list[Any]:
    try:
        folder = cases("itip/cases")
    except pytest.skip.Exception as absent:
        return [pytest.param(None, id="absent", marks=pytest.mark.skip(str(absent)))]
    return [pytest.param(path, id=path.stem) for path in sorted(folder.glob("*.json"))]


@pytest.mark.cases
@pytest.mark.parametrize("path", _conversations())
def test_conversation(path: Path) -> None:
    case = json.loads(path.read_text())
    if case["id"] in ORGANIZERS_SIDE:
        pytest.skip("the organizer's side, which Paceline never is")
    assert differences(case) == []


@pytest.mark.parametrize("name", OURS)
def test_conversation_of_our_own(name: str) -> None:
    assert differences(OURS[name]) == []


@pytest.mark.xfail(reason="a known defect", strict=True)
@pytest.mark.parametrize("name", UNMENDED)
def test_conversation_that_goes_wrong(name: str) -> None:
    assert differences(UNMENDED[name]) == []
