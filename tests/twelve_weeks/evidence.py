"""What is held against the invariants: the letters that went out, the facts, and what the play knows by itself."""

from __future__ import annotations

import email
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from paceline.domain.asks import Item
from paceline.domain.facts import Entry
from twelve_weeks.cast import BY_ID, Player

TOKEN = re.compile(r"async(?:\+|%2B|&#43;)(?:b-)?([a-z2-7]{26})@", re.IGNORECASE)
IDS = re.compile(r"\b[CDH]\d{3,}\b")
"""The counters begin at 100, so that an example in a letter ("C12 done") is none of theirs."""


@dataclass(frozen=True)
class Sent:
    """A letter as its reader's server got it. `everything` is all that it says: its header, its text, its HTML."""

    key: str
    kind: str
    team: str
    person: str
    about: str
    items: tuple[Item, ...]
    message_id: str
    created: datetime
    at: datetime
    subject: str
    text: str
    everything: str
    token: str
    is_answer: bool = False
    """Of a mail, and therefore sent whenever that comes."""

    @property
    def reader(self) -> Player | None:
        return BY_ID.get(self.person)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    @property
    def asks(self) -> bool:
        return self.kind in ("envelope", "reminder") or self.asks_for_help

    @property
    def asks_for_help(self) -> bool:
        return self.kind == "help"


def opened(raw: bytes, at: datetime, **of_the_outbox: object) -> Sent:
    """A letter taken apart by the standard library."""
    mail = email.message_from_bytes(raw)
    parts = {part.get_content_type(): _text(part) for part in mail.walk() if not part.is_multipart()}
    headers = "\n".join(f"{name}: {make_header(decode_header(value))}" for name, value in mail.items())
    token = TOKEN.search(f"{mail['Reply-To']} {mail['List-Unsubscribe']}")  # two who help each other answer each other
    return Sent(
        message_id=mail["Message-ID"],
        created=parsedate_to_datetime(mail["Date"]),
        at=at,
        subject=str(make_header(decode_header(mail["Subject"]))),
        text=parts.get("text/plain", ""),
        everything="\n".join((headers, *parts.values())),
        token=token[1] if token else "",
        is_answer=mail["Auto-Submitted"] == "auto-replied",
        **of_the_outbox,  # type: ignore[arg-type]
    )


def _text(part: Message) -> str:
    octets = part.get_payload(decode=True)
    return octets.decode("utf-8", "replace") if isinstance(octets, bytes) else ""


@dataclass(frozen=True)
class Told:
    """Somebody is "away", has stopped something ("asks", "digests"), or no mail reaches them ("unreachable"), and the
    service knows so since `at`, and until `until`."""

    who: str
    first: date
    last: date
    at: datetime
    what: str = "away"
    until: datetime | None = None


@dataclass(frozen=True)
class DigestDue:
    """The digest of an occurrence, for one reader who takes part in it."""

    cadence: str
    start: datetime
    reader: str
    lead: timedelta = timedelta(hours=1)


@dataclass
class Evidence:
    """`letters` and `facts` begin with what was looked at before; `since_letter` and `since_fact` are where the new
    ones begin."""

    letters: list[Sent] = field(default_factory=list)
    facts: list[Entry] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    came_back: dict[str, datetime] = field(default_factory=dict)
    """The letters that bounced, by key, and when their senders heard of it."""
    digests_due: list[DigestDue] = field(default_factory=list)
    items: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The table of open items: its subjects, with owner and day."""
    since_letter: int = 0
    since_fact: int = 0

    @property
    def new_letters(self) -> list[Sent]:
        return self.letters[self.since_letter :]

    @property
    def new_facts(self) -> list[Entry]:
        return self.facts[self.since_fact :]

    def of(self, subject: str, until: datetime | None = None) -> tuple[Entry, ...]:
        """The facts of a subject, those of an instant included."""
        return tuple(e for e in self._by_subject()[subject] if until is None or e.at <= until)

    def before(self, entry: Entry) -> tuple[Entry, ...]:
        return tuple(e for e in self._by_subject()[entry.subject] if e.seq < entry.seq)

    def is_told(self, who: str, what: str, day: date, before: datetime) -> bool:
        return any(
            it.who == who
            and it.what == what
            and it.first <= day <= it.last
            and it.at < before
            and (it.until is None or before <= it.until)
            for it in self.told
        )

    def looked_at(self) -> None:
        self.since_letter, self.since_fact = len(self.letters), len(self.facts)

    def _by_subject(self) -> dict[str, list[Entry]]:
        if len(self.facts) != self._indexed:
            for entry in self.facts[self._indexed :]:
                self._index[entry.subject].append(entry)
            self._indexed = len(self.facts)
        return self._index

    _index: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _indexed: int = 0


Invariant = Callable[[Evidence], Iterator[str]]
