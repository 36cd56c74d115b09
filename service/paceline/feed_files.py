"""The calendar feeds as files in a folder, for any web server: each below its secret name, replaced in one step.

The folder can be entered and not listed by the group that the web server belongs to: the names are the secret.
"""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from paceline.clerks.desk import Desk
from paceline.clerks.feeds import Feeds
from paceline.flow import Service
from paceline.ledger import feeds as ledger
from paceline.letters.feed_address import is_token, path
from paceline.letters.ical import FORMS

NOTE = ".written"
"""Holds up to which fact, and on which day, the folder was written."""

_FOLDER, _FILE = 0o710, 0o640


def write(service: Service, *, anew: bool = False) -> int:
    """Bring the folder up to date where anything was recorded or the day has changed since, or `anew` in any case.

    Returns how many files were written or removed; 0 without a folder, or while another process writes there.
    """
    folder = service.config.feeds.folder
    if folder is None:
        return 0
    _make(folder)
    with _alone(folder) as note:
        return _write(service, folder, note, anew=anew) if note else 0


def behind_since(service: Service) -> datetime | None:
    """When the folder was last written, where more was recorded since or another day has begun; UTC. None: it is up to
    date, or was never written."""
    folder = service.config.feeds.folder
    try:
        note = folder / NOTE if folder else Path()
        written, at = note.read_text(), datetime.fromtimestamp(note.stat().st_mtime, UTC)
    except OSError:
        return None
    with service.ledger.look() as tx:
        newest, _ = ledger.newest(tx)
    return None if written == _up_to(newest, service.clock.now()) else at


def _write(service: Service, folder: Path, note: Path, *, anew: bool) -> int:
    now = service.clock.now()
    written = "" if anew else note.read_text()
    with service.ledger.begin() as tx:
        newest, _ = ledger.newest(tx)
        if written == (done := _up_to(newest, now)):
            return 0
        feeds = Feeds(Desk(service.config, tx, now))
        present = {feeds.token(whose): whose for whose in feeds.everyone()}
        seq, _, day = written.partition(" ")
        same_day = day == f"{now:%Y-%m-%d}"
        wanted = feeds.touched(ledger.teams_since(tx, int(seq))) if same_day else frozenset(present.values())
        files = {
            path(token, form): feeds.octets(whose, form)
            for token, whose in present.items()
            if whose in wanted
            for form in FORMS
        }
    count = sum(_put(folder / name, octets) for name, octets in files.items()) + _remove_others(folder, present)
    note.write_text(done)
    return count


def _up_to(newest: int, now: datetime) -> str:
    """What the note says: up to which fact the folder was written, and on which day (UTC)."""
    return f"{newest} {now:%Y-%m-%d}"


def _put(file: Path, octets: bytes) -> bool:
    """True where something changed: an unchanged file keeps its time, so that a web server's answer stays the same."""
    with suppress(FileNotFoundError):
        if file.read_bytes() == octets:
            return False
    _make(file.parent)
    fresh = file.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _FILE), "wb") as out:
        os.fchmod(out.fileno(), _FILE)
        out.write(octets)
    fresh.replace(file)
    return True


def _remove_others(folder: Path, present: Container[str]) -> int:
    """Files of addresses that were given up, and of people who are gone; nothing that we have not made."""
    gone = [it for it in folder.iterdir() if is_token(it.name) and it.name not in present and it.is_dir()]
    for each in gone:
        for form in FORMS:
            (each / f"{form}.ics").unlink(missing_ok=True)
            (each / f"{form}.new").unlink(missing_ok=True)
        with suppress(OSError):  # somebody put something else there
            each.rmdir()
    return len(gone)


def _make(folder: Path) -> None:
    """A folder that was there keeps its mode; a new one its parent's group where that is handed down (setgid)."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True)
    folder.chmod(_FOLDER | (folder.stat().st_mode & stat.S_ISGID))


@contextmanager
def _alone(folder: Path) -> Iterator[Path | None]:
    """The note, while nobody else writes into the folder; None while somebody does."""
    note = folder / NOTE
    with os.fdopen(os.open(note, os.O_RDWR | os.O_CREAT, 0o600)) as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        yield note
