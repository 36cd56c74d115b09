"""Whatever a person writes, wherever the client puts it: it is found, and no word of the mail vanishes."""

from __future__ import annotations

from collections import Counter

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from inbox.clients import CLIENTS, LETTER, Edited, mail

from paceline.inbox.align import texts_of
from paceline.inbox.mail import Message, Unreadable, read
from paceline.inbox.quoting import Written, new_words
from paceline.inbox.rows import rows_of

OURS = [line for line in LETTER.splitlines() if line.strip(" -")]
TYPABLE = (
    "ship the importer by Friday done review with @bo because vendor is late C12 staging 3 days schema nothing moved "
    "tests überall grün déjà vu перенос 完成"
)
WORDS = st.sampled_from(TYPABLE.split())
TYPED = st.lists(WORDS, min_size=2, max_size=9).map(" ".join)
ANY_LINE = st.one_of(TYPED, st.sampled_from(LETTER.splitlines()), st.text(max_size=60)).map(
    lambda line: " ".join(line.split())
)


def counted(text: str) -> Counter[str]:
    return Counter(texts_of(text))


def mine(written: Written) -> str:
    return " ".join(" ".join(line.text.removeprefix("• ").split()) for line in written.lines if line.mine and line.text)


@given(st.sampled_from(sorted(set(CLIENTS) - {"table"})), st.data())
@settings(max_examples=200, deadline=None)
def test_what_is_typed_between_our_lines_is_found_and_nothing_else(client, data):
    lines: list[tuple[str, bool]] = []
    typed: list[str] = []
    for line in LETTER.splitlines():
        lines.append((line, False))
        if line in OURS and data.draw(st.integers(0, 3)) == 0 and line != OURS[0]:
            typed.append(data.draw(TYPED))
            lines.append((typed[-1], True))
    assume(lines[-1][1] is False)
    written = new_words(CLIENTS[client](Edited((), tuple(lines))), LETTER)
    assert mine(written) == " ".join(typed)


@given(st.sampled_from(sorted(CLIENTS)), st.lists(TYPED, min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_what_is_typed_above_our_letter_is_found_and_nothing_else(client, typed):
    edited = Edited(tuple(typed), tuple((line, False) for line in LETTER.splitlines()))
    assert mine(new_words(CLIENTS[client](edited), LETTER)) == " ".join(typed)


@given(st.lists(st.tuples(st.sampled_from(["", "> ", "> > "]), ANY_LINE), max_size=30), st.booleans())
@settings(max_examples=300, deadline=None)
def test_no_word_of_a_mail_vanishes(lines, answered):
    text = "\n".join(prefix + line for prefix, line in lines)
    written = new_words(mail(text), LETTER if answered else "")
    told = counted("\n".join(line.text for line in written.lines)) + counted(written.elided)
    body = counted("\n".join(row.text for row in rows_of(text)))
    assert not body - told


@given(st.binary(max_size=2000))
@settings(max_examples=300, deadline=None)
def test_any_octets_are_read(raw):
    message = read(b"From: a@b.example\r\n" + raw)
    assert isinstance(message, Message | Unreadable)
    if isinstance(message, Message):
        new_words(message, LETTER)


@given(st.text(max_size=1000))
@settings(max_examples=300, deadline=None)
def test_any_page_is_read(page):
    new_words(Message(html=page), LETTER)
