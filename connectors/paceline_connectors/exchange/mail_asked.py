"""What the mailbox and the transport ask of an account."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from exchangelib import services
from exchangelib.errors import ErrorFolderExists
from exchangelib.fields import FieldOrder, FieldPath
from exchangelib.items import Item
from exchangelib.properties import FieldURI
from exchangelib.util import TNS, create_element, set_xml_value

from paceline_connectors.exchange import asked
from paceline_connectors.exchange.hearing import heard

_PAGE = 200
_BEFORE_MIME = 1 << 20
"""Octets of an answer in which the MIME content must have begun."""
_MIME = re.compile(rb"<(?:\w+:)?MimeContent[^>]*>")
_NAME = FieldURI(field_uri="folder:DisplayName")
_MESSAGE_ID = FieldURI(field_uri="message:InternetMessageId")
_ARRIVALS = ("NewMailEvent", "CreatedEvent", "MovedEvent")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail in the inbox. `size` is what the store takes for it, in octets: its MIME may be a third larger."""

    id: str
    size: int


class MailAsked:
    """Each method asks once or more, and raises what exchangelib raises."""

    def __init__(self, account: Any) -> None:
        self._account = account
        self._inbox = asked.well_known(account, "inbox")

    def waiting(self) -> Iterator[Waiting]:
        """The mails in the inbox, oldest first, page by page."""
        found = asked.FindItem(account=self._account, page_size=_PAGE).call(
            folders=[self._inbox],
            additional_fields=asked.properties("item:Size"),
            restriction=None,
            order_fields=[FieldOrder(FieldPath(field=Item.get_field_by_fieldname("datetime_received")))],
            shape="IdOnly",
            query_string=None,
            depth="Shallow",
            calendar_view=None,
            max_items=None,
            offset=0,
        )
        for each in found:
            if isinstance(each, Exception):
                raise each
            yield Waiting(asked.item_id(each), int(asked.value(each, "Size") or 0))

    def mime(self, names: Iterable[str]) -> list[bytes | Exception]:
        """The octets of each mail, or why they can't be had."""
        found = asked.GetItem(account=self._account).call(
            items=asked.ids(*names), additional_fields=asked.properties("item:MimeContent"), shape="IdOnly"
        )
        return [
            each if isinstance(each, Exception) else base64.b64decode(asked.value(each, "MimeContent"))
            for each in found
        ]

    def beginning(self, name: str, octets: int) -> bytes:
        """At most the first `octets` of a mail, read no further; b"" when it can't be had."""
        service = asked.GetItem(account=self._account)
        payload = service.get_payload(
            items=asked.ids(name), additional_fields=asked.properties("item:MimeContent"), shape="IdOnly"
        )
        with service.opened(payload) as pieces:
            return _decoded(_mime_of(pieces), octets)

    def move(self, name: str, folder: str) -> None:
        """Raises ErrorItemNotFound or ErrorInvalidIdMalformed for one that is not there."""
        asked.raised(
            asked.MoveItem(account=self._account).call(items=asked.ids(name), to_folder=asked.folder_id(folder))
        )

    def folder(self, name: str) -> str:
        """The id of a folder beside the inbox's, made when there is none."""
        if found := self._find_folder(name):
            return found
        service = asked.CreateFolder(account=self._account)
        element = set_xml_value(create_element("t:Folder"), _display_name(name))
        payload = create_element("m:CreateFolder")
        payload.append(services.common.folder_ids_element([self._root], self._account.version, "m:ParentFolderId"))
        payload.append(set_xml_value(create_element("m:Folders"), element))
        [made] = service.ask(payload)
        if isinstance(made, ErrorFolderExists):
            return self._find_folder(name)
        if isinstance(made, Exception):
            raise made
        return _folder_id(made)

    def _find_folder(self, name: str) -> str:
        service = asked.FindFolder(account=self._account)
        payload = service.get_payload(
            folders=[self._root],
            additional_fields=None,
            restriction=asked.Equals(_NAME, name),
            shape="IdOnly",
            depth="Shallow",
            page_size=1,
        )
        return next((_folder_id(element) for element in service.ask(payload)), "")

    @property
    def _root(self) -> Any:
        return asked.well_known(self._account, "msgfolderroot")

    def subscribe(self) -> str:
        [name] = services.SubscribeToStreaming(account=self._account).call(folders=[self._inbox], event_types=_ARRIVALS)
        return str(name)

    def unsubscribe(self, subscription: str) -> None:
        services.Unsubscribe(account=self._account).get(subscription_id=subscription)

    def hear(self, subscription: str, seconds: float) -> bool:
        """Whether an event came within that time."""
        return heard(self._account, subscription, seconds)

    def send(self, raw: bytes) -> None:
        """A copy is kept among the sent items."""
        self._create(raw, "SendAndSaveCopy", "sentitems")

    def lay_down(self, raw: bytes) -> str:
        """As a draft. Its id."""
        return asked.item_id(self._create(raw, "SaveOnly", "drafts"))

    def delete(self, name: str) -> None:
        asked.raised(
            asked.DeleteItem(account=self._account).call(
                items=asked.ids(name),
                delete_type="HardDelete",
                send_meeting_cancellations="SendToNone",
                affected_task_occurrences="AllOccurrences",
                suppress_read_receipts=True,
            )
        )

    def _create(self, raw: bytes, disposition: str, folder: str) -> Any:
        payload = create_element("m:CreateItem", attrs={"MessageDisposition": disposition})
        place = asked.well_known(self._account, folder)
        payload.append(services.common.folder_ids_element([place], self._account.version, "m:SavedItemFolderId"))
        content = create_element("t:MimeContent", attrs={"CharacterSet": "UTF-8"})
        content.text = base64.b64encode(raw).decode()
        message = set_xml_value(create_element("t:Message"), content)
        payload.append(set_xml_value(create_element("m:Items"), message))
        [made] = asked.raised(asked.CreateItem(account=self._account).ask(payload))
        return made

    def sent(self, message_id: str) -> bool:
        """Whether it lies among the sent items, or still waits to leave."""
        found = asked.FindItem(account=self._account, page_size=1).call(
            folders=[asked.well_known(self._account, name) for name in ("sentitems", "outbox")],
            additional_fields=[],
            restriction=asked.Equals(_MESSAGE_ID, message_id),
            order_fields=None,
            shape="IdOnly",
            query_string=None,
            depth="Shallow",
            calendar_view=None,
            max_items=1,
            offset=0,
        )
        return bool(asked.raised(found))

    def look(self, folder: str) -> None:
        """Raises what stands in the way of opening it."""
        service = asked.GetFolder(account=self._account)
        payload = create_element("m:GetFolder")
        payload.append(services.common.shape_element("m:FolderShape", "IdOnly", None, self._account.version))
        place = asked.well_known(self._account, folder)
        payload.append(services.common.folder_ids_element([place], self._account.version))
        asked.raised(service.ask(payload))


def _display_name(name: str) -> Any:
    element = create_element("t:DisplayName")
    element.text = name
    return element


def _folder_id(element: Any) -> str:
    return str(element.find(f"{{{TNS}}}FolderId").get("Id"))


def _mime_of(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The base64 text of the MIME content, piece by piece."""
    held, begun = b"", False
    for piece in pieces:
        if not begun:
            held += piece
            if start := _MIME.search(held):
                begun, piece = True, held[start.end() :]
            elif len(held) > _BEFORE_MIME:
                return
        if begun:
            text, end, _ = piece.partition(b"<")
            yield text
            if end:
                return


def _decoded(pieces: Iterable[bytes], octets: int) -> bytes:
    found, left = bytearray(), b""
    for piece in pieces:
        text = left + b"".join(piece.split())
        whole = len(text) // 4 * 4
        try:
            found += binascii.a2b_base64(text[:whole])
        except binascii.Error:
            break
        left = text[whole:]
        if len(found) >= octets:
            break
    return bytes(found[:octets])
