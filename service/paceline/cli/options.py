"""Options that several commands share, and the configuration that they name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paceline.cli.commands import MisusedError

if TYPE_CHECKING:
    from paceline.config import Config

PLACES = (Path("paceline.toml"), Path("/etc/paceline.toml"))

ConfigPath = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        envvar="PACELINE_CONFIG",
        show_default=False,
        help="The configuration; without it ./paceline.toml, else /etc/paceline.toml.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def config(given: Path | None) -> Config:
    """The configuration that is named, or the first one in its usual places."""
    found = config_if_any(given)
    if found is None:
        places = " nor ".join(str(place) for place in PLACES)
        raise MisusedError(f"there is no configuration, neither {places}; write one with: paceline init")
    return found


def config_if_any(given: Path | None) -> Config | None:
    path = given or next((place for place in PLACES if place.is_file()), None)
    if path is None:
        return None
    from paceline import logs
    from paceline.config import ConfigError, load

    try:
        loaded = load(path, os.environ)
    except ConfigError as error:
        raise MisusedError(str(error)) from None
    logs.begin(loaded)
    return loaded
