"""French."""

from __future__ import annotations

from paceline.inbox.dates.language import Language, words_of

_ONES = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
_TEENS = (
    "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept|dix sept", "dix-huit|dix huit",
    "dix-neuf|dix neuf",
)  # fmt: skip

LANGUAGE = Language(
    code="fr",
    words={
        "d": ("lundi|lun", "mardi|~mar", "mercredi|~mer", "jeudi|jeu", "vendredi|ven", "samedi|~sam", "dimanche|~dim"),
        "m": (
            "janvier|janv|~jan",
            "février|févr|fév|feb",
            "mars",
            "avril|avr|apr",
            "mai|may",
            "juin|jun",
            "juillet|juil|jul",
            "août|aug",
            "septembre|sept|sep",
            "octobre|oct",
            "novembre|nov",
            "décembre|déc|dec",
        ),
        "c": (
            "",
            *_ONES[1:],
            *_TEENS,
            *(
                f"{ten}{one}|{ten}{one.replace('-', ' ')}"
                for ten in ("vingt", "trente")
                for one in ("", " et un", *(f"-{o}" for o in _ONES[1:]))
            ),
        ),
        "o": ("premier|première", "deuxième|second|seconde", "troisième", "quatrième"),
        "t": {2000: "deux mille|deux-mille"},
        "1": {1: "un|une"},
        "u": (
            "jour|jours|journée|journées",
            "semaine|semaines|sem",
            "mois",
            "trimestre|trimestres",
            "an|ans|année|années",
            "quinzaine",
            "jour ouvré|jours ouvrés|jour ouvrable|jours ouvrables",
            "week-end|weekend",
        ),
        "r": {
            0: "aujourd'hui|dans la journée|en journée|~la journée|ce jour|ce matin|cet après-midi|ce soir|aujourd’hui",
            1: "demain|demain matin|demain soir|demain après-midi",
            2: "après-demain|après demain|surlendemain",
            7: "sous huitaine|d'ici huitaine|sous une huitaine",
            14: "sous quinzaine|d'ici quinzaine|sous une quinzaine|d'ici une quinzaine|dans une quinzaine",
            -1: "hier",
            -2: "avant-hier|avant hier",
        },
        "N": {1: "prochain|prochaine|prochains|prochaines|suivant|suivante"},
        "T": "ce|cet|cette|en cours|courant|courante",
        "C": "qui vient|à venir",
        "L": "dernier|dernière|passé|passée",
        "a": "le|la|l'|du|de|des|d'|mois de|mois d'|environ|vers le|en l'année",
        "B": {
            0: (
                "d'ici|d'ici à|d'ici au|d'ici le|avant le|pour|pour le|pour la|jusqu'à|jusqu'au|jusqu'en|"
                "au plus tard le|échéance|pour fin|date limite"
            ),
            1: "au plus tard",
        },
        "O": "à|au|sur|sur le|à la|au cours de",
        "I": (
            "dans|d'ici|en|sous|d'ici à|dans les|dans un délai de|sous un délai de|dans le courant de"
            "|dans le courant du|au cours du"
        ),
        "F": {0: "à partir de|à partir du|à compter de|à compter du|dès|dès le|du", 1: "après|après le"},
        "S": "depuis|depuis le",
        "G": "avant|avant la",
        "g": "plus tôt",
        "A": "il y a",
        "Z": "plus tard|à partir de maintenant|à partir d'aujourd'hui",
        "E": (
            "fin|fin de|fin du mois de|fin du mois d'|la fin du mois de|la fin du mois d'|en fin de"
            "|en fin|pour la fin de|la fin de|la fin du|fin du|à la fin de|à la fin du|à la fin de la"
            "|fin de la|fin d'|la fin de la"
        ),
        "K": "début|début de|le début de|le début du|début du|au début de|au début du",
        "M": "mi-|mi|milieu de|milieu du|au milieu de|mi -",
        "W": "semaine|sem|~s|kw|cw",
        "Q": "q|t",
        "l": {
            1: "eow|dans la semaine|en cours de semaine|dans le courant de la semaine",
            2: "fin de mois|fin du mois",
            3: "fin de trimestre",
            4: "fin d'année",
        },
        "e": ("eod|cob|fin de journée|fin de la journée|en fin de journée|la fin de la journée|ce soir fin de journée"),
        "p": ("matin|après-midi|soir|nuit|minuit|au matin|dans la matinée|matinée|au soir|en soirée|dans l'après-midi"),
        "P": {720: "midi"},
        "k": {0: "h|heures|heure"},
        "@": "à|vers",
        "h": "et demi|et demie",
        "V": "chaque|tous les|toutes les",
        "|": "ou|et",
        "s": {0: "d|j", 1: "w|s"},
    },
    ordinal_suffixes=frozenset({"er", "re", "e", "eme", "ere"}),
    day_articles=frozenset({"le"}),
    adjectives_follow=True,
    days_counted_in={8: 7, 15: 14},
    followers=words_of(
        "alors au avant avec car chez dans doit donc elle en est et il ils j je l la le les mais "
        "matin midi nous on ou par parce pour puis quand sans sera si soir sont tu un une vous à"
    ),
    genitives=frozenset({"du", "de"}),
    holidays={
        "new year": "jour de l'an|nouvel an",
        "epiphany": "épiphanie",
        "valentine": "saint-valentin",
        "saint patrick": "saint-patrick",
        "shrove tuesday": "mardi gras",
        "ash wednesday": "mercredi des cendres",
        "palm sunday": "dimanche des rameaux",
        "maundy thursday": "jeudi saint",
        "good friday": "vendredi saint",
        "holy saturday": "samedi saint",
        "easter": "pâques|dimanche de pâques",
        "easter monday": "lundi de pâques",
        "ascension": "ascension",
        "pentecost": "pentecôte",
        "whit monday": "lundi de pentecôte",
        "corpus christi": "fête-dieu",
        "labour day": "fête du travail",
        "saint john": "saint-jean",
        "peter and paul": "saint-pierre et saint-paul",
        "bastille day": "fête nationale",
        "assumption": "assomption",
        "halloween": "halloween",
        "all saints": "toussaint",
        "christmas eve": "veille de noël|réveillon de noël",
        "christmas": "noël",
        "new year's eve": "saint-sylvestre|réveillon",
    },
)
