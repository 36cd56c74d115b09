"""Mail from a Gmail inbox. A mail that is settled bears a label; by default it leaves the inbox, as "Archive" does.

Settings: account.py's, and `label` ("Paceline/settled"); `archive` (true); `units_per_minute` (6000): what the Cloud
project may spend for one user.

The first look lists the inbox, later ones the mailbox's history since then (2 units). All that tells what is settled
lies at Google: a restart lists the inbox again. Mail is given in the order of the list, which is that of its arrival.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from paceline.ports import LARGEST_MAIL, Finding, Mail
from paceline_connectors.google import examining
from paceline_connectors.google.account import MAIL, account
from paceline_connectors.google.calls import Json, Line
from paceline_connectors.google.prices import CHANGE, GET, HISTORY, LABEL, LIST, MOST, PER_MINUTE, PROFILE
from paceline_connectors.google.words import RefusedError, WaitError
from paceline_connectors.settings import Settings

_KEPT = 10_000
"""Names of mails that wait, at most, in memory; the others are listed again when these are settled."""
_SHARE = 0.8
"""Of the units, for taking mail in: a backlog must not keep letters from going."""
_STUMBLES = 3
_PAGE = 500
_ID = re.compile(r"[0-9a-f]{1,32}")
_BASE64_OF_LARGEST = (LARGEST_MAIL + 3) // 3 * 4


def opened(settings: Mapping[str, Any]) -> GmailMailbox:
    given = Settings(settings)
    who = account(given)
    label = given.text("label", "Paceline/settled")
    if not re.fullmatch(r"[^\W_](?:[\w /-]*\w)?", label):
        given.wrong("label", "it is no name for a label", "use letters, digits, spaces, - and /")
    archive = given.flag("archive", default=True)
    per_minute = given.number("units_per_minute", PER_MINUTE, 300, MOST)
    given.close()
    return GmailMailbox(Line(who, "gmail", "mailbox", MAIL, per_minute), label, archive=archive)


class GmailMailbox:
    def __init__(self, line: Line, label: str, *, archive: bool) -> None:
        self.name = f"google:{line.account.address}"
        self._line = line
        self._label = label
        self._archive = archive
        self._label_id = ""
        self._cursor = ""
        self._waiting: dict[str, None] = {}
        self._stumbled = ("", 0)
        self._more = False
        """Whether others wait than those that are kept in memory."""

    def fetch(self, limit: int = 200) -> Iterator[Mail]:
        """Fewer than wait where the minute's units are spent; none at all is a ConnectionError then."""
        self._look()
        return self._readable(limit)

    def settle(self, mail: Mail) -> None:
        if _ID.fullmatch(mail.uid):
            self._settle(mail.uid)
        self._waiting.pop(mail.uid, None)

    def close(self) -> None:
        self._line.close()

    def examine(self) -> Iterable[Finding]:
        return examining.mailbox(self._line, self._label)

    # --- what waits ---------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        try:
            if self._cursor and (self._waiting or not self._more):
                self._look_at_changes()
                return
        except RefusedError as error:
            if error.status != 404:
                raise
        self._look_at_all()

    def _look_at_all(self) -> None:
        """The cursor is read first: what comes while the list is read is in the history since then."""
        profile = self._line.ask(lambda gmail: gmail.users().getProfile(userId="me"), PROFILE)
        wanted = {"labelIds": ["INBOX"], "q": f"-label:{re.sub('[ /]', '-', self._label)}", "maxResults": _PAGE}
        newest_first: deque[str] = deque(maxlen=_KEPT)
        number = 0
        for page in self._pages("messages", LIST, wanted):
            found = [message["id"] for message in page.get("messages", ())]
            number += len(found)
            newest_first.extend(found)
        self._waiting = dict.fromkeys(reversed(newest_first))
        self._more = number > _KEPT
        self._cursor = profile["historyId"]

    def _look_at_changes(self) -> None:
        kinds = ["messageAdded", "labelAdded", "labelRemoved"]
        wanted = {"startHistoryId": self._cursor, "historyTypes": kinds, "labelId": "INBOX", "maxResults": _PAGE}
        cursor = self._cursor
        for page in self._pages("history", HISTORY, wanted):
            for message in _touched(page):
                self._consider(message)
            cursor = page.get("historyId", cursor)
        self._cursor = cursor

    def _consider(self, message: Json) -> None:
        """Whether it waits indeed is seen when it is read; here only those are left out that certainly don't."""
        if self._label_id and self._label_id in message.get("labelIds", ()):
            self._waiting.pop(message["id"], None)
        elif len(self._waiting) < _KEPT:
            self._waiting.setdefault(message["id"])
        else:
            self._more = True

    def _pages(self, kind: str, units: int, wanted: Json) -> Iterator[Json]:
        page = self._page(kind, units, wanted)
        yield page
        while token := page.get("nextPageToken"):
            page = self._page(kind, units, {**wanted, "pageToken": token})
            yield page

    def _page(self, kind: str, units: int, wanted: Json) -> Json:
        return self._line.ask(lambda gmail: getattr(gmail.users(), kind)().list(userId="me", **wanted), units)

    # --- one mail -----------------------------------------------------------------------------------------------------

    def _readable(self, limit: int) -> Iterator[Mail]:
        given = 0
        for uid in list(self._waiting):
            if given >= limit:
                return
            try:
                mail = self._read(uid)
            except WaitError:
                if given:
                    return
                raise
            except ConnectionError:
                self._stumble(uid)
                raise
            if mail:
                given += 1
                yield mail

    def _stumble(self, uid: str) -> None:
        """A mail that can't be read again and again must not keep the others waiting: it goes behind them."""
        number = self._stumbled[1] + 1 if self._stumbled[0] == uid else 1
        self._stumbled = uid, number
        if number >= _STUMBLES and uid in self._waiting:
            self._waiting.pop(uid)
            self._waiting[uid] = None

    def _read(self, uid: str) -> Mail | None:
        if uid not in self._waiting:
            return None
        self._line.take(GET + CHANGE, _SHARE)  # it shall be settled too
        try:
            message = self._line.ask(
                lambda gmail: gmail.users().messages().get(userId="me", id=uid, format="raw", fields="labelIds,raw")
            )
        except RefusedError as error:
            if error.status != 404:
                raise
            message = {}
        labels = message.get("labelIds", ())
        if "INBOX" not in labels or self._settled_id() in labels:
            self._waiting.pop(uid, None)
            return None
        return Mail(self.name, uid, _start_of(message.get("raw", "")))

    def _settle(self, uid: str) -> None:
        label = self._settled_id(make=True)
        try:
            self._add(uid, label)
        except RefusedError as error:
            if error.status == 400:
                self._add_anew(uid, label)
            elif error.status != 404:
                raise

    def _add_anew(self, uid: str, refused: str) -> None:
        """Somebody may have deleted the label; if not, it is the mail's name that means nothing here."""
        self._label_id = ""
        label = self._settled_id(make=True)
        if label != refused:
            self._add(uid, label)

    def _add(self, uid: str, label: str) -> None:
        change = {"addLabelIds": [label], "removeLabelIds": ["INBOX"] if self._archive else []}
        self._line.ask(lambda gmail: gmail.users().messages().modify(userId="me", id=uid, body=change))

    def _settled_id(self, *, make: bool = False) -> str:
        """The label's; "" when there is none yet."""
        if not self._label_id:
            self._label_id = self._found_label()
        if not self._label_id and make:
            self._label_id = self._made_label()
        return self._label_id

    def _found_label(self) -> str:
        labels = self._line.ask(lambda gmail: gmail.users().labels().list(userId="me"), LABEL).get("labels", ())
        named = (label["id"] for label in labels if label["name"].casefold() == self._label.casefold())
        return str(next(named, ""))

    def _made_label(self) -> str:
        wanted = {"name": self._label, "labelListVisibility": "labelShow", "messageListVisibility": "show"}
        try:
            made = self._line.ask(lambda gmail: gmail.users().labels().create(userId="me", body=wanted), CHANGE)
        except RefusedError as error:
            if error.status != 409:
                raise
            return self._found_label()
        return str(made["id"])


def _touched(page: Json) -> Iterator[Json]:
    for record in page.get("history", ()):
        for kind in ("messagesAdded", "labelsAdded", "labelsRemoved"):
            for change in record.get(kind, ()):
                yield change["message"]


def _start_of(raw: str) -> bytes:
    """The first LARGEST_MAIL + 1 octets. Google leaves the padding out or not."""
    part = raw[:_BASE64_OF_LARGEST]
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))[: LARGEST_MAIL + 1]
