"""Whether an offer of help ("review SQL, an hour") goes with what is asked for: a word of weight in common."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3
"""Shorter words carry no weight, but for those in capitals: "CI", "Go"."""
_LIGHT = """
and the for with who that this you your can could some somebody someone anybody any hand hour day week help two three
half our need about from have has review ask know
und der die das mit für ein eine einen stunde stunden tag tage wer hilfe les des une pour avec qui aide heure jour
los las para con una hora ayuda dia uma com ajuda gli per ora ore aiuto giorno giorni het een met voor uur
hulp dag dagen
"""


def is_about(offer: str, words: str) -> bool:
    return bool(_weighty(offer) & _weighty(words))


def _weighty(text: str) -> set[str]:
    found = (word for word in _WORD.findall(text) if len(word) >= _SHORTEST or (word.isupper() and len(word) > 1))
    return {_stem(word.casefold()) for word in found} - set(_LIGHT.split())


def _stem(word: str) -> str:
    """Plurals and capitals make no difference."""
    return word[:-1] if len(word) > _SHORTEST and word.endswith("s") else word
