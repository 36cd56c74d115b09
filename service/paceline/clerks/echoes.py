"""Machines that say nothing of being one answer our answers for ever; people don't."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paceline.clerks import placing
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import ANSWERS
from paceline.clerks.sheet import Sheet
from paceline.domain.statements import Command
from paceline.inbox import mail
from paceline.inbox.mail import Message
from paceline.inbox.quoting import new_words
from paceline.ledger import inbox
from paceline.ledger.outbox import Posted

IN_A_ROW = 6
"""Answers to answers of ours after which plain words get none."""
_MARKS = re.compile(r"[\W\d_]+")


def goes_on(desk: Desk, sheet: Sheet) -> bool:
    """Whether a mail says to our answer what its author said before it, or one such mail follows the other: then no
    answer is written. An order gets one, unless it is the same a third time."""
    words, same, count = _bare(sheet.reply.text), 0, 0
    for earlier in _behind(desk, sheet.place.letter):
        count += 1
        same += _bare(new_words(earlier, "").text) == words
    if any(isinstance(said, Command) for said in sheet.reply.statements):
        return same > 1
    return same > 0 or count >= IN_A_ROW


def _behind(desk: Desk, letter: Posted | None) -> Iterator[Message]:
    """The mails in a row that led to a letter of ours, each an answer to our answer to the one before it."""
    for _ in range(IN_A_ROW):
        raw = inbox.raw_of(desk.tx, letter.about) if letter and letter.kind in ANSWERS else None
        message = mail.read(raw) if raw else None
        if not isinstance(message, Message):
            return
        yield message
        letter = placing.letter_of(desk, message)


def _bare(text: str) -> str:
    """Without what changes from one time to the next: days and hours, spaces, marks."""
    return _MARKS.sub(" ", text).strip().casefold()
