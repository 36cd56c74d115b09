"""Portuguese."""

from __future__ import annotations

from paceline.inbox.dates.language import Language

_ONES = ("um", "dois|duas", "três", "quatro", "cinco", "seis", "sete", "oito", "nove")
_TEENS = (
    "dez", "onze", "doze", "treze", "quatorze|catorze", "quinze", "dezesseis|dezasseis", "dezessete|dezassete",
    "dezoito", "dezenove|dezanove",
)  # fmt: skip
_PLAIN = ("um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove")

LANGUAGE = Language(
    code="pt",
    words={
        "d": (
            "segunda-feira|segunda feira|~segunda|~seg",
            "terça-feira|terça feira|~terça|~ter",
            "quarta-feira|quarta feira|~quarta|~qua",
            "quinta-feira|quinta feira|~quinta|~qui",
            "sexta-feira|sexta feira|~sexta|~sex",
            "sábado|~sáb",
            "domingo|~dom",
        ),
        "m": (
            "janeiro|jan",
            "fevereiro|fev|feb",
            "março|~mar",
            "abril|abr",
            "maio|~mai",
            "junho|jun",
            "julho|jul",
            "agosto|ago",
            "setembro|set|sep",
            "outubro|out|oct",
            "novembro|nov",
            "dezembro|dez|dec",
        ),
        "c": (
            "",
            *_ONES[1:],
            *_TEENS,
            "vinte",
            *(f"vinte e {one}" for one in _PLAIN),
            "trinta",
            *(f"trinta e {one}" for one in _PLAIN),
        ),
        "o": ("primeiro|primeira", "segundo", "terceiro|terceira", "quarto", "quinto"),
        "t": {2000: "dois mil"},
        "1": {1: "um|uma"},
        "u": (
            "dia|dias",
            "semana|semanas",
            "mês|meses",
            "trimestre|trimestres",
            "ano|anos",
            "quinzena",
            "dia útil|dias úteis",
            "fim de semana|final de semana|fim-de-semana",
        ),
        "r": {
            0: "hoje|este dia|hoje à noite|hoje à tarde|esta tarde|esta noite",
            1: "amanhã|amanhã de manhã|amanhã à tarde|amanhã à noite",
            2: "depois de amanhã",
            -1: "ontem",
            -2: "anteontem",
        },
        "N": {1: "próximo|próxima|próximos|próximas|seguinte|que vem"},
        "T": "este|esta|neste|nesta|deste|desta|corrente",
        "C": "este próximo|esta próxima|nesta próxima",
        "L": "passado|passada|último|última",
        "a": "o|a|os|as|do|da|de|dia|por volta do|do ano de|do ano",
        "B": {
            0: "até|até o|até a|até ao|até à|para|para o|para a|pra|pro|no máximo até|antes de|antes do|antes da|prazo",
            1: "no máximo|o mais tardar",
        },
        "O": "no|na|ao|à|nos",
        "I": "em|dentro de|daqui a|durante",
        "F": {0: "a partir de|a partir do|a partir da|desde|contados de", 1: "depois de|depois do|depois da|após|após o|após a"},
        "S": "desde que",
        "G": "antes que",
        "g": "atrás",
        "A": "há",
        "Z": "a partir de agora|a partir de hoje|depois|mais tarde",
        "E": "fim de|final de|fim do|final do|fim da|final da|o fim de|o final de|ao final do|no fim do|no fim da",
        "K": "início de|começo de|início do|começo do|início da",
        "M": "meados de|meio de|meados do",
        "W": "semana|kw|cw",
        "Q": "q|t",
        "l": {1: "eow", 2: "fim de mês|fim do mês|final do mês", 3: "fim do trimestre", 4: "fim de ano|fim do ano"},
        "e": "eod|cob|fim do dia|final do dia|o fim do dia|fim do expediente|final do expediente",
        "p": "de manhã|à tarde|à noite|da manhã|da tarde|da noite|tarde|noite|meia-noite|manhã",
        "P": {720: "meio-dia|meio dia|ao meio-dia"},
        "k": {0: "h|hs|horas|hora"},
        "@": "às|as|pelas",
        "V": "cada|todo|toda|todas as|todos os",
        "|": "ou|e",
        "s": {0: "d", 1: "w|s"},
    },
    ordinal_suffixes=frozenset({"o", "a"}),
    day_articles=frozenset({"dia"}),
)
