"""What an account's owner has allowed, kept in a file that is of no use without a key that lies elsewhere.

Settings: `token_file`: where it is kept; `token_key`: at least 32 random characters, from the environment rather than
from the file that names it ("env:PACELINE_TOKEN_KEY").
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paceline_connectors.settings import Settings
from paceline_connectors.trouble import TroubleError

SHORTEST_KEY = 32


@dataclass(frozen=True, slots=True)
class Sealed:
    """A small table in a file, sealed (Fernet: AES-128-CBC with HMAC-SHA256). `how` is what writes it anew."""

    file: Path
    key: str = field(repr=False)
    how: str

    def read(self) -> dict[str, Any]:
        """Raises ConnectionError when there is none, or none that this key opens."""
        from cryptography.fernet import InvalidToken

        try:
            found = json.loads(self._fernet().decrypt(self.file.read_bytes()))
        except FileNotFoundError:
            raise TroubleError("nobody has allowed this yet", self.how) from None
        except OSError as error:
            raise ConnectionError(f"{self.file} can't be read: {error.strerror}") from error
        except (InvalidToken, ValueError):
            raise TroubleError(f"token_key does not open {self.file}", f"set the right key, or {self.how}") from None
        return dict(found)

    def write(self, table: dict[str, Any]) -> None:
        """In one step, for its owner's eyes only. Raises ConnectionError."""
        sealed = self._fernet().encrypt(json.dumps(table).encode())
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._replace(sealed)
        except OSError as error:
            raise ConnectionError(f"{self.file} can't be written: {error.strerror}") from error

    def _replace(self, sealed: bytes) -> None:
        descriptor, name = tempfile.mkstemp(dir=self.file.parent, prefix=f".{self.file.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.file)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(name).unlink()
            raise

    def _fernet(self) -> Any:
        from cryptography.fernet import Fernet

        return Fernet(base64.urlsafe_b64encode(hashlib.sha256(self.key.encode()).digest()))


def sealed(given: Settings, *, how: str) -> Sealed:
    """Read from a connector's settings; `how` is what to do where there is no token: "run: paceline auth google"."""
    found = Sealed(given.path("token_file"), given.text("token_key"), how)
    if found.key and len(found.key) < SHORTEST_KEY:
        given.wrong("token_key", f"it has fewer than {SHORTEST_KEY} characters", "choose a long random one")
    return found
