"""What was read and approved: `approved(name, octets)` compares it with a file below tests/golden; `pytest --approve`
writes that file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"

Approved = Callable[[str, bytes], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--approve", action="store_true", help="write what there is now to tests/golden")


@pytest.fixture
def approved(request: pytest.FixtureRequest) -> Approved:
    def compare(name: str, actual: bytes) -> None:
        file = GOLDEN / name
        if request.config.getoption("--approve"):
            file.write_bytes(actual)
        assert file.is_file(), f"{name} was never approved: read it, then run pytest --approve"
        before = file.read_bytes().decode("utf-8", "backslashreplace").splitlines()
        assert actual.decode("utf-8", "backslashreplace").splitlines() == before

    return compare
