"""EWS operations as the doors use them: exchangelib writes the requests, the answers' elements come as they are.

Folders are named by their well-known names, so that nothing but the folder itself need be open to the account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from exchangelib import services
from exchangelib.errors import ErrorServerBusy, ResponseMessageError
from exchangelib.properties import DistinguishedFolderId, ExtendedFieldURI, FieldURI, FolderId, ItemId, Mailbox
from exchangelib.services.sync_folder_hierarchy import SyncFolder
from exchangelib.util import MNS, TNS, create_element, post_ratelimited, set_xml_value

ITEM_ID = f"{{{TNS}}}ItemId"


class _Shaped:
    """Asks for properties by their names; `additional_fields` are FieldURIs and ExtendedFieldURIs."""

    account: Any

    def get_payload(self, *args: Any, additional_fields: list[Any], **more: Any) -> Any:
        payload = super().get_payload(*args, additional_fields=None, **more)  # type: ignore[misc]
        if additional_fields:
            wanted = create_element("t:AdditionalProperties")
            payload.find(f"{{{MNS}}}ItemShape").append(set_xml_value(wanted, additional_fields, self.account.version))
        return payload


class _Elements:
    """An item that can't be had comes as its error in its place; that the server is busy concerns them all."""

    ERRORS_TO_CATCH_IN_RESPONSE = (ResponseMessageError,)

    def ask(self, payload: Any) -> Iterable[Any]:
        """With a request of our own writing."""
        return self._elems_to_objs(self._get_elements(payload=payload))  # type: ignore[attr-defined]

    @classmethod
    def _get_soap_parts(cls, response: Any) -> Any:
        return super()._get_soap_parts(_Whole(response.content))  # type: ignore[misc]

    def _elem_to_obj(self, elem: Any) -> Any:
        return elem

    def _elems_to_objs(self, elems: Iterable[Any]) -> Iterable[Any]:
        for each in elems:
            if isinstance(each, ErrorServerBusy):
                raise each
            yield each


@dataclass(frozen=True, slots=True)
class _Whole:
    """An answer in one piece: exchangelib would read it octet by octet, half a megabyte in a second."""

    content: bytes

    def iter_content(self) -> bytes:
        return self.content


class FindItem(_Shaped, _Elements, services.FindItem):  # type: ignore[misc]
    pass


class FindFolder(_Elements, services.FindFolder):  # type: ignore[misc]
    def ask(self, payload: Any) -> Iterable[Any]:
        for page, _ in self._get_elements(payload=payload):
            if isinstance(page, Exception):
                raise page
            yield from () if page is None else page.find(f"{{{TNS}}}Folders")


class GetFolder(_Elements, services.GetFolder):  # type: ignore[misc]
    pass


class GetItem(_Shaped, _Elements, services.GetItem):  # type: ignore[misc]
    @contextmanager
    def opened(self, payload: Any) -> Iterator[Any]:
        """The answer's octets, piece by piece, for as many as are wanted."""
        response, session = post_ratelimited(
            protocol=self.protocol,
            session=self.protocol.get_session(),
            url=self.protocol.service_endpoint,
            headers=self._extra_headers(),
            data=self.wrap(payload, api_version=self.account.version.api_version),
            stream=True,
        )
        try:
            yield response.iter_content(1 << 16)
        finally:
            response.close()
            self.protocol.retire_session(session)


class CreateItem(_Elements, services.CreateItem):  # type: ignore[misc]
    pass


class UpdateItem(_Elements, services.UpdateItem):  # type: ignore[misc]
    pass


class DeleteItem(_Elements, services.DeleteItem):  # type: ignore[misc]
    pass


class MoveItem(_Elements, services.MoveItem):  # type: ignore[misc]
    pass


class CreateFolder(_Elements, services.CreateFolder):  # type: ignore[misc]
    pass


class GetMailTips(_Elements, services.GetMailTips):  # type: ignore[misc]
    pass


class SyncFolderItems(_Shaped, _Elements, services.SyncFolderItems):  # type: ignore[misc]
    def _get_element_container(self, message: Any, name: str | None = None) -> Any:
        """A refusal has no state to go on from."""
        if message.get("ResponseClass") == "Error":
            return super(SyncFolder, self)._get_element_container(message, name)
        return super()._get_element_container(message, name)


@dataclass(frozen=True, slots=True)
class Equals:
    """A restriction to the items whose property has a value."""

    field: FieldURI | ExtendedFieldURI
    value: str

    def to_xml(self, version: Any) -> Any:
        test = create_element("t:IsEqualTo")
        set_xml_value(test, self.field, version=version)
        constant = create_element("t:FieldURIOrConstant")
        constant.append(create_element("t:Constant", attrs={"Value": self.value}))
        test.append(constant)
        restriction = create_element("m:Restriction")
        restriction.append(test)
        return restriction


def properties(*names: str) -> list[FieldURI]:
    return [FieldURI(field_uri=name) for name in names]


def well_known(account: Any, name: str) -> DistinguishedFolderId:
    return DistinguishedFolderId(id=name, mailbox=Mailbox(email_address=account.primary_smtp_address))


def item_id(element: Any) -> str:
    return str(element.find(ITEM_ID).get("Id"))


def ids(*names: str) -> list[ItemId]:
    return [ItemId(id=name) for name in names]


def folder_id(name: str) -> FolderId:
    return FolderId(id=name)


def value(element: Any, name: str) -> str:
    found = element.find(f"{{{TNS}}}{name}")
    return "" if found is None else found.text or ""


def raised(results: Iterable[Any]) -> list[Any]:
    """All of them; the first that is an error is raised."""
    found = list(results)
    for each in found:
        if isinstance(each, Exception):
            raise each
    return found
