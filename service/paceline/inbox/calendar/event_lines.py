"""The lines that people wrote into an event: plain or HTML, without what calendars and meeting software put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

MAX_CHARACTERS = 20_000
MAX_LINE = 400


def event_lines(text: str, html: str = "") -> tuple[str, ...]:
    """The lines of `text`, of `html` where that is empty; HTML in `text` is recognised, for Google sends it so."""
    return tuple(_without_boilerplate(_lines(text) or _lines(html, is_html=True)))


_TAG = re.compile(
    r"</?(?:br|p|div|span|a|b|i|u|ul|ol|li|html-blob|html|body|strong|em|font|table)\b[^<>]{0,2000}>", re.IGNORECASE
)
_LINK_TWIN = re.compile(r"<(?:mailto:|https?://)[^<>\s]{1,1000}>")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")


def _lines(text: str, *, is_html: bool = False) -> list[str]:
    text = text[:MAX_CHARACTERS]
    if is_html or _TAG.search(text):
        text = _text_of_html(text)
    text = _INVISIBLE.sub("", _LINK_TWIN.sub("", text.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")))
    lines = [line.rstrip()[:MAX_LINE] for line in text.split("\n")]
    return lines if any(lines) else []


_TOKEN = re.compile(r"(<[^<>]{0,4000}>)")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,20})")
_ENDS_A_LINE = frozenset("p div li tr h1 h2 h3 h4 ul ol table".split())  # noqa: SIM905
_HIDDEN = frozenset(("style", "script", "head", "title"))


def _text_of_html(html: str) -> str:
    """Its text, a line for each block. Only tags' names count, so that this is linear; html.parser is not."""
    parts: list[str] = []
    hidden = ""
    for token in _TOKEN.split(html):
        tag = _NAME.match(token)
        closing, name = (tag[1], tag[2].lower()) if tag else ("", "")
        if name in _HIDDEN:
            hidden = "" if closing else name
        elif name == "br" or (name in _ENDS_A_LINE and parts and not parts[-1].endswith("\n")):
            parts.append("\n")
        elif not token.startswith("<") and not hidden:
            parts.append("\n".join(line.strip(" \t") for line in token.split("\n")) if "\n" in token else token)
    return unescape("".join(parts))


# --- boilerplate ----------------------------------------------------------------------------------------------------

_RULED = re.compile(r"\s{0,4}(?:[_=]{12,}|-::~[:~]{6,}.{0,20}|\.{20,}|[─—]{12,})\s{0,4}")
_MEETING = re.compile(
    r"microsoft teams|teams meeting|google meet|zoom meeting|webex|meet\.google\.com|teams\.microsoft\.com|zoom\.us/"
    r"|need help\?|system reference|meeting options|meeting id|join (?:the|zoom|on|by|with|from|a)"
    r"|please do not edit this section|do not (?:edit|change|delete)",
    re.IGNORECASE,
)
_MEETING_LINE = re.compile(
    r".{0,120}is inviting you to a scheduled (?:zoom|webex) meeting.{0,5}|join (?:zoom|with|by|from|on) .{0,80}"
    r"|https?://[^\s/]{0,80}(?:zoom\.us|meet\.google\.com|teams\.microsoft\.com|webex\.com)/\S{0,400}"
    r"|meeting id: .{0,40}|pass(?:code|word): .{0,40}|one tap mobile|dial by your location|find your local number.*"
    r"|[ •·]{0,4}\+\d[\d ,#*()-]{6,60}.{0,60}",
    re.IGNORECASE,
)


def _without_boilerplate(lines: list[str]) -> Iterator[str]:
    """Without what meeting software put in: ruled blocks that speak of a meeting, and lines to join one by."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if _RULED.fullmatch(line):
            end = next((i for i in range(index + 1, len(lines)) if _RULED.fullmatch(lines[i])), len(lines))
            if _MEETING.search("\n".join(lines[index:end])):
                index = end + (end < len(lines) and not _opens_another(lines, end))
                continue
        if not _MEETING_LINE.fullmatch(line):
            yield line
        index += 1


def _opens_another(lines: list[str], at: int) -> bool:
    """The ruled line that closes one block may open the next."""
    rest = lines[at + 1 :]
    end = next((i for i, line in enumerate(rest) if _RULED.fullmatch(line)), 0)
    return end > 0 and _MEETING.search("\n".join(rest[:end])) is not None
