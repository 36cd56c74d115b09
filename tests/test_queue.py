"""Whoever can write to the queue's storage runs nothing in the workers: what is not signed is never unpickled."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
import servers
from conversation import CONFIG
from huey.api import Huey
from huey.consumer import Worker
from huey.exceptions import HueyException
from huey.serializer import Serializer, SignedSerializer

from paceline.config import Config, Queue, load
from paceline.queue import ForeignTaskError, queue

OTHER_SECRET = b"another secret of thirty-two characters, and more"


@dataclass(frozen=True)
class Bomb:
    """A pickle that makes a file where it is unpickled."""

    file: Path

    def __reduce__(self) -> object:
        return Path.touch, (self.file,)


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgresql", marks=pytest.mark.postgres),
        pytest.param("redis", marks=pytest.mark.redis),
    ]
)
def config(tmp_path: Path, request: pytest.FixtureRequest) -> Config:
    path = tmp_path / "paceline.toml"
    path.write_text(CONFIG)
    url = "sqlite"
    if request.param == "postgresql":
        url = request.getfixturevalue("fresh_postgres").replace("+psycopg", "")
    elif request.param == "redis":
        url = servers.redis()
    return replace(load(path, {}), queue=Queue(url))


@pytest.fixture
def ours(config: Config) -> Iterator[Huey]:
    made = queue(config, f"test-{uuid4().hex}")
    yield made
    made.storage.flush_all()
    return made


def forged(ours: Huey, file: Path) -> dict[str, bytes]:
    """What somebody without our secret can write."""
    task = ours.serialize_task(next(iter(ours._registry._registry.values()))())
    message, _, signature = task.rpartition(b":")
    plain = pickle.dumps(Bomb(file))
    return {
        "a pickle": plain,
        "huey's own": Serializer().serialize(Bomb(file)),
        "signed with another secret": SignedSerializer(secret=OTHER_SECRET).serialize(Bomb(file)),
        "our signature on another task": plain + b":" + signature,
        "one octet of a task changed": message[:-1] + bytes([message[-1] ^ 1]) + b":" + signature,
        "signature of another alphabet": plain + b":" + "ä".encode() * 32,
        "nothing": b"",
        "only a separator": b":",
    }


def test_what_is_not_signed_is_not_unpickled_and_the_worker_goes_on(
    ours: Huey, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file, rung = tmp_path / "opened", []
    bell = ours.task(name="bell")(lambda: rung.append(1))
    for octets in forged(ours, file).values():
        ours.storage.enqueue(octets)
        ours.storage.add_to_schedule(octets, datetime(2026, 1, 1))
    bell()
    worker = Worker(ours, threading.Event(), 0.001, 0.001, 1)
    while ours.storage.queue_size():
        worker.loop()
    ours.read_schedule()
    assert rung == [1]
    assert not file.exists()
    assert "is not signed with this service's secret" in caplog.text


@pytest.mark.parametrize("what", ["a pickle", "our signature on another task"])
def test_each_forgery_is_refused_with_one_reason(ours: Huey, tmp_path: Path, what: str) -> None:
    ours.task(name="bell")(lambda: None)
    with pytest.raises(ForeignTaskError) as refused:
        ours.deserialize_task(forged(ours, tmp_path / "opened")[what])
    assert str(tmp_path) not in str(refused.value)


def test_a_mark_that_says_that_a_task_was_called_off_is_read_only_if_it_is_ours(ours: Huey, tmp_path: Path) -> None:
    file = tmp_path / "opened"
    bell = ours.task(name="bell")(lambda: None)
    ours.storage.put_data(ours._task_key(bell.task_class, "rt"), pickle.dumps(Bomb(file)))
    with pytest.raises((ForeignTaskError, HueyException)):
        ours.is_revoked(bell.task_class)
    assert not file.exists()


def test_a_bomb_goes_off_where_it_is_unpickled(tmp_path: Path) -> None:
    """So the tests above would see it."""
    pickle.loads(pickle.dumps(Bomb(tmp_path / "opened")))
    assert (tmp_path / "opened").exists()


def test_two_processes_with_one_secret_understand_each_other(config: Config) -> None:
    one, other = queue(config), queue(config)
    for each in (one, other):
        each.task(name="bell")(lambda: None)
    task = next(iter(one._registry._registry.values()))()
    assert other.deserialize_task(one.serialize_task(task)).id == task.id
    foreign = queue(replace(config, service=replace(config.service, secret=OTHER_SECRET)))
    with pytest.raises(ForeignTaskError):
        foreign.deserialize_task(one.serialize_task(task))
