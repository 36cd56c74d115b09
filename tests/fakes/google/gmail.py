"""One user's Gmail."""

from __future__ import annotations

import base64
import itertools
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import Any

from fakes.google.faults import NoError

Json = dict[str, Any]
SYSTEM = ("INBOX", "SENT", "DRAFT", "UNREAD", "SPAM", "TRASH", "STARRED", "IMPORTANT")
PRICES = {"getProfile": 1, "labels.list": 1, "labels.get": 1, "labels.create": 5, "history.list": 2, "messages.list": 5}
PRICES |= {"messages.get": 20, "messages.modify": 5, "drafts.create": 10, "drafts.send": 100, "drafts.get": 5}
PRICES |= {"drafts.delete": 10, "threads.get": 40, "settings.sendAs.list": 1}
_MESSAGE_ID = re.compile(rb"^message-id:[ \t]*(.*(?:\r\n[ \t].*)*)\r\n", re.IGNORECASE | re.MULTILINE)
_BCC = re.compile(rb"^bcc:.*(?:\r\n[ \t].*)*\r\n", re.IGNORECASE | re.MULTILINE)
_MOST = 25 * 1024 * 1024 * 2


@dataclass
class Message:
    id: str
    thread: str
    raw: bytes
    labels: set[str]
    date: int
    changed: int = 0

    @property
    def message_id(self) -> str:
        return header(self.raw, "message-id")


@dataclass
class Gmail:
    """`send` takes (sender, recipient, raw) for everybody. `keeps_ids`: whether Message-IDs stay as they are."""

    address: str
    send: Callable[[str, str, bytes], None]
    aliases: dict[str, str] = field(default_factory=dict)
    keeps_ids: bool = False
    page: int = 500
    messages: dict[str, Message] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    history: list[tuple[int, str, str, list[str]]] = field(default_factory=list)
    replaced: dict[str, str] = field(default_factory=dict)
    """Gmail's Message-ID of what was sent, and the letter's own."""

    def __post_init__(self) -> None:
        self._count = itertools.count(1)
        self._last = 1000
        self._oldest = 1000
        self.lock = threading.RLock()

    # --- what people and servers do -----------------------------------------------------------------------------------

    def bring(self, raw: bytes, *labels: str) -> str:
        """A mail is delivered, as it stands."""
        with self.lock:
            return self._add(raw, {*(labels or ("INBOX",)), "UNREAD"}, self._thread_of(raw)).id

    def lose(self, uid: str) -> None:
        """Deleted for good."""
        with self.lock:
            if self.messages.pop(uid, None):
                self._record("messagesDeleted", uid)

    def relabel(self, uid: str, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> None:
        """Somebody clicks."""
        self.modify(uid, {"addLabelIds": list(add), "removeLabelIds": list(remove)})

    def delete_label(self, name: str) -> None:
        with self.lock:
            [found] = [key for key, each in self.labels.items() if each == name]
            del self.labels[found]
            for message in self.messages.values():
                message.labels.discard(found)

    def forget_history(self) -> None:
        with self.lock:
            self._last += 1
            self._oldest = self._last
            self.history.clear()

    def with_label(self, name: str) -> list[Message]:
        wanted = next((key for key, each in self.labels.items() if each == name), name)
        return [message for message in self.messages.values() if wanted in message.labels]

    # --- the API ------------------------------------------------------------------------------------------------------

    def profile(self) -> Json:
        number = len(self.messages)
        return {"emailAddress": self.address, "messagesTotal": number, "threadsTotal": number, "historyId": str(self._last)}  # fmt: skip  # noqa: E501

    def list_messages(self, query: Json) -> Json:
        wanted = _search(query.get("q", [""])[0], self.labels)
        labels = set(query.get("labelIds", ()))
        found = [m for m in self.messages.values() if labels <= m.labels and all(test(m) for test in wanted)]
        found.sort(key=lambda message: (message.date, message.id), reverse=True)
        page, more = self._page(found, query)
        shown = [{"id": message.id, "threadId": message.thread} for message in page]
        return {**({"messages": shown} if shown else {}), **more, "resultSizeEstimate": len(found)}

    def get(self, uid: str, query: Json) -> Json:
        message = self._one(uid)
        return self._shown(message, query.get("format", ["full"])[0], query.get("metadataHeaders", []))

    def modify(self, uid: str, body: Json) -> Json:
        with self.lock:
            message = self._one(uid)
            add, remove = body.get("addLabelIds", []), body.get("removeLabelIds", [])
            for label in (*add, *remove):
                if label not in SYSTEM and label not in self.labels:
                    raise NoError(400, "labelId not found")
            new, old = set(add) - message.labels, set(remove) & message.labels
            message.labels = (message.labels | new) - old
            for kind, changed in (("labelsAdded", new), ("labelsRemoved", old)):
                if changed:
                    message.changed = self._record(kind, uid, sorted(changed))
            return self._shown(message, "minimal", [])

    def list_history(self, query: Json) -> Json:
        start = int(query["startHistoryId"][0])
        if start < self._oldest or start > self._last:
            raise NoError(404)
        kinds = {kind.replace("message", "messages").replace("label", "labels") for kind in query.get("historyTypes", ())}  # fmt: skip  # noqa: E501
        label = query.get("labelId", [""])[0]
        records = []
        for number, kind, uid, changed in self.history:
            message = self.messages.get(uid)
            if number > start and kind in kinds and message and (not label or label in message.labels):
                records.append(self._history(number, kind, message, changed))
        page, more = self._page(records, query)
        return {**({"history": page} if page else {}), **more, "historyId": str(self._last)}

    def list_labels(self) -> Json:
        return {"labels": [self._label(key) for key in (*SYSTEM, *self.labels)]}

    def get_label(self, key: str) -> Json:
        number = sum(key in message.labels for message in self.messages.values())
        return {**self._label(key), "messagesTotal": number, "threadsTotal": number}

    def create_label(self, body: Json) -> Json:
        with self.lock:
            if body["name"].casefold() in {name.casefold() for name in self.labels.values()}:
                raise NoError(409, "Label name exists or conflicts", "aborted")
            key = f"Label_{next(self._count)}"
            self.labels[key] = body["name"]
            return self._label(key)

    def create_draft(self, body: Json) -> Json:
        message = body["message"]
        thread = message.get("threadId", "")
        raw = _decoded(message["raw"])
        with self.lock:
            if thread and thread not in {each.thread for each in self.messages.values()}:
                raise NoError(404)
            made = self._add(raw, {"DRAFT"}, thread if self._fits(raw, thread) else "")
            name = f"r-{next(self._count)}{made.id[:6]}"
            self.drafts[name] = made.id
            return {"id": name, "message": {"id": made.id, "threadId": made.thread, "labelIds": ["DRAFT"]}}

    def get_draft(self, name: str) -> Json:
        if name not in self.drafts:
            raise NoError(404)
        return {"id": name, "message": self._shown(self.messages[self.drafts[name]], "minimal", [])}

    def delete_draft(self, name: str) -> Json:
        with self.lock:
            self.get_draft(name)
            self.lose(self.drafts.pop(name))
            return {}

    def send_draft(self, body: Json) -> Json:
        with self.lock:
            if body["id"] not in self.drafts:
                raise NoError(404)
            draft = self.messages[self.drafts[body["id"]]]
            people = recipients(draft.raw)
            if not people:
                raise NoError(400, "Recipient address required")
            if wrong := [address for address in people if "@" not in address]:
                raise NoError(400, f"Invalid To header: {wrong[0]}")
            self.lose(self.drafts.pop(body["id"]))
            raw = self._as_sent(draft.raw)
            sent = self._add(raw, {"SENT"}, draft.thread)
            if any(_plain(address) == self.address for address in people):
                sent.labels |= {"INBOX", "UNREAD"}
        for address in people:
            if _plain(address) != self.address:
                self.send(self.address, address, raw)
        return {"id": sent.id, "threadId": sent.thread, "labelIds": sorted(sent.labels)}

    def get_thread(self, key: str, query: Json) -> Json:
        found = [message for message in self.messages.values() if message.thread == key]
        if not found:
            raise NoError(404)
        how = query.get("format", ["full"])[0]
        shown = [self._shown(message, how, query.get("metadataHeaders", [])) for message in found]
        return {"id": key, "historyId": str(self._last), "messages": shown}

    def list_send_as(self) -> Json:
        own = {"sendAsEmail": self.address, "isPrimary": True, "isDefault": True}
        others = [{"sendAsEmail": a, "verificationStatus": status} for a, status in self.aliases.items()]
        return {"sendAs": [own, *others]}

    # --- within ------------------------------------------------------------------------------------------------------

    def _add(self, raw: bytes, labels: set[str], thread: str = "") -> Message:
        number = next(self._count)
        key = f"{0x18F0_0000_0000_0000 + number * 4096:016x}"
        message = Message(key, thread or key, raw, labels, 1_790_000_000_000 + number)
        self.messages[key] = message
        message.changed = self._record("messagesAdded", key)
        return message

    def _thread_of(self, raw: bytes) -> str:
        if b"references" not in raw[:20_000].lower():
            return ""
        named = header(raw, "references").split()
        known = {message.message_id: message.thread for message in self.messages.values()}
        return next((known[each] for each in reversed(named) if each in known), "")

    def _fits(self, raw: bytes, thread: str) -> bool:
        """A thread is joined by References to one of its mails and by its subject; else one of its own is begun."""
        subject = header(raw, "subject").removeprefix("Re: ")
        known = [m for m in self.messages.values() if m.thread == thread]
        named = header(raw, "references").split() + header(raw, "in-reply-to").split()
        return any(m.message_id in named and header(m.raw, "subject").removeprefix("Re: ") == subject for m in known)

    def _as_sent(self, raw: bytes) -> bytes:
        raw = _within_header(_BCC, b"", raw)
        if self.keeps_ids and _MESSAGE_ID.search(_head(raw)):
            return raw
        new = f"<CAGm{next(self._count)}x@mail.gmail.com>"
        self.replaced[new] = header(raw, "message-id")
        if not _MESSAGE_ID.search(_head(raw)):
            return f"Message-ID: {new}\r\n".encode() + raw
        return _within_header(_MESSAGE_ID, f"Message-ID: {new}\r\n".encode(), raw)

    def _record(self, kind: str, uid: str, changed: list[str] | None = None) -> int:
        self._last += 1
        self.history.append((self._last, kind, uid, changed or []))
        return self._last

    def _history(self, number: int, kind: str, message: Message, changed: list[str]) -> Json:
        named = {"id": message.id, "threadId": message.thread}
        told: Json = {"message": {**named, "labelIds": sorted(message.labels)}}
        if kind != "messagesAdded":
            told["labelIds"] = changed
        return {"id": str(number), "messages": [named], kind: [told]}

    def _one(self, uid: str) -> Message:
        if not re.fullmatch(r"[0-9a-f]{1,16}", uid):
            raise NoError(400, "Invalid id value")
        if uid not in self.messages:
            raise NoError(404)
        return self.messages[uid]

    def _shown(self, message: Message, how: str, wanted: list[str]) -> Json:
        shown: Json = {
            "id": message.id,
            "threadId": message.thread,
            "labelIds": sorted(message.labels),
            "historyId": str(message.changed),
            "internalDate": str(message.date),
            "sizeEstimate": len(message.raw),
        }
        if how == "raw":
            shown["raw"] = base64.urlsafe_b64encode(message.raw).decode()
        elif how == "metadata":
            headers = BytesHeaderParser().parsebytes(_head(message.raw)).items()
            names = {name.lower() for name in wanted}
            kept = [{"name": name, "value": str(value)} for name, value in headers if name.lower() in names]
            shown["payload"] = {"mimeType": "text/plain", **({"headers": kept} if kept else {})}
        elif how != "minimal":
            raise AssertionError(f"the fake knows no format {how}")
        return shown

    def _label(self, key: str) -> Json:
        return {"id": key, "name": self.labels.get(key, key), "type": "user" if key in self.labels else "system"}

    def _page(self, found: list[Any], query: Json) -> tuple[list[Any], Json]:
        size = min(int(query.get("maxResults", ["100"])[0]), self.page)
        start = int(query.get("pageToken", ["0"])[0])
        more = {"nextPageToken": str(start + size)} if len(found) > start + size else {}
        return found[start : start + size], more


def header(raw: bytes, name: str) -> str:
    return str(BytesHeaderParser().parsebytes(_head(raw)).get(name, "")).strip()


def recipients(raw: bytes) -> list[str]:
    parsed = BytesHeaderParser().parsebytes(_head(raw))
    fields = [str(field) for name in ("to", "cc", "bcc") for field in parsed.get_all(name, [])]
    return [address for _, address in getaddresses(fields) if address]


def _search(text: str, labels: dict[str, str]) -> Iterator[Callable[[Message], bool]]:
    return [_test(word, labels) for word in text.split()]


def _test(word: str, labels: dict[str, str]) -> Callable[[Message], bool]:
    """What the fake does not know it does not answer: an empty list would look like one."""
    sense, operator, value = re.fullmatch(r"(-?)(\w+):(.+)", word).groups()  # type: ignore[union-attr]
    if operator == "rfc822msgid":
        found = lambda message: message.message_id == f"<{value}>"  # noqa: E731
    elif operator == "in" and value == "sent":
        found = lambda message: "SENT" in message.labels  # noqa: E731
    elif operator == "label":
        named = {key for key, name in labels.items() if re.sub("[ /]", "-", name.lower()) == value.lower()}
        found = lambda message: bool(named & message.labels)  # noqa: E731
    else:
        raise AssertionError(f"the fake can't search for {word}")
    return (lambda message: not found(message)) if sense else found


def _head(raw: bytes) -> bytes:
    return raw[: raw.find(b"\r\n\r\n") + 4] if b"\r\n\r\n" in raw else raw


def _within_header(pattern: re.Pattern[bytes], new: bytes, raw: bytes) -> bytes:
    head = _head(raw)
    return pattern.sub(lambda _: new, head) + raw[len(head) :]


def _plain(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}".lower()


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
