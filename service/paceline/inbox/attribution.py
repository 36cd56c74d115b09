"""Attribution lines: "On Monday, Bo wrote:", in some forty languages, wrapped, with the day first or the verb in the middle."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paceline.inbox.rows import Mark, Row

WRAPPED = 5
"""An attribution is broken over this many lines at most."""
CHARACTERS = 500

# The verb of "X wrote", as clients put it: one row a language.
_WROTE = (
    r"wrote|writes|sent|said",  # English
    r"schrieb|schreibt|geschrieben",  # German
    r"a [ée]crit|écrit",  # French
    r"escribi[óo]|ha escrito",  # Spanish
    r"escreveu",  # Portuguese
    r"ha scritto|scrisse|scrive",  # Italian
    r"schreef|geschreven",  # Dutch
    r"skrev|skriver|skrifaði",  # Danish, Norwegian, Swedish; Icelandic
    r"kirjoitti|kirjutas",  # Finnish, Estonian
    r"napisał(?:a|\(a\)|/a)?|pisze",  # Polish
    r"napsala?|napsal\(a\)|napísala?|píše",  # Czech, Slovak
    r"(?:на)?писала?|пишет|написал\(а\)",  # Russian
    r"написа(?:в|ла|ла\(в\))?|пише|написав\(ла\)",  # Ukrainian, Bulgarian, Serbian
    r"napisa(?:o|la)(?: je)?|je napisala?|piše",  # Croatian, Serbian, Slovenian
    r"írta|irta|ezt írta",  # Hungarian
    r"a scris|scrie",  # Romanian
    r"yazdı|şunu yazdı|şunları yazdı",  # Turkish
    r"έγραψε|γράφει",  # Greek
    r"rakstīja|rašė|parašė",  # Latvian, Lithuanian
    r"va escriure|idatzi du|escribiu",  # Catalan, Basque, Galician
    r"menulis|đã viết|viết|sumulat",  # Indonesian, Vietnamese, Filipino
    r"写道|寫道|写到|写了|來信|已写",  # Chinese
    r"のメッセージ|書きました|書き込みました|wrote",  # Japanese
    r"작성|님이",  # Korean
    r"เขียนว่า|เขียน|ने लिखा",  # Thai, Hindi
    r"כתבה?|مساحة|كتبت?|نوشت",  # Hebrew, Arabic, Persian
)
_CJK = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_VERB = re.compile(
    "|".join(rf"(?:{row})" if _CJK.search(row) else rf"(?<![^\W_])(?:{row})(?![^\W_])" for row in _WROTE),
    re.IGNORECASE,
)

# The word before the day, at the start of an attribution.
_INTRO = (
    r"on|at|le|el|il|am|vom|op|em|no dia|den|d\.|dne|dňa|dnia|w dniu|w|na|v|pe|la|în data de|in data|tarihinde|"
    r"στις|в|от|у|а|u|pada|vào|a|ai|de|om|kl|på|lør|søn|dana|el día|el dia|data|ons|tors"
)
_OPENS = re.compile(rf"[\W_]{{0,12}}(?:{_INTRO})\b[\s.,]", re.IGNORECASE)
_MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|mär|okt|dez|janv|févr|avr|juin|juil|août|déc|ene|abr|ago|dic|"
    "gen|mag|giu|lug|set|ott|fev|out|maj|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек|лют|берез|квіт|трав|черв|лип|"
    "серп|верес|жовт|листоп|груд|sty|lut|kwi|cze|lip|sie|wrz|paź|lis|gru"
)
_DATES = (
    r"\d{1,4}\s?[./\-年]\s?\d{1,2}|(?:19|20)\d\d|[月日]"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.|er|º|-[гої]+)?\s(?:de\s)?(?:{_MONTHS})|\b(?:{_MONTHS})[^\W\d_]{{0,8}}\.?\s\d{{1,2}}\b"
)
_DATE = re.compile(_DATES, re.IGNORECASE)
_DAY = re.compile(rf"\d{{1,2}}[:.h]\d{{2}}|{_DATES}", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>()\[\]@\"]{1,100}@[^\s<>()\[\]@\"]{1,200}")
_DAY_THEN_ADDRESS = re.compile(r"[^\n]{0,300}[<(\[]\s?[^<>\s]{1,200}@[^<>]{1,200}[>)\]]+\s*[:：]?\s*")
_WITHIN = re.compile(
    r"(?:^|[\s\-–—])(?P<said>(?:On|Le|Am|El|Il|Op|Em|Den)\s(?=[^:]{0,40}\d)[^\n]{10,400}[:：])\s*$", re.IGNORECASE
)
_ENDS = ":：>-*_)"


def attribution_at(rows: Sequence[Row], end: int) -> tuple[int, str] | None:
    """Where the attribution ending with row `end` starts, and what stands before it in that row; None: it is none."""
    last = rows[end]
    text = last.text.rstrip()
    if not text or len(text) > CHARACTERS or not (text[-1] in _ENDS or _VERB.search(text[-24:])):
        return None
    quoted = _quote_follows(rows, end)
    joined, found = "", None
    for start in range(end, max(-1, end - WRAPPED), -1):
        row = rows[start]
        if row.blank or row.depth != last.depth or row.mark is not Mark.NONE or len(joined) > CHARACTERS:
            break
        joined = f"{row.text.strip()} {joined}" if joined else row.text.strip()
        before = _is_attribution(joined, quoted=quoted)
        if before is not None and (found is None or _opens_with_day(joined)):
            found = start, before
        if found and _opens_with_day(joined):
            break
    return found


def _opens_with_day(text: str) -> bool:
    """With a date, that is, not merely "at 10:18," in the middle of one."""
    opening = _OPENS.match(text[:48])
    day = _DATE.search(text[:80])
    return bool(day and (day.start() < 4 or (opening and day.start() < 40)))


def _quote_follows(rows: Sequence[Row], end: int) -> bool:
    for row in rows[end + 1 : end + 4]:
        if row.depth > rows[end].depth or row.block:
            return True
        if not row.blank:
            return False
    return False


def _is_attribution(text: str, *, quoted: bool) -> str | None:
    """What stands before the attribution in its first row ("" mostly); None when the text is none."""
    if len(text) > CHARACTERS:
        return None
    colon = text.rstrip(" \t*_-")[-1:] in (":", "：")
    head = text[:48]
    day = _DAY.search(text[:200])
    opens = (_OPENS.match(head) and day) or (day and day.start() < 32)
    if _VERB.search(text):
        said = colon or bool(_VERB.search(text[-28:]))
        named = _ADDRESS.search(text)
        if said and (opens or (named and _name_first(text))) and (colon or quoted or text.rstrip().endswith("-")):
            return _before(text, opens=bool(opens))
        return None
    if opens and day and day.start() < 32 and (colon or quoted) and _DAY_THEN_ADDRESS.fullmatch(text):
        return ""
    return None


def _name_first(text: str) -> bool:
    """ "Ana Stone <ana@corp.test> wrote:": a short name, its address, a verb."""
    address = _ADDRESS.search(text)
    return bool(address and address.start() < 100 and len(text) - address.end() < 60)


def _before(text: str, *, opens: bool) -> str:
    if opens and (_OPENS.match(text) or _DAY.match(text.lstrip("\"'>*- "))):
        return ""
    within = _WITHIN.search(text)
    return text[: within.start("said")].rstrip(" -–—") if within else ""
