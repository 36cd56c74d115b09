"""How well and how fast replies are read: `python -m bench.reading [--misses] [--tiers]`.

Accuracy is taken on the labelled replies (PACELINE_CASES, default ../shared/cases beside the project); peers are
measured in the same run where they can be imported, from this Python or from the virtual environment whose Python
PACELINE_BENCH_PEERS names. The limit is the bare compat32 parse and decode of the same mails. A peer takes a decoded
body: its time is told with the parser that programs commonly feed it from (`email.policy.default`), and with nothing
but the limit before it. A peer that reads text only gets a page as text, its blockquotes with "> ".
"""

from __future__ import annotations

import email
import email.policy
import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parents[1]
CASES = Path(os.environ.get("PACELINE_CASES", ROOT.parent / "shared" / "cases"))
sys.path.append(str(ROOT / "tests"))

from labelled_replies import Case, Score, labelled, score  # noqa: E402

from paceline.inbox.html import rows_of_html  # noqa: E402
from paceline.inbox.mail import Message, read  # noqa: E402
from paceline.inbox.quoting import new_words  # noqa: E402

ROUNDS = 5
HEAD = (
    b"From: Ana Stone <ana@acme.example>\r\nTo: async@acme.example\r\nSubject: Re: your update\r\n"
    b"Message-ID: <1@acme.example>\r\nIn-Reply-To: <2@paceline.example>\r\nDate: Fri, 27 Nov 2026 10:00:00 +0100\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
)


@dataclass(frozen=True)
class Reader:
    """`reads` takes the text and the page of a mail and gives the author's words."""

    name: str
    reads: Callable[[str, str], str]

    def of_raw(self, raw: bytes) -> str:
        return self.reads(*bodies(raw))

    def of_parsed(self, raw: bytes) -> str:
        return self.reads(*usual_bodies(raw))


@dataclass(frozen=True)
class Mail:
    case: Case
    raw: bytes


def main() -> None:
    use_peers()
    mails = [Mail(case, raw_of(case)) for case in labelled(CASES / "replies")]
    readers = [Reader("paceline", ours), *peers()]
    scores = {reader.name: [score(mail.case, reading(reader, mail)) for mail in mails] for reader in readers}
    for tier in dict.fromkeys(mail.case.tier for mail in mails):
        accuracy(tier, mails, scores)
    by(mails, scores, "language", lambda case: case.language)
    by(mails, scores, "group", lambda case: case.group)
    speeds(mails, readers)
    if "--misses" in sys.argv:
        misses(mails, scores["paceline"])


# --- accuracy -------------------------------------------------------------------------------------


def accuracy(tier: str, mails: Sequence[Mail], scores: dict[str, list[Score]]) -> None:
    print(f"\n{f'tier {tier}':34}{'n':>5}{'exact':>9}{'tolerant':>10}{'lost':>8}{'leak':>8}")
    for name, all_ in scores.items():
        print(row(name, [one for mail, one in zip(mails, all_, strict=True) if mail.case.tier == tier]))


def by(mails: Sequence[Mail], scores: dict[str, list[Score]], what: str, key: Callable[[Case], str]) -> None:
    """All that is counted of ours; of the peers, how many they read right, tolerantly."""
    others = [name for name in scores if name != "paceline"]
    print(f"\n{f'all tiers by {what}':34}{'n':>5}{'exact':>9}{'tolerant':>10}{'lost':>8}{'leak':>8}  tolerant, others:")
    for value in sorted({key(mail.case) for mail in mails}):
        mine = [at for at, mail in enumerate(mails) if key(mail.case) == value]
        peers = (f"{SHORT[name]} {percent([scores[name][at].tolerant for at in mine]):5.1f}" for name in others)
        print(row(value, [scores["paceline"][at] for at in mine]), "", "  ".join(peers))


def percent(verdicts: Sequence[bool]) -> float:
    return 100 * sum(verdicts) / max(1, len(verdicts))


def row(name: str, scores: Sequence[Score]) -> str:
    def share(of: Callable[[Score], bool]) -> float:
        return percent([of(one) for one in scores])

    return (
        f"{name:34}{len(scores):5}{share(lambda one: one.exact):9.1f}{share(lambda one: one.tolerant):10.1f}"
        f"{share(lambda one: one.lost):8.1f}{share(lambda one: one.leak):8.1f}"
    )


def misses(mails: Sequence[Mail], scores: Sequence[Score]) -> None:
    print("\nnot exact, or lost, or leaking:")
    for mail, one in zip(mails, scores, strict=True):
        if not one.exact or one.lost or one.leak:
            print(f"  {mail.case.tier:12} {mail.case.language:4} {mail.case.id:26} {one}")


# --- speed ----------------------------------------------------------------------------------------


def speeds(mails: Sequence[Mail], readers: Iterable[Reader]) -> None:
    """Whole mails a second; the limit is what the standard library needs to give their bodies as text."""
    raws = [mail.raw for mail in mails]
    limit = rate(raws, bodies)
    print(f"\n{f'mails a second ({len(raws)} labelled)':34}{'':>8}{'fed by the limit':>18}{'by policy.default':>19}")
    print(f"{'limit: compat32 parse and decode':34}{'':8}{limit:18,.0f}{rate(raws, usual_bodies):19,.0f}")
    print(f"{'paceline, the mail read':34}{part(whole := rate(raws, read), limit):>8}{whole:18,.0f}")
    print(f"{'paceline, its new words':34}{part(whole := rate(raws, read_and_cut), limit):>8}{whole:18,.0f}")
    for reader in readers:
        if reader.name != "paceline":
            whole = rate(raws, reader.of_raw)
            print(f"{reader.name:34}{part(whole, limit):>8}{whole:18,.0f}{rate(raws, reader.of_parsed):19,.0f}")
    real = [path.read_bytes() for path in sorted((CASES / "client-replies").glob("*.eml"))] * 8
    if real:
        limit, whole = rate(real, bodies), rate(real, read_and_cut)
        print(f"{f'{len(real) // 8} mails of mail clients: limit':42}{limit:18,.0f}{rate(real, usual_bodies):19,.0f}")
        print(f"{'paceline, its new words':34}{part(whole, limit):>8}{whole:18,.0f}")


def part(of: float, limit: float) -> str:
    return f"{of / limit:.2f}x"


def rate(raws: Sequence[bytes], work: Callable[[bytes], object]) -> float:
    def once() -> float:
        began = process_time()
        for raw in raws:
            work(raw)
        return process_time() - began

    return len(raws) / min(once() for _ in range(ROUNDS))


def read_and_cut(raw: bytes) -> None:
    message = read(raw)
    if isinstance(message, Message):
        new_words(message)


def bodies(raw: bytes) -> tuple[str, str]:
    """The text and the page of a mail, as simply as the standard library gives them."""
    found = {"plain": "", "html": ""}
    for part in email.message_from_bytes(raw).walk():
        if part.get_content_maintype() == "text" and part.get_content_subtype() in found:
            data = part.get_payload(decode=True) or b""
            found[part.get_content_subtype()] += data.decode(part.get_content_charset("utf-8"), "replace")
    return found["plain"], found["html"]


def usual_bodies(raw: bytes) -> tuple[str, str]:
    """The same by the modern interface (`email.policy.default`), as most programs take them."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    found = {}
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,))
        found[kind] = part.get_content() if part is not None else ""
    return found["plain"], found["html"]


# --- the readers ----------------------------------------------------------------------------------


def ours(text: str, page: str) -> str:
    return new_words(Message(text=text, html=page)).text


def raw_of(case: Case) -> bytes:
    """The labelled mail; a bare text or page is made one."""
    message = case.message
    if message.headers:
        return (CASES / "replies" / f"{case.id}.eml").read_bytes()
    kind, body = (b"html", message.html) if message.html else (b"plain", message.text)
    return HEAD % kind + body.encode("utf-8", "replace")


def reading(reader: Reader, mail: Mail) -> str:
    if reader.name == "paceline":
        return new_words(mail.case.message).text
    return reader.reads(mail.case.message.text, mail.case.message.html)


def use_peers() -> None:
    """Make the packages of the peers' virtual environment importable, behind our own."""
    python = os.environ.get("PACELINE_BENCH_PEERS", "")
    if python:
        command = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
        sys.path.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())


def peers() -> Iterator[Reader]:
    for name, module, adapt in PEERS:
        try:
            yield Reader(name, adapt(importlib.import_module(module)))
        except ImportError:
            print(f"{name}: not installed")


def as_text(text: str, page: str) -> str:
    if text.strip() or not page:
        return text
    return "\n".join("> " * row.depth + row.text for row in rows_of_html(page))


def zapier(module: object) -> Callable[[str, str], str]:
    parse = module.EmailReplyParser.parse_reply  # type: ignore[attr-defined]
    return lambda text, page: parse(as_text(text, page))


def mail_parser_reply(module: object) -> Callable[[str, str], str]:
    languages = ["en", "de", "fr", "es", "it", "nl", "pl", "sv", "da", "cs", "ja", "ko", "zh"]
    parser = module.EmailReplyParser(languages=languages)  # type: ignore[attr-defined]
    return lambda text, page: parser.parse_reply(text=as_text(text, page)) or ""


def quotequail(module: object) -> Callable[[str, str], str]:
    def reads(text: str, page: str) -> str:
        parts = module.quote(as_text(text, page), limit=None, quote_intro_line=True) or []  # type: ignore[attr-defined]
        return "\n".join(words for shown, words in parts if shown)

    return reads


def unquotemail(module: object) -> Callable[[str, str], str]:
    def reads(text: str, page: str) -> str:
        if not text and not page:
            return ""
        if text.strip() or not page:
            return module.Unquote(None, text).get_text() or ""  # type: ignore[attr-defined]
        return as_text("", module.Unquote(page, None).get_html() or "")  # type: ignore[attr-defined]

    return reads


def talon(module: object) -> Callable[[str, str], str]:
    module.register_xpath_extensions()  # type: ignore[attr-defined]

    def reads(text: str, page: str) -> str:
        if text.strip() or not page:
            return module.extract_from_plain(text)  # type: ignore[attr-defined, no-any-return]
        return as_text("", module.extract_from_html(page))  # type: ignore[attr-defined]

    return reads


def talon_unsigned(module: object) -> Callable[[str, str], str]:
    """Its rules for signatures; what it has learned needs a library that is gone."""
    quotations = talon(importlib.import_module("talon.quotations"))
    return lambda text, page: module.extract_signature(quotations(text, page))[0]  # type: ignore[attr-defined, no-any-return]


Adapter = Callable[[object], Callable[[str, str], str]]
PEERS: tuple[tuple[str, str, Adapter], ...] = (
    ("talon, quotations", "talon.quotations", talon),
    ("talon, signatures too", "talon.signature.bruteforce", talon_unsigned),
    ("zapier email-reply-parser", "email_reply_parser", zapier),
    ("mail-parser-reply", "mailparser_reply", mail_parser_reply),
    ("quotequail", "quotequail", quotequail),
    ("unquotemail", "unquotemail", unquotemail),
)
SHORT = {
    "talon, quotations": "talon",
    "talon, signatures too": "+sig",
    "zapier email-reply-parser": "zapier",
    "mail-parser-reply": "mpr",
    "quotequail": "quail",
    "unquotemail": "unquote",
}


if __name__ == "__main__":
    main()
