"""Words and looks: each letter is worded once (letters/*.jinja) and laid out twice, as plain text and as HTML.

Both environments are strict and sandboxed and compile a letter once. What people wrote comes in as values only: it is
never a template, stands on one line unless a piece lays it out, and is escaped in HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from paceline.domain.statements import Section
from paceline.letters import columns, words
from paceline.letters.columns import Way
from paceline.letters.dates import Days, place
from paceline.letters.templates import builtin
from paceline.letters.visible import cleaned, visible

LANGUAGE = "en"
"""Of the letters that we ship; `letters/<language>/<kind>.jinja` in a folder adds another."""

_LONGEST_SUBJECT = 150
_TOGETHER = 24
"""Columns of something in quotation marks that the narrowest screen (320 px) shows on one line, beside a label too."""
_TAG = re.compile(r"(<[^>]*>)")
_MARK = '(?:"|&#34;)'
_QUOTED = re.compile(
    rf"(?:(?<!\S)|(?<=\()(?={_MARK}[CDH]\d)){_MARK}(?=\S)((?:(?!{_MARK})[^\n]){{1,200}}?)(?<=\S){_MARK}(?![^\s,.;:)?])"
)


@dataclass(frozen=True, slots=True)
class Worded:
    """A letter's template, compiled for both looks, and the language it is written in."""

    text: Template
    html: Template
    language: str


def render(kind: str, content: Any, reply_to: str, folders: tuple[Path, ...] = ()) -> tuple[str, str, str]:
    """Subject, plain text and HTML of one letter; `content` is a dataclass of agenda/contents.py, its fields are the
    names that the template sees."""
    reader = getattr(content, "reader", None)
    worded = _worded(kind, reader.locale.replace("-", "_").split("_")[0].lower() if reader else LANGUAGE, folders)
    values = {field.name: getattr(content, field.name) for field in fields(content)}
    zone = getattr(content, "zone", None) or (reader.zone if reader else "UTC")
    values["letter"] = content
    values["days"] = Days(zone, _year(content), worded.language)
    values["reply_to"] = reply_to
    subject, text = _parted(worded.text.render(values))
    values["mailto"] = _mailto(reply_to, subject)
    laid = "\n".join(filter(None, map(str.strip, worded.html.render(values).split("\n"))))
    body = Markup(_kept_together(laid))  # noqa: S704
    page: Callable[[str, str, str], str] = worded.html.environment.globals["page"]  # type: ignore[assignment]
    return subject, text, str(page(subject, body, worded.language)).strip()


def _kept_together(body: str) -> str:
    """The HTML with what one types, and all else that is short and in quotation marks, on one line, as in the text."""
    parts = _TAG.split(body)
    parts[::2] = (_QUOTED.sub(_on_one_line, text) for text in parts[::2])
    return "".join(parts)


def _on_one_line(quoted: re.Match[str]) -> str:
    words = unescape(quoted[1])
    breaks = " " in words or "-" in words
    if not breaks or columns.columns(words) > _TOGETHER:
        return quoted[0]
    return f'<span style="white-space:nowrap">{quoted[0]}</span>'


def _parted(output: str) -> tuple[str, str]:
    """The piece `subject` is the first line; the rest is the text."""
    subject, _, text = columns.settled(output).partition("\n")
    subject = cleaned(subject)
    if len(subject) > _LONGEST_SUBJECT:
        subject = subject[: _LONGEST_SUBJECT - 1].rstrip() + "…"
    return subject, text.lstrip("\n")


def _mailto(reply_to: str, subject: str) -> str:
    """The beginning of every button's link (RFC 6068); the body is to follow."""
    title = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    return f"mailto:{quote(cleaned(reply_to), safe='@+')}?subject={quote(title, safe='')}&body="


def _year(content: Any) -> int | None:
    """The year that goes without saying in this letter."""
    around = getattr(content, "ask", content)
    names = ("today", "day", "start", "first_start", "since", "closes")
    found = (getattr(each, name, None) for each in (content, around) for name in names)
    return next((value.year for value in found if value is not None), None)


# --- the environments ------------------------------------------------------------------------------


class Sandbox(SandboxedEnvironment):
    """Jinja2's sandbox, with a short way to the fields of our own values: they hold no internals to be kept from."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if not attribute.startswith("_") and type(obj).__module__.startswith("paceline."):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


@lru_cache(maxsize=64)
def _worded(kind: str, language: str, folders: tuple[Path, ...]) -> Worded:
    text, html = _environments(folders)
    names = [f"letters/{language}/{kind}.jinja"] if language.isalpha() and language != LANGUAGE else []
    chosen = text.select_template([*names, f"letters/{kind}.jinja"])
    return Worded(chosen, html.get_template(str(chosen.name)), language if chosen.name in names else LANGUAGE)


@lru_cache(maxsize=8)
def _environments(folders: tuple[Path, ...]) -> tuple[Sandbox, Sandbox]:
    text = _environment(_loader(folders), html=False)
    html = _environment(_loader(folders), html=True)
    text.globals |= {**columns.PIECES, "way": _label, "form": _form}
    html.globals |= {"way": _way, "form": _form, "printed": columns.printed}
    for name in ("builtin/look.html", "look.html"):
        look = html.get_template(name).module
        html.globals |= {piece: getattr(look, piece) for piece in dir(look) if not piece.startswith("_")}
    return text, html


def _environment(loader: BaseLoader, *, html: bool) -> Sandbox:
    environment = Sandbox(
        loader=loader,
        autoescape=html,
        undefined=StrictUndefined,
        finalize=_shown if html else columns.one_line,
        auto_reload=False,
    )
    environment.filters |= _FILTERS
    return environment


def _loader(folders: tuple[Path, ...]) -> BaseLoader:
    """An operator's file comes before ours of the same name, and may extend it as "builtin/…"."""
    ours = FileSystemLoader(builtin())
    return ChoiceLoader([*map(FileSystemLoader, folders), ours, PrefixLoader({"builtin": ours})])


def _shown(value: object) -> object:
    return visible(value) if type(value) is str else value


# --- what templates may use ------------------------------------------------------------------------


@pass_context
def _way(context: Context, label: str, answer: str) -> Way:
    lines = "\r\n".join(visible(line) for line in answer.split("\n"))
    return Way(label, context["mailto"] + quote(lines, safe=""))


def _form(sections: tuple[Section, ...], number: int = 0) -> str:
    """An empty update, to be filled in where it opens; `number` tells which one it is where there are several."""
    first = f"{number}. " if number else ""
    return first + "\n".join(f"{section.heading}:\n- \n" for section in sections)


def _label(label: str, _answer: str) -> Way:
    """Plain text has no buttons, only what they say."""
    return Way(label)


def _worded_by(method: Callable[..., str]) -> Callable[..., str]:
    """A way of wording a day, as a filter: it asks the letter's Days, and a line is broken behind a comma only."""

    @pass_context
    def filtered(context: Context, when: Any) -> str:
        return method(context["days"], when).replace(" ", columns.GLUE).replace(f",{columns.GLUE}", ", ")

    return filtered


_FILTERS: dict[str, Callable[..., Any]] = {
    "day": _worded_by(Days.day),
    "short": _worded_by(Days.short),
    "hour": _worded_by(Days.hour),
    "moment": _worded_by(Days.moment),
    "place": place,
    "later": words.later,
    "names": words.names,
    "hours": words.hours,
    "places": words.places,
    "in_order_of": words.in_order_of,
    "nth": words.nth,
    "sentence": words.sentence,
    "brief": words.brief,
    "capital": words.capital,
    "typed": words.typed,
    "unquoted": words.unquoted,
}
