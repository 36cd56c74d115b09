"""Mail programs: what each of them makes of a letter that is answered.

Each gives the plain text and the HTML of the answer, as its makers' programs write them today.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from textwrap import wrap

from paceline.demo.correspondence import Letter

Parts = tuple[str, str]
"""Plain text and HTML; "" for a program that writes none."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody typed: `above` everything, or `under` lines of the letter, by how those begin.

    `letter` is the one that is answered, `arrived` when it came, where its reader is; `sender` who they take it from.
    """

    letter: Letter
    arrived: datetime
    above: str = ""
    under: Mapping[str, str] = field(default_factory=dict)
    sender: str = "Paceline"


def gmail(said: Written) -> Parts:
    """The answer on top; the letter below, each line behind ">"."""
    when = said.arrived
    line = f"On {when:%a}, {when:%b} {when.day}, {when.year} at {_twelve(when)} {said.sender} <{said.letter.reply_to}>"
    text = f"{said.above}\n\n{line}\nwrote:\n\n{_quoted(said.letter.text)}"
    quote = (
        '<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
        f"{escape(line)} wrote:<br></div>"
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);'
        f'padding-left:1ex">{_body(said.letter.html)}</blockquote></div>'
    )
    return text, f'<div dir="ltr">{_divs(said.above)}</div>{quote}\n'


def outlook(said: Written) -> Parts:
    """The answer on top; below a block of headers the letter as it was, without a sign in front of its lines."""
    when, letter = said.arrived, said.letter
    sent = f"{when:%A}, {when:%B} {when.day}, {when.year} {_twelve(when)}"
    block = (
        f"From: {said.sender} <{letter.reply_to}>\nSent: {sent}\nTo: {letter.to} <{letter.to}>\n"
        f"Subject: {letter.subject}"
    )
    text = f"{said.above}\n\n{'_' * 32}\n{block}\n\n{letter.text}"
    head = "<br>".join(
        f"<b>{name}:</b> {escape(value)}" for name, _, value in (line.partition(": ") for line in block.splitlines())
    )
    style = "font-family: Aptos, Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);"
    paragraphs = "".join(
        f'<div class="elementToProof" style="{style}">{escape(line) or "<br>"}</div>\n'
        for line in said.above.split("\n")
    )
    html = (
        f'<html><head><style>P {{margin-top:0;margin-bottom:0;}}</style></head>\n<body dir="ltr">\n{paragraphs}'
        '<div id="appendonsend"></div>\n<hr style="display:inline-block;width:98%" tabindex="-1">\n'
        f'<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt">{head}</font>'
        f"<div>&nbsp;</div></div>\n{_body(letter.html)}\n</body></html>\n"
    )
    return text, html


def iphone(said: Written) -> Parts:
    """A few words on top, the phone's own signature, the letter behind ">"."""
    when = said.arrived
    line = f"On {when.day} {when:%b} {when.year}, at {when:%H:%M}, {said.sender} <{said.letter.reply_to}> wrote:"
    text = f"{said.above}\n\nSent from my iPhone\n\n> {line}\n> \n{_quoted(said.letter.text)}"
    html = (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">'
        f'{_divs(said.above)}<div dir="ltr"><br><div>Sent from my iPhone</div></div><div dir="ltr"><br>'
        f'<blockquote type="cite">{escape(line)}<br><br></blockquote></div>'
        f'<blockquote type="cite"><div dir="ltr">{_body(said.letter.html)}</div></blockquote></body></html>\n'
    )
    return text, html


def inline(said: Written) -> Parts:
    """Plain text with the answers typed between the quoted questions, as people do in Thunderbird or mutt."""
    lines = [f"On {said.arrived:%d/%m/%Y %H:%M}, {said.sender} wrote:"]
    for line in said.letter.text.splitlines():
        lines.append(f"> {line}".rstrip())
        typed = next((words for start, words in said.under.items() if line.startswith(start)), "")
        lines += ["", *typed.split("\n"), ""] if typed else []
    above = [said.above, ""] if said.above else []
    return "\n".join([*above, *lines]) + "\n", ""


CLIENTS: dict[str, Callable[[Written], Parts]] = {
    "gmail": gmail,
    "outlook": outlook,
    "iphone": iphone,
    "inline": inline,
}


def _quoted(text: str) -> str:
    """Gmail breaks what it quotes at 78 columns or so; a broken line's rest gets a sign of its own."""
    lines = (wrapped for line in text.splitlines() for wrapped in (wrap(line, 76, break_long_words=False) or [""]))
    return "".join(f"> {line}".rstrip() + "\n" for line in lines)


def _body(page: str) -> str:
    """What stands in a page's body, which is all that programs keep of it."""
    return page.partition("<body")[2].partition(">")[2].rpartition("</body>")[0].strip()


def _divs(text: str) -> str:
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.split("\n"))


def _twelve(when: datetime) -> str:
    return f"{when.hour % 12 or 12}:{when:%M} {when:%p}"
