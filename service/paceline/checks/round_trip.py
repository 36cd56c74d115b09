"""A mail to our own signed address: through the transport, back into the mailbox; and what its way tells."""

from __future__ import annotations

import time
from collections.abc import Container, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from paceline import app
from paceline.config import Config
from paceline.inbox import address, trust
from paceline.inbox.mail import Message, read
from paceline.letters import mime
from paceline.letters.write import Letter
from paceline.ports import DeliveryError, Finding, Mailbox, Recalling, Transport, Watching

TOLERATED = timedelta(minutes=5)
"""Between this machine's clock and the mail server's."""
PAUSES = (0.2, 0.2, 0.5, 1, 2)
"""Seconds between two looks into the mailbox; the last is repeated: some providers count each."""
WHAT = "round trip"


def look(config: Config, mailbox: Mailbox, transport: Transport, patience: int) -> Iterator[Finding]:
    """`patience` is how many seconds the mail may be on its way."""
    service = config.service
    started = app.now()
    key = f"check/{started:%Y%m%dT%H%M%S%f}"
    token = address.sign(service.secret, key, "check")
    to = address.reply_address(service.address, token) if service.plus_addressing else service.address
    ids = {address.message_id(service.secret, key, service.domain)}
    try:
        sent_as = transport.send(_probe(config, key, to, started), sender=service.address, recipient=to)
    except DeliveryError as error:
        yield Finding(WHAT, False, f"the transport does not take it: {error.reason}", "look at [transport]")
        return
    ids |= {sent_as} if sent_as else set()
    try:
        found = _wait_for(mailbox, ids, patience)
    except ConnectionError as error:
        yield Finding(WHAT, False, f"the mailbox can't be read: {error}", "look at [mailbox]")
        return
    if found is None:
        mend = f"does your mail server bring mail for {service.domain} to [mailbox]? see docs/running.md"
        if service.plus_addressing:
            mend += "; if it refuses addresses with a +, set plus_addressing = false in [service]"
        yield Finding(WHAT, False, f"a mail to {to} did not come back within {patience} seconds", mend)
        return
    yield _address(config, found, token)
    yield from _results(config, found)
    yield from _clock(found, app.now())
    yield from _recalled(mailbox, transport, sorted(ids))


def _address(config: Config, found: Message, token: str) -> Finding:
    if not config.service.plus_addressing:
        return Finding(WHAT, True, "a mail to ourselves came back; answers are found by what they quote")
    if address.token_in(found.recipients, config.service.address) == token:
        return Finding(WHAT, True, "a mail to ourselves came back with its signed address")
    return Finding(
        WHAT, True, "it came back, but without the signed part of its address",
        "let the server keep plus-addresses, or set plus_addressing = false in [service]", serious=False,
    )  # fmt: skip


def _results(config: Config, found: Message) -> Iterator[Finding]:
    """Whether the server says of senders what we are to believe (RFC 8601)."""
    service = config.service
    written = trust.authserv_ids(found)
    if service.trust != "dmarc":
        if written:
            mend = f'trust = "dmarc" with authserv_id = "{written[0]}" is safer'
            yield Finding("senders", True, f"{written[0]} writes Authentication-Results", mend, serious=False)
        return
    identity = trust.identify(found, authserv_id=service.authserv_id, trust="dmarc")
    if identity.authenticated:
        yield Finding("senders", True, f"{service.authserv_id} vouches for senders: {identity.why}")
    elif written and service.authserv_id not in written:
        yield Finding(
            "senders", False, f"nothing of {service.authserv_id} stands in the mail; there is {', '.join(written)}",
            f'authserv_id = "{written[0]}", if that is your own mail server',
        )  # fmt: skip
    else:
        yield Finding(
            "senders", True, f"it could not be told who sent our own mail: {identity.why}",
            "mail within one server is often not checked; ask a colleague to write, then: paceline quarantine list",
            serious=False,
        )  # fmt: skip


def _clock(found: Message, now: datetime) -> Iterator[Finding]:
    """The server that took the mail in wrote when it did (RFC 5321, 4.4)."""
    stamp = next((value.rpartition(";")[2] for name, value in found.trace if name == "received"), "")
    try:
        received = parsedate_to_datetime(stamp.strip()).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return
    apart = now - received
    if abs(apart) > TOLERATED:
        minutes, way = round(abs(apart) / timedelta(minutes=1)), "fast" if apart > timedelta() else "slow"
        yield Finding(
            "clock", False, f"this machine's clock is {minutes} minutes {way} by the mail server's",
            "let NTP set it (timedatectl set-ntp true); what is sent at an hour is sent by it",
        )  # fmt: skip


def _recalled(mailbox: Mailbox, transport: Transport, ids: list[str]) -> Iterator[Finding]:
    """A letter whose fate is unclear is looked up: that works only where the server files what it sends."""
    doors: tuple[object, ...] = (transport, mailbox)
    recalling = [door for door in doors if isinstance(door, Recalling)]
    if not recalling:
        return
    try:
        known = any(door.was_sent(one) for door in recalling for one in ids)
    except ConnectionError as error:
        yield Finding("sent mail", False, f"it can't be looked up: {error}", "look at [mailbox]", serious=False)
        return
    if known:
        yield Finding("sent mail", True, "what was sent is found again, so that nothing goes twice after a crash")
        return
    yield Finding(
        "sent mail", True, "what was sent is not found again: after a crash a digest may come twice, a reminder never",
        "name the folder in which your provider files what it sends; see docs/connectors.md", serious=False,
    )  # fmt: skip


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


def _wait_for(mailbox: Mailbox, ids: Container[str], patience: int) -> Message | None:
    """Our own mail, taken out of the mailbox; all others stay."""
    deadline, looked = time.monotonic() + patience, 0
    while time.monotonic() < deadline:
        for mail in mailbox.fetch(limit=1000):
            message = read(mail.raw)
            if isinstance(message, Message) and message.message_id in ids:
                mailbox.settle(mail)
                return message
        pause = PAUSES[min(looked, len(PAUSES) - 1)]
        looked += 1
        heard = isinstance(mailbox, Watching) and mailbox.wait(pause)
        time.sleep(PAUSES[0] if heard else pause)
    return None
