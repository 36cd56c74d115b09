"""All campaigns at their full length, and what they saw: `make faults`, or `python -m faults [what pytest takes]`.

The table says of each campaign how many cases it played, how often a process was killed, what was lost and what counted
or arrived twice. In doubt are the letters that somebody died with in hand; where the server can't be asked whether such
a letter went, it goes again as the same mail (RFC 1047): only there may "twice" be more than 0, and never more than
that.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
COLUMNS = ("cases", "letters", "kills", "in doubt", "lost", "twice", "failed", "seconds")


class Table:
    """Collects what the tests of campaigns say of themselves, in whichever process they ran."""

    def __init__(self) -> None:
        self.rows: dict[str, Counter[str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told = dict(report.user_properties)
        campaign = str(told.get("campaign", ""))
        if not campaign or (report.when != "call" and not report.failed):
            return
        row = self.rows.setdefault(campaign, Counter())
        row["seconds"] += round(report.duration)
        row["failed"] += report.failed
        if report.skipped or report.when != "call":
            return
        seen = told.get("tally", {"cases": 1})
        assert isinstance(seen, dict)
        row.update({"in doubt" if name == "doubts" else name: number for name, number in seen.items()})

    def __str__(self) -> str:
        width = max(map(len, self.rows), default=8)
        head = f"{'campaign':<{width}}" + "".join(f"{name:>10}" for name in COLUMNS)
        rows = (f"{name:<{width}}" + "".join(f"{row[c]:>10,}" for c in COLUMNS) for name, row in self.rows.items())
        return "\n".join(["", head, *sorted(rows), ""])


def main(arguments: list[str]) -> int:
    os.environ.setdefault("PACELINE_FULL", "1")
    os.chdir(TESTS.parent)
    table = Table()
    code = pytest.main(["-m", "campaign", "-q", "--maxschedchunk=1", *(arguments or ["-n", "auto"])], plugins=[table])
    print(table)
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
