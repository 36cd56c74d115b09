"""One line with several promises in it: "ship it by Thursday, write the docs by Monday"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from paceline.inbox.grammar import promises
from paceline.inbox.grammar.clauses import AND, BECAUSE, DONE_WHEN, FOR
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply import promised
from paceline.inbox.reply.days import Days
from paceline.inbox.reply.doubtful import has_deadline
from paceline.inbox.reply.targets import HANDLE

_LONGEST = 400
"""Characters of a line that is looked through for several deadlines."""
_MOST_CUTS = 12

_SENTENCE = Pattern(r"(?<=[^\W\d_]{4})[.!]\s+(?=[^\W\d_a-zà-öø-ÿ@])")
_SHORT_FORMS = Pattern(
    r"\b(?:inkl|evtl|bzgl|zzgl|exkl|resp|prof|approx|incl|excl|vers|dept|aprox|entspr|vorauss|eventuell)$",
    re.IGNORECASE,
)
_SEMICOLON = Pattern(r"\s*;\s*")
_COMMA = Pattern(rf"\s*,\s*(?:{either(AND)}\s+)?|\s+{either(AND)}\s+")
_ALSO = Pattern(rf"{either(promises.ALSO)}[\s,:]+")
_HANGS_ON = Pattern(
    rf"(?:{either(promises.NO_PROMISE)}|{either(DONE_WHEN)}|{either(BECAUSE)}|{either(FOR)}\s+{HANDLE})(?!\w)"
)
_DONE_WHEN = Pattern(rf"(?:^|[\s,;(]){either(DONE_WHEN)}(?!\w)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; `prose`: a sentence that tells and promises nothing."""

    text: str
    prose: bool = False


def pieces(text: str, days: Days) -> tuple[Piece, ...]:
    """The promises that `text` is made of. It stays whole unless its parts have days of their own."""
    sentences = _sentences(text) if len(text) <= _LONGEST else (text,)
    if len(sentences) > 1 and any(promised.is_promise_with_day(sentence, days) for sentence in sentences):
        found = _told_apart(sentences, days)
    else:
        found = (Piece(text),)
    return tuple(piece for whole in found for piece in ((whole,) if whole.prose else _parts(whole.text, days)))


def without_also(text: str) -> str:
    """ "Also ship the docs" is "ship the docs"."""
    also = _ALSO.match(fold(text))
    return text[also.end() :] if also and also.end() < len(text) else text


def _sentences(text: str) -> tuple[str, ...]:
    found: list[str] = []
    begin = 0
    for end in _SENTENCE.finditer(text):
        if not _SHORT_FORMS.search(text[max(0, end.start() - 12) : end.start()]):
            found.append(text[begin : end.start()])
            begin = end.end()
    return (*found, text[begin:])


def _told_apart(sentences: tuple[str, ...], days: Days) -> tuple[Piece, ...]:
    """Each sentence with a day promises; what only says more about the one before goes with it."""
    found: list[Piece] = []
    for sentence in sentences:
        if found and (_HANGS_ON.match(fold(sentence)) or _is_day_alone(sentence, days)):
            found[-1] = Piece(f"{found[-1].text}, {sentence}", found[-1].prose)
        else:
            found.append(Piece(sentence, prose=not promised.has_day(sentence, days)))
    return tuple(found)


def _parts(text: str, days: Days) -> tuple[Piece, ...]:
    listed = _joined(_SEMICOLON.split(text), "; ", days) if len(text) <= _LONGEST else [text]
    if len(listed) > 1 and any(promised.is_promise_with_day(part, days) for part in listed[:-1]):
        return tuple(Piece(part) for part in listed)
    return tuple(Piece(part) for part in _by_deadlines(text, days))


def _joined(parts: list[str], mark: str, days: Days) -> list[str]:
    found: list[str] = []
    for part in filter(None, parts):
        if found and (_HANGS_ON.match(fold(part)) or _is_day_alone(part, days)):
            found[-1] = f"{found[-1]}{mark}{part}"
        else:
            found.append(part)
    return found


def _by_deadlines(text: str, days: Days) -> tuple[str, ...]:
    """Behind a comma or "and" a new promise begins where both sides have a "by Thursday" of their own."""
    if len(text) > _LONGEST or not _COMMA.search(fold(text)) or _DONE_WHEN.search(fold(text)) or not days.due(text):
        return (text,)
    found: list[str] = []
    begin = 0
    for cut in islice(_COMMA.finditer(fold(text)), _MOST_CUTS):
        before, after = text[begin : cut.start()], text[cut.end() :]
        if _HANGS_ON.match(fold(after)) or not promised.is_promise_with_day(before, days):
            continue
        if has_deadline(before, days) and has_deadline(after, days) and promised.is_promise_with_day(after, days):
            found.append(before)
            begin = cut.end()
    return (*found, text[begin:])


def _is_day_alone(text: str, days: Days) -> bool:
    return promised.has_day(text, days) and not promised.is_promise_with_day(text, days)
