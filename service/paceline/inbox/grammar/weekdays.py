"""Weekdays as people write them where they mean each of them: "Fridays", "freitags", "les vendredis", "Mon-Thu"."""

from __future__ import annotations

from paceline.inbox.grammar.words import Forms, forms

WEEKDAYS: tuple[Forms, ...] = (
    forms(en="monday, mon, mondays", de="montag, mo, montags, montage", fr="lundi, lun, lundis", es="lunes, lun",
          pt="segunda, segunda-feira, seg, segundas, segundas-feiras", it="lunedì, lun", nl="maandag, ma, maandagen"),
    forms(en="tuesday, tue, tues, tuesdays", de="dienstag, di, dienstags, dienstage", fr="mardi, mar, mardis",
          es="martes, mar", pt="terça, terça-feira, ter, terças, terças-feiras", it="martedì, mar",
          nl="dinsdag, di, dinsdagen"),
    forms(en="wednesday, wed, wednesdays", de="mittwoch, mi, mittwochs, mittwoche", fr="mercredi, mer, mercredis",
          es="miércoles, mié", pt="quarta, quarta-feira, qua, quartas, quartas-feiras", it="mercoledì, mer",
          nl="woensdag, wo, woensdagen"),
    forms(en="thursday, thu, thur, thurs, thursdays", de="donnerstag, do, donnerstags, donnerstage",
          fr="jeudi, jeu, jeudis", es="jueves, jue", pt="quinta, quinta-feira, qui, quintas, quintas-feiras",
          it="giovedì, gio", nl="donderdag, do, donderdagen"),
    forms(en="friday, fri, fridays", de="freitag, fr, freitags, freitage", fr="vendredi, ven, vendredis",
          es="viernes, vie", pt="sexta, sexta-feira, sex, sextas, sextas-feiras", it="venerdì, ven",
          nl="vrijdag, vr, vrijdagen"),
    forms(en="saturday, sat, saturdays", de="samstag, sa, samstags, samstage", fr="samedi, sam, samedis",
          es="sábado, sáb, sábados", pt="sábado, sáb, sábados", it="sabato, sab, sabati",
          nl="zaterdag, za, zaterdagen"),
    forms(en="sunday, sun, sundays", de="sonntag, so, sonntags, sonntage", fr="dimanche, dim, dimanches",
          es="domingo, dom, domingos", pt="domingo, dom, domingos", it="domenica, dom, domeniche",
          nl="zondag, zo, zondagen"),
)  # fmt: skip
"""From Monday on."""

EVERY_ONE: Forms = forms(
    en="mondays, tuesdays, wednesdays, thursdays, fridays, saturdays, sundays",
    de="montags, dienstags, mittwochs, donnerstags, freitags, samstags, sonntags",
    fr="lundis, mardis, mercredis, jeudis, vendredis, samedis, dimanches",
    es="sábados, domingos",
    pt="segundas, terças, quartas, quintas, sextas, sábados, domingos, segundas-feiras, terças-feiras,"
    " quartas-feiras, quintas-feiras, sextas-feiras",
    it="sabati, domeniche",
    nl="maandagen, dinsdagen, woensdagen, donderdagen, vrijdagen, zaterdagen, zondagen",
)
"""Words that mean each of these days by themselves."""

EACH: Forms = forms(
    en="every, each",
    de="jeden",
    fr="chaque, tous les, le, les",
    es="cada, todos los, los",
    pt="cada, todas as, todos os, às, aos, nas",
    it="ogni, tutti i, il, di",
    nl="elke, iedere",
)
"""What stands before a weekday that means each of them."""

BEFORE: Forms = forms(en="on", de="am, an", es="el", pt="na, no", nl="op")
