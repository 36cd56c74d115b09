"""Each promise that is broken on purpose is seen by its test; docs/security.md lists them all.

PACELINE_FULL=1 breaks every one (`make mutations`), each in a process of its own; else some that are quick.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from mutations.promises import PROMISES, Broken

TESTS = Path(__file__).parents[1]
DOCS = TESTS.parent / "docs" / "security.md"
TRIED = [one for one in PROMISES if one.quick or os.environ.get("PACELINE_FULL")]
_SEEN = re.compile(r"^\d+ failed", re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("broken", TRIED, ids=lambda broken: broken.name)
def test_it_is_caught(broken: Broken, tmp_path: Path) -> None:
    told = run(broken, tmp_path)
    assert _SEEN.search(told), told[-3000:]


def run(broken: Broken, folder: Path) -> str:
    """What pytest says of the test, with the promise broken."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "mutations.breaking", "-p", "no:cacheprovider",
         f"--basetemp={folder / 'in'}", str(TESTS / broken.caught_by)],
        cwd=TESTS.parent, capture_output=True, text=True, check=False, timeout=1200,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS), os.environ.get("PYTHONPATH", ""))),
             "PACELINE_BROKEN": broken.name, "PACELINE_FULL": ""},
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.parametrize("broken", PROMISES, ids=lambda broken: broken.name)
def test_what_is_broken_is_there(broken: Broken) -> None:
    spec = find_spec(broken.module)
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).read_text(encoding="utf-8")
    assert source.count(broken.was) == 1
    compile(source.replace(broken.was, broken.now), spec.origin, "exec", dont_inherit=True)
    file, _, test = broken.caught_by.partition("::")
    assert f"def {test}(" in (TESTS / file).read_text(encoding="utf-8")


def test_the_security_page_lists_them() -> None:
    rows = re.findall(r"^\| ([^|]+) \| `([^`|]+)` \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    listed = [(name, test) for name, test in rows if name in {one.name for one in PROMISES}]
    assert listed == [(one.name, one.caught_by) for one in PROMISES]


def test_there_are_as_many_as_are_claimed() -> None:
    assert len(PROMISES) >= 40
    assert len({one.name for one in PROMISES}) == len(PROMISES)
    assert sum(one.quick for one in PROMISES) >= 5
