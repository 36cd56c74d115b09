"""An HTML body as rows, with what clients' markup says about quotes, attributions and signatures. lxml parses it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from paceline.inbox.patterns import Pattern
from paceline.inbox.rows import Mark, Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    Attributes = Mapping[str, str]

ROWS = 20_000


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SILENT = _words("head title style script template svg object iframe noframes select textarea audio video map")
_BLOCKS = _words(
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p pre section table tbody tfoot thead tr ul"
)
_PARAGRAPHS = _words("p h1 h2 h3 h4 h5 h6 ul ol table")
_SPECIAL = _words("hr pre ul ol li a td th")
_NAMELESS: frozenset[str] = frozenset()
_NO_ATTRIBUTES: Attributes = {}

# Classes and ids of clients' own elements, without the "x_" or "ecx" that Outlook puts before those of a quoted mail.
_QUOTES = _words(
    "gmail_quote protonmail_quote tutanota_quote yahoo_quoted zmail_extra front-blockquote missive_quote sh-quoted "
    "quoted-content ymail_quote freebirdquote newton_quote mailplanequote moz-forward-container"
)
_AROUND = _words("gmail_quote protonmail_quote")
"""As a division these hold the attribution, the quote and what is typed between its parts."""
_ATTRIBUTIONS = _words("gmail_attr moz-cite-prefix outlookmessageheader moz-email-headers-table mailbird_quote")
_ORIGINALS = _words(
    "divrplyfwdmsg appendonsend stopspelling zwchr olk_src_body_section mail-editor-reference-message-container "
    "ms-outlook-mobile-reference-message reply-intro replyheader"
)
_SIGNATURES = _words(
    "gmail_signature moz-signature applemailsignature protonmail_signature_block ms-outlook-mobile-signature "
    "signature mobile-signature zm_signature yahoo-signature-block-container tutanota_signature"
)
_MARKS = ((_ORIGINALS, Mark.ORIGINAL), (_ATTRIBUTIONS, Mark.ATTRIBUTION), (_SIGNATURES, Mark.SIGNATURE))
_RENAMED = re.compile(r"^(?:x_|ecx)+")
_NUMBERED = re.compile(r"[-_]?\d{3,}$")
_HIDDEN = Pattern(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:font-size|opacity)\s*:\s*0(?![.\d]*[1-9])",
    re.IGNORECASE,
)
_HIDING = ("display:none", "visibility:hidden", "mso-hide:all", "font-size:0", "opacity:0")
"""What _HIDDEN finds, without white space: looked for much faster."""
_CELL = "\x1f"
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u200b\u200c\u200d\ufeff]+")


def rows_of_html(html: str, *, ways: bool = False, unseen: bool = False) -> list[Row]:
    """What a reader sees, row by row. `ways`: with the labels of prepared answers (mailto: links that carry a body);
    `unseen`: with what a style hides."""
    root = _root(html)
    if root is None:
        return []
    writer = _Writer(ways, unseen)
    writer.walk(root)
    return writer.rows


def text_of_html(html: str) -> str:
    """The words of a letter's HTML part, one row a line, the labels of its buttons included."""
    return "\n".join(row.text for row in rows_of_html(html, ways=True) if not row.blank)


def hides_words(html: str) -> bool:
    """Whether a style may hide something of it."""
    said = html.lower()
    for space in " \t\r\n\f":
        said = said.replace(space, "")
    return any(word in said for word in _HIDING) and _HIDDEN.search(html) is not None


def _root(html: str) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(html.encode("utf-8", "replace"), _parser())
    except (etree.LxmlError, ValueError):
        return None


@cache
def _parser() -> Any:
    """One for all pages: to make one takes as long as to parse most of them. lxml lets one thread at a time use it."""
    from lxml import etree

    return etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True)


class _Writer:
    def __init__(self, ways: bool, unseen: bool) -> None:
        self.ways = ways
        self.unseen = unseen
        self.rows: list[Row] = []
        self.words: list[str] = []
        self.depth = 0
        self.block = 0
        self.blocks = 0
        self.marks: list[Mark] = []
        self.preformatted = 0
        self.lists: list[int | None] = []

    def walk(self, root: Any) -> None:
        from lxml import etree

        events = etree.iterwalk(root, events=("start", "end"))
        undo: list[tuple[Any, str, int, int, bool]] = []
        for event, element in events:
            if len(self.rows) > ROWS:
                break
            if event == "end":
                if undo and undo[-1][0] is element:
                    self._leave(*undo.pop()[1:])
                if text := element.tail:
                    self._say(text)
                continue
            tag, items = element.tag, element.items()
            attributes = dict(items) if items else _NO_ATTRIBUTES
            if not isinstance(tag, str) or tag in _SILENT or (items and self._hidden(tag, attributes)):
                events.skip_subtree()
                continue
            depth, block = self.depth, self.block
            undo.append((element, tag, depth, block, self._enter(tag, attributes)))
            if text := element.text:
                self._say(text)
        self._break()

    def _hidden(self, tag: str, attributes: Attributes) -> bool:
        if "style" in attributes and not self.unseen and _hides(attributes["style"][:1000]):
            return True
        href = attributes.get("href", "") if tag == "a" else ""
        return not self.ways and href[:7].lower() == "mailto:" and "body=" in href.lower()

    def _enter(self, tag: str, attributes: Attributes) -> bool:
        """Whether a mark begins with this element, which ends with it."""
        if tag == "br":
            self._break(empty=True)
            return False
        if tag in _BLOCKS:
            self._break()
            if tag in _PARAGRAPHS:
                self._gap()
        depth = self.depth
        marked = bool(attributes and (names := _names(tag, attributes))) and self._named(tag, names)
        if tag == "blockquote" and self.depth == depth:
            self._blockquote(attributes)
        if tag in _SPECIAL:
            self._special(tag, attributes)
        return marked

    def _named(self, tag: str, names: frozenset[str]) -> bool:
        """What its class and id say of an element; whether a mark begins with it."""
        mark = _mark(names)
        if mark is Mark.ORIGINAL:
            self._break()
            self.rows.append(Row("", self.depth, mark))
        elif mark is not None:
            self._break()
            self.marks.append(mark)
        if not names.isdisjoint(_QUOTES) and (tag != "div" or names.isdisjoint(_AROUND)):
            self._break()
            self.depth += 1
        return mark is not None and mark is not Mark.ORIGINAL

    def _blockquote(self, attributes: Attributes) -> None:
        if attributes.get("type") == "cite" or attributes.get("cite"):
            self.depth += 1
        elif not self.block:
            self.blocks += 1
            self.block = self.blocks

    def _special(self, tag: str, attributes: Attributes) -> None:
        match tag:
            case "hr":
                self.rows.append(Row("_" * 16, self.depth))
            case "pre":
                self.preformatted += 1
            case "ul":
                self.lists.append(None)
            case "ol":
                self.lists.append(
                    int(start) if (start := attributes.get("start", "1")).isdecimal() and len(start) < 6 else 1
                )
            case "li":
                self.words.append(self._bullet())
            case "a" if self.ways:
                self.words.append(" ")
            case "td" | "th" if self.words:
                self.words.append(_CELL)

    def _bullet(self) -> str:
        if not self.lists or self.lists[-1] is None:
            return "- "
        number = self.lists[-1]
        self.lists[-1] = number + 1
        return f"{number}. "

    def _leave(self, tag: str, depth: int, block: int, marked: bool) -> None:
        if tag in _BLOCKS or marked or depth != self.depth:
            self._break()
        if tag in _PARAGRAPHS:
            self._gap()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag == "pre":
            self.preformatted -= 1
        if marked:
            self.marks.pop()
        self.depth, self.block = depth, block

    def _say(self, text: str) -> None:
        if not self.preformatted:
            self.words.append(text)
            return
        first, *rest = text.split("\n")
        self.words.append(first)
        for line in rest:
            self._break(empty=True)
            self.words.append(line)

    def _break(self, *, empty: bool = False) -> None:
        if not (self.words or empty):
            return
        text = self._text() if self.words else ""
        if text or empty:
            mark = self.marks[-1] if self.marks else None
            self.rows.append(Row(text, self.depth, mark, self.block))

    def _text(self) -> str:
        said = "".join(self.words)
        self.words.clear()
        text = said.rstrip() if self.preformatted else _SPACE.sub(" ", said).strip()
        return text.replace(f" {_CELL}", "\t").replace(_CELL, "\t") if _CELL in text else text

    def _gap(self) -> None:
        if self.rows and not self.rows[-1].blank:
            self.rows.append(Row("", self.depth, None, self.block))


def _names(tag: str, attributes: Attributes) -> frozenset[str]:
    said = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if tag == "div" and attributes.get("name") == "quote":
        said += " quoted-content"
    if attributes.get("data-marker") == "__QUOTED_TEXT__":
        said += " zwchr"
    if attributes.get("data-signatureblock") or attributes.get("data-smartmail") == "gmail_signature":
        said += " signature"
    return _plain_names(said[:400]) if said != " " else _NAMELESS


# A client gives its elements the same few classes and styles, page after page.


@lru_cache(maxsize=512)
def _plain_names(said: str) -> frozenset[str]:
    return frozenset(_NUMBERED.sub("", _RENAMED.sub("", name)) for name in said.lower().split())


@lru_cache(maxsize=512)
def _hides(style: str) -> bool:
    return bool(_HIDDEN.search(style))


@lru_cache(maxsize=512)
def _mark(names: frozenset[str]) -> Mark | None:
    return next((mark for marked, mark in _MARKS if not names.isdisjoint(marked)), None)
