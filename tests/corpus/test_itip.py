"""Conversations between organizers and an invited robot: every mail of every case through the real `receive`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cases import cases
from corpus.conversations import OURS
from corpus.organizers import ORGANIZED
from corpus.robot import differences


def _conversations() -> list[Any]:
    try:
        folder = cases("itip/cases")
    except pytest.skip.Exception as absent:
        return [pytest.param(None, id="absent", marks=pytest.mark.skip(str(absent)))]
    return [pytest.param(path, id=path.stem) for path in sorted(folder.glob("*.json"))]


@pytest.mark.cases
@pytest.mark.parametrize("path", _conversations())
def test_conversation(path: Path) -> None:
    assert differences(json.loads(path.read_text())) == []


@pytest.mark.parametrize("name", OURS)
def test_conversation_of_our_own(name: str) -> None:
    assert differences(OURS[name]) == []


@pytest.mark.parametrize("name", ORGANIZED)
def test_conversation_about_an_event_of_ours(name: str) -> None:
    assert differences(ORGANIZED[name]) == []
