"""Where a person's words end and the signature begins: a separator, the device's line, a closing, a card."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from paceline.inbox.original import is_rule
from paceline.inbox.partings import (
    CLOSINGS,
    DEVICE_STEMS,
    DEVICES,
    DISCLAIMERS,
    NO_NAMES,
    PARTICLES,
    SENT,
    SENT_LAST,
    SENT_UNSPACED,
)
from paceline.inbox.rows import Mark, Row
from paceline.inbox.vocabulary import phrases, words

CLOSING_LINES = 6
"""A closing stands over so many lines that say who wrote; over more only where they say how to reach them."""
CARD_LINES = 15
SIGNATURE_LINES = 30
LINE_CHARACTERS = 400
HEADING = 5
TRACKER = 400
CLOSING_CHARACTERS = 60
CLOSING_WORDS = 12
CARD_CHARACTERS = 70
ALONE = 20
"""A closing without a name under it is no longer."""
LONG = 80
"""A line of prose; what is as short as a name does not continue it."""

_PARTICLES = words(PARTICLES)
_NO_NAMES = words(NO_NAMES)
_SENT = (*(f"{start} " for start in phrases(SENT)), *SENT_UNSPACED)
_SENT_OPENS = frozenset(start[:2] for start in _SENT)
_SENT_ENDS = frozenset(end[-3:] for end in SENT_LAST)
_DEVICES = words(DEVICES)
_DEVICE_STEMS = tuple(words(DEVICE_STEMS))
_WORD = re.compile(r"[^\W\d_]+")
_SENT_WITH = re.compile(r"sent (?:from|via|with|by|using) (?:my )?\S{2,20}[!.]?", re.IGNORECASE)
_APOLOGY = re.compile(
    r"[,.;!\s]{0,3}(?:please |kindly |so |and )?(?:excuse|forgive|pardon|sorry|apologi[sz]e|apologies)\b[^\n]{0,60}",
    re.IGNORECASE,
)
_APOLOGY_FIRST = re.compile(r"(?:please |kindly )?(?:excuse|forgive|pardon)\b[^\n,.;]{0,50}[,.;]\s", re.IGNORECASE)
_PROSE = re.compile(r"[^\n]*?(?:,(?! (?:samsung|lg|motorola)\b)|[;?])\s|[^\n]*?[.!]\s+\S|[^\n]{160}")

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
_CONTACT = re.compile(
    r"\+\d[\d\s().\-/]{6,24}\d|\(?\b\d{3}\)?[\s.\-/]{0,3}\d{3}[\s.\-]{1,3}\d{4}\b|\(?\b0\d[\d\s()/.\-]{5,20}\d|"
    r"\b\d{1,3}[.\-]\d{4}\b|\bx\s?\d{4,5}\b|[^\s@]{1,64}@[^\s@]{1,200}\.[a-z]{2,}|(?:https?://|www\.)\S+"
    r"|\b[a-z0-9-]{1,60}\.(?:com|org|net|io|de|fr|eu|co)\b"
    r"|\b(?:tel|phone|fax|mobile?|cell|skype|linkedin|twitter|ext|pager)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(r"[<(\[]?(?:https?://|www\.)\S+")
_POSTSCRIPT = re.compile(r"\s*(?:p\.?){1,3}s\b[\s.:,]", re.IGNORECASE)
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
    if "sent from" in said:
        said = _APOLOGY.sub("", _APOLOGY_FIRST.sub("", said)).strip()
    if said[:2] not in _SENT_OPENS and said[-3:] not in _SENT_ENDS:
        return False
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
    while end:
        text = rows[end - 1].text
        if text and not is_rule(text) and (len(text) > TRACKER or not _TRACKER.issuperset(text.strip())):
            break
        end -= 1
    return end


def _separator(rows: Sequence[Row], end: int, voice: Voice) -> int:
    """RFC 3676, 4.3 ("-- "), the device's line, and a rule under which a card stands. A "- " list is none of them."""
    first = -1 if voice.said or voice.elsewhere else _first_filled(rows)
    for at in range(end):
        text = rows[at].text
        if not 0 < len(text) <= LINE_CHARACTERS:
            continue
        if len(text) < 8 and text.strip() in ("--", "—", "–"):
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
    if len(filled) > CARD_LINES:
        return False
    card = [text for text in filled if not is_rule(text)]
    if not card or any(_LIST_ITEM.match(text[:200]) for text in card):
        return False
    over = rows[rule - 1].text if rule else ""
    divides = len(card) < len(filled) or any(is_rule(row.text) for row in rows[max(0, rule - CARD_LINES) : rule])
    if "_" * 5 in rows[rule].text and not divides:
        return True
    if len(card) > (3 if over else CARD_LINES) or any(len(text) > 90 for text in card):
        return False
    reached = sum(bool(_CONTACT.search(text)) for text in card)
    if len(card) == 1 and not _underlines(rows[rule].text, over):
        return _is_name_alone(card[0], voice) or (reached == 1 and len(card[0].split()) <= 4)
    return _is_closing(card[0]) or reached > 1 or (reached == 1 and _is_name(card[0], voice))


def _underlines(rule: str, over: str) -> bool:
    """A rule as long as the line above it makes that a heading."""
    return len(rule) >= HEADING and abs(len(rule) - len(over)) <= 3


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
    start = _closing(rows, first, end, voice)
    if start < end:
        return start
    start = _card_start(rows, end, voice)
    if first < start < end:
        return _closing(rows, first, _without_tail(rows, start), voice)
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
        if (_is_closing(text) and _closes(rows, at, end, voice)) or _closes_at_once(rows, at, end, voice):
            found = at
    return found


def _first_filled(rows: Sequence[Row]) -> int:
    return next((at for at, row in enumerate(rows) if not row.blank), 0)


def _is_closing(text: str) -> bool:
    return (
        len(text) <= CLOSING_CHARACTERS and text.count(" ") < CLOSING_WORDS and bool(_CLOSING.fullmatch(text.lower()))
    )


def _closes(rows: Sequence[Row], at: int, end: int, voice: Voice) -> bool:
    """A closing is followed by a name, or nothing. A heading "Thanks:" with a list under it is none."""
    under = _filled(rows, at + 1, end, CARD_LINES)
    if not under:
        return bool(voice.names) and len(rows[at].text) <= ALONE and rows[at].text[-1] in ",.!"
    return _is_signed(under[0], voice) and _tells_who(under)


def _closes_at_once(rows: Sequence[Row], at: int, end: int, voice: Voice) -> bool:
    """ "Regards, Ana" in one line."""
    text = rows[at].text
    closing = _CLOSING_FIRST.fullmatch(text) if len(text) <= CLOSING_CHARACTERS else None
    return bool(closing and _is_signed(closing["name"], voice)) and _tells_who(_filled(rows, at + 1, end, CARD_LINES))


def _tells_who(lines: Sequence[str]) -> bool:
    """Nothing but names, titles, places and how to reach somebody: many lines only where two say how."""
    if len(lines) > CARD_LINES or any(len(line) > CARD_CHARACTERS or _POSTSCRIPT.match(line) for line in lines):
        return False
    reached = [bool(_CONTACT.search(line)) for line in lines]
    if any(_LIST_ITEM.match(line) and not reach for line, reach in zip(lines, reached, strict=True)):
        return False
    return len(lines) <= CLOSING_LINES or (sum(reached) > 1 and not any(map(_is_sentence, lines)))


def _is_sentence(text: str) -> bool:
    return text[-1] in ".?!" and text.count(" ") > 4


def _is_signed(text: str, voice: Voice) -> bool:
    """A name, perhaps with a title, a number or a smile behind it."""
    if _is_name(text, voice):
        return True
    after = _AFTER_NAME.search(text[1:61])
    return bool(after and _is_name(text[: after.start() + 1].strip(), voice))


def _is_name(text: str, voice: Voice) -> bool:
    if len(text) > 60 or not _NAME.fullmatch(text) or _is_closing(text):
        return False
    words = text.strip(" \t~*_-–—/,.").split()
    if voice.names:
        return any(word.strip(".").lower() in voice.names for word in words)
    return (
        len(words) <= 4
        and _NO_NAMES.isdisjoint(_WORD.findall(text.lower()))
        and all(word[0].isupper() or not word[0].isascii() or word in _PARTICLES for word in words)
    )


def _is_name_alone(text: str, voice: Voice) -> bool:
    """A name with nothing that says so; "Done." is a word with a full stop where the sender's name is not known."""
    return _is_name(text, voice) and (bool(voice.names) or text[-1] != "." or len(text) < 4)


def _card_start(rows: Sequence[Row], end: int, voice: Voice) -> int:
    """The last paragraph, when its first line is a name and the rest, if any, is how to reach or what to call them."""
    start = _paragraph(rows, end)
    lines = [row.text for row in rows[start : min(end, start + CARD_LINES)]]
    if not lines or (start == 0 and not voice.elsewhere) or end - start > CARD_LINES or not _tells_who(lines):
        return end
    if not voice.names and _announced(rows, start):
        return end
    if len(lines) == 1 and _is_name_alone(lines[0], voice):
        return start if voice.names or len(lines[0].split()) == 1 or _ends_sentence(rows, start) else end
    if any(map(_CONTACT.search, lines)):
        return start if _is_signed(lines[0], voice) else end
    return start if len(lines) == 2 and not voice.names and _is_name_alone(lines[0], voice) else end


def _signs_under(rows: Sequence[Row], at: int, voice: Voice) -> bool:
    """A name alone in the last line, right under a long one or one that ends."""
    text, over = rows[at].text.strip(), rows[at - 1].text
    if not over or len(text.split()) > 2 or not _is_name_alone(text, voice):
        return False
    return len(over) > LONG or (over[-1] in ".!?" and over.count(" ") > 2)


def _ends_sentence(rows: Sequence[Row], end: int) -> bool:
    return _last_word(rows, end)[-1:] in ".!?…)\"'»,;>"


def _announced(rows: Sequence[Row], end: int) -> bool:
    """ "Here is the address:" stands above somebody else's card."""
    return _last_word(rows, end).endswith((":", "："))


def _last_word(rows: Sequence[Row], end: int) -> str:
    return next((row.text for row in reversed(rows[:end]) if not row.blank), "")
