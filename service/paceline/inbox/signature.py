"""Where a person's words end and the signature begins: a separator, the device's line, a notice, a closing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paceline.inbox.closing import (
    CARD_LINES,
    CONTACT,
    LIST_ITEM,
    WORD,
    Voice,
    filled_rows,
    first_filled,
    is_closing,
    is_name,
    is_name_alone,
    paragraph_start,
    without_closing,
)
from paceline.inbox.original import RULES, is_rule
from paceline.inbox.partings import DEVICE_STEMS, DEVICES, DISCLAIMERS, SENT, SENT_LAST, SENT_UNSPACED
from paceline.inbox.rows import Mark, Row
from paceline.inbox.vocabulary import phrases, words

SIGNATURE_LINES = 30
LINE_CHARACTERS = 400
HEADING = 5
TRACKER = 400

_SENT = (*(f"{start} " for start in phrases(SENT)), *SENT_UNSPACED)
_SENT_BY_START = {start[:2]: tuple(one for one in _SENT if one[:2] == start[:2]) for start in _SENT}
_SENT_ENDS = frozenset(end[-3:] for end in SENT_LAST)
_DEVICES = words(DEVICES)
_DEVICE_STEMS = tuple(words(DEVICE_STEMS))
_SENT_WITH = re.compile(r"sent (?:from|via|with|by|using) (?:my )?\S{2,20}[!.]?", re.IGNORECASE)
_APOLOGY = re.compile(
    r"[,.;!\s]{0,3}(?:please |kindly |so |and )?(?:excuse|forgive|pardon|sorry|apologi[sz]e|apologies)\b[^\n]{0,60}",
    re.IGNORECASE,
)
_APOLOGY_FIRST = re.compile(r"(?:please |kindly )?(?:excuse|forgive|pardon)\b[^\n,.;]{0,50}[,.;]\s", re.IGNORECASE)
_PROSE = re.compile(r"[^\n]*?(?:,(?! (?:samsung|lg|motorola)\b)|[;?])\s|[^\n]*?[.!]\s+\S|[^\n]{160}")

_LINKS = re.compile(r"[<(\[]?(?:https?://|www\.)\S+")
_DISCLAIMER = phrases(DISCLAIMERS)
_TRACKER = "-–—ᐧ\u200b\u200c\u200d\ufeff\u00ad·."


def signature_start(rows: Sequence[Row], voice: Voice) -> int:
    """The index in `rows` (a stretch of the author's own) from which on all is signature; len(rows) when none is."""
    filled = _without_tail(rows, len(rows))
    end = _separator(rows, filled, voice)
    if end < filled:
        end = _without_tail(rows, end)
    end = _without_disclaimer(rows, end)
    if not voice.keep_closing:
        end = _without_tail(rows, without_closing(rows, end, voice))
    return end


def device_line(text: str) -> bool:
    """ "Sent from my iPhone", in the languages of mail programs; not "Sent from my desk, it is easier there"."""
    if not 8 <= len(text) <= LINE_CHARACTERS:
        return False
    said = text.strip(" \t*_-–—()").lower()
    if "sent from" in said:
        said = _APOLOGY.sub("", _APOLOGY_FIRST.sub("", said)).strip()
    elif said[:2] not in _SENT_BY_START and said[-3:] not in _SENT_ENDS:  # as nearly all
        return False
    if not said.startswith(_SENT_BY_START.get(said[:2], ())) and not (
        said[-3:] in _SENT_ENDS and said.endswith(SENT_LAST)
    ):
        return False
    if _SENT_WITH.fullmatch(said):
        return True
    words = _LINKS.sub("", said)
    if _PROSE.match(words):
        return False
    return not _DEVICES.isdisjoint(WORD.findall(words)) or any(stem in words for stem in _DEVICE_STEMS)


def _without_tail(rows: Sequence[Row], end: int) -> int:
    """Blank lines, rules and invisible dots at the end say nothing."""
    while end:
        text = rows[end - 1].text
        if text and (len(text) > TRACKER or text.strip().strip(_TRACKER)) and not is_rule(text):
            break
        end -= 1
    return end


def _separator(rows: Sequence[Row], end: int, voice: Voice) -> int:
    """RFC 3676, 4.3 ("-- "), the device's line, and a rule under which a card stands. A "- " list is none of them.

    Or what the markup calls a signature.
    """
    first = -1 if voice.said or voice.elsewhere else first_filled(rows)
    for at in range(end):
        row = rows[at]
        text = row.text
        if row.mark and row.mark is Mark.SIGNATURE:
            return at
        if not 0 < len(text) <= LINE_CHARACTERS:
            continue
        if (text[-1] in RULES and at > first and _divides(rows, at, end, voice)) or device_line(text):
            return at
    return end


def _divides(rows: Sequence[Row], at: int, end: int, voice: Voice) -> bool:
    text = rows[at].text
    if len(text) < 8 and text.strip() in ("--", "—", "–"):
        return len(filled_rows(rows, at + 1, end, SIGNATURE_LINES)) <= SIGNATURE_LINES
    return is_rule(text) and _is_card(rows, at, end, voice)


def _is_card(rows: Sequence[Row], rule: int, end: int, voice: Voice) -> bool:
    """Under this rule stands how to reach somebody, not a next part of what they say."""
    filled = filled_rows(rows, rule + 1, end, CARD_LINES)
    if len(filled) > CARD_LINES:
        return False
    card = [text for text in filled if not is_rule(text)]
    if not card or any(LIST_ITEM.match(text[:200]) for text in card):
        return False
    over = rows[rule - 1].text if rule else ""
    divides = len(card) < len(filled) or any(is_rule(row.text) for row in rows[max(0, rule - CARD_LINES) : rule])
    if "_" * 5 in rows[rule].text and not divides:
        return True
    if len(card) > (3 if over else CARD_LINES) or any(len(text) > 90 for text in card):
        return False
    reached = sum(bool(CONTACT.search(text)) for text in card)
    if len(card) == 1 and not _underlines(rows[rule].text, over):
        return is_name_alone(card[0], voice) or (reached == 1 and len(card[0].split()) <= 4)
    return is_closing(card[0]) or reached > 1 or (reached == 1 and is_name(card[0], voice))


def _underlines(rule: str, over: str) -> bool:
    """A rule as long as the line above it makes that a heading."""
    return len(rule) >= HEADING and abs(len(rule) - len(over)) <= 3


def _without_disclaimer(rows: Sequence[Row], end: int) -> int:
    """The last paragraphs, where they speak as a company's lawyers do."""
    while end:
        start = paragraph_start(rows, end)
        if start == 0:
            return end
        words = " ".join([row.text for row in rows[start:end]])[:4000].lower()
        if len(words) < 60 or sum([sign in words for sign in _DISCLAIMER]) < 2:
            return end
        end = _without_tail(rows, start)
    return end
