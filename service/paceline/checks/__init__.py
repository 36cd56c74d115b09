"""What `paceline check` looks at, one after the other: each finding says how it is, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from paceline import app, chores
from paceline.checks import doors, feeds, round_trip
from paceline.config import Config
from paceline.flow import Service
from paceline.ledger import retention
from paceline.letters import templates
from paceline.ports import Finding

PATIENCE = 30
"""Seconds that a mail to ourselves may be on its way."""


def look(config: Config, *, send: bool = True, patience: int = PATIENCE) -> Iterator[Finding]:
    """Findings as they are made; later ones need what the earlier ones found fine. `patience` is in seconds."""
    yield _trust(config)
    yield _domain(config)
    yield from _calendar(config)
    yield from _templates(config)
    yield (ledger := _ledger(config))
    if ledger.fine:
        yield _zones(config)
        yield _retention(config)
        if config.feeds.are_on:
            yield from feeds.look(config, from_outside=send)
    opened: dict[str, Any] = {}
    with ExitStack() as until_the_end:
        yield from doors.look(config, opened, until_the_end)
        if send and opened.keys() >= {"mailbox", "transport"}:
            yield from round_trip.look(config, opened["mailbox"], opened["transport"], patience)


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


def _domain(config: Config) -> Finding:
    """Services that let in whoever reads mail at a domain take an address of ours for a colleague's."""
    ours = {one.rpartition("@")[2] for one in config.service.addresses}
    others = {one.rpartition("@")[2] for person in config.people for one in person.addresses}
    shared = sorted(ours & (others | {*config.service.allow_domains}))
    if not shared:
        return Finding("domain", True, f"nobody but the service has an address at {', '.join(sorted(ours))}")
    return Finding(
        "domain", False,
        f"at {', '.join(shared)} people have addresses too, and other services may let in whoever reads mail there",
        f"an address at a domain of its own: async@paceline.{shared[0]}; see docs/running.md",
        serious=False,
    )  # fmt: skip


def _calendar(config: Config) -> Iterator[Finding]:
    """Whose events in our own calendar count without a mail."""
    if config.calendar is None or config.service.trust != "dmarc":
        return
    if config.vouched:
        yield Finding("invitations", True, f"events in the calendar are believed of {', '.join(config.vouched)}")
        return
    yield Finding(
        "invitations", True, "they count by their mail; in the calendar they are answered only",
        "where its server lets nobody else put in events of your people's: vouches_for in [calendar]; "
        "see docs/security.md", serious=False,
    )  # fmt: skip


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
        return Finding("ledger", False, next(iter(str(error).splitlines()), type(error).__name__), mend)
    return Finding("ledger", True, config.ledger.url.rpartition("@")[2])


def _retention(config: Config) -> Finding:
    """How much is kept, since when, and for how long."""
    with app.books(config) as ledger, ledger.begin() as tx:
        kept = (
            ("mails", retention.mails(tx), config.retention.mails),
            ("letters", retention.letters(tx), config.retention.letters),
        )
    told = (
        f"{it.count} {name} ({it.octets / 1e6:.1f} MB{f', since {it.oldest:%Y-%m-%d}' if it.oldest else ''}) "
        + (f"for {days} days" if days else "for good")
        for name, it, days in kept
    )
    return Finding("retention", True, "; ".join(told))


def _zones(config: Config) -> Finding:
    """Time zones change their rules; machines that share a ledger should read the same."""
    with app.books(config) as ledger:
        newer = chores.newer_rules(Service(config, ledger, app.SystemClock()))
    if not newer:
        return Finding("zones", True, "none that shares this ledger reads newer rules")
    return Finding(
        "zones", False, f"another machine reads newer rules ({newer}) than this one",
        "pip install -U tzdata, then restart", serious=False,
    )  # fmt: skip
