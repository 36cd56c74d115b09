"""Who seems to have written, and in which conversation: a glance at the octets that never fails."""

from __future__ import annotations

import pace
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paceline.inbox.mail.turns import Seems, seems


@pytest.mark.parametrize(
    ("header", "writer"),
    [
        ("From: Ana@Acme.Example", "ana@acme.example"),
        ("From: Ana Soto <ana@acme.example>", "ana@acme.example"),
        ("Subject: x\nFROM:\n Ana\n <ana@acme.example>", "ana@acme.example"),
        ("From: boss@corp.test <m@evil.test>", "m@evil.test"),
        ("From: Ana", "?"),
        ("From: a\0b@acme.example", "b@acme.example"),
        ("Subject: From: ana@acme.example", "?"),
        ("X-Original-From: ana@acme.example", "?"),
    ],
)
def test_who_seems_to_have_written(header: str, writer: str) -> None:
    for line_end in ("\n", "\r\n"):
        raw = f"{header}\n\nFrom: bo@acme.example\n".replace("\n", line_end).encode()
        assert seems(raw).writer == writer


def test_a_conversation_is_known_by_the_mail_it_began_with() -> None:
    replies = (
        b"References: <first@x> <second@x>\nIn-Reply-To: <second@x>\n\n",
        b"In-Reply-To: <first@x>\n\n",
        b"references:\n <first@x>\n <second@x> <third@x>\n\n",
    )
    assert len({seems(raw).thread for raw in replies}) == 1
    assert seems(b"References: <second@x>\n\n").thread != seems(replies[0]).thread
    assert seems(b"Subject: hello\n\nReferences: <first@x>\n").thread == ""


@given(st.binary(max_size=500))
def test_whatever_comes_is_looked_at(raw: bytes) -> None:
    found = seems(b"From: " + raw)
    assert found.writer
    assert len(found.writer.encode()) <= 1000


@pytest.mark.parametrize(
    "raw",
    [b"From: " + b"a" * 10_000_000, b"From:" + b"\n x" * 30_000, b"from" * 100_000, b"References: " + b"<" * 60_000,
     b"\n" * 5_000_000, b"From: " + b"a@" * 30_000],
)  # fmt: skip
def test_a_hostile_header_takes_no_time(raw: bytes) -> None:
    with pace.within(0.05):
        assert isinstance(seems(raw), Seems)
