"""What the fake server holds: mailboxes, their folders, the items in them, and what changed when."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from itertools import count

from icalendar import Event as Entry

from fakes.ews.soap import RefusedError

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@dataclass
class Item:
    """One mail or one calendar item. `raw` are a mail's octets, `entries` the VEVENTs of an event, the series first."""

    id: str
    kind: str
    folder: str
    received: datetime
    raw: bytes = b""
    entries: list[Entry] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    """Named properties of a client's own."""
    answer: str = "NoResponseReceived"
    version: int = 1

    @property
    def message_id(self) -> str:
        return str(BytesHeaderParser().parsebytes(self.raw)["message-id"] or "").strip()

    def said(self, number: int, name: str) -> str:
        """A text of one of its entries."""
        return str(self.entries[number].get(name, "")) if self.entries else ""

    @property
    def uid(self) -> str:
        return str(self.entries[0]["UID"]) if self.entries else ""


@dataclass
class Letter:
    sender: str
    recipients: list[str]
    raw: bytes


DISTINGUISHED = ("root", "msgfolderroot", "inbox", "sentitems", "outbox", "drafts", "deleteditems", "calendar")


class Mailbox:
    """One account's folders. A folder's id is its key here, or a made one for those that a client created."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.items: dict[str, Item] = {}
        self.folders: dict[str, tuple[str, str]] = {name: (name, "root") for name in DISTINGUISHED}
        self.journal: list[tuple[int, str, str, str]] = []
        """(number, folder, what, item id): what changed, for those who synchronize."""
        self.out_of_office = "Disabled"
        self.absence: tuple[datetime, datetime] | None = None
        """For when automatic replies are scheduled."""
        self.busy: list[tuple[datetime, datetime, str]] = []
        self._count = count(1)
        self._changed = threading.Condition()

    def add(self, folder: str, kind: str, **fields: object) -> Item:
        number = next(self._count)
        item = Item(self._name(folder, number), kind, folder, START + timedelta(seconds=number), **fields)  # type: ignore[arg-type]
        with self._changed:
            self.items[item.id] = item
            self._note(folder, "Create", item.id)
        return item

    def get(self, item_id: str) -> Item:
        if not item_id.startswith("AAMk"):
            raise RefusedError("ErrorInvalidIdMalformed", "Id is malformed.")
        try:
            return self.items[item_id]
        except KeyError:
            raise RefusedError("ErrorItemNotFound", "The specified object was not found in the store.") from None

    def update(self, item: Item) -> None:
        with self._changed:
            item.version += 1
            self._note(item.folder, "Update", item.id)

    def remove(self, item_id: str) -> Item:
        with self._changed:
            item = self.items.pop(self.get(item_id).id)
            self._note(item.folder, "Delete", item_id)
        return item

    def move(self, item_id: str, folder: str) -> Item:
        """It gets a new id there, as in Exchange."""
        item = self.remove(item_id)
        with self._changed:
            item.id, item.folder = self._name(folder, next(self._count)), folder
            self.items[item.id] = item
            self._note(folder, "Create", item.id)
        return item

    def renumber(self) -> None:
        """All items get new ids, as when the mailbox moves to another server."""
        with self._changed:
            for item in list(self.items.values()):
                del self.items[item.id]
                item.id = self._name(item.folder, next(self._count))
                self.items[item.id] = item

    def within(self, folder: str) -> list[Item]:
        return [item for item in self.items.values() if item.folder == folder]

    def by_uid(self, uid: str) -> Item | None:
        return next((item for item in self.within("calendar") if item.uid == uid), None)

    def make_folder(self, name: str, parent: str) -> str:
        if any(found == (name, parent) for found in self.folders.values()):
            raise RefusedError("ErrorFolderExists", "A folder with the specified name already exists.")
        folder_id = self._name("folder", next(self._count))
        self.folders[folder_id] = name, parent
        return folder_id

    @property
    def last(self) -> int:
        return self.journal[-1][0] if self.journal else 0

    def since(self, folder: str, number: int) -> Iterator[tuple[int, str, str]]:
        """What became of each item after `number`: (number, "Create", "Update" or "Delete", item id)."""
        latest: dict[str, int] = {}
        created: set[str] = set()
        for at, where, what, item_id in self.journal:
            if where == folder and at > number:
                latest[item_id] = at
                created |= {item_id} if what == "Create" else set()
        for item_id, at in sorted(latest.items(), key=lambda pair: pair[1]):
            there = item_id in self.items
            if there or item_id not in created:
                yield at, ("Create" if item_id in created else "Update") if there else "Delete", item_id

    def wait_for_change(self, number: int, seconds: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.last > number, seconds)

    def _note(self, folder: str, what: str, item_id: str) -> None:
        self.journal.append((next(self._count), folder, what, item_id))
        self._changed.notify_all()

    def _name(self, folder: str, number: int) -> str:
        """Long, opaque, and told apart by case, as the real ones are."""
        return "AAMk" + base64.b64encode(f"{self.address}/{folder}/{number:08}".ljust(102, "\0").encode()).decode()


class Post:
    """All mailboxes, and the letters that left them."""

    def __init__(self) -> None:
        self.mailboxes: dict[str, Mailbox] = {}
        self.letters: list[Letter] = []
        self.meeting_answers: list[tuple[str, str, str]] = []
        self.date_answers: list[tuple[str, datetime, str]] = []
        """Answers to single dates of a series: (UID, its start, PARTSTAT)."""
        self.plus_addressing = True
        self.departed: Callable[[Letter], object] = lambda _: None
        """Called with each letter that is sent."""

    def open(self, address: str) -> Mailbox:
        return self.mailboxes.setdefault(address.lower(), Mailbox(address.lower()))

    def reach(self, address: str) -> Mailbox:
        try:
            return self.mailboxes[address.lower()]
        except KeyError:
            raise RefusedError(
                "ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it."
            ) from None

    def send(self, sender: str, raw: bytes) -> None:
        """To everybody whom the letter names; whose mailbox is here finds it in the inbox."""
        headers = BytesHeaderParser().parsebytes(raw)
        named = [str(value) for name in ("to", "cc", "bcc") for value in headers.get_all(name, [])]
        recipients = [address for _, address in getaddresses(named)]
        if not recipients or not all("@" in each for each in recipients):
            raise RefusedError("ErrorInvalidRecipients", "At least one recipient isn't valid.")
        letter = Letter(sender, recipients, raw)
        self.letters.append(letter)
        for recipient in recipients:
            if mailbox := self.mailboxes.get(self._plain(recipient)):
                mailbox.add("inbox", "Message", raw=raw)
        self.departed(letter)

    def _plain(self, address: str) -> str:
        user, _, domain = address.lower().rpartition("@")
        return f"{user.partition('+')[0] if self.plus_addressing else user}@{domain}"
