"""A maildir (https://cr.yp.to/proto/maildir.html): mail is read from it, letters are put into it; each is one file.

Settings of the mailbox: `path`; `keep` (true): a settled mail moves to cur/ as seen, else its file is removed.
Settings of the transport: `path`.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

from paceline.ports import LARGEST_MAIL, DeliveryError, Mail
from paceline_connectors.settings import Settings

log = logging.getLogger(__name__)

_SETTLED = frozenset("ST")
"""Seen, or trashed by whoever else reads the maildir."""
_ARRIVED = re.compile(r"(\d{1,18})(?:\.M(\d{1,9}))?")
_LOOKS = 3
"""How often a mail is looked for that somebody else moves at the same moment."""
_STALE_SECONDS = 36 * 60 * 60
_HOST = socket.gethostname().replace("/", r"\057").replace(":", r"\072")
_count = count()


def mailbox(settings: Mapping[str, Any]) -> MaildirMailbox:
    given = Settings(settings)
    box = MaildirMailbox(Maildir(given.path("path")), keep=given.flag("keep", default=True))
    given.close()
    return box


def transport(settings: Mapping[str, Any]) -> MaildirTransport:
    given = Settings(settings)
    letters = MaildirTransport(Maildir(given.path("path")))
    given.close()
    return letters


class MaildirMailbox:
    def __init__(self, maildir: Maildir, *, keep: bool) -> None:
        self.name = f"maildir:{maildir.path}"
        self._maildir = maildir
        self._keep = keep

    def fetch(self, limit: int = 200) -> Iterator[Mail]:
        try:
            self._maildir.make()
            waiting = self._maildir.waiting()
        except OSError as error:
            raise ConnectionError(f"{self.name}: {error.strerror}") from error
        return islice(self._readable(waiting), limit)

    def settle(self, mail: Mail) -> None:
        try:
            for _ in range(_LOOKS):
                file = self._maildir.find(mail.uid)
                if file is None or (file.settled and self._keep):
                    return
                with suppress(FileNotFoundError):
                    self._put_away(file)
                    return
        except OSError as error:
            raise ConnectionError(f"{self.name}: {error.strerror}") from error

    def close(self) -> None:
        pass

    def _readable(self, files: list[File]) -> Iterator[Mail]:
        for file in files:
            if (raw := self._read(file)) is not None:
                yield Mail(self.name, file.uid, raw)

    def _read(self, file: File) -> bytes | None:
        try:
            return _start_of(file.path)
        except FileNotFoundError:
            moved = self._maildir.find(file.uid)
            with suppress(FileNotFoundError):
                return _start_of(moved.path) if moved and not moved.settled else None
        except OSError as error:
            log.warning("%s: %s can't be read and waits: %s", self.name, file.uid, error.strerror)
        return None

    def _put_away(self, file: File) -> None:
        if self._keep:
            os.rename(file.path, self._maildir.seen(file))
        else:
            os.unlink(file.path)


class MaildirTransport:
    """A letter's file is named after its Message-ID and recipient, so the same letter put in again is there once."""

    def __init__(self, maildir: Maildir) -> None:
        self._maildir = maildir
        self._read_on: tuple[int, frozenset[str]] = (0, frozenset())

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:  # noqa: ARG002
        name = _letter_name(raw, recipient)
        try:
            self._maildir.make()
            if name not in self._moved_on():
                with self._maildir.draft() as draft:
                    draft.write(raw)
                    draft.keep(name)
        except OSError as error:
            raise DeliveryError(f"{self._maildir.path}: {error.strerror}") from error

    def close(self) -> None:
        pass

    def _moved_on(self) -> frozenset[str]:
        """The letters that their reader moved to cur/, listed again only when that folder has changed."""
        changed = os.stat(self._maildir.path / "cur").st_mtime_ns
        if changed != self._read_on[0]:
            self._read_on = changed, frozenset(file.uid for file in self._maildir.files("cur"))
        return self._read_on[1]


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

    def write(self, data: bytes) -> None:
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


def _start_of(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(LARGEST_MAIL + 1)


def _file(path: str, name: str) -> File:
    unique, _, flags = name.partition(":2,")
    return File(path, os.fsencode(unique).decode(errors="backslashreplace"), flags)


def _unique_name(stat: os.stat_result) -> str:
    """After the moment it was written: the file system knows it, and the inode tells it from every other file."""
    seconds, nanoseconds = divmod(stat.st_mtime_ns, 10**9)
    own = f"M{nanoseconds // 1000:06}P{os.getpid()}Q{next(_count):08}I{stat.st_ino:x}"
    return f"{seconds}.{own}.{_HOST}"


def _letter_name(raw: bytes, recipient: str) -> str:
    headers = BytesHeaderParser().parsebytes(raw)
    about = str(headers["message-id"]).encode(errors="replace") if "message-id" in headers else raw
    digest = hashlib.blake2b(about + b"\0" + recipient.lower().encode(errors="replace"), digest_size=16).hexdigest()
    return f"{_written(str(headers['date']))}.{digest}.paceline"


def _written(date: str) -> int:
    try:
        return max(0, int(parsedate_to_datetime(date).timestamp()))
    except (ValueError, OverflowError, OSError):
        return 0


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
