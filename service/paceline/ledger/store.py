"""Opening the ledger: one engine, and transactions that hold what they read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from paceline.ledger import memory
from paceline.ledger.schema import REVISION

Tx = Connection
LedgerError = OperationalError
"""The database is busy, away, full or not writable."""

_LOOKS = "paceline_looks"
_UPGRADE = "paceline upgrade"
SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=60000",
    "foreign_keys=ON",
    "wal_autocheckpoint=4000",
)


class Ledger:
    """The ledger's database. One per thread for SQLite: its connections belong to the thread that opened them."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        if self.is_sqlite and self.url.database:
            _private(Path(self.url.database))
        self.engine = create_engine(self.url, hide_parameters=True, **self._options())
        if self.is_sqlite:
            _hold_what_is_read(self.engine)

    @staticmethod
    def is_there(url: str) -> bool:
        """Whether there may be a ledger; opening one of SQLite's makes it where there is none."""
        database = make_url(url).database
        return not url.startswith("sqlite") or Path(database or "").is_file()

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def begin(self) -> Iterator[Tx]:
        """A transaction: committed at the end, rolled back on any exception."""
        with self.engine.begin() as tx:
            yield tx

    @contextmanager
    def look(self) -> Iterator[Tx]:
        """A transaction that only reads, and keeps nobody waiting who writes."""
        with self.engine.connect().execution_options(**{_LOOKS: True}) as tx, tx.begin():
            yield tx

    def upgrade(self) -> None:
        """Bring the schema to the newest revision (Alembic); creates it where there is none."""
        here, newest = self.revision()
        if here == newest:
            return  # without Alembic, which takes a worker 8 MB and every start a tenth of a second
        from alembic import command

        from paceline.ledger import facts

        with self.engine.begin() as connection:  # all of it in one: between two steps nobody else may begin
            wait_for(connection, _UPGRADE)
            command.upgrade(_alembic(connection), "head")
            facts.rebuild(connection)

    def revision(self) -> tuple[str | None, str | None]:
        """The schema's revision in the database and the newest one known."""
        with self.engine.connect() as connection:
            upgraded = connection.dialect.has_table(connection, "alembic_version")
            here = connection.execute(text("select version_num from alembic_version")).scalar() if upgraded else None
        return here, REVISION

    def compact(self) -> None:
        """Write SQLite's file anew, without what was deleted; PostgreSQL is asked to reclaim it."""
        raw = self.engine.raw_connection()
        try:
            if self.is_sqlite:
                raw.cursor().execute("VACUUM")
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()
        if not self.is_sqlite:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM"))

    @staticmethod
    def is_busy(error: BaseException) -> bool:
        """Whether the database was only busy or away, so that the same step may be tried again later. What is too much
        for PostgreSQL (its class 54) is so each time."""
        if not isinstance(error, DBAPIError):
            return False
        is_too_much = str(getattr(error.orig, "sqlstate", None)).startswith("54")
        return error.connection_invalidated or (isinstance(error, (LedgerError, InterfaceError)) and not is_too_much)

    def close(self) -> None:
        self.engine.dispose()

    def _options(self) -> dict[str, Any]:
        if self.is_sqlite:
            return {"connect_args": {"timeout": 60}, "pool_reset_on_return": None}
        return {"pool_pre_ping": True}


def _private(file: Path) -> None:
    """The team's words are for the service's own user; SQLite gives its other files the mode of the first."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)


def hold(tx: Tx, team: str) -> None:
    """Wait until nobody else decides about this team, and keep it so until the transaction ends."""
    wait_for(tx, f"team/{team}")


def wait_for(tx: Tx, name: str) -> None:
    """Wait until nobody else holds what is called so, and hold it until the transaction ends. Not on SQLite, whose
    writers are alone anyway (BEGIN IMMEDIATE)."""
    if tx.dialect.name == "postgresql":
        memory.forget_all(tx)
        tx.execute(text("select pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


@contextmanager
def alone(ledger: Ledger) -> Iterator[None]:
    """One process at a time: for what several would otherwise make at once when they start."""
    with ledger.begin() as tx:
        wait_for(tx, _UPGRADE)
        yield


def try_hold(tx: Tx, team: str) -> bool:
    """Like `hold`, but False at once where another worker has the team."""
    if tx.dialect.name != "postgresql":
        return True
    memory.forget_all(tx)
    asked = text("select pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
    return bool(tx.execute(asked, {"name": f"team/{team}"}).scalar())


def overwrite_what_is_freed(tx: Tx) -> None:
    """SQLite leaves what was deleted in the file until something else comes there, unless it is told so."""
    if tx.dialect.name == "sqlite":
        tx.exec_driver_sql("PRAGMA secure_delete = ON")


def _hold_what_is_read(engine: Engine) -> None:
    """The driver's own transactions begin at the first write, so what was read before may be stale by then and the
    concurrent update is lost; BEGIN IMMEDIATE takes the write lock first."""

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        looks = connection.get_execution_options().get(_LOOKS)
        connection.exec_driver_sql("BEGIN" if looks else "BEGIN IMMEDIATE")


def _alembic(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
