"""Mail clients, as far as they change a letter that is answered: each takes the edited letter and gives the reply."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from paceline.inbox.mail import Message, Sender

LETTER = """\
Good morning Ana. Three things wait for you. Reply to this mail; a line or
two each is plenty, and you can leave out what doesn't apply.

1. Your update for Platform weekly (digest Mon 30 Nov, 09:00)

Done since Mon 23 Nov:
  -
Next (each line becomes a commitment; add a day):
  -
Blocked, or where a hand would help:
  -
Decisions:
Thanks:

2. Due today: publish the API draft (C12, for Eve)
   Answer with "2 done", "2 +3d the vendor is late", "2 help: …" or "2 drop: …"

3. Bo intends to drop Python 3.11 on Tue 1 Dec, 17:00 your time (D4)
   "So that we can use the new typing everywhere; reversible."
   Nothing to do if you agree. Else "3 object: …", "3 advice: …", "3 hold 2 days"

You asked for these at 09:00. "pause", "stop" or "away until 5 Jan" work too.
More about it: https://paceline.example/help?topic=asks
"""
FROM = "Paceline <async+mfrggzdf@acme.example>"


@dataclass(frozen=True)
class Edited:
    """The letter as its reader left it: (line, whether the reader typed it), and what stands above and below it."""

    above: tuple[str, ...]
    lines: tuple[tuple[str, bool], ...]
    below: tuple[str, ...] = ()


Client = Callable[[Edited], Message]


def mail(text: str = "", page: str = "") -> Message:
    return Message(sender=Sender("ana@acme.example", "Ana Stone"), text=text, html=page)


def quoted(edited: Edited, prefix: str = "> ") -> list[str]:
    """Typed lines stand between the quoted ones, without the sign."""
    return [line if typed else (prefix + line).rstrip() for line, typed in edited.lines]


def gmail(edited: Edited) -> Message:
    said = "On Fri, Nov 27, 2026 at 9:01 AM Paceline <async+mfrggzdf@acme.example>\nwrote:\n"
    return mail("\n".join((*edited.above, "", said, *quoted(edited), "", *edited.below)))


def gmail_typed_inside_the_quote(edited: Edited) -> Message:
    said = "Le ven. 27 nov. 2026 à 09:01, Paceline <async+mfrggzdf@acme.example> a écrit :\n"
    return mail(
        "\n".join((*edited.above, "", said, *(f"> {line}".rstrip() for line, _ in edited.lines), *edited.below))
    )


def outlook(edited: Edited) -> Message:
    block = (
        f"From: {FROM}\nSent: Friday, November 27, 2026 9:01 AM\nTo: Ana Stone <ana@acme.example>\nSubject: Your update"
    )
    rule = "_" * 32
    return mail("\n".join((*edited.above, "", rule, block, "", *(line for line, _ in edited.lines), *edited.below)))


def outlook_in_german(edited: Edited) -> Message:
    block = f"Von: {FROM}\nGesendet: Freitag, 27. November 2026 09:01\nAn: Ana Stone\nBetreff: Your update"
    lines = [line.replace('"', "“").replace("'", "’") for line, _ in edited.lines if line]
    return mail("\n".join((*edited.above, "", "-----Ursprüngliche Nachricht-----", block, "", *lines, *edited.below)))


def apple_mail(edited: Edited) -> Message:
    lines = [f"> {line}".rstrip() if not typed else f"\n{line}\n" for line, typed in edited.lines]
    said = f"> On 27 Nov 2026, at 09:01, {FROM} wrote:\n> "
    return mail("\n".join((*edited.above, "", said, *lines, *edited.below)))


def iphone(edited: Edited) -> Message:
    said = f"Sent from my iPhone\n\n> On 27 Nov 2026, at 09:01, {FROM} wrote:\n> "
    lines = [f"> {line}".replace("  -", "\u00a0\u00a0•").rstrip() for line, _ in edited.lines]
    return mail("\n".join((*edited.above, "", said, *lines, *edited.below)))


def thunderbird(edited: Edited) -> Message:
    lines = [f">{' ' if line else ''}{line}" if not typed else line for line, typed in edited.lines]
    return mail("\n".join(("Am 27.11.26 um 09:01 schrieb Paceline:", *lines, *edited.above, *edited.below)))


def wrapped_at_72(edited: Edited) -> Message:
    """A relay breaks the quoted lines again, some of the rests without a sign."""
    lines: list[str] = []
    for line, typed in edited.lines:
        broken = textwrap.wrap(line, 60 if typed else 40) or [""]
        lines += broken if typed else [f"> {part}" if at != 1 else part for at, part in enumerate(broken)]
    return mail("\n".join((*edited.above, "", f"On Fri, 27 Nov 2026, {FROM} wrote:", *lines, *edited.below)))


def rewritten_links(edited: Edited) -> Message:
    safe = r"https://eur01.safelinks.protection.outlook.example/?url=\g<0>&data=05%7C02"
    lines = [re.sub(r"https?://\S+", safe, line) for line in quoted(edited)]
    lines = [line.replace("Paceline", "*Paceline*").replace("...", "…") for line in lines]
    return mail("\n".join((*edited.above, "", f"{FROM} kirjoitti 27.11.2026 klo 9.01:", "", *lines, *edited.below)))


def html_only(edited: Edited) -> Message:
    body = "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line, _ in edited.lines)
    attr = f'<div dir="ltr" class="gmail_attr">On Fri, Nov 27, 2026 at 9:01 AM {html.escape(FROM)} wrote:<br></div>'
    quote = f'<div class="gmail_quote">{attr}<blockquote class="gmail_quote" style="margin:0">{body}</blockquote></div>'
    return mail(page=f'<div dir="ltr">{_divs(edited.above)}</div><br>{quote}{_divs(edited.below)}')


def outlook_html(edited: Edited) -> Message:
    body = "".join(f'<p class="x_MsoNormal">{html.escape(line) or "&nbsp;"}</p>' for line, _ in edited.lines)
    head = f"<b>From:</b> {html.escape(FROM)}<br><b>Sent:</b> Friday, November 27, 2026<br><b>To:</b> Ana"
    page = (
        f'<div class="elementToProof">{_divs(edited.above)}</div><div id="appendonsend"></div><hr tabindex="-1">'
        f'<div id="divRplyFwdMsg" dir="ltr">{head}</div><div class="x_sheet">{body}</div>{_divs(edited.below)}'
    )
    return mail(page=page)


def table(edited: Edited) -> Message:
    """Each paragraph of the letter has become one row of a table, a line a cell."""
    rows: list[list[str]] = [[]]
    for line, _ in edited.lines:
        if line.strip():
            rows[-1].append(line.strip())
        elif rows[-1]:
            rows.append([])
    said = f"On Fri, 27 Nov 2026, {FROM} wrote:"
    return mail("\n".join((*edited.above, "", said, *("> " + "\t".join(row) for row in rows if row), *edited.below)))


def html_table(edited: Edited) -> Message:
    rows = "".join(f"<tr><td>{html.escape(line)}</td></tr>" for line, _ in edited.lines if line.strip())
    page = f'{_divs(edited.above)}<blockquote type="cite"><table>{rows}</table></blockquote>{_divs(edited.below)}'
    return mail(page=page)


def _divs(lines: Iterable[str]) -> str:
    return "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in lines)


CLIENTS: dict[str, Client] = {
    client.__name__: client
    for client in (
        gmail,
        gmail_typed_inside_the_quote,
        outlook,
        outlook_in_german,
        apple_mail,
        iphone,
        thunderbird,
        wrapped_at_72,
        rewritten_links,
        html_only,
        outlook_html,
        table,
        html_table,
    )
}
