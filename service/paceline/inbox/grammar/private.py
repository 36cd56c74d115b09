"""Words for one reader only: "private: …", "private to @bo: …"."""

from __future__ import annotations

from paceline.inbox.grammar.words import forms

PRIVATE = forms(
    en="private, privately, in private, confidential, confidentially, in confidence, between us, just between us,"
    " private note, for your eyes only",
    de="privat, vertraulich, im vertrauen, unter uns, nur unter uns, nur für dich",
    fr="privé, en privé, confidentiel, en confidence, entre nous",
    es="privado, en privado, confidencial, en confianza, entre nosotros",
    pt="privado, em privado, confidencial, em confiança, entre nós",
    it="privato, in privato, riservato, confidenziale, in confidenza, tra noi",
    nl="privé, vertrouwelijk, in vertrouwen, onder ons",
)
TO = forms(
    en="to, for, only to, only for, with",
    de="an, für, nur an, nur für, mit",
    fr="à, pour, seulement pour, avec",
    es="a, para, solo para, con",
    pt="a, para, só para, com",
    it="a, per, solo per, con",
    nl="aan, voor, alleen voor, met",
)
"""Before the one whom they are for."""
