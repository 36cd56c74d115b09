"""The labelled mails: bounces, automatic replies and robots are found, and people are left alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cases import cases

from paceline.inbox.machines import Machine, judge
from paceline.inbox.mail import Message, read

pytestmark = pytest.mark.cases

Judged = list[tuple[Path, Machine | None]]
FINAL_RECIPIENT = re.compile(rb"^final-recipient:[^;\n]*;[ \t]*<?([^\s<>;]+@[^\s<>;]+)", re.IGNORECASE | re.MULTILINE)


@pytest.fixture(scope="module")
def labelled() -> Callable[[str], Judged]:
    labels = cases("machines/labels.tsv")
    root = labels.parent.parent
    rows = [line.split("\t") for line in labels.read_text().splitlines()[1:]]

    def of(label: str) -> Judged:
        found = [(root / path, read((root / path).read_bytes())) for path, given, _ in rows if given == label]
        if not found:
            pytest.skip(f"no mail is labelled {label!r}")
        return [(path, judge(message)) for path, message in found if isinstance(message, Message)]

    return of


@pytest.mark.parametrize(
    ("label", "kinds", "least"),
    [
        ("bounce", {"bounce", "delayed"}, 0.97),
        ("delay", {"delayed"}, 1.0),
        ("delivered", {"delivered"}, 1.0),
        ("autoreply", {"auto-reply"}, 0.95),
        ("feedback", {"feedback"}, 1.0),
        ("mdn", {"disposition"}, 1.0),
        ("challenge", {"challenge", "auto-reply", "robot"}, 0.8),
        ("robot", {"robot", "auto-reply"}, 0.8),
    ],
)
def test_machines_are_found(labelled, label, kinds, least):
    judged = labelled(label)
    missed = [path.name for path, machine in judged if machine is None or machine.kind not in kinds]
    assert len(missed) <= (1 - least) * len(judged), missed


def test_people_are_not_called_machines(labelled):
    judged = labelled("human")
    wrongly = [(path.name, machine.why) for path, machine in judged if machine is not None]
    assert len(wrongly) <= 0.002 * len(judged), wrongly


def test_the_recipient_of_a_bounce_is_exact(labelled):
    wrong, named = [], 0
    for path, machine in labelled("bounce"):
        recipients = {one.decode().lower() for one in FINAL_RECIPIENT.findall(path.read_bytes().replace(b"\r", b"\n"))}
        if recipients and machine and machine.bounce:
            named += 1
            wrong += [path.name] if machine.bounce.recipient not in recipients else []
    assert len(wrong) <= 0.03 * named, wrong


def test_a_delay_is_never_permanent(labelled):
    assert not [
        path.name for path, machine in labelled("delay") if machine and machine.bounce and machine.bounce.permanent
    ]
