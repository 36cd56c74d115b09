"""Replies as four kinds of mail clients write them, 5 to 15 kB: each to an envelope of its author's own."""

from __future__ import annotations

import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from html import escape

_DONE = (
    "the schema review",
    "two reviews of the importer",
    "the on-call handover",
    "the rate limits",
    "the cost report",
)
_NEXT = (
    "ship the importer by Thursday, done when the nightly run is green",
    "write the migration notes by 3 Dec",
    "move the staging database by Wednesday",
    "draft the API of the exporter by next Friday",
    "clean up the feature flags by 10 Dec",
)
_BLOCKED = ("nothing", "", "someone with admin rights on staging for an hour")
_THREAD = (
    "I looked at the numbers again, and the second week is the one that hurts: most of the time went into the retries,",
    "and only a little into what we changed. If nobody minds I would keep the old limits until the new queue has run",
    "for a month, and look at it again then. The dashboards are in the usual place; the green line is the new one.",
    "As to the other question, the vendor answered that the fix is planned for their next release, without a date.",
)

_HEADING = re.compile("[:(,]| \\(")

_TRACE = """\
Received: from mail-{n}.example.net (mail-{n}.example.net [192.0.2.17])
\tby mx.acme.example (Postfix) with ESMTPS id 4Sf{n:05}Zk1z9sT for <async@acme.example>;
\tFri, 27 Nov 2026 09:5{d}:11 +0100 (CET)
Received: by mail-{n}.example.net with SMTP id 5b1f17b1804b1-40b2ddab817so24{n:05}e9.1
        for <async@acme.example>; Fri, 27 Nov 2026 00:5{d}:10 -0800 (PST)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=acme.example; s=20230601; t=1701075070; x=1701679870;
        h=to:subject:message-id:date:from:in-reply-to:references:mime-version:from:to:cc:subject:date;
        bh=q0mHGVCHtKMEzJQ9T5wvhVUPBQzX9v1HcXHyq8fWBkE=; b=nJ0vX7Lq1Yd2mC8fB4tRkQ6sHcW9zG3pVxU5aTeKoD1iLyMbN
         fZr7EwJgSuP0hQvA4kXcCsT2lYnB6mR8dI1oWqGzF3jVtKpE5xHyUaLbM9cDsNfQvRw==
Authentication-Results: mx.acme.example; dkim=pass header.d=acme.example; spf=pass smtp.mailfrom=acme.example;
        dmarc=pass (p=quarantine) header.from=acme.example
X-Received: by 2002:a05:600c:4f0f:b0:40b:2a46:6f2d with SMTP id l15-20020a05600c4f0f00b0040b2a466f2dmr1{n:05}wmq.3;
        Fri, 27 Nov 2026 00:5{d}:10 -0800 (PST)
"""


@dataclass(frozen=True, slots=True)
class Answered:
    """The letter that is answered, as its reader's client shows it."""

    sender: str
    reader: str
    reply_to: str
    subject: str
    message_id: str
    text: str
    html: str


def answered(raw: bytes) -> Answered:
    mail = BytesParser(_class=EmailMessage, policy=email.policy.default).parsebytes(raw)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    return Answered(
        sender=str(mail["From"]),
        reader=str(mail["To"]),
        reply_to=str(mail["Reply-To"]),
        subject=str(mail["Subject"]),
        message_id=str(mail["Message-ID"]),
        text=plain.get_content() if plain else "",
        html=html.get_content() if html else "",
    )


def reply(letter: Answered, number: int) -> bytes:
    """What the letter's reader answers; `number` decides the client, the words and the length."""
    return (_webmail, _phone, _office, _plain)[number % 4](letter, number)


def words(number: int) -> str:
    """What one person writes: an update, and most times one or two commitments."""
    lines = ["Done: " + _DONE[number % 5]]
    lines += ["Next", f"- {_NEXT[number % 5]}"]
    lines += [f"- {_NEXT[(number + 2) % 5]}"] if number % 3 else []
    lines += [f"Blocked: {blocked}"] if (blocked := _BLOCKED[number % 3]) else []
    lines += ["Thanks: @chen for the rescue on Tuesday"] if number % 2 else []
    lines += ["", "The new limits hold so far, I will keep an eye on them."] if number % 7 == 0 else []
    return "\n".join(lines)


def _webmail(letter: Answered, number: int) -> bytes:
    """Above the quote, text and HTML."""
    said = words(number)
    who = f"On Fri, Nov 27, 2026 at 9:00 AM {letter.sender} wrote:"
    text = f"{said}\n\n{who}\n\n{_quoted(letter.text)}{_thread(number, 2, '> ')}"
    html = (
        f'<div dir="ltr">{_divs(said)}</div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{escape(who)}<br></div>'
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);'
        f'padding-left:1ex">{_body_of(letter.html)}</blockquote></div>'
    )
    return _mail(letter, number, text, html)


def _phone(letter: Answered, number: int) -> bytes:
    said = words(number)
    who = f"On 27. Nov 2026, at 09:00, {letter.sender} wrote:"
    text = f"{said}\n\nSent from my phone\n\n> {who}\n> \n{_quoted(letter.text)}"
    html = (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">'
        f'{_divs(said)}<div><br></div><div dir="ltr">Sent from my phone</div><div dir="ltr"><br>'
        f'<blockquote type="cite">{escape(who)}<br><br></blockquote></div>'
        f'<blockquote type="cite"><div dir="ltr">{_body_of(letter.html)}</div></blockquote></body></html>'
    )
    return _mail(letter, number, text, html)


def _office(letter: Answered, number: int) -> bytes:
    """Above a block of headers, with a disclaimer, a long thread, and HTML."""
    said = words(number)
    sent = "Friday, November 27, 2026 9:00 AM"
    block = f"From: {letter.sender}\nSent: {sent}\nTo: {letter.reader}\nSubject: {letter.subject}"
    bar = "________________________________"
    thread = _thread(
        number, 3, head=f"{bar}\nFrom: Bo Kim <bo@acme.example>\nSent: {{when}}\nTo: Ana Soto\nSubject: Limits\n"
    )
    text = f"{said}\n\nKind regards\n\n{bar}\n{block}\n\n{letter.text}{thread}"
    html = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name="Generator" content="Word 15">'
        "<style>p.MsoNormal{margin:0cm;font-size:11.0pt;font-family:Calibri,sans-serif}</style></head>"
        f'<body lang="EN-GB"><div class="WordSection1">{_paragraphs(said)}{_paragraphs("Kind regards")}'
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        f"{_paragraphs(block)}</div>{_paragraphs(letter.text)}{_paragraphs(thread)}</div></body></html>"
    )
    return _mail(letter, number, text, html)


def _plain(letter: Answered, number: int) -> bytes:
    """Plain text, the answers typed below the quoted headings, and a long thread below."""
    answers: dict[str, list[str]] = {}
    for line in words(number).split("\n"):
        heading, found, rest = line.partition(": ")
        known = found and heading in ("Done", "Blocked", "Thanks")
        answers.setdefault(heading if known else "Next", []).extend([rest] if known else [line] * line.startswith("-"))
    lines = []
    for line in letter.text.split("\n"):
        lines.append(f"> {line}")
        lines += answers.pop(_HEADING.split(line, maxsplit=1)[0], [])
    signature = "-- \nPlatform team, room 4.12\n+49 30 5550100\n"
    who = f"Am 27.11.2026 um 09:00 schrieb {letter.sender}:"
    return _mail(letter, number, f"{who}\n" + "\n".join(lines) + f"\n{_thread(number, 4, '>> ')}\n{signature}", "")


def _mail(letter: Answered, number: int, text: str, html: str) -> bytes:
    head = (
        f"From: {letter.reader}\nTo: {letter.reply_to}\nSubject: Re: {letter.subject}\n"
        f"Date: Fri, 27 Nov 2026 09:5{number % 10}:09 +0100\nMessage-ID: <CA+{number:06}x7Qm@mail.example.net>\n"
        f"In-Reply-To: {letter.message_id}\nReferences: {letter.message_id}\nMIME-Version: 1.0\n"
    )
    trace = _TRACE.format(n=number % 100_000, d=number % 10)
    if not html:
        head += "Content-Type: text/plain; charset=UTF-8; format=flowed\nContent-Transfer-Encoding: 8bit\n\n"
        return (trace + head + text).replace("\n", "\r\n").encode()
    mark = f"000000000000{number:08x}060b"
    part = 'Content-Type: text/{}; charset="UTF-8"\nContent-Transfer-Encoding: quoted-printable\n\n{}\n'
    parts = (part.format("plain", _soft(text)), part.format("html", _soft(html)))
    body = "".join(f"--{mark}\n{each}" for each in parts) + f"--{mark}--\n"
    head += f'Content-Type: multipart/alternative; boundary="{mark}"\n\n'
    return (trace + head + body).replace("\r\n", "\n").replace("\n", "\r\n").encode()


def _soft(text: str) -> str:
    from quopri import encodestring

    return encodestring(text.encode()).decode()


def _quoted(text: str) -> str:
    return "".join(f"> {line}\n" for line in text.split("\n"))


def _thread(number: int, most: int, mark: str = "", head: str = "On {when}, Bo Kim <bo@acme.example> wrote:\n") -> str:
    """Older mails below; how many depends on the number."""
    said = "".join(f"{mark}{line}\n" for line in (*_THREAD, ""))
    older = range(1 + number % 5 * most // 4 + most)
    heads = (
        "".join(f"{mark}{line}\n" for line in head.format(when=f"Mon, {20 + day} Nov 2026, 10:02").split("\n"))
        for day in older
    )
    return "".join(f"{each}{said}" for each in heads)


def _divs(text: str) -> str:
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.split("\n"))


def _paragraphs(text: str) -> str:
    return "".join(f'<p class="MsoNormal">{escape(line) or "&nbsp;"}<o:p></o:p></p>' for line in text.split("\n"))


def _body_of(html: str) -> str:
    return html.partition("<body")[2].partition(">")[2].partition("</body>")[0]
