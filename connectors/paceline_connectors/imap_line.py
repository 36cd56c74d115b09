"""One connection to an IMAP server (RFC 3501), made when it is needed, and made anew when it was lost."""

from __future__ import annotations

import imaplib
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from imapclient import IMAPClient
from imapclient.exceptions import LoginError, ProtocolError

from paceline_connectors import oauth
from paceline_connectors.answers import in_words, one_line
from paceline_connectors.rest import AFTER_NO_LOGIN, Rest
from paceline_connectors.trusting import trusting

T = TypeVar("T")

PORTS = {"tls": 993, "starttls": 143, "none": 143}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_PATIENCE = 3
"""Failures in a row after which the server is left alone for a while."""
_LONGEST_REST = 60.0
"""Seconds."""
_IDLE_SECONDS = 540.0
"""Then the server is asked to go on telling: it may hang up after 30 minutes (RFC 2177), a firewall after 10."""
_NEWS = frozenset({b"EXISTS", b"RECENT", b"EXPUNGE", b"FETCH", b"VANISHED"})


class RefusedError(Exception):
    """The server answered a command with NO or BAD."""


class LoginRefusedError(ConnectionError):
    """The server does not let us in, with the words it said."""


class _LostError(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Server:
    """`account` gives access tokens where there is no `password`."""

    host: str
    port: int
    security: str
    username: str
    password: str = field(repr=False)
    account: oauth.Account | None = None
    ca_file: str = ""
    timeout: int = 60

    @property
    def place(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class View:
    """What SELECT says of a folder: two equal ones mean that nothing has changed, where the server counts changes
    (RFC 7162); `modseq` is 0 where it does not."""

    uidvalidity: int
    uidnext: int
    exists: int
    modseq: int
    keeps: frozenset[bytes]
    """The flags that last (PERMANENTFLAGS)."""


class Line:
    """It belongs to one thread."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._client: IMAPClient | None = None
        self._selected: tuple[str, View] | None = None
        self._idle_since: float | None = None
        self._failures = 0
        self._rest = Rest()
        self._said = ""

    def use(self, work: Callable[[IMAPClient], T]) -> T:
        """`work`, once more on a new connection where the old one turns out to be lost: doing it twice does no harm.

        Raises ConnectionError, and RefusedError where the server says no.
        """
        if self._client is not None:
            with suppress(_LostError):
                return self._do(work)
        self.open()
        try:
            return self._do(work)
        except _LostError as lost:
            self._failed(str(lost))
            raise ConnectionError(f"{self._server.place}: {lost}") from lost

    def open(self) -> None:
        """Connect and log in, if need be. Raises ConnectionError; at once while the server is left alone."""
        if self._client is not None:
            return
        if self._rest.left:
            raise ConnectionError(f"{self._server.place}: {self._said}; it is asked again later")
        try:
            self._client = self._logged_in()
        except LoginRefusedError as error:
            self._failed(str(error), rest=AFTER_NO_LOGIN)
            raise
        except (OSError, UnicodeError, imaplib.IMAP4.error, ProtocolError) as error:
            self._failed(spoken(error))
            raise ConnectionError(f"{self._server.place}: {spoken(error)}") from error
        self._failures = 0

    def select(self, client: IMAPClient, folder: str, *, readonly: bool = False) -> View:
        """Look at the folder anew. Raises RefusedError where there is none."""
        was_there, self._selected = self._selected is not None and self._selected[0] == folder, None
        try:
            said = command(client.select_folder, folder, readonly)
        except RefusedError as refused:
            if was_there:  # to a connection that knew an older one of this name it may be gone; a new one finds it
                raise imaplib.IMAP4.abort(str(refused)) from refused
            raise
        view = View(
            uidvalidity=int(said.get(b"UIDVALIDITY", 0)),
            uidnext=int(said.get(b"UIDNEXT", 0)),
            exists=int(said.get(b"EXISTS", 0)),
            modseq=int(said.get(b"HIGHESTMODSEQ", 0)),
            keeps=frozenset(flag.strip(b"()").lower() for flag in said.get(b"PERMANENTFLAGS", ())),
        )
        self._selected = None if readonly else (folder, view)
        return view

    def selected(self, client: IMAPClient, folder: str) -> View:
        """As it was last looked at, where it is still the folder in use. Raises RefusedError where there is none."""
        if self._selected and self._selected[0] == folder:
            return self._selected[1]
        return self.select(client, folder)

    def hear(self, client: IMAPClient, seconds: float) -> bool:
        """Let the server tell of changes in the selected folder (IDLE, RFC 2177); whether it did. It goes on telling
        until the next `use` of another kind."""
        until = time.monotonic() + seconds
        if self._idle_since is None:
            client.idle()
            self._idle_since = time.monotonic()
            if _has_told(client):
                return True
        while (left := until - time.monotonic()) > 0:
            told = client.idle_check(timeout=left)
            if any(len(each) > 1 and isinstance(each[0], int) and each[1] in _NEWS for each in told):
                return True
            if any(each[0] == b"BYE" for each in told) or (not told and time.monotonic() < until - 0.05):
                raise imaplib.IMAP4.abort("the server hung up")
        return False

    @property
    def idles(self) -> bool:
        """Whether it is telling, and need not be asked anew yet."""
        return self._idle_since is not None and time.monotonic() - self._idle_since < _IDLE_SECONDS

    def listen(self, work: Callable[[IMAPClient], T]) -> T:
        """As `use`, without an end to the telling that goes on. Raises ConnectionError when it was lost."""
        assert self._client is not None
        try:
            return work(self._client)
        except (OSError, imaplib.IMAP4.error, ProtocolError) as error:
            self.drop()
            raise ConnectionError(f"{self._server.place}: {spoken(error)}") from error

    def close(self) -> None:
        client = self._client
        if client is not None:
            with suppress(OSError, imaplib.IMAP4.error, ProtocolError):
                client.socket().settimeout(5)
                self._stop_idling(client)
                client.logout()
        self.drop()

    def drop(self) -> None:
        client, self._client = self._client, None
        self._selected, self._idle_since = None, None
        if client is not None:
            with suppress(OSError, imaplib.IMAP4.error):
                client.shutdown()

    def _do(self, work: Callable[[IMAPClient], T]) -> T:
        client = self._client
        assert client is not None
        try:
            self._stop_idling(client)
            return work(client)
        except (OSError, imaplib.IMAP4.abort, ProtocolError) as error:
            self.drop()
            raise _LostError(spoken(error)) from error
        except imaplib.IMAP4.error as error:
            raise RefusedError(spoken(error)) from error

    def _stop_idling(self, client: IMAPClient) -> None:
        if self._idle_since is not None:
            self._idle_since = None
            client.idle_done()

    def _failed(self, said: str, *, rest: float = 0) -> None:
        self._failures += 1
        self._said = said
        beyond = self._failures - _PATIENCE
        rest = max(rest, min(_LONGEST_REST, 2.0**beyond) if beyond >= 0 else 0)
        self._rest.begin(rest)

    def _logged_in(self) -> IMAPClient:
        server = self._server
        client = IMAPClient(
            server.host,
            server.port,
            ssl=server.security == "tls",
            ssl_context=self._tls if server.security == "tls" else None,
            timeout=server.timeout,
        )
        # It would write every mail and password into words for its log, whether anybody wants them or not.
        client._imap.debug = 0  # noqa: SLF001 nothing else stops it
        try:
            if server.security == "starttls":
                client.starttls(self._tls)
            self._log_in(client)
            # Only after a login does a server say all it can (RFC 3501, 6.2.3: the old list is void).
            client._cached_capabilities = None  # noqa: SLF001 nothing else makes it ask again
            if client.has_capability("CONDSTORE") and client.has_capability("ENABLE"):
                client.enable("CONDSTORE")
        except BaseException:
            with suppress(OSError, imaplib.IMAP4.error):
                client.shutdown()
            raise
        return client

    def _log_in(self, client: IMAPClient) -> None:
        server = self._server
        try:
            if server.account is None:
                client.login(server.username, server.password)
                return
            try:
                self._bring_token(client, fresh=False)
            except LoginError as error:
                if isinstance(error.__context__, imaplib.IMAP4.abort):
                    raise
                self._bring_token(client, fresh=True)
        except LoginError as error:
            # IMAPClient says the same of a connection that was lost on the way.
            if isinstance(error.__context__, imaplib.IMAP4.abort) or "UNAVAILABLE" in spoken(error):
                raise ConnectionError(spoken(error)) from error
            raise LoginRefusedError(spoken(error)) from error

    def _bring_token(self, client: IMAPClient, *, fresh: bool) -> None:
        server = self._server
        assert server.account is not None
        token = server.account.access_token(oauth.scopes(server.account, "mailbox"), fresh=fresh)
        if client.has_capability("AUTH=XOAUTH2") or not client.has_capability("AUTH=OAUTHBEARER"):
            client.oauth2_login(server.username, token)
        else:
            client.oauthbearer_login(server.username, token)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return trusting(self._server.ca_file)


def command(work: Callable[..., Any], *arguments: object) -> Any:
    """One command. Raises RefusedError for NO and BAD; a lost connection is left to the line."""
    try:
        return work(*arguments)
    except (imaplib.IMAP4.abort, ProtocolError):
        raise
    except imaplib.IMAP4.error as error:
        raise RefusedError(spoken(error)) from error


def spoken(error: Exception) -> str:
    """What was said, in one line, without Python's b''."""
    if isinstance(error, OSError):
        return in_words(error)
    said = error.args[0] if error.args else ""
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return one_line(text.removeprefix("b'").removesuffix("'")) or type(error).__name__


def _has_told(client: IMAPClient) -> bool:
    """What came in one piece with the answer to IDLE lies in a buffer where nobody waiting for the socket sees it."""
    inner, connection = client._imap, client.socket()  # noqa: SLF001
    if hasattr(inner, "_readbuf"):  # Python 3.14 has a buffer of its own
        return bool(inner._readbuf)  # noqa: SLF001
    connection.setblocking(False)
    try:
        return bool(inner.file.peek(1))
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    finally:
        connection.setblocking(True)
        client._set_read_timeout()  # noqa: SLF001
