"""`paceline demo`: two weeks of a made-up team, played through the real service."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paceline.cli.commands import FailedError, MisusedError, command_app
from paceline.cli.options import AsJson
from paceline.cli.output import show_json
from paceline.logs import visible

if TYPE_CHECKING:
    from rich.progress import Progress

    from paceline.demo.play import Play, Step
    from paceline.demo.story import Line

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline demo
  paceline demo --slow --folder two-weeks
"""
SECONDS_A_LINE = 0.35
"""To read along."""


@app.command(epilog=EXAMPLE)
def demo(
    folder: Annotated[
        Path | None, typer.Option(help="Where the ledger and the letters go: a new or an empty folder.")
    ] = None,
    slow: Annotated[bool, typer.Option("--slow/--fast", help="Slow enough to read along.")] = False,
    as_json: AsJson = False,
) -> None:
    """Play two weeks of a team of six in three time zones, on a made-up clock.

    The service is the real one: mail comes in by SMTP on this machine, letters go out to a maildir, everything is
    recorded in a ledger. Nothing leaves the machine. At the end there is a page with every letter.
    """
    from paceline.demo.correspondence import StoryError
    from paceline.demo.play import Play

    play = Play(_empty(folder))
    try:
        steps = _in_json(play) if as_json else _told(play, SECONDS_A_LINE if slow else 0.0)
        _keep(play, steps, quiet=as_json)
    except StoryError as error:
        raise FailedError(f"the story breaks off: {error}; what there is of it: {play.folder}") from None
    except BrokenPipeError:  # whoever read the story has heard enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None
    except OSError as error:
        raise FailedError(f"{error}; does {play.folder} have room, and may this machine listen on 127.0.0.1?") from None


def _empty(folder: Path | None) -> Path:
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="paceline-demo-"))
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise MisusedError(f"{folder} is not empty; name a new folder")
    return folder.absolute()


def _in_json(play: Play) -> list[Step]:
    from paceline.demo.story import records

    steps = []
    for step in play.steps():
        steps.append(step)
        for record in records(step):
            show_json(record)
    return steps


def _told(play: Play, pause: float) -> list[Step]:
    from paceline.demo.story import Storyteller

    teller = Storyteller()
    steps: list[Step] = []
    with _printer(play) as tell:
        for step in play.steps():
            lines = teller.lines(step) if steps else (*teller.opening(*play.door), *teller.lines(step))
            steps.append(step)
            for line in lines:
                tell(line)
                time.sleep(pause)
    return steps


def _keep(play: Play, steps: list[Step], *, quiet: bool) -> None:
    from paceline.demo.album import album
    from paceline.demo.play import CONFIG, LETTERS

    page = play.folder / "index.html"
    page.write_text(album(steps), encoding="utf-8")
    if quiet:
        return
    letters = sum(len(step.letters) for step in steps)
    facts = sum(len(step.entries) for step in steps)
    mails = sum(step.sent is not None for step in steps)
    print(f"\n{mails} mails came, {facts} facts were recorded, {letters} letters went out.\n")
    print(f"The letters   {play.folder / LETTERS}")
    print(f"The page      {page}")
    by_hand = not shutil.which("paceline") and Path(sys.argv[0]).name == "paceline"  # in an environment of its own
    command = sys.argv[0] if by_hand else "paceline"
    print(f"The ledger    {command} ledger -c {play.folder / CONFIG}")


# --- printing --------------------------------------------------------------------------------------


@contextmanager
def _printer(play: Play) -> Iterator[Callable[[Line], None]]:
    """Plain lines in a pipe; on a terminal with colours, and how far the two weeks are below."""
    if not sys.stdout.isatty():
        yield lambda line: print(("\n" if line.kind == "day" else "") + visible(line.text))
        return
    with _progress() as progress:
        task = progress.add_task("", total=1.0)

        def tell(line: Line) -> None:
            from rich.text import Text

            if line.kind == "day":
                progress.console.print()
            progress.update(task, completed=play.progress, description=f"{play.clock.now():%a %d %b}")
            progress.console.print(Text(visible(line.text), style=_style(line)), soft_wrap=True)

        yield tell


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(highlight=False)
    return Progress(TextColumn("{task.description}"), BarColumn(), console=console, transient=True)


_PERSONS = ("cyan", "magenta", "yellow", "green", "blue", "red")
_STYLES = {"day": "bold underline", "fact": "bold", "text": "dim"}


def _style(line: Line) -> str:
    """Colour says nothing that the words don't."""
    if line.kind in ("writes", "said"):
        from paceline.demo.team import PLAYERS

        return _PERSONS[list(PLAYERS).index(line.who) % len(_PERSONS)]
    return _STYLES.get(line.kind, "")
