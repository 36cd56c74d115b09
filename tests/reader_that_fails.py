"""The process that settles mails, with a reader that does what a mail's X-Fails says: `Settler(…, runs=__name__)`."""

from __future__ import annotations

import os
import re
import signal
import sys

from paceline.clerks import arrivals
from paceline.inbox import mail
from paceline.inbox.mail import Message, Unreadable
from paceline.settling import main

_read = mail.read
_BACKTRACKS = re.compile(r"(a+)+$")


def count() -> None:
    while True:
        pass


def backtrack() -> None:
    """Within the library of expressions no other thread of Python runs."""
    _BACKTRACKS.match("a" * 60 + "b")


def grow() -> None:
    """Five times what a mail may have in the test, and then it is done."""
    held = ["x" * 10_000_000 for _ in range(100)]
    held.clear()


def fall() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def read(raw: bytes) -> Message | Unreadable:
    message = _read(raw)
    if isinstance(message, Message) and (fails := message.header("x-fails")):
        {"count": count, "backtrack": backtrack, "grow": grow, "fall": fall}[fails]()
    return message


if __name__ == "__main__":
    arrivals.mail.read = read  # type: ignore[attr-defined]
    main(*map(int, sys.argv[1:]))
