"""A connector of a server that files what it sends, as large ones do: SMTP, and a look into the list of what it took.

Settings: those of the connector smtp, and `taken`: the file in which the server lists the Message-IDs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sink import Sink

from paceline_connectors import smtp


def transport(settings: Mapping[str, Any]) -> Filing:
    rest = {key: value for key, value in settings.items() if key != "taken"}
    return Filing(smtp.transport(rest), Path(settings["taken"]))


class Filing:
    def __init__(self, line: smtp.SmtpTransport, taken: Path) -> None:
        self._line = line
        self._taken = taken
        self.send, self.close, self.longest = line.send, line.close, line.longest

    def was_sent(self, message_id: str) -> bool | None:
        return message_id.encode() in self._taken.read_bytes().split()


@dataclass
class FilingSink(Sink):
    """Lists a letter before it says that it has it."""

    taken: Path = Path()

    def keep(self, sender: str, recipients: Any, raw: bytes) -> None:
        message_id = raw.partition(b"Message-ID: ")[2].partition(b"\r\n")[0]
        with self.taken.open("ab") as file:
            file.write(message_id + b"\n")
        super().keep(sender, recipients, raw)


def install(site: Path) -> None:
    """Its entry point, as a package has it; `site` has to be on Python's path."""
    info = site / "filing-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: filing\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[paceline.connectors]\nfiling = faults.filing\n")
