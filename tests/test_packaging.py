"""What `pip install .` installs, run from somewhere else: the script's module, the templates, the connectors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cases import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-build-isolation", "--target", str(target), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


def run(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run([sys.executable, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False)


def test_it_runs_from_another_folder(installed: Path, tmp_path: Path) -> None:
    where = run(installed, tmp_path, "-c", "import paceline, paceline_connectors.smtp; print(paceline.__file__)")
    assert where.stdout.startswith(str(installed)), where
    version = run(installed, tmp_path, "-m", "paceline", "--version")
    assert version.stdout.startswith("paceline "), version
    assert (installed / "bin" / "paceline").is_file()


def test_the_templates_and_the_example_are_in_it(installed: Path, tmp_path: Path) -> None:
    for name in ("status", "retro", "one-to-one"):
        assert (installed / "paceline" / "templates" / name / "template.toml").is_file()
    shown = run(installed, tmp_path, "-m", "paceline", "preview", "envelope")
    assert shown.returncode == 0, shown.stderr
    assert "Reply to this mail" in shown.stdout
    made = run(installed, tmp_path, "-m", "paceline", "init", "--yes", "--address", "async@acme.example")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "paceline.toml").is_file()


def test_importing_it_imports_no_vendor(installed: Path, tmp_path: Path) -> None:
    heavy = {"sqlalchemy", "huey", "aiosmtpd", "jinja2", "icalendar", "psycopg", "redis", "lxml", "babel", "holidays"}
    heavy |= {"imapclient", "httpx", "msal", "google", "googleapiclient", "exchangelib", "cryptography"}
    said = run(installed, tmp_path, "-c", "import sys, paceline, paceline.cli; print(' '.join(sys.modules))")
    assert said.returncode == 0, said.stderr
    assert not heavy & {name.partition(".")[0] for name in said.stdout.split()}
