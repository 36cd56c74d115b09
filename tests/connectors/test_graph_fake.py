"""The fake of Graph itself: it sees its own mistakes, and runs as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from fakes.graph import Fake
from fakes.graph.mime import rebuilt
from fakes.graph.shapes import wrong

from connectors.graph_world import USER, settings
from connectors.mailbox_contract import mail
from connectors.transport_contract import letter
from paceline_connectors import graph


@pytest.mark.parametrize(
    ("kind", "said", "problem"),
    [
        ("message", {"id": "a", "isDraft": "no"}, "message.isDraft: 'no' is no bool"),
        ("message", {"Id": "a"}, "message has no Id"),
        ("message*", {"value": [{"receivedDateTime": "today"}]}, "message.receivedDateTime: 'today' is no time"),
        ("event", {"start": {"dateTime": "2026-11-21T10:00:00", "timeZone": "UTC"}}, "is no wall"),
        ("error", {"error": {"code": 1}}, "publicError.code"),
    ],
)
def test_an_answer_that_is_not_as_published_is_noticed(kind: str, said: object, problem: str) -> None:
    [found] = wrong(kind, said)
    assert problem in found


def test_it_writes_a_mail_anew() -> None:
    raw = b"X-Mailer: m\nSubject: b\n folded\nFrom: a@x.example\n\nbody\n"
    assert rebuilt(raw) == b"From: a@x.example\r\nSubject: b\r\n folded\r\n\r\nbody\r\n"


def test_it_runs_as_a_process(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "fakes.graph", "--port", "0", "--user", USER, "--sent", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stdout
        url = process.stdout.readline().split()[0]
        httpx.post(f"{url}/fake/bring/{USER}", content=mail("hello"))
        given = settings(Fake(USER), endpoint=url, authority=url)
        assert len(list(graph.mailbox(given).fetch())) == 1
        graph.transport(given).send(letter(1), sender="", recipient="ana@acme.example")
        process.terminate()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [letter(1)]
