"""A mailbox at Exchange. A mail that is settled moves to a folder of its own."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

from paceline.ports import LARGEST_MAIL, Finding, Mail
from paceline_connectors.exchange import findings
from paceline_connectors.exchange.server import Server
from paceline_connectors.exchange.session import BROKEN, Session, Trouble

if TYPE_CHECKING:
    from paceline_connectors.exchange.mail_asked import MailAsked, Waiting

log = logging.getLogger(__name__)

_AT_ONCE = 4 * 1024 * 1024
"""Octets of mail that one request asks for; a larger mail is asked for alone, and read no further than it must be."""
_MAILS_AT_ONCE = 50
_GONE = frozenset({"ErrorItemNotFound", "ErrorInvalidIdMalformed", "ErrorInvalidId", "ErrorMoveCopyFailed"})
_NO_FOLDER = frozenset({"ErrorFolderNotFound", "ErrorToFolderNotFound"})
_DEAF_SECONDS = 600
"""After streaming was refused, mail is looked for instead for so long."""


def mail_asked(account: Any) -> MailAsked:
    from paceline_connectors.exchange.mail_asked import MailAsked

    return MailAsked(account)


class ExchangeMailbox:
    """A uid is the item's EWS id: it stays while the mail lies in the inbox, which is as long as it is given."""

    def __init__(self, server: Server, folder: str) -> None:
        self.name = f"exchange:{server.address.lower()}"
        self._session = Session(server, mail_asked)
        self._folder = folder
        self._folder_id = ""
        self._broken: set[str] = set()
        self._subscription = ""
        self._deaf_until = 0.0

    def fetch(self, limit: int = 200) -> Iterator[Mail]:
        with self._session.asking() as exchange:
            found = islice(exchange.waiting(), limit + len(self._broken))
            waiting = [each for each in found if each.id not in self._broken][:limit]
        return self._mails(waiting)

    def settle(self, mail: Mail) -> None:
        try:
            self._move(mail.uid)
        except Trouble as trouble:
            if trouble.code in _NO_FOLDER:
                self._folder_id = ""
                self._move(mail.uid)
            else:
                raise

    def wait(self, seconds: float) -> bool:
        """True at once after a subscription was made anew: what came before it is announced to nobody."""
        if time.monotonic() < self._deaf_until:
            time.sleep(seconds)
            return True
        try:
            with self._session.asking() as exchange:
                if not self._subscription:
                    self._subscription = exchange.subscribe()
                    return True
                return exchange.hear(self._subscription, seconds)
        except Trouble as trouble:
            known, self._subscription = self._subscription, ""
            if not trouble.refused or trouble.retry_after:
                raise
            if not known:
                log.warning("%s: no streaming notifications: %s", self.name, trouble.reason)
            # A subscription that has ended is made anew at once; where that is refused, mail is looked for.
            self._deaf_until = 0.0 if known else time.monotonic() + _DEAF_SECONDS
            return True

    def close(self) -> None:
        if self._subscription:
            with suppress(ConnectionError), self._session.asking() as exchange:
                exchange.unsubscribe(self._subscription)
        self._subscription = ""
        self._session.close()

    def examine(self) -> Iterable[Finding]:
        return findings.of_mailbox(self._session, self._folder)

    def _move(self, uid: str) -> None:
        try:
            with self._session.asking() as exchange:
                self._folder_id = self._folder_id or exchange.folder(self._folder)
                exchange.move(uid, self._folder_id)
        except Trouble as trouble:
            if trouble.code not in _GONE:
                raise

    def _mails(self, waiting: list[Waiting]) -> Iterator[Mail]:
        for batch in _batches(waiting):
            for each, raw in zip(batch, self._read(batch), strict=True):
                if raw:
                    yield Mail(self.name, each.id, raw)

    def _read(self, batch: list[Waiting]) -> list[bytes]:
        with self._session.asking() as exchange:
            if batch[0].size > _AT_ONCE:
                return [exchange.beginning(batch[0].id, LARGEST_MAIL + 1)]
            return [
                self._readable(each, raw)
                for each, raw in zip(batch, exchange.mime(each.id for each in batch), strict=True)
            ]

    def _readable(self, mail: Waiting, raw: bytes | Exception) -> bytes:
        """b"" for a mail that has gone, or of which Exchange can make none."""
        if isinstance(raw, bytes):
            return raw[: LARGEST_MAIL + 1]
        code = type(raw).__name__
        if code in BROKEN:
            log.warning("%s: a mail can't be read and waits: %s %s", self.name, code, mail.id)
            self._broken.add(mail.id)
        elif code not in _GONE:
            raise raw
        return b""


def _batches(waiting: list[Waiting]) -> Iterator[list[Waiting]]:
    batch: list[Waiting] = []
    for each in waiting:
        if batch and (len(batch) == _MAILS_AT_ONCE or sum(one.size for one in [*batch, each]) > _AT_ONCE):
            yield batch
            batch = []
        batch.append(each)
    if batch:
        yield batch
