"""What `paceline check` looks at, one after the other: each finding says how it is, and how to mend it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from paceline import app
from paceline.config import Config
from paceline.inbox import address
from paceline.inbox.mail import Message, read
from paceline.letters import mime, templates
from paceline.letters.write import Letter
from paceline.ports import DeliveryError, Mailbox, SettingsError

PATIENCE = 30
"""Seconds that a mail to ourselves may be on its way."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`mend` is empty where all is well; `serious` tells what stops the service from what only weakens it."""

    what: str
    fine: bool
    said: str
    mend: str = ""
    serious: bool = True


def look(config: Config, *, round_trip: bool = True, patience: int = PATIENCE) -> Iterator[Finding]:
    """Findings as they are made; later ones need what the earlier ones found fine. `patience` is in seconds."""
    yield _trust(config)
    yield from _templates(config)
    yield _ledger(config)
    doors: dict[str, Any] = {}
    with ExitStack() as open_doors:
        for name, door in (("mailbox", config.mailbox), ("transport", config.transport)):
            yield _door(name, partial(_opened, name, door, doors, open_doors))
        if round_trip and doors.keys() >= {"mailbox", "transport"}:
            yield _round_trip(config, doors, patience)


def _trust(config: Config) -> Finding:
    service = config.service
    if service.trust == "dmarc":
        return Finding("trust", True, f"senders are believed by what {service.authserv_id} says of them")
    return Finding(
        "trust",
        True,
        "whoever writes is believed as From says; right only where nobody outside reaches the mailbox",
        'trust = "dmarc" with authserv_id, where the mail server writes Authentication-Results',
        serious=False,
    )


def _templates(config: Config) -> Iterator[Finding]:
    folders = (config.service.templates,) if config.service.templates else ()
    names = templates.known(folders)
    for name in names:
        try:
            templates.load(name, folders)
        except templates.TemplateProblem as problem:
            yield Finding("templates", False, f"{name}: {problem}", "see docs/templates.md")
    yield Finding("templates", True, ", ".join(names))


def _ledger(config: Config) -> Finding:
    mend = "look at [ledger] url"
    try:
        app.prepare(config)
    except Exception as error:  # noqa: BLE001 - whatever a database driver says, the operator is to read it
        return Finding("ledger", False, str(error).splitlines()[0], mend)
    return Finding("ledger", True, config.ledger.url.rpartition("@")[2])


def _door(name: str, open_it: Callable[[], str]) -> Finding:
    mend = f"look at [{name}]"
    try:
        return Finding(name, True, open_it())
    except (app.ConnectorError, SettingsError) as error:
        return Finding(name, False, "; ".join(str(error).splitlines()), mend)
    except (OSError, DeliveryError) as error:
        return Finding(name, False, str(error), mend)


def _opened(name: str, door: Any, doors: dict[str, Any], open_doors: ExitStack) -> str:
    module = app.connector(door)
    if name == "mailbox" and hasattr(module, "listener"):
        _listen(module.listener(door.settings, lambda: None), open_doors)
    opened = getattr(module, name)(door.settings)
    open_doors.callback(opened.close)
    if name == "mailbox":
        next(iter(opened.fetch(limit=1)), None)
    doors[name] = opened
    return f"{door.connector}: open"


def _listen(listener: Any, open_doors: ExitStack) -> None:
    """Our own listener, unless the service runs already and has the port."""
    try:
        listener.start()
    except OSError:
        return
    open_doors.callback(listener.stop)


def _round_trip(config: Config, doors: dict[str, Any], patience: int) -> Finding:
    """A mail to our own signed address: through the transport, back into the mailbox, the address intact."""
    service = config.service
    started = app.now()
    key = f"check/{started:%Y%m%dT%H%M%S%f}"
    token = address.sign(service.secret, key, "check")
    to = address.reply_address(service.address, token)
    try:
        doors["transport"].send(_probe(config, key, to, started), sender=service.address, recipient=to)
    except DeliveryError as error:
        return Finding("round trip", False, f"the transport does not take it: {error.reason}", "look at [transport]")
    found = _wait_for(doors["mailbox"], address.message_id(service.secret, key, service.domain), patience)
    if found is None:
        return Finding(
            "round trip", False, f"a mail to {service.address} did not come back within {patience} seconds",
            f"does your mail server bring mail for {service.domain} to [mailbox]? see docs/running.md",
        )  # fmt: skip
    if address.token_in(found.recipients, service.address) != token:
        return Finding(
            "round trip", True, "it came back, but without the signed part of its address",
            "let the server keep plus-addresses; replies are found by In-Reply-To until then", serious=False,
        )  # fmt: skip
    return Finding("round trip", True, "a mail to ourselves came back with its signed address")


def _probe(config: Config, key: str, to: str, now: datetime) -> bytes:
    service = config.service
    return mime.assemble(
        Letter("check", "Paceline check", "A mail from paceline check to itself.\n"),
        sender=(service.name, service.address),
        to=("", to),
        reply_to=to,
        message_id=address.message_id(service.secret, key, service.domain),
        date=now,
    )


def _wait_for(mailbox: Mailbox, message_id: str, patience: int) -> Message | None:
    """Our own mail, taken out of the mailbox; all others stay."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        for mail in mailbox.fetch(limit=1000):
            message = read(mail.raw)
            if isinstance(message, Message) and message.message_id == message_id:
                mailbox.settle(mail)
                return message
        time.sleep(0.2)
    return None
