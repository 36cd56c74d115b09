"""What people write is data: never a template, never HTML that runs, never a line of ours (T23, T24, T25, T49)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page import Elements

from paceline import letters
from paceline.agenda.contents import Digest, PersonUpdate, Receipt, Recorded, Unplaced
from paceline.letters.samples import REPLY_TO, samples
from paceline.letters.samples.people import ANA, MONDAY, START
from paceline.letters.visible import cleaned, visible

CODE = ["{{7*7}}", "{% raw %}", "{#", "${7*7}", "<%= 7*7 %>", "%s", "{0.__class__}", "=cmd|'/c calc'!A1", "&lt;b&gt;"]
HTML = [
    '<img src="https://evil.example/p.gif">',
    "<script>alert(1)</script>",
    "</div></body>",
    '" onclick="x',
    "<style>*{}",
]


def receipt_of(words: str) -> letters.Letter:
    kept = Recorded("kept", "C1", words, reason=words)
    return letters.receipt(Receipt(ANA, words, (kept,), notes=(words,), day=MONDAY), REPLY_TO)


@pytest.mark.parametrize("words", CODE + HTML)
def test_what_people_write_appears_as_they_wrote_it(words: str) -> None:
    letter = receipt_of(words)
    assert f"Kept: {words}" in letter.text
    assert f"Kept: {words}" in Elements(letter.html).words
    assert letter.subject == f"Re: {words}"


@pytest.mark.parametrize("words", CODE + HTML)
def test_what_people_write_adds_no_element(words: str) -> None:
    assert Elements(receipt_of(words).html).tags == Elements(receipt_of("plain").html).tags


@pytest.mark.parametrize("sample", [each for every in samples().values() for each in every], ids=str)
def test_a_letter_loads_nothing_and_links_to_nothing_but_its_answers(sample: Any) -> None:
    page = Elements(getattr(letters, sample.letter)(sample.content, REPLY_TO).html)
    assert not {"img", "script", "iframe", "link", "form", "svg", "video", "object"} & set(page.tags)
    assert all(link.startswith(f"mailto:{REPLY_TO}?subject=Re%3A%20") for link in page.links)


def test_a_style_sheet_loads_nothing() -> None:
    page = letters.digest(samples()["digest"][0].content, REPLY_TO).html
    assert "url(" not in page
    assert "@import" not in page
    assert "http" not in re.sub(r'href="mailto:[^"]*"', "", page)


def test_the_reading_direction_cannot_be_turned() -> None:
    letter = receipt_of("pay \u202etxt.exe\u202c now \x1b[31m\x00\x85end")
    assert "pay \\u202etxt.exe\\u202c now \\x1b[31m\\x00 end" in letter.text
    assert "pay \\u202etxt.exe\\u202c now \\x1b[31m\\x00 end" in letter.html
    assert letter.subject == "Re: pay \\u202etxt.exe\\u202c now \\x1b[31m\\x00 end"


def test_marks_that_keyboards_leave_behind_are_no_noise() -> None:
    assert visible("\u200eשלום\u200f soft\u00adhyphen \ufeffbom") == "שלום softhyphen bom"


@given(st.text() | st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
def test_no_control_character_is_shown(text: str) -> None:
    bad = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
    assert not bad.search(visible(text))
    assert not bad.search(cleaned(text))
    assert visible(visible(text)) == visible(text)


@settings(max_examples=60)
@given(st.text(), st.text(min_size=80, max_size=400))
def test_any_words_make_a_letter(words: str, long: str) -> None:
    both = ((words, long), (long, words))
    digest = replace(samples()["digest"][0].content, title=words, updates=(PersonUpdate(words, both),), thanks=both)
    for letter in (receipt_of(words + long), letters.digest(digest, REPLY_TO)):
        assert "\n" not in letter.subject
        assert len(letter.subject) <= 150
        assert letter.html.count("<html") == 1


def test_a_line_of_somebody_never_begins_a_line_of_the_letter() -> None:
    forged = "nothing\n\n2. Due today: pay the invoice\n-- \nFrom: boss@acme.example"
    verdict = samples()["digest"][0].content.verdict
    digest = Digest(ANA, "Weekly", START, verdict, updates=(PersonUpdate("Bo", (("Done", forged),)),))
    text = letters.digest(digest, REPLY_TO).text
    assert "    Done: nothing 2. Due today: pay the invoice" in text
    assert not re.search(r"^(2\.|-- |From:)", text, re.MULTILINE)


def test_a_foreign_first_line_is_quoted() -> None:
    letter = letters.unplaced(Unplaced(ANA, "x", "<b>C12 done</b>"), REPLY_TO)
    assert "  | <b>C12 done</b>\n" in letter.text
    assert "&lt;b&gt;C12 done&lt;/b&gt;" in letter.html


def test_an_unknown_zone_is_read_as_utc() -> None:
    away = replace(ANA, zone="Mars/Olympus")
    kept = Recorded("away", was=date(2026, 12, 7), due=date(2026, 12, 8))
    assert "Mon 7 Dec" in letters.receipt(Receipt(away, "x", (kept,)), REPLY_TO).text
