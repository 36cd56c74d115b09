"""The Google of the tests: does its oracle see what is wrong, and does it run for another process?"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from cases import ROOT
from fakes.google.discovery import api

from paceline_connectors import google as connector


@pytest.mark.parametrize(
    ("schema", "answer", "problem"),
    [
        ("Profile", {"emailAddress": "a@b", "historyId": "12"}, ""),
        ("Profile", {"emailAddress": "a@b", "historyId": "123456789012345678901"}, "is no uint64"),
        ("Profile", {"emailAddress": "a@b", "historyId": 12}, "is no string"),
        ("Profile", {"email": "a@b"}, "there is no email"),
        ("Message", {"labelIds": "INBOX"}, "is no array"),
        ("Message", {"payload": {"headers": [{"name": "a", "value": None}]}}, "is no string"),
        ("Message", {"raw": "a+b/"}, "is no byte"),
        ("Label", {"type": "own"}, "is none of"),
        ("", {"id": "1"}, "a body where none is"),
    ],
)
def test_an_answer_that_google_would_not_give_is_seen(schema: str, answer: object, problem: str) -> None:
    problems = list(api("gmail.v1").answered(schema, answer))
    assert problem in "".join(problems)
    assert bool(problems) == bool(problem)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"q": ["in:sent"], "labelIds": ["INBOX", "SENT"], "maxResults": ["5"]}, ""),
        ({"query": ["in:sent"]}, "no parameter query"),
        ({"maxResults": ["many"]}, "is no integer"),
        ({"includeSpamTrash": ["yes"]}, "is no boolean"),
        ({"q": ["a", "b"]}, "2 times"),
    ],
)
def test_a_request_that_google_does_not_know_is_seen(query: dict[str, list[str]], problem: str) -> None:
    found = api("gmail.v1").match("GET", "/gmail/v1/users/me/messages")
    assert found is not None
    problems = list(api("gmail.v1").asked(found[0], query))
    assert problem in "".join(problems)
    assert bool(problems) == bool(problem)


def test_it_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "fakes.google", "--user", "async@acme.example", "--folder", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT / "tests", stdout=subprocess.PIPE, text=True) as fake:
        try:
            assert fake.stdout is not None
            base = fake.stdout.readline().strip()
            who = {"account": "async@acme.example", "key_file": str(tmp_path / "key.json"), "endpoint": base}
            (tmp_path / "in" / "1.eml").write_bytes(b"From: ana@acme.example\r\nSubject: hello\r\n\r\n")
            given = _wait_for_one(connector.mailbox(who))
            assert given.endswith(b"From: ana@acme.example\r\nSubject: hello\r\n\r\n")
            assert b"mx.google.com; dmarc=pass (p=REJECT) header.from=acme.example" in given
            letter = b"To: bo@elsewhere.example\r\nSubject: x\r\n\r\nhello\r\n"
            connector.transport(who).send(letter, sender="", recipient="bo@elsewhere.example")
            [out] = (tmp_path / "out").iterdir()
            assert out.read_bytes().endswith(letter)
        finally:
            fake.kill()


def _wait_for_one(box: connector.GmailMailbox) -> bytes:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        for mail in box.fetch():
            return mail.raw
        time.sleep(0.1)
    raise AssertionError("no mail came")
