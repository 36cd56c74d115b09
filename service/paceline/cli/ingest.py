"""`paceline ingest`: mail from files, as if it had come through the mailbox."""

from __future__ import annotations

import mailbox as mailboxes
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from paceline.cli.commands import FailedError, command_app
from paceline.cli.opening import office
from paceline.cli.options import ConfigPath
from paceline.cli.output import progress
from paceline.ports import Mail

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline ingest invite.eml
  paceline ingest old.mbox ~/Maildir
"""


class Files:
    """Mail files, folders of them, maildirs and mboxes as a mailbox; nothing in them is changed."""

    name = "ingest"

    def __init__(self, paths: list[Path]) -> None:
        self._paths = paths

    def fetch(self, _limit: int = 0) -> Iterator[Mail]:
        for path in self._paths:
            for uid, raw in _mails(path):
                yield Mail(self.name, uid, raw)

    def settle(self, mail: Mail) -> None: ...

    def close(self) -> None: ...


@app.command(epilog=EXAMPLE)
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Mail files (.eml), folders of them, maildirs or mboxes.")],
    config: ConfigPath = None,
) -> None:
    """Take mails in from files; one that is known already is not taken twice. Answers go to the outbox."""
    from paceline import flow

    for path in paths:
        if not path.exists():
            raise FailedError(f"{path} is not there")
    files = Files(paths)
    with office(config) as opened:
        read = flow.store(opened.service, files)
        settled = 0
        with progress("taking in", read) as step:
            while flow.settle_next(opened.service):
                settled += 1
                step()
    print(f"{read} mails read, {settled} settled; the outbox goes out with: paceline tick")


def _mails(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir() and (path / "new").is_dir() and (path / "cur").is_dir():
        for folder in ("cur", "new"):
            yield from ((file.name, _octets(file)) for file in sorted((path / folder).iterdir()) if file.is_file())
    elif path.is_dir():
        yield from ((file.name, _octets(file)) for file in sorted(path.rglob("*.eml")) if file.is_file())
    elif path.suffix == ".mbox" or _octets(path)[:5] == b"From ":
        box = mailboxes.mbox(path, create=False)
        yield from ((f"{path.name}/{key}", box.get_bytes(key)) for key in box.keys())  # noqa: SIM118  a Mailbox is no dict
    else:
        yield path.name, _octets(path)


def _octets(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise FailedError(f"{file} can't be read: {error.strerror}; mails that came before it are kept") from None
