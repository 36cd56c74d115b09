"""What an event's text sets differently: one `key: value` a line, anywhere in a plain or HTML description."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches

from paceline.domain.cadence import Remark, Settings
from paceline.inbox.calendar.event_keys import ENGLISH, QUESTIONS, WORDS, asks_questions, corrected, key_called
from paceline.inbox.calendar.event_lines import event_lines
from paceline.inbox.calendar.spans import read_span, says_before, write_span
from paceline.inbox.grammar.commands import DEPUTY
from paceline.inbox.grammar.words import every, fold, forms

__all__ = ["EventText", "meant_zone", "read_event_text", "read_settings", "read_span", "write_span"]

MAX_QUESTIONS = 12
MAX_REMARKS = 6
REMARKED_LINES = 200
"""So many lines are held against the keys that they might have meant, which takes long; what is below is words."""


@dataclass(frozen=True, slots=True)
class EventText:
    """`words` are the lines that are no settings: what the organizer wrote for people. `sources`: (setting, the line
    that says it), in the order of the text; a pair for each question."""

    settings: Settings
    remarks: tuple[Remark, ...] = ()
    words: str = ""
    sources: tuple[tuple[str, str], ...] = ()


def read_settings(text: str, html: str = "") -> tuple[Settings, tuple[Remark, ...]]:
    """The settings in an event's text, and the lines that look like one but are none; `html` counts without `text`."""
    read = read_event_text(text, html)
    return read.settings, read.remarks


def meant_zone(text: str, html: str = "") -> str:
    """The time zone (IANA) that the event's text says its hours are meant in, or ""; most texts say none."""
    return read_event_text(text, html).settings.zone if _OF_ZONE.search(f"{text}\n{html}") else ""


_OF_ZONE = re.compile(
    "|".join(sorted(word for word in WORDS if (key := key_called(word)) and key.name == "zone")), re.IGNORECASE
)


def read_event_text(text: str, html: str = "", *, title: str = "", once: bool = False) -> EventText:
    """`once`: a single event, in which "agenda", as a line of its own or as the whole `title`, asks for one."""
    lines = event_lines(text, html)
    settings = _agenda(Settings()) if once and _is_agenda(title) else Settings()
    sources = [(AGENDA, title)] if settings.said else []
    remarks: list[Remark] = []
    words: list[str] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        word, value = _key_and_value(line)
        key = key_called(word)
        may_remark = index <= REMARKED_LINES and len(remarks) < MAX_REMARKS
        if asks_questions(word, value):
            asked, index = _questions(value, lines, index)
            settings = replace(settings, questions=asked, said=_with(settings.said, QUESTIONS))
            sources += [(QUESTIONS, question) for question in asked]
        elif key and (changed := key.read(settings, value)):
            settings = replace(changed, said=_with(settings.said, *(key.sets or (key.name,))))
            sources.append((key.name, line.strip()))
        elif once and _is_agenda(line) and not _BULLET.match(lines[index] if index < len(lines) else ""):
            settings = _agenda(settings)
            sources.append((AGENDA, line.strip()))
        elif may_remark and (remark := _remark(word, value, line, lines, index - 1)):
            remarks.append(remark)
        else:
            words.append(line)
    return EventText(settings, tuple(remarks), "\n".join(words).strip(), tuple(sources))


def _with(said: tuple[str, ...], *names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*said, *names)))


# --- an agenda --------------------------------------------------------------------------------------------------------

AGENDA = "agenda"
"""The name of the template, too."""

_AGENDA = every(
    forms(
        en="agenda",
        de="Tagesordnung",
        fr="ordre du jour",
        es="orden del día",
        pt="ordem do dia, pauta",
        it="ordine del giorno",
    )
)


def _is_agenda(line: str) -> bool:
    return " ".join(fold(line).split()) in _AGENDA


def _agenda(settings: Settings) -> Settings:
    return replace(settings, template=AGENDA, said=_with(settings.said, "template"))


# --- lines that look like a setting ---------------------------------------------------------------------------------

_KEY_AND_VALUE = re.compile(
    r"[\s>*•·\-–_`]{0,8}([^\W\d_]{2,20}(?: (?:qué|quê|an))?)[*_`]{0,3}\s{0,3}[:：]\s{0,3}[*_`]{0,3}(.*)"
)
_ORDINARY = frozenset(
    every(
        forms(
            en=(
                "agenda, attendees, blocked, call, commitment, date, decision, dial, doc, docs, done, file, fyi, "
                "goal, goals, host, http, https, id, intent, join, link, links, location, mailto, meeting, next, "
                "note, notes, organizer, owner, participants, passcode, password, phone, pin, ps, re, room, sip, "
                "slides, subject, tel, thanks, time, timezone, title, topic, url, video, web, what, when, where, "
                "who, zoom"
            ),
            de=(
                "Datum, Uhrzeit, Zeit, Ort, Raum, Thema, Themen, Ziel, Ziele, Notiz, Notizen, Teilnehmer, "
                "Teilnehmende, Einwahl, Termin"
            ),
            fr="date, heure, lieu, salle, sujet, sujets, but, notes, participants, lien",
            es="fecha, hora, lugar, sala, tema, temas, objetivo, notas, asistentes, enlace",
            pt="data, hora, local, sala, tema, temas, objetivo, notas, participantes, ligação",
            it="data, ora, luogo, sala, tema, temi, obiettivo, note, partecipanti, collegamento",
            nl="datum, tijd, plaats, zaal, onderwerp, onderwerpen, doel, notities, deelnemers",
        )
    )
)


def _key_and_value(line: str) -> tuple[str, str]:
    match = _KEY_AND_VALUE.fullmatch(line)
    return (fold(match[1]), match[2].strip()) if match else ("", "")


def _remark(word: str, value: str, line: str, lines: tuple[str, ...], at: int) -> Remark | None:
    """A known key with a value that is none, a key that is nearly one, a span for nothing, a stranger by a setting."""
    key = key_called(word)
    if not word or word in _ORDINARY or not value or value.startswith("//") or (key and word in key.prose):
        return None
    if key:
        return Remark(line.strip(), key.instead_of(value))
    if near := _nearest(word, value):
        return Remark(line.strip(), corrected(near, value))
    if says_before(value) or _beside_a_setting(lines, at):
        return Remark(line.strip())
    return None


_DEPUTIES = frozenset(map(fold, every(DEPUTY)))
_SHORT = 6
"""Foreign keys shorter than this are near too many other words."""


def _nearest(word: str, value: str) -> str:
    """The key that was meant; for one in another language than English it takes more, for they are many.

    A deputy is named by a line like a setting ("Remplaçante: Bo"), which is none.
    Of a word near "zone" the value must be one: "tone: friendly" is none.
    """
    if fold(word) in _DEPUTIES:
        return ""
    english = get_close_matches(word, ENGLISH, n=1, cutoff=0.72)
    others = [other for other in WORDS if len(other) >= _SHORT]
    found = next(iter(english or get_close_matches(word, others, n=1, cutoff=0.84)), "")
    key = key_called(found)
    return "" if key and key.near and key.read(Settings(), value) is None else found


def _beside_a_setting(lines: tuple[str, ...], at: int) -> bool:
    """A settings line stands right above or below."""
    beside = (_key_and_value(lines[i]) for i in (at - 1, at + 1) if 0 <= i < len(lines))
    return any((key := key_called(word)) and key.read(Settings(), value) for word, value in beside)


_BULLET = re.compile(r"\s{0,8}(?:[-*•·–]|\d{1,2}[.)])\s{1,4}")


def _questions(value: str, lines: tuple[str, ...], index: int) -> tuple[tuple[str, ...], int]:
    """The questions, and the index of the first line after them. An empty line ends them unless another one follows."""
    asked = [value] if value else []
    while index < len(lines) and len(asked) < MAX_QUESTIONS:
        line = lines[index]
        follows = lines[index + 1] if index + 1 < len(lines) else ""
        if _key_and_value(line)[0] in WORDS:
            break
        if not line.strip() and asked and not (_BULLET.match(follows) or follows.rstrip().endswith("?")):
            break
        if question := _BULLET.sub("", line, count=1).strip():
            asked.append(question)
        index += 1
    return tuple(asked), index
