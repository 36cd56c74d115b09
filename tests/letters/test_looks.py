"""Words and looks: the HTML says what the text says, in the same order, and its buttons work in every mail program."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args, get_type_hints
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from conversation import Conversation
from hypothesis import given
from hypothesis import strategies as st
from page import Elements

from paceline import letters
from paceline.agenda import contents
from paceline.domain.statements import Section
from paceline.letters import columns, render
from paceline.letters.samples import REPLY_TO, Sample, samples
from paceline.letters.templates import builtin


def kinds_of(content: Any) -> tuple[str, ...]:
    return get_args(get_type_hints(content)["kind"])


EVERY = [sample for each in samples().values() for sample in each]


def written(sample: Sample) -> letters.Letter:
    return getattr(letters, sample.letter)(sample.content, REPLY_TO)


def usual(letter: str) -> Any:
    return samples()[letter][0].content


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_every_word_of_the_html_is_in_the_text_in_the_same_order(sample: Sample) -> None:
    letter = written(sample)
    left = iter(words(letter.text))
    body = letter.html.partition("<body")[2]
    for word in words(Elements("<body" + body).words):
        assert word in left, f"{word!r} is missing, or comes earlier"


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_the_html_leaves_out_only_how_to_type_an_answer(sample: Sample) -> None:
    letter = written(sample)
    said = re.sub(r"^ +Answer \"(?:[^\n]|\n   )*", "", letter.text, flags=re.MULTILINE)
    assert words(Elements(letter.html.partition("</head>")[2]).words) == words(said)


def test_a_button_opens_a_mail_with_the_answer_filled_in() -> None:
    links = Elements(letters.envelope(usual("envelope"), REPLY_TO).html).links
    done = urlsplit(next(link for link in links if "C12%20done" in link))
    assert done.scheme == "mailto"
    assert unquote(done.path) == REPLY_TO
    assert parse_qs(done.query) == {
        "subject": ["Re: Platform weekly: your update for Mon 30 Nov"],
        "body": ["C12 done"],
    }


def test_the_button_for_an_update_opens_its_headings() -> None:
    content = replace(usual("reminder").ask, sections=(Section("q", "Was 1+1=2 & <ok>?"), Section("notes", "Größe")))
    (link,) = Elements(letters.reminder(replace(usual("reminder"), ask=content), REPLY_TO).html).links
    assert "+" not in urlsplit(link).query
    assert unquote(urlsplit(link).query).partition("&body=")[2] == "Was 1+1=2 & <ok>?:\r\n- \r\n\r\nGröße:\r\n- \r\n"


def test_with_several_updates_a_button_says_which() -> None:
    everything = next(each.content for each in samples()["envelope"] if each.name == "everything")
    bodies = [
        unquote(link).partition("&body=")[2] for link in Elements(letters.envelope(everything, REPLY_TO).html).links
    ]
    assert [body.split("\r\n")[0] for body in bodies[:2]] == ["1. Done:", "2. What went well:"]


OURS_ALONE = [sample for sample in EVERY if sample.letter not in ("envelope", "digest", "receipt")]
OURS_ALONE = [sample for sample in OURS_ALONE if (sample.letter, sample.name) != ("agreement", "usual")]
"""The others are as long as what waits, or as what people wrote or have agreed."""


@pytest.mark.parametrize("sample", OURS_ALONE, ids=str)
def test_our_own_words_fill_one_screen_at_most(sample: Sample) -> None:
    assert len(written(sample).text.splitlines()) <= 36


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_the_footer_has_two_lines(sample: Sample) -> None:
    last = written(sample).text.rstrip("\n").rpartition("\n\n")[2]
    assert len(last.splitlines()) == 2


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_a_letter_is_calm(sample: Sample) -> None:
    text = written(sample).text
    assert "!" not in text
    assert not re.search(r"(?i)just a (friendly )?reminder|asap|please note|failed to|\d\d/\d\d/", text)


def test_both_looks_have_the_same_pieces() -> None:
    text, html = render._environments(())
    ours = {name for name in html.globals if name in columns.PIECES}
    assert ours == set(columns.PIECES)
    assert set(columns.PIECES) <= set(text.globals)


def test_no_content_has_a_field_that_is_called_like_a_piece() -> None:
    kinds = {type(sample.content) for sample in EVERY}
    names = {field.name for kind in kinds for field in fields(kind)}
    assert not names & {*columns.PIECES, "way", "form", "letter", "days", "mailto"}


def test_dark_and_light_have_enough_contrast() -> None:
    look = (builtin() / "look.html").read_text("utf-8")
    pairs = [("#1d2329", "#ffffff"), ("#5a6570", "#ffffff"), ("#0e5a4c", "#ffffff"), ("#e7eaec", "#14181b")]
    pairs += [("#a3adb5", "#14181b"), ("#8fd6c3", "#14181b"), ("#0d1f1a", "#8fd6c3")]
    for ink, paper in pairs:
        assert ink in look
        assert paper in look
        assert contrast(ink, paper) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, 1.4.3."""
    light = sorted(map(luminance, (one, other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("kind", get_args(contents.RecordedKind))
def test_everything_that_can_be_recorded_has_words(kind: Any) -> None:
    thing = contents.Recorded(kind, "C1", "paint the shed", due=date(2026, 12, 3), reason="the vendor is late")
    text = letters.receipt(replace(usual("receipt"), recorded=(thing,)), REPLY_TO).text
    line = text.partition("   1  ")[2].partition("\n")[0]
    assert re.match(r"[A-Z][a-z]+", line)
    assert "paint the shed" in text or kind in ("update", "away", "back", "here", "erasure asked")


@pytest.mark.parametrize("kind", get_args(contents.UndoneKind))
def test_everything_that_is_undone_has_words(kind: Any) -> None:
    thing = contents.Recorded("undone", what="C18", beside=((kind, date(2026, 12, 3)),))
    text = letters.receipt(replace(usual("receipt"), recorded=(thing,)), REPLY_TO).text
    assert re.search(r"Undone: C18 and .{8,}", " ".join(text.partition("Wrong?")[0].split()))


@pytest.mark.parametrize("kind", kinds_of(contents.Need))
@pytest.mark.parametrize("who", ["", "Bo"])
def test_everything_that_needs_somebody_has_words(kind: Any, who: str) -> None:
    thing = contents.Need(kind, "C1", "paint the shed", who, due=date(2026, 12, 3), closes=usual("digest").start)
    text = letters.digest(replace(usual("digest"), needs_you=(thing,), needs_hand=(thing,)), REPLY_TO).text
    assert text.count("paint the shed") == 2
    assert who in text


@pytest.mark.parametrize("kind", kinds_of(contents.Change))
def test_everything_that_changed_has_words(kind: Any) -> None:
    thing = contents.Change(kind, "C1", "paint the shed", "Bo", due=date(2026, 12, 3), worries=(("Finn", "too late"),))
    text = letters.digest(replace(usual("digest"), changed=(thing,)), REPLY_TO).text
    assert "paint the shed (Bo)" in text
    assert 'Finn, "too late"' in " ".join(text.split())


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_a_page_begins_with_its_type(sample: Sample) -> None:
    assert written(sample).html.startswith("<!DOCTYPE html>\n")


# --- plain text ------------------------------------------------------------------------------------


def test_questions_stand_on_lines_of_their_own() -> None:
    lines = letters.envelope(usual("envelope"), REPLY_TO).text.splitlines()
    at = lines.index("Done since Mon 23 Nov:")
    assert lines[at + 1] == "  -"
    assert "Next (each line becomes a commitment; add a day):" in lines
    assert "Blocked, or where a hand would help:" in lines


def test_a_question_with_its_own_mark_gets_no_colon() -> None:
    assert "".join(columns.printed(Section("q", "What surprised you?"))) == "What surprised you?"
    assert "".join(columns.printed(Section("done", "Done", prompt="since {since}"))) == "Done:"


def test_an_id_stands_at_the_right_end_or_on_the_next_line() -> None:
    assert columns.hang("publish", "  ", "    ", "C12") == ["  publish" + " " * 60 + "C12"]
    full = "a promise that fills its line to the end, so that its id has no room left"
    assert columns.hang(full[:-5], "  ", "    ", "C12") == [
        "  a promise that fills its line to the end, so that its id has",
        "    no room" + "C12".rjust(61),
    ]


@pytest.mark.parametrize(("words", "lines"), [(14, [14]), (15, [13, 2]), (16, [14, 2]), (29, [14, 13, 2])])
def test_lines_are_filled_and_no_word_stands_alone_below(words: int, lines: list[int]) -> None:
    assert [len(line.split()) for line in columns.hang("four " * words)] == lines


def test_what_is_kept_together_may_stand_alone_below() -> None:
    said = 'Fri 27 Nov, 09:40: you moved it to Wed 2 Dec: "vendor answers on Monday"'
    assert columns.hang(said, "  ", "    ") == [
        "  Fri 27 Nov, 09:40: you moved it to Wed 2 Dec:",
        '    "vendor\u00a0answers\u00a0on\u00a0Monday"',
    ]


def test_a_line_may_end_between_a_day_and_its_hour_but_not_within_a_day() -> None:
    closes = datetime(2026, 12, 1, 16, tzinfo=UTC)
    outcomes = (replace(usual("outcome"), who="B" * length, since=closes) for length in range(1, 40))
    texts = [letters.outcome(outcome, REPLY_TO).text for outcome in outcomes]
    assert all("Tue 1 Dec," in text for text in texts)
    assert any("Tue 1 Dec,\n16:00" in text for text in texts)


def test_writing_without_spaces_is_broken_and_links_are_not() -> None:
    link = "https://example.org/" + "a" * 90
    assert columns.hang(link, "  ") == [f"  {link}"]
    within = columns.hang(f"{'漢' * 40}({link}){'字' * 3} and more", "  ")
    assert (
        "".join(line.strip() for line in within[:-1]) + within[-1].strip() == f"{'漢' * 40}({link}){'字' * 3} and more"
    )
    wide = columns.hang("漢" * 50, "  ")
    assert [columns.columns(line) for line in wide] == [72, 32]


@given(st.text(), st.integers(0, 20))
def test_wrapping_loses_no_word(text: str, indent: int) -> None:
    shown = columns.one_line(text)
    assert isinstance(shown, str)
    lines = columns.hang(shown, " " * indent)
    assert "".join("".join(lines).split()) == "".join(shown.split())


# --- folders, languages, start ---------------------------------------------------------------------


def test_an_operators_words_come_first_and_may_extend_ours(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "unplaced.jinja").write_text(
        '{% extends "builtin/letters/unplaced.jinja" %}', encoding="utf-8"
    )
    (tmp_path / "letters" / "held.jinja").write_text(
        "{% call subject_line() %}Held{% endcall %}{% call say() %}Look: {{ sender }}{% endcall %}", encoding="utf-8"
    )
    ours = letters.unplaced(usual("unplaced"), REPLY_TO)
    assert letters.unplaced(usual("unplaced"), REPLY_TO, (tmp_path,)) == ours
    assert letters.held(usual("held"), REPLY_TO, (tmp_path,)).text == "Look: sales@vendor.example\n"


def test_an_operators_look_changes_one_piece(tmp_path: Path) -> None:
    (tmp_path / "look.html").write_text(
        '{% macro lead() %}<p class="acme">{{ caller() }}</p>{% endmacro %}', encoding="utf-8"
    )
    page = letters.held(usual("held"), REPLY_TO, (tmp_path,)).html
    assert '<p class="acme">An invite from' in page
    assert "operate this service" in page


def test_a_folder_may_add_a_language(tmp_path: Path) -> None:
    (tmp_path / "letters" / "de").mkdir(parents=True)
    (tmp_path / "letters" / "de" / "reminder.jinja").write_text(
        "{% call subject_line() %}{{ ask.title }}, {{ ask.start | day }}{% endcall %}"
        "{% call lead() %}Hallo {{ reader.first_name }}.{% endcall %}",
        encoding="utf-8",
    )
    mara = replace(usual("reminder"), reader=usual("confirmation").reader)
    letter = letters.reminder(mara, REPLY_TO, (tmp_path,))
    assert letter.text == "Hallo Mara.\n"
    assert letter.subject == "Platform weekly, Mo., 30. Nov."
    assert '<html lang="de">' in letter.html
    assert "Hello Ana" in letters.reminder(usual("reminder"), REPLY_TO, (tmp_path,)).text


def test_a_misspelt_name_in_a_template_is_an_error_not_a_gap(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "held.jinja").write_text("{% call say() %}{{ sendr }}{% endcall %}", encoding="utf-8")
    with pytest.raises(Exception, match="'sendr' is undefined"):
        letters.held(usual("held"), REPLY_TO, (tmp_path,))


def test_a_template_reaches_no_internals(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    for code in ("{{ letter.__class__ }}", "{{ letter.__init__.__globals__ }}", "{{ ''.__class__.__mro__ }}"):
        (tmp_path / "letters" / "held.jinja").write_text("{% call say() %}" + code + "{% endcall %}", encoding="utf-8")
        render._environments.cache_clear()
        render._worded.cache_clear()
        with pytest.raises(Exception, match="unsafe"):
            letters.held(usual("held"), REPLY_TO, (tmp_path,))


def test_jinja_is_loaded_with_the_first_letter_only() -> None:
    code = "import sys, paceline.letters.mime, paceline.letters.templates; print('jinja2' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"


def test_the_years_that_do_not_go_without_saying_are_named() -> None:
    content = replace(usual("outcome"), day=date(2025, 12, 30))
    assert "since Tue 1 Dec 2026, 16:00" in letters.outcome(content, REPLY_TO).text.replace("\n", " ")


# --- what one types ---------------------------------------------------------------------------------------------------

TOGETHER = '<span style="white-space:nowrap">"{}"</span>'


def test_what_one_types_stays_on_one_line_where_a_phone_has_room_for_it(team: Conversation) -> None:
    team.says("ana", "Commitment: ship the importer by Friday", to="new")
    receipt = team.hears("ana", "ship the importer")
    assert TOGETHER.format("fix 1: by Friday") in receipt.html
    assert '"undo"' in receipt.html
    assert TOGETHER.format("undo") not in receipt.html


def test_somebodys_words_in_quotation_marks_stay_escaped() -> None:
    html = letters.tidings(replace(usual("tidings"), reason="<b>it</b> & that"), REPLY_TO).html
    assert TOGETHER.format("&lt;b&gt;it&lt;/b&gt; &amp; that") in html


@pytest.mark.parametrize("said", ["the vendor does not answer before Monday", "供应商下周一之前不会回复我们的请求的"])
def test_what_is_too_long_for_a_phone_breaks(said: str) -> None:
    content = replace(usual("tidings"), reason=f"{said} a b")
    html = letters.tidings(content, REPLY_TO).html
    assert f'"{said} a b"' in html
    assert TOGETHER.format(f"{said} a b") not in html
