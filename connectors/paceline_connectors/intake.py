"""A mail on its way from a session into the spool."""

from __future__ import annotations

import errno
import logging
from collections.abc import Sequence

from paceline_connectors.filing import Draft, Maildir

log = logging.getLogger(__name__)
_HELD_OCTETS = 1 << 18
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Intake:
    """What stands in the mail's way becomes the answer; the rest of the mail is then read and forgotten.

    A short mail is held in memory until `store`, so that only a writer's thread waits for the disk.
    """

    def __init__(self, spool: Maildir, limit: int, sender: str, recipients: Sequence[str]) -> None:
        self._spool = spool
        self._left = limit
        self._held = bytearray(_delivery_fields(sender, recipients))
        self._refusal = ""
        self._draft: Draft | None = None

    def take(self, data: bytes) -> None:
        self._left -= len(data)
        if self._left < 0:
            self._refuse("552 5.3.4 The mail is too large")
        if not self._refusal:
            self._held += data
            if len(self._held) > _HELD_OCTETS:
                self._write()

    def store(self) -> str:
        """The answer; a 2yz means that the mail is on disk. It waits for the disk."""
        self._write()
        if self._draft:
            try:
                return f"250 2.0.0 Stored as {self._draft.keep()}"
            except OSError as error:
                self._refuse(_trouble(error))
            finally:
                self.discard()
        return self._refusal

    def _write(self) -> None:
        if self._refusal:
            return
        try:
            self._draft = self._draft or self._spool.draft()
            self._draft.write(self._held)
            self._held.clear()
        except OSError as error:
            self._refuse(_trouble(error))

    def discard(self) -> None:
        if self._draft:
            self._draft.discard()
        self._draft = None

    def _refuse(self, answer: str) -> None:
        self._refusal = self._refusal or answer
        self.discard()


def _trouble(error: OSError) -> str:
    log.error("the spool can't be written: %s", error.strerror)
    return "452 4.3.1 No room left" if error.errno in _FULL else "451 4.3.0 The mail can't be stored now"


def _delivery_fields(sender: str, recipients: Sequence[str]) -> bytes:
    """The envelope as the fields that final delivery adds (RFC 5321, 4.4; RFC 9228), above all others."""
    fields = [f"Return-Path: <{sender}>", *(f"Delivered-To: {each}" for each in recipients)]
    return "".join(f"{field}\r\n" for field in fields).encode()
