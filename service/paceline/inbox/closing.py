"""How a person ends a letter: a closing, a name, a card with how to reach them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from paceline.inbox.partings import CLOSINGS, NO_NAMES, PARTICLES
from paceline.inbox.patterns import Pattern
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
_CLOSING = Pattern(
    rf"[\s*_\-–—/]{{0,4}}(?:{_CLOSES})(?:\s?(?:[/&+|,]|and|und|et|y)\s?(?:{_CLOSES}))?[\s,.!*_;:)\-–—。！，]{{0,6}}"
)
"""Of a text in lower case, as all patterns of many words: one that ignores case tries each of them."""
_CLOSING_FIRST = Pattern(
    r"[\s*_\-–—/]{0,4}(?:(?:(?:kind|best|warm|many) )?regards|rgds|cheers|sincerely|best|love|lg|vg|mfg|gru(?:ß|ss)|"
    r"(?:viele|liebe|beste) grü(?:ß|ss)e|mvh|saludos|saluti|cordialement|"
    r"(?:many )?thanks(?: a lot| again)?(?= ?[\-–—])|thank you(?= ?[\-–—]))[\s,.!\-–—]{1,4}(?P<name>\S[^\n]{0,40})",
    re.IGNORECASE,
)
_NAME = Pattern(
    r"[\s~*_\-–—/]{0,4}(?:[^\W\d_][^\W\d_'’.\-]{0,24}\.?)(?: +[^\W\d_][^\W\d_'’.\-]{0,24}\.?){0,3}[\s,.*_]{0,4}"
)
_AFTER_NAME = Pattern(r"\s?[|,(<]|\s{2,}|\s[\-–—/&+]\s|\s(?=x\s?\d|ext\b|and\b|[:;]-?\))", re.IGNORECASE)
CONTACT = Pattern(
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
    """Something of theirs stands before the lines that are looked at."""
    elsewhere: bool = False
    """They said something in another place, so that these lines may be nothing but a closing."""

    def may_name(self, text: str) -> bool:
        """A glance that spares most lines a look: where the sender's name is known, a name has a word of it."""
        said = text.lower()
        for name in self.names:
            if name in said:
                return True
        return not self.names


def without_closing(lines: Sequence[str], end: int, voice: Voice) -> int:
    """A closing ("Best regards") with at most a few short lines under it, or the author's name alone, or a card."""
    first = -1 if voice.elsewhere else first_filled(lines)
    start = _closing(lines, first, end, voice)
    if start < end:
        return start
    start = _card_start(lines, end, voice)
    if first < start < end:
        return _closing(lines, first, start, voice)
    return end - 1 if start == end and end - 1 > first and _signs_under(lines, end - 1, voice) else end


def without_thanks(lines: Sequence[str], end: int, voice: Voice) -> int:
    """The same where the sender's name is nowhere: then nothing closes but a word in the last line."""
    first = -1 if voice.elsewhere else first_filled(lines)
    return end - 1 if end - 1 > first and _closes_alone(lines[end - 1], voice) else end


def _closing(lines: Sequence[str], first: int, end: int, voice: Voice) -> int:
    """The highest line that closes, with nothing under it that is longer than a card's lines are."""
    found = end
    filled = 0
    named_below = False
    for at in range(end - 1, max(first, end - 1 - CARD_LINES * 3), -1):
        text = lines[at]
        if not text:
            continue
        filled += 1
        if len(text) > CARD_CHARACTERS or filled > CARD_LINES + 1:
            break
        named = voice.may_name(text)
        closes = _closes_alone(text, voice) if filled == 1 else named_below and _closes(lines, at, end, voice)
        if closes or (named and _closes_at_once(lines, at, end, voice)):
            found = at
        named_below = named
    return found


def first_filled(lines: Sequence[str]) -> int:
    for at, text in enumerate(lines):
        if text:
            return at
    return 0


def is_closing(text: str) -> bool:
    return _may_close(text) and bool(_CLOSING.fullmatch(text.lower()))


def _may_close(text: str) -> bool:
    return len(text) <= CLOSING_CHARACTERS and text.count(" ") < CLOSING_WORDS


def _closes_alone(text: str, voice: Voice) -> bool:
    """A closing may be the last that is said."""
    return bool(voice.names) and len(text) <= ALONE and text[-1] in ",.!" and is_closing(text)


def _closes(lines: Sequence[str], at: int, end: int, voice: Voice) -> bool:
    """Else a closing is followed by a name. A heading "Thanks:" with a list under it is none."""
    if not _may_close(lines[at]):
        return False
    under = filled_lines(lines, at + 1, end, CARD_LINES)
    return is_closing(lines[at]) and _is_signed(under[0], voice) and _tells_who(under)


def _closes_at_once(lines: Sequence[str], at: int, end: int, voice: Voice) -> bool:
    """ "Regards, Ana" in one line."""
    text = lines[at]
    closing = _CLOSING_FIRST.fullmatch(text) if len(text) <= CLOSING_CHARACTERS else None
    return bool(closing and _is_signed(closing["name"], voice)) and _tells_who(
        filled_lines(lines, at + 1, end, CARD_LINES)
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


def _card_start(lines: Sequence[str], end: int, voice: Voice) -> int:
    """The last paragraph, when its first line is a name and the rest, if any, is how to reach or what to call them."""
    start = paragraph_start(lines, end)
    card = lines[start : min(end, start + CARD_LINES)]
    if not card or (start == 0 and not voice.elsewhere) or end - start > CARD_LINES:
        return end
    if not _is_signed(card[0], voice) or not _tells_who(card):
        return end
    if not voice.names and _announced(lines, start):
        return end
    if len(card) == 1 and is_name_alone(card[0], voice):
        return start if voice.names or len(card[0].split()) == 1 or _ends_sentence(lines, start) else end
    if any(map(CONTACT.search, card)):
        return start
    titled = _is_full_name(card[0], voice) if voice.names else len(card) == 2
    return start if titled and len(card) <= TITLED and is_name_alone(card[0], voice) else end


def _is_full_name(text: str, voice: Voice) -> bool:
    """The sender's whole name: so nobody begins a paragraph of what they have to say."""
    words = WORD.findall(text.lower())
    return len(words) > 1 and voice.names.issuperset(words)


def _signs_under(lines: Sequence[str], at: int, voice: Voice) -> bool:
    """A name alone in the last line, right under a long one or one that ends."""
    text, over = lines[at].strip(), lines[at - 1]
    if not over or len(text.split()) > 2 or not is_name_alone(text, voice):
        return False
    return len(over) > LONG or (over[-1] in ".!?" and over.count(" ") > 2)


def _ends_sentence(lines: Sequence[str], end: int) -> bool:
    return _last_word(lines, end)[-1:] in ".!?…)\"'»,;>"


def _announced(lines: Sequence[str], end: int) -> bool:
    """ "Here is the address:" stands above somebody else's card."""
    return _last_word(lines, end).endswith((":", "："))


def _last_word(lines: Sequence[str], end: int) -> str:
    return next((text for text in reversed(lines[:end]) if text), "")


def filled_lines(lines: Sequence[str], start: int, end: int, most: int) -> list[str]:
    """Those that are not blank; one more than `most` at most."""
    return list(islice((text for at in range(start, end) if (text := lines[at])), most + 1))


def paragraph_start(lines: Sequence[str], end: int) -> int:
    start = end
    while start and lines[start - 1]:
        start -= 1
    return start
