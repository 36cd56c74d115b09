"""Letters as one page of HTML to look at: each letter's text beside its HTML. It loads nothing and runs no script."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from paceline.letters.templates import builtin
from paceline.letters.visible import visible_lines


@dataclass(frozen=True, slots=True)
class Shown:
    """One letter, or one mail that somebody wrote to us (`written`). `day` and `time` are in words; `of` is the person
    whose correspondence it belongs to, `gist` what it says in a line. `html` may be empty."""

    heading: str
    subject: str
    text: str
    html: str
    day: str = ""
    time: str = ""
    of: str = ""
    gist: str = ""
    written: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A fact of the ledger in words; `of` is its author ("": the clock), `mail` the id of the mail it came from."""

    day: str
    time: str
    about: str
    words: str
    of: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """With `people` the letters and facts can be narrowed to one of them."""

    title: str
    letters: tuple[Shown, ...]
    intro: str = ""
    people: tuple[str, ...] = ()
    ledger: tuple[Row, ...] = field(default=())


def page(shown: Page) -> str:
    """The whole page: one file that needs no other."""
    return _template().render(page=shown, open=not shown.people)


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(builtin()),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")


def _shown(value: object) -> object:
    return "\n".join(visible_lines(value)) if type(value) is str else value
