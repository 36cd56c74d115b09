"""What holds for every command: help, version, complaints, and nothing imported that is not needed."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from cli.terminal import paceline

from paceline import __version__
from paceline.cli.commands import COMMANDS

NAMES = [row.name for row in COMMANDS]
HEAVY = (
    "sqlalchemy",
    "huey",
    "jinja2",
    "icalendar",
    "rich",
    "babel",
    "holidays",
    "lxml",
    "alembic",
    "aiosmtpd",
    "pydantic",
)


def imported_by(*arguments: str) -> set[str]:
    """The top-level packages that a command imports."""
    program = (
        "import sys; from paceline.cli import main; main(sys.argv[1:]); "
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_the_help_lists_every_command_with_its_summary() -> None:
    ran = paceline("--help")
    assert ran.code == 0
    for row in COMMANDS:
        assert f"  {row.name} " in ran.out
        assert row.summary in ran.out


def test_without_a_command_there_is_the_same_help() -> None:
    assert paceline() == paceline("--help")


@pytest.mark.parametrize("name", NAMES)
def test_a_command_s_help_has_an_example(name: str) -> None:
    ran = paceline(name, "--help")
    assert ran.code == 0
    assert "Example" in ran.out
    assert re.search(rf"\n +paceline {name}\b", ran.out)


@pytest.mark.parametrize("row", COMMANDS, ids=NAMES)
def test_a_command_lives_in_its_module(row: object) -> None:
    assert import_module(f"paceline.cli.{row.module}").app  # type: ignore[attr-defined]


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("explain", "--help"), ("init", "--help")])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert not imported_by(*arguments) & set(HEAVY)


def test_one_mail_is_explained_without_anything_heavy(tmp_path: Path) -> None:
    (tmp_path / "reply.txt").write_text("Next\n- ship the importer by Friday\n")
    assert not imported_by("explain", "--json", str(tmp_path / "reply.txt")) & set(HEAVY)


def test_the_version() -> None:
    assert paceline("--version").out == f"paceline {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("explian",), "No such command 'explian'. Did you mean 'explain'?; see: paceline --help"),
        (
            ("explain", "--jsno", "x"),
            "No such option: --jsno (Possible options: --json, --to); see: paceline explain --help",
        ),
        (("explain",), 'name the mails, or "-" to read their paths from standard input; see: paceline explain --help'),
        (("explain", "-c", "nowhere.toml", "x"), "nowhere.toml: there is no such file; write one with: paceline init"),
    ],
)
def test_a_wrong_command_line_is_one_line_that_says_what_would_work(
    arguments: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    ran = paceline(*arguments, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: ")
    assert ran.err.endswith(f"{words}\n")
    assert ran.err.count("\n") == 1


def test_every_problem_of_the_configuration_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "paceline.toml").write_text('[service]\naddress = "async@acme.example"\nzone = "Mars"\n')
    ran = paceline("explain", "x.eml", cwd=tmp_path)
    assert ran.code == 2
    assert all(line.startswith("error: ") for line in ran.err.splitlines())
    assert "service.zone: " in ran.err
    assert "service.operator: " in ran.err


def test_the_configuration_may_be_named_by_the_environment(tmp_path: Path) -> None:
    ran = paceline("explain", "x.eml", env={"PACELINE_CONFIG": str(tmp_path / "other.toml")})
    assert "other.toml: there is no such file" in ran.err


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    phrase = '{"text": "tomorrow", "now": "2026-11-24T09:00:00", "locale": "en"}\n'
    (tmp_path / "phrases").write_text(phrase * 2000)
    with subprocess.Popen(
        [sys.executable, "-m", "paceline", "explain", "--when", str(tmp_path / "phrases"), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_on_a_terminal_there_is_a_table_and_in_a_pipe_plain_lines(tmp_path: Path) -> None:
    (tmp_path / "phrase").write_text('{"text": "tomorrow", "now": "2026-11-24T09:00:00", "locale": "en"}\n')
    asked = ("explain", "--when", str(tmp_path / "phrase"))
    assert paceline(*asked).out == "tomorrow\t2026-11-25\tno\n"
    shown = on_a_terminal(*asked)
    assert "phrase" in shown
    assert "2026-11-25" in shown


def on_a_terminal(*arguments: str) -> str:
    ours, theirs = pty.openpty()
    subprocess.run([sys.executable, "-m", "paceline", *arguments], stdout=theirs, stderr=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    return shown
