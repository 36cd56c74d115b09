"""The command line. Nothing heavy is imported before the command that needs it is known."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command (by default the process's own arguments) and give its exit code.

    0: fine · 1: something failed · 2: the command line or the configuration is wrong.
    """
    from paceline.cli.commands import run

    return run(arguments)
