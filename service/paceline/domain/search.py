"""Full-text search, the pure part: what is looked for, which words a record has, and which of its lines hold them.

Words are compared without case and accents and are not stemmed: what is typed begins a word, in every language alike.
What is typed is words and nothing else: there are no operators.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import Entry, Learned, Skipped, Updated, standing
from paceline.domain.help import HelpRequest

MOST_TERMS = 12
"""Words and phrases of a question that are looked for; what is behind them is not."""
MOST_WORDS = 16_000
"""Words of one record that are found: a place in a text is a number below 2^14 to PostgreSQL."""
_LONGEST_WORD = 60
_LONGEST_QUESTION = 2_000

_SPOKEN = (
    "what",
    "was",
    "done_when",
    "reason",
    "note",
    "part",
    "title",
    "rationale",
    "goal",
    "criteria",
    "text",
    "words",
)
"""The fields of facts that hold what people wrote."""
_PHRASE = re.compile(r'"([^"]+)"|“([^”“]+)[”“]|„([^“”]+)[“”]|«([^»]+)»|»([^«]+)«')
_WORD = re.compile(r"[^\W_]+")
_ONE_BY_ONE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts that put no space between words: each sign is a word, and several in a row are a phrase."""
_SPELT = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Term:
    """Words in a row; the last one may go on, unless the row was put in quotation marks (`whole`)."""

    words: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What can be found of one record: `title` is what it is called, `texts` what else was written about it."""

    subject: str
    team: str
    seq: int
    """Of its newest fact."""
    title: str
    texts: tuple[str, ...] = ()


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: without case, accents, and the shapes that mean the same (NFKD)."""
    folded = text.casefold()
    if folded.isascii():
        return tuple(word[:_LONGEST_WORD] for word in _WORD.findall(folded))
    bare = "".join(char for char in unicodedata.normalize("NFKD", folded) if not "\u0300" <= char <= "\u036f")
    spelt = _ONE_BY_ONE.sub(r" \g<0> ", unicodedata.normalize("NFC", bare).translate(_SPELT))
    return tuple(
        word[:_LONGEST_WORD] for word in "".join(char if _is_in_words(char) else " " for char in spelt).split()
    )


def _is_in_words(char: str) -> bool:
    """Signs that belong to a letter (the vowels of Devanagari) part no word."""
    return char.isalnum() or unicodedata.category(char).startswith("M")


def terms(asked: str) -> tuple[Term, ...]:
    """What a question looks for: all of it must be there, in any order."""
    asked = asked[:_LONGEST_QUESTION]
    found: list[Term] = []
    at = 0
    for phrase in _PHRASE.finditer(asked):
        found += _loose(asked[at : phrase.start()])
        found.append(Term(words(next(filter(None, phrase.groups()))), whole=True))
        at = phrase.end()
    found += _loose(asked[at:])
    return tuple(dict.fromkeys(term for term in found if term.words))[:MOST_TERMS]


def _loose(text: str) -> Iterator[Term]:
    """ "3.11" is one thing to its author, and two words in a row here."""
    return (Term(words(word)) for word in text.split())


def holds(text: str, wanted: Iterable[Term]) -> bool:
    """Whether all that is looked for stands in a text."""
    has = words(text)
    return all(_stands(term, has) for term in wanted)


def holds_any(text: str, wanted: Iterable[Term]) -> bool:
    has = words(text)
    return any(_stands(term, has) for term in wanted)


def _stands(term: Term, has: tuple[str, ...]) -> bool:
    count = len(term.words)
    rows = (has[at : at + count] for at in range(len(has) - count + 1))
    return any(_is(term, row) for row in rows)


def _is(term: Term, row: tuple[str, ...]) -> bool:
    *first, last = term.words
    return list(row[:-1]) == first and (row[-1] == last or (not term.whole and row[-1].startswith(last)))


def document(entries: tuple[Entry, ...], record: Commitment | Decision | HelpRequest | None) -> Document | None:
    """What a team may find of one subject; None: nothing. `record`: its facts, folded.

    What there was to learn from a slip is for those concerned, and in no index.
    """
    if not entries:
        return None
    of = entries[0]
    last = entries[-1].seq
    if record is not None:
        title = f"{record.id} {record.title if isinstance(record, Decision) else record.what}"
        said = [text for entry in standing(entries) for text in _said(entry)]
        return Document(of.subject, of.team, last, title, tuple(dict.fromkeys(said)))
    update = current_update(entries) if of.subject.startswith("update/") else None
    if update is None:
        return None
    return Document(of.subject, of.team, last, "", (*(text for _, text in update.lines), *update.thanks))


def current_update(entries: tuple[Entry, ...]) -> Updated | None:
    """What an update says now: the last one written, unless its author left the date out since."""
    last: Updated | None = None
    for entry in standing(entries):
        match entry.fact:
            case Updated():
                last = entry.fact
            case Skipped():
                last = None
    return last


def _said(entry: Entry) -> Iterator[str]:
    if isinstance(entry.fact, Learned):
        return
    for name in _SPOKEN:
        text = getattr(entry.fact, name, "")
        if isinstance(text, str) and text:
            yield text
