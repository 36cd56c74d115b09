"""The details of a bounce that is written for people only: which address, which code, which letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from paceline.inbox.machines.bounce_wording import action_of, either
from paceline.inbox.machines.delivery import ADDRESS, Recipient, address_in, enhanced
from paceline.inbox.mail import Message
from paceline.inbox.patterns import Pattern

_LIMIT = 32 * 1024
_CANDIDATES = 5
_MESSAGE_ID = either(r"^[ \t>]{0,4}message-id[ \t]{0,4}:[ \t]{0,4}<?([^\s<>]{1,250})>?")

# --- the report, and the original below it ------------------------------------------------------------------

_BELOW = either(
    r"^[-=*_ \t]{0,40}(this is a copy of|here is a copy of|below (this line )?is |(the )?header of the original)",
    r"^[-=*_ \t]{0,40}(original|unsent|returned|undelivered|received) (mail|message)\b",
    r"^[-=*_ \t]{0,40}(original )?message (headers?|text) follows?",
    r"^[-=*_ \t]{0,40}original message headers",
    r"^[-=*_ \t]{0,40}(urspr(ü|ue)ngliche nachricht|message (d['’])?origin|mensaje original|messaggio originale)",
    r"^(return-path|received|x-received|dkim-signature|arc-seal|x-google-smtp-source): ?\S",
)


def report_text(message: Message) -> str:
    """What the mail system says itself, without the original that it quotes."""
    text = _body(message)
    below = _below(text)
    return text[:below] if below is not None else text


def original(message: Message) -> str:
    """The original's header block, as far as it came back."""
    text = _body(message)
    below = _below(text)
    return "\n".join(message.enclosed)[:_LIMIT] or (text[below:] if below is not None else "")


def _body(message: Message) -> str:
    text = message.text[:_LIMIT]
    return text if text.strip() else re.sub(r"<(?!mailto:)[^<>@]{0,2000}>", " ", message.html[:_LIMIT])


def _below(text: str) -> int | None:
    found = _BELOW.search(text)
    return found.start() if found else None


# --- what became of whom ------------------------------------------------------------------------------------

_A = ADDRESS
_FAILED = (
    # in brackets before a colon or alone on its line
    either(rf"^[ \t]{{0,12}}<({_A})>(?=:|[ \t]{{0,9}}$|[ \t]{{1,9}}\()"),
    # after the word that names it
    either(rf"\b(?:failed )?(?:recipients?|recipient address|address)[ \t]{{0,4}}:[ \t]{{0,9}}<?({_A})"),
    # at the end of the sentence that says what happened
    either(
        r"(?:deliver(?:ed|ing)?|not send|reach|unknown user|no such user|rejected|failed)\b"
        rf"[^\n@:]{{0,80}}(?:to|for|recipients?|addressee?s?|user)(?:\(s\))?[: ]\s{{0,9}}[<\"']?({_A})"
    ),
    # alone on its line, with a bullet or quotes before it and a reason after it
    either(rf"^[ \t]{{0,12}}(?:[*•-][ \t]{{1,3}})?[\"'<\[]?({_A})[\"'>\]]?(?=[ \t:;,.(\[<]|$)"),
    # in the SMTP dialogue
    either(rf"rcpt to:[ \t]{{0,3}}<?({_A})"),
    either(rf"^(?:<<< )?[45]\d\d[ -][^\n@]{{0,80}}<({_A})>"),
    either(rf"\"emailAddress\": ?\"({_A})\""),
    either(rf"<({_A})>\.\.\. "),
)


def recipient(message: Message, text: str) -> Recipient:
    """What a report in words says: of whom, and what became of the letter."""
    diagnostic = _diagnostic(text)
    return Recipient(failed_address(message, text), action_of(message.subject, text), status_of(text), diagnostic)


def failed_address(message: Message, text: str) -> str:
    """The address that a letter could not be delivered to, lower-case, or "".

    Of several candidates one that the original was sent to comes first.
    """
    candidates = [address.lower() for address in _candidates(message, text)]
    sent_to = set(_sent_to(message))
    return next((one for one in candidates if one in sent_to), "") or next(iter([*candidates, *_sent_to(message)]), "")


def _candidates(message: Message, text: str) -> Iterator[str]:
    yield from filter(None, [address_in(message.header("x-failed-recipients"))])
    for pattern in _FAILED:
        yield from (found[1] for found in islice(pattern.finditer(text[:_LIMIT]), _CANDIDATES))


_TO = Pattern(r"^[ \t]{0,4}(?:x-original-to|to)[ \t]{0,4}:([^\n]{3,400})", re.IGNORECASE | re.MULTILINE)


def _sent_to(message: Message) -> list[str]:
    return [address for found in _TO.finditer(original(message)) if (address := address_in(found[1]))]


_REPLY_CODE = Pattern(r"(?<![\d.\w])([45])[0-5]\d(?=[ \-:;>,])")
_MEANING = (
    ("5.2.2", either(r"mailbox (is )?full|over ?quota|quota exceeded|mailfolder is full|容量|一杯")),
    ("5.1.1", either(r"(user|recipient|account|mailbox|address) (is )?(unknown|not (known|found|listed|recognized))")),
    ("5.1.1", either(r"(unknown|no such|invalid) (local )?(user|recipient|mailbox|account|address)|doesn't have an? ")),
    ("5.1.1", either(r"name is not recognized|no valid recipients|not listed in|may not exist")),
    ("5.1.2", either(r"host (name )?(unknown|not found|lookup)|name lookup|no such (host|domain)|dns lookup")),
    ("5.2.1", either(r"account is (locked|disabled|inactive|suspended)")),
    ("5.3.4", either(r"too (large|big)|size (limit|exceeds)|exceeds [^\n]{0,30}size")),
    ("4.4.7", either(r"expired|timed? ?out|deferred|could not be delivered for \d+ days|connection refused")),
    ("5.7.1", either(r"rejected|denied|blocked|spam|policy|not permitted|did not meet")),
)


def status_of(text: str) -> str:
    """The enhanced status code that is written, or that the reply code or the words come to."""
    if written := enhanced(text):
        return written
    meant = next((status for status, words in _MEANING if words.search(text)), "")
    code = _REPLY_CODE.search(text)
    if code and meant[:1] != code[1]:
        return f"{code[1]}.0.0"
    return meant


def _diagnostic(text: str) -> str:
    """The line that says why, with the one after it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = (n for n, line in enumerate(lines) if enhanced(line) or _REPLY_CODE.search(line))
    worded = (n for n, line in enumerate(lines) if any(words.search(line) for _, words in _MEANING))
    at = next(telling, None)
    at = next(worded, None) if at is None else at
    return " ".join(lines[at : at + 2]) if at is not None else ""


def original_id(message: Message) -> str:
    """The Message-ID of the letter that came back, with brackets, or ""."""
    found = _MESSAGE_ID.search(original(message)) or _MESSAGE_ID.search(report_text(message))
    if found:
        return f"<{found[1]}>"
    return next(iter((*message.in_reply_to, *reversed(message.references))), "")
