"""The doors of the service. Everything that crosses one is a public standard: RFC 5322 or RFC 5545 bytes.

A connector is a module named by the entry-point group `paceline.connectors`. It offers `mailbox(settings)`,
`transport(settings)` and/or `listener(settings)`, where `settings` is its table of the configuration (plain TOML
values, paths already absolute). They raise SettingsError for settings that can't work, and touch no file and no
network yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

LARGEST_MAIL = 10 * 1024 * 1024
"""Octets. A mailbox may give a larger mail as its first LARGEST_MAIL + 1 octets: it is refused for its size anyway."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as a mailbox holds it. `uid` names it within `mailbox` for life; `raw` are its octets (RFC 5322)."""

    mailbox: str
    uid: str
    raw: bytes


class Mailbox(Protocol):
    """Where mail comes from. A mail stays until it is settled, and may be given again until then."""

    name: str

    def fetch(self, limit: int = 200) -> Iterator[Mail]:
        """The mails that are not settled, oldest first, at most `limit`.

        Raises ConnectionError when the server is away.
        """

    def settle(self, mail: Mail) -> None:
        """The mail is durably stored elsewhere: give it no more. Settling twice is the same as once.

        Raises ConnectionError when the server is away.
        """

    def close(self) -> None: ...


class DeliveryError(Exception):
    """A transport did not take a letter. `permanent`: trying again is of no use (RFC 5321, 4.2.1: 5yz).

    `unknown`: the letter may have been taken (the answer after DATA was lost; RFC 1047).
    `bad_address`: permanent, and so is every other letter to this recipient (RFC 3463, 3.2: X.1.1 and its like).
    """

    def __init__(
        self, reason: str, *, permanent: bool = False, unknown: bool = False, bad_address: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.unknown = unknown
        self.bad_address = bad_address


class Transport(Protocol):
    """Where letters go. It belongs to one thread."""

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:
        """Hand one letter over; on return the other side has taken it.

        `sender` is the SMTP envelope sender, "" for null; line ends in `raw` may be LF or CRLF.
        Raises DeliveryError.
        """

    def close(self) -> None: ...


class Listener(Protocol):
    """A server within the worker that mail is brought to; it stores it where its connector's mailbox finds it."""

    @property
    def address(self) -> tuple[str, int]:
        """The host and port it listens on, once started; port 0 of the settings is the one it was given."""

    def start(self) -> None:
        """Listen; on return mail is taken. Raises OSError when the address or the store can't be had."""

    def stop(self) -> None:
        """Take no more mail; one that is being brought is stored and answered first. Twice is the same as once."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A time that somebody's own calendar marks (UTC): they are out of office, or only busy."""

    begins: datetime
    ends: datetime
    out_of_office: bool = False


class Calendars(Protocol):
    """What people's own calendars show, for those who share theirs with the service."""

    def shown(self, address: str, begins: datetime, ends: datetime) -> Iterable[Shown]:
        """The times between two instants (UTC) that the calendar of `address` marks as busy or as out of office.

        Nothing for an address that is not known or not shared. Raises ConnectionError when the server is away.
        """

    def close(self) -> None: ...


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class SettingsError(Exception):
    """A connector's settings can't work. Each problem: its key ("" for the table), what is wrong, what mends it."""

    def __init__(self, *problems: tuple[str, str, str]) -> None:
        super().__init__("\n".join(f"{key}: {wrong}; {mend}" for key, wrong, mend in problems))
        self.problems = problems


class Connector(Protocol):
    """What a connector's module offers; it may lack any of them."""

    def mailbox(self, settings: Mapping[str, Any]) -> Mailbox: ...

    def transport(self, settings: Mapping[str, Any]) -> Transport: ...

    def listener(self, settings: Mapping[str, Any], arrived: Callable[[], object]) -> Listener:
        """`arrived` is called after each mail that was stored, from a thread of the listener's."""
        ...
