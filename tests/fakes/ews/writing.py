"""Creating, sending, answering, changing, moving and deleting items."""

from __future__ import annotations

import base64
from email.parser import BytesHeaderParser
from email.utils import parseaddr

from lxml import etree

from fakes.ews import appointments
from fakes.ews.desk import Desk
from fakes.ews.soap import TYPES, Element, RefusedError, done, find, local, make, refused, response, text
from fakes.ews.store import Mailbox

REPLIES = {"AcceptItem": "ACCEPTED", "DeclineItem": "DECLINED", "TentativelyAcceptItem": "TENTATIVE"}


class Writing(Desk):
    def _createitem(self, request: Element) -> Element:
        disposition = request.get("MessageDisposition", "")
        place = request.find("{*}SavedItemFolderId")
        mailbox, folder = self._folder(place[0]) if place is not None else (self._own, "sentitems")
        messages = []
        for each in request.find("{*}Items"):  # type: ignore[union-attr]
            try:
                made = self._created(each, mailbox, folder, disposition)
                messages.append(done("CreateItem", make("m:Items", *made)))
            except RefusedError as error:
                messages.append(refused("CreateItem", error, make("m:Items")))
        return response("CreateItem", messages)

    def _created(self, element: Element, mailbox: Mailbox, folder: str, disposition: str) -> list[Element]:
        kind = local(element)
        if kind in REPLIES:
            self._answer(element, REPLIES[kind])
            return []
        if kind == "CalendarItem":
            entry, own = appointments.entry_of(element)
            if "UID" not in entry:
                entry.add("UID", f"040000008200E00074C5B7101A82E008{len(mailbox.items):08X}")
            item = mailbox.add(folder, kind, entries=[entry], properties=own)
            return [make("t:CalendarItem", make("t:ItemId", Id=item.id, ChangeKey="CQ000001"))]
        raw = base64.b64decode(text(element, "t:MimeContent"))
        self._check(raw, mailbox)
        if disposition == "SaveOnly":
            item = mailbox.add(folder, "Message", raw=raw)
            return [make("t:Message", make("t:ItemId", Id=item.id, ChangeKey="CQ000001"))]
        self._post.send(mailbox.address, raw)
        if disposition == "SendAndSaveCopy":
            mailbox.add(folder, "Message", raw=raw)
        return []

    def _check(self, raw: bytes, mailbox: Mailbox) -> None:
        if self.refuses_letters:
            raise RefusedError(self.refuses_letters)
        if len(raw) > self.largest:
            raise RefusedError("ErrorMessageSizeExceeded", "The message exceeds the maximum supported size.")
        author = parseaddr(str(BytesHeaderParser().parsebytes(raw)["from"] or mailbox.address))[1]
        if author.lower() != mailbox.address:
            raise RefusedError("ErrorSendAsDenied", "The user account does not have the right to send as this one.")

    def _answer(self, element: Element, partstat: str) -> None:
        reference = find(element, "t:ReferenceItemId")
        assert reference is not None
        item, number = self._find(reference)
        mailbox = next(each for each in self._post.mailboxes.values() if item.id in each.items)
        one_date = appointments.OCCURRENCE in (reference.get("Id") or "")
        if one_date:
            starts = appointments.starts(item, reference.get("Id") or "")
            self._post.date_answers.append((item.uid, starts, partstat))
        for entry in item.entries[number : number + 1] if one_date else item.entries:
            for guest in appointments.guests(entry):
                if (number or not one_date) and str(guest).lower() == f"mailto:{mailbox.address}":
                    guest.params["PARTSTAT"] = partstat
        self._post.meeting_answers.append((item.uid, mailbox.address, partstat))
        if one_date:
            return
        item.answer = appointments.ANSWERS[partstat]
        if partstat == "DECLINED":
            mailbox.move(item.id, "deleteditems")
        else:
            mailbox.update(item)

    def _updateitem(self, request: Element) -> Element:
        messages = []
        for change in request.find("{*}ItemChanges"):  # type: ignore[union-attr]
            try:
                item, _ = self._find(change[0])
                for each in change.iter(f"{{{TYPES}}}DeleteItemField"):
                    raise RefusedError("ErrorInvalidPropertyDelete", str(etree.tostring(each)))
                said = make("t:CalendarItem")
                said.extend([field[-1][0] for field in change.iter(f"{{{TYPES}}}SetItemField")])
                entry, own = appointments.entry_of(said, item.entries[0])
                item.entries, item.properties = [entry], item.properties | own
                self._own.update(item)
                shown = make("t:CalendarItem", make("t:ItemId", Id=item.id, ChangeKey=f"CQ{item.version:06}"))
                messages.append(
                    done(
                        "UpdateItem",
                        make("m:Items", shown),
                        make("m:ConflictResults", make("t:Count", "0")),
                    )
                )
            except RefusedError as error:
                messages.append(refused("UpdateItem", error, make("m:Items")))
        return response("UpdateItem", messages)

    def _moveitem(self, request: Element) -> Element:
        mailbox, folder = self._folder(request.find("{*}ToFolderId")[0])  # type: ignore[index]

        def moved(element: Element) -> Element:
            item = mailbox.move(element.get("Id") or "", folder)
            return done("MoveItem", make("m:Items", self._item(item, make("m:Nothing"))))

        return self._each(request, "m:ItemIds", "MoveItem", moved, empty="m:Items")

    def _deleteitem(self, request: Element) -> Element:
        def removed(element: Element) -> Element:
            self._own.remove(element.get("Id") or "")
            return done("DeleteItem")

        return self._each(request, "m:ItemIds", "DeleteItem", removed)

    def _senditem(self, request: Element) -> Element:
        def sent(element: Element) -> Element:
            item, _ = self._find(element)
            self._post.send(self._own.address, item.raw)
            self._own.move(item.id, "sentitems")
            return done("SendItem")

        return self._each(request, "m:ItemIds", "SendItem", sent)
