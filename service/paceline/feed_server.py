"""The calendar feeds by HTTP, on a port of this machine, for a reverse proxy that adds TLS.

Two paths for each feed, no listing. Unknown and given-up addresses get one and the same answer.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import blake2b
from http import HTTPStatus
from time import monotonic

from paceline import app
from paceline.agenda.days import pin_tzdata
from paceline.clerks.desk import Desk
from paceline.clerks.feeds import Feeds, newest
from paceline.config import Config
from paceline.ledger import Ledger
from paceline.letters.feed_address import asked_for, same
from paceline.local_http import Handler, Server
from paceline.ports import Clock

log = logging.getLogger(__name__)

KNOWN_FOR = 1.0
"""Seconds for which it is remembered which addresses there are."""

_CACHE = "private, max-age=3600"
_ALWAYS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A feed as it is now; `changed` is when it may have changed last."""

    octets: bytes
    changed: datetime

    @property
    def etag(self) -> str:
        return f'"{blake2b(self.octets, digest_size=16).hexdigest()}"'


class FeedServer(Server):
    """Serves in threads of its own from `start` until `stop`."""

    def __init__(self, config: Config, clock: Clock | None = None) -> None:
        """Takes the port that the configuration names. Raises OSError where it can't."""
        pin_tzdata()
        self.shelf = _Shelf(config, clock or app.SystemClock())
        super().__init__(config.feeds.listen or ("127.0.0.1", 0), _Handler, "feed")


class _Shelf:
    """The feeds as the ledger has them now."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._tokens: tuple[str, ...] = ()
        self._known_until = 0.0

    def find(self, path: str) -> Found | None:
        asked = asked_for(path)
        if asked is None or not self._may_open(asked[0]):
            return None
        token, form = asked
        with self._feeds() as feeds:
            whose = feeds.whose(token)
            return Found(feeds.octets(whose, form), newest(feeds.desk)) if whose else None

    def _may_open(self, token: str) -> bool:
        """Whoever guesses does not keep the ledger busy: which addresses there are is read once a second. Any of them
        is looked up again before it opens anything, so that one that was given up is closed at once."""
        with self._lock:
            if monotonic() >= self._known_until:
                with self._feeds() as feeds:
                    self._tokens = tuple(feeds.token(whose) for whose in feeds.everyone())
                self._known_until = monotonic() + KNOWN_FOR
            tokens = self._tokens
        return sum(same(token, other) for other in tokens) > 0  # all are looked at, whichever it is

    @contextmanager
    def _feeds(self) -> Iterator[Feeds]:
        """The ledger is open once for each thread: a SQLite connection belongs to the one that opened it."""
        if not hasattr(self._mine, "ledger"):
            self._mine.ledger = Ledger(self._config.ledger.url)
        with self._mine.ledger.look() as tx:
            yield Feeds(Desk(self._config, tx, self._clock.now()))


class _Handler(Handler):
    server: FeedServer
    always = _ALWAYS

    def get(self) -> None:
        try:
            found = self.server.shelf.find(self.path)
        except Exception as error:  # noqa: BLE001 (the ledger is busy or away; the calendar asks again)
            log.error("a calendar could not be read: %s", type(error).__name__)
            self.answer(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        if found is None:
            self.answer(HTTPStatus.NOT_FOUND)
            return
        known = {"Cache-Control": _CACHE, "ETag": found.etag, "Last-Modified": _http_date(found.changed)}
        status = HTTPStatus.NOT_MODIFIED if self._has(found) else HTTPStatus.OK
        self.answer(status, found.octets, {**known, "Content-Type": "text/calendar; charset=utf-8"})

    def _has(self, found: Found) -> bool:
        """Whether the calendar has it so already (RFC 9110, 13.1). A date counts only where it is the very one that we
        gave: an entry that goes may leave an earlier one."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or found.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        return self.headers.get("If-Modified-Since") == _http_date(found.changed)


def _http_date(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)
