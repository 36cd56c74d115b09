"""Named days that mean the same day wherever the language is read, and those of one country where it is plain which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from paceline.inbox.dates.days import easter, on, weekday_before, weekday_from


@dataclass(frozen=True, slots=True)
class Holiday:
    """A fixed `month` and `day`, or `easter` days from Easter Sunday, or `advent` days from the fourth Sunday of Advent,
    or the `nth` `weekday` of `month`. `names` are as in a language's table, by its code."""

    names: Mapping[str, str]
    month: int = 0
    day: int = 0
    easter: int | None = None
    advent: int | None = None
    nth: int = 0
    weekday: int = 0

    def of(self, year: int) -> date | None:
        if self.easter is not None:
            return easter(year) + timedelta(days=self.easter)
        if self.advent is not None:
            return weekday_before(date(year, 12, 25), 6) + timedelta(days=self.advent)
        if self.nth:
            return weekday_from(date(year, self.month, 1), self.weekday) + timedelta(weeks=self.nth - 1)
        return on(year, self.month, self.day)


def _named(en: str = "", de: str = "", fr: str = "", es: str = "", pt: str = "", it: str = "", nl: str = "") -> dict[str, str]:
    return {"en": en, "de": de, "fr": fr, "es": es, "pt": pt, "it": it, "nl": nl}


HOLIDAYS = (
    Holiday(
        _named(
            "new year's day|new year day|new years day|new year|new year's",
            "neujahr|neujahrstag",
            "jour de l'an|nouvel an",
            "año nuevo|día de año nuevo",
            "ano novo|dia de ano novo",
            "capodanno",
            "nieuwjaar|nieuwjaarsdag",
        ),
        1,
        1,
    ),
    Holiday(
        _named(
            "epiphany",
            "heilige drei könige|dreikönigstag|heiligen drei könige",
            "épiphanie",
            "día de reyes|reyes",
            "dia de reis",
            "epifania|befana",
            "driekoningen",
        ),
        1,
        6,
    ),
    Holiday(
        _named("valentine's day|valentines day", "valentinstag", "saint-valentin", "san valentín", "", "san valentino", "valentijnsdag"),
        2,
        14,
    ),
    Holiday(
        _named(
            "st. patrick's day|st patrick's day|saint patrick's day|saint patrick",
            "",
            "saint-patrick",
            "día de san patricio|san patricio",
            "",
            "san patrizio",
            "st. patrick's day",
        ),
        3,
        17,
    ),
    Holiday(_named(de="karnevalssamstag|fastnachtssamstag|faschingssamstag", nl="carnavalszaterdag"), easter=-50),
    Holiday(_named(de="karnevalssonntag|fastnachtssonntag|faschingssonntag", nl="carnavalszondag"), easter=-49),
    Holiday(_named(de="rosenmontag", pt="segunda-feira de carnaval", nl="carnavalsmaandag"), easter=-48),
    Holiday(
        _named("shrove tuesday", "faschingsdienstag|fastnachtsdienstag", "mardi gras", "martes de carnaval", "terça-feira de carnaval", "martedì grasso"),
        easter=-47,
    ),
    Holiday(
        _named("ash wednesday", "aschermittwoch", "mercredi des cendres", "miércoles de ceniza", "quarta-feira de cinzas", "mercoledì delle ceneri", "aswoensdag"),
        easter=-46,
    ),
    Holiday(_named("palm sunday", "palmsonntag", "dimanche des rameaux", "domingo de ramos", "domingo de ramos", "domenica delle palme", "palmzondag"), easter=-7),
    Holiday(_named("maundy thursday", "gründonnerstag", "jeudi saint", "jueves santo", "quinta-feira santa", "giovedì santo", "witte donderdag"), easter=-3),
    Holiday(_named("good friday", "karfreitag", "vendredi saint", "viernes santo", "sexta-feira santa", "venerdì santo", "goede vrijdag"), easter=-2),
    Holiday(_named("holy saturday|easter saturday", "karsamstag", "samedi saint", "sábado santo", "sábado de aleluia", "sabato santo", "paaszaterdag"), easter=-1),
    Holiday(
        _named(
            "easter|easter sunday",
            "ostern|ostersonntag",
            "pâques|dimanche de pâques",
            "pascua|domingo de pascua|semana santa",
            "páscoa|domingo de páscoa",
            "pasqua",
            "pasen|eerste paasdag",
        ),
        easter=0,
    ),
    Holiday(_named("easter monday", "ostermontag", "lundi de pâques", "lunes de pascua", "", "pasquetta|lunedì dell'angelo", "tweede paasdag|paasmaandag"), easter=1),
    Holiday(_named("ascension day", "christi himmelfahrt|himmelfahrt", "ascension", "ascensión", "ascensão", "ascensione", "hemelvaart|hemelvaartsdag"), easter=39),
    Holiday(_named("pentecost|whit sunday", "pfingsten|pfingstsonntag", "pentecôte", "pentecostés", "pentecostes", "pentecoste", "pinksteren|eerste pinksterdag"), easter=49),
    Holiday(_named("whit monday", "pfingstmontag", "lundi de pentecôte", nl="tweede pinksterdag"), easter=50),
    Holiday(_named("corpus christi", "fronleichnam", "fête-dieu", "corpus christi", "corpo de deus", "corpus domini", "sacramentsdag"), easter=60),
    Holiday(_named(nl="koningsdag"), 4, 27),
    Holiday(
        _named(
            "may day|international workers' day|workers' day",
            "tag der arbeit|maifeiertag",
            "fête du travail",
            "día del trabajador|día internacional de los trabajadores|día del trabajo",
            "dia do trabalho|dia do trabalhador",
            "festa del lavoro|festa dei lavoratori",
            "dag van de arbeid",
        ),
        5,
        1,
    ),
    Holiday(_named(nl="bevrijdingsdag"), 5, 5),
    Holiday(_named("st. john's day", "johannistag", "saint-jean", "san juan|día de san juan", "são joão|dia de são joão", "san giovanni"), 6, 24),
    Holiday(_named(de="peter und paul", fr="saint-pierre et saint-paul", es="san pedro y san pablo"), 6, 29),
    Holiday(_named(fr="fête nationale"), 7, 14),
    Holiday(_named("assumption day", "mariä himmelfahrt", "assomption", "asunción", "assunção", "ferragosto|assunzione"), 8, 15),
    Holiday(_named("labor day"), 9, nth=1, weekday=0),
    Holiday(_named(de="tag der deutschen einheit"), 10, 3),
    Holiday(_named("halloween", "halloween", "halloween", "halloween", "halloween", "halloween", "halloween"), 10, 31),
    Holiday(_named(de="reformationstag"), 10, 31),
    Holiday(_named(de="erntedank|erntedankfest"), 10, nth=1, weekday=6),
    Holiday(
        _named(
            "all saints' day|all saints day",
            "allerheiligen",
            "toussaint",
            "todos los santos|día de todos los santos",
            "todos os santos|dia de todos os santos",
            "ognissanti",
            "allerheiligen",
        ),
        11,
        1,
    ),
    Holiday(_named(de="volkstrauertag"), advent=-35),
    Holiday(_named(de="buß- und bettag|buß und bettag"), advent=-32),
    Holiday(_named(de="totensonntag|ewigkeitssonntag"), advent=-28),
    Holiday(_named("first sunday of advent", "erster advent|ersten advent|1. advent"), advent=-21),
    Holiday(_named(de="barbaratag"), 12, 4),
    Holiday(_named(de="nikolaus|nikolaustag"), 12, 6),
    Holiday(
        _named(
            "christmas eve",
            "heiligabend|heilig abend|heiliger abend|heiligen abend",
            "veille de noël|réveillon de noël",
            "nochebuena",
            "véspera de natal",
            "vigilia di natale",
            "kerstavond",
        ),
        12,
        24,
    ),
    Holiday(
        _named(
            "christmas|christmas day|xmas",
            "weihnachten|erster weihnachtstag|ersten weihnachtstag|weihnachtstag",
            "noël",
            "navidad|día de navidad",
            "natal|dia de natal",
            "natale",
            "kerst|kerstmis|eerste kerstdag",
        ),
        12,
        25,
    ),
    Holiday(_named("boxing day", "zweiter weihnachtstag|zweiten weihnachtstag|stephanstag", it="santo stefano", nl="tweede kerstdag"), 12, 26),
    Holiday(
        _named(
            "new year's eve|new years eve",
            "silvester",
            "saint-sylvestre|réveillon",
            "nochevieja",
            "véspera de ano novo",
            "san silvestro",
            "oudejaarsavond|oud en nieuw|oudjaar",
        ),
        12,
        31,
    ),
)  # fmt: skip
