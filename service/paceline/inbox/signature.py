"""Where a person's words end and the signature begins: the separator, the device's line, a closing with a name, a card."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from paceline.inbox.original import is_rule
from paceline.inbox.rows import Mark, Row

CLOSING_LINES = 6
CARD_LINES = 15

# How a line such as "Sent from my iPhone" begins; what follows must name a device or a mail program.
_SENT = tuple(
    f"{start} "
    for start in (
        "sent from|sent via|sent with|sent by|sent using|sent wirelessly|sent on|sent through|written on|posted from|get outlook|"
        "composed on|this message was sent|this email was sent|from my|outlook for|"
        "envoyé|envoyée|message envoyé|téléchargez outlook|courrier envoyé|gesendet|diese nachricht wurde|von meinem|"
        "holen sie sich outlook|enviado|enviada|mensaje enviado|obtener outlook|obtenha|obter o|inviato|inviata|scarica|"
        "verzonden|verstuurd|outlook voor|sendt|skickat|hämta outlook|lähetetty|wysłane|wysłano|отправлено|надіслано|odesláno|"
        "odoslané|poslano|gönderildi|küldve|trimis|στάλθηκε|saadetud|dikirim"
    ).split("|")
) + ("发自", "發自", "寄自", "從我的", "나의")
_SENT_LAST = ("から送信", "から送信されました", "에서 보냄", " gesendet", " gesendet.", "gönderildi")
_DEVICES = frozenset(
    "iphone ipad ipod android blackberry samsung galaxy huawei xiaomi htc nokia nexus outlook yahoo gmail aol airmail "
    "mailbox mailspring sparrow spark newton cloudmagic boxer typeapp bluemail k fairemail proton protonmail tutanota "
    "thunderbird superhuman hey acompli inky mobile mobil mobiltelefon handy smartphone téléphone móvil celular cellulare "
    "telefon telefoon mobiel kännykästä puhelimesta gmx zoho windows mymail wireless phone tablet tablette".split()
)
_DEVICE_STEMS = (
    "blackberry",
    "android",
    "komórk",
    "телефон",
    "мобильн",
    "мобільн",
    "яндекс",
    "mail.ru",
    "web.de",
    "手机",
    "手機",
    "携帯",
    "휴대",
    "iphon",
)
_WORD = re.compile(r"[^\W\d_]+")
_SENT_WITH = re.compile(r"sent (?:from|via|with|by|using) (?:my )?\S{2,20}[!.]?", re.IGNORECASE)
_PROSE = re.compile(r"[^\n]*?[,;?]\s|[^\n]*?[.!]\s+\S|[^\n]{160}")

_CLOSING = (
    r"(?:(?:with )?(?:many |kind(?:est)? |best |warm(?:est)? |all the )?)(?:regards|wishes|best)|all the best|sincerely(?: yours)?|"
    r"yours(?: truly| sincerely| faithfully)?|cheers|thanks(?: again| a lot| so much| in advance| and regards| & regards)?|"
    r"many thanks|thank you(?: very much| so much)?|thx|take care|br|kr|rgds|respectfully|cordially|best|love|talk soon|"
    r"mit (?:freundlichen|besten|lieben|herzlichen|vielen) grü(?:ß|ss)en|(?:viele|liebe|beste|herzliche|schöne|freundliche) grü(?:ß|ss)e|"
    r"gru(?:ß|ss)|lg|vg|mfg|danke(?: und gru(?:ß|ss))?|vielen dank|"
    r"cordialement|bien (?:à vous|cordialement)|(?:bien )?amicalement|merci(?: d'avance| beaucoup)?|salutations|cdlt|"
    r"(?:un )?saludos?(?: cordiales)?|atentamente|gracias|abrazos?|un abrazo|"
    r"atenciosamente|cumprimentos|obrigad[oa]|abraços?|att|"
    r"(?:cordiali|distinti) saluti|saluti|grazie|a presto|ciao|"
    r"(?:met )?vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|bedankt|"
    r"(?:med )?(?:venlig|vennlig|vänlig|bästa|beste|mange|kærlig|hjertelig)e?a? ?hils(?:en|ning(?:ar)?|ner)|hilsen|hälsningar|"
    r"mvh|vh|kh|/?\s?hälsningar|tack|takk?|"
    r"(?:ystävällisin )?terveisin|terv|kiitos|(?:z )?(?:poważaniem|pozdrawiam|pozdrowienia)|pozdrawiam serdecznie|dzięki|"
    r"s pozdrave?m|děkuji|ďakujem|с уважением|спасибо|з повагою|дякую|saygılarımla|teşekkürler|üdvözlettel|köszönöm|"
    r"cu stimă|mulțumesc|με εκτίμηση|ευχαριστώ|祝好|谢谢|よろしくお願いします|감사합니다"
)
_CLOSING_LINE = re.compile(rf"[\s*_\-–—/]{{0,4}}(?:{_CLOSING})[\s,.!*_;:)\-–—]{{0,6}}", re.IGNORECASE)
_NAME = re.compile(
    r"[\s~*_\-–—/]{0,4}(?:[^\W\d_][^\W\d_'’.\-]{0,24}\.?)(?: +[^\W\d_][^\W\d_'’.\-]{0,24}\.?){0,3}[\s,.*_]{0,4}"
)
_CONTACT = re.compile(
    r"\+?\(?\d[\d\s().\-/]{5,24}\d|[^\s@]{1,64}@[^\s@]{1,200}\.[a-z]{2,}|(?:https?://|www\.)\S+|\b[a-z0-9-]+\.(?:com|org|net|io|de|fr|eu|co)\b"
    r"|\b(?:tel|phone|fax|mobile?|cell|skype|linkedin|twitter|ext)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(r"[<(\[]?(?:https?://|www\.)\S+")
_LIST_ITEM = re.compile(r"\s*(?:[-*•·–+]|\d{1,2}[.)])\s+\S")
_DISCLAIMER = (
    "confidential|intended solely|intended only|intended for|intended recipient|privileged|if you are not|have received|"
    "disclaimer|vertraulich|bestimmungsgemäß|irrtümlich|confidentiel|destinataire|erreur|confidencial|destinatario|riservat|"
    "vertrouwelijk|geadresseerde|think before|before printing|the environment|registered office|registered in|unauthori|virus"
).split("|")
_TRACKER = frozenset("-–—ᐧ\u200b\u200c\u200d\ufeff\u00ad·.")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words are read. `names` are the words of the sender's name, lower-case; empty: not known."""

    names: frozenset[str] = frozenset()
    keep_closing: bool = False
    said: bool = False
    """Something of theirs stands before the rows that are looked at."""


def signature_start(rows: Sequence[Row], voice: Voice) -> int:
    """The index in `rows` (a stretch of the author's own) from which on all is signature; len(rows) when none is."""
    end = _without_tail(rows, len(rows))
    end = min(end, _separator(rows, end, voice), _marked(rows))
    end = _without_tail(rows, end)
    end = _without_disclaimer(rows, end)
    if not voice.keep_closing:
        end = _without_tail(rows, _without_closing(rows, end, voice))
    return end


def device_line(text: str) -> bool:
    """ "Sent from my iPhone", in the languages of mail programs; not "Sent from my desk, it is easier there"."""
    if not 8 <= len(text) <= 400:
        return False
    said = text.strip(" \t*_-–—()").lower()
    if not said.startswith(_SENT) and not said.endswith(_SENT_LAST):
        return False
    if _SENT_WITH.fullmatch(said):
        return True
    words = _LINKS.sub("", said)
    if _PROSE.match(words):
        return False
    return not _DEVICES.isdisjoint(_WORD.findall(words)) or any(stem in words for stem in _DEVICE_STEMS)


def _marked(rows: Sequence[Row]) -> int:
    return next((at for at, row in enumerate(rows) if row.mark is Mark.SIGNATURE), len(rows))


def _without_tail(rows: Sequence[Row], end: int) -> int:
    """Blank lines, rules and invisible dots at the end say nothing."""
    while end and (
        rows[end - 1].blank or is_rule(rows[end - 1].text) or _TRACKER.issuperset(rows[end - 1].text.strip())
    ):
        end -= 1
    return end


def _separator(rows: Sequence[Row], end: int, voice: Voice) -> int:
    """RFC 3676, 4.3 ("-- "), the device's line, and a rule under which a card stands. A "- " list is none of them."""
    for at in range(end):
        text = rows[at].text
        if not text or len(text) > 400:
            continue
        if text.strip() in ("--", "—", "–") or text == "-- ":
            if len(_filled(rows, at + 1, end)) <= CARD_LINES * 2 and _something_before(rows, at, voice):
                return at
        elif is_rule(text):
            if _something_before(rows, at, voice) and _is_card(rows, at, end, voice):
                return at
        elif device_line(text):
            return at
    return end


def _something_before(rows: Sequence[Row], at: int, voice: Voice) -> bool:
    return voice.said or any(not row.blank for row in rows[:at])


def _filled(rows: Sequence[Row], start: int, end: int) -> list[str]:
    return [row.text for row in rows[start:end] if not row.blank]


def _is_card(rows: Sequence[Row], rule: int, end: int, voice: Voice) -> bool:
    card = [text for text in _filled(rows, rule + 1, end) if not is_rule(text)]
    if not card or len(card) > CARD_LINES or any(_LIST_ITEM.match(text[:200]) for text in card):
        return False
    if "_" * 5 in rows[rule].text:
        return True
    underlined = rule > 0 and not rows[rule - 1].blank
    if len(card) > (3 if underlined else CARD_LINES) or any(len(text) > 90 for text in card):
        return False
    reached = sum(bool(_CONTACT.search(text)) for text in card)
    if len(card) == 1:
        return _is_name(card[0], voice) or (reached == 1 and len(card[0].split()) <= 4)
    return _is_closing(card[0]) or reached > 1 or (reached == 1 and _is_name(card[0], voice))


def _without_disclaimer(rows: Sequence[Row], end: int) -> int:
    """The last paragraphs, where they speak as a company's lawyers do."""
    while end:
        start = _paragraph(rows, end)
        words = " ".join(row.text for row in rows[start:end])[:4000].lower()
        if start == 0 or len(words) < 60 or sum(sign in words for sign in _DISCLAIMER) < 2:
            return end
        end = _without_tail(rows, start)
    return end


def _paragraph(rows: Sequence[Row], end: int) -> int:
    start = end
    while start and not rows[start - 1].blank:
        start -= 1
    return start


def _without_closing(rows: Sequence[Row], end: int, voice: Voice) -> int:
    """A closing ("Best regards") with at most a few short lines under it, or the author's name alone, or a card."""
    filled = [at for at in range(end) if not rows[at].blank][-CLOSING_LINES - 1 :]
    if len(filled) < 2:
        return end
    for at in filled[1:] if filled[0] == _first_filled(rows) else filled:
        if _is_closing(rows[at].text) and _closes(rows, at, end, voice):
            return at
    start = _card_start(rows, end, voice)
    return start if start > _first_filled(rows) else end


def _first_filled(rows: Sequence[Row]) -> int:
    return next((at for at, row in enumerate(rows) if not row.blank), 0)


def _is_closing(text: str) -> bool:
    return len(text) <= 60 and bool(_CLOSING_LINE.fullmatch(text))


def _closes(rows: Sequence[Row], at: int, end: int, voice: Voice) -> bool:
    """A closing is followed by a name, or nothing. A heading "Thanks:" with a list under it is none."""
    under = _filled(rows, at + 1, end)
    if any(_LIST_ITEM.match(text) for text in under) or any(len(text) > 70 for text in under):
        return False
    if not under:
        return bool(voice.names) and rows[at].text.rstrip()[-1:] in ",.!"
    return _is_name(under[0], voice)


def _is_name(text: str, voice: Voice) -> bool:
    if len(text) > 60 or _is_closing(text) or not _NAME.fullmatch(text):
        return False
    words = text.strip(" \t~*_-–—/,.").split()
    if voice.names:
        return any(word.strip(".").lower() in voice.names for word in words)
    return len(words) <= 4 and all(word[0].isupper() or not word[0].isascii() or len(word) < 3 for word in words)


def _card_start(rows: Sequence[Row], end: int, voice: Voice) -> int:
    """The last paragraph, when its first line is a name and the rest, if any, is how to reach or what to call them."""
    start = _paragraph(rows, end)
    lines = [row.text for row in rows[start:end]]
    if start == 0 or len(lines) > CLOSING_LINES or any(len(line) > 60 or _LIST_ITEM.match(line) for line in lines):
        return end
    if not _is_name(lines[0], voice):
        return end
    if len(lines) == 1:
        return start if voice.names or len(lines[0].split()) == 1 or _ends_sentence(rows, start) else end
    return start if any(_CONTACT.search(line) for line in lines[1:]) or len(lines) == 2 and not voice.names else end


def _ends_sentence(rows: Sequence[Row], end: int) -> bool:
    before = next((row.text.rstrip() for row in reversed(rows[:end]) if not row.blank), "")
    return before[-1:] in ".!?…)\"'»,;>"
