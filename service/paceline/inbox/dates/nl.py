"""Dutch."""

from __future__ import annotations

from paceline.inbox.dates.language import Language, words_of

_ONES = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = (
    "tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
)  # fmt: skip
_TENS = tuple(f"{one}{ten}" for ten in ("twintig", "dertig") for one in ("", *(f"{o}en" for o in _ONES)))
_FIRSTS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende")

LANGUAGE = Language(
    code="nl",
    words={
        "d": (
            "maandag|~ma",
            "dinsdag|~di",
            "woensdag|~wo",
            "donderdag|~do",
            "vrijdag|~vr|~vrij",
            "zaterdag|~za|~zat",
            "zondag|~zo|~zon",
        ),
        "m": (
            "januari|jan",
            "februari|feb",
            "maart|mrt",
            "april|apr",
            "mei",
            "juni|jun",
            "juli|jul",
            "augustus|aug",
            "september|sept|sep",
            "oktober|okt",
            "november|nov",
            "december|dec",
        ),
        "c": ("", *_ONES[1:], *_TEENS, *_TENS),
        "o": (*_FIRSTS, *(f"{teen}de" for teen in _TEENS), *(f"{ten}ste" for ten in _TENS[:12])),
        "t": {2000: "tweeduizend"},
        "1": {1: "een|één"},
        "u": (
            "dag|dagen",
            "week|weken|wk",
            "maand|maanden|mnd",
            "kwartaal|kwartalen",
            "jaar|jaren",
            "",
            "werkdag|werkdagen",
            "weekend|weekeinde",
        ),
        "r": {
            0: "vandaag|vandaag nog|nog vandaag|in de loop van de dag|vanavond|vanmiddag|vanochtend|deze dag",
            1: "morgen|morgenochtend|morgenmiddag|morgenavond|morgen ochtend|morgen middag|morgen avond",
            2: "overmorgen",
            -1: "gisteren",
            -2: "eergisteren",
        },
        "N": {1: "volgend|volgende|eropvolgende|daaropvolgende"},
        "T": "deze|dit|huidige|lopende",
        "C": ("komend|komende|aanstaande|aankomende|eerstkomende|a.s.|as|deze komende|deze aanstaande|deze aankomende"),
        "L": "vorig|vorige|afgelopen|laatste",
        "a": "de|het|van|van de|van het|rond|rond de|ongeveer|omstreeks",
        "B": {
            0: (
                "tegen|tegen de|uiterlijk op|tot|tot en met|t/m|vóór de|deadline|tegen het|"
                "niet later dan|uiterlijk tegen"
            ),
            1: "uiterlijk|ten laatste",
        },
        "O": "op|op de|aan|op den",
        "I": "in|in de loop van|over|binnen|tijdens|gedurende",
        "F": {0: "vanaf|vanaf de|gerekend vanaf|sinds nu|van af", 1: "na|na de"},
        "S": "sinds|sedert",
        "G": "voor|voor de|vóór|voor het",
        "g": "geleden",
        "Z": "vanaf nu|later|vanaf vandaag",
        "E": "eind|einde|einde van|eind van|het einde van|het eind van|aan het einde van|aan het eind van",
        "K": "begin|begin van|het begin van",
        "M": "half|midden|medio|halverwege|mid",
        "W": "week|weeknummer|wk|kw|cw",
        "Q": "q|k|kwartaal",
        "l": {1: "eow|in de loop van de week", 2: "maandeinde|eom", 3: "kwartaaleinde", 4: "jaareinde|jaareind"},
        "e": (
            "eod|cob|einde dag|einde van de dag|eind van de dag|het einde van de dag|einde werkdag|einde van de werkdag"
        ),
        "p": ("ochtend|middag|avond|nacht|middernacht|'s ochtends|'s middags|'s avonds|s ochtends|s middags|s avonds"),
        "P": {720: "12 uur 's middags"},
        "k": {0: "uur|u|h"},
        "@": "om",
        "h": "of zo|en een half|en een halve",
        "V": "elke|iedere|ieder|per|elk|zwarte",
        "|": "of|en",
        "s": {0: "d", 1: "w"},
    },
    dayparts=("ochtend", "morgen", "middag", "namiddag", "avond", "nacht"),
    ordinal_suffixes=frozenset({"e", "ste", "de"}),
    next_is_of_next_week=True,
    day_articles=frozenset({"de"}),
    particles=frozenset({"aan", "in", "op", "over"}),
    followers=words_of(
        "terug af als bij dan de een en het hij ik in is kan klaar maar met moet of om omdat ook op "
        "uiterlijk voor wanneer want we wij wordt zal ze zij zijn zonder"
    ),
    genitives=frozenset({"van"}),
    holidays={
        "new year": "nieuwjaar|nieuwjaarsdag",
        "epiphany": "driekoningen",
        "valentine": "valentijnsdag",
        "saint patrick": "st. patrick's day",
        "carnival saturday": "carnavalszaterdag",
        "carnival sunday": "carnavalszondag",
        "carnival monday": "carnavalsmaandag",
        "ash wednesday": "aswoensdag",
        "palm sunday": "palmzondag",
        "maundy thursday": "witte donderdag",
        "good friday": "goede vrijdag",
        "holy saturday": "paaszaterdag",
        "easter": "pasen|eerste paasdag",
        "easter monday": "tweede paasdag|paasmaandag",
        "ascension": "hemelvaart|hemelvaartsdag",
        "pentecost": "pinksteren|eerste pinksterdag",
        "whit monday": "tweede pinksterdag",
        "corpus christi": "sacramentsdag",
        "kings day": "koningsdag",
        "labour day": "dag van de arbeid",
        "liberation day": "bevrijdingsdag",
        "mothers day": "moederdag",
        "fathers day": "vaderdag",
        "halloween": "halloween",
        "all saints": "allerheiligen",
        "christmas eve": "kerstavond",
        "christmas": "kerst|kerstmis|eerste kerstdag",
        "saint stephen": "tweede kerstdag",
        "new year's eve": "oudejaarsavond|oud en nieuw|oudjaar",
    },
)
