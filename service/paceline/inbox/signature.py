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
    filled_lines,
    first_filled,
    is_closing,
    is_name,
    is_name_alone,
    paragraph_start,
    without_closing,
    without_thanks,
)
from paceline.inbox.original import RULES, is_rule
from paceline.inbox.partings import DEVICE_STEMS, DEVICES, DISCLAIMERS, SENT, SENT_LAST, SENT_UNSPACED
from paceline.inbox.patterns import Pattern
from paceline.inbox.vocabulary import phrases, words

SIGNATURE_LINES = 30
LINE_CHARACTERS = 400
HEADING = 5
TRACKER = 400

_SENT = (*(f"{start} " for start in phrases(SENT)), *SENT_UNSPACED)
_SENT_BY_START = {start[:2]: tuple(one for one in _SENT if one[:2] == start[:2]) for start in _SENT}
_SENT_ENDS = frozenset(end[-3:] for end in SENT_LAST)
_AROUND = " \t*_-–—()"
_DEVICES = words(DEVICES)
_DEVICE_STEMS = tuple(words(DEVICE_STEMS))
_SENT_WITH = Pattern(r"sent (?:from|via|with|by|using) (?:my )?\S{2,20}[!.]?", re.IGNORECASE)
_APOLOGIES = ("excuse", "forgive", "pardon", "sorry", "apolog")
_APOLOGY = Pattern(
    r"[,.;!\s]{0,3}(?:please |kindly |so |and )?(?:excuse|forgive|pardon|sorry|apologi[sz]e|apologies)\b[^\n]{0,60}",
    re.IGNORECASE,
)
_APOLOGY_FIRST = Pattern(r"(?:please |kindly )?(?:excuse|forgive|pardon)\b[^\n,.;]{0,50}[,.;]\s", re.IGNORECASE)
_PROSE = Pattern(r"[^\n]*?(?:,(?! (?:samsung|lg|motorola)\b)|[;?])\s|[^\n]*?[.!]\s+\S|[^\n]{160}")

_LINKS = re.compile(r"[<(\[]?(?:https?://|www\.)\S+")
_DISCLAIMER = phrases(DISCLAIMERS)
_TRACKER = "-–—ᐧ\u200b\u200c\u200d\ufeff\u00ad·."
_SAYS_NOTHING = RULES.union(_TRACKER)


def signature_start(lines: Sequence[str], voice: Voice, marked: int) -> int:
    """The index in `lines` (a stretch of the author's own) from which on all is signature; len(lines) when none is.

    `marked` is the first line that the markup calls one.
    """
    filled = _without_tail(lines, len(lines))
    end = _separator(lines, min(filled, marked), filled, voice)
    if end < filled:
        end = _without_tail(lines, end)
    end = _without_disclaimer(lines, end)
    if not voice.keep_closing:
        named = voice.may_name("\n".join(lines))
        closing = without_closing(lines, end, voice) if named else without_thanks(lines, end, voice)
        end = _without_tail(lines, closing) if closing < end else end
    return end


def device_line(text: str) -> bool:
    """ "Sent from my iPhone", in the languages of mail programs; not "Sent from my desk, it is easier there"."""
    if not 8 <= len(text) <= LINE_CHARACTERS:
        return False
    said = text.lower()
    if (
        said[:2] not in _SENT_BY_START
        and said[-3:] not in _SENT_ENDS
        and said[0] not in _AROUND
        and said[-1] not in _AROUND
        and "sent from" not in said
    ):  # as nearly all
        return False
    said = said.strip(_AROUND)
    if "sent from" in said and any(word in said for word in _APOLOGIES):
        said = _APOLOGY.sub("", _APOLOGY_FIRST.sub("", said)).strip()
    if said[:2] not in _SENT_BY_START and said[-3:] not in _SENT_ENDS:
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


def _without_tail(lines: Sequence[str], end: int) -> int:
    """Blank lines, rules and invisible dots at the end say nothing."""
    while end:
        text = lines[end - 1]
        if (
            text
            and (text[-1] not in _SAYS_NOTHING or len(text) > TRACKER or text.strip().strip(_TRACKER))
            and not is_rule(text)
        ):
            break
        end -= 1
    return end


def _separator(lines: Sequence[str], until: int, end: int, voice: Voice) -> int:
    """RFC 3676, 4.3 ("-- "), the device's line, and a rule under which a card stands. A "- " list is none of them.

    Looked for before `until`, where the markup says that one begins.
    """
    first = -1 if voice.said or voice.elsewhere else first_filled(lines)
    for at, text in enumerate(lines[:until]):
        if not 0 < len(text) <= LINE_CHARACTERS:
            continue
        if (text[-1] in RULES and at > first and _divides(lines, at, end, voice)) or device_line(text):
            return at
    return until


def _divides(lines: Sequence[str], at: int, end: int, voice: Voice) -> bool:
    text = lines[at]
    if len(text) < 8 and text.strip() in ("--", "—", "–"):
        return len(filled_lines(lines, at + 1, end, SIGNATURE_LINES)) <= SIGNATURE_LINES
    return is_rule(text) and _is_card(lines, at, end, voice)


def _is_card(lines: Sequence[str], rule: int, end: int, voice: Voice) -> bool:
    """Under this rule stands how to reach somebody, not a next part of what they say."""
    filled = filled_lines(lines, rule + 1, end, CARD_LINES)
    if len(filled) > CARD_LINES:
        return False
    card = [text for text in filled if not is_rule(text)]
    if not card or any(LIST_ITEM.match(text[:200]) for text in card):
        return False
    over = lines[rule - 1] if rule else ""
    divides = len(card) < len(filled) or any(map(is_rule, lines[max(0, rule - CARD_LINES) : rule]))
    if "_" * 5 in lines[rule] and not divides:
        return True
    if len(card) > (3 if over else CARD_LINES) or any(len(text) > 90 for text in card):
        return False
    reached = sum(bool(CONTACT.search(text)) for text in card)
    if len(card) == 1 and not _underlines(lines[rule], over):
        return is_name_alone(card[0], voice) or (reached == 1 and len(card[0].split()) <= 4)
    return is_closing(card[0]) or reached > 1 or (reached == 1 and is_name(card[0], voice))


def _underlines(rule: str, over: str) -> bool:
    """A rule as long as the line above it makes that a heading."""
    return len(rule) >= HEADING and abs(len(rule) - len(over)) <= 3


def _without_disclaimer(lines: Sequence[str], end: int) -> int:
    """The last paragraphs, where they speak as a company's lawyers do."""
    while end:
        start = paragraph_start(lines, end)
        if start == 0:
            return end
        words = " ".join(lines[start:end])[:4000].lower()
        if len(words) < 60 or sum([sign in words for sign in _DISCLAIMER]) < 2:
            return end
        end = _without_tail(lines, start)
    return end
