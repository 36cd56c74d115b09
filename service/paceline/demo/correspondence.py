"""The letters as they lie in the maildir: what a mail program would show of each."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

_NUMBER = re.compile(r"^(\d{1,2})\. ", re.MULTILINE)
_ID = re.compile(r"\b[CDH]\d+\b")


class StoryError(Exception):
    """Something that a player waited for did not come."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`text` and `html` have "\\n" line ends; `kind` is what the ledger calls it: envelope, receipt, digest, …"""

    to: str
    subject: str
    reply_to: str
    message_id: str
    references: tuple[str, ...]
    date: datetime
    text: str
    html: str
    kind: str = ""

    def number_of(self, words: str) -> str:
        """The number under which the letter asks about something."""
        if found := _NUMBER.findall(self.text[: self._end_of(words)]):
            return str(found[-1])
        raise StoryError(f'"{self.subject}" asks nothing with a number about "{words}"')

    def id_of(self, words: str) -> str:
        """The id that stands behind something in the letter: C12, D4, H3."""
        if found := _ID.search(self.text[self._end_of(words) :].partition("\n\n")[0]):
            return found[0]
        raise StoryError(f'"{self.subject}" gives no id of "{words}"')

    def _end_of(self, words: str) -> int:
        """Where the words end in the text, however its lines are broken."""
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        if found := re.search(pattern, self.text, re.IGNORECASE):
            return found.end()
        raise StoryError(f'"{self.subject}" says nothing about "{words}"')


class Letters:
    """All letters that were delivered, read as they come."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "new"
        self._known: set[str] = set()
        self._letters: list[Letter] = []

    def fresh(self) -> list[Letter]:
        """Those that came since the last look, in an order that does not depend on the file system."""
        names = {file.name for file in self._folder.iterdir()} if self._folder.is_dir() else set()
        came = [_letter((self._folder / name).read_bytes()) for name in names - self._known]
        came.sort(key=lambda letter: (letter.date, letter.subject, letter.to, letter.message_id))
        self._known |= names
        self._letters += came
        return came

    def newest(self, to: str, subject: str) -> Letter:
        """What a person answers: the newest letter to them whose subject holds these words."""
        for letter in reversed(self._letters):
            if letter.to == to and subject.casefold() in letter.subject.casefold():
                return letter
        raise StoryError(f'no letter to {to} has "{subject}" in its subject')


def _letter(raw: bytes) -> Letter:
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return Letter(
        to=parseaddr(str(mail["To"]))[1],
        subject=str(mail["Subject"]),
        reply_to=str(mail["Reply-To"]),
        message_id=str(mail["Message-ID"]),
        references=tuple(str(mail["References"] or "").split()),
        date=parsedate_to_datetime(str(mail["Date"])),
        text=_part(mail, "text/plain"),
        html=_part(mail, "text/html"),
    )


def _part(mail: EmailMessage, kind: str) -> str:
    found = next((part for part in mail.walk() if part.get_content_type() == kind), None)
    payload = found.get_payload(decode=True) if found else None
    return payload.decode("utf-8").replace("\r\n", "\n") if isinstance(payload, bytes) else ""
