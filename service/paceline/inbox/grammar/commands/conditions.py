"""Words behind a command that take it back."""

from __future__ import annotations

from paceline.inbox.grammar.words import forms

UNFINISHED = forms(
    en="except, but, apart from, besides, bar, minus, if, when, once, after, by, until, soon, half, partly, partially,"
    " almost, nearly, tomorrow, yet, not",
    de="außer, bis auf, aber, wenn, falls, sobald, nach, bis, bald, halb, teilweise, fast, morgen, nicht",
    fr="sauf, hormis, mais, si, quand, dès que, bientôt, à moitié, presque, demain, d'ici",
    es="excepto, salvo, menos, pero, si, cuando, pronto, casi, mañana, a medias",
    pt="exceto, menos, mas, se, quando, em breve, quase, amanhã, parcialmente",
    it="tranne, eccetto, ma, se, quando, presto, quasi, domani, a metà",
    nl="behalve, op, maar, als, zodra, bijna, morgen, half, gedeeltelijk, niet",
)
ON_CONDITION = forms(
    en="if, unless, provided, as long as, assuming, only, when, once, but only, but not, but if, but when, but wait",
    de="wenn, falls, sofern, außer, solange, nur, sobald, aber nicht, aber nur, aber erst",
    fr="si, sauf, à condition, tant que, seulement, mais pas, mais seulement",
    es="si, salvo, siempre que, a menos que, solo, sólo, pero no, pero solo",
    pt="se, salvo, desde que, a menos que, só, mas não, mas só",
    it="se, salvo, purché, a meno che, solo, ma non, ma solo",
    nl="als, mits, tenzij, zolang, alleen, maar niet, maar alleen",
)
OR_NOT = forms(
    en="or, if, unless, provided, maybe, perhaps, possibly, probably",
    de="oder, wenn, falls, sofern, es sei denn, vielleicht, eventuell, evtl",
    fr="ou, si, sauf si, à moins, peut-être",
    es="o, si, salvo, a menos que, quizás, quizá, tal vez",
    pt="ou, se, salvo, a menos que, talvez",
    it="o, oppure, se, salvo, a meno che, forse",
    nl="of, als, mits, tenzij, misschien",
)
BUT = forms(
    en="but, if, unless, provided, as long as, when, only, not, after, once",
    de="aber, wenn, falls, sofern, nur, nicht, erst, nach, sobald",
    fr="mais, si, sauf, seulement, après, une fois",
    es="pero, si, salvo, solo, cuando, después",
    pt="mas, se, salvo, só, quando, depois",
    it="ma, se, salvo, solo, quando, dopo",
    nl="maar, als, mits, tenzij, alleen, niet, pas, na, zodra",
)
WITHDRAWN = forms(
    en="withdraw, withdrawn, i withdraw, take back, no longer needed, not needed",
    de="zurückziehen, zurückgezogen, ziehe zurück, nicht mehr nötig",
    fr="retirer, retiré, je retire, plus nécessaire",
    es="retirar, retirado, retiro, ya no hace falta",
    pt="retirar, retirado, retiro, não é mais necessário",
    it="ritirare, ritirato, ritiro, non serve più",
    nl="intrekken, ingetrokken, trek in, niet meer nodig",
)
