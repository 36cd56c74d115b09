"""Italian."""

from __future__ import annotations

from paceline.inbox.dates.language import Language, words_of

_ONES = ("uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove")
_TEENS = (
    "dieci", "undici", "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto",
    "diciannove",
)  # fmt: skip


def _tens(ten: str) -> tuple[str, ...]:
    """Before a vowel the ten loses its own: "ventuno", "ventotto"."""
    plain = (f"{ten[:-1] if one[0] in 'uo' else ten}{one}" for one in _ONES)
    return (ten, *(f"{number}|{number[:-1]}" if number.endswith("uno") else number for number in plain))


LANGUAGE = Language(
    code="it",
    words={
        "d": (
            "lunedì|lunedi'|~lun",
            "martedì|martedi'|~mar",
            "mercoledì|mercoledi'|~mer",
            "giovedì|giovedi'|~gio",
            "venerdì|venerdi'|~ven",
            "sabato|~sab",
            "domenica|~dom",
        ),
        "m": (
            "gennaio|~gen|jan",
            "febbraio|febb|feb",
            "marzo|~mar",
            "aprile|apr",
            "maggio|mag",
            "giugno|giu",
            "luglio|lug",
            "agosto|ago",
            "settembre|sett|~set|sep",
            "ottobre|ott",
            "novembre|nov",
            "dicembre|dic",
        ),
        "c": ("", *_ONES[1:], *_TEENS, *_tens("venti"), *_tens("trenta")),
        "o": ("primo|prima", "secondo|seconda", "terzo|terza", "quarto|quarta"),
        "t": {2000: "duemila"},
        "1": {1: "un|una|uno|un'"},
        "u": (
            "giorno|giorni|gg",
            "settimana|settimane",
            "mese|mesi",
            "trimestre|trimestri",
            "anno|anni",
            "quindicina",
            "giorno lavorativo|giorni lavorativi|giorno feriale|giorni feriali",
            "fine settimana|weekend|week-end",
        ),
        "r": {
            0: "oggi|in giornata|nel corso della giornata|stasera|stamattina|oggi pomeriggio|questa sera",
            1: "domani|domani mattina|domani pomeriggio|domani sera|domattina",
            2: "dopodomani|dopo domani",
            -1: "ieri",
            -2: "l'altro ieri|avantieri|altro ieri",
        },
        "N": {1: "prossimo|prossima|prossimi|prossime|seguente|successivo|successiva"},
        "T": "questo|questa|quest'|corrente|in corso",
        "C": "p.v.|pv|prossimo venturo|che viene|entrante|questo prossimo",
        "L": "scorso|scorsa|passato|passata|ultimo|ultima",
        "a": "il|lo|la|l'|del|della|dello|dell'|di|giorno|mese di|dall'|verso il|circa|dell'anno",
        "B": {
            0: (
                "entro|entro il|entro l'|entro la|entro le|per|per il|per la|fino a|fino al|al più tardi il|"
                "non oltre|non oltre il|prima di|prima del|prima della|scadenza|entro e non oltre"
            ),
            1: "al più tardi",
        },
        "O": "al|alla|in data|a",
        "I": (
            "entro|nei prossimi|nelle prossime|nel giro di|nel corso della|nel corso del"
            "|entro le prossime|tra|fra|in|nel|nella|nell'|durante|entro i prossimi"
        ),
        "F": {0: "da|dal|dalla|a partire da|a partire dal", 1: "dopo|dopo il|dopo la"},
        "S": "sin da|sin dal",
        "G": "prima che|prima di|prima del|prima della",
        "g": "fa",
        "Z": "da ora|da adesso|da oggi|dopo|più tardi",
        "E": (
            "fine|fine di|fine del|fine della|la fine di|la fine del|la fine della|alla fine di|"
            "alla fine del|fine dell'"
        ),
        "K": "inizio|inizio di|inizio del|l'inizio di|inizi di|primi di",
        "M": "metà|metà di|a metà di|la metà di|a metà",
        "W": "settimana|kw|cw",
        "Q": "q|t",
        "l": {
            1: "eow|entro la settimana|in settimana",
            2: "fine mese|entro il mese",
            3: "fine trimestre",
            4: "fine anno|entro l'anno",
        },
        "e": ("eod|cob|fine giornata|la fine della giornata|fine della giornata|fine giorno|la fine del giorno"),
        "p": (
            "mattina|mattino|pomeriggio|sera|notte|mezzanotte|di mattina|di sera|nel pomeriggio|"
            "in mattinata|in giornata"
        ),
        "P": {720: "mezzogiorno"},
        "k": {0: "h"},
        "@": "entro le|entro le ore|prima delle|alle|alle ore|ore|verso le",
        "h": "e mezzo|e mezza",
        "_": "per primo|per prima|per secondo|per seconda",
        "V": "ogni|tutti i|tutte le|venerdì nero",
        "|": "o|oppure|e|ed",
        "s": {0: "d|g", 1: "w|s"},
    },
    ordinal_suffixes=frozenset({"o", "a"}),
    day_articles=frozenset({"il", "giorno", "al"}),
    adjectives_follow=True,
    days_counted_in={8: 7, 15: 14},
    followers=words_of(
        "a al alle con da deve e ed gli i il in io la le lei lo lui ma noi o per perché prima "
        "quando sarà se senza si un una vado è"
    ),
    genitives=frozenset({"di", "del", "della"}),
    holidays={
        "new year": "capodanno",
        "epiphany": "epifania|befana",
        "valentine": "san valentino",
        "saint patrick": "san patrizio",
        "shrove tuesday": "martedì grasso",
        "ash wednesday": "mercoledì delle ceneri",
        "palm sunday": "domenica delle palme",
        "maundy thursday": "giovedì santo",
        "good friday": "venerdì santo",
        "holy saturday": "sabato santo",
        "easter": "pasqua",
        "easter monday": "pasquetta|lunedì dell'angelo",
        "ascension": "ascensione",
        "pentecost": "pentecoste",
        "corpus christi": "corpus domini",
        "labour day": "festa del lavoro|festa dei lavoratori",
        "saint john": "san giovanni",
        "assumption": "ferragosto|assunzione",
        "halloween": "halloween",
        "all saints": "ognissanti",
        "christmas eve": "vigilia di natale",
        "christmas": "natale",
        "saint stephen": "santo stefano",
        "new year's eve": "san silvestro",
    },
)
