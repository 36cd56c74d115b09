"""Where the labelled mails and calendars are; tests that need them skip with a reason where they are absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(os.environ.get("PACELINE_CASES", ROOT.parent / "shared" / "cases"))
REQUIRED = os.environ.get("PACELINE_REQUIRE", "") == "1"


def cases(name: str) -> Path:
    """The path of a case file or folder; skips the test where it is absent, fails where everything is required."""
    path = CASES / name
    if not path.exists():
        reason = f"the labelled cases are not here ({path}): set PACELINE_CASES"
        pytest.fail(reason) if REQUIRED else pytest.skip(reason)
    return path
