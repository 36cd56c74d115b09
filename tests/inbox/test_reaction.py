"""Emoji that are clicked under a letter, as mail programs send them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from paceline.domain.asks import Item
from paceline.domain.statements import Command
from paceline.inbox import mail
from paceline.inbox.answer import read_answer
from paceline.inbox.mail import Message
from paceline.inbox.reaction import in_words
from paceline.inbox.reply import Context

HEAD = (
    b"From: ana@acme.example\r\nTo: async@acme.example\r\nSubject: Re: x\r\nIn-Reply-To: <1@x>\r\nMIME-Version: 1.0\r\n"
)
INTENT, UPDATE = Item(1, "intent", "D4"), Item(1, "update", "k/20261130T090000Z")


def read(part: bytes) -> Message:
    text = "Content-Type: text/plain; charset=utf-8\r\n\r\n👍\r\n\r\nAna reacted via Gmail".encode()
    parts = b"".join(b"--b\r\n" + each + b"\r\n" for each in (text, part))
    message = mail.read(HEAD + b"Content-Type: multipart/alternative; boundary=b\r\n\r\n" + parts + b"--b--\r\n")
    assert isinstance(message, Message)
    return message


def gmail(data: str, disposition: str = "inline") -> Message:
    kind = "Content-Type: text/vnd.google.email-reaction+json; charset=utf-8\r\nContent-Disposition: "
    return read(f"{kind}{disposition}\r\n\r\n{data}".encode())


def said(message: Message, *items: Item) -> list[tuple[str, str]]:
    _, reply = read_answer(message, "", Context((), items, datetime(2026, 11, 27, tzinfo=UTC)))
    assert not reply.notes
    assert not reply.unclear
    return [(it.verb, it.subject) for it in reply.statements if isinstance(it, Command)]


def test_a_reaction_of_gmail_answers_the_one_thing_that_was_asked() -> None:
    assert said(gmail('{"emoji": "👍", "version": 1}'), INTENT) == [("ok", "D4")]


def test_a_reaction_of_rfc_9078_does_too() -> None:
    raw = HEAD + b"Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: reaction\r\n\r\n\xf0\x9f\x91\x8d\r\n"
    message = mail.read(raw)
    assert isinstance(message, Message)
    assert said(message, INTENT) == [("ok", "D4")]


@pytest.mark.parametrize("items", [(), (UPDATE,), (INTENT, Item(2, "intent", "D5")), (UPDATE, Item(2, "due", "C1"))])
def test_where_several_things_or_none_were_asked_it_is_a_courtesy(items: tuple[Item, ...]) -> None:
    assert said(gmail('{"emoji": "👍", "version": 1}'), *items) == []


@pytest.mark.parametrize("emoji", ["🎉", "❤️", "😂"])
def test_a_reaction_that_is_no_answer_is_a_courtesy(emoji: str) -> None:
    assert said(gmail(f'{{"emoji": "{emoji}", "version": 1}}'), INTENT) == []


@pytest.mark.parametrize("data", ["", "[", "[]", "{}", '{"emoji": 7}', '{"emoji": "D4 object: no"}', "[" * 2_000])
def test_a_part_that_holds_no_emoji_is_none(data: str) -> None:
    assert gmail(data).reaction == ""


def test_an_attached_reaction_is_none() -> None:
    assert gmail('{"emoji": "👍", "version": 1}', "attachment").reaction == ""


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("👍\n\nAna Soto reacted via Gmail\n<https://www.google.example/gmail/about/>", "👍"),
        ("❤️\n\nAna Soto hat über Gmail reagiert", "❤️"),
        ("👍\n\nAna Soto a réagi via Gmail", "👍"),
        ("Bo Kim reacted to your message:", ""),
        ("[like] Bo Kim hat auf Ihre Nachricht reagiert:", ""),
        ("Bo Kim ha reagito al tuo messaggio:", ""),
        ("Bo Kim heeft gereageerd op uw bericht:", ""),
        ("", None),
        ("👍", None),
        ("The vendor reacted to your message: he agrees.\nDone: schema review", None),
        ("He reacted quickly", None),
        ("- 👍\nAna reacted via Gmail", None),
    ],
)
def test_a_mail_that_only_tells_of_a_reaction_is_known(text: str, emoji: str | None) -> None:
    assert in_words(text) == emoji
