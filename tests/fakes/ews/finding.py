"""Finding, fetching and synchronizing items."""

from __future__ import annotations

import base64

from fakes.ews import appointments
from fakes.ews.desk import Desk
from fakes.ews.soap import Element, RefusedError, done, find, make, moment, refused, response, stamp, text
from fakes.ews.store import Item, Mailbox


class Finding(Desk):
    def _finditem(self, request: Element) -> Element:
        messages = []
        for each in request.find("{*}ParentFolderIds"):  # type: ignore[union-attr]
            try:
                mailbox, folder = self._folder(each)
                view = request.find("{*}CalendarView")
                page = self._page(request, mailbox, folder) if view is None else self._dates(view, mailbox, folder)
                messages.append(done("FindItem", page))
            except RefusedError as error:
                messages.append(refused("FindItem", error))
        return response("FindItem", messages)

    def _page(self, request: Element, mailbox: Mailbox, folder: str) -> Element:
        view = request.find("{*}IndexedPageItemView")
        offset, most = int(view.get("Offset")), int(view.get("MaxEntriesReturned"))  # type: ignore[union-attr, arg-type]
        found = [item for item in mailbox.within(folder) if self._matches(request, item)]
        ascending = request.find("{*}SortOrder/{*}FieldOrder[@Order='Ascending']") is not None
        found.sort(key=lambda item: item.received, reverse=not ascending)
        shown = found[offset : offset + most]
        return make(
            "m:RootFolder",
            make("t:Items", *(self._item(item, request, finding=True) for item in shown)),
            IndexedPagingOffset=str(offset + len(shown)),
            TotalItemsInView=str(len(found)),
            IncludesLastItemInRange=str(offset + len(shown) >= len(found)).lower(),
        )

    def _dates(self, view: Element, mailbox: Mailbox, folder: str) -> Element:
        begins, ends = moment(view.get("StartDate") or ""), moment(view.get("EndDate") or "")
        found = [
            make(
                "t:CalendarItem",
                make("t:ItemId", Id=name, ChangeKey="CQAA"),
                make("t:UID", item.uid),
                make("t:Start", stamp(starts)),
            )
            for item in mailbox.within(folder)
            for name, starts in appointments.occurrences(item, begins, ends)
        ]
        return make(
            "m:RootFolder",
            make("t:Items", *found),
            TotalItemsInView=str(len(found)),
            IncludesLastItemInRange="true",
        )

    def _matches(self, request: Element, item: Item) -> bool:
        wanted = self._constant(request)
        if wanted is None:
            return True
        own = request.find(".//{*}IsEqualTo/{*}ExtendedFieldURI")
        if own is not None:
            return item.properties.get(own.get("PropertyName", "")) == wanted
        return item.message_id == wanted

    def _getitem(self, request: Element) -> Element:
        return self._each(request, "m:ItemIds", "GetItem", lambda each: self._shown(each, request), empty="m:Items")

    def _shown(self, element: Element, request: Element) -> Element:
        item, number = self._find(element)
        if item.id in self.unreadable:
            raise RefusedError(self.unreadable[item.id])
        shown = self._item(item, request, number)
        find(shown, "t:ItemId").set("Id", element.get("Id") or "")  # type: ignore[union-attr]
        return done("GetItem", make("m:Items", shown))

    def _syncfolderitems(self, request: Element) -> Element:
        try:
            mailbox, folder = self._folder(request.find("{*}SyncFolderId")[0])  # type: ignore[index]
            since = self._known(text(request, "m:SyncState"), folder)
        except RefusedError as error:
            state = make("m:SyncState"), make("m:IncludesLastItemInRange", "true")
            return response("SyncFolderItems", [refused("SyncFolderItems", error, *state)])
        most = int(text(request, "m:MaxChangesReturned"))
        changes = list(mailbox.since(folder, since))
        shown = changes[:most]
        last = shown[-1][0] if len(shown) < len(changes) else max(mailbox.last, since)
        made = [
            make(
                f"t:{what}",
                make("t:ItemId", Id=item_id, ChangeKey="CQAA")
                if what == "Delete"
                else self._item(mailbox.items[item_id], request, finding=True),
            )
            for _, what, item_id in shown
        ]
        answer = done(
            "SyncFolderItems",
            make("m:SyncState", self._state(folder, last)),
            make("m:IncludesLastItemInRange", str(len(shown) == len(changes)).lower()),
            make("m:Changes", *made),
        )
        return response("SyncFolderItems", [answer])

    def _state(self, folder: str, number: int) -> str:
        return base64.b64encode(f"sync|{self._epoch()}|{folder}|{number}".encode()).decode()

    def _known(self, state: str, folder: str) -> int:
        if not state:
            return 0
        try:
            word, epoch, where, number = base64.b64decode(state, validate=True).decode().split("|")
            if (word, int(epoch), where) == ("sync", self._epoch(), folder):
                return int(number)
        except ValueError:
            pass
        raise RefusedError("ErrorInvalidSyncStateData", "Synchronization state data is corrupt or otherwise invalid.")
