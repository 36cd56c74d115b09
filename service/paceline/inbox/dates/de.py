"""German."""

from __future__ import annotations

from paceline.inbox.dates.language import Language, words_of

_ONES = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_TEENS = (
    "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip
_TENS = tuple(f"{one}{ten}" for ten in ("zwanzig", "dreißig") for one in ("", *(f"{o}und" for o in _ONES)))
_STEMS = (
    "erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt",
    *(f"{teen}t" for teen in _TEENS), *(f"{ten}st" for ten in _TENS[:12]),
)  # fmt: skip


def _inflected(*stems: str) -> str:
    return "|".join(f"{stem}{ending}" for stem in stems for ending in ("e", "er", "en", "em", "es"))


LANGUAGE = Language(
    code="de",
    words={
        "d": (
            "montag|~mo",
            "dienstag|~di",
            "mittwoch|~mi",
            "donnerstag|~do",
            "freitag|~fr",
            "samstag|sonnabend|~sa",
            "sonntag|~so",
        ),
        "m": (
            "januar|jänner|jan",
            "februar|feber|feb",
            "märz|mrz|~mär",
            "april|apr",
            "mai",
            "juni|jun|juno",
            "juli|jul",
            "august|aug",
            "september|sept|sep",
            "oktober|okt",
            "november|nov",
            "dezember|dez",
        ),
        "c": ("eins", *_ONES[1:], *_TEENS, *_TENS),
        "o": tuple(_inflected(stem) for stem in _STEMS),
        "t": {2000: "zweitausend|zweitausendund"},
        "1": {1: "ein|eine|einem|einen|einer"},
        "u": (
            "tag|tage|tagen|tg",
            "woche|wochen|wo",
            "monat|monate|monaten|monats",
            "quartal|quartale|quartalen|quartals",
            "jahr|jahre|jahren|jahres",
            "",
            "werktag|werktage|werktagen|arbeitstag|arbeitstage|arbeitstagen",
            "wochenende|wochenendes",
        ),
        "r": {
            0: (
                "heute|heute noch|noch heute|im laufe des tages|heute abend|heute nachmittag"
                "|heute früh|heute morgen|heute nacht"
            ),
            1: "morgen|morgen früh|morgen abend|morgen nachmittag|morgen vormittag",
            2: "übermorgen",
            -1: "gestern",
            -2: "vorgestern",
        },
        "N": {1: _inflected("nächst", "folgend"), 2: _inflected("übernächst")},
        "T": _inflected("dies", "aktuell", "laufend") + "|dieses",
        "C": _inflected("kommend") + "",
        "L": _inflected("letzt", "vergangen", "vorig"),
        "a": "der|die|das|den|dem|des|im jahr|im jahre|vom|ca|rund|circa|etwa|um den|um die|rund um",
        "B": {
            0: (
                "bis|bis zum|bis zu|bis spätestens|spätestens bis|spätestens am|spätestens zum|fällig|"
                "fällig am|fällig bis|deadline|frist|zum|termin"
            ),
            1: "spätestens",
        },
        "O": "am|an|an dem|für|für den|auf|auf den|zu|ungefähr am",
        "I": "in|im|im laufe|im laufe der|im laufe des|innerhalb von|innerhalb|binnen|in der|in den|während",
        "F": {0: "ab|von|ab dem|ab heute|gerechnet ab|beginnend am|angefangen am", 1: "nach"},
        "S": "seit|seit dem",
        "G": "vor|vor dem|vor der|noch vor|noch vor dem",
        "g": "her|zuvor",
        "Z": "ab jetzt|von jetzt an|ab heute|von heute an|später",
        "E": "ende|ende des|ende der|am ende des|am ende der|zum ende des|zum ende der|das ende der",
        "K": "anfang|anfang der|anfang des|beginn|beginn der|beginn des|am anfang der|zu beginn der",
        "M": "mitte|mitte der|mitte des",
        "W": "kw|kalenderwoche|woche|kw.",
        "Q": "q|quartal",
        "l": {
            1: "wochenschluss|eow|im laufe der woche",
            2: "im laufe des monats|monatsende|monatsletzten|ultimo|monatsschluss|eom",
            3: "quartalsende|quartalsschluss|eoq",
            4: "jahresende|jahresschluss|eoy",
        },
        "e": ("eod|cob|feierabend|tagesende|dienstschluss|büroschluss|geschäftsschluss|ende des tages|end of day"),
        "p": ("morgens|vormittag|vormittags|nachmittag|nachmittags|abend|abends|früh|nacht|nachts|mitternacht|morgen"),
        "P": {720: "mittag|mittags"},
        "k": {0: "uhr|h"},
        "@": "um|gegen|bis um|ab um",
        "h": "oder so|und eine halbe|und ein halbes|und einen halben",
        "V": _inflected("jed") + "|pro|schwarzer",
        "|": "oder|und",
        "s": {0: "d|t", 1: "w"},
    },
    dayparts=("morgen", "fruh", "vormittag", "mittag", "nachmittag", "abend", "nacht"),
    before_is_ago=True,
    ordinal_months=True,
    dotted_days=True,
    particles=frozenset({"ab", "an", "auf", "in", "vor", "zu"}),
    day_articles=frozenset({"den", "am", "zum"}),
    capital_nouns=True,
    days_counted_in={8: 7},
    followers=words_of(
        "aber also an bei dann das den der die ein eine er es falls fertig für ich ist kann man mit "
        "oder ohne sie sind soll spätestens und weil wenn werden wir wird"
    ),
    genitives=frozenset({"vom", "des"}),
    holidays={
        "new year": "neujahr|neujahrstag",
        "epiphany": "heilige drei könige|dreikönigstag|heiligen drei könige",
        "valentine": "valentinstag",
        "carnival saturday": "karnevalssamstag|fastnachtssamstag|faschingssamstag",
        "carnival sunday": "karnevalssonntag|fastnachtssonntag|faschingssonntag",
        "carnival monday": "rosenmontag",
        "shrove tuesday": "faschingsdienstag|fastnachtsdienstag",
        "ash wednesday": "aschermittwoch",
        "palm sunday": "palmsonntag",
        "maundy thursday": "gründonnerstag",
        "good friday": "karfreitag",
        "holy saturday": "karsamstag",
        "easter": "ostern|ostersonntag",
        "easter monday": "ostermontag",
        "ascension": "christi himmelfahrt|himmelfahrt",
        "pentecost": "pfingsten|pfingstsonntag",
        "whit monday": "pfingstmontag",
        "corpus christi": "fronleichnam",
        "labour day": "tag der arbeit|maifeiertag",
        "saint john": "johannistag",
        "peter and paul": "peter und paul",
        "mothers day": "muttertag",
        "assumption": "mariä himmelfahrt",
        "german unity": "tag der deutschen einheit",
        "halloween": "halloween",
        "reformation": "reformationstag",
        "harvest festival": "erntedank|erntedankfest",
        "all saints": "allerheiligen",
        "remembrance sunday": "volkstrauertag",
        "repentance day": "buß- und bettag|buß und bettag",
        "sunday of the dead": "totensonntag|ewigkeitssonntag",
        "advent": "erster advent|ersten advent|1. advent",
        "saint barbara": "barbaratag",
        "saint nicholas": "nikolaus|nikolaustag",
        "christmas eve": "heiligabend|heilig abend|heiliger abend|heiligen abend",
        "christmas": "weihnachten|erster weihnachtstag|ersten weihnachtstag|weihnachtstag",
        "saint stephen": "zweiter weihnachtstag|zweiten weihnachtstag|stephanstag",
        "new year's eve": "silvester",
    },
)
