"""The doors of the service. Everything that crosses one is a public standard: RFC 5322 or RFC 5545 bytes.

A connector is a module named by the entry-point group `paceline.connectors`. It offers `mailbox(settings)`,
`transport(settings)`, `calendar(settings)`, `listener(settings, arrived)` and/or `authorize(settings, tell, doors)`;
`settings` is its table of the configuration (plain TOML values, paths already absolute). They raise SettingsError for
settings that can't work, and touch no file and no network yet.

A door may do more than it must: a mailbox that hears of new mail by itself is Watching, one that keeps what was sent
is Recalling, a transport that sends in two steps is Drafting, one that knows how long it takes is Bounded, and any
door may be Examined by `paceline check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

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


@runtime_checkable
class Watching(Protocol):
    """A mailbox that hears of new mail by itself (RFC 2177, 3: IDLE, and its like)."""

    def wait(self, seconds: float) -> bool:
        """Wait until mail may have come, at most `seconds`; whether it may have. Called again and again: what it takes
        to hear (a connection that idles) stays between two calls.

        Raises ConnectionError when the server is away.
        """


@runtime_checkable
class Recalling(Protocol):
    """A mailbox or a transport that can look up what was sent."""

    def was_sent(self, message_id: str) -> bool | None:
        """Whether a letter with this Message-ID ("<…>") has gone out. None: it can't tell.

        Raises ConnectionError when the server is away.
        """


class DeliveryError(Exception):
    """A transport did not take a letter. `permanent`: trying again is of no use (RFC 5321, 4.2.1: 5yz).

    `unknown`: the letter may have been taken (the answer after DATA was lost; RFC 1047).
    `bad_address`: permanent, and so is every other letter to this recipient (RFC 3463, 3.2: X.1.1 and its like).
    `retry_after`: seconds that the server asks to be left alone for, where it says so.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        unknown: bool = False,
        bad_address: bool = False,
        retry_after: float = 0,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.unknown = unknown
        self.bad_address = bad_address
        self.retry_after = retry_after


class DraftGoneError(DeliveryError):
    """A draft is not there, and nothing shows that it was sent: somebody took it away.

    Once this was said of a draft twice, minutes apart, the letter is laid down anew: what was sent may show late.
    """

    def __init__(self, draft: str) -> None:
        super().__init__(f"the draft {draft} is gone, and nothing shows that it was sent")


class Transport(Protocol):
    """Where letters go. It belongs to one thread."""

    def send(self, raw: bytes, *, sender: str, recipient: str) -> str | None:
        """Hand one letter over; on return the other side has taken it.

        `sender` is the SMTP envelope sender, "" for null; line ends in `raw` may be LF or CRLF.
        Returns the Message-ID ("<…>") under which it goes where the server put one of its own in the place of ours.
        Raises DeliveryError.
        """

    def close(self) -> None: ...


@runtime_checkable
class Bounded(Protocol):
    """A transport that says how long one send takes at most; of others 20 minutes are believed."""

    @property
    def longest(self) -> float:
        """Seconds for one letter, its draft and all questions about it included. After them whoever held it counts as
        dead, and another sender takes the letter."""


@runtime_checkable
class Drafting(Protocol):
    """A transport that sends in two steps, so that a crash between them can't send twice: the draft's name is kept
    durably before it is sent."""

    def draft(self, raw: bytes, *, sender: str, recipient: str) -> str:
        """Lay the letter down at the server, unsent. Returns what it is called there. Raises DeliveryError."""

    def send_draft(self, draft: str) -> str | None:
        """Send what was laid down; where it has gone already nothing is done. Returns what `send` does.

        Raises DeliveryError; `unknown` where the answer was lost: then this is called again. Raises DraftGoneError for
        a draft that is gone where the server's own books tell that from one that was sent; else it counts as sent.
        """


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


UNREADABLE = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Event:
    """One calendar object as a calendar holds it: an event with all its dates that differ (RFC 4791, 4.1).

    `name` is what it is called within `calendar` for life. `raw` is a VCALENDAR without METHOD (RFC 5545); b"" when the
    event was removed from the calendar, and UNREADABLE when it is there but can't be said: it is not gone.
    """

    calendar: str
    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in a calendar, and the cursor to ask with the next time. `whole`: these are all events there are;
    what is not among them is gone."""

    events: tuple[Event, ...]
    cursor: str
    whole: bool = False


class Calendar(Calendars, Protocol):
    """The service's own calendar, where the server puts what the service is invited to, and where it may write."""

    name: str

    def changes(self, cursor: str) -> Changes:
        """What changed since `cursor`; with "", or with a cursor that the server has forgotten, the whole calendar.

        Asking twice with one cursor gives the same again. Raises ConnectionError when the server is away.
        """

    def answer(self, name: str, reply: bytes) -> None:
        """Set our own participation in an event as an iTIP REPLY says (RFC 5546, 3.2.3); the server tells the
        organizer. Twice is the same as once; an event that is gone needs none.

        Raises ConnectionError when the server is away, DeliveryError when it refuses.
        """

    def put(self, uid: str, raw: bytes) -> None:
        """Write an event of our own, in the place of an earlier one with this UID. Twice is the same as once.

        Raises ConnectionError when the server is away, DeliveryError when it refuses.
        """

    def remove(self, uid: str) -> None:
        """Take away an event of our own; one that is gone is no error. Raises ConnectionError and DeliveryError."""


class ClockError(Exception):
    """The clock can't be believed, and why."""


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC. Raises ClockError where nobody knows which it is."""


class SettingsError(Exception):
    """A connector's settings can't work. Each problem: its key ("" for the table), what is wrong, what mends it."""

    def __init__(self, *problems: tuple[str, str, str]) -> None:
        super().__init__("\n".join(f"{key}: {wrong}; {mend}" for key, wrong, mend in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what mends it ("" where all is well), in the provider's own words.

    `serious` tells what stops the service from what only weakens it.
    """

    what: str
    fine: bool
    said: str
    mend: str = ""
    serious: bool = True


@runtime_checkable
class Examined(Protocol):
    """A door that can say how it is."""

    def examine(self) -> Iterable[Finding]:
        """Connect, and say what the server can do and what is wrong; failures are findings, never exceptions."""


@dataclass(frozen=True, slots=True)
class Permit:
    """What an account has allowed: whose it is, and what may be done, in words."""

    account: str
    allows: tuple[str, ...]


class Connector(Protocol):
    """What a connector's module offers; it may lack any of them."""

    def mailbox(self, settings: Mapping[str, Any]) -> Mailbox: ...

    def transport(self, settings: Mapping[str, Any]) -> Transport: ...

    def listener(self, settings: Mapping[str, Any], arrived: Callable[[], object]) -> Listener:
        """`arrived` is called after each mail that was stored, from a thread of the listener's."""
        ...

    def calendar(self, settings: Mapping[str, Any]) -> Calendar: ...

    def authorize(self, settings: Mapping[str, Any], tell: Callable[[str], object], doors: frozenset[str]) -> Permit:
        """Have the account's owner allow what these doors ("mailbox", "transport", "calendar") need, and keep that,
        sealed. `tell` shows a line. A module that offers this says whose accounts it is for: PROVIDER = "google".

        Raises SettingsError for what must be set up first, and ConnectionError with what went wrong.
        """
        ...
