"""`paceline auth`: have an account allow what the service needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paceline.cli.commands import FailedError, MisusedError, command_app
from paceline.cli.options import ConfigPath
from paceline.cli.options import config as load
from paceline.logs import visible

if TYPE_CHECKING:
    from paceline.config import Config, Door

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline auth google                open the address that is shown, and allow it
  paceline auth microsoft             type the code that is shown at the address beside it
"""


class Provider(StrEnum):
    GOOGLE = "google"
    MICROSOFT = "microsoft"


@dataclass(frozen=True, slots=True)
class _Account:
    """Doors of one connector that share a token."""

    module: Any
    settings: Mapping[str, Any]
    doors: frozenset[str]


@app.command(epilog=EXAMPLE)
def auth(
    provider: Annotated[Provider, typer.Argument(help="Whose account it is.")],
    config: ConfigPath = None,
) -> None:
    """Have an account allow what the service needs, and keep that, sealed with token_key."""
    from paceline.app import ConnectorError
    from paceline.ports import SettingsError

    loaded = load(config)
    try:
        accounts = tuple(_accounts(loaded, provider))
        if not accounts:
            raise MisusedError(f"{loaded.path}: no door goes to {provider}; see docs/running.md")
        for account in accounts:
            permit = account.module.authorize(account.settings, lambda line: print(visible(line)), account.doors)
            print(f"allowed by {visible(permit.account)}: {', '.join(map(visible, permit.allows))}")
    except ConnectorError as error:
        raise MisusedError(f"{loaded.path}: {error}") from None
    except SettingsError as error:
        raise MisusedError("\n".join(f"{loaded.path}: {line}" for line in str(error).splitlines())) from None
    except ConnectionError as error:
        raise FailedError(str(error)) from None


def _accounts(loaded: Config, provider: str) -> Iterator[_Account]:
    """Each once, with all the doors that it is for: what it allows has to serve them all."""
    from paceline import app as service

    found: dict[str, list[tuple[str, Door]]] = {}
    for name, door in (("mailbox", loaded.mailbox), ("transport", loaded.transport), ("calendar", loaded.calendar)):
        if door and _goes_to(service.connector(door), door) == provider:
            token = str(door.settings.get("token_file") or door.connector)
            found.setdefault(token, []).append((name, door))
    for doors in found.values():
        first = doors[0][1]
        yield _Account(service.connector(first), first.settings, frozenset(name for name, _ in doors))


def _goes_to(module: Any, door: Door) -> str:
    """A provider's own connector is for its accounts; imap and smtp are told by a setting."""
    if not hasattr(module, "authorize"):
        return ""
    return str(getattr(module, "PROVIDER", "") or door.settings.get("oauth", ""))
