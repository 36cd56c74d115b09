"""A person's mail, from its octets' words to what they say: the one way in which the service and `explain` read it."""

from __future__ import annotations

import re

from paceline.domain.statements import Reply
from paceline.inbox import reaction
from paceline.inbox.mail import Message
from paceline.inbox.quoting import Line, Written, new_words
from paceline.inbox.reply import Context, read_reply
from paceline.inbox.titled import with_subject

_ANSWERS = re.compile(r"\s*(?:re|aw|antw|sv|vs|ref|rif|rép|odp|ynt|res|vá|на)\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE)
_REFERENCE = re.compile(r"\[ref [a-z2-7]{26}\]\s*", re.IGNORECASE)
"""What a button fills in where the server has no plus-addresses: which letter is answered, no word of the author's."""
_GATEWAY = re.compile(
    r"\s*\[\s*(?:ext|extern[eo]?|external|esterno|externa)(?:[ _-](?:e?-?mail|sender))?\s*\]\s*", re.IGNORECASE
)
"""What a mail server of the author's puts before the subject of a mail from outside: it stays there in the answer."""
_QUOTES = re.compile(
    r"^[ \t]*(?:>|-{2,} ?\w|(?:from|von|de|da|van)[ \t]?:)|[^\s:]:[ \t]*$", re.IGNORECASE | re.MULTILINE
)
"""In what was cut: a quoted line, the rule or the headers above an original, or the words that introduce it."""


def read_answer(message: Message, sent: str, context: Context) -> tuple[Written, Reply]:
    """What its author wrote, and what that says. `sent` are the words of our letter that is answered, or "".

    A mail that answers nothing may say it in its subject.
    """
    written = new_words(message, sent)
    clicked = message.reaction or reaction.in_words(written.text)
    if clicked is not None:
        return _reacted(clicked, context)
    reply = read_reply(written, context)
    subject = _untagged(message.subject)
    if not subject or answers(message, written):
        return written, reply
    return with_subject(subject, written, reply, context)


def _reacted(emoji: str, context: Context) -> tuple[Written, Reply]:
    """It counts, as if it had been typed, where it answers the one thing that was asked; else it is a courtesy."""
    written = Written((Line(emoji, mine=True),) if emoji else ())
    reply = read_reply(written, context)
    return written, reply if reply.statements else Reply(
        emoji, language=reply.language, passed_over=(emoji,) * bool(emoji)
    )


def answers(message: Message, written: Written) -> bool:
    """Whether a mail answers something: by its headers (RFC 5322, 3.6.4), its subject or what it quotes."""
    headers = message.in_reply_to or message.references or _ANSWERS.match(_untagged(message.subject))
    return bool(headers or _QUOTES.search(written.elided))


def plain_subject(subject: str) -> str:
    """A subject without "Re:" and its like in other languages, and without a letter's reference."""
    subject = _untagged(subject)
    while mark := _ANSWERS.match(subject):
        subject = _untagged(subject[mark.end() :])
    return subject.strip()


def _untagged(subject: str) -> str:
    """A subject without what a button or a gateway has put before it."""
    subject = _REFERENCE.sub("", subject)
    while tag := _GATEWAY.match(subject):
        subject = subject[tag.end() :]
    return subject
