"""How a submission server is, for `paceline check`: does it let us in, does it know the service's tagged addresses."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from paceline.ports import DeliveryError, Finding
from paceline_connectors.answers import in_words, one_line
from paceline_connectors.reaching import unreachable
from paceline_connectors.wire import is_address

if TYPE_CHECKING:
    from paceline_connectors.smtp import Server

_TAG = "paceline-check"
_LEAST_OCTETS = 1_000_000
_APP_PASSWORDS = {
    "smtp.gmail.com": "Google takes no account password here: make an app password, or set oauth to google",
    "smtp.office365.com": "set oauth to microsoft; an administrator must allow SMTP AUTH for this mailbox",
}


def examine(server: Server, connect: Callable[[], smtplib.SMTP]) -> Iterator[Finding]:
    place = f"{server.host}:{server.port}"
    try:
        connection = connect()
    except DeliveryError as error:
        yield _not_let_in(server, place, error)
        return
    try:
        yield Finding("login", True, f"{server.username or 'without a login'} at {place}")
        yield from _size(connection, place)
        yield from _plus(server, connection, place)
    except OSError as error:
        yield Finding("connection", False, f"{place}: {in_words(error)}", "is the server in trouble?")
    finally:
        with suppress(OSError):
            connection.quit()
        connection.close()


def _not_let_in(server: Server, place: str, error: DeliveryError) -> Finding:
    cause = error.__cause__
    if isinstance(cause, smtplib.SMTPAuthenticationError):
        again = f"{server.account.kept.how}, signed in as {server.username}" if server.account else ""
        usual = again or "set username and password to what a mail program would use here"
        return Finding(
            "login", False, f"{place} says: {in_words(cause)}", _APP_PASSWORDS.get(server.host.lower(), usual)
        )
    found = unreachable(place, error)
    return Finding(found.what, found.fine, found.said.replace(f"{place}: {place}:", f"{place}:"), found.mend)


def _size(connection: smtplib.SMTP, place: str) -> Iterator[Finding]:
    limit = connection.esmtp_features.get("size", "")
    if limit.isdecimal() and 0 < int(limit) < _LEAST_OCTETS:
        yield Finding("size", False, f"{place} takes letters of {limit} octets at most", "have that raised", False)


def _plus(server: Server, connection: smtplib.SMTP, place: str) -> Iterator[Finding]:
    """Whether the account's own server takes mail for a tagged address, as far as it says so before the mail."""
    if not is_address(server.username):
        return
    local, _, domain = server.username.rpartition("@")
    plain, tagged = (_taken(connection, server.username, to) for to in (server.username, f"{local}+{_TAG}@{domain}"))
    if plain[0] == tagged[0] == _OK:
        yield Finding("plus-addressing", True, f"{place} takes mail for {local}+…@{domain}")
    elif plain[0] == _OK and tagged[0] >= _REFUSED:
        said = f"{place} takes no mail for {local}+{_TAG}@{domain}: {tagged[0]} {tagged[1]}"
        mend = 'switch plus-addressing on (Postfix: "recipient_delimiter = +"): the service signs with the tag'
        yield Finding("plus-addressing", False, said, mend)


_OK, _REFUSED = 250, 500


def _taken(connection: smtplib.SMTP, sender: str, recipient: str) -> tuple[int, str]:
    connection.mail(sender)
    code, said = connection.rcpt(recipient)
    connection.rset()
    return code, one_line(said)
