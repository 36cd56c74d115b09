"""Where a person's words end and the signature begins: a separator, the device's line, a closing, a card."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from paceline.inbox.original import is_rule
from paceline.inbox.rows import Mark, Row
from paceline.inbox.vocabulary import (
    CLOSINGS,
    DEVICE_STEMS,
    DEVICES,
    DISCLAIMERS,
    SENT,
    SENT_LAST,
    SENT_UNSPACED,
    phrases,
    words,
)

CLOSING_LINES = 6
CARD_LINES = 15
SIGNATURE_LINES = 30
LINE_CHARACTERS = 400

_SENT = (*(f"{start} " for start in phrases(SENT)), *SENT_UNSPACED)
_DEVICES = words(DEVICES)
_DEVICE_STEMS = tuple(words(DEVICE_STEMS))
_WORD = re.compile(r"[^\W\d_]+")
_SENT_WITH = re.compile(r"sent (?:from|via|with|by|using) (?:my )?\S{2,20}[!.]?", re.IGNORECASE)
_PROSE = re.compile(r"[^\n]*?[,;?]\s|[^\n]*?[.!]\s+\S|[^\n]{160}")

_CLOSING = re.compile(rf"[\s*_\-–—/]{{0,4}}(?:{'|'.join(CLOSINGS.values())})[\s,.!*_;:)\-–—]{{0,6}}", re.IGNORECASE)
_NAME = re.compile(
    r"[\s~*_\-–—/]{0,4}(?:[^\W\d_][^\W\d_'’.\-]{0,24}\.?)(?: +[^\W\d_][^\W\d_'’.\-]{0,24}\.?){0,3}[\s,.*_]{0,4}"
)
_CONTACT = re.compile(
    r"\+?\(?\d[\d\s().\-/]{5,24}\d|[^\s@]{1,64}@[^\s@]{1,200}\.[a-z]{2,}|(?:https?://|www\.)\S+"
    r"|\b[a-z0-9-]{1,60}\.(?:com|org|net|io|de|fr|eu|co)\b"
    r"|\b(?:tel|phone|fax|mobile?|cell|skype|linkedin|twitter|ext)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(r"[<(\[]?(?:https?://|www\.)\S+")
_LIST_ITEM = re.compile(r"\s*(?:[-*•·–+]|\d{1,2}[.)])\s+\S")
_DISCLAIMER = phrases(DISCLAIMERS)
_TRACKER = frozenset("-–—ᐧ\u200b\u200c\u200d\ufeff\u00ad·.")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words are read. `names` are the words of the sender's name, lower-case; empty: not known."""

    names: frozenset[str] = frozenset()
    keep_closing: bool = False
    said: bool = False
    """Something of theirs stands before the rows that are looked at."""
    elsewhere: bool = False
    """They said something in another place, so that these rows may be nothing but a closing."""


def signature_start(rows: Sequence[Row], voice: Voice) -> int:
    """The index in `rows` (a stretch of the author's own) from which on all is signature; len(rows) when none is."""
    end = _without_tail(rows, len(rows))
    end = min(end, _separator(rows, end, voice), _marked(rows))
    end = _without_tail(rows, end)
    end = _without_disclaimer(rows, end)
    if not voice.keep_closing:
        end = _without_tail(rows, _without_closing(rows, end, voice))
    return end


def device_line(text: str) -> bool:
    """ "Sent from my iPhone", in the languages of mail programs; not "Sent from my desk, it is easier there"."""
    if not 8 <= len(text) <= LINE_CHARACTERS:
        return False
    said = text.strip(" \t*_-–—()").lower()
    if not said.startswith(_SENT) and not said.endswith(SENT_LAST):
        return False
    if _SENT_WITH.fullmatch(said):
        return True
    words = _LINKS.sub("", said)
    if _PROSE.match(words):
        return False
    return not _DEVICES.isdisjoint(_WORD.findall(words)) or any(stem in words for stem in _DEVICE_STEMS)


def _marked(rows: Sequence[Row]) -> int:
    return next((at for at, row in enumerate(rows) if row.mark is Mark.SIGNATURE), len(rows))


def _without_tail(rows: Sequence[Row], end: int) -> int:
    """Blank lines, rules and invisible dots at the end say nothing."""
    while end and (
        rows[end - 1].blank or is_rule(rows[end - 1].text) or _TRACKER.issuperset(rows[end - 1].text.strip())
    ):
        end -= 1
    return end


def _separator(rows: Sequence[Row], end: int, voice: Voice) -> int:
    """RFC 3676, 4.3 ("-- "), the device's line, and a rule under which a card stands. A "- " list is none of them."""
    first = -1 if voice.said or voice.elsewhere else _first_filled(rows)
    for at in range(end):
        text = rows[at].text
        if not text or len(text) > LINE_CHARACTERS:
            continue
        if text.strip() in ("--", "—", "–"):
            if at > first and len(_filled(rows, at + 1, end, SIGNATURE_LINES)) <= SIGNATURE_LINES:
                return at
        elif is_rule(text):
            if at > first and _is_card(rows, at, end, voice):
                return at
        elif device_line(text):
            return at
    return end


def _filled(rows: Sequence[Row], start: int, end: int, most: int) -> list[str]:
    """The texts of the rows that are not blank; one more than `most` at most."""
    return list(islice((rows[at].text for at in range(start, end) if not rows[at].blank), most + 1))


def _is_card(rows: Sequence[Row], rule: int, end: int, voice: Voice) -> bool:
    """Under this rule stands how to reach somebody, not a next part of what they say."""
    filled = _filled(rows, rule + 1, end, CARD_LINES)
    card = [text for text in filled if not is_rule(text)]
    if not card or len(filled) > CARD_LINES or any(_LIST_ITEM.match(text[:200]) for text in card):
        return False
    if "_" * 5 in rows[rule].text:
        return True
    underlined = rule > 0 and not rows[rule - 1].blank
    if len(card) > (3 if underlined else CARD_LINES) or any(len(text) > 90 for text in card):
        return False
    reached = sum(bool(_CONTACT.search(text)) for text in card)
    if len(card) == 1:
        return _is_name(card[0], voice) or (reached == 1 and len(card[0].split()) <= 4)
    return _is_closing(card[0]) or reached > 1 or (reached == 1 and _is_name(card[0], voice))


def _without_disclaimer(rows: Sequence[Row], end: int) -> int:
    """The last paragraphs, where they speak as a company's lawyers do."""
    while end:
        start = _paragraph(rows, end)
        words = " ".join(row.text for row in rows[start:end])[:4000].lower()
        if start == 0 or len(words) < 60 or sum(sign in words for sign in _DISCLAIMER) < 2:
            return end
        end = _without_tail(rows, start)
    return end


def _paragraph(rows: Sequence[Row], end: int) -> int:
    start = end
    while start and not rows[start - 1].blank:
        start -= 1
    return start


def _without_closing(rows: Sequence[Row], end: int, voice: Voice) -> int:
    """A closing ("Best regards") with at most a few short lines under it, or the author's name alone, or a card."""
    first = -1 if voice.elsewhere else _first_filled(rows)
    filled = (at for at in range(end - 1, first, -1) if not rows[at].blank)
    for at in reversed(list(islice(filled, CLOSING_LINES + 1))):
        if _is_closing(rows[at].text) and _closes(rows, at, end, voice):
            return at
    start = _card_start(rows, end, voice)
    return start if start > first else end


def _first_filled(rows: Sequence[Row]) -> int:
    return next((at for at, row in enumerate(rows) if not row.blank), 0)


def _is_closing(text: str) -> bool:
    return len(text) <= 60 and bool(_CLOSING.fullmatch(text))


def _closes(rows: Sequence[Row], at: int, end: int, voice: Voice) -> bool:
    """A closing is followed by a name, or nothing. A heading "Thanks:" with a list under it is none."""
    under = _filled(rows, at + 1, end, CLOSING_LINES)
    if any(_LIST_ITEM.match(text) for text in under) or any(len(text) > 70 for text in under):
        return False
    if not under:
        return bool(voice.names) and rows[at].text.rstrip()[-1:] in ",.!"
    return _is_name(under[0], voice)


def _is_name(text: str, voice: Voice) -> bool:
    if len(text) > 60 or _is_closing(text) or not _NAME.fullmatch(text):
        return False
    words = text.strip(" \t~*_-–—/,.").split()
    if voice.names:
        return any(word.strip(".").lower() in voice.names for word in words)
    return len(words) <= 4 and all(word[0].isupper() or not word[0].isascii() or len(word) < 3 for word in words)


def _card_start(rows: Sequence[Row], end: int, voice: Voice) -> int:
    """The last paragraph, when its first line is a name and the rest, if any, is how to reach or what to call them."""
    start = _paragraph(rows, end)
    lines = [row.text for row in rows[start:end]]
    if (
        not lines
        or (start == 0 and not voice.elsewhere)
        or len(lines) > CLOSING_LINES
        or any(len(line) > 60 or _LIST_ITEM.match(line) for line in lines)
    ):
        return end
    if not _is_name(lines[0], voice):
        return end
    if len(lines) == 1:
        return start if voice.names or len(lines[0].split()) == 1 or _ends_sentence(rows, start) else end
    return start if any(_CONTACT.search(line) for line in lines[1:]) or (len(lines) == 2 and not voice.names) else end


def _ends_sentence(rows: Sequence[Row], end: int) -> bool:
    before = next((row.text.rstrip() for row in reversed(rows[:end]) if not row.blank), "")
    return before[-1:] in ".!?…)\"'»,;>"
