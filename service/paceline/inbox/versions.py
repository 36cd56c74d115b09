"""A mail in two versions (multipart/alternative; RFC 2046, 5.1.4): whether its text and its HTML say the same.

Mail programs show one of them, and its author has seen one: what only the other says may not be theirs. Only what would
be recorded is compared. Lines, signatures and quotes differ in every program, and say nothing.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from paceline.domain.statements import (
    QUESTIONS,
    Command,
    Intent,
    Private,
    Promise,
    Reply,
    Ruling,
    Statement,
    When,
)
from paceline.inbox.answer import read_answer
from paceline.inbox.html import hides_words
from paceline.inbox.mail import Message
from paceline.inbox.quoting import reads_html
from paceline.inbox.reply import Context

MOST = 5
"""Lines of each version that are shown."""

_SILENT = re.compile(r"<(?:style|script|title)[^<>]*>[^<]*", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(
    r"<?\b(?:https?://|mailto:|www\.)[^\s<>]{1,2000}>?|\[(?:cid|image):[^\]\n]{0,200}\]", re.IGNORECASE
)
_NO_WORD = re.compile(r"[\W_]+")

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The lines that say something in one version and not in the other; `unseen`: in HTML where nobody can see them."""

    in_text: tuple[str, ...] = ()
    in_html: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


def difference(message: Message, sent: str, context: Context, reply: Reply) -> Difference | None:
    """None where both say the same, or there is one version. `reply` is what was read of it (`read_answer`)."""
    if not message.html:
        return None
    page, hides = replace(message, text=""), hides_words(message.html)
    shown = reply
    in_text: tuple[str, ...] = ()
    in_html: tuple[str, ...] = ()
    if not reads_html(message) and (hides or not _plainly_the_same(message, sent, reply)):
        shown = read_answer(page, sent, context)[1]
        in_text, in_html = _only_in(reply, shown), _only_in(shown, reply)
    unseen: tuple[str, ...] = ()
    if hides:
        unseen = _only_in(read_answer(replace(page, shows_all=True), sent, context)[1], shown)
    found = Difference(in_text, tuple(line for line in in_html if line not in unseen), unseen)
    return found if found != Difference() else None


# --- at a glance ----------------------------------------------------------------------------------


def _plainly_the_same(message: Message, sent: str, reply: Reply) -> bool:
    """The page has no word that neither the text nor our letter has, and each line that counts as often as the text:
    told without taking the page apart, for nearly all mails."""
    page, text = _WORD.findall(_bare(message.html)), _WORD.findall(message.text)
    if not set(page) <= {*text, *_WORD.findall(sent)}:
        return False
    lines = {" ".join(_WORD.findall(one.line)) for one in _counting(reply)}
    if not lines:
        return True
    whole, ours = f" {' '.join(page)} ", f" {' '.join(text)} "
    return all(whole.count(f" {line} ") >= ours.count(f" {line} ") > 0 for line in lines)


def _bare(page: str) -> str:
    said = _TAG.sub(" ", _SILENT.sub(" ", page))
    return html.unescape(said) if "&" in said else said


# --- what is said ---------------------------------------------------------------------------------


def _counting(reply: Reply) -> Iterable[Statement]:
    """What would be recorded, and would bind somebody."""
    for one in reply.statements:
        if isinstance(one, (Promise, Ruling, Intent, Private)) or (
            isinstance(one, Command) and one.verb not in QUESTIONS
        ):
            yield one


def _only_in(one: Reply, other: Reply) -> tuple[str, ...]:
    """A line that the other version has too, and that says less there ("*C1 done*"), is no difference of words."""
    there = Counter(map(_key, _counting(other)))
    written = set(map(_plain, other.text.splitlines()))
    lines: dict[str, None] = {}
    for said in _counting(one):
        key = _key(said)
        if there[key]:
            there[key] -= 1
        elif _plain(said.line) not in written:
            lines[said.line] = None
    return tuple(lines)[:MOST]


def _key(said: Statement) -> Key:
    match said:
        case Promise():
            return ("promise", said.owner, _day(said.due), _plain(said.what))
        case Ruling() | Intent():
            due = said.closes if isinstance(said, Intent) else said.review
            return (type(said).__name__, _day(due), _plain(said.title))
        case Private():
            return ("private", said.to, _plain(said.text))
        case Command():
            return (said.verb, said.subject, said.number, _day(said.due), said.person, _plain(said.text))
        case _:
            return (_plain(said.line),)


def _day(when: When | None) -> Key:
    return (when.day, when.at, when.readings, when.shift) if when else ()


def _plain(words: str) -> str:
    """Without signs, case and addresses: a link is its address in one version, its words in the other."""
    return _NO_WORD.sub("", _ADDRESS.sub(" ", words)).casefold()
