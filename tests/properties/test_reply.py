"""Whatever somebody writes is read without an exception, and nothing of it is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import hostile
import pace
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paceline.domain.asks import Item
from paceline.domain.statements import Reply, Section
from paceline.inbox.grammar import courtesies, promises, speech
from paceline.inbox.grammar.commands import COMMANDS
from paceline.inbox.grammar.headings import HEADINGS, MARKS
from paceline.inbox.grammar.words import every, fold
from paceline.inbox.quoting import Line, Written
from paceline.inbox.reply import Context, read_reply

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
SECTIONS = tuple(row.section for row in HEADINGS)
ITEMS = (Item(1, "update", "kweekly/20261130T090000Z"), Item(2, "due", "C12"), Item(3, "intent", "D4"))

COURTESIES = ("GREETINGS", "GREETED", "CLOSINGS", "EMPTY", "EMPTY_TAIL", "DENIALS")
FORMS = tuple(form for row in COMMANDS for form in every(row.forms))
SPOKEN = tuple(
    form
    for table in (
        *(speech.ORDERS_TO_US, speech.INTENTIONS, speech.REPORTS, speech.QUESTIONS, speech.NUMBERS, speech.ANSWERS),
        *(promises.HEDGES, promises.SOMEBODY, promises.EVERYBODY, promises.NOT, promises.PROSE, promises.WE),
    )
    for form in every(table)
)
TITLES = tuple(form for row in HEADINGS for form in every(row.forms)) + tuple(
    form for _, table in MARKS for form in every(table)
)
WORD = re.compile(r"[^\W\d_]+")
KNOWN_WORDS = {
    fold(word)
    for form in (*FORMS, *TITLES, *(f for name in COURTESIES for f in every(getattr(courtesies, name))))
    for word in WORD.findall(form)
}
TARGETS = ("", "1", "2", "2.", "3)", "9", "C12", "c12", "D4", "H3", "C12, C14", "1, 2", "#2")
BULLETS = ("", "- ", "* ", "  - ", "1. ", "2) ", "[x] ", "- [ ] ", "> ", "\t", "✅ ")
REST = (
    "",
    " by Friday",
    ": a DBA for an hour",
    " because the vendor is late",
    ", thanks @chen",
    " 2 days",
    " to @bo",
    " until 5 Jan",
    " 3-7 Dec",
    " 31-2 Dec",
    " 0-3 Dec",
    " (C12, for Eve)",
    "; 2 done",
    " unless objected by 03/04",
    " done when it is green",
)

fragments = st.one_of(
    st.tuples(
        st.sampled_from(BULLETS),
        st.sampled_from(TARGETS),
        st.just(" "),
        st.sampled_from((*FORMS, *TITLES, "", "the importer", "@bo:", "@bo and @eve")),
        st.sampled_from(("", ":", " -", "?")),
        st.sampled_from(REST),
    ).map("".join),
    st.tuples(
        st.sampled_from(BULLETS),
        st.sampled_from(SPOKEN),
        st.sampled_from((" ", ": ", ", ")),
        st.sampled_from(
            ("2 done", "move C12 to Friday", "ship it by Friday, write it up by Monday", "3 ok", "nothing")
        ),
        st.sampled_from(("", ".", "?", ". Next: rest by Monday", " / Blocked: none", " if time permits")),
    ).map("".join),
    st.text(max_size=60),
    st.sampled_from(("", "Hi all,", "Thanks,", "Ana", "none", "-", "Best regards", "Next", "Done:", "tbd")),
)
lines = st.builds(Line, fragments.map(lambda text: text.replace("\n", " ").replace("\r", " ")), st.booleans())
mails = st.lists(lines, max_size=12).map(lambda found: Written(tuple(found)))
locales = st.sampled_from(("", "en", "en_US", "de_DE", "fr", "pt_BR", "xx"))
asked = st.sampled_from((ITEMS, ITEMS[:1], ITEMS[1:2], ITEMS[2:], (), (ITEMS[0], Item(2, "update", "kops/x"))))
parts = st.sampled_from((SECTIONS, (), SECTIONS[:2], (Section("x", "Mood", "notes"),)))


def read(written: Written, items: tuple[Item, ...], sections: tuple[Section, ...], locale: str) -> Reply:
    return read_reply(written, Context(sections, items, NOW, locale, frozenset({"Bo", "Eve"})))


@settings(deadline=None, max_examples=400)
@given(mails, asked, parts, locales)
def test_nothing_that_is_written_is_lost(written, items, sections, locale):
    """Every line of the author's is said or in doubt, or is a note, or was passed over; never two of these."""
    written = Written(tuple(dict.fromkeys(written.lines)))
    reply = read(written, items, sections, locale)
    said = lines_of(said.line for said in (*reply.statements, *reply.unclear))
    notes, passed_over = lines_of(reply.notes), lines_of(reply.passed_over)
    wrote = lines_of(line.text.rstrip() for line in written.lines if line.mine and line.text.strip())
    assert said | notes | passed_over == wrote
    assert len(said) + len(notes) + len(passed_over) == len(wrote)


@settings(deadline=None, max_examples=400)
@given(mails, asked, parts, locales)
def test_a_line_that_is_passed_over_holds_nothing(written, items, sections, locale):
    """It is made of the tables' words, of names, and of copies of our own lines."""
    for line in lines_of(read(written, items, sections, locale).passed_over):
        left = [word for word in WORD.findall(line) if fold(word) not in KNOWN_WORDS and not word[0].isupper()]
        assert "(C12" in line or len(line.split()) <= 5 or not left, line


@settings(deadline=None, max_examples=200)
@given(mails, asked, parts, locales, st.sampled_from((" ", "   ", "\t", "\u00a0")))
def test_space_at_the_end_of_a_line_says_nothing(written, items, sections, locale, space):
    spaced = Written(tuple(Line(line.text + space, line.mine) for line in written.lines))
    plain, other = read(written, items, sections, locale), read(spaced, items, sections, locale)
    assert replace(other, text="") == replace(plain, text="")


@settings(deadline=None, max_examples=100)
@given(mails, asked, parts, locales)
def test_reading_again_says_the_same(written, items, sections, locale):
    assert read(written, items, sections, locale) == read(written, items, sections, locale)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=300), locales)
def test_any_text_is_read(text, locale):
    written = Written(tuple(Line(line, mine=True) for line in text.splitlines()))
    assert isinstance(read(written, ITEMS, SECTIONS, locale), Reply)


def lines_of(entries) -> set[str]:
    return {line for entry in entries for line in entry.split("\n")}


WORST = ("a" * 2_000, "- " * 1_000, "C12 " * 500, "1 and " * 330, "@" * 2_000, "@a" * 1_000, ", " * 1_000, "x.y@" * 500)


@pytest.mark.parametrize("line", [*WORST, "thanks @" * 250, "unless " * 280, "( " * 1_000, "**" * 1_000, "3-" * 1_000])
def test_a_hostile_line_takes_no_time(line):
    """Linear time: a line of the longest length that is read, made for backtracking."""
    for before in ("", "Next\n", "Done: ", "Decision: ", "Intent: ", "C12 to ", "away ", "Commitment: "):
        written = Written(tuple(Line(text, mine=True) for text in f"{before}{line}".split("\n")))
        with pace.within(0.2):
            read(written, ITEMS, SECTIONS, "en_GB")


@pytest.mark.parametrize("words", hostile.WORDS)
def test_a_hostile_mail_takes_no_time(words):
    """No more lines are read than a person writes."""
    for lines in hostile.replies(words):
        with pace.within(1):
            read(Written(tuple(Line(text, mine=True) for text in lines)), ITEMS, SECTIONS, "en_GB")


def test_what_stands_behind_many_lines_is_kept_as_notes():
    lines = ["Next", *[f"- ship part {number} by Friday" for number in range(600)]]
    reply = read(Written(tuple(Line(text, mine=True) for text in lines)), ITEMS, SECTIONS, "en_GB")
    assert len(reply.statements) == 499
    assert reply.notes == tuple(lines[500:])
