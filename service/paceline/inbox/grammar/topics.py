"""What a question is about: everybody, somebody, or what is called so."""

from __future__ import annotations

from paceline.inbox.grammar.words import forms

EVERYBODY = forms(
    en="team, the team, @team, everybody, everyone, all",
    de="team, das team, alle",
    fr="équipe, l'équipe, tous",
    es="equipo, el equipo, todos",
    pt="equipe, equipa, a equipa, todos",
    it="team, squadra, la squadra, tutti",
    nl="team, het team, iedereen",
)
"""Whose status "status team" asks for."""

THE = forms(
    en="the, our, a, an",
    de="der, die, das, den, dem, unser, unsere",
    fr="le, la, les, l', notre",
    es="el, la, los, las, nuestro, nuestra",
    pt="o, a, os, as, nosso, nossa",
    it="il, lo, la, i, gli, le, nostro, nostra",
    nl="de, het, onze, ons",
)
"""Before what something is called, and no part of that."""

ABOUT = forms(
    en="of, on, for, about",
    de="von, vom, zu, zum, zur, für, über",
    fr="de, du, sur, pour, d'",
    es="de, del, sobre, para",
    pt="de, do, da, sobre, para",
    it="di, del, della, su, per",
    nl="van, over, voor",
)
