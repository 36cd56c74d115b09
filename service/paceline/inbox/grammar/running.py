"""Words for a series: how often it asks, and who runs it."""

from __future__ import annotations

from paceline.inbox.grammar.words import forms

EVERY = forms(
    en="every, each",
    de="alle, jede, jeden, jedes",
    fr="toutes les, tous les, chaque",
    es="cada",
    pt="a cada, cada",
    it="ogni",
    nl="elke, om de",
)

HAND_OVER = forms(
    en="hand over the cadence, hand over the review, hand over this review, hand over the series, hand over,"
    " hand the cadence over, hand the review over, hand the series over",
    de="übergebe die runde, übergebe das review, übergebe die serie, übergib die serie, übergib die runde",
    fr="je confie la revue, confier la revue, je confie la série, confier la série",
    es="entrego la revisión, cedo la revisión, entrego la serie, cedo la serie",
    pt="entrego a revisão, entrego a série, passo a série",
    it="affido la revisione, affido la serie, cedo la serie",
    nl="draag de review over, draag de reeks over, geef de reeks over",
)

TAKE_OVER = forms(
    en="take over, i take over, i'll take over, take over the review, i take over the review, take over the series,"
    " i'll run it, i run it",
    de="ich übernehme die leitung, übernehme die leitung, ich leite es",
    fr="je reprends la revue, je reprends la série, je l'anime",
    es="asumo la revisión, asumo la serie, me hago cargo de la revisión",
    pt="assumo a revisão, assumo a série",
    it="prendo in carico la revisione, prendo in carico la serie",
    nl="ik neem de leiding over, ik leid het",
)

UNITS: tuple[tuple[str, str], ...] = (
    ("weeks", r"weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken"),
    ("months", r"months?|monate?n?|mois|mes(?:es)?|mesi|mese|maand(?:en)?"),
    ("times", r"times?|dates?|occurrences?|mal|male|termine?|fois|ve(?:z|ces|zes)|volt[ae]|keer"),
)

COUNTS: dict[str, int] = {
    "": 1, "other": 2, "second": 2, "two": 2, "zwei": 2, "zweite": 2, "zweiten": 2, "deux": 2, "dos": 2, "duas": 2,
    "dois": 2, "due": 2, "twee": 2, "third": 3, "three": 3, "drei": 3, "dritte": 3, "dritten": 3, "trois": 3,
    "tres": 3, "tre": 3, "drie": 3, "four": 4, "fourth": 4, "vier": 4, "quatre": 4, "cuatro": 4, "quatro": 4,
    "quattro": 4,
}  # fmt: skip

SKIP = forms(
    en="skip, leave out, drop the date, i skip, i'll skip",
    de="überspringen, auslassen, überspringe, lass aus, ich überspringe, ich lasse aus",
    fr="sauter, passer, saute, je saute, je passe",
    es="omitir, saltar, omite, omito, salto, me salto",
    pt="pular, saltar, pula, pulo, salto",
    it="salta, saltare, salto",
    nl="overslaan, sla over, ik sla over",
)
"""Before a date that is left out."""

NEXT = forms(
    en="next, the next, next one, the next one, next date, the next date, next time",
    de="nächsten, den nächsten, nächste, das nächste, nächstes mal",
    fr="la prochaine, le prochain, la prochaine fois",
    es="la próxima, el próximo, la próxima vez",
    pt="a próxima, o próximo, da próxima vez",
    it="la prossima, il prossimo, la prossima volta",
    nl="de volgende, volgende, volgende keer",
)

FOR_ALL = forms(
    en="for all, for everybody, for everyone",
    de="für alle",
    fr="pour tous, pour tout le monde",
    es="para todos",
    pt="para todos",
    it="per tutti",
    nl="voor iedereen",
)

FOR_ME = forms(
    en="for me, for myself, just me, only me",
    de="für mich, nur für mich, nur ich",
    fr="pour moi, seulement moi",
    es="para mí, por mí, solo yo",
    pt="para mim, por mim, só eu",
    it="per me, solo io",
    nl="voor mij, alleen ik",
)
