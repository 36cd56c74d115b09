"""What is written to the log: no secret, no token, no whole address, no word of a mail, nothing that steers a terminal.

Whatever a library or a server says goes through one formatter, messages and tracebacks alike. Of an exception that may
hold what somebody wrote only its kind is shown; the quarantine has the rest.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from paceline.config import Config

OURS = ("paceline", "paceline_connectors", "huey")
"""Whose words may be as many as are asked for. Others' are warnings and errors: at DEBUG they say what they carry."""
LONGEST = 2000
"""Characters of one message."""

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_SECRET_KEY = re.compile(r"(?i)(.*_)?(password|secret|token|token_key|key|passphrase)")
_SHORTEST = 4
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]{0,20}://[^\s:/@]{0,200}):[^\s@/]{1,500}@"), r"\1:[secret]@"),
    (
        re.compile(
            r"(?i)\b(authorization|bearer|password|passwd|pwd|secret|access_token|refresh_token|id_token|client_secret|"
            r"assertion|api_key)\b([\"']?\s{0,3}[:=]\s{0,3}|\s{1,3})(?:b?[\"'])?(?:(?:bearer|basic)\s{1,3})?"
            r"(?=[^\s\"',;&]*[0-9_.=/+-])[^\s\"',;&]{6,8000}"
        ),
        r"\1\2[secret]",
    ),
    (re.compile(r"(?i)(?<![a-z0-9])[a-z2-7]{10}\.[a-z2-7]{16}(?![a-z0-9])"), "[id]"),
    (re.compile(r"(?i)(?<![a-z0-9])(?:[a-z2-7]{26}|[a-z2-7]{32})(?![a-z0-9])"), "[token]"),
    (
        re.compile(r"(?i)([\w!#$%&'*/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]{0,250}@((?:[\w-]{1,63}\.){1,10}[\w-]{1,63})"),
        r"\1…@\2",
    ),
    (re.compile(r"\b(DETAIL|CONTEXT|parameters):.*", re.DOTALL), r"\1: […]"),
)
"""Passwords within addresses of servers; what is named as a secret; our Message-IDs; our tokens; mail addresses; what a
database repeats of what it was given."""
_SAYS_WHERE = (OSError, ImportError, MemoryError, RecursionError)
_DRIVERS = ("sqlalchemy.", "psycopg", "redis.", "sqlite3")


def begin(config: Config | None, level: int = logging.WARNING) -> None:
    """Everything that this process logs from now on goes through here. Twice is the same as once."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _ToStderr)]:
        root.removeHandler(handler)
    handler = _ToStderr()
    handler.setFormatter(Careful(secrets(config) if config else ()))
    handler.addFilter(_is_to_be_said)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level if level < logging.WARNING else logging.NOTSET)
    if sys.excepthook is sys.__excepthook__:
        sys.excepthook = _uncaught
    if threading.excepthook is threading.__excepthook__:
        threading.excepthook = _uncaught_in_a_thread


class Careful(logging.Formatter):
    """One line for each message; a traceback's lines are indented, so that none of them looks like a message."""

    def __init__(self, hidden: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._hidden = sorted({one for one in hidden if len(one) >= _SHORTEST}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        own = copy(record)  # another handler may have kept its own words of the traceback there
        own.exc_text = None
        return super().format(own)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        record.message = self.clean(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return "\n".join(f"  {self.clean(line)}" for line in _told(ei[1]))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        return "\n".join(f"  {self.clean(line)}" for line in stack_info.splitlines())

    def clean(self, text: str) -> str:
        """One line, without what must not be in a log."""
        for secret in self._hidden:
            text = text.replace(secret, "[secret]")
        text = text[: 4 * LONGEST]
        for found, instead in _RULES:
            text = found.sub(instead, text)
        text = visible(text).replace("\n", "\\n").replace("\t", " ")
        return text if len(text) <= LONGEST else f"{text[:LONGEST]} […]"


def _is_to_be_said(record: logging.LogRecord) -> bool:
    """Whatever level a library, or whoever uses it, has given its logger."""
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] in OURS


def visible(text: str) -> str:
    """The same text, with what would steer a terminal or turn the reading direction written as an escape (UTS #36)."""
    return _INVISIBLE.sub(lambda found: ascii(found[0])[1:-1], text)


def secrets(config: Config) -> Iterator[str]:
    """All that the configuration keeps to itself, in every form in which it may be repeated."""
    yield config.service.secret.decode("utf-8", "replace")
    yield config.service.secret.hex()
    for url in (config.ledger.url, config.queue.url):
        password = urlsplit(url).password if "://" in url else None
        if password:
            yield from {password, unquote(password), quote(unquote(password), safe="")}
    for door in (config.mailbox, config.transport, config.calendar):
        if door:
            yield from _within(door.settings)


def _within(settings: Mapping[str, Any]) -> Iterator[str]:
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from _within(value)
        elif isinstance(value, str) and _SECRET_KEY.fullmatch(key):
            yield value
            yield repr(value)[1:-1]


def _told(error: BaseException | None) -> Iterator[str]:
    """Where it happened, and what kind of error it is; what it says only where no mail can be in it."""
    seen: set[int] = set()
    chain: list[BaseException] = []
    while error is not None and id(error) not in seen and len(chain) < 10:
        seen.add(id(error))
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    for one in reversed(chain):
        yield "Traceback:"
        for frame in traceback.extract_tb(one.__traceback__, limit=-30):
            yield f'File "{frame.filename}", line {frame.lineno}, in {frame.name}'
        yield _kind(one)


def _kind(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    harmless = isinstance(error, _SAYS_WHERE) or kind.__module__.startswith(_DRIVERS)
    return f"{name}: {str(error).partition(chr(10))[0]}" if harmless else name


class _ToStderr(logging.StreamHandler[TextIO]):
    """Wherever standard error is by then."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, _: TextIO) -> None:
        """It is looked up each time."""


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("paceline").critical("it ended with an error", exc_info=(kind, error, trace))


def _uncaught_in_a_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        name = told.thread.name if told.thread else "?"
        given = (told.exc_type, told.exc_value, told.exc_traceback)
        logging.getLogger("paceline").critical("the thread %s ended with an error", name, exc_info=given)
