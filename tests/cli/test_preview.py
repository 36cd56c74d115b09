"""`paceline preview`: letters with sample data."""

from __future__ import annotations

from email import message_from_string
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cli.terminal import paceline
from conversation import CONFIG

from paceline.letters.samples import samples
from paceline.letters.templates import known, load


def test_without_a_letter_all_samples_are_listed() -> None:
    ran = paceline("preview", "--json")
    assert [(each["letter"], each["sample"]) for each in ran.records] == [
        (sample.letter, sample.name) for named in samples().values() for sample in named
    ]
    assert all(each["subject"] and each["text"] and each["html"] for each in ran.records)


def test_a_list_in_a_pipe_is_plain_lines() -> None:
    first = paceline("preview").out.splitlines()[0]
    assert first.split("\t")[:2] == ["envelope", "usual"]


def test_the_plain_text_is_what_people_read() -> None:
    ran = paceline("preview", "digest", "--sample", "meet")
    assert ran.out.startswith("Subject: Platform weekly, Mon 30 Nov: meet 15 minutes")
    assert all(len(line) <= 72 for line in ran.out.splitlines()[2:])


def test_a_letter_may_be_named_by_its_file() -> None:
    for file, letter in (("team-week", "team_week"), ("help", "help_ask")):
        assert paceline("preview", file).out == paceline("preview", letter).out


def test_the_html_part_is_a_page_of_its_own() -> None:
    assert paceline("preview", "envelope", "--as", "html").out.lstrip().lower().startswith("<!doctype html>")


def test_a_page_shows_text_and_html_of_every_sample_side_by_side() -> None:
    class Counted(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.tags: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.tags.append(tag)

    page = Counted()
    page.feed(paceline("preview", "receipt", "--as", "page").out)
    assert page.tags.count("pre") == page.tags.count("iframe") == len(samples()["receipt"])
    assert "a" not in page.tags  # within the frames only


def test_a_whole_mail_can_be_saved_and_opened() -> None:
    mail = message_from_string(paceline("preview", "envelope", "--as", "mail").out)
    assert [part.get_content_type() for part in mail.get_payload()] == ["text/plain", "text/html"]
    assert mail["Auto-Submitted"] == "auto-generated"


def test_an_operator_s_own_words_are_shown(tmp_path: Path) -> None:
    paceline("init", "--config", tmp_path / "paceline.toml")
    letters = tmp_path / "own" / "letters"
    letters.mkdir(parents=True)
    (letters / "unplaced.jinja").write_text(
        "{% call subject_line() %}Hm{% endcall %}{% call say() %}Our words.{% endcall %}"
    )
    config = (tmp_path / "paceline.toml").read_text().replace('#templates = ""', 'templates = "own"')
    (tmp_path / "paceline.toml").write_text(config)
    ran = paceline("preview", "unplaced", "-c", tmp_path / "paceline.toml")
    assert "Our words." in ran.out

    (letters / "unplaced.jinja").write_text("{% call")
    ran = paceline("preview", "unplaced", "-c", tmp_path / "paceline.toml")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error: unplaced (usual) can't be written: letters/unplaced.jinja, line 1: ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("digset",), 'there is no letter "digset"; there are envelope, '),
        (("digest", "--sample", "dull"), 'there is no sample "dull" of it; there are usual, '),
        (("digest", "--as", "pdf"), "'pdf' is not one of 'text', 'html', 'page', 'mail'"),
    ],
)
def test_what_is_not_there(arguments: tuple[str, ...], words: str) -> None:
    ran = paceline("preview", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


@pytest.mark.parametrize("name", known())
def test_every_template_shows_how_it_asks(name: str) -> None:
    template = load(name)
    assert template
    first = next(section for section in template.sections if section.of == "everybody")
    assert first.heading in paceline("preview", "--template", name).out


def test_a_template_of_ones_own_is_shown_or_told_what_is_wrong(tmp_path: Path) -> None:
    config = tmp_path / "paceline.toml"
    config.write_text(CONFIG.replace("[mailbox]", 'templates = "own"\n\n[mailbox]', 1))
    file = tmp_path / "own" / "mood" / "template.toml"
    file.parent.mkdir(parents=True)
    file.write_text('anonymous = true\n[[section]]\nkey = "mood"\nheading = "How are you?"\n')
    shown = paceline("preview", "--template", "mood", "--config", str(config)).out
    assert "How are you?" in shown
    assert "without your name" in shown
    file.write_text('anonymos = true\n[[section]]\nkey = "mood"\n')
    wrong = paceline("preview", "--template", "mood", "--config", str(config))
    assert wrong.code != 0
    assert "anonymos: is no key of a template" in wrong.err


def test_a_template_that_is_not_there_is_named() -> None:
    assert 'there is no template "mod"' in paceline("preview", "--template", "mod").err
    assert "either a letter or --template" in paceline("preview", "digest", "--template", "pulse").err
