"""What all operations need: folders and items by their ids, and how an item is shown."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable

from fakes.ews import appointments
from fakes.ews.rebuilding import rebuilt
from fakes.ews.soap import TYPES, Element, RefusedError, done, find, local, make, refused, response, stamp, text
from fakes.ews.store import Item, Mailbox, Post

LARGEST_ANSWER = 64 * 1024 * 1024
RIGHTS = ("CreateAssociated", "CreateContents", "CreateHierarchy", "Delete", "Modify", "Read")


class Desk:
    """Carries out requests for one client. `rebuilds`: MIME is given as Exchange gives it, made anew."""

    def __init__(self, post: Post, login: str, epoch: Callable[[], int]) -> None:
        self._post = post
        self._login = login
        self._epoch = epoch
        self.rebuilds = False
        self.largest = LARGEST_ANSWER
        self.forbidden: set[str] = set()
        """Folders that the client may not open."""
        self.rights = {"CreateContents", "Delete", "Modify", "Read"}
        self.streaming = True
        self.unreadable: dict[str, str] = {}
        """Why an item can't be had as MIME, by its id."""
        self.refuses_letters = ""
        self.mail_tips = ""
        """Why there are none."""
        self.stale = 0
        """How many searches for folders find none of those that were made."""
        self.secretive = ""
        """Why others' free/busy can't be seen."""
        self.broken = ("", "")
        """Of which event, by its UID, which property is nonsense, or the error that stands for all of it."""
        self.zone = ""
        """What items say instead of their own zone."""

    def carry_out(self, request: Element) -> Element:
        operation = local(request)
        handler = getattr(self, f"_{operation.lower()}", None)
        if handler is None:
            raise RefusedError("ErrorInvalidRequest", f"There is no operation {operation}.")
        answer: Element = handler(request)
        return answer

    def _getfolder(self, request: Element) -> Element:
        return self._each(request, "m:FolderIds", "GetFolder", self._folder_shown, empty="m:Folders")

    def _folder_shown(self, element: Element) -> Element:
        mailbox, folder = self._folder(element)
        return done("GetFolder", make("m:Folders", self._folder_element(mailbox, folder)))

    def _findfolder(self, request: Element) -> Element:
        mailbox, parent = self._folder(request.find(f"{{*}}ParentFolderIds")[0])  # type: ignore[index]  # noqa: F541
        wanted = self._constant(request)
        found = [
            self._folder_element(mailbox, key)
            for key, (name, above) in mailbox.folders.items()
            if above == parent and (wanted is None or name == wanted) and not self.stale
        ]
        self.stale = max(0, self.stale - 1)
        page = make(
            "m:RootFolder",
            make("t:Folders", *found),
            IndexedPagingOffset=str(len(found)),
            TotalItemsInView=str(len(found)),
            IncludesLastItemInRange="true",
        )
        return response("FindFolder", [done("FindFolder", page)])

    def _createfolder(self, request: Element) -> Element:
        mailbox, parent = self._folder(request.find("{*}ParentFolderId")[0])  # type: ignore[index]
        messages = []
        for each in request.find("{*}Folders"):  # type: ignore[union-attr]
            try:
                made = mailbox.make_folder(text(each, "t:DisplayName"), parent)
                messages.append(done("CreateFolder", make("m:Folders", self._folder_element(mailbox, made))))
            except RefusedError as error:
                messages.append(refused("CreateFolder", error, make("m:Folders")))
        return response("CreateFolder", messages)

    def _folder_element(self, mailbox: Mailbox, key: str) -> Element:
        name, _ = mailbox.folders[key]
        kind = "CalendarFolder" if key == "calendar" else "Folder"
        return make(
            f"t:{kind}",
            make("t:FolderId", Id=self._folder_id(mailbox, key), ChangeKey="AQAA"),
            make("t:DisplayName", name),
            make("t:TotalCount", str(len(mailbox.within(key)))),
            make("t:EffectiveRights", *(make(f"t:{right}", str(right in self.rights).lower()) for right in RIGHTS)),
        )

    def _folder_id(self, mailbox: Mailbox, key: str) -> str:
        return "AQMk" + base64.b64encode(f"{mailbox.address}|{key}".encode()).decode()

    def _folder(self, element: Element) -> tuple[Mailbox, str]:
        """The mailbox and the folder that a FolderId or DistinguishedFolderId names."""
        if local(element) == "DistinguishedFolderId":
            address, key = text(element, "t:Mailbox/t:EmailAddress") or self._login, element.get("Id", "")
        else:
            address, _, key = base64.b64decode(element.get("Id", "")[4:]).decode().partition("|")
        mailbox = self._post.reach(address)
        if key in self.forbidden:
            raise RefusedError("ErrorAccessDenied", "Access is denied. Check credentials and try again.")
        if key not in mailbox.folders:
            raise RefusedError("ErrorFolderNotFound", "The specified folder could not be found in the store.")
        return mailbox, key

    def _find(self, element: Element) -> tuple[Item, int]:
        """The item that an ItemId names, and which of its entries, for a date of a series."""
        name, _, number = (element.get("Id") or "").partition(appointments.OCCURRENCE)
        for mailbox in self._post.mailboxes.values():
            if name in mailbox.items:
                return mailbox.items[name], int(number) if number.isdigit() else 0
        return self._own.get(name), 0

    @property
    def _own(self) -> Mailbox:
        return self._post.reach(self._login)

    def _item(self, item: Item, request: Element, number: int = 0, *, finding: bool = False) -> Element:
        """What a request's shape asks for, in the schema's order."""
        wanted = {each.get("FieldURI", "") for each in request.iter(f"{{{TYPES}}}FieldURI")}
        mime = find(request, "m:ItemShape/t:IncludeMimeContent")
        raw = rebuilt(item.raw) if self.rebuilds else item.raw
        full = {
            "item:MimeContent": lambda: make("t:MimeContent", base64.b64encode(raw).decode(), CharacterSet="UTF-8"),
            "item:Subject": lambda: make("t:Subject", item.said(number, "SUMMARY")),
            "item:DateTimeReceived": lambda: make("t:DateTimeReceived", stamp(item.received)),
            "item:Size": lambda: make("t:Size", str(len(item.raw) or 1000)),
            "item:LastModifiedTime": lambda: make("t:LastModifiedTime", stamp(item.received)),
            "item:TextBody": lambda: make("t:TextBody", item.said(number, "DESCRIPTION"), BodyType="Text"),
        }
        if mime is not None and mime.text in ("true", "1"):
            wanted.add("item:MimeContent")
        assert not (finding and wanted & {"item:MimeContent", "item:TextBody"})
        name = item.id + (f"{appointments.OCCURRENCE}{number:04}" if number else "")
        children: list[Element | None] = [full["item:MimeContent"]()] if "item:MimeContent" in wanted else []
        children.append(make("t:ItemId", Id=name, ChangeKey=f"CQ{item.version:06}"))
        children += [full[each]() for each in ("item:Subject", "item:DateTimeReceived", "item:Size") if each in wanted]
        children += [
            make("t:ExtendedProperty", self._copy(uri), make("t:Value", item.properties[uri.get("PropertyName", "")]))
            for uri in request.iter(f"{{{TYPES}}}ExtendedFieldURI")
            if uri.get("PropertyName") in item.properties
        ]
        children += [full[each]() for each in ("item:LastModifiedTime", "item:TextBody") if each in wanted]
        if item.entries and any(each.startswith("calendar:") for each in wanted):
            children += [
                each
                for each in appointments.properties(item, item.entries[number], self.zone)
                if each is not None and f"calendar:{local(each)}" in wanted
            ]
            self._break(item, children)
        if item.kind == "Message" and "message:InternetMessageId" in wanted:
            children.append(make("t:InternetMessageId", item.message_id))
        return make(f"t:{item.kind}", *children)

    def _break(self, item: Item, children: list[Element | None]) -> None:
        uid, name = self.broken
        if item.uid == uid and name.startswith("Error"):
            raise RefusedError(name, "Exchange can't read it.")
        for child in children if item.uid == uid else []:
            if child is not None and local(child) == name:
                child.set("Id", "\U0001f5d3")
                for each in child.iter():
                    each.text = "nonsense"

    def _copy(self, element: Element) -> Element:
        return make(f"t:{local(element)}", **dict(element.attrib))

    def _constant(self, request: Element) -> str | None:
        found = request.find(".//{*}IsEqualTo//{*}Constant")
        return None if found is None else found.get("Value")

    def _each(
        self, request: Element, container: str, operation: str, one: Callable[[Element], Element], empty: str = ""
    ) -> Element:
        elements: Iterable[Element] = find(request, container)  # type: ignore[assignment]
        messages = []
        for element in elements:
            try:
                messages.append(one(element))
            except RefusedError as error:
                messages.append(refused(operation, error, *([make(empty)] if empty else [])))
        return response(operation, messages)
