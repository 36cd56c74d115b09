"""Octets to iCalendar components (RFC 5545, 3.1), bounded and mended before any library sees them.

Mended: folds inside a UTF-8 character, lost fold spaces, BOM, UTF-16, bare CR, NULs, text before and after, a missing
END:VCALENDAR, several VCALENDARs in one stream. Everything here is linear in the size of the input.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from paceline.inbox.mail import Unreadable

MAX_OCTETS = 2_000_000
MAX_LINES = 60_000
MAX_EVENTS = 1_000
MAX_DEPTH = 5
"""A place (VLOCATION) in an alarm in an event in the calendar, and one more (RFC 9074, 8)."""
MAX_PARAMETERS = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A content line: `name` and parameter names are upper-case, values as sent (still escaped), quotes taken off."""

    name: str
    value: str
    params: tuple[tuple[str, str], ...] = ()
    raw: str = field(default="", compare=False)
    """The line as it came, unfolded; empty for lines of our own."""

    def param(self, name: str) -> str:
        return next((value for key, value in self.params if key == name), "")

    def __str__(self) -> str:
        if self.raw:
            return self.raw
        params = "".join(f";{key}={_quoted(value)}" for key, value in self.params)
        return f"{self.name}{params}:{self.value}"


@dataclass(slots=True)
class Component:
    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)
    closed: bool = False

    def first(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.name == name)

    def value(self, name: str) -> str:
        line = self.first(name)
        return line.value.strip() if line else ""

    def called(self, name: str) -> tuple[Component, ...]:
        return tuple(part for part in self.parts if part.name == name)


def calendars(data: bytes, charset: str = "") -> tuple[Component, ...] | Unreadable:
    """The VCALENDARs in `data`, or why it is refused. VALARMs are dropped (they can send mail; RFC 5545, 3.6.6)."""
    if len(data) > MAX_OCTETS:
        return Unreadable(f"the calendar has {len(data):,} octets; at most {MAX_OCTETS:,} are read")
    data = _one_kind_of_line_end(data)
    if data.count(b"\n") > MAX_LINES:
        return Unreadable(f"the calendar has more than {MAX_LINES:,} lines")
    text = _decoded(data.replace(b"\n ", b"").replace(b"\n\t", b""), charset)
    found = _components(text)
    if isinstance(found, tuple) and not found:
        return Unreadable("there is no BEGIN:VCALENDAR in it")
    return found


def write(name: str, lines: list[Line], parts: list[str] | None = None) -> str:
    """A component as iCalendar text, CRLF, folded at 75 octets."""
    inner = [folded(str(line)) for line in lines]
    return "".join([f"BEGIN:{name}\r\n", *inner, *(parts or []), f"END:{name}\r\n"])


def folded(line: str) -> str:
    """One content line, folded between characters (RFC 5545, 3.1)."""
    chunks, chunk, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > 75:
            chunks.append(chunk)
            chunk, size = " ", 1
        chunk += char
        size += width
    return "\r\n".join([*chunks, chunk]) + "\r\n"


_ESCAPED = re.compile(r"\\([\\;,nN])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")


def plain(value: str) -> str:
    """A TEXT value with its escapes undone (RFC 5545, 3.3.11) and without control characters."""
    text = _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)
    return _CONTROL.sub(" ", text)


def escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _quoted(value: str) -> str:
    value = _CONTROL.sub(" ", value).replace("\t", " ").replace("\n", " ").replace('"', "'")
    return f'"{value}"' if re.search(r"[:;,]", value) else value


# --- octets to text -------------------------------------------------------------------------------------------------


def _one_kind_of_line_end(data: bytes) -> bytes:
    data = _utf8_of_utf16(data).removeprefix(codecs.BOM_UTF8).replace(b"\0", b"")
    return data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _utf8_of_utf16(data: bytes) -> bytes:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").encode()
    for encoding, mark in (("utf-16-le", b"B\0E\0G\0"), ("utf-16-be", b"\0B\0E\0G")):
        if mark in data[:64]:
            return data.decode(encoding, "replace").encode()
    return data


_CHARSETS = frozenset(
    [f"iso-8859-{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16)]
    + [f"windows-125{n}" for n in range(9)]
    + ["latin-1", "koi8-r", "koi8-u", "gb2312", "gbk", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"]
)


def _decoded(data: bytes, charset: str) -> str:
    """UTF-8, which RFC 5545 asks for and nothing else passes for by chance; then what the mail says; then Windows."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        said = charset.strip().strip('"').lower()
        return data.decode(said if said in _CHARSETS else "cp1252", "replace")


# --- text to components ---------------------------------------------------------------------------------------------

_NAME = re.compile(r"[A-Za-z0-9-]{1,64}(?=[;:])")
_FRAME = re.compile(r"(BEGIN|END):([A-Z-]{1,32})\s*", re.IGNORECASE)
_KEPT = {"VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VTODO"}


def _components(text: str) -> tuple[Component, ...] | Unreadable:
    found: list[Component] = []
    open_: list[Component] = []
    events = 0
    for raw in _content_lines(text):
        if frame := _FRAME.fullmatch(raw):
            word, name = frame[1].upper(), frame[2].upper()
            if word == "BEGIN" and (open_ or name == "VCALENDAR"):
                if len(open_) >= MAX_DEPTH:
                    return Unreadable("the calendar's parts lie too deep inside each other")
                events += name == "VEVENT"
                part = Component(name)
                _place(part, found, open_)
                open_.append(part)
            elif word == "END" and open_ and open_[-1].name == name:
                open_.pop().closed = True
        elif open_ and (line := _line(raw)):
            open_[-1].lines.append(line)
    if events > MAX_EVENTS:
        return Unreadable(f"the calendar has more than {MAX_EVENTS:,} events")
    if any(not event.closed for calendar in found for event in calendar.parts):
        return Unreadable("the calendar was cut short")
    return tuple(found)


def _place(part: Component, found: list[Component], open_: list[Component]) -> None:
    if part.name == "VCALENDAR":
        found.append(part)
        open_.clear()
    elif part.name in _KEPT:
        open_[-1].parts.append(part)


def _content_lines(text: str) -> Iterator[str]:
    """Lines, a line that cannot begin a property joined to the one before: its fold space was lost on the way."""
    pending: list[str] = []
    for line in text.split("\n"):
        if _NAME.match(line):
            if pending:
                yield "".join(pending)
            pending = [line]
        elif pending and line.strip() and pending[0][:4].upper() != "END:":
            pending.append(line)
    if pending:
        yield "".join(pending)


def _line(raw: str) -> Line | None:
    name = _NAME.match(raw)
    if not name:
        return None
    params: list[tuple[str, str]] = []
    at = name.end()
    while raw[at : at + 1] == ";" and len(params) < MAX_PARAMETERS:
        end = _end_of_parameter(raw, at + 1)
        key, _, value = raw[at + 1 : end].partition("=")
        params.append((key.strip().upper(), value.replace('"', "")))
        at = end
    if raw[at : at + 1] != ":":
        return None
    return Line(name[0].upper(), raw[at + 1 :], tuple(params), raw)


_STOP = re.compile(r'[;:"]')


def _end_of_parameter(raw: str, at: int) -> int:
    while stop := _STOP.search(raw, at):
        if stop[0] != '"':
            return stop.start()
        closing = raw.find('"', stop.end())
        if closing < 0:
            return len(raw)
        at = closing + 1
    return len(raw)
