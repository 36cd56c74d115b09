"""A mailbox's folders and messages, and what changed in them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from fakes.graph.answers import Answer, WrongError, found, no_such_item
from fakes.graph.mime import addresses, header, rebuilt

INBOX, SENT, DRAFTS, DELETED = "inbox", "sentitems", "drafts", "deleteditems"
WELL_KNOWN = {INBOX: "Inbox", SENT: "Sent Items", DRAFTS: "Drafts", DELETED: "Deleted Items"}
LARGEST = 36 * 1024 * 1024
LARGEST_REQUEST = 4 * 1024 * 1024


@dataclass
class Message:
    id: str
    raw: bytes
    folder: str
    came: datetime
    draft: bool = False
    message_id: str = ""


@dataclass
class Box:
    user: str
    url: str
    now: Callable[[], datetime]
    send: Callable[[str, list[str], bytes], None]
    folders: dict[str, str] = field(default_factory=lambda: dict(WELL_KNOWN))
    messages: dict[str, Message] = field(default_factory=dict)
    log: list[tuple[str, str]] = field(default_factory=list)
    """Every change: a folder's id and a message's."""
    generation: int = 0
    made: int = 0
    own_message_ids: bool = False
    """The server puts a Message-ID of its own in the place of the letter's."""
    most: int = 1_000_000

    # --- the world outside -------------------------------------------------------------------------------------------

    def bring(self, raw: bytes) -> str:
        if len(raw) > LARGEST:
            raise ValueError("552 5.3.4 the message is larger than this mailbox takes")
        return self._add(raw, INBOX).id

    def lose(self, name: str) -> None:
        if message := self.messages.pop(name, None):
            self.log.append((message.folder, name))

    def forget(self) -> None:
        self.generation += 1

    # --- what Graph offers -------------------------------------------------------------------------------------------

    def delta(self, folder: str, query: Mapping[str, str], size: int) -> Answer:
        self._folder(folder)
        token = query.get("$skiptoken") or query.get("$deltatoken")
        if token is None:
            if query.get("$orderby", "receivedDateTime desc").replace("+", " ") != "receivedDateTime desc":
                raise WrongError(400, "ErrorInvalidUrlQuery", "only receivedDateTime desc")
            since, until, skip, select = -1, len(self.log), 0, query.get("$select", "")
            ordered = "$orderby" in query
        else:
            generation, since, until, skip, select = self._read(token)
            ordered = select.startswith("!")
            select = select.removeprefix("!")
            if generation != self.generation:
                raise WrongError(410, "syncStateNotFound", "The sync state generation is not found.")
            until = len(self.log) if until < 0 else until
        rows = self._all(folder) if since < 0 else self._changed(folder, since, until)
        if not ordered:
            # "The return order is not guaranteed."
            rows.sort(key=lambda row: str(row["id"])[::-1])
        page = [self._chosen(row, select) for row in rows[skip : skip + size]]
        more = skip + size < len(rows)
        state = (since, until, skip + size) if more else (until, -1, 0)
        link = f"{self.url}/mailFolders/{folder}/messages/delta?"
        link += f"${'skip' if more else 'delta'}token={self.generation}.{state[0]}.{state[1]}.{state[2]}."
        link += "!" * ordered + select
        return found("message*", {"value": page, f"@odata.{'next' if more else 'delta'}Link": link})

    def value(self, name: str) -> Answer:
        return Answer(200, rebuilt(self._message(name).raw), {"Content-Type": "text/plain"})

    def one(self, name: str, select: str) -> Answer:
        return found("message", self._chosen(self._row(self._message(name)), select))

    def listed(self, query: Mapping[str, str]) -> Answer:
        wanted = _quoted("internetMessageId", query.get("$filter", ""))
        rows = [self._row(m) for m in self.messages.values() if wanted in (None, m.message_id)]
        return found("message*", {"value": [self._chosen(row, query.get("$select", "")) for row in rows]})

    def move(self, name: str, to: str) -> Answer:
        message = self._message(name)
        self._folder(to)
        self._put(message, to)
        return found("message", self._row(message), 201)

    def delete(self, name: str) -> Answer:
        self._message(name)
        self.lose(name)
        return Answer(204)

    def draft(self, text: bytes) -> Answer:
        raw = self._posted(text)
        if len(self.messages) >= self.most:
            raise WrongError(507, "ErrorQuotaExceeded", "The mailbox has exceeded its storage quota.")
        message = self._add(raw, DRAFTS, draft=True)
        return found("message", self._row(message), 201)

    def send_draft(self, name: str) -> Answer:
        """Exchange would send again what has gone: to look first is the caller's part."""
        message = self._message(name)
        self._go(message.raw)
        message.draft = False
        self._put(message, SENT)
        return Answer(202)

    def send_mail(self, text: bytes) -> Answer:
        raw = self._posted(text)
        self._go(raw)
        self._add(raw, SENT)
        return Answer(202)

    def folder(self, name: str) -> Answer:
        return found("mailFolder", self._folder_row(self._folder(name)))

    def folders_like(self, query: Mapping[str, str]) -> Answer:
        wanted = _quoted("displayName", query.get("$filter", ""))
        rows = [self._folder_row(each) for each, shown in self.folders.items() if wanted in (None, shown)]
        return found("mailFolder*", {"value": rows})

    def make_folder(self, shown: str) -> Answer:
        if shown.lower() in (each.lower() for each in self.folders.values()):
            raise WrongError(409, "ErrorFolderExists", "A folder with the specified name already exists.")
        self.made += 1
        name = f"AQMkFolder{self.made}="
        self.folders[name] = shown
        return found("mailFolder", self._folder_row(name), 201)

    def lose_folder(self, shown: str) -> None:
        self.folders = {each: name for each, name in self.folders.items() if name != shown}

    # --- inside ------------------------------------------------------------------------------------------------------

    def _posted(self, text: bytes) -> bytes:
        if len(text) > LARGEST_REQUEST:
            raise WrongError(413, "RequestEntityTooLarge", "The request is larger than 4 MB.")
        try:
            raw = base64.b64decode(text, validate=True)
        except binascii.Error:
            message = "Invalid base64 string for MIME content."
            raise WrongError(400, "ErrorMimeContentInvalidBase64String", message) from None
        return raw

    def _go(self, raw: bytes) -> None:
        to = addresses(raw, "to", "cc", "bcc")
        if not to or any("invalid" in each for each in to):
            raise WrongError(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.")
        self.send(self.user, to, raw)

    def _add(self, raw: bytes, folder: str, *, draft: bool = False) -> Message:
        self.made += 1
        ours = f"<server-{self.made}@prod.outlook.com>" if self.own_message_ids and folder != INBOX else ""
        when = self.now() + timedelta(microseconds=self.made)
        message = Message(f"AAkALg/{self.made}+b=", raw, folder, when, draft, ours or header(raw, "message-id"))
        self.messages[message.id] = message
        self.log.append((folder, message.id))
        return message

    def _put(self, message: Message, folder: str) -> None:
        self.log += [(message.folder, message.id), (folder, message.id)]
        message.folder = folder

    def _message(self, name: str) -> Message:
        if not name.endswith("="):
            raise WrongError(400, "ErrorInvalidIdMalformed", "Id is malformed.")
        if name not in self.messages:
            raise no_such_item()
        return self.messages[name]

    def _folder(self, name: str) -> str:
        if name not in self.folders:
            raise WrongError(404, "ErrorItemNotFound", "The specified object was not found in the store.")
        return name

    def _read(self, token: str) -> tuple[int, int, int, int, str]:
        try:
            generation, since, until, skip, select = token.split(".", 4)
            return int(generation), int(since), int(until), int(skip), select
        except ValueError:
            raise WrongError(400, "BadRequest", "Badly formed token.") from None

    def _all(self, folder: str) -> list[dict[str, Any]]:
        within = [message for message in self.messages.values() if message.folder == folder]
        return [self._row(message) for message in sorted(within, key=lambda m: m.came, reverse=True)]

    def _changed(self, folder: str, since: int, until: int) -> list[dict[str, Any]]:
        names = dict.fromkeys(name for where, name in self.log[since:until] if where == folder)
        now = [self.messages[n] for n in names if n in self.messages and self.messages[n].folder == folder]
        gone = [n for n in names if n not in {message.id for message in now}]
        rows = [self._row(message) for message in sorted(now, key=lambda m: m.came, reverse=True)]
        return rows + [{"id": name, "@removed": {"reason": "deleted"}} for name in gone]

    def _chosen(self, row: dict[str, Any], select: str) -> dict[str, Any]:
        wanted = {"id", "@removed", *select.split(",")}
        return {name: value for name, value in row.items() if name in wanted} if select else row

    def _row(self, message: Message) -> dict[str, Any]:
        came = message.came.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        person = {"emailAddress": {"name": self.user, "address": self.user}}
        return {
            "@odata.etag": f'W/"{message.id}"',
            "id": message.id,
            "createdDateTime": came,
            "lastModifiedDateTime": came,
            "changeKey": "CQAAABYAAAA=",
            "categories": [],
            "receivedDateTime": came,
            "sentDateTime": came,
            "hasAttachments": False,
            "internetMessageId": message.message_id,
            "subject": header(message.raw, "subject"),
            "bodyPreview": "",
            "importance": "normal",
            "parentFolderId": message.folder,
            "isRead": False,
            "isDraft": message.draft,
            "body": {"contentType": "text", "content": ""},
            "from": person,
            "toRecipients": [],
        }

    def _folder_row(self, name: str) -> dict[str, Any]:
        within = sum(message.folder == name for message in self.messages.values())
        return {"id": name, "displayName": self.folders[name], "childFolderCount": 0, "totalItemCount": within}


def _quoted(name: str, condition: str) -> str | None:
    if not condition:
        return None
    match = re.fullmatch(rf"{name} eq '((?:[^']|'')*)'", condition)
    if not match:
        raise WrongError(400, "ErrorInvalidUrlQueryFilter", f"The filter {condition} is not supported.")
    return match[1].replace("''", "'")
