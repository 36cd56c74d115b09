"""Our answers to invitations (tests/golden/answers), and what we send as an organizer (tests/golden/organizing), read
by two parsers that others read them with: ical.js, which is Thunderbird's and Nextcloud's, and node-ical. `npm ci` in
this folder installs them.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from approve import GOLDEN
from cases import REQUIRED
from icalendar import Calendar
from icalendar.timezone import tzp

HERE = Path(__file__).parent
ANSWERS = sorted([*GOLDEN.glob("answers/*.ics"), *GOLDEN.glob("organizing/*.ics")])


@pytest.fixture(scope="module")
def read() -> dict[tuple[str, str], dict[str, Any]]:
    """What is found in each answer, by its name and the parser's."""
    node = shutil.which("node")
    if not node or not (HERE / "node_modules").is_dir():
        reason = "node is not installed" if not node else f"its packages are not installed: cd {HERE}; npm ci"
        pytest.fail(reason) if REQUIRED else pytest.skip(reason)
    command = [node, "read.mjs", *map(str, ANSWERS)]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return {(Path(one.pop("file")).stem, one.pop("parser")): one for one in json.loads(done.stdout)}


@pytest.mark.parametrize("parser", ["ical.js", "node-ical"])
@pytest.mark.parametrize("answer", ANSWERS, ids=lambda path: path.stem)
def test_others_read_what_we_wrote(read: dict[tuple[str, str], dict[str, Any]], answer: Path, parser: str) -> None:
    assert read[answer.stem, parser] == _written(answer.read_bytes())


def _written(body: bytes) -> dict[str, Any]:
    tzp.use_zoneinfo()
    calendar = Calendar.from_ical(body)
    (event,) = calendar.events
    date = event.get("RECURRENCE-ID")
    return {
        "method": str(calendar["METHOD"]),
        "events": 1,
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "date": date and _instant(date.dt),
        "start": _instant(event["DTSTART"].dt),
        "stamp": _instant(event["DTSTAMP"].dt),
        "organizer": str(event["ORGANIZER"]).lower(),
        "attendees": [[str(one).lower(), one.params["PARTSTAT"]] for one in _several(event["ATTENDEE"])],
    }


def _several(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _instant(moment: datetime | date) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def test_there_are_answers_to_read() -> None:
    assert len(ANSWERS) >= 12


def test_the_lock_file_names_no_registry_and_every_hash() -> None:
    lock = (HERE / "package-lock.json").read_text()
    assert not re.search(r"https?:|resolved", lock)
    packages = [package for name, package in json.loads(lock)["packages"].items() if name]
    assert all(package["integrity"].startswith("sha512-") for package in packages)
