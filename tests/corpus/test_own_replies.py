"""Our letters, answered in seven languages with every mail program of `clients`: what is read is what was typed.

The answers, and the statements that a person would make of them, are in tests/golden/in, a file for each language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from clients import CLIENTS, Client, Sent, Typed, answer

from paceline.domain.asks import Item
from paceline.domain.statements import Section, Statement, When
from paceline.inbox import mail
from paceline.inbox.answer import read_answer
from paceline.inbox.calendar.event_text import read_settings
from paceline.inbox.mail import Message
from paceline.inbox.quoting import Written, letter_words
from paceline.inbox.reply import Context
from paceline.inbox.versions import Difference, difference
from paceline.letters import write
from paceline.letters.mime import assemble, bodies_of
from paceline.letters.samples import REPLY_TO, samples
from paceline.letters.samples.people import questions

ANSWERS = Path(__file__).parents[1] / "golden" / "in"
LOCALES = {"en": "en_GB", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "pt": "pt_PT", "it": "it_IT", "nl": "nl_NL"}
NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
"""A Friday."""

# --- the letters ----------------------------------------------------------------------------------------------------

UPDATE = Item(1, "update", "k/20261130T090000Z")
ITEMS = {
    "update": (UPDATE,),
    "four": (UPDATE, Item(2, "due", "C12"), Item(3, "offer", "C19"), Item(4, "intent", "D4")),
    "reminder": (UPDATE,),
}


@cache
def letter(name: str) -> Sent:
    """One of ours, as its octets give it back."""
    written = _written(name)
    octets = assemble(
        written,
        sender=("Paceline", "async@acme.example"),
        to=("Ana Pereira", "ana@acme.example"),
        reply_to=REPLY_TO,
        message_id="<k3fz7q2m.letter@acme.example>",
        date=datetime(2026, 11, 27, 9, tzinfo=UTC),
    )
    return Sent(*bodies_of(octets), written.subject)


def _written(name: str) -> write.Letter:
    content = {sample.name: sample.content for sample in samples()["envelope"]}
    match name:
        case "update":
            return write.envelope(content["update only"], REPLY_TO)
        case "four":
            usual, offer = content["usual"], content["no update"].offers[0]
            intents = tuple(replace(intent, number=4) for intent in usual.intents)
            four = replace(usual, offers=(replace(offer, number=3),), intents=intents)
            return write.envelope(four, REPLY_TO)
        case "help":
            helps = next(sample.content for sample in samples()["answer"] if sample.name == "help")
            return write.answer(helps, REPLY_TO)
    return getattr(write, name)(samples()[name][0].content, REPLY_TO)


# --- the answers ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Case:
    """An answer typed at one place with one program; `says` are the statements, `words` all that was typed."""

    language: str
    number: int
    letter: str
    position: str
    client: Client
    kept: str
    typed: Typed
    says: tuple[Any, ...]

    def __str__(self) -> str:
        return f"{self.language} {self.number} {self.letter}, {self.position}, {self.client.name}, {self.kept}"

    @property
    def words(self) -> str:
        typed = self.typed
        order = letter(self.letter).text
        inside = sorted((*typed.under, *typed.beside), key=lambda each: order.index(each[0].removeprefix("3 ")))
        return "\n".join((typed.above, *(words for _, words in inside), typed.below))

    @property
    def octets(self) -> bytes:
        return answer(self.client, letter(self.letter), self.typed, self.language, self.kept)


@cache
def answers() -> tuple[tuple[str, int, dict[str, Any]], ...]:
    return tuple(
        (language, number, row)
        for language in LOCALES
        for number, row in enumerate(tomllib.loads((ANSWERS / f"{language}.toml").read_text("utf-8"))["answer"], 1)
    )


def cases() -> Iterator[Case]:
    for language, number, row in answers():
        for client in CLIENTS:
            for position, typed in _positions(row, client):
                for kept in _kept(client, language):
                    says = tuple(row.get("says", ()))
                    yield Case(language, number, row["letter"], position, client, kept, typed, says)


def _kept(client: Client, language: str) -> tuple[str, ...]:
    """In two languages the HTML part alone too, which is read only where there is no other."""
    if not client.page:
        return ("text",)
    return ("both", "html") if language in ("en", "de") else ("both",)


def _positions(row: dict[str, Any], client: Client) -> Iterator[tuple[str, Typed]]:
    match row:
        case {"typed": words}:
            yield "above", Typed(above=words.strip())
            yield "below", Typed(below=words.strip())
        case {"under": lines}:
            yield "between", Typed(under=tuple(map(tuple, lines)))
        case {"beside": lines}:
            yield "in the heading's line", Typed(beside=tuple(map(tuple, lines)))
            if client.tables:
                yield "in a cell", Typed(beside=tuple(map(tuple, lines)), cells=True)


def read(case: Case, *, aligned: bool = True) -> tuple[Written, tuple[Statement, ...]]:
    message = mail.read(case.octets)
    assert isinstance(message, Message), message
    words = _letter_words(case.letter, shows_html=bool(message.html))
    context = Context(_sections(case.letter), ITEMS.get(case.letter, ()), NOW, LOCALES[case.language])
    written, reply = read_answer(message, words if aligned else "", context)
    return written, reply.statements


@cache
def _letter_words(name: str, *, shows_html: bool) -> str:
    sent = letter(name)
    return letter_words(sent.text, sent.html if shows_html else "")


@cache
def _sections(name: str) -> tuple[Section, ...]:
    return questions() if name in ("update", "four", "reminder") else ()


# --- what was said, as the files put it -----------------------------------------------------------------------------


def plain(statement: Statement) -> dict[str, Any]:
    """A statement as the files write it: its kind, and all that is not as by default, but for the line it is from."""
    said: dict[str, Any] = {"is": type(statement).__name__.lower()}
    for field in fields(statement):
        value = getattr(statement, field.name)
        if field.name != "line" and value != field.default and value is not None:
            said[field.name] = _plain(value)
    return said


def _plain(value: Any) -> Any:
    match value:
        case When(day=day, at=None, readings=(), shift=None) if day:
            return day
        case When(shift=(count, unit)):
            return f"+{count}{unit}"
        case When():
            return repr(value)
        case str():
            return straight(value)
        case tuple():
            return list(value)
    return value


def straight(text: str) -> str:
    """A program's typographic marks are no words of its user's."""
    return text.translate({0x2019: "'", 0x201C: '"', 0x201D: '"'})


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+|[?!👍]", straight(text))


def wrong(case: Case, *, aligned: bool = True) -> str:
    """What was read that was not typed, or not read that was; "" when all is well."""
    written, statements = read(case, aligned=aligned)
    if words(written.text) != words(case.words):
        return f"words: {written.text!r}"
    said = [plain(statement) for statement in statements]
    if case.letter == "confirmation":
        said += [{"is": "setting", "key": key} for key in read_settings(written.text)[0].said]
    return "" if said == list(case.says) else f"statements: {said}"


# --- the tests ------------------------------------------------------------------------------------------------------


SHARES = 8
"""So many parts are made of each program's cases: without the long proofs one of them is read, another for each."""


def shares(clients: Sequence[Client]) -> Iterator[Any]:
    for number, client in enumerate(clients):
        for share in range(SHARES):
            marks = () if share == number % SHARES else pytest.mark.slow
            yield pytest.param(client, share, marks=marks, id=f"{client.name}, {share + 1} of {SHARES}")


@pytest.mark.parametrize(("client", "share"), shares(CLIENTS))
def test_what_is_read_is_what_was_typed(client: Client, share: int) -> None:
    mine = [case for case in cases() if case.client == client][share::SHARES]
    failing = {str(case): why for case in mine if (why := wrong(case))}
    assert not failing


@pytest.mark.parametrize(("client", "share"), shares([client for client in CLIENTS if client.page]))
def test_both_versions_of_an_answer_say_the_same(client: Client, share: int) -> None:
    """At a glance; and where the versions have to be read, since a gateway has put words of its own under the page."""
    both = [case for case in cases() if case.client == client and case.kept == "both"][share::SHARES]
    assert not {str(case): found for case in both if (found := _difference(case))}
    footed = "<p>This message was checked for viruses</p>"
    assert not {str(case): found for case in both[::9] if (found := _difference(case, footed))}


def _difference(case: Case, footed: str = "") -> Difference | None:
    message = mail.read(case.octets)
    assert isinstance(message, Message)
    message = replace(message, html=message.html + footed)
    sent = _letter_words(case.letter, shows_html=True)
    context = Context(_sections(case.letter), ITEMS.get(case.letter, ()), NOW, LOCALES[case.language])
    return difference(message, sent, context, read_answer(message, sent, context)[1])


def test_the_corpus_is_as_large_as_it_claims() -> None:
    found = list(cases())
    assert len(found) > 2_500
    assert {case.language for case in found} == set(LOCALES)
    assert {case.letter for case in found} > {"update", "four", "reminder", "digest", "receipt", "confirmation"}


def test_without_the_alignment_much_of_it_is_lost() -> None:
    """A corpus that any reader passes would say nothing about ours."""
    inside = [case for case in cases() if case.typed.under or case.typed.beside][::5]
    lost = [case for case in inside if wrong(case, aligned=False)]
    assert len(lost) > len(inside) / 3


def test_every_statement_that_is_expected_counts() -> None:
    """An answer with one statement fewer, or with a word changed, is told from what was expected."""
    for case in [case for case in cases() if case.client.name == "mutt" and case.says]:
        assert wrong(replace(case, says=case.says[1:]))
        assert wrong(replace(case, typed=Typed(above="something else altogether")))
