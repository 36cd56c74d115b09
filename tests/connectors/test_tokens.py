"""What an account has allowed is kept sealed: whoever finds the file alone has nothing."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from paceline.ports import SettingsError
from paceline_connectors.settings import Settings
from paceline_connectors.tokens import Sealed, sealed

KEY = "a key of thirty-two characters, at least"


@pytest.fixture
def kept(tmp_path: Path) -> Sealed:
    return Sealed(tmp_path / "tokens" / "account", KEY, "run: paceline auth somewhere")


def test_what_was_written_is_read(kept: Sealed) -> None:
    kept.write({"refresh_token": "r1"})
    kept.write({"refresh_token": "r2"})
    assert kept.read() == {"refresh_token": "r2"}
    assert [path.name for path in kept.file.parent.iterdir()] == ["account"]


def test_the_file_is_its_owners_and_tells_nothing(kept: Sealed) -> None:
    kept.write({"refresh_token": "a-secret-word"})
    assert stat.S_IMODE(kept.file.stat().st_mode) == 0o600
    assert b"a-secret-word" not in kept.file.read_bytes()


def test_the_key_is_never_shown(kept: Sealed) -> None:
    assert KEY not in repr(kept)


def test_without_a_token_it_says_how_to_get_one(kept: Sealed) -> None:
    with pytest.raises(ConnectionError, match="run: paceline auth somewhere"):
        kept.read()


@pytest.mark.parametrize("damage", [b"", b"{}", b"gAAAA", b"\xff" * 200])
def test_a_damaged_file_is_said_to_be(kept: Sealed, damage: bytes) -> None:
    kept.write({"refresh_token": "r1"})
    kept.file.write_bytes(damage)
    with pytest.raises(ConnectionError, match="token_key does not open"):
        kept.read()


def test_another_key_does_not_open_it(kept: Sealed) -> None:
    kept.write({"refresh_token": "r1"})
    with pytest.raises(ConnectionError, match="token_key does not open"):
        Sealed(kept.file, KEY + "!", "").read()


def test_a_short_key_is_refused() -> None:
    given = Settings({"token_file": "x", "token_key": "short"})
    sealed(given, how="")
    with pytest.raises(SettingsError, match="fewer than 32"):
        given.close()
