"""SOAP as Exchange Web Services speak it: elements are made, found and wrapped here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from lxml import etree

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
MESSAGES = "http://schemas.microsoft.com/exchange/services/2006/messages"
TYPES = "http://schemas.microsoft.com/exchange/services/2006/types"
ERRORS = "http://schemas.microsoft.com/exchange/services/2006/errors"
NAMES = {"s": SOAP, "m": MESSAGES, "t": TYPES}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = etree._Element


class RefusedError(Exception):
    """An operation is refused with a ResponseCode. `back_off`: seconds, for ErrorServerBusy."""

    def __init__(self, code: str, text: str = "", back_off: float = 0) -> None:
        super().__init__(text or code)
        self.code = code
        self.text = text or f"The operation failed: {code}."
        self.back_off = back_off


def make(name: str, *children: Element | str | None, **attributes: str) -> Element:
    """`name` is "t:Subject" or "m:Items"; a text becomes the element's text."""
    prefix, _, local = name.partition(":")
    element = etree.Element(f"{{{NAMES[prefix]}}}{local}", attributes, nsmap={"m": MESSAGES, "t": TYPES})
    for child in children:
        if isinstance(child, str):
            element.text = child if child.isascii() and child.isalnum() else _NO_XML.sub("?", child)
        elif child is not None:
            element.append(child)
    return element


def find(element: Element, path: str) -> Element | None:
    return element.find(path, NAMES)


def text(element: Element, path: str) -> str:
    found = element.find(path, NAMES)
    return "" if found is None else found.text or ""


def local(element: Element) -> str:
    return etree.QName(element).localname


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


def request(octets: bytes) -> Element:
    """The operation's element within the body."""
    body = find(etree.fromstring(octets, _PARSER), "s:Body")
    assert body is not None
    [operation] = body
    return operation


def impersonated(octets: bytes) -> str:
    return text(
        etree.fromstring(octets, _PARSER), "s:Header/t:ExchangeImpersonation/t:ConnectingSID/t:PrimarySmtpAddress"
    )


EXCHANGE_SE = ("15", "2", "2562", "17")


def answer(body: Element, build: tuple[str, ...] = EXCHANGE_SE) -> bytes:
    parts = ("MajorVersion", "MinorVersion", "MajorBuildNumber", "MinorBuildNumber")
    version = make("t:ServerVersionInfo", **dict(zip(parts, build, strict=True)), Version="V2017_07_11")
    return _envelope(version, body)


def _envelope(header: Element | None, body: Element) -> bytes:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"s": SOAP})
    if header is not None:
        etree.SubElement(envelope, f"{{{SOAP}}}Header").append(header)
    etree.SubElement(envelope, f"{{{SOAP}}}Body").append(body)
    return etree.tostring(envelope, xml_declaration=True, encoding="utf-8")


def response(operation: str, messages: Iterable[Element]) -> Element:
    return make(f"m:{operation}Response", make("m:ResponseMessages", *messages))


def done(operation: str, *content: Element | None) -> Element:
    return make(f"m:{operation}ResponseMessage", make("m:ResponseCode", "NoError"), *content, ResponseClass="Success")


def refused(operation: str, error: RefusedError, *content: Element) -> Element:
    """What an answer holds for one item that can't be had; some operations want an empty container even then."""
    return make(
        f"m:{operation}ResponseMessage",
        make("m:MessageText", error.text),
        make("m:ResponseCode", error.code),
        make("m:DescriptiveLinkKey", "0"),
        *content,
        ResponseClass="Error",
    )


def fault(error: RefusedError) -> bytes:
    """What the whole request is answered with, at HTTP 500."""
    detail = etree.Element("detail")
    etree.SubElement(detail, f"{{{ERRORS}}}ResponseCode").text = error.code
    etree.SubElement(detail, f"{{{ERRORS}}}Message").text = error.text
    if error.back_off:
        value = make("t:Value", str(round(error.back_off * 1000)), Name="BackOffMilliseconds")
        detail.append(make("t:MessageXml", value))
    body = etree.Element(f"{{{SOAP}}}Fault", nsmap={"s": SOAP})
    etree.SubElement(body, "faultcode").text = f"a:{error.code}"
    etree.SubElement(body, "faultstring").text = error.text
    body.append(detail)
    return _envelope(None, body)
