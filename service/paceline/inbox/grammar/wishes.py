"""Words of wishes for oneself and of orders for a series: at which hour, in which language, which review, how often."""

from __future__ import annotations

from paceline.inbox.grammar.words import forms

HOUR = forms(
    en="ask me at, ask me from, ask me after, ask me not before, mail me at, write to me at, write me at, not before,"
    " my hour is, send at",
    de="frag mich um, frage mich um, frag mich ab, schreib mir um, schreib mir ab, nicht vor, meine stunde ist",
    fr="demande-moi à, demandez-moi à, écris-moi à, écrivez-moi à, pas avant",
    es="pregúntame a las, escríbeme a las, no antes de las, pregúntame desde las",
    pt="pergunta-me às, pergunte-me às, escreve-me às, não antes das, pergunta-me a partir das",
    it="chiedimi alle, scrivimi alle, non prima delle, chiedimi dalle",
    nl="vraag me om, vraag mij om, schrijf me om, niet voor, vraag me vanaf",
)

LANGUAGE = forms(
    en="language, my language, my language is",
    de="sprache, meine sprache, meine sprache ist",
    fr="langue, ma langue, ma langue est",
    es="idioma, mi idioma, mi idioma es",
    pt="língua, a minha língua, idioma, minha língua",
    it="lingua, la mia lingua, la mia lingua è",
    nl="taal, mijn taal, mijn taal is",
)

LANGUAGES: dict[str, tuple[str, ...]] = {
    "en": ("english", "englisch", "anglais", "inglés", "inglês", "inglese", "engels"),
    "de": ("german", "deutsch", "allemand", "alemán", "alemão", "tedesco", "duits"),
    "fr": ("french", "französisch", "français", "francés", "francês", "francese", "frans"),
    "es": ("spanish", "spanisch", "espagnol", "español", "castellano", "espanhol", "spagnolo", "spaans"),
    "pt": ("portuguese", "portugiesisch", "portugais", "portugués", "português", "portoghese", "portugees"),
    "it": ("italian", "italienisch", "italien", "italiano", "italiaans"),
    "nl": ("dutch", "niederländisch", "holländisch", "néerlandais", "neerlandés", "holandês", "olandese", "nederlands"),
}
"""What the languages are called, in each of them."""

THIS_ONE = forms(
    en="this one, this review, this series",
    de="diese runde, diesen termin, diese serie, dieses review",
    fr="cette revue, cette série, celle-ci",
    es="esta revisión, esta serie, esta",
    pt="esta revisão, esta série, esta",
    it="questa revisione, questa serie, questa",
    nl="deze review, deze reeks, deze",
)
"""After "stop" and "start": the review that the letter is about."""
