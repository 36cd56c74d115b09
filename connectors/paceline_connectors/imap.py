"""A mailbox at any server that speaks IMAP (RFC 3501, 9051).

Settings: `host`; `security`: "tls", "starttls" or "none"; `port` (993, else 143); `username`; `password`, or `oauth`
and what belongs to it (oauth.py); `ca_file`: whom to trust instead of the system's authorities; `inbox` ("INBOX");
`settled` ("Paceline"): the folder that settled mails move to, "" to leave them where they are, marked; `sent`: the
folder that keeps what was sent, by itself the one that the server calls so (RFC 6154); `files_sent`: whether the server
files there by itself whatever it sends for us; `timeout` (60) seconds; `poll` (15): seconds between two looks at a
server that does not tell of new mail.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

from imapclient import IMAPClient

from paceline.ports import Finding, Mail, Permit
from paceline_connectors import imap_examined, oauth
from paceline_connectors.imap_folders import Folders, Settled
from paceline_connectors.imap_line import LOOPBACK, PORTS, Line, RefusedError, Server, View
from paceline_connectors.imap_reading import Sized, portions, read, sizes, unsettled
from paceline_connectors.settings import Settings

T = TypeVar("T")

_SETTLED_TOGETHER = 500
_AHEAD = 1000
"""How many mails' sizes are asked for at once; they are given in several fetches, as long as each is settled."""
_FILES_SENT = frozenset({"imap.gmail.com", "outlook.office365.com"})


def mailbox(settings: Mapping[str, Any]) -> ImapMailbox:
    given = Settings(settings)
    security = given.choice("security", *PORTS)
    server = Server(
        host=given.text("host"),
        port=given.number("port", PORTS.get(security, 993), 1, 65535),
        security=security,
        username=given.text("username"),
        password=given.text("password", ""),
        account=oauth.account(given),
        ca_file=given.text("ca_file", ""),
        timeout=given.number("timeout", 60, 1, 3600),
    )
    folders = Folders(
        inbox=given.text("inbox", "INBOX"),
        settled=given.text("settled", "Paceline"),
        sent=given.text("sent", ""),
        files_sent=given.flag("files_sent", default=server.host.lower() in _FILES_SENT),
    )
    poll = given.number("poll", 15, 1, 3600)
    _check(given, server, folders)
    given.close()
    return ImapMailbox(server, folders, poll)


def authorize(
    settings: Mapping[str, Any], tell: Callable[[str], object], doors: frozenset[str] = frozenset({"mailbox"})
) -> Permit:
    """`settings` are those of the mailbox or of the transport; one permit serves both."""
    from paceline_connectors import oauth_permit

    return oauth_permit.asked_for(settings, tell, doors)


def _check(given: Settings, server: Server, folders: Folders) -> None:
    if bool(server.password) == bool(server.account):
        given.wrong("password", "a password or oauth is needed, and not both", "write the one that the provider wants")
    if not (server.username + server.password).isascii():
        given.wrong("password", "it has characters outside ASCII", "choose a username and password in ASCII")
    if server.security == "none" and server.host not in LOOPBACK:
        given.wrong("security", "the password would be sent readable", 'choose "tls" or "starttls"')
    if folders.settled == folders.inbox:
        given.wrong("settled", "it is the folder that mail comes to", 'name another one, or write "" to only mark them')


class ImapMailbox:
    """Mails are told to be settled some at a time: at the latest before the next look, and when it is closed."""

    def __init__(self, server: Server, folders: Folders, poll: int) -> None:
        self.name = f"imap:{server.username}@{server.host}:{folders.inbox}"
        self._server = server
        self._folders = folders
        self._poll = poll
        self._line = Line(server)
        self._pending: list[tuple[int, int]] = []
        self._ahead: Sized = []
        self._given_out: set[str] = set()
        self._view: View | None = None
        self._empty: View | None = None
        """How the folder looked when nothing in it waited."""
        self._sent: str | None = None

    def fetch(self, limit: int = 200) -> Iterator[Mail]:
        if self._view is None or not self._ahead or self._given_out:
            self._settle_pending()
            self._view, self._ahead = self._told(self._look)
        some, self._ahead = self._ahead[:limit], self._ahead[limit:]
        self._given_out = {f"{self._view.uidvalidity}.{uid}" for uid, _ in some}
        return self._given(self._view, some)

    def settle(self, mail: Mail) -> None:
        self._given_out.discard(mail.uid)
        uidvalidity, _, uid = mail.uid.partition(".")
        if not (uidvalidity.isdecimal() and uid.isdecimal()):
            return
        self._pending.append((int(uidvalidity), int(uid)))
        if len(self._pending) >= _SETTLED_TOGETHER:
            self._settle_pending()

    def wait(self, seconds: float) -> bool:
        if self._line.idles:
            return self._line.listen(lambda client: self._line.hear(client, seconds))
        self._settle_pending()
        if self._told(self._has_changed):
            return True
        if not self._told(lambda client: client.has_capability("IDLE")):
            time.sleep(min(seconds, self._poll))
            return True
        return self._line.listen(lambda client: self._line.hear(client, seconds))

    def was_sent(self, message_id: str) -> bool | None:
        return self._told(partial(self._find_sent, message_id=message_id))

    def examine(self) -> Iterable[Finding]:
        return imap_examined.examine(self._server, self._folders)

    def close(self) -> None:
        try:
            if self._pending:
                self._settle_pending()
        except ConnectionError:
            self._pending.clear()  # they are given again, and known then
        self._line.close()

    # --- on the connection -------------------------------------------------------------------------------------------

    def _told(self, work: Callable[[IMAPClient], T]) -> T:
        try:
            return self._line.use(work)
        except RefusedError as refused:
            raise ConnectionError(f"{self.name}: {refused}") from refused

    def _look(self, client: IMAPClient) -> tuple[View, Sized]:
        view = self._line.select(client, self._folders.inbox)
        if view == self._empty:
            return view, []
        uids = unsettled(client, view, moves=bool(self._folders.settled))
        self._empty = view if not uids and (view.modseq or not view.exists) else None
        return view, sizes(client, uids[:_AHEAD])

    def _given(self, view: View, some: Sized) -> Iterator[Mail]:
        for portion in portions(some):
            mails = self._read(view, partial(read, portion=portion))
            here = {uid for uid, _ in mails}
            self._given_out -= {f"{view.uidvalidity}.{uid}" for uid, _ in portion if uid not in here}
            for uid, raw in mails:
                yield Mail(self.name, f"{view.uidvalidity}.{uid}", raw)

    def _read(self, view: View, work: Callable[[IMAPClient], list[T]]) -> list[T]:
        """Nothing where the folder's numbers have meanwhile become others'."""

        def within(client: IMAPClient) -> list[T]:
            now = self._line.selected(client, self._folders.inbox)
            return work(client) if now.uidvalidity == view.uidvalidity else []

        return self._told(within)

    def _settle_pending(self) -> None:
        if self._pending:
            self._told(self._put_away)
            self._pending.clear()

    def _put_away(self, client: IMAPClient) -> None:
        """In the folder looked at anew: a server may go on with a folder that another has taken the place of, and a
        number would then be another mail's."""
        view = self._line.select(client, self._folders.inbox)
        uids = [uid for uidvalidity, uid in self._pending if uidvalidity == view.uidvalidity]
        if uids:
            Settled(self._folders, view).put_away(client, uids)

    def _has_changed(self, client: IMAPClient) -> bool:
        view = self._line.select(client, self._folders.inbox)
        if view == self._empty:
            return False
        if unsettled(client, view, moves=bool(self._folders.settled)):
            return True
        self._empty = view
        return False

    def _find_sent(self, client: IMAPClient, message_id: str) -> bool | None:
        folder = self._folders.of_sent(client)
        if not folder:
            return None
        self._line.select(client, folder, readonly=True)
        found = client.search(["HEADER", "Message-ID", message_id])
        return True if found else (False if self._folders.files_sent else None)
