"""The folders of an account: where mail comes to, where it is put away, and where what was sent is kept."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from imapclient import IMAPClient
from imapclient.imapclient import SENT

from paceline_connectors.imap_line import RefusedError, View, command
from paceline_connectors.imap_reading import keeps_keywords, marks

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Folders:
    inbox: str
    settled: str
    sent: str
    files_sent: bool

    def of_sent(self, client: IMAPClient) -> str:
        """The one that is named, or that the server marks as such (RFC 6154); "" where there is none."""
        return self.sent or next((name for flags, _, name in client.list_folders() if SENT in flags), "")

    def of_settled(self, client: IMAPClient) -> str:
        """Within the account's own part of the names, where the server has such a part (RFC 2342)."""
        if not client.has_capability("NAMESPACE"):
            return self.settled
        own = client.namespace().personal
        prefix = own[0][0] if own else ""
        return self.settled if self.settled.startswith(prefix) else prefix + self.settled


@dataclass(frozen=True, slots=True)
class Settled:
    """Mails of the folder that is selected are put away; those that have gone already are passed over."""

    folders: Folders
    view: View

    def put_away(self, client: IMAPClient, uids: list[int]) -> None:
        """Raises RefusedError when they can be neither moved nor marked."""
        if self.folders.settled:
            try:
                self._move(client, uids, self.folders.of_settled(client))
                return
            except RefusedError as refused:
                if not keeps_keywords(self.view):
                    raise
                # A full or locked folder must not keep newer mail from being read: what is marked is settled too.
                log.warning("mails can't be moved to %s and are marked instead: %s", self.folders.settled, refused)
        self._mark(client, uids)

    def _move(self, client: IMAPClient, uids: list[int], folder: str) -> None:
        way = self._moved if client.has_capability("MOVE") else self._copied_and_removed
        try:
            way(client, uids, folder)
        except RefusedError:
            if command(client.folder_exists, folder):
                raise
            command(client.create_folder, folder)
            way(client, uids, folder)

    def _moved(self, client: IMAPClient, uids: list[int], folder: str) -> None:
        command(client.move, uids, folder)

    def _copied_and_removed(self, client: IMAPClient, uids: list[int], folder: str) -> None:
        """Without UIDPLUS they are only marked as deleted: to expunge would take others' mails along."""
        command(client.copy, uids, folder)
        self._mark(client, uids, rb"\Deleted")
        if client.has_capability("UIDPLUS"):
            command(client.uid_expunge, uids)

    def _mark(self, client: IMAPClient, uids: list[int], *more: bytes) -> None:
        command(client.add_flags, uids, [*marks(self.view), *more], True)
