"""The doors: does each open, and what does it say of itself?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from paceline import app
from paceline.config import Config, Door
from paceline.ports import DeliveryError, Examined, Finding, Listener, SettingsError


def look(config: Config, opened: dict[str, Any], until_the_end: ExitStack) -> Iterator[Finding]:
    """Open each door, and leave those that do in `opened`, by name, until the end."""
    doors = {"mailbox": config.mailbox, "transport": config.transport, "calendar": config.calendar}
    for name, door in doors.items():
        if door:
            finding = _open(name, door, opened, until_the_end)
            yield finding
            if isinstance(opened.get(name), Examined):
                yield from opened[name].examine()


def _open(name: str, door: Door, opened: dict[str, Any], until_the_end: ExitStack) -> Finding:
    mend = f"look at [{name}]"
    try:
        module = app.connector(door)
        if name == "mailbox" and hasattr(module, "listener"):
            _listen(module.listener(door.settings, lambda: None), until_the_end)
        made = getattr(module, name)(door.settings)
    except AttributeError:
        return Finding(
            name, False, f"the connector {door.connector} has no {name}", "name another; see docs/connectors.md"
        )
    except (app.ConnectorError, SettingsError) as error:
        return Finding(name, False, "; ".join(str(error).splitlines()), mend)
    until_the_end.callback(made.close)
    if isinstance(made, Examined):
        opened[name] = made
        return Finding(name, True, door.connector)
    return _tried(name, door, made, opened)


def _tried(name: str, door: Door, made: Any, opened: dict[str, Any]) -> Finding:
    """A door that says nothing of itself is tried by its use."""
    try:
        if name == "mailbox":
            next(iter(made.fetch(limit=1)), None)
        if name == "calendar":
            made.changes("")
    except (OSError, DeliveryError) as error:
        return Finding(name, False, str(error), f"look at [{name}]")
    opened[name] = made
    return Finding(name, True, f"{door.connector}: open")


def _listen(listener: Listener, until_the_end: ExitStack) -> None:
    """Our own listener, unless the service runs already and has the port."""
    try:
        listener.start()
    except OSError:
        return
    until_the_end.callback(listener.stop)
