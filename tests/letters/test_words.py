"""What letters say, word by word: refusals, counts, commitments, changes, the verdict where nobody has written."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from paceline import letters
from paceline.agenda import contents
from paceline.clerks.envelopes import ORDER
from paceline.domain.cadence import Remark
from paceline.letters import words
from paceline.letters.samples import REPLY_TO, samples
from paceline.letters.templates import known, load


def usual(letter: str) -> Any:
    return samples()[letter][0].content


def test_the_reader_comes_last_and_is_called_you() -> None:
    assert words.names(("", "Bo", "Finn")) == "Bo, Finn and you"
    assert words.names(("",)) == "you"
    assert words.names(()) == ""


def test_an_ordinal_says_at_which_dates() -> None:
    shown = {1: "every", 2: "every second", 4: "every fourth", 12: "every 12th", 21: "every 21st", 23: "every 23rd"}
    assert {number: words.nth(number) for number in shown} == shown


def test_what_is_private_is_answered_to_whoever_said_it() -> None:
    said = (("Ana", "ana", "one"), ("Bo", "bo", "two"), ("Ana", "ana", "three"))
    text = letters.digest(replace(usual("digest"), private=said), REPLY_TO).text
    assert 'An answer begins with "private to @ana:" or "private to @bo:".' in " ".join(text.split())


@pytest.mark.parametrize(
    ("why", "hint", "shown"),
    [
        ("it names no day", '"by Friday"', 'It names no day. Try: "by Friday"'),
        ("4 March or 3 April?", "order laptops by 4 March", '4 March or 3 April? Try: "order laptops by 4 March"'),
        ("C21 is Dee's", '"C21 done for @dee", if so', 'C21 is Dee\'s. Try: "C21 done for @dee", if so'),
        (
            '"done" does not go with D4',
            "D4 ok; D4 object: …",
            '"done" does not go with D4. Try: "D4 ok" or "D4 object: …"',
        ),
        ('I know nobody called "bob"', "@ana; @bo; @eve", 'I know nobody called "bob". Try: "@ana", "@bo" or "@eve"'),
        ("H5 is closed already", "", "H5 is closed already."),
        ("that is all there is to say…", "", "That is all there is to say…"),
    ],
)
def test_a_refusal_says_why_and_below_what_would_work(why: str, hint: str, shown: str) -> None:
    refused = (contents.NotRecorded("the line", why, hint),)
    text = letters.receipt(replace(usual("receipt"), recorded=(), refused=refused), REPLY_TO).text
    _, below = text.partition('   1  "the line"\n')[::2]
    lines = [line.strip() for line in below.partition("\n\n")[0].splitlines()]
    assert " ".join(lines) == shown
    assert [line.startswith("Try: ") for line in lines] == ([False, True] if hint else [False])


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"notes": 1}, "1 note"),
        ({"thanks": 1, "next": 1, "done": 2}, "2 done, 1 next, 1 thanks"),
        ({"notes": 2, "decisions": 1, "blocked": 0, "done": 0}, "nothing blocked, 1 decision, 2 notes"),
        ({"learned": 1, "well": 2, "change": 1}, "2 things that went well, 1 thing to change, 1 thing learned"),
        ({"thanks": 1, "big_risks": 3, "question2": 1}, "3 under big risks, 1 for question 2, 1 thanks"),
    ],
)
def test_the_lines_of_an_update_are_counted_in_the_order_of_the_template(counts: dict[str, int], shown: str) -> None:
    update = contents.Recorded("update", due=date(2026, 11, 30), counts=tuple(counts.items()))
    text = letters.receipt(replace(usual("receipt"), recorded=(update,)), REPLY_TO).text
    assert f"Your update for Mon 30 Nov: {shown}\n" in re.sub(r"\n      ", " ", text)


@pytest.mark.parametrize("name", known())
def test_every_question_of_ours_has_words_for_its_lines(name: str) -> None:
    sections = load(name)
    assert sections
    counts = tuple((section.key, 2) for section in sections.sections)
    update = contents.Recorded("update", due=date(2026, 11, 30), counts=counts)
    assert " under " not in letters.receipt(replace(usual("receipt"), recorded=(update,)), REPLY_TO).text


@pytest.mark.parametrize(("count", "lead"), [(1, "This is"), (2, "Both are"), (3, "All 3 are")])
def test_a_receipt_begins_with_how_much_is_recorded(count: int, lead: str) -> None:
    kept = tuple(contents.Recorded("kept", f"C{n}", "paint the shed") for n in range(count))
    assert letters.receipt(replace(usual("receipt"), recorded=kept), REPLY_TO).text.startswith(f"{lead} recorded:\n")


@pytest.mark.parametrize("kind", ["promised", "offered"])
def test_a_commitment_says_who_waits_for_it(kind: Any) -> None:
    made = contents.Recorded(kind, "C1", "paint", who="Bo", due=date(2026, 12, 3), told=("", "Eve"))
    text = letters.receipt(replace(usual("receipt"), recorded=(made,)), REPLY_TO).text
    assert "paint, for Eve and you, by Thu 3 Dec" in text
    assert "know" not in text


def test_a_letter_about_a_change_does_not_say_again_what_the_first_one_said() -> None:
    first, *rest = (each.content for each in samples()["confirmation"])
    news = [content for content in rest if content.ended or content.cancelled or content.moved or content.changed]
    assert len(news) >= 5
    for content in news:
        assert content.remarks == first.remarks or not content.remarks
        text = letters.confirmation(content, REPLY_TO).text
        assert "remined" not in text
        assert "Los Angeles" not in text
        assert "To change anything" not in text
        assert len(text.splitlines()) <= 16


def test_a_change_that_is_not_understood_is_named() -> None:
    content = replace(usual("confirmation"), ended=True, new_remarks=(Remark("rewind: never"),))
    assert '"rewind: never"' in letters.confirmation(content, REPLY_TO).text


def test_people_who_are_elsewhere_are_named_by_place() -> None:
    asked = usual("confirmation").asked
    you = replace(asked[0], who="", zone="America/Los_Angeles")
    assert words.places((*asked, you))[1:] == [("Los Angeles", ["Chen", "Eve", ""]), ("London", ["Dee"])]
    alone = letters.confirmation(replace(usual("confirmation"), asked=(you,)), REPLY_TO).text
    assert "You are in Los Angeles; I ask at the hour there." in " ".join(alone.split())


def test_where_nobody_has_written_the_meeting_stands_and_nobody_is_sent_away() -> None:
    content = next(each.content for each in samples()["digest"] if each.name == "nobody wrote")
    for reader in (content.reader, usual("confirmation").reader, replace(content.reader, name="Finn Wolf")):
        text = letters.digest(replace(content, reader=reader), REPLY_TO).text
        assert text.startswith("Nobody has written yet, so meet as planned: 30 minutes.\n\n")
    long = replace(content, verdict=replace(content.verdict, minutes=60))
    assert "as planned: 1 hour." in letters.digest(long, REPLY_TO).text


def test_the_numbers_rise_down_an_envelope_that_asks_for_everything() -> None:
    kinds = [f"{kind}s" for kind in ORDER if kind != "help"]
    asked = {kind: one for sample in samples()["envelope"] for kind in kinds for one in getattr(sample.content, kind)}
    asks = {kind: (replace(asked[kind], number=number),) for number, kind in enumerate(kinds, 1)}
    full = contents.Envelope(usual("envelope").reader, usual("envelope").day, **asks)
    assert full.count == len(kinds)
    numbers = [int(found) for found in re.findall(r"^ *(\d+)\. ", letters.envelope(full, REPLY_TO).text, re.MULTILINE)]
    assert numbers == list(range(1, full.count + 1))
