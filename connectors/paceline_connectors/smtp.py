"""Letters handed to a mail server by SMTP submission (RFC 5321, 6409), over one connection for as many as it takes.

Settings: `host`; `port` (587, with "tls" 465, with "none" 25); `security`: "starttls", "tls" or "none"; `username`,
`password`, or `oauth` in its place and what belongs to it (oauth.py); `ca_file`: whom to trust instead of the system's
authorities; `hostname`: the name to greet with; `timeout` (60) and `answer_timeout` (600) in seconds, the latter for
the answer to a whole letter (RFC 5321, 4.5.3.2.6); `letters_per_connection` (100).
"""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from paceline.ports import DeliveryError, Finding, Permit
from paceline_connectors import oauth
from paceline_connectors.answers import LEAVING, LETTER, SHOWN, in_words, one_line, refusal
from paceline_connectors.rest import AFTER_NO_LOGIN, Rest
from paceline_connectors.settings import Settings
from paceline_connectors.trusting import trusting
from paceline_connectors.wire import Letter, is_address, stuffed, with_crlf

_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_IDLE_SECONDS = 60
"""After such a pause a new connection is cheaper than to find out that a firewall has forgotten the old one."""
_PARTING_SECONDS = 5
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def transport(settings: Mapping[str, Any]) -> SmtpTransport:
    given = Settings(settings)
    security = given.choice("security", *_PORTS)
    server = Server(
        host=given.text("host"),
        port=given.number("port", _PORTS.get(security, 25), 1, 65535),
        security=security,
        username=given.text("username", ""),
        password=given.text("password", ""),
        account=oauth.account(given),
        ca_file=given.text("ca_file", ""),
        hostname=given.text("hostname", ""),
        timeout=given.number("timeout", 60, 1, 3600),
        answer_timeout=given.number("answer_timeout", 600, 1, 3600),
        letters_per_connection=given.number("letters_per_connection", 100, 1, 10_000),
    )
    _check_login(given, server)
    given.close()
    return SmtpTransport(server)


def authorize(
    settings: Mapping[str, Any], tell: Callable[[str], object], doors: frozenset[str] = frozenset({"transport"})
) -> Permit:
    """`settings` are those of the transport or of an IMAP mailbox; one permit serves both."""
    from paceline_connectors import oauth_permit

    return oauth_permit.asked_for(settings, tell, doors)


def _check_login(given: Settings, server: Server) -> None:
    if server.account and (server.password or not server.username):
        given.wrong("password", "oauth goes with a username, and without a password", "write username, not password")
    elif not server.account and bool(server.username) != bool(server.password):
        given.wrong("password", "username and password go together", "write both, or neither")
    if not (server.username + server.password).isascii():
        given.wrong("password", "it has characters outside ASCII", "choose a username and password in ASCII")
    if server.username and server.security == "none" and server.host not in _LOOPBACK:
        given.wrong("security", "the password would be sent readable", 'choose "starttls" or "tls"')


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    security: str = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    account: oauth.Account | None = None
    ca_file: str = ""
    hostname: str = ""
    timeout: int = 60
    answer_timeout: int = 600
    letters_per_connection: int = 100


class SmtpTransport:
    """One connection, opened when it is needed. It belongs to one thread."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._connection: smtplib.SMTP | None = None
        self._sent = 0
        self._used = 0.0
        self._rest = Rest()
        self._said = ""

    @property
    def longest(self) -> float:
        """Twice the answer to a whole letter: of the short answers before it few come late in one session."""
        return 2.0 * max(self._server.answer_timeout, self._server.timeout)

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:
        letter = _letter(raw, sender, recipient)
        if self._connection and self._worn_out():
            self.close()
        connection = self._offered_on_the_open_one(letter) or self._offered_on_a_new_one(letter)
        self._sent += 1
        self._used = time.monotonic()
        self._hand_over(connection, letter)

    def examine(self) -> Iterable[Finding]:
        from paceline_connectors import smtp_examined

        return smtp_examined.examine(self._server, self._connect)

    def close(self) -> None:
        if connection := self._connection:
            with suppress(OSError):
                if connection.sock:
                    connection.sock.settimeout(_PARTING_SECONDS)
                connection.quit()
        self._drop()

    def _worn_out(self) -> bool:
        return self._sent >= self._server.letters_per_connection or time.monotonic() - self._used > _IDLE_SECONDS

    def _offered_on_the_open_one(self, letter: Letter) -> smtplib.SMTP | None:
        """None when there is no connection, or the server had left it: nothing of the letter was given away yet."""
        if not self._connection:
            return None
        try:
            self._offer(self._connection, letter)
        except _GoneError:
            self._drop()
        return self._connection

    def _offered_on_a_new_one(self, letter: Letter) -> smtplib.SMTP:
        self._connection = self._connect()
        self._sent, self._used = 0, time.monotonic()
        try:
            self._offer(self._connection, letter)
        except _GoneError as gone:
            self._drop()
            raise DeliveryError(f"{self._server.host}: {gone}") from gone
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        if left := self._rest.left:
            raise DeliveryError(f"{self._said}; it is asked again later", retry_after=left)
        connection: smtplib.SMTP | None = None
        try:
            connection = self._reach()
            connection.ehlo_or_helo_if_needed()
            if self._server.security == "starttls":
                connection.starttls(context=self._tls)
                connection.ehlo_or_helo_if_needed()
            if self._server.account:
                _bring_token(connection, self._server, self._server.account)
            elif self._server.username:
                connection.login(self._server.username, self._server.password)
        except (OSError, UnicodeError) as error:
            # Whatever fails here is the server's trouble or the settings', never the letter's: it can wait.
            if connection:
                connection.close()
            self._said = f"{self._server.host}:{self._server.port}: {in_words(error)}"
            if isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code // 100 == 5:
                self._rest.begin(AFTER_NO_LOGIN)
            raise DeliveryError(self._said) from error
        return connection

    def _reach(self) -> smtplib.SMTP:
        server = self._server
        hostname = server.hostname or None
        if server.security == "tls":
            return smtplib.SMTP_SSL(server.host, server.port, hostname, timeout=server.timeout, context=self._tls)
        return smtplib.SMTP(server.host, server.port, hostname, timeout=server.timeout)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return trusting(self._server.ca_file)

    def _offer(self, connection: smtplib.SMTP, letter: Letter) -> None:
        """MAIL, RCPT and DATA. On return the server waits for the letter.

        Raises _GoneError when the connection is lost, DeliveryError when the server does not want the letter.
        """
        commands = self._commands(connection, letter)
        refused: DeliveryError | None = None
        code = 0
        for phase, code, text in _answers(connection, commands):
            if code == LEAVING:
                raise _GoneError(text)
            if not refused and code // 100 != _WANTED[phase]:
                refused = refusal(self._server.host, phase, code, text)
        if refused:
            self._start_over(connection, code)
            raise refused

    def _commands(self, connection: smtplib.SMTP, letter: Letter) -> dict[str, str]:
        size = len(letter.body)
        limit = connection.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < size:
            reason = f"the letter has {size} octets, {self._server.host} takes {limit}"
            raise DeliveryError(reason, permanent=True)
        if letter.international and not connection.has_extn("smtputf8"):
            reason = f"{self._server.host} takes no addresses or headers outside ASCII (SMTPUTF8)"
            raise DeliveryError(reason, permanent=True)
        connection.command_encoding = "utf-8"
        # A letter with 8-bit octets goes to a server without 8BITMIME all the same: none is known to harm it.
        options = {
            f" SIZE={size}": connection.has_extn("size"),
            " BODY=8BITMIME": connection.has_extn("8bitmime") and not letter.body.isascii(),
            " SMTPUTF8": letter.international,
        }
        said = "".join(option for option, wanted in options.items() if wanted)
        return {
            "MAIL": f"MAIL FROM:<{letter.sender}>{said}",
            "RCPT": f"RCPT TO:<{letter.recipient}>",
            "DATA": "DATA",
        }

    def _start_over(self, connection: smtplib.SMTP, code: int) -> None:
        """After a refusal. A server that waits for data in spite of it (RFC 2920, 3.1) gets none: we hang up."""
        try:
            clean = 400 <= code < 600 and connection.rset()[0] == _DONE
        except OSError:
            clean = False
        if not clean:
            self._drop()

    def _hand_over(self, connection: smtplib.SMTP, letter: Letter) -> None:
        try:
            connection.send(stuffed(letter.body))
        except OSError as error:
            # The last octets, and with them the end of the letter, never left: the server can't have taken it.
            self._drop()
            raise DeliveryError(f"{self._server.host}: the connection broke within the letter") from error
        try:
            code, text = self._answer(connection)
        except OSError as error:
            self._drop()
            reason = f"{self._server.host}: no answer to the whole letter: {in_words(error)}"
            raise DeliveryError(reason, unknown=True) from error
        if not 200 <= code < 300:
            if code == LEAVING or not 400 <= code < 600:
                self._drop()
            raise refusal(self._server.host, LETTER, code, text)

    def _answer(self, connection: smtplib.SMTP) -> tuple[int, str]:
        if connection.sock:
            connection.sock.settimeout(self._server.answer_timeout)
        code, text = connection.getreply()
        if connection.sock:
            connection.sock.settimeout(self._server.timeout)
        return code, one_line(text)

    def _drop(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None


def _bring_token(connection: smtplib.SMTP, server: Server, account: oauth.Account) -> None:
    """Once more with a fresh one where the server does not take the first. Raises OSError."""
    scopes = oauth.scopes(account, "transport")
    offered = connection.esmtp_features.get("auth", "").upper().split()
    mechanism = "OAUTHBEARER" if "OAUTHBEARER" in offered and "XOAUTH2" not in offered else "XOAUTH2"
    for fresh in (False, True):
        said = oauth.spoken(mechanism, server.username, account.access_token(scopes, fresh=fresh))
        try:
            # A refusal comes as a challenge first, and wants an answer before its code is said.
            connection.auth(mechanism, lambda challenge=None, said=said: said if challenge is None else "\x01")
            return
        except smtplib.SMTPAuthenticationError:
            if fresh:
                raise


class _GoneError(Exception):
    """The server left before it was given the letter."""


_DONE = 250
_WANTED = {"MAIL": 2, "RCPT": 2, "DATA": 3}
"""The first digit of the answer that each command needs."""


def _answers(connection: smtplib.SMTP, commands: Mapping[str, str]) -> Iterator[tuple[str, int, str]]:
    """The answer to each command; all are sent at once where the server allows it (PIPELINING, RFC 2920)."""
    try:
        if connection.has_extn("pipelining"):
            connection.send("".join(f"{command}\r\n" for command in commands.values()))
            for phase in commands:
                code, text = connection.getreply()
                yield phase, code, one_line(text)
            return
        for phase, command in commands.items():
            code, text = connection.docmd(command)
            yield phase, code, one_line(text)
            if code // 100 != _WANTED[phase]:
                return
    except OSError as error:
        raise _GoneError(in_words(error)) from error


def _letter(raw: bytes, sender: str, recipient: str) -> Letter:
    """Raises DeliveryError for an address that can't stand in a command."""
    for address, kind in ((sender, "sender"), (recipient, "recipient")):
        if not is_address(address) and (address or kind == "recipient"):
            reason = f"the {kind} {address[:SHOWN]!r} can't be an address"
            raise DeliveryError(reason, permanent=True, bad_address=kind == "recipient")
    return Letter(sender, recipient, with_crlf(raw))
