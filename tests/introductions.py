"""What mail programs say about the letter that is answered, and how they sign, in seven languages."""

from __future__ import annotations

from string import Template

WHO, ADDRESS, READER = "Paceline", "async@acme.example", "Ana Pereira <ana@acme.example>"

_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")

_LINES: dict[str, dict[str, str]] = {
    "gmail": {
        "en": "On Fri, Nov 27, 2026 at 9:00 AM $who <$address> wrote:",
        "de": "Am Fr., 27. Nov. 2026 um 09:00 Uhr schrieb $who <$address>:",
        "fr": "Le ven. 27 nov. 2026 à 09:00, $who <$address> a écrit :",
        "es": "El vie, 27 nov 2026 a las 9:00, $who (<$address>) escribió:",
        "pt": "$who <$address> escreveu (sexta, 27/11/2026 à(s) 09:00):",
        "it": "Il giorno ven 27 nov 2026 alle ore 09:00 $who <$address> ha scritto:",
        "nl": "Op vr 27 nov 2026 om 09:00 schreef $who <$address>:",
    },
    "apple": {
        "en": "On 27 Nov 2026, at 9:00\u202fAM, $who <$address> wrote:",
        "de": "Am 27.11.2026 um 09:00 schrieb $who <$address>:",
        "fr": "Le 27 nov. 2026 à 09:00, $who <$address> a écrit\u00a0:",
        "es": "El 27 nov 2026, a las 9:00, $who <$address> escribió:",
        "pt": "No dia 27/11/2026, às 09:00, $who <$address> escreveu:",
        "it": "Il giorno 27 nov 2026, alle ore 09:00, $who <$address> ha scritto:",
        "nl": "Op 27 nov 2026 om 09:00 heeft $who <$address> het volgende geschreven:",
    },
    "thunderbird": {
        "en": "On 27/11/2026 09:00, $who wrote:",
        "de": "Am 27.11.26 um 09:00 schrieb $who:",
        "fr": "Le 27/11/2026 à 09:00, $who a écrit :",
        "es": "El 27/11/26 a las 9:00, $who escribió:",
        "pt": "Às 09:00 de 27/11/2026, $who escreveu:",
        "it": "Il 27/11/26 09:00, $who ha scritto:",
        "nl": "Op 27-11-2026 om 09:00 schreef $who:",
    },
    "yahoo": {
        "en": "On Friday, November 27, 2026 at 09:00:00 AM GMT, $who <$address> wrote:",
        "de": "Am Freitag, 27. November 2026 um 09:00:00 MEZ hat $who <$address> Folgendes geschrieben:",
        "fr": "Le vendredi 27 novembre 2026 à 09:00:00 UTC+1, $who <$address> a écrit :",
        "es": "El viernes, 27 de noviembre de 2026, 09:00:00 CET, $who <$address> escribió:",
        "pt": "Em sexta-feira, 27 de novembro de 2026 09:00:00 WET, $who <$address> escreveu:",
        "it": "Il venerdì 27 novembre 2026 alle ore 09:00:00 CET, $who <$address> ha scritto:",
        "nl": "Op vrijdag 27 november 2026 om 09:00:00 CET schreef $who <$address>:",
    },
    "proton": {
        "en": "On Friday, November 27th, 2026 at 09:00, $who <$address> wrote:",
        "de": "Am Freitag, 27. November 2026 um 09:00, schrieb $who <$address>:",
        "fr": "Le vendredi 27 novembre 2026 à 09:00, $who <$address> a écrit :",
        "es": "El viernes, 27 de noviembre de 2026 a las 09:00, $who <$address> escribió:",
        "pt": "Na sexta-feira, 27 de novembro de 2026 às 09:00, $who <$address> escreveu:",
        "it": "Venerdì 27 novembre 2026 09:00, $who <$address> ha scritto:",
        "nl": "Op vrijdag 27 november 2026 om 09:00 schreef $who <$address>:",
    },
    "zimbra": {
        "en": "----- On Nov 27, 2026, at 9:00 AM, $who $address wrote:",
        "de": "----- Am 27. Nov 2026 um 9:00 schrieb $who $address:",
        "fr": "----- Le 27 Nov 26, à 9:00, $who $address a écrit :",
        "es": "----- El 27 de Nov de 2026, a las 9:00, $who $address escribió:",
        "pt": "----- Em 27 de Nov de 2026, às 9:00, $who $address escreveu:",
        "it": "----- Il 27-nov-26, alle 9:00, $who $address ha scritto:",
        "nl": "----- Op 27 nov 2026 om 9:00 schreef $who $address:",
    },
    "yandex": dict.fromkeys(_LANGUAGES, '27.11.2026, 09:00, "$who" <$address>:'),
    "sparrow": dict.fromkeys(_LANGUAGES, "On Friday, November 27, 2026 at 9:00 AM, $who wrote:"),
    "mail.ru": {
        "en": "Friday, November 27, 2026 9:00 AM +01:00 from $who <$address>:",
        "de": "Freitag, 27. November 2026, 09:00 +01:00 von $who <$address>:",
        "fr": "Vendredi 27 novembre 2026, 09:00 +01:00 de $who <$address>:",
        "es": "Viernes, 27 de noviembre de 2026, 9:00 +01:00 de $who <$address>:",
        "pt": "Sexta, 27 de novembro de 2026, 9:00 +01:00 de $who <$address>:",
        "it": "Venerdì, 27 novembre 2026, 09:00 +01:00 da $who <$address>:",
        "nl": "Vrijdag 27 november 2026, 09:00 +01:00 van $who <$address>:",
    },
}

# From, sent, to, subject, the moment, the rule above an original.
_LABELS = {
    "en": ("From", "Sent", "To", "Subject", "Friday, November 27, 2026 9:00 AM", "Original message"),
    "de": ("Von", "Gesendet", "An", "Betreff", "Freitag, 27. November 2026 09:00", "Ursprüngliche Nachricht"),
    "fr": ("De", "Envoyé", "À", "Objet", "vendredi 27 novembre 2026 09:00", "Message d'origine"),
    "es": ("De", "Enviado", "Para", "Asunto", "viernes, 27 de noviembre de 2026 9:00", "Mensaje original"),
    "pt": ("De", "Enviada", "Para", "Assunto", "sexta-feira, 27 de novembro de 2026 09:00", "Mensagem original"),
    "it": ("Da", "Inviato", "A", "Oggetto", "venerdì 27 novembre 2026 09:00", "Messaggio originale"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp", "vrijdag 27 november 2026 09:00", "Oorspronkelijk bericht"),
}
_DATE = {"en": "Date", "de": "Datum", "fr": "Date", "es": "Fecha", "pt": "Data", "it": "Data", "nl": "Datum"}

_BLOCKS = {
    "outlook": "$f: $who <$address>\n$s: $moment\n$t: $reader\n$b: $subject",
    "gmx": "$s: $moment\n$f: $who <$address>\n$t: $reader\n$b: $subject",
    "samsung": (
        "-------- $original --------\n$f: $who <$address>\n$d: 27/11/2026 09:00 (GMT+00:00)\n$t: $reader\n$b: $subject"
    ),
    "aol": "-----$original-----\n$f: $who <$address>\n$t: $reader\n$s: Fri, Nov 27, 2026 9:00 am\n$b: $subject",
    "hotmail": "$b: $subject\n$f: $address\n$t: $reader\n$d: Fri, 27 Nov 2026 09:00:00 +0000",
    "outlook.com": "$d: Fri, 27 Nov 2026 09:00:00 +0000\n$b: $subject\n$f: $address\n$t: $reader",
    "old zimbra": "----- $original -----\n$f: $who <$address>\n$t: $reader\n$s: $moment\n$b: $subject",
    "notes": "$f:\t$who <$address>\n$t:\t$reader\n$d:\t27/11/2026 09:00\n$b:\t$subject",
}

SIGNED: dict[str, dict[str, str]] = {
    "iphone": {
        "en": "Sent from my iPhone",
        "de": "Von meinem iPhone gesendet",
        "fr": "Envoyé de mon iPhone",
        "es": "Enviado desde mi iPhone",
        "pt": "Enviado do meu iPhone",
        "it": "Inviato da iPhone",
        "nl": "Verstuurd vanaf mijn iPhone",
    },
    "galaxy": {
        "en": "Sent from my Galaxy",
        "de": "Von meinem Galaxy gesendet",
        "fr": "Envoyé depuis mon Galaxy",
        "es": "Enviado desde mi Galaxy",
        "pt": "Enviado do meu Galaxy",
        "it": "Inviato dal mio Galaxy",
        "nl": "Verzonden vanaf mijn Galaxy",
    },
    "outlook mobile": {
        "en": "Get Outlook for iOS<https://aka.example/o0ukef>",
        "de": "Outlook für iOS<https://aka.example/o0ukef> beziehen",
        "fr": "Obtenir Outlook pour iOS<https://aka.example/o0ukef>",
        "es": "Obtener Outlook para iOS<https://aka.example/o0ukef>",
        "pt": "Obter o Outlook para iOS<https://aka.example/o0ukef>",
        "it": "Scarica Outlook per iOS<https://aka.example/o0ukef>",
        "nl": "Outlook voor iOS<https://aka.example/o0ukef> downloaden",
    },
    "windows": {
        "en": "Sent from Mail for Windows",
        "de": "Gesendet von Mail für Windows",
        "fr": "Provenance : Courrier pour Windows",
        "es": "Enviado desde Correo para Windows",
        "pt": "Enviado do Correio para Windows",
        "it": "Inviato da Posta per Windows",
        "nl": "Verzonden vanuit Mail voor Windows",
    },
    "proton": dict.fromkeys(_LABELS, "Sent with Proton Mail secure email."),
    "dashes": dict.fromkeys(_LABELS, "-- \nAna Pereira"),
    "colleague": {
        "en": "Best regards,\nAna Pereira\nAcme Ltd | +44 20 7946 0018",
        "de": "Mit freundlichen Grüßen\nAna Pereira\nAcme GmbH | Tel. +49 30 1234567",
        "fr": "Cordialement,\nAna Pereira\nAcme SA | +33 1 23 45 67 89",
        "es": "Un saludo,\nAna Pereira\nAcme SL | +34 91 123 45 67",
        "pt": "Cumprimentos,\nAna Pereira\nAcme Lda | +351 21 123 4567",
        "it": "Cordiali saluti,\nAna Pereira\nAcme SpA | +39 02 1234567",
        "nl": "Met vriendelijke groet,\nAna Pereira\nAcme BV | +31 20 123 4567",
    },
}


def introduction(family: str, language: str, subject: str) -> str:
    """The line or the block of headers above the letter; French sets a space before each colon of the block."""
    if family in _LINES:
        return Template(_LINES[family][language]).substitute(who=WHO, address=ADDRESS)
    f, s, t, b, moment, original = _LABELS[language]
    block = _BLOCKS[family].replace(":", " :") if language == "fr" and family == "outlook" else _BLOCKS[family]
    names = {"f": f, "s": s, "t": t, "b": b, "d": _DATE[language], "moment": moment, "original": original}
    return Template(block).substitute(names, who=WHO, address=ADDRESS, reader=READER, subject=subject)
