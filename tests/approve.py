"""Approved letters: `approved(name, octets)` compares with tests/golden/letters; `pytest --approve` writes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden" / "letters"

Approved = Callable[[str, bytes], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--approve", action="store_true", help="write the letters as they are now to tests/golden")


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
