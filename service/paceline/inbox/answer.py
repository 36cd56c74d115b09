"""A person's mail, from its octets' words to what they say: the one way in which the service and `explain` read it."""

from __future__ import annotations

import re

from paceline.domain.statements import Reply
from paceline.inbox import reaction
from paceline.inbox.mail import Message
from paceline.inbox.quoting import Line, Written, new_words
from paceline.inbox.reply import Context, read_reply
from paceline.inbox.titled import with_subject

_ANSWERS = re.compile(r"\s*(?:re|aw|antw|sv|vs|ref|rif|odp|ynt|res|vá|на)\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE)
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
    if not message.subject or answers(message, written):
        return written, reply
    return with_subject(message.subject, written, reply, context)


def _reacted(emoji: str, context: Context) -> tuple[Written, Reply]:
    """It counts, as if it had been typed, where it answers the one thing that was asked; else it is a courtesy."""
    written = Written((Line(emoji, mine=True),) if emoji else ())
    reply = read_reply(written, context)
    return written, reply if reply.statements else Reply(
        emoji, language=reply.language, passed_over=(emoji,) * bool(emoji)
    )


def answers(message: Message, written: Written) -> bool:
    """Whether a mail answers something: by its headers (RFC 5322, 3.6.4), its subject or what it quotes."""
    headers = message.in_reply_to or message.references or _ANSWERS.match(message.subject)
    return bool(headers or _QUOTES.search(written.elided))


def plain_subject(subject: str) -> str:
    """A subject without "Re:" and its like in other languages."""
    while mark := _ANSWERS.match(subject):
        subject = subject[mark.end() :]
    return subject.strip()
