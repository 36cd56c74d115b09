"""template.toml: a team makes a new kind of review without Python, and is told all that is wrong with it at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paceline.letters.templates import TemplateProblem, builtin, known, load

NAMES = (
    "agenda", "agreement-review", "charter", "commitments-review", "decision-review", "decisions-review", "obstacles",
    "one-to-one", "peer-check-in", "pulse", "retro", "show", "sprint", "status",
)  # fmt: skip
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")


def write(folder: Path, name: str, text: str) -> tuple[Path, ...]:
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / name / "template.toml").write_text(text, encoding="utf-8")
    return (folder,)


def problems(name: str, folders: tuple[Path, ...]) -> list[str]:
    with pytest.raises(TemplateProblem) as caught:
        load(name, folders)
    assert all(problem.file == folders[0] / name / "template.toml" for problem in caught.value.problems)
    return [f"{problem.key} {problem.what}" for problem in caught.value.problems]


def test_the_built_in_templates() -> None:
    assert known() == NAMES
    status = load("status")
    assert status
    assert status.headings == ("Done", "Next", "Blocked", "Decisions", "Thanks", "Notes")
    assert [section.records for section in status.sections] == [
        "update", "commitments", "help", "decisions", "thanks", "notes",
    ]  # fmt: skip


@pytest.mark.parametrize("name", known())
def test_every_built_in_section_has_headings_in_all_languages(name: str) -> None:
    text = (builtin() / name / "template.toml").read_text("utf-8")
    template = load(name)
    assert template
    for language in LANGUAGES:
        assert text.count(f"\n{language} = [") == len(template.sections)


@pytest.mark.parametrize("written", ["One to one", "one-to-one", "ONE_TO_ONE", " one-to-one "])
def test_a_name_is_read_as_people_write_it(written: str) -> None:
    found = load(written)
    assert found
    assert found.name == "one-to-one"


@pytest.mark.parametrize("written", ["", "letters", "../status", "status/../retro", "/etc", "nothing", "a" * 99])
def test_what_is_no_template_is_none(written: str) -> None:
    assert load(written) is None


@given(st.text())
def test_no_name_raises(written: str) -> None:
    load(written)


def test_an_operators_template_comes_first(tmp_path: Path) -> None:
    folders = write(tmp_path, "status", '[[section]]\nkey = "mood"\nheading = "How are you?"\n')
    own = load("status", folders)
    assert own
    assert own.headings == ("How are you?",)
    assert own.sections[0].records == "update"
    assert load("status") != own


def test_a_template_may_extend_the_one_it_hides(tmp_path: Path) -> None:
    folders = write(
        tmp_path,
        "status",
        """
        extends = "status"
        leave_out = ["thanks", "notes"]
        [[section]]
        key = "done"
        heading = "Shipped"
        [[section]]
        key = "mood"
        heading = "Mood"
        aliases = ["Stimmung", "Humeur"]
        """,
    )
    own = load("status", folders)
    assert own
    assert own.title == "Status"
    assert own.headings == ("Shipped", "Next", "Blocked", "Decisions", "Mood")
    assert own.sections[0].prompt == "since {since}"
    assert "Erledigt" in own.sections[0].aliases
    assert own.sections[4].aliases == ("Stimmung", "Humeur")


def test_a_new_template_is_known(tmp_path: Path) -> None:
    folders = write(
        tmp_path, "launch", 'title = "Launch"\n[[section]]\nkey = "risk"\nheading = "Risks:"\nrecords = "help"\n'
    )
    assert known(folders) == tuple(sorted((*NAMES, "launch")))
    launch = load("Launch", folders)
    assert launch
    assert (launch.title, launch.headings, launch.sections[0].records) == ("Launch", ("Risks",), "help")


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    folders = write(
        tmp_path,
        "odd",
        """
        title = 7
        colour = "green"
        [[section]]
        key = "Done!"
        [[section]]
        key = "next"
        records = "promises"
        promt = "add a day"
        aliases = "Weiter"
        [[section]]
        key = "more"
        heading = "Next"
        [[section]]
        key = "more"
        heading = ""
        """,
    )
    assert [problem.split(" ")[0] for problem in problems("odd", folders)] == [
        "colour",
        "title",
        "section[1].key",
        "section[2].promt",
        "section[2].records",
        "section[2].aliases",
        "section[4].heading",
        "section[4].key",
    ]


def test_a_heading_belongs_to_one_section(tmp_path: Path) -> None:
    text = '[[section]]\nkey = "a"\nheading = "Next"\n[[section]]\nkey = "b"\nheading = "B"\naliases = ["next"]\n'
    assert problems("odd", write(tmp_path, "odd", text)) == ["section 'next' is a heading of both 'a' and 'b'"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("title = ", "(file)"),
        ("", "section"),
        ("section = 3", "section"),
        ('extends = "nothing"', "extends"),
        ('extends = "../status"', "extends"),
        ('extends = "odd"', "extends"),
        ('leave_out = ["done"]\n[[section]]\nkey = "a"', "leave_out"),
        ("\n".join(f'[[section]]\nkey = "k{n}"' for n in range(30)), "section"),
    ],
)
def test_a_template_that_cannot_be_used_says_where(tmp_path: Path, text: str, key: str) -> None:
    assert problems("odd", write(tmp_path, "odd", text))[0].split(" ")[0] == key


def test_templates_that_extend_each_other_end(tmp_path: Path) -> None:
    write(tmp_path, "a", 'extends = "b"')
    folders = write(tmp_path, "b", 'extends = "a"')
    with pytest.raises(TemplateProblem, match="in a circle"):
        load("a", folders)


QUESTION = '[[section]]\nkey = "x"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('shows = "everything"\n' + QUESTION, "shows 'everything' is not known; one of: , commitments"),
        ('private = "yes"\n' + QUESTION, "private must be true or false, is text; example: private = true"),
        ("anonymous = true\nat_least = 3\n" + QUESTION, "at_least must be a number, 5 or more, is 3"),
        ("at_least = true\n" + QUESTION, "at_least must be a number, 5 or more, is true or false"),
        ("older_than = 0\n" + QUESTION, "older_than must be a number, 1 or more, is 0"),
        (QUESTION + 'rounds = "second"\n', "section[1].rounds 'second' is not known; one of: all, first, later"),
        (QUESTION + 'of = "ana"\n', "section[1].of 'ana' is not known; one of: everybody, organizer"),
        (QUESTION + "stays = 1\n", "section[1].stays must be true or false, is a number"),
        (
            "anonymous = true\n" + QUESTION + 'records = "commitments"\n',
            "anonymous section 'x' records commitments, which have a name",
        ),
    ],
)
def test_what_a_template_can_do_is_read_with_care(tmp_path: Path, text: str, told: str) -> None:
    (problem,) = problems("odd", write(tmp_path, "odd", text))
    assert problem.startswith(told)


def test_a_template_takes_over_what_the_one_it_extends_can_do(tmp_path: Path) -> None:
    folders = write(tmp_path, "mood", 'extends = "pulse"\nat_least = 8\n')
    found = load("mood", folders)
    assert found
    assert (found.anonymous, found.own, found.at_least, found.private) == (True, True, 8, False)


def test_the_organizers_questions_may_record_what_has_a_name(tmp_path: Path) -> None:
    text = "anonymous = true\n" + QUESTION + '[[section]]\nkey = "y"\nof = "organizer"\nrecords = "commitments"\n'
    assert load("mood", write(tmp_path, "mood", text))


def test_the_guide_names_every_letter_and_every_part_of_one() -> None:
    guide = (builtin().parent / "docs" / "templates.md").read_text("utf-8")
    files = {file.stem for file in (builtin() / "letters").glob("*.jinja")}
    assert {name for name in files if f"`{name}`" not in guide} == set()


def test_the_examples_in_the_guide_work(tmp_path: Path) -> None:
    guide = (builtin().parent / "docs" / "templates.md").read_text("utf-8")
    examples = [text for text in re.findall(r"```toml\n(.*?)```", guide, re.DOTALL) if "[[section]]" in text]
    for number, text in enumerate(examples):
        assert load(f"example-{number}", write(tmp_path, f"example-{number}", text))
    launch = next(text for text in examples if 'title = "Launch"' in text)
    status = next(text for text in examples if "extends" in text)
    write(tmp_path, "launch", launch)
    folders = write(tmp_path, "status", status)
    found, own = load("launch", folders), load("status", folders)
    assert found
    assert found.headings == ("Ready", "Risks, or where a hand would help", "What I will do")
    assert own
    assert own.headings == ("Shipped", "Next", "Blocked", "Decisions", "Thanks", "How are you?")
