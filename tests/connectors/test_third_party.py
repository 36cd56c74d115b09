"""The connector of docs/connectors.md, installed as somebody else's package would be, and held to the contracts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib.metadata import entry_points
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest
from cases import ROOT
from conversation import CONFIG

from connectors.mailbox_contract import MailboxContract
from connectors.transport_contract import TransportContract, letter
from paceline import app
from paceline.ports import Connector, Mailbox, SettingsError, Transport

PAGE = (ROOT / "docs" / "connectors.md").read_text(encoding="utf-8")
CODE = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Connector:
    """The module, found by its entry point."""
    [module] = [text for language, text in CODE if language == "python"]
    [project] = [tomllib.loads(text) for language, text in CODE if "entry-points" in text]
    [(group, points)] = project["project"]["entry-points"].items()
    [(name, target)] = points.items()
    site = tmp_path / "site"
    info = site / "acme_folder-1.0.dist-info"
    info.mkdir(parents=True)
    (site / f"{target}.py").write_text(module, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-folder\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{group}]\n{name} = {target}\n")
    monkeypatch.syspath_prepend(site)
    [found] = [point for point in entry_points(group="paceline.connectors") if point.name == "folder"]
    connector: Any = found.load()
    return connector


class FolderPost:
    def __init__(self, connector: Connector, path: Path) -> None:
        self.path = path
        self._connector = connector
        self._count = count()
        path.mkdir()

    def mailbox(self) -> Mailbox:
        return self._connector.mailbox({"path": str(self.path)})

    def bring(self, raw: bytes) -> None:
        (self.path / f"{next(self._count):06}.eml").write_bytes(raw)

    def lose(self, uid: str) -> None:
        (self.path / uid).unlink()

    def as_given(self, raw: bytes) -> bytes:
        return raw


class FolderLine:
    def __init__(self, connector: Connector, path: Path) -> None:
        self.path = path
        self._connector = connector
        path.mkdir()

    def transport(self) -> Transport:
        return self._connector.transport({"path": str(self.path)})

    def taken(self) -> list[bytes]:
        """Files have no order among themselves: by the number that each letter bears."""
        return sorted((file.read_bytes() for file in self.path.iterdir()), key=number)

    @contextmanager
    def away(self) -> Iterator[None]:
        hidden = self.path.rename(self.path.with_name("hidden"))
        yield
        hidden.rename(self.path)


def number(raw: bytes) -> int:
    found = re.search(rb"<letter-(\d+)@", raw)
    return int(found[1]) if found else 0


@pytest.fixture
def post(folder: Connector, tmp_path: Path) -> FolderPost:
    return FolderPost(folder, tmp_path / "in")


@pytest.fixture
def line(folder: Connector, tmp_path: Path) -> FolderLine:
    return FolderLine(folder, tmp_path / "out")


class TestMailbox(MailboxContract):
    CANNOT: ClassVar = {"connection": "a folder is files: there is no connection"}


class TestTransport(TransportContract):
    CANNOT: ClassVar = {"connection": "a folder is files: there is no connection"}

    def test_line_feeds_alone_are_line_ends(self, line: FolderLine) -> None:
        """In a file they are."""
        raw = letter(1).replace(b"\r\n", b"\n")
        self.send(line.transport(), raw)
        assert line.taken() == [raw]


def test_of_one_that_does_not_say_how_long_a_send_takes_much_is_believed(folder: Connector, tmp_path: Path) -> None:
    (tmp_path / "paceline.toml").write_text(CONFIG.replace('"maildir"', '"folder"'))
    config = app.load_config(tmp_path / "paceline.toml", {})
    app.prepare(config)
    with app.opened(config) as office:
        assert office.service.lease == timedelta(minutes=20)


def test_its_settings_are_checked(folder: Connector) -> None:
    with pytest.raises(SettingsError, match="path"):
        folder.mailbox({"pth": "/x"})


def test_the_built_in_ones_are_found_the_same_way() -> None:
    found = {point.name for point in entry_points(group="paceline.connectors")}
    assert {"lmtp", "maildir", "smtp"} <= found


def test_the_page_names_every_setting() -> None:
    """A table or an example of the page has each setting that the connectors read."""
    sources = (ROOT / "connectors" / "paceline_connectors").rglob("*.py")
    read = {
        key
        for source in sources
        for key in re.findall(r'given\.(?:text|path|flag|number|choice|texts)\("(\w+)"', source.read_text())
    }
    assert len(read) > 15
    assert {key for key in read if not re.search(rf"`{key}`|^{key} = ", PAGE, re.MULTILINE)} == set()


def test_no_setting_sounds_like_a_path_that_is_none() -> None:
    """The configuration makes paths of some names absolute: a mail folder at a server must not be called so."""
    sources = (ROOT / "connectors" / "paceline_connectors").rglob("*.py")
    found = {
        key
        for source in sources
        for key in re.findall(r'given\.text\("(\w*(?:path|folder|directory))"', source.read_text())
    }
    assert found == set()
