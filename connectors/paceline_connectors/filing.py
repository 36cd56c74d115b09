"""A maildir's folders and files (https://cr.yp.to/proto/maildir.html)."""

from __future__ import annotations

import os
import re
import socket
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

_SETTLED = frozenset("ST")
"""Seen, or trashed by whoever else reads the maildir."""
_ARRIVED = re.compile(r"(\d{1,18})(?:\.M(\d{1,9}))?")
_STALE_SECONDS = 36 * 60 * 60
_HOST = socket.gethostname().replace("/", r"\057").replace(":", r"\072")
_count = count()


@dataclass(frozen=True, slots=True)
class File:
    """`uid` is the unique name, which stays when the file moves; `flags` are those after ":2,"."""

    path: str
    uid: str
    flags: str

    @property
    def settled(self) -> bool:
        return not _SETTLED.isdisjoint(self.flags)

    @property
    def age(self) -> tuple[int, int, str]:
        arrived = _ARRIVED.match(self.uid)
        return (int(arrived[1]), int(arrived[2] or 0), self.uid) if arrived else (0, 0, self.uid)


class Maildir:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._made = False

    def make(self) -> None:
        """Create what is missing of it, for this user alone."""
        if not self._made:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            for folder in ("tmp", "new", "cur"):
                (self.path / folder).mkdir(exist_ok=True, mode=0o700)
            _sync_folder(self.path)
            _sync_folder(self.path.parent)
            self._made = True

    def waiting(self) -> list[File]:
        """The mails that nobody settled, oldest first."""
        found = {file.uid: file for folder in ("new", "cur") for file in self.files(folder)}
        return sorted((file for file in found.values() if not file.settled), key=lambda file: file.age)

    def files(self, folder: str) -> Iterator[File]:
        with os.scandir(self.path / folder) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and entry.is_file():
                    yield _file(entry.path, entry.name)

    def find(self, uid: str) -> File | None:
        """Where a mail is now: new/ and the usual place in cur/ first, then a look at all."""
        for name in (f"new/{uid}", f"cur/{uid}:2,S"):
            if os.path.lexists(path := f"{self.path}/{name}"):
                return _file(path, os.path.basename(path))
        return next((file for folder in ("new", "cur") for file in self.files(folder) if file.uid == uid), None)

    def seen(self, file: File) -> str:
        """The path in cur/ of a mail that is settled."""
        name = os.path.basename(file.path).partition(":2,")[0]
        return f"{self.path}/cur/{name}:2,{''.join(sorted({*file.flags, 'S'}))}"

    def draft(self) -> Draft:
        return Draft(self.path)

    def sweep(self) -> None:
        """Remove the drafts that a killed writer left behind. The file system's own clock says how old they are."""
        with self.draft() as probe:
            now = probe.stat().st_mtime
        for entry in os.scandir(self.path / "tmp"):
            with suppress(FileNotFoundError):
                if now - entry.stat().st_mtime > _STALE_SECONDS:
                    os.unlink(entry.path)


class Draft:
    """A mail that is being written to tmp/. It appears in new/ whole and on disk, when it is kept, or never."""

    def __init__(self, maildir: Path) -> None:
        self._maildir = maildir
        descriptor, self._path = tempfile.mkstemp(dir=maildir / "tmp", prefix=f"{os.getpid()}.")
        self._file = os.fdopen(descriptor, "wb")

    def __enter__(self) -> Draft:
        return self

    def __exit__(self, *_: object) -> None:
        self.discard()

    def write(self, data: bytes | bytearray) -> None:
        self._file.write(data)

    def stat(self) -> os.stat_result:
        return os.fstat(self._file.fileno())

    def keep(self, name: str = "") -> str:
        """Put it in new/, under a name of its own unless one is given. Raises OSError, and then it is not there."""
        self._file.flush()
        os.fsync(self._file.fileno())
        name = name or _unique_name(self.stat())
        kept = self._maildir / "new" / name
        os.rename(self._path, kept)
        self._path = str(kept)
        _sync_folder(kept.parent)
        self._path = ""
        return name

    def discard(self) -> None:
        """Remove it, unless it was kept."""
        with suppress(OSError):
            self._file.close()
        if self._path:
            with suppress(OSError):
                os.unlink(self._path)


def _file(path: str, name: str) -> File:
    unique, _, flags = name.partition(":2,")
    return File(path, os.fsencode(unique).decode(errors="backslashreplace"), flags)


def _unique_name(stat: os.stat_result) -> str:
    """After the moment it was written: the file system knows it, and the inode tells it from every other file."""
    seconds, nanoseconds = divmod(stat.st_mtime_ns, 10**9)
    own = f"M{nanoseconds // 1000:06}P{os.getpid()}Q{next(_count):08}I{stat.st_ino:x}"
    return f"{seconds}.{own}.{_HOST}"


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
