"""What is fuzzed: each takes octets, raises nothing, and is done in time. What more must hold stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import process_time
from zoneinfo import ZoneInfo

from paceline.domain.asks import Item
from paceline.inbox import address
from paceline.inbox.answer import read_answer
from paceline.inbox.calendar.invite import read_calendar, senders
from paceline.inbox.dates import find_when, read_when
from paceline.inbox.grammar.headings import HEADINGS
from paceline.inbox.machines import judge
from paceline.inbox.mail import CalendarPart, Message, read
from paceline.inbox.mail.mailboxes import mailboxes
from paceline.inbox.quoting import Line, Written, new_words
from paceline.inbox.reply import Context, read_reply
from paceline.inbox.trust import identify
from paceline.inbox.versions import difference

SECONDS = 10
"""Of processor time: what one mail may cost."""
US = "async@acme.example"
NOW = datetime(2026, 11, 27, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
LOCALES = ("", "en", "en_US", "de_DE", "fr", "es", "pt_BR", "it", "nl")
ITEMS = (Item(1, "update", "kweekly/20261130T090000Z"), Item(2, "due", "C12"), Item(3, "intent", "D4"))
LETTER = """Good morning Ana. Two things wait for you.

1. Your update for Platform weekly (digest Mon 30 Nov, 09:00)

Done since Mon 23 Nov:
  -
Next (each line becomes a commitment; add a day):
  -

2. Due today: publish the API draft (C12, for Eve)
   Answer with "2 done", "2 +3d the vendor is late"
"""


def mails(data: bytes) -> None:
    """A whole mail, as far as it is read before the ledger is asked."""
    message = read(data)
    if not isinstance(message, Message):
        return
    judge(message)
    for trust in ("dmarc", "token"):
        identify(message, authserv_id="mx.acme.example", trust=trust)  # type: ignore[arg-type]
    for sent in ("", LETTER):
        _, reply = read_answer(message, sent, _context("en"))
        difference(message, sent, _context("en"), reply)
    for part in message.calendars:
        _calendar(part)


def machines(data: bytes) -> None:
    message = read(data)
    if isinstance(message, Message):
        judge(message)


def quoting(data: bytes) -> None:
    """A text, and behind a NUL a page."""
    text, _, page = data.decode("utf-8", "replace").partition("\0")
    for sent in ("", LETTER):
        new_words(Message(text=text, html=page), sent)


def calendars(data: bytes) -> None:
    _calendar(CalendarPart(data, "REQUEST"))


def replies(data: bytes) -> None:
    """Nothing of a person's own lines is lost."""
    locale, text = _located(data)
    lines = dict.fromkeys(line for line in text.splitlines() if line.strip())
    reply = read_reply(Written(tuple(Line(line, mine=True) for line in lines)), _context(locale))
    kept = [*(said.line for said in (*reply.statements, *reply.unclear)), *reply.notes, *reply.passed_over]
    assert {line.rstrip() for line in lines} == {line for each in kept for line in each.split("\n")}, "a line is lost"


def dates(data: bytes) -> None:
    locale, text = _located(data)
    find_when(text, NOW, locale)
    read_when(text, NOW, locale)


def addresses(data: bytes) -> None:
    """No octets make a token that counts."""
    text = data.decode("utf-8", "replace")
    named = [box.address for box in mailboxes(text)]
    for one in (text, *named):
        address.is_ours(one, US)
        address.letter_of(one, "acme.example")
        for token in (one, address.token_in([one], US), address.verp_token_in([one], US)):
            address.letter_of_token(token)
            assert not address.verify(b"a secret of thirty-two characters", token, "envelope/ana/2026-11-27", "ana")


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (mails, replies, quoting, calendars, dates, machines, addresses)
}


def within_time(target: Callable[[bytes], None], data: bytes, seconds: float = SECONDS) -> None:
    began = process_time()
    target(data)
    took = process_time() - began
    assert took < seconds, f"it took {took:.0f} s of processor time"


def _calendar(part: CalendarPart) -> None:
    read_calendar(part, us=frozenset({US}), zone="Europe/Berlin")
    senders(part)


def _context(locale: str) -> Context:
    sections = tuple(row.section for row in HEADINGS)
    return Context(sections, ITEMS, NOW, locale, frozenset({"Bo", "Eve"}))


def _located(data: bytes) -> tuple[str, str]:
    """The first octet chooses the locale."""
    return LOCALES[data[0] % len(LOCALES) if data else 0], data[1:].decode("utf-8", "replace")
