"""Mail programs: what each makes of a letter of ours that is answered, from what was typed to RFC 5322 octets.

A program shows the HTML part, puts what is typed above, below, between or inside its lines, wraps both in its own
mark-up, and derives the text part of the answer from that. Each is a row of CLIENTS; what it says about the letter, in
the language of its user, is in `introductions`.
"""

from __future__ import annotations

import re
from base64 import encodebytes
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from string import Template
from textwrap import wrap

from introductions import SIGNED, introduction

WRITER = "Ana Pereira"


@dataclass(frozen=True, slots=True)
class Sent:
    """The letter that is answered."""

    text: str
    html: str
    subject: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed: above or below the letter, `under` its lines or `beside` them, by how these begin.

    `cells`: its lines were made a table, with what stands beside them in a second column.
    """

    above: str = ""
    below: str = ""
    under: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    cells: bool = False


@dataclass(frozen=True, slots=True)
class Client:
    """How a program writes an answer.

    `page` is its HTML ("" where it writes none), with $above, $signed, $said (about the letter), $letter and $below;
    `parts` the same for the text. `breaks` ends the quote around what is typed inside it, and begins it again; without
    it the words stand inside. `classes` comes before the names of the letter's classes. `link` and `bold` are how the
    text part shows those, `bullet` how it shows a list; `columns` where it breaks a line (0: nowhere). `shows_text`: it
    quotes the letter's text part, not its HTML.
    """

    name: str
    family: str
    page: str = ""
    parts: str = "$above\n\n$signed$said\n\n$letter\n$below"
    quote: str = "> "
    columns: int = 0
    breaks: str = ""
    classes: str = ""
    line: str = "<div>$words</div>"
    link: str = "$label"
    bold: str = "$words"
    bullet: str = "- "
    loose: bool = False
    smart: bool = False
    spaces: str = " "
    signed: str = ""
    conditional: bool = False
    shows_text: bool = False
    tables: bool = False
    charset: str = "utf-8"
    flowed: bool = False


def answer(client: Client, sent: Sent, typed: Typed, language: str, kept: str = "both") -> bytes:
    """The answer as it arrives. `kept`: both parts, or only "text" or "html", as some gateways and lists leave it."""
    about = introduction(client.family, language, sent.subject)
    if client.smart:
        typed = _smart(typed)
    signed = SIGNED.get(client.signed, {}).get(language, "")
    text = _text(client, sent, typed, about, signed) if kept != "html" or not client.page else ""
    page = _page(client, sent, typed, about, signed) if kept != "text" else ""
    return _octets(client, sent, text, page)


# --- the letter, edited ---------------------------------------------------------------------------------------------

_LEAF = re.compile(r"<(p|h2|div)\b([^>]*)>((?:(?!</?(?:p|h2|div)\b).)*)</\1>", re.DOTALL)
_CONDITIONAL = re.compile(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a page; without a tag: what somebody typed."""

    tag: str
    attributes: str
    inner: str
    beside: str = ""


def _blocks(client: Client, sent: Sent, typed: Typed) -> Iterator[str | Block]:
    """The letter's page as its reader left it: the paragraphs, and the mark-up between them."""
    body = sent.html.partition("<body")[2].partition(">")[2].rpartition("</body>")[0]
    body = _CONDITIONAL.sub(r"\1" if client.conditional else "", body)
    if client.classes:
        body = re.sub(r'class="([^"]*)"', lambda m: f'class="{_prefixed(m[1], client.classes)}"', body)
    done, under, beside = 0, dict(typed.under), dict(typed.beside)
    for found in _LEAF.finditer(body):
        yield body[done : found.start()]
        words = " ".join(unescape(re.sub(r"<[^>]*>", "", found[3])).split())
        yield Block(found[1], found[2], found[3], _taken(words, beside))
        if below := _taken(words, under):
            yield Block("", "", below)
        done = found.end()
    assert not under, f"the letter has no such lines: {under}"
    assert not beside, f"the letter has no such lines: {beside}"
    yield body[done:]


def _prefixed(names: str, prefix: str) -> str:
    return " ".join(prefix + name for name in names.split())


def _taken(line: str, typed: dict[str, str]) -> str:
    start = next((start for start in typed if line.startswith(start)), None)
    return typed.pop(start) if start is not None else ""


def _smart(typed: Typed) -> Typed:
    def changed(text: str) -> str:
        return re.sub(r'"([^"]*)"', r"“\1”", text.replace("'", "’"))

    pairs = [tuple((start, changed(words)) for start, words in each) for each in (typed.under, typed.beside)]
    return Typed(changed(typed.above), changed(typed.below), *pairs, typed.cells)


# --- the HTML part --------------------------------------------------------------------------------------------------


def _page(client: Client, sent: Sent, typed: Typed, about: str, signed: str) -> str:
    if not client.page:
        return ""
    return Template(client.page).substitute(
        above=_typed_html(client, typed.above),
        below=_typed_html(client, typed.below),
        signed="<br>".join(map(escape, signed.splitlines())),
        said="<br>".join(map(_labelled if client.family == "outlook" else escape, about.splitlines())),
        letter="".join(_letter_html(client, sent, typed)),
    )


def _labelled(line: str) -> str:
    label, colon, rest = line.partition(": ")
    return f"<b>{escape(label)}:</b> {escape(rest)}" if colon else escape(line)


def _letter_html(client: Client, sent: Sent, typed: Typed) -> Iterator[str]:
    around: list[str] = []
    for block in _blocks(client, sent, typed):
        match block:
            case str():
                for tag in re.findall(r"<div\b[^>]*>|</div>", block):
                    around = around[:-1] if tag == "</div>" else [*around, tag]
                yield block
            case Block(tag="") if client.breaks:
                inside = Template(client.breaks).substitute(typed=_typed_html(client, block.inner))
                yield "</div>" * len(around) + inside + "".join(around)
            case Block(tag=""):
                yield _typed_html(client, block.inner)
            case _ if typed.cells and block.beside:
                cells = (block.inner, escape(block.beside))
                yield "<table border=1><tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in cells) + "</tr></table>"
            case _:
                beside = f" <span>{escape(block.beside)}</span>" if block.beside else ""
                yield f"<{block.tag}{block.attributes}>{block.inner}{beside}</{block.tag}>"


def _typed_html(client: Client, typed: str) -> str:
    """Programs that have lists make one of lines that begin with a dash."""
    parts = []
    for line in typed.splitlines():
        if client.bullet != "- " and line.startswith("- "):
            parts.append(f"<ul><li>{escape(line[2:])}</li></ul>")
        else:
            parts.append(Template(client.line).substitute(words=escape(line) or "<br>"))
    return "".join(parts).replace("</ul><ul>", "")


# --- the text part --------------------------------------------------------------------------------------------------


def _text(client: Client, sent: Sent, typed: Typed, about: str, signed: str) -> str:
    lines = _edited_text(sent, typed) if client.shows_text else _flattened(client, sent, typed)
    quoted = (row for words, ours in lines for row in _quoted(client, words, ours))
    above, below = ("\n".join(_rows(client, text)) for text in (typed.above, typed.below))
    return Template(client.parts).substitute(
        above=above,
        below=below,
        signed=f"{signed}\n\n" if signed else "",
        said=about,
        quoted_said="\n".join(f"> {line}" for line in about.splitlines()),
        letter="\n".join(quoted),
    )


def _quoted(client: Client, words: str, ours: bool) -> Iterator[str]:
    if not ours and (client.breaks or client.shows_text):
        yield from ("", *_rows(client, words), "")
        return
    lines = words.split("\n") if ours else [words]
    rows = (row for line in lines for row in (_broken(line, client.columns) if ours else _rows(client, line)))
    yield from ((client.quote + row).rstrip() for row in rows)


def _rows(client: Client, typed: str) -> Iterator[str]:
    for line in typed.splitlines():
        shown = client.bullet + line[2:] if line.startswith("- ") else line
        rows = _broken(shown, client.columns)
        if client.flowed:
            rows = [row + " " for row in rows[:-1]] + rows[-1:]
        yield from rows


def _broken(line: str, columns: int) -> list[str]:
    """Long words stay whole, and so does the white space at the head of a line."""
    if not columns or len(line) <= columns:
        return [line]
    return wrap(line, columns, break_long_words=False, break_on_hyphens=False) or [""]


def _edited_text(sent: Sent, typed: Typed) -> Iterator[tuple[str, bool]]:
    under, beside = dict(typed.under), dict(typed.beside)
    for line in sent.text.splitlines():
        words = " ".join(line.split())
        yield f"{line} {_taken(words, beside)}".rstrip(), True
        if below := _taken(words, under):
            yield below, False


def _flattened(client: Client, sent: Sent, typed: Typed) -> Iterator[tuple[str, bool]]:
    for block in _blocks(client, sent, typed):
        match block:
            case str():
                continue
            case Block(tag=""):
                yield block.inner, False
                continue
        if block.tag != "div" or client.loose:
            yield "", True
        beside = "\t" * typed.cells + block.beside if typed.cells else f" {block.beside}"
        yield _plain(client, block.inner) + (beside if block.beside else ""), True
        if block.tag != "div":
            yield "", True


_LINK = re.compile(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def _plain(client: Client, inner: str) -> str:
    def link(found: re.Match[str]) -> str:
        way = unescape(found[1])
        return escape(
            Template(client.link).substitute(label=unescape(found[2]), link=way, to=way.removeprefix("mailto:"))
        )

    shown = _LINK.sub(link, inner)
    shown = re.sub(r"<b\b[^>]*>(.*?)</b>", lambda m: Template(client.bold).substitute(words=m[1]), shown)
    words = unescape(re.sub(r"<[^>]*>", "", shown))
    return re.sub(r"[ \n\t]+", " ", words).strip().replace("\u00a0", client.spaces)


# --- octets ---------------------------------------------------------------------------------------------------------


def _octets(client: Client, sent: Sent, text: str, page: str) -> bytes:
    flowed = "; format=flowed; delsp=no" if client.flowed else ""
    parts = [_part(f"text/plain; charset={client.charset}{flowed}", text, client.charset)] if text else []
    parts += [_part(f"text/html; charset={client.charset}", page, client.charset)] if page else []
    head = (
        f"From: {WRITER} <ana@acme.example>\r\nTo: Paceline <async+k3fz7q2m@acme.example>\r\n"
        f"Subject: Re: {sent.subject}\r\nDate: Fri, 27 Nov 2026 10:00:00 +0000\r\nMessage-ID: <r1@mail.example>\r\n"
        "In-Reply-To: <k3fz7q2m.letter@acme.example>\r\nMIME-Version: 1.0\r\n"
    ).encode()
    if len(parts) == 1:
        return head + parts[0]
    between = b"--=_the-two-parts"
    body = b"".join(between + b"\r\n" + part + b"\r\n" for part in parts)
    kind = b'Content-Type: multipart/alternative; boundary="=_the-two-parts"\r\n\r\n'
    return head + kind + body + between + b"--\r\n"


def _part(kind: str, body: str, charset: str) -> bytes:
    """In base64, which says nothing about how a program wraps lines."""
    octets = body.replace("\n", "\r\n").encode(charset, "xmlcharrefreplace" if "html" in kind else "replace")
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode() + encodebytes(octets)


# --- the programs ---------------------------------------------------------------------------------------------------

_GMAIL_QUOTE = '<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">'
_GMAIL = (
    '<div dir="ltr">$above</div>$signed<br><div class="gmail_quote$container">'
    f'<div dir="ltr" class="gmail_attr">$said<br></div>{_GMAIL_QUOTE}<u></u>$letter</blockquote></div>$below'
)
_CITE = '<blockquote type="cite">'
_APPLE = (
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body$auto>$above$signed'
    f'<div><br>{_CITE}<div>$said</div><br class="Apple-interchange-newline"><div>\ufeff$letter</div></blockquote></div>'
    "$below</body></html>"
)
_WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=EN-US><div class=WordSection1>$above'
    "<p class=MsoNormal>$signed<o:p></o:p></p><div style='border:none;border-top:solid $rule 1.0pt;"
    "padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>$said<o:p></o:p></p></div>$letter$below</div></body></html>"
)
_OWA = (
    '<html><body dir="ltr">$above<div id="Signature">$signed</div><div id="appendonsend"></div>'
    '<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">'
    "$said</font><div>&nbsp;</div></div><div>$letter</div>$below</body></html>"
)
_WORD_LINE = "<p class=MsoNormal><span style='color:#1F497D'>$words<o:p></o:p></span></p>"
_BLOCK = "$above\n\n$signed$said\n\n$letter\n\n$below"
_SPLIT = "</blockquote>$typed"


def _page_of(template: str, **more: str) -> str:
    return Template(template).safe_substitute(more)


CLIENTS: tuple[Client, ...] = (
    Client(
        "Gmail web 2020",
        "gmail",
        _page_of(_GMAIL, container=""),
        columns=78,
        breaks=f"{_SPLIT}{_GMAIL_QUOTE}",
        classes="m_-4711815",
        link="$label\n<$to>",
        bold="*$words*",
        bullet="   - ",
    ),
    Client(
        "Gmail web 2025",
        "gmail",
        _page_of(_GMAIL, container=" gmail_quote_container"),
        columns=76,
        classes="m_4711815",
        link="$label <$to>",
        bold="*$words*",
    ),
    Client(
        "Gmail Android",
        "gmail",
        _page_of(_GMAIL, container=""),
        parts="$above\n\n$signed$said\n\n$letter\n$below",
        columns=76,
        line='<div dir="auto">$words</div>',
        link="$label <$to>",
        bold="*$words*",
    ),
    Client(
        "iOS Mail",
        "apple",
        _page_of(_APPLE, auto=' dir="auto"'),
        parts="$above\n\n$signed$quoted_said\n> \n$letter\n$below",
        link="$label <$link>",
        smart=True,
        spaces="\u00a0",
        signed="iphone",
    ),
    Client(
        "Apple Mail",
        "apple",
        _page_of(_APPLE, auto=""),
        parts="$above\n\n$signed$quoted_said\n> \n$letter\n$below",
        breaks=f"<br></div></blockquote>$typed{_CITE}<div>",
        link="$label <$link>",
        bullet="• ",
        smart=True,
        loose=True,
        spaces="\u00a0",
    ),
    Client(
        "Outlook 2010",
        "outlook",
        _page_of(_WORD, rule="#B5C4DF"),
        parts=_BLOCK,
        quote="",
        line=_WORD_LINE,
        link="$label<$link>",
        bullet="·        ",
        loose=True,
        smart=True,
        signed="colleague",
        conditional=True,
        tables=True,
        charset="windows-1252",
    ),
    Client(
        "Outlook 2016",
        "outlook",
        _page_of(_WORD, rule="#E1E1E1"),
        parts=_BLOCK,
        quote="",
        line=_WORD_LINE,
        link="$label<$link>",
        bullet="  *   ",
        loose=True,
        smart=True,
        spaces="\u00a0",
        conditional=True,
        tables=True,
    ),
    Client(
        "Outlook, quoting with >",
        "outlook",
        parts=_BLOCK,
        columns=76,
        link="$label<$link>",
        signed="colleague",
    ),
    Client(
        "new Outlook",
        "outlook",
        _OWA,
        parts="$above\n\n${signed}________________________________\n$said\n\n$letter\n\n$below",
        quote="",
        classes="x_",
        line='<div class="elementToProof" style="font-family:Aptos">$words</div>',
        link="$label<$link>",
        bullet="  *   ",
        loose=True,
        signed="colleague",
        tables=True,
    ),
    Client(
        "Outlook mobile",
        "outlook",
        _OWA.replace("<div>$letter", '<div id="mail-editor-reference-message-container">$letter'),
        parts="$above\n\n${signed}________________________________\n$said\n\n$letter\n\n$below",
        quote="",
        classes="x_",
        line='<div dir="ltr">$words</div>',
        link="$label<$link>",
        signed="outlook mobile",
    ),
    Client(
        "Windows Mail",
        "outlook",
        _page_of(_WORD, rule="#E1E1E1"),
        parts=_BLOCK,
        quote="",
        line="<p class=MsoNormal>$words</p>",
        loose=True,
        signed="windows",
    ),
    Client(
        "Thunderbird",
        "thunderbird",
        '<html><body><p>$above</p><div class="moz-signature">$signed</div><div class="moz-cite-prefix">$said<br></div>'
        '<blockquote type="cite" cite="mid:k3fz7q2m.letter@acme.example">$letter</blockquote>$below</body></html>',
        breaks='</blockquote>$typed<blockquote type="cite" cite="mid:k3fz7q2m.letter@acme.example">',
        columns=72,
        line="<p>$words</p>",
        link="$label <$link>",
        bold="*$words*",
    ),
    Client(
        "Thunderbird, plain",
        "thunderbird",
        parts="$said\n$letter\n\n$above$below",
        columns=72,
        shows_text=True,
        flowed=True,
    ),
    Client(
        "mutt", "thunderbird", parts="$above\n\n$said\n$letter\n$below\n\n$signed", shows_text=True, signed="dashes"
    ),
    Client(
        "Yahoo",
        "yahoo",
        '<html><body><div class="ydp1yahoo-style-wrap"><div dir="ltr">$above</div><div>$signed</div></div>'
        '<div id="yahoo_quoted_4711815" class="yahoo_quoted"><div>$said</div><div>$letter</div></div>$below</body>'
        "</html>",
        parts=" $above\n    $said  \n \n $letter\n\n$below",
        quote="  ",
        classes="yiv4711815",
        line='<div dir="ltr" data-setdir="false">$words</div>',
    ),
    Client(
        "ProtonMail",
        "proton",
        '<div style="font-family:Arial">$above</div><div class="protonmail_signature_block"><div>$signed</div></div>'
        '<div class="protonmail_quote">$said<br><blockquote class="protonmail_quote" type="cite">$letter</blockquote>'
        "<br></div>$below",
        breaks='</blockquote>$typed<blockquote class="protonmail_quote" type="cite">',
        link="[$label]($link)",
        signed="proton",
    ),
    Client(
        "Zimbra",
        "zimbra",
        '<html><body><div>$above</div><div>$signed</div><hr id="zwchr" data-marker="__DIVIDER__">'
        '<div data-marker="__HEADERS__">$said<br></div><div data-marker="__QUOTED_TEXT__">'
        '<blockquote style="border-left:2px solid #1010FF">$letter</blockquote></div>$below</body></html>',
        breaks='</blockquote>$typed<blockquote style="border-left:2px solid #1010FF">',
        columns=72,
    ),
    Client(
        "GMX",
        "gmx",
        '<html><body><div>$above</div><div class="signature">$signed</div><div name="quote" style="margin:10px 5px">'
        '<div style="margin:0 0 10px 0">$said</div><div name="quoted-content">$letter</div></div>$below</body></html>',
        parts=_BLOCK,
        quote="",
        loose=True,
    ),
    Client(
        "Samsung",
        "samsung",
        '<html><body dir="auto">$above<div id="composer_signature" dir="auto">$signed</div><div dir="auto"><br></div>'
        "<!-- originalMessage --><div>$said</div><div><br></div>$letter$below</body></html>",
        parts=_BLOCK,
        quote="",
        signed="galaxy",
    ),
    Client(
        "Lotus Notes",
        "notes",
        parts="$above\n\n$signed$said\n\n\n\n$letter\n\n$below",
        quote="",
        columns=78,
        shows_text=False,
        tables=True,
    ),
    Client(
        "Outlook 2003",
        "outlook",
        "<html><body lang=EN-GB><div class=Section1>$above<p class=MsoNormal>$signed<o:p></o:p></p><div>"
        '<div class=MsoNormal align=center><hr size=2 width="100%" align=center tabindex=-1></div>'
        "<p class=MsoNormal>$said</p></div>$letter$below</div></body></html>",
        parts="$above\n\n${signed}_____  \n\n$said\n\n$letter\n\n$below",
        quote="",
        line="<p class=MsoNormal><font size=2 color=navy><span>$words<o:p></o:p></span></font></p>",
        link="$label <$link> ",
        charset="windows-1252",
        tables=True,
    ),
    Client(
        "Outlook for Mac 2011",
        "outlook",
        '<html><body style="font-size: 14px"><div>$above</div><div>$signed</div><div><br></div>'
        '<span id="OLK_SRC_BODY_SECTION"><div style="border-top: #b5c4df 1pt solid">$said</div><div><br></div>'
        "<div>$letter</div></span>$below</body></html>",
        parts=_BLOCK,
        quote="",
        link="$label<$link>",
        loose=True,
    ),
    Client(
        "Outlook.com",
        "outlook.com",
        "<html><body class='hmmessage'><div dir='ltr'>$above<br><div><hr id=\"stopSpelling\">$said<br><br>$letter"
        "</div></div>$below</body></html>",
        parts=_BLOCK,
        quote="",
        classes="ecx",
    ),
    Client(
        "Hotmail",
        "hotmail",
        parts="\n$above\n\n$quoted_said\n> \n$letter\n \t\t \t   \t\t  \n$below",
    ),
    Client(
        "AOL",
        "aol",
        "<font color='black' size='2' face='arial'>$above<br><br><div style=\"font-family:arial,helvetica\">$said<br>"
        '<div id="AOLMsgPart_1_4711815">$letter</div><!-- end of AOLMsgPart_1_4711815 --></div></font>$below',
        parts="$above\n\n\n\n$said\n\n\n$letter\n\n$below",
        quote="",
    ),
    Client(
        "Zimbra 6",
        "old zimbra",
        '<html><body><div style="font-family: Arial">$above<br><br><hr id="zwchr">$said<br><br>$letter</div>$below'
        "</body></html>",
        parts="$above \n\n$said \n\n$letter\n\n$below",
        quote="",
    ),
    Client(
        "Mail.ru",
        "mail.ru",
        '<HTML><BODY><p>$above</p><br><br><br>$said<br><blockquote style="border-left:1px solid #0857A6;margin:10px;'
        'padding:0 0 0 10px"><div><div class="js-helper js-readmsg-msg"><div><div id="style_1_BODY">$letter</div></div>'
        "</div></div></blockquote><br>$below</BODY></HTML>",
        parts="$above\n\n\n$said\n$letter\n\n$below",
        quote=">",
        breaks='</blockquote>$typed<blockquote style="border-left:1px solid #0857A6">',
    ),
    Client(
        "Yandex",
        "yandex",
        "<div>$above</div><div> </div><div>$said</div><blockquote>$letter</blockquote>$below",
        parts="$above\n \n$said\n$letter\n\n$below",
    ),
    Client(
        "Sparrow",
        "sparrow",
        '<div>$above</div><div><div><br></div><div>--&nbsp;</div><div>Ana Pereira</div><div>Sent with <a href="http://'
        'www.sparrow.example/?sig">Sparrow</a></div><div><br></div></div><p style="color: #A0A0A8;">$said</p>'
        '<blockquote type="cite" style="border-left-style:solid"><span>$letter</span></blockquote>$below',
        parts="$above\n\n-- \nAna Pereira\nSent with Sparrow (http://www.sparrow.example/?sig)\n\n\n$said\n\n"
        "$letter\n\n$below",
    ),
)
