"""Spanish."""

from __future__ import annotations

from paceline.inbox.dates.language import Language, words_of

_ONES = ("uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
_TEENS = (
    "diez", "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve",
)  # fmt: skip

LANGUAGE = Language(
    code="es",
    words={
        "d": (
            "lunes|~lun",
            "martes|~mar",
            "miércoles|~mié",
            "jueves|~jue",
            "viernes|~vie",
            "sábado|~sáb",
            "domingo|~dom",
        ),
        "m": (
            "enero|ene|jan",
            "febrero|feb",
            "marzo|~mar",
            "abril|abr",
            "mayo|may",
            "junio|jun",
            "julio|jul",
            "agosto|ago",
            "septiembre|setiembre|sept|sep|set",
            "octubre|oct",
            "noviembre|nov",
            "diciembre|dic",
        ),
        "c": (
            *_ONES,
            *_TEENS,
            "veinte",
            *(f"veinti{one}" for one in _ONES),
            "treinta",
            *(f"treinta y {one}" for one in _ONES),
        ),
        "o": ("primero|primer|primera", "segundo|segunda", "tercero|tercer|tercera", "cuarto", "quinto"),
        "t": {2000: "dos mil"},
        "1": {1: "un|una"},
        "u": (
            "día|días",
            "semana|semanas|sem",
            "mes|meses",
            "trimestre|trimestres",
            "año|años",
            "quincena",
            "día hábil|días hábiles|día laborable|días laborables|día laboral|días laborales",
            "fin de semana|finde",
        ),
        "r": {
            0: "hoy|a lo largo del día|hoy a última hora|este día|esta tarde|esta noche|hoy mismo",
            1: "mañana|mañana por la mañana|mañana por la tarde|mañana por la noche",
            2: "pasado mañana|pasadomañana",
            -1: "ayer",
            -2: "anteayer|antes de ayer|antier",
        },
        "N": {1: "próximo|próxima|próximos|próximas|siguiente|que viene|entrante|prox"},
        "T": "este|esta|en curso|corriente",
        "C": "este próximo|este que viene|próximo próximo",
        "L": "pasado|pasada|último|última",
        "a": "el|la|del|de|los|las|día|mes de|alrededor del|aproximadamente el|del año|de el",
        "B": {
            0: (
                "para|para el|de aquí al|hasta|hasta el|a más tardar el|antes del|antes de|vence|límite|"
                "fecha límite|no más tarde del"
            ),
            1: "a más tardar|como muy tarde",
        },
        "O": "al|a",
        "I": (
            "en|dentro de|durante|en un plazo de|en el plazo de|de aquí a|en los próximos"
            "|en las próximas|en el transcurso de"
        ),
        "F": {0: "a partir de|a partir del|desde|desde el", 1: "tras|después de|después del|luego de"},
        "S": "desde hace",
        "G": "antes que|antes de|antes del",
        "g": "atrás",
        "A": "hace",
        "Z": "a partir de ahora|desde ahora|después|más tarde|a partir de hoy|desde hoy",
        "E": (
            "fin|fin de|final de|finales de|a finales de|fines de|el fin de|al final de|final del|fin del|al final del"
        ),
        "K": "principio de|principios de|a principios de|inicio de|inicios de|comienzos de",
        "M": "mediados de|a mediados de|mitad de",
        "W": "semana|sem|kw|cw",
        "Q": "q|t",
        "l": {
            1: "eow|a lo largo de la semana|en el transcurso de la semana",
            2: "fin de mes|final de mes|fin del mes",
            3: "fin de trimestre",
            4: "fin de año|final de año",
        },
        "e": (
            "eod|cob|al cierre del día|cierre del día|fin del día|final del día|el final del día"
            "|fin de la jornada|al final del día|fin de día"
        ),
        "p": (
            "a primera hora|a última hora|en la mañana|en la tarde|en la noche|por la mañana"
            "|por la tarde|por la noche|tarde|noche|medianoche|de la mañana|de la tarde|de la noche"
        ),
        "P": {720: "mediodía|al mediodía|medio día"},
        "k": {0: "h|hs|hrs|horas", 1: "am|a.m.", 2: "pm|p.m."},
        "@": "antes de las|a las|a la|sobre las",
        "h": "y medio|y media|más o menos",
        "V": "cada|todos los|todas las|viernes negro",
        "|": "o|y|u",
        "s": {0: "d", 1: "w|s"},
    },
    ordinal_suffixes=frozenset({"o", "a", "er", "ro", "ero", "do", "to"}),
    day_articles=frozenset({"el", "dia", "al", "del"}),
    adjectives_follow=True,
    days_counted_in={8: 7, 15: 14},
    followers=words_of(
        "a al antes como con cuando debe el ella en es estará la las le lo los muy nosotros o para "
        "pero por porque se será si sin u un una vamos voy y ya yo él"
    ),
    genitives=frozenset({"del", "de"}),
    holidays={
        "new year": "año nuevo|día de año nuevo",
        "epiphany": "día de reyes|reyes",
        "valentine": "san valentín",
        "saint patrick": "día de san patricio|san patricio",
        "shrove tuesday": "martes de carnaval",
        "ash wednesday": "miércoles de ceniza",
        "palm sunday": "domingo de ramos",
        "maundy thursday": "jueves santo",
        "good friday": "viernes santo",
        "holy saturday": "sábado santo",
        "easter": "pascua|domingo de pascua|semana santa",
        "easter monday": "lunes de pascua",
        "ascension": "ascensión",
        "pentecost": "pentecostés",
        "corpus christi": "corpus christi",
        "labour day": "día del trabajador|día internacional de los trabajadores|día del trabajo",
        "saint john": "san juan|día de san juan",
        "peter and paul": "san pedro y san pablo",
        "assumption": "asunción",
        "halloween": "halloween",
        "all saints": "todos los santos|día de todos los santos",
        "christmas eve": "nochebuena",
        "christmas": "navidad|día de navidad",
        "new year's eve": "nochevieja",
    },
)
