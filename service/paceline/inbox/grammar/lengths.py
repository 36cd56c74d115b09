"""How long something lasts: "two weeks", "drei Tage", "un mois"."""

from __future__ import annotations

from paceline.inbox.grammar.words import Forms, forms

NUMBERS: dict[int, Forms] = {
    1: forms(en="one, a, an", de="ein, eine, einen, einem, einer", fr="un, une", es="uno, un, una", pt="um, uma",
             it="uno, un, una", nl="een"),
    2: forms(en="two", de="zwei", fr="deux", es="dos", pt="dois, duas", it="due", nl="twee"),
    3: forms(en="three", de="drei", fr="trois", es="tres", pt="três", it="tre", nl="drie"),
    4: forms(en="four", de="vier", fr="quatre", es="cuatro", pt="quatro", it="quattro", nl="vier"),
    5: forms(en="five", de="fünf", fr="cinq", es="cinco", pt="cinco", it="cinque", nl="vijf"),
    6: forms(en="six", de="sechs", fr="six", es="seis", pt="seis", it="sei", nl="zes"),
    7: forms(en="seven", de="sieben", fr="sept", es="siete", pt="sete", it="sette", nl="zeven"),
    8: forms(en="eight", de="acht", fr="huit", es="ocho", pt="oito", it="otto", nl="acht"),
    9: forms(en="nine", de="neun", fr="neuf", es="nueve", pt="nove", it="nove", nl="negen"),
    10: forms(en="ten", de="zehn", fr="dix", es="diez", pt="dez", it="dieci", nl="tien"),
}  # fmt: skip

LASTING = forms(de="von", fr="de", es="de", pt="de", it="di", nl="van")
"""Behind a noun: "une pause de deux semaines"."""

DAYS = forms(
    en="day, days, d",
    de="Tag, Tage, Tagen",
    fr="jour, jours",
    es="día, días",
    pt="dia, dias",
    it="giorno, giorni",
    nl="dag, dagen",
)

WEEKS = forms(
    en="week, weeks, w",
    de="Woche, Wochen",
    fr="semaine, semaines",
    es="semana, semanas",
    pt="semana, semanas",
    it="settimana, settimane",
    nl="week, weken",
)

MONTHS = forms(
    en="month, months",
    de="Monat, Monate, Monaten",
    fr="mois",
    es="mes, meses",
    pt="mês, meses",
    it="mese, mesi",
    nl="maand, maanden",
)
