"""Nothing that a mail names is fetched: the same comes of mails where there is no network at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import read_without_network
from cases import cases

READS = read_without_network.__file__


def without_network(folder: Path, *before: str, more: tuple[str, ...] = ()) -> str:
    folder.mkdir()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": "0"}
    command = [*before, sys.executable, READS, str(folder), *more]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture
def namespace() -> tuple[str, ...]:
    """A network namespace with nothing in it, not even a loopback that is up (network_namespaces(7))."""
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody make a network namespace (unshare -rn)")
    return unshare, "-rn"


def test_what_mails_name_is_not_fetched(tmp_path: Path) -> None:
    said = without_network(tmp_path / "forbidden", more=("--forbid",))
    assert "ship the importer" in said
    assert "1 done" in said
    assert said == without_network(tmp_path / "allowed")


def test_without_a_network_the_same_comes_of_them(tmp_path: Path, namespace: tuple[str, ...]) -> None:
    assert without_network(tmp_path / "none", *namespace) == without_network(tmp_path / "allowed")


@pytest.mark.slow
@pytest.mark.cases
def test_without_a_network_the_same_comes_of_real_mails(tmp_path: Path, namespace: tuple[str, ...]) -> None:
    folders = ("client-replies", "torture", "machines/autosynth")
    mails = tuple(str(path) for folder in folders for path in sorted(cases(folder).rglob("*.eml")))
    assert len(mails) > 300
    assert without_network(tmp_path / "none", *namespace, more=mails) == without_network(tmp_path / "some", more=mails)


def test_who_asks_for_the_network_is_noticed() -> None:
    asks = "import read_without_network, socket; read_without_network.forbid(); socket.getaddrinfo('localhost', 80)"
    environment = {**os.environ, "PYTHONPATH": str(Path(READS).parent)}
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (3, "somebody asked for the network: socket.getaddrinfo\n")
