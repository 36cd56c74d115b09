"""A maildir (https://cr.yp.to/proto/maildir.html): mail is read from it, letters are put into it; each is one file.

Settings of the mailbox: `path`; `keep` (true): a settled mail moves to cur/ as seen, else its file is removed.
Settings of the transport: `path`.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

from paceline.ports import LARGEST_MAIL, DeliveryError, Mail
from paceline_connectors.filing import File, Maildir
from paceline_connectors.settings import Settings

log = logging.getLogger(__name__)

_LOOKS = 3
"""How often a mail is looked for that somebody else moves at the same moment."""
_LONGEST_SEND = 120.0
"""Seconds: a file is written, on whatever disk."""


def mailbox(settings: Mapping[str, Any]) -> MaildirMailbox:
    given = Settings(settings)
    box = MaildirMailbox(Maildir(given.path("path")), keep=given.flag("keep", default=True))
    given.close()
    return box


def transport(settings: Mapping[str, Any]) -> MaildirTransport:
    given = Settings(settings)
    letters = MaildirTransport(Maildir(given.path("path")))
    given.close()
    return letters


class MaildirMailbox:
    def __init__(self, maildir: Maildir, *, keep: bool) -> None:
        self.name = f"maildir:{maildir.path}"
        self._maildir = maildir
        self._keep = keep

    def fetch(self, limit: int = 200) -> Iterator[Mail]:
        try:
            self._maildir.make()
            waiting = self._maildir.waiting()
        except OSError as error:
            raise ConnectionError(f"{self.name}: {error.strerror}") from error
        return islice(self._readable(waiting), limit)

    def settle(self, mail: Mail) -> None:
        try:
            for _ in range(_LOOKS):
                file = self._maildir.find(mail.uid)
                if file is None or (file.settled and self._keep):
                    return
                with suppress(FileNotFoundError):
                    self._put_away(file)
                    return
        except OSError as error:
            raise ConnectionError(f"{self.name}: {error.strerror}") from error

    def close(self) -> None:
        pass

    def _readable(self, files: list[File]) -> Iterator[Mail]:
        for file in files:
            if (raw := self._read(file)) is not None:
                yield Mail(self.name, file.uid, raw)

    def _read(self, file: File) -> bytes | None:
        try:
            return _start_of(file.path)
        except FileNotFoundError:
            with suppress(OSError):
                moved = self._maildir.find(file.uid)
                return _start_of(moved.path) if moved and not moved.settled else None
        except OSError as error:
            log.warning("%s: %s can't be read and waits: %s", self.name, file.uid, error.strerror)
        return None

    def _put_away(self, file: File) -> None:
        if self._keep:
            os.rename(file.path, self._maildir.seen(file))
        else:
            os.unlink(file.path)


class MaildirTransport:
    """A letter's file is named after its Message-ID and recipient, so the same letter put in again is there once."""

    def __init__(self, maildir: Maildir) -> None:
        self._maildir = maildir
        self._read_on: tuple[int, frozenset[str]] = (0, frozenset())

    @property
    def longest(self) -> float:
        return _LONGEST_SEND

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:  # noqa: ARG002
        name = _letter_name(raw, recipient)
        try:
            self._maildir.make()
            if name not in self._moved_on():
                with self._maildir.draft() as draft:
                    draft.write(raw)
                    draft.keep(name)
        except OSError as error:
            raise DeliveryError(f"{self._maildir.path}: {error.strerror}") from error

    def close(self) -> None:
        pass

    def _moved_on(self) -> frozenset[str]:
        """The letters that their reader moved to cur/, listed again only when that folder has changed."""
        changed = os.stat(self._maildir.path / "cur").st_mtime_ns
        if changed != self._read_on[0]:
            self._read_on = changed, frozenset(file.uid for file in self._maildir.files("cur"))
        return self._read_on[1]


def _start_of(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(LARGEST_MAIL + 1)


def _letter_name(raw: bytes, recipient: str) -> str:
    headers = BytesHeaderParser().parsebytes(raw)
    about = str(headers["message-id"]).encode(errors="replace") if "message-id" in headers else raw
    digest = hashlib.blake2b(about + b"\0" + recipient.lower().encode(errors="replace"), digest_size=16).hexdigest()
    return f"{_written(str(headers['date']))}.{digest}.paceline"


def _written(date: str) -> int:
    try:
        return max(0, int(parsedate_to_datetime(date).timestamp()))
    except (ValueError, OverflowError, OSError):
        return 0
