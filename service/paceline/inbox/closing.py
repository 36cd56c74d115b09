"""How a person ends a letter: a closing, a name, a card with how to reach them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from paceline.inbox.partings import CLOSINGS, NO_NAMES, PARTICLES
from paceline.inbox.rows import Row
from paceline.inbox.vocabulary import words

CLOSING_LINES = 6
"""A closing stands over so many lines that say who wrote; over more only where they say how to reach them."""
CARD_LINES = 15
CLOSING_CHARACTERS = 60
CLOSING_WORDS = 12
CARD_CHARACTERS = 70
TITLED = 4
"""Lines of a card that says nothing but a name and what its owner does."""
ALONE = 20
"""A closing without a name under it is no longer."""
LONG = 80
"""A line of prose; what is as short as a name does not continue it."""

_PARTICLES = words(PARTICLES)
_NO_NAMES = words(NO_NAMES)
WORD = re.compile(r"[^\W\d_]+")
_CLOSES = "|".join(CLOSINGS.values())
_CLOSING = re.compile(
    rf"[\s*_\-–—/]{{0,4}}(?:{_CLOSES})(?:\s?(?:[/&+|,]|and|und|et|y)\s?(?:{_CLOSES}))?[\s,.!*_;:)\-–—。！，]{{0,6}}"
)
"""Of a text in lower case, as all patterns of many words: one that ignores case tries each of them."""
_CLOSING_FIRST = re.compile(
    r"[\s*_\-–—/]{0,4}(?:(?:(?:kind|best|warm|many) )?regards|rgds|cheers|sincerely|best|love|lg|vg|mfg|gru(?:ß|ss)|"
    r"(?:viele|liebe|beste) grü(?:ß|ss)e|mvh|saludos|saluti|cordialement|"
    r"(?:many )?thanks(?: a lot| again)?(?= ?[\-–—])|thank you(?= ?[\-–—]))[\s,.!\-–—]{1,4}(?P<name>\S[^\n]{0,40})",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[\s~*_\-–—/]{0,4}(?:[^\W\d_][^\W\d_'’.\-]{0,24}\.?)(?: +[^\W\d_][^\W\d_'’.\-]{0,24}\.?){0,3}[\s,.*_]{0,4}"
)
_AFTER_NAME = re.compile(r"\s?[|,(<]|\s{2,}|\s[\-–—/&+]\s|\s(?=x\s?\d|ext\b|and\b|[:;]-?\))", re.IGNORECASE)
CONTACT = re.compile(
    r"\+\d[\d\s().\-/]{6,24}\d|\(?\b\d{3}\)?[\s.\-/]{0,3}\d{3}[\s.\-]{1,3}\d{4}\b|\(?\b0\d[\d\s()/.\-]{5,20}\d|"
    r"\b\d{1,3}[.\-]\d{4}\b|\bx\s?\d{4,5}\b|[^\s@]{1,64}@[^\s@]{1,200}\.[a-z]{2,}|(?:https?://|www\.)\S+"
    r"|\b[a-z0-9-]{1,60}\.(?:com|org|net|io|de|fr|eu|co)\b"
    r"|\b(?:tel|phone|fax|mobile?|cell|skype|linkedin|twitter|ext|pager)\b",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"\s*(?:p\.?){1,3}s\b[\s.:,]", re.IGNORECASE)
LIST_ITEM = re.compile(r"\s*(?:[-*•·–+]|\d{1,2}[.)])\s+\S")


class Voice(NamedTuple):
    """Whose words are read. `names` are the words of the sender's name, lower-case; empty: not known."""

    names: frozenset[str] = frozenset()
    keep_closing: bool = False
    said: bool = False
    """Something of theirs stands before the rows that are looked at."""
    elsewhere: bool = False
    """They said something in another place, so that these rows may be nothing but a closing."""

    def may_name(self, text: str) -> bool:
        """A glance that spares most lines a look: where the sender's name is known, a name has a word of it."""
        said = text.lower()
        return not self.names or any(name in said for name in self.names)


def without_closing(rows: Sequence[Row], end: int, voice: Voice) -> int:
    """A closing ("Best regards") with at most a few short lines under it, or the author's name alone, or a card."""
    first = -1 if voice.elsewhere else first_filled(rows)
    start = _closing(rows, first, end, voice)
    if start < end:
        return start
    start = _card_start(rows, end, voice)
    if first < start < end:
        return _closing(rows, first, start, voice)
    return end - 1 if start == end and end - 1 > first and _signs_under(rows, end - 1, voice) else end


def _closing(rows: Sequence[Row], first: int, end: int, voice: Voice) -> int:
    """The highest line that closes, with nothing under it that is longer than a card's lines are."""
    found = end
    filled = 0
    for at in range(end - 1, max(first, end - 1 - CARD_LINES * 3), -1):
        text = rows[at].text
        if not text:
            continue
        filled += 1
        if len(text) > CARD_CHARACTERS or filled > CARD_LINES + 1:
            break
        closes = _closes_alone(text, voice) if filled == 1 else _closes(rows, at, end, voice)
        if closes or _closes_at_once(rows, at, end, voice):
            found = at
    return found


def first_filled(rows: Sequence[Row]) -> int:
    for at, row in enumerate(rows):
        if row.text:
            return at
    return 0


def is_closing(text: str) -> bool:
    return _may_close(text) and bool(_CLOSING.fullmatch(text.lower()))


def _may_close(text: str) -> bool:
    return len(text) <= CLOSING_CHARACTERS and text.count(" ") < CLOSING_WORDS


def _closes_alone(text: str, voice: Voice) -> bool:
    """A closing may be the last that is said."""
    return bool(voice.names) and len(text) <= ALONE and text[-1] in ",.!" and is_closing(text)


def _closes(rows: Sequence[Row], at: int, end: int, voice: Voice) -> bool:
    """Else a closing is followed by a name. A heading "Thanks:" with a list under it is none."""
    if not _may_close(rows[at].text):
        return False
    under = filled_rows(rows, at + 1, end, CARD_LINES)
    return _is_signed(under[0], voice) and is_closing(rows[at].text) and _tells_who(under)


def _closes_at_once(rows: Sequence[Row], at: int, end: int, voice: Voice) -> bool:
    """ "Regards, Ana" in one line."""
    text = rows[at].text
    closing = _CLOSING_FIRST.fullmatch(text) if len(text) <= CLOSING_CHARACTERS else None
    return bool(closing and _is_signed(closing["name"], voice)) and _tells_who(
        filled_rows(rows, at + 1, end, CARD_LINES)
    )


def _tells_who(lines: Sequence[str]) -> bool:
    """Nothing but names, titles, places and how to reach somebody: many lines only where two say how."""
    if len(lines) > CARD_LINES or any(len(line) > CARD_CHARACTERS or _POSTSCRIPT.match(line) for line in lines):
        return False
    if any(LIST_ITEM.match(line) and not CONTACT.search(line) for line in lines):
        return False
    if len(lines) <= CLOSING_LINES:
        return True
    return sum(bool(CONTACT.search(line)) for line in lines) > 1 and not any(map(_is_sentence, lines))


def _is_sentence(text: str) -> bool:
    return text[-1] in ".?!" and text.count(" ") > 4


def _is_signed(text: str, voice: Voice) -> bool:
    """A name, perhaps with a title, a number or a smile behind it."""
    if not voice.may_name(text):
        return False
    if is_name(text, voice):
        return True
    after = _AFTER_NAME.search(text[1:61])
    return bool(after and is_name(text[: after.start() + 1].strip(), voice))


def is_name(text: str, voice: Voice) -> bool:
    if len(text) > 60 or not voice.may_name(text) or not _NAME.fullmatch(text):
        return False
    words = text.strip(" \t~*_-–—/,.").split()
    if voice.names:
        return any(word.strip(".").lower() in voice.names for word in words) and not is_closing(text)
    return (
        len(words) <= 4
        and not is_closing(text)
        and _NO_NAMES.isdisjoint(WORD.findall(text.lower()))
        and all(word[0].isupper() or not word[0].isascii() or word in _PARTICLES for word in words)
    )


def is_name_alone(text: str, voice: Voice) -> bool:
    """A name with nothing that says so; "Done." is a word with a full stop where the sender's name is not known."""
    return is_name(text, voice) and (bool(voice.names) or text[-1] != "." or len(text) < 4)


def _card_start(rows: Sequence[Row], end: int, voice: Voice) -> int:
    """The last paragraph, when its first line is a name and the rest, if any, is how to reach or what to call them."""
    start = paragraph_start(rows, end)
    lines = [row.text for row in rows[start : min(end, start + CARD_LINES)]]
    if not lines or (start == 0 and not voice.elsewhere) or end - start > CARD_LINES:
        return end
    if not _is_signed(lines[0], voice) or not _tells_who(lines):
        return end
    if not voice.names and _announced(rows, start):
        return end
    if len(lines) == 1 and is_name_alone(lines[0], voice):
        return start if voice.names or len(lines[0].split()) == 1 or _ends_sentence(rows, start) else end
    if any(map(CONTACT.search, lines)):
        return start
    titled = _is_full_name(lines[0], voice) if voice.names else len(lines) == 2
    return start if titled and len(lines) <= TITLED and is_name_alone(lines[0], voice) else end


def _is_full_name(text: str, voice: Voice) -> bool:
    """The sender's whole name: so nobody begins a paragraph of what they have to say."""
    words = WORD.findall(text.lower())
    return len(words) > 1 and voice.names.issuperset(words)


def _signs_under(rows: Sequence[Row], at: int, voice: Voice) -> bool:
    """A name alone in the last line, right under a long one or one that ends."""
    text, over = rows[at].text.strip(), rows[at - 1].text
    if not over or len(text.split()) > 2 or not is_name_alone(text, voice):
        return False
    return len(over) > LONG or (over[-1] in ".!?" and over.count(" ") > 2)


def _ends_sentence(rows: Sequence[Row], end: int) -> bool:
    return _last_word(rows, end)[-1:] in ".!?…)\"'»,;>"


def _announced(rows: Sequence[Row], end: int) -> bool:
    """ "Here is the address:" stands above somebody else's card."""
    return _last_word(rows, end).endswith((":", "："))


def _last_word(rows: Sequence[Row], end: int) -> str:
    return next((row.text for row in reversed(rows[:end]) if not row.blank), "")


def filled_rows(rows: Sequence[Row], start: int, end: int, most: int) -> list[str]:
    """The texts of the rows that are not blank; one more than `most` at most."""
    return list(islice((text for at in range(start, end) if (text := rows[at].text)), most + 1))


def paragraph_start(rows: Sequence[Row], end: int) -> int:
    start = end
    while start and rows[start - 1].text:
        start -= 1
    return start
