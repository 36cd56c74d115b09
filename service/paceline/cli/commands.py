"""Which commands there are. Each lives in a module of its own, imported when the command is called and not before."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from paceline import __version__


class Row(NamedTuple):
    """`module` is one of this package's; it offers `app`, a Typer with one command or a group of them."""

    name: str
    module: str
    summary: str


COMMANDS = (
    Row("demo", "demo", "Play two weeks of a made-up team through the real service."),
    Row("init", "init", "Write a configuration with a fresh secret."),
    Row("explain", "explain", "Show what would be recorded from a mail, and why."),
    Row("auth", "auth", "Have a Google or Microsoft account allow what is needed."),
    Row("check", "check", "Connect, prove a round trip, say what to mend."),
    Row("run", "run", "Run the service until told to stop."),
    Row("tick", "tick", "One pass over everything, for cron."),
    Row("ingest", "ingest", "Take mails in from files."),
    Row("cadences", "cadences", "List the reviews that run."),
    Row("people", "people", "List who is who; who leaves, comes back, is two in one, or is erased."),
    Row("agreement", "agreement", "What a team has agreed, as it is in force."),
    Row("feeds", "feeds", "The calendars that people subscribe to."),
    Row("ledger", "ledger", "Show what was recorded."),
    Row("why", "why", "Show how one record came to be."),
    Row("export", "export", "Write out what is on record, for other programs."),
    Row("quarantine", "quarantine", "Mails that were held or could not be read."),
    Row("outbox", "outbox", "List letters and what became of them."),
    Row("health", "health", "What stands in the way of mail, if anything."),
    Row("clock", "clock", "Whether the clock is believed."),
    Row("db", "db", "At which revision the ledger is; bring it up to date."),
    Row("backup", "backup", "Everything in one file, while the service runs."),
    Row("restore", "restore", "Put a backup back; nothing is sent twice blindly."),
    Row("preview", "preview", "Show any letter with sample data, as text, HTML or a page."),
)


class FailedError(TyperException):
    """What a command could not do, in one line that says how to mend it."""

    exit_code = 1


class MisusedError(FailedError):
    exit_code = 2


class OnDemand(TyperGroup):
    """Lists its commands from the table, and imports the one that is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = {row.name: TyperCommand(row.name, help=row.summary) for row in COMMANDS}
        self._modules = {row.name: row.module for row in COMMANDS}

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, _, rest = super().resolve_command(ctx, args)
        module = import_module(f"{__package__}.{self._modules[name or '']}")
        command = typer.main.get_command(module.app)
        command.name = name
        return name, command, rest


app = typer.Typer(
    cls=OnDemand,
    name="paceline",
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Each command has --help with an example.",
)


def command_app() -> typer.Typer:
    """The app of one command's module."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, context_settings={"max_content_width": 100})


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"paceline {__version__}")
        raise typer.Exit


@app.callback()
def paceline(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Status meetings, replaced by mail."""


def run(arguments: Sequence[str] | None) -> int:
    """One command, with every complaint as a line "error: …" on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        code = typer.main.get_command(app).main(arguments or ["--help"], prog_name="paceline", standalone_mode=False)
    except typer.Abort:
        return _complain("stopped", 1)
    except TyperException as error:
        return _complain(_with_help(error), error.exit_code)
    return code if isinstance(code, int) else 0


def _with_help(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    hint = f"; see: {context.command_path} --help" if context else ""
    return error.format_message().rstrip(".").replace("Value error, ", "") + hint


def _complain(message: str, code: int) -> int:
    from paceline.logs import visible

    for line in message.splitlines():
        print(visible(f"error: {line}"), file=sys.stderr)
    return code
