"""The servers that some tests talk to; absent ones skip with a reason, or fail where everything is required."""

from __future__ import annotations

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from cases import REQUIRED


def server(name: str, example: str) -> str:
    """The address in the environment variable `name`."""
    url = os.environ.get(name, "")
    if not url:
        reason = f"set {name}, for example to {example}"
        pytest.fail(reason) if REQUIRED else pytest.skip(reason)
    return url


def postgres() -> str:
    return server("PACELINE_TEST_POSTGRES", "postgresql://user:password@127.0.0.1:5432/paceline_test")


def redis() -> str:
    return server("PACELINE_TEST_REDIS", "redis://127.0.0.1:6379/9")


@pytest.fixture
def fresh_postgres() -> Iterator[str]:
    """The address of an empty database of its own."""
    yield from _fresh()


@pytest.fixture
def fresh_postgres_too() -> Iterator[str]:
    """Another one."""
    yield from _fresh()


def _fresh() -> Iterator[str]:
    from sqlalchemy import create_engine, text

    base = postgres().replace("postgresql://", "postgresql+psycopg://")
    name = f"paceline_test_{uuid4().hex[:12]}"
    admin = create_engine(base, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"create database {name}"))
    yield f"{base.rpartition('/')[0]}/{name}"
    with admin.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
    admin.dispose()
