"""The Inbox of a mailbox at Microsoft 365, by its changes; settled mail is moved to a folder of its own.

What is in the Inbox is not settled, so nothing need be remembered: a new one asks for all of it, then for what has
changed. Exchange keeps no octets; it writes each mail anew when it is asked for (line ends, order of headers, some
X- headers gone), so only its id says that two are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import Any

from paceline.ports import LARGEST_MAIL, Finding, Mail
from paceline_connectors.graph.examine import findings_of_mailbox
from paceline_connectors.graph.line import GraphError, Line, item, quoted

_PAGE = "odata.maxpagesize=200"
_ROUND = "/mailFolders/inbox/messages/delta"
_CONFLICT = 409


class GraphMailbox:
    def __init__(self, line: Line, folder: str) -> None:
        self.name = line.name
        self._line = line
        self._folder = folder
        self._folder_id = ""
        self._next = ""
        self._waiting: dict[str, tuple[str, int, int]] = {}
        """When each came (ISO 8601, UTC), in which round it was heard of, and its place from the end of that: Graph
        says seconds, and within one tells the newest first."""
        self._rounds = count()

    def fetch(self, limit: int = 200) -> Iterator[Mail]:
        self._hear()
        oldest_first = sorted(self._waiting, key=self._waiting.__getitem__)
        return islice(self._read(oldest_first), limit)

    def settle(self, mail: Mail) -> None:
        if not self._moved(mail.uid) and self._is_there(mail.uid):
            # It is there, so it is the folder that somebody took away.
            self._folder_id = ""
            if not self._moved(mail.uid):
                raise GraphError(f"{self.name}: there is no folder {self._folder} to move mail to")
        self._waiting.pop(mail.uid, None)

    def examine(self) -> Iterable[Finding]:
        return findings_of_mailbox(self._line, self._folder)

    def close(self) -> None:
        self._line.close()

    def _hear(self) -> None:
        """Hear what has come into the Inbox and what has left it. What is behind a cursor is kept in memory only."""
        try:
            self._go_on()
        except GraphError as error:
            if not error.forgotten or not self._next:
                raise
            self._next, self._waiting = "", {}
            self._go_on()

    def _go_on(self) -> None:
        start = {} if self._next else {"$select": "receivedDateTime", "$orderby": "receivedDateTime desc"}
        turn, place = next(self._rounds), count(0, -1)
        for page in self._line.pages(self._next or _ROUND, prefer=_PAGE, **start):
            for row in page.get("value", ()):
                self._note(row, turn, next(place))
            self._next = str(page.get("@odata.nextLink") or page.get("@odata.deltaLink") or "")

    def _note(self, row: dict[str, Any], turn: int, place: int) -> None:
        name = str(row.get("id", ""))
        if "@removed" in row:
            self._waiting.pop(name, None)
        elif name and name not in self._waiting:
            self._waiting[name] = (str(row.get("receivedDateTime", "")), turn, place)

    def _read(self, names: Iterable[str]) -> Iterator[Mail]:
        for name in names:
            try:
                raw = self._line.octets(f"{item('messages', name)}/$value", LARGEST_MAIL + 1)
            except GraphError as error:
                if not error.gone:
                    raise
                self._waiting.pop(name, None)
            else:
                yield Mail(self.name, name, raw)

    def _moved(self, name: str) -> bool:
        """False when there is no such mail, or no such folder. In the folder already, it stays there."""
        self._folder_id = self._folder_id or self._found_or_made()
        try:
            self._line.ask("POST", f"{item('messages', name)}/move", body={"destinationId": self._folder_id})
        except GraphError as error:
            if error.gone:
                return False
            raise
        return True

    def _is_there(self, name: str) -> bool:
        try:
            self._line.get(item("messages", name), **{"$select": "id"})
        except GraphError as error:
            if error.gone:
                return False
            raise
        return True

    def _found_or_made(self) -> str:
        if found := self._found():
            return found
        try:
            return str(self._line.ask("POST", "/mailFolders", body={"displayName": self._folder})["id"])
        except GraphError as error:
            if error.status != _CONFLICT:
                raise
        # Another process made it meanwhile.
        return self._found()

    def _found(self) -> str:
        where = {"$filter": f"displayName eq {quoted(self._folder)}", "$select": "id"}
        rows = self._line.get("/mailFolders", **where).get("value", [])
        return str(rows[0]["id"]) if rows else ""
