"""The keys of an event's settings: what people call each in seven languages, how its value is read, an example."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from paceline.domain.cadence import Settings
from paceline.inbox.calendar.spans import read_span, write_span
from paceline.inbox.calendar.zones import known, nearest
from paceline.inbox.grammar.words import Forms, every, fold, forms

QUESTIONS = "questions"

_Read = Callable[[Settings, str], "Settings | None"]


@dataclass(frozen=True, slots=True)
class Key:
    """`read` gives the settings with the value, None where it is no value of this key. `sets` are the settings it says.

    `prose`: words that also begin sentences; with a value that is none they are no setting at all.
    """

    name: str
    words: Forms
    read: _Read
    example: str
    sets: tuple[str, ...] = ()
    prose: frozenset[str] = frozenset()
    near: Callable[[str], str] | None = None
    """What somebody meant who wrote a value that is none; "": nobody knows."""

    def instead_of(self, value: str) -> str:
        """A right line for one whose `value` is none."""
        meant = self.near(value) if self.near else ""
        return f"{self.name}: {meant}" if meant else self.example


# --- values ---------------------------------------------------------------------------------------------------------


def _template(settings: Settings, value: str) -> Settings | None:
    name = re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}", value.lower())
    return replace(settings, template=name[0]) if name else None


def _ask(settings: Settings, value: str) -> Settings | None:
    span = read_span(value)
    return replace(settings, ask=span) if span else None


_OFF = every(forms(
    en="off, no, none, never", de="aus, nein, nie, keine", fr="non, jamais, aucun, désactivé", es="no, nunca, ninguno",
    pt="não, nunca, nenhum, desligado", it="no, mai, nessuno, spento", nl="uit, nee, nooit, geen",
))  # fmt: skip


def _remind(settings: Settings, value: str) -> Settings | None:
    if fold(value).strip(" .") in _OFF:
        return replace(settings, remind=None)
    span = read_span(value)
    return replace(settings, remind=span) if span else None


def _digest(settings: Settings, value: str) -> Settings | None:
    span = read_span(value)
    return replace(settings, digest=span) if span else None


def _why(settings: Settings, value: str) -> Settings | None:
    return replace(settings, why=value) if value else None


_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")


def _also(settings: Settings, value: str) -> Settings | None:
    """All or nothing: a reader left out in silence would be a surprise."""
    items = [item.strip("<>() ") for item in re.split(r"[,;\s]+", value) if item.strip("<>() ")]
    if not items or not all(_ADDRESS.fullmatch(item) for item in items):
        return None
    return replace(settings, also=tuple(dict.fromkeys(item.lower() for item in items[:20])))


_LANGUAGES = {
    word: code
    for code, names in {
        "en": "english, englisch, anglais, inglés, inglês, inglese, engels",
        "de": "german, deutsch, allemand, alemán, alemão, tedesco, duits",
        "fr": "french, französisch, français, francés, francês, francese, frans",
        "es": "spanish, spanisch, espagnol, español, castellano, espanhol, spagnolo, spaans",
        "pt": "portuguese, portugiesisch, portugais, portugués, português, portoghese, portugees",
        "it": "italian, italienisch, italien, italiano, italiaans",
        "nl": "dutch, niederländisch, néerlandais, neerlandés, holandés, holandês, olandese, nederlands",
    }.items()
    for word in every(forms(any=names))
}


def _language(settings: Settings, value: str) -> Settings | None:
    code = _LANGUAGES.get(fold(value), value.replace("-", "_"))
    match = re.fullmatch(r"([A-Za-z]{2})(?:_([A-Za-z]{2}))?", code)
    if not match:
        return None
    return replace(settings, language=match[1].lower() + (f"_{match[2].upper()}" if match[2] else ""))


def _zone(settings: Settings, value: str) -> Settings | None:
    name = known(value.strip(" ."))
    return replace(settings, zone=name) if name else None


TEAM = "@team"
_DECISION = re.compile(r"(?:decision )?([dD]\d{1,9})")
_COMMITMENTS = every(forms(
    en="commitments, commitment, promises", de="Zusagen, Verpflichtungen", fr="engagements", es="compromisos",
    pt="compromissos", it="impegni", nl="afspraken, toezeggingen",
))  # fmt: skip
_OF = every(forms(en="of, from, by", de="von", fr="de", es="de", pt="de", it="di", nl="van"))


def _review(settings: Settings, value: str) -> Settings | None:
    """ "D4", "commitments", "commitments of @bo"; each with the template that asks about it."""
    words = value.strip(" .").split()
    if decision := _DECISION.fullmatch(" ".join(words)):
        return replace(settings, review=decision[1].upper(), template="decision-review")
    if not words or fold(words[0]) not in _COMMITMENTS:
        return None
    whose = words[2:] if len(words) > 1 and fold(words[1]) in _OF else words[1:]
    whose = [TEAM] if [fold(word) for word in whose if fold(word) != "the"] == ["team"] else whose
    if len(whose) != (len(words) > 1) or (whose and not whose[0].startswith("@")):
        return None
    return replace(settings, review=" of ".join(["commitments", *whose]), template="commitments-review")


# --- the keys -------------------------------------------------------------------------------------------------------

KEYS = (
    Key("template", forms(en="template", de="Vorlage", fr="modèle", es="plantilla", pt="modelo", it="modello",
                          nl="sjabloon"), _template, "template: retro"),
    Key("ask", forms(en="ask", de="fragen, frage, Umfrage", fr="demander", es="preguntar", pt="perguntar",
                     it="chiedere", nl="vragen"), _ask, "ask: 2 days before"),
    Key("remind", forms(en="remind, reminder", de="erinnern, Erinnerung", fr="rappeler, rappel",
                        es="recordar, recordatorio", pt="lembrar, lembrete", it="ricordare, promemoria",
                        nl="herinneren, herinnering"),
        _remind, "remind: 4 hours before"),
    Key("digest", forms(en="digest", de="Zusammenfassung", fr="résumé, synthèse", es="resumen", pt="resumo",
                        it="riepilogo, riassunto", nl="samenvatting"),
        _digest, "digest: 1 hour before", prose=frozenset(("resume", "synthese", "resumen", "resumo", "riassunto",
                                                           "zusammenfassung", "samenvatting", "riepilogo"))),
    Key("why", forms(en="why", de="warum, wozu", fr="pourquoi", es="por qué", pt="porquê, por quê", it="perché",
                     nl="waarom"), _why, "why: to see early where a hand is needed"),
    Key("also", forms(en="also", de="auch an, auch", fr="aussi", es="también", pt="também", it="anche", nl="ook"),
        _also, "also: bo@example.com",
        prose=frozenset(("auch an", "auch", "aussi", "tambien", "anche", "ook", "tambem"))),
    Key("language", forms(en="language", de="Sprache", fr="langue", es="idioma", pt="língua", it="lingua", nl="taal"),
        _language, "language: de"),
    Key("zone", forms(en="zone", de="Zeitzone", fr="fuseau", es="zona", pt="fuso", it="fuso", nl="tijdzone"),
        _zone, "zone: Europe/Berlin", prose=frozenset(("fuseau", "zona", "fuso")), near=nearest),
    Key("review", forms(en="review", de="prüfen, Rückblick", fr="revoir, revue", es="revisar, revisión",
                        pt="rever, revisão", it="rivedere, revisione", nl="herzien, terugblik"),
        _review, "review: D4", sets=("review", "template"),
        prose=frozenset(("prufen", "ruckblick", "revoir", "revue", "revisar", "revision", "rever", "revisao",
                         "rivedere", "revisione", "herzien", "terugblik"))),
)  # fmt: skip
_OF_QUESTIONS = forms(
    en="questions", de="Fragen", fr="questions", es="preguntas", pt="perguntas", it="domande", nl="vragen"
)

_BY_WORD = {word: key for key in KEYS for word in every(key.words)}
_QUESTION_WORDS = every(_OF_QUESTIONS)
WORDS = (*_BY_WORD, *_QUESTION_WORDS)
ENGLISH = frozenset((*(fold(word) for key in KEYS for word in key.words["en"]), QUESTIONS))


def key_called(word: str) -> Key | None:
    """The key that `word` (folded) is a name of."""
    return _BY_WORD.get(word)


def asks_questions(word: str, value: str) -> bool:
    """Whether the line heads the event's own questions. "Fragen" and "vragen" are also the verb: then a span follows,
    and what else follows must be a question."""
    if word not in _QUESTION_WORDS:
        return False
    return word not in _BY_WORD or not value or value.rstrip().endswith("?")


def corrected(word: str, value: str) -> str:
    """A line with the right `word`: the value kept where it is one."""
    if word in _QUESTION_WORDS and not (word in _BY_WORD and value):
        return f"{word}:"
    key = _BY_WORD[word]
    if key.read(Settings(), value) is None:
        return key.instead_of(value)
    span = read_span(value) if word in ENGLISH and key.name in ("ask", "remind", "digest") else None
    return f"{word}: {write_span(span) if span else value}"
