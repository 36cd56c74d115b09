"""A backup in one file, made while the service runs; and its way back, after which nothing is sent twice blindly.

What lies in it: the ledger as it was at one instant; the mails that had been taken and were not in the ledger yet; what
an account's owner allowed, sealed as it is; a note of which service it is of. The configuration and its secret only
where they are asked for.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from paceline import __version__, app, restored
from paceline.config import Config, Door
from paceline.ledger import Ledger
from paceline.ledger.copying import POSTGRES, SQLITE, CopyError, copy, exchange, file_of, put_back

NOTE = "backup.json"
STAMP = "%Y%m%dT%H%M%SZ"
_OURS = re.compile(rf"{re.escape(SQLITE)}|{re.escape(POSTGRES)}|mails/[0-9]+\.eml|tokens/[a-z]+")
"""What is taken out of a backup; nothing else gets a place on the disk."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a backup is of. `secret` tells two secrets apart and says nothing about either."""

    made_at: datetime
    address: str
    revision: str
    secret: str
    mails: int
    files: tuple[str, ...] = ()


def make(config: Config, target: Path, now: datetime, *, with_secret: bool = False) -> tuple[Path, Note]:
    """Write a backup to `target`, or into it where it is a folder. Returns the file and what is in it.

    Raises CopyError, and OSError where it can't be written.
    """
    file = target / f"paceline-{now:{STAMP}}.tar.gz" if target.is_dir() else target
    with TemporaryDirectory(prefix=".paceline-", dir=file.parent) as name:
        folder = Path(name)
        mails = tuple(_waiting(config.mailbox))  # before the ledger: a mail goes from here to there
        with app.books(config) as ledger:
            parts = {path.name: path for path in (copy(ledger, folder),)}
            revision = ledger.revision()[0] or ""
        octets = dict(_beside(config, with_secret=with_secret)) | {
            f"mails/{n:06}.eml": it for n, it in enumerate(mails)
        }
        note = Note(now, config.service.address, revision, fingerprint(config), len(mails), (*parts, *octets))
        packed = folder / "packed"
        _pack(packed, note, parts, octets)
        packed.replace(file)
    return file, note


def restore(
    config: Config, file: Path, now: datetime, *, replace: bool = False, moved: bool = False
) -> tuple[Note, Path | None]:
    """Put a backup in the ledger's place. The service must not run. Returns what it is of, and where the ledger lies
    that was there before.

    `replace`: a ledger of SQLite's that is there is put aside. `moved`: nothing ran since the backup was made, so that
    what waits may simply go. Raises CopyError, and OSError; then nothing has changed.
    """
    room = _room(config)
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".paceline-", dir=room) as name:
        folder = Path(name)
        note = _unpack(file, folder)
        if note.secret != fingerprint(config):
            raise CopyError(
                f"the backup of {note.address} was made with another secret, without which no letter under way can be "
                "answered; put that secret into the configuration first"
            )
        mails = [path.read_bytes() for path in sorted((folder / "mails").glob("*.eml"))]
        until = note.made_at if moved else now
        if (folder / SQLITE).exists():
            old = _file_into_place(config, folder / SQLITE, mails, note.made_at, until, replace=replace)
        else:
            _dump_into_place(config, folder / POSTGRES, mails, note.made_at, until)
            old = None
        _tokens_back(config, folder / "tokens")
    return note, old


def was_put_back(config: Config, now: datetime) -> None:
    """What `restore` does to a ledger that somebody else has put into its place. The service must not run."""
    _made_ready(config.ledger.url, [], datetime.min.replace(tzinfo=now.tzinfo), now)


def fingerprint(config: Config) -> str:
    """Tells one secret from another."""
    return hmac.digest(config.service.secret, b"paceline/backup/1", hashlib.sha256).hex()[:32]


# --- out -------------------------------------------------------------------------------------------------------------


def _waiting(door: Door) -> Iterator[bytes]:
    """The mails that the embedded listener has taken; others' mailboxes keep theirs until the ledger has them."""
    if "spool" not in door.settings:
        return
    mailbox = app.connector(door).mailbox(door.settings)
    try:
        for mail in mailbox.fetch(limit=1_000_000):
            yield mail.raw
    finally:
        mailbox.close()


def _beside(config: Config, *, with_secret: bool) -> Iterator[tuple[str, bytes]]:
    for name, file in _token_files(config).items():
        if file.is_file():
            yield f"tokens/{name}", file.read_bytes()
    if with_secret:
        yield "paceline.toml", config.path.read_bytes()
        yield "secret", config.service.secret


def _token_files(config: Config) -> Mapping[str, Path]:
    doors = {"mailbox": config.mailbox, "transport": config.transport, "calendar": config.calendar}
    return {
        name: Path(str(door.settings["token_file"]))
        for name, door in doors.items()
        if door and door.settings.get("token_file")
    }


def _pack(target: Path, note: Note, copies: Mapping[str, Path], octets: Mapping[str, bytes]) -> None:
    """For its owner's eyes only, and on the disk when it has its name."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as packed:
            _add(packed, NOTE, json.dumps(_as_json(note), indent=2).encode(), note)
            for name, path in copies.items():
                packed.add(
                    path,
                    name,
                    filter=lambda info: info.replace(uid=0, gid=0, uname="", gname="", mode=0o600, deep=False),
                )
            for name, data in octets.items():
                _add(packed, name, data, note)
        file.flush()
        os.fsync(file.fileno())


def _add(packed: tarfile.TarFile, name: str, data: bytes, note: Note) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = len(data), 0o600, int(note.made_at.timestamp())
    packed.addfile(info, io.BytesIO(data))


def _as_json(note: Note) -> dict[str, object]:
    return {
        "paceline": __version__, "made_at": note.made_at.isoformat(), "address": note.address,
        "revision": note.revision, "secret": note.secret, "mails": note.mails, "files": note.files,
    }  # fmt: skip


# --- back ------------------------------------------------------------------------------------------------------------


def _room(config: Config) -> Path:
    """Beside the ledger, so that a copy gets into its place in one step."""
    database = file_of(config.ledger.url)
    return database.parent if database else config.service.data


def _unpack(file: Path, folder: Path) -> Note:
    """Only what a backup has, by the names that it has there."""
    try:
        with tarfile.open(file) as packed:
            found = {info.name: info for info in packed if info.isfile()}
            note = _note(_octets(packed, found.get(NOTE)))
            missing = [name for name in note.files if name not in found]
            if missing:
                raise CopyError(f"{file} is not whole: {', '.join(missing)} is missing")
            for name in note.files:
                _lay_down(packed, found[name], folder)
    except (tarfile.TarError, EOFError, zlib.error, KeyError, ValueError) as error:
        raise CopyError(f"{file} is no backup of Paceline's, or not whole: {error}") from error
    return note


def _note(octets: bytes) -> Note:
    said = json.loads(octets)
    at = datetime.fromisoformat(said["made_at"])
    return Note(at, said["address"], said["revision"], said["secret"], said["mails"], tuple(said["files"]))


def _octets(packed: tarfile.TarFile, info: tarfile.TarInfo | None) -> bytes:
    member = packed.extractfile(info) if info else None
    if member is None:
        raise ValueError(f"there is no {NOTE} in it")
    return member.read()


def _lay_down(packed: tarfile.TarFile, info: tarfile.TarInfo, folder: Path) -> None:
    if not _OURS.fullmatch(info.name):
        return
    target = folder / info.name
    target.parent.mkdir(exist_ok=True)
    member = packed.extractfile(info)
    if member:
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            shutil.copyfileobj(member, file)


def _file_into_place(
    config: Config, copied: Path, mails: list[bytes], made_at: datetime, until: datetime, *, replace: bool
) -> Path | None:
    """All that is to be done to it is done before it is in its place."""
    database = file_of(config.ledger.url)
    if database is None:
        raise CopyError("the backup is of SQLite's ledger, and [ledger] url names PostgreSQL")
    if database.exists() and not replace:
        raise CopyError(f"there is a ledger already: {database}; put it aside with: paceline restore --replace")
    _made_ready(f"sqlite:///{copied}", mails, made_at, until)
    return exchange(database, copied, f"{until:{STAMP}}")


def _dump_into_place(config: Config, dump: Path, mails: list[bytes], made_at: datetime, until: datetime) -> None:
    with app.books(config) as ledger:
        if ledger.is_sqlite:
            raise CopyError("the backup is of PostgreSQL's ledger, and [ledger] url names SQLite")
        if ledger.revision()[0] is not None:
            raise CopyError("there is a ledger already; name a fresh database in [ledger] url")
        put_back(ledger, dump)
    _made_ready(config.ledger.url, mails, made_at, until)


def _made_ready(url: str, mails: list[bytes], made_at: datetime, until: datetime) -> None:
    ledger = Ledger(url)
    try:
        ledger.upgrade()
        with ledger.begin() as tx:
            restored.begin(tx, mails, made_at, until)
    finally:
        ledger.close()


def _tokens_back(config: Config, folder: Path) -> None:
    """Where there are none: those that are there may be newer."""
    for name, file in _token_files(config).items():
        if (folder / name).is_file() and not file.exists():
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_bytes((folder / name).read_bytes())
