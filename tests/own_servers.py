"""Servers of a test's own, on free ports and in folders of their own: they may be stopped, flushed and killed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cases import REQUIRED

POSTGRES_USER = "postgres"
"""PostgreSQL does not run as root; there it runs as this user."""


def _missing(what: str) -> None:
    reason = f"{what} is not installed here"
    pytest.fail(reason) if REQUIRED else pytest.skip(reason)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


class OwnPostgres:
    def __init__(self, folder: Path, port: int, bin_: Path) -> None:
        self.url = f"postgresql+psycopg://{POSTGRES_USER}@127.0.0.1:{port}/postgres"
        self._folder, self._port, self._bin = folder, port, bin_

    def start(self) -> None:
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self._control("start", "-o", options)

    def stop(self, how: str = "immediate") -> None:
        """ "immediate" is a crash: nothing is tidied up."""
        self._control("stop", "-m", how)

    def restart(self) -> None:
        self.stop()
        self.start()

    def make(self) -> None:
        run(self._bin / "initdb", "-D", self._folder, "-U", POSTGRES_USER, "--auth=trust", "-E", "UTF8", "--no-sync")

    def _control(self, what: str, *options: str) -> None:
        run(self._bin / "pg_ctl", what, "-D", self._folder, "-w", "-s", "-l", self._folder / "log", *options)


def run(*command: object) -> None:
    as_who = {"user": POSTGRES_USER, "group": POSTGRES_USER, "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(
        [str(part) for part in command], check=True, stdout=subprocess.DEVNULL, timeout=60, cwd="/", **as_who
    )


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    found = shutil.which("pg_ctl") or next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))), None)
    if found is None:
        _missing("PostgreSQL's pg_ctl")
    with tempfile.TemporaryDirectory(prefix="paceline-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, POSTGRES_USER, POSTGRES_USER)
        server = OwnPostgres(folder / "data", free_port(), Path(str(found)).resolve().parent)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()


class OwnRedis:
    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ("--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder))
        self._process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("redis-server does not start")

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def flush(self) -> None:
        import redis

        redis.Redis(port=self.port).flushall()


@contextmanager
def own_redis(folder: Path) -> Iterator[OwnRedis]:
    if not shutil.which("redis-server"):
        _missing("redis-server")
    server = OwnRedis(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()
