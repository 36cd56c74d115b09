"""The whole ledger as one file, while others write to it; and such a file back in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, make_url

from paceline.ledger.store import Ledger

SQLITE, POSTGRES = "ledger.db", "ledger.dump"
"""What a copy is called: SQLite's own file, or pg_dump's custom format."""


class CopyError(Exception):
    """A copy could not be made or put back, why, and what to do."""


def file_of(url: str) -> Path | None:
    """SQLite's file; None for PostgreSQL. Unlike opening the ledger, it makes none."""
    named = make_url(url)
    return Path(named.database or "") if named.get_backend_name() == "sqlite" else None


def copy(ledger: Ledger, folder: Path) -> Path:
    """A consistent copy, as it was at one instant; nobody who writes is kept waiting. Raises CopyError."""
    if ledger.is_sqlite:
        return _copied(Path(ledger.url.database or ""), folder / SQLITE)
    target = folder / POSTGRES
    _run("pg_dump", ledger.url, ("--format=custom", "--no-owner", "--no-privileges", f"--file={target}"), target.name)
    return target


def put_back(ledger: Ledger, dump: Path) -> None:
    """pg_dump's file into an empty database of PostgreSQL, all or nothing. Raises CopyError."""
    options = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    _run("pg_restore", ledger.url, (*options, str(dump)), dump.name)


def exchange(database: Path, copy: Path, stamp: str) -> Path | None:
    """A copy of SQLite's into the place of the database. Returns where what was there lies now, where there was one.

    Its other files go with it: a log that belongs to another database would be read into the copy.
    """
    old = database.with_name(f"{database.name}.before-{stamp}")
    was_there = database.exists()
    for ending in ("", "-wal", "-shm"):
        beside = database.with_name(database.name + ending)
        if beside.exists():
            beside.rename(old.with_name(old.name + ending))
    copy.rename(database)
    return old if was_there else None


def _copied(source: Path, target: Path) -> Path:
    with closing(sqlite3.connect(source, timeout=60)) as here, closing(sqlite3.connect(target)) as there:
        try:
            here.backup(there)  # in one step: it reads what was committed when it began
            told = there.execute("PRAGMA quick_check").fetchone()[0]
        except sqlite3.Error as error:
            raise CopyError(f"the ledger can't be copied: {error}; is there room in {target.parent}?") from error
    if told != "ok":
        raise CopyError(f"the copy of the ledger is damaged, and so may be the ledger: {told}")
    return target


def _run(tool: str, url: URL, options: Sequence[str], file: str) -> None:
    """PostgreSQL's own tool; the password goes by the environment, where no list of processes shows it."""
    where = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query).render_as_string()
    path = shutil.which(tool)
    if path is None:
        by_hand = f"--format=custom --file={file}" if tool == "pg_dump" else file
        raise CopyError(f"{tool} is not installed here; where it is, run: {tool} --no-owner --dbname={where} {by_hand}")
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(  # noqa: S603 (nothing of a mail comes here)
        [path, f"--dbname={where}", "--no-password", *options],
        env={**os.environ, **secret}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[0]
        raise CopyError(f"{said} (is {tool} as new as the server?)")
