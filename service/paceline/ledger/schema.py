"""The tables, the same on SQLite and PostgreSQL. Instants are UTC text of fixed width: sortable, readable, exact."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    literal_column,
)

REVISION = "0008"
"""The newest of migrations/versions."""
LAYOUT = "%Y-%m-%dT%H:%M:%S.%fZ"
FIRST = datetime(1970, 1, 1, tzinfo=UTC)
"""Nothing waits for an earlier instant."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as "2026-11-27T09:00:00.000000Z"."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).strftime(LAYOUT)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"},
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", String(64), primary_key=True, comment="hash of the mail without its trace headers"),
    Column("mailbox", String(100), nullable=False),
    Column("uid", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("state", String(12), nullable=False, comment="new, settled, held or quarantined"),
    Column("kind", String(20), nullable=False, default=""),
    Column("sender", String(64), nullable=False, default="", comment="the person's id, once known"),
    Column("team", String(60), nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", Instant, nullable=False),
    Column("bears", String(32), nullable=False, default="", comment="hash of its Message-ID, once it is read"),
    Column("writer", String(64), nullable=False, server_default="", comment="a person's id by what the mail says"),
    Column("thread", String(16), nullable=False, server_default="", comment="hash of what its conversation began with"),
    Column("turn", Instant, nullable=True, comment="the order in which waiting mails are settled"),
)
Index("ix_inbox_bears", inbox.c.bears)
NEW = inbox.c.state == literal_column("'new'")
"""Written out, here and in queries: behind a parameter the database does not see that its partial index serves."""
Index(
    "ix_inbox_turn",
    inbox.c.turn,
    inbox.c.received_at,
    inbox.c.id,
    sqlite_where=NEW,
    postgresql_where=NEW,
)
for _lane in (inbox.c.writer, inbox.c.thread):
    Index(f"ix_inbox_{_lane.name}", _lane, inbox.c.turn, sqlite_where=NEW, postgresql_where=NEW)

facts = Table(
    "facts",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("team", String(60), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("data", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("author", String(60), nullable=False),
    Column("message", String(64), nullable=False),
)
Index("ix_facts_subject", facts.c.subject, facts.c.seq)
Index("ix_facts_team", facts.c.team, facts.c.seq)
Index("ix_facts_message", facts.c.message)

counters = Table(
    "counters",
    metadata,
    Column("prefix", String(4), primary_key=True),
    Column("last", Integer, nullable=False),
)

open_items = Table(
    "open_items",
    metadata,
    Column("subject", String(20), primary_key=True, comment="C12, D4 or H3, as long as it is open"),
    Column("team", String(60), nullable=False),
    Column("owner", String(60), nullable=False),
    Column("asked_by", String(60), nullable=False, default=""),
    Column("due", String(10), nullable=True, comment="ISO day"),
)
Index("ix_open_items_owner", open_items.c.owner)
Index("ix_open_items_team", open_items.c.team)

searched = Table(
    "searched",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject", String(200), nullable=False),
    Column("team", String(60), nullable=False),
    Column("seq", Integer, nullable=False, comment="of its newest fact"),
)
"""Whose words stand in `searched_words`, which only the migration knows: an FTS5 table, or one with a tsvector."""
Index("ix_searched_subject", searched.c.subject, unique=True)

people = Table(
    "people",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("team", String(60), nullable=False),
    Column("data", Text, nullable=False),
    Column("learned", Boolean, nullable=False, comment="from an invite, not from the configuration"),
)
Index("ix_people_team", people.c.team)

addresses = Table(
    "addresses",
    metadata,
    Column("address", String(320), primary_key=True),
    Column("person", String(60), nullable=False),
)
Index("ix_addresses_person", addresses.c.person)

cadences = Table(
    "cadences",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("team", String(60), nullable=False),
    Column("organizer", String(60), nullable=False),
    Column("title", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("ordered", Text, nullable=False, comment="settings that the organizer gave by mail"),
    Column("ended", Boolean, nullable=False),
    Column("paused_until", Instant, nullable=True),
)
Index("ix_cadences_team", cadences.c.team)

moments = Table(
    "moments",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("team", String(60), nullable=False, default=""),
    Column("subject", String(120), nullable=False),
    Column("person", String(60), nullable=False, default=""),
    Column("cadence", String(20), nullable=False, default=""),
)
Index("ix_moments_at", moments.c.at, moments.c.key)
Index("ix_moments_cadence", moments.c.cadence)

asks = Table(
    "asks",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("team", String(60), nullable=False),
    Column("person", String(60), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("round", String(40), nullable=False, default=""),
    Column("cadence", String(20), nullable=False, default=""),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=True),
    Column("state", String(10), nullable=False, comment="open, answered or lapsed"),
    Column("letter", String(200), nullable=False, default="", comment="the envelope that carried it"),
)
Index("ix_asks_person", asks.c.person, asks.c.state)
Index("ix_asks_subject", asks.c.subject)
Index("ix_asks_cadence", asks.c.cadence, asks.c.state)

premises = Table(
    "premises",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)

calendars = Table(
    "calendars",
    metadata,
    Column("name", String(300), primary_key=True),
    Column("cursor", Text, nullable=False, comment="up to where it was read, in its server's own words"),
)

events = Table(
    "events",
    metadata,
    Column("key", String(64), primary_key=True, comment="of the calendar and of what it calls the event"),
    Column("calendar", String(300), nullable=False),
    Column("name", Text, nullable=False),
    Column("cadence", String(60), nullable=False),
    Column("raw", LargeBinary, nullable=False, comment="as it was last seen"),
)
Index("ix_events_calendar", events.c.calendar)
Index("ix_events_cadence", events.c.cadence)

entries = Table(
    "entries",
    metadata,
    Column("uid", String(300), primary_key=True, comment="of an event that we wrote into our own calendar"),
    Column("digest", String(64), nullable=False),
)

unsigned = Table(
    "unsigned",
    metadata,
    Column("occurrence", String(120), primary_key=True),
    Column("data", Text, nullable=False, comment="how many, and all their lines, sorted"),
)

letters = Table(
    "letters",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("letter_id", String(16), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("team", String(60), nullable=False),
    Column("person", String(60), nullable=False),
    Column("recipient", String(320), nullable=False),
    Column("return_path", String(320), nullable=False),
    Column("about", String(120), nullable=False, default="", comment="the occurrence or the inbox id it answers"),
    Column("items", Text, nullable=False, default="[]"),
    Column("raw", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires", Instant, nullable=False, comment="its reply address counts until then"),
    Column("state", String(10), nullable=False, comment="queued, sending, sent, refused or unknown"),
    Column("next_at", Instant, nullable=False, comment="when queued: not before; when sending: the lease's end"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("sent_at", Instant, nullable=True),
    Column("reason", Text, nullable=False, default=""),
    Column("draft", Text, nullable=False, server_default="", comment="what the server calls it while it lies there"),
    Column(
        "sent_as", String(400), nullable=False, server_default="", comment="the Message-ID it went under, if another"
    ),
    Column("event", Text, nullable=False, server_default="", comment="the event of our own calendar that it answers"),
)
WAITING = letters.c.state.in_((literal_column("'queued'"), literal_column("'sending'")))
Index(
    "ix_letters_waiting",
    letters.c.next_at,
    letters.c.created_at,
    letters.c.key,
    sqlite_where=WAITING,
    postgresql_where=WAITING,
)
Index("ix_letters_letter_id", letters.c.letter_id)
Index("ix_letters_message_id", letters.c.message_id)
Index("ix_letters_sent_as", letters.c.sent_as)
Index("ix_letters_person", letters.c.person, letters.c.created_at)
Index("ix_letters_about", letters.c.about)
