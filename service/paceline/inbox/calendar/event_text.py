"""What an event's text sets differently: one `key: value` a line, anywhere in a plain or HTML description."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from difflib import get_close_matches

from paceline.domain.cadence import Remark, Settings, Span
from paceline.inbox.calendar.event_lines import event_lines

MAX_QUESTIONS = 12
MAX_REMARKS = 6


@dataclass(frozen=True, slots=True)
class EventText:
    """`words` are the lines that are no settings: what the organizer wrote for people."""

    settings: Settings
    remarks: tuple[Remark, ...] = ()
    words: str = ""


def read_settings(text: str, html: str = "") -> tuple[Settings, tuple[Remark, ...]]:
    """The settings in an event's text, and the lines that look like one but are none; `html` counts without `text`."""
    read = read_event_text(text, html)
    return read.settings, read.remarks


def read_event_text(text: str, html: str = "") -> EventText:
    lines = event_lines(text, html)
    settings, remarks, words = Settings(), [], []
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        key, value = _key_and_value(line)
        if key == "questions":
            asked, index = _questions(value, lines, index)
            settings = replace(settings, questions=asked, said=_with(settings.said, key))
        elif key in _KEYS and (changed := _KEYS[key].read(settings, value)):
            settings = replace(changed, said=_with(settings.said, key))
        elif remark := _remark(key, value, line, lines, index - 1):
            remarks.append(remark)
        else:
            words.append(line)
    return EventText(settings, tuple(remarks[:MAX_REMARKS]), "\n".join(words).strip())


def _with(said: tuple[str, ...], key: str) -> tuple[str, ...]:
    return said if key in said else (*said, key)


# --- the keys -------------------------------------------------------------------------------------------------------


def _template(settings: Settings, value: str) -> Settings | None:
    name = re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}", value.lower())
    return replace(settings, template=name[0]) if name else None


def _ask(settings: Settings, value: str) -> Settings | None:
    span = read_span(value)
    return replace(settings, ask=span) if span else None


def _remind(settings: Settings, value: str) -> Settings | None:
    if value.lower() in ("off", "no", "none", "never"):
        return replace(settings, remind=None)
    span = read_span(value)
    return replace(settings, remind=span) if span else None


def _digest(settings: Settings, value: str) -> Settings | None:
    span = read_span(value)
    return replace(settings, digest=span) if span else None


def _why(settings: Settings, value: str) -> Settings | None:
    return replace(settings, why=value) if value else None


_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")


def _also(settings: Settings, value: str) -> Settings | None:
    """All or nothing: a reader left out in silence would be a surprise."""
    items = [item.strip("<>() ") for item in re.split(r"[,;\s]+", value) if item.strip("<>() ")]
    if not items or not all(_ADDRESS.fullmatch(item) for item in items):
        return None
    return replace(settings, also=tuple(dict.fromkeys(item.lower() for item in items[:20])))


_LANGUAGES = {
    "english": "en", "deutsch": "de", "german": "de", "français": "fr", "french": "fr", "español": "es",
    "spanish": "es", "italiano": "it", "italian": "it", "português": "pt", "portuguese": "pt", "nederlands": "nl",
    "dutch": "nl",
}  # fmt: skip


def _language(settings: Settings, value: str) -> Settings | None:
    code = _LANGUAGES.get(value.lower(), value.replace("-", "_"))
    match = re.fullmatch(r"([A-Za-z]{2})(?:_([A-Za-z]{2}))?", code)
    if not match:
        return None
    return replace(settings, language=match[1].lower() + (f"_{match[2].upper()}" if match[2] else ""))


@dataclass(frozen=True, slots=True)
class _Key:
    read: Callable[[Settings, str], Settings | None]
    example: str


_KEYS = {
    "template": _Key(_template, "template: retro"),
    "ask": _Key(_ask, "ask: 2 days before"),
    "remind": _Key(_remind, "remind: 4 hours before"),
    "digest": _Key(_digest, "digest: 1 hour before"),
    "why": _Key(_why, "why: to see early where a hand is needed"),
    "also": _Key(_also, "also: bo@example.com"),
    "language": _Key(_language, "language: de"),
}
_NAMES = (*_KEYS, "questions")

# --- spans ----------------------------------------------------------------------------------------------------------

_NUMBERS = {
    word: n for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}
_NUMBERS |= {"a": 1, "an": 1, "the": 1, "": 1}
_SPAN = re.compile(
    r"(?P<number>\d{1,5}|[a-z]{0,5}) ?(?:working |business |work )?"
    r"(?P<unit>minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)"
    r"(?: (?:before|earlier|ahead|prior|in advance).{0,60})?"
)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1)}
_DAYS = {"d": 1, "w": 5}


def read_span(text: str) -> Span | None:
    """Read "2 days before", "4h", "90 min", "the day before", "one hour before the digest"; days are working days."""
    match = _SPAN.fullmatch(" ".join(text.lower().strip(" .").split()))
    if not match:
        return None
    number = int(match["number"]) if match["number"].isdigit() else _NUMBERS.get(match["number"], 0)
    unit = match["unit"][0]
    if unit in _DAYS:
        days = number * _DAYS[unit]
        return Span(days=days) if 1 <= days <= 20 else None
    lead = number * _UNITS[unit]
    return Span(lead=lead) if timedelta(0) < lead <= timedelta(days=14) else None


def write_span(span: Span) -> str:
    """The span as it may be written in an event: "2 days before"."""
    minutes = int(span.lead.total_seconds()) // 60
    number, unit = (span.days, "day") if span.days else (minutes, "minute") if minutes % 60 else (minutes // 60, "hour")
    return f"{number} {unit}{'' if number == 1 else 's'} before"


# --- lines that look like a setting ---------------------------------------------------------------------------------

_KEY_AND_VALUE = re.compile(r"[\s>*•·\-–_`]{0,8}([A-Za-z]{2,16})[*_`]{0,3}\s{0,3}[:：]\s{0,3}[*_`]{0,3}(.*)")
_ORDINARY = frozenset(
    [
        "agenda",
        "attendees",
        "call",
        "commitment",
        "date",
        "decision",
        "dial",
        "doc",
        "docs",
        "done",
        "file",
        "goal",
        "goals",
        "host",
        "http",
        "https",
        "id",
        "intent",
        "join",
        "link",
        "links",
        "location",
        "mailto",
        "meeting",
        "next",
        "blocked",
        "note",
        "notes",
        "organizer",
        "owner",
        "participants",
        "passcode",
        "password",
        "phone",
        "pin",
        "room",
        "sip",
        "slides",
        "subject",
        "tel",
        "thanks",
        "time",
        "timezone",
        "title",
        "topic",
        "url",
        "video",
        "web",
        "what",
        "when",
        "where",
        "who",
        "zoom",
        "ps",
        "re",
        "fyi",
    ]
)


def _key_and_value(line: str) -> tuple[str, str]:
    match = _KEY_AND_VALUE.fullmatch(line)
    return (match[1].lower(), match[2].strip()) if match else ("", "")


def _remark(key: str, value: str, line: str, lines: tuple[str, ...], at: int) -> Remark | None:
    """A known key with a value that is none, a key that is nearly one, a span for nothing, a stranger by a setting."""
    if not key or key in _ORDINARY or not value or value.startswith("//"):
        return None
    if key in _KEYS:
        return Remark(line.strip(), _KEYS[key].example)
    near = get_close_matches(key, _NAMES, n=1, cutoff=0.72)
    if near:
        return Remark(line.strip(), _right(near[0], value))
    if (read_span(value) and "before" in value.lower()) or _beside_a_setting(lines, at):
        return Remark(line.strip())
    return None


def _right(key: str, value: str) -> str:
    """The line as it would have been right: the value kept where it is one."""
    if key == "questions":
        return "questions:"
    changed = _KEYS[key].read(Settings(), value)
    if changed is None:
        return _KEYS[key].example
    span = read_span(value)
    return f"{key}: {write_span(span) if span and key in ('ask', 'remind', 'digest') else value}"


def _beside_a_setting(lines: tuple[str, ...], at: int) -> bool:
    """A settings line stands right above or below."""
    beside = [lines[i] for i in (at - 1, at + 1) if 0 <= i < len(lines)]
    return any(key in _KEYS and _KEYS[key].read(Settings(), value) for key, value in map(_key_and_value, beside))


_BULLET = re.compile(r"\s{0,8}(?:[-*•·–]|\d{1,2}[.)])\s{1,4}")


def _questions(value: str, lines: tuple[str, ...], index: int) -> tuple[tuple[str, ...], int]:
    """The questions, and the index of the first line after them. An empty line ends them unless another one follows."""
    asked = [value] if value else []
    while index < len(lines) and len(asked) < MAX_QUESTIONS:
        line = lines[index]
        follows = lines[index + 1] if index + 1 < len(lines) else ""
        if _key_and_value(line)[0] in _NAMES:
            break
        if not line.strip() and asked and not (_BULLET.match(follows) or follows.rstrip().endswith("?")):
            break
        if question := _BULLET.sub("", line, count=1).strip():
            asked.append(question)
        index += 1
    return tuple(asked), index
