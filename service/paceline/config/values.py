"""How one value of the configuration is read: TOML in, a domain value out, or what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from paceline.domain.cadence import Span

Read = Callable[[Any], Any]
"""From a TOML value to the value that the service uses; raises UnfitError."""

SHORTEST_SECRET = 32
LONGEST_LOCAL_PART = 35
"""Octets before the @ of the service's own address: a token and its separator must fit in 64 (RFC 5321, 4.5.3.1.1)."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_ADDRESS = re.compile(r"[^\s@\"<>(),:;\\\[\]\x00-\x1f\x7f]{1,64}@[^\s@\"<>(),:;\\\[\]\x00-\x1f\x7f]{1,253}")
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
_LOCALE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}))?")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?")
_URL_SCHEME = re.compile(r"([a-z][a-z0-9]*)(\+[a-z0-9]+)?")
_SOCKET = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+)):([0-9]{1,5})")
_HANDLE = re.compile(r"[\w.+-]*\w(?:@[\w.-]*\w)?")
_COUNTRY = re.compile(r"[A-Z]{2}")


class UnfitError(ValueError):
    """A value that can't be used: what is wrong, and how to mend it."""

    def __init__(self, wrong: str, mend: str) -> None:
        super().__init__(f"{wrong}; {mend}")
        self.wrong = wrong
        self.mend = mend


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise UnfitError(f"{_shown(value)} is not text", "put it in double quotes")
    return value.strip()


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise UnfitError(f"this is a {type(value).__name__}", "write true or false")
    return value


def choice(*allowed: str) -> Read:
    def read(value: Any) -> str:
        chosen = text(value)
        if chosen not in allowed:
            raise UnfitError(f'"{chosen}" is not possible here', _offer(chosen, allowed, closed=True))
        return chosen

    return read


def address(value: Any) -> str:
    """An addr-spec (RFC 5322, 3.4.1) in lower case, without a display name, its domain in ASCII."""
    written = text(value)
    if not _ADDRESS.fullmatch(written):
        raise UnfitError(f'"{written}" is no mail address', 'write it like "ana@acme.example", without a name')
    local, _, host = written.lower().rpartition("@")
    return f"{local}@{domain(host)}"


def own_address(value: Any) -> str:
    """The service's address: short enough for a token, and with no detail of its own (RFC 5233)."""
    written = address(value)
    local = written.partition("@")[0]
    if len(local) > LONGEST_LOCAL_PART or "+" in local:
        raise UnfitError(
            f'"{local}" can\'t carry a signed reply token',
            f'choose at most {LONGEST_LOCAL_PART} characters before the @, without "+"',
        )
    return written


def domain(value: Any) -> str:
    written = text(value).lower().removeprefix("@").rstrip(".")
    if _DOMAIN.fullmatch(written):
        return written
    raise UnfitError(f'"{written}" is no domain', _ascii_hint(written))


def zone(value: Any) -> str:
    from zoneinfo import ZoneInfo, available_timezones

    name = text(value)
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # KeyError: ZoneInfoNotFoundError; OSError: a folder of the database
        known = available_timezones()
        raise UnfitError(f'there is no time zone "{name}"', _offer(name, known, like="Europe/Berlin")) from None
    return name


def locale(value: Any) -> str:
    """A BCP 47 tag of language, script and territory, as CLDR writes it: "de", "en_GB", "zh_Hant_TW"."""
    written = text(value)
    parts = _LOCALE.fullmatch(written)
    if not parts:
        raise UnfitError(
            f'"{written}" is no locale', 'write a language and, where it matters, a country: "de", "en_GB"'
        )
    language, script, territory = parts.groups("")
    return "_".join(part for part in (language.lower(), script.title(), territory.upper()) if part)


def clock(value: Any) -> time:
    """A wall time, to the minute: "09:00", or TOML's own 09:00:00."""
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    written = value if isinstance(value, str) else _shown(value)
    found = _CLOCK.fullmatch(written.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise UnfitError(f'"{written}" is no time of day', 'write hours and minutes of 24 hours: "09:00", "17:30"')
    return time(int(found[1]), int(found[2]))


def weekdays(value: Any) -> frozenset[int]:
    """Weekday numbers (Monday 0) from English names, whole or their first three letters."""
    days = frozenset(_weekday(name) for name in texts(value))
    if not days:
        raise UnfitError("no working day is left", 'name at least one: ["mon", "tue", "wed", "thu", "fri"]')
    return days


def weekday_or_off(value: Any) -> int | None:
    return None if value is False or value == "off" else _weekday(text(value))


def span(value: Any) -> Span:
    """A length of time before something, as an event's text may have it."""
    from paceline.inbox.calendar.event_text import read_span

    written = text(value)
    found = read_span(written)
    if found is None:
        raise UnfitError(f'"{written}" is no length of time', 'write it like "1 day before" or "2 hours before"')
    return found


def span_or_off(value: Any) -> Span | None:
    return None if value is False or value == "off" else span(value)


def working_days(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 60:
        raise UnfitError(f"{_shown(value)} is no number of working days", "write a whole number from 1 to 60")
    return value


def amount(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10_000:
        raise UnfitError(f"{_shown(value)} is no amount", "write a whole number from 1 to 10000")
    return value


def amount_or_none(value: Any) -> int:
    """0 for none."""
    return 0 if value == 0 and not isinstance(value, bool) else amount(value)


def months(value: Any) -> int:
    """0 for never."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 120:
        raise UnfitError(
            f"{_shown(value)} is no number of months", "write a whole number from 1 to 120, or 0 for never"
        )
    return value


def handle(value: Any) -> str:
    """Somebody as people write them, "@bo", without the "@"; "" for nobody."""
    written = text(value).removeprefix("@").lower()
    if written and not _HANDLE.fullmatch(written):
        raise UnfitError(f'"{written}" is nobody\'s id', 'write it like "@bo"')
    return written


def handles(value: Any) -> tuple[str, ...]:
    """Nobody named: everyone."""
    return tuple(dict.fromkeys(many(handle)(value)))


def right(value: Any) -> str:
    """Who decides, or is heard, about what."""
    from paceline.domain.clauses import right as read

    written = text(value)
    found = read(written)
    if found is None:
        raise UnfitError(
            f'"{written}" is no decision right',
            'write it like "@bo decides about the database" or "@eve is heard about security"',
        )
    return found.words


def country(value: Any) -> str:
    """An ISO 3166-1 alpha-2 code, whose public holidays are kept; "" for none."""
    written = text(value).upper()
    if written and not _COUNTRY.fullmatch(written):
        raise UnfitError(f'"{written}" is no country code', 'write two letters, like "DE", "US" or "BR"')
    return written


def secret(value: Any) -> bytes:
    written = text(value)
    if written and len(written) < SHORTEST_SECRET:
        raise UnfitError(
            f"it has {len(written)} characters, too few to sign with",
            f"write at least {SHORTEST_SECRET} random ones: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
    return written.encode()


def secret_file(folder: Path) -> Read:
    def read(value: Any) -> bytes:
        found: Path | None = path(folder)(value)
        try:
            return secret(found.read_text(encoding="utf-8")) if found else b""
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", "") or "it is not text"
            raise UnfitError(f"{found} can't be read: {reason}", "check the path and who may read it") from None

    return read


def path(folder: Path) -> Read:
    """An absolute path; a relative one starts at the configuration's own folder. "" is None."""

    def read(value: Any) -> Path | None:
        written = text(value)
        return folder / Path(written).expanduser() if written else None

    return read


def existing_folder(folder: Path) -> Read:
    def read(value: Any) -> Path | None:
        found: Path | None = path(folder)(value)
        if found and not found.is_dir():
            raise UnfitError(f"there is no folder {found}", "create it, or take this line out")
        return found

    return read


def existing_file(folder: Path) -> Read:
    def read(value: Any) -> Path | None:
        found: Path | None = path(folder)(value)
        if found and not found.is_file():
            raise UnfitError(f"there is no file {found}", "create it, or take this line out")
        return found

    return read


def url(folder: Path, *schemes: str, words: tuple[str, ...] = ()) -> Read:
    """A database's address; the path of a relative SQLite file starts at the configuration's own folder."""

    def read(value: Any) -> str:
        written = text(value)
        if not written or written in words:
            return written
        try:
            scheme = _URL_SCHEME.fullmatch(urlsplit(written).scheme)
        except ValueError:  # a password with a "[" in it, for one
            raise UnfitError(
                f'"{_without_password(written)}" is no address',
                "in its user and password write [ ] / @ : ? # as %5B %5D %2F %40 %3A %3F %23",
            ) from None
        if "://" not in written or not scheme or scheme[1] not in schemes:
            raise UnfitError(
                f'"{_without_password(written)}" is no address of a database that can be used here',
                "begin it with " + " or ".join([*(f'"{scheme}://"' for scheme in schemes), *map(repr, words)]),
            )
        return _anchored(written, folder) if scheme[1] == "sqlite" else written

    return read


def socket(value: Any) -> tuple[str, int] | None:
    """Where to listen: (host, port). "" is None; an IPv6 address stands in brackets."""
    written = text(value)
    if not written:
        return None
    found = _SOCKET.fullmatch(written)
    if not found or int(found[3]) > 65535:
        raise UnfitError(f'"{written}" is no address to listen on', 'write it like "127.0.0.1:8026"')
    return found[1] or found[2], int(found[3])


def web_address(value: Any) -> str:
    """Where browsers and calendars reach something, without a "/" at its end. Only this machine may go without TLS."""
    written = text(value).rstrip("/")
    if not written:
        return ""
    try:
        parts = urlsplit(written)
        host, odd = parts.hostname or "", parts.query or parts.fragment or parts.username or parts.port == 0
    except ValueError:
        host, odd = "", "it"
    if not host or odd or not re.fullmatch(r"[!-~]+", written) or parts.scheme not in ("http", "https"):
        raise UnfitError(f'"{written}" is no web address', 'write it like "https://async.acme.example"')
    if parts.scheme == "http" and host not in ("localhost", "127.0.0.1", "::1"):
        raise UnfitError(
            f'"{written}" is not encrypted',
            "begin it with https://, since whoever sees an address can read what is there",
        )
    return written


def texts(value: Any) -> tuple[str, ...]:
    return many(text)(value)  # type: ignore[no-any-return]


def many(read_one: Read) -> Read:
    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise UnfitError(f"{_shown(value)} is not a list", 'write it in brackets: ["…", "…"]')
        return tuple(read_one(one) for one in value)

    return read


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` was most likely meant to be, or ""."""
    from difflib import get_close_matches

    by_folded = {one.casefold(): one for one in sorted(known)}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else ""


def _offer(word: str, known: Iterable[str], *, like: str = "", closed: bool = False) -> str:
    known = tuple(known)
    if meant := nearest(word, known):
        return f'did you mean "{meant}"?'
    if closed:
        return "choose one of " + ", ".join(f'"{one}"' for one in known)
    return f'write one like "{like}"'


def _weekday(name: str) -> int:
    short = name.strip().lower()[:3]
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    if short not in WEEKDAYS or not full[WEEKDAYS.index(short)].startswith(name.strip().lower()):
        raise UnfitError(f'"{name}" is no weekday', _offer(name, WEEKDAYS, closed=True))
    return WEEKDAYS.index(short)


def _ascii_hint(written: str) -> str:
    try:
        return f'write its ASCII form "{written.encode("idna").decode()}"' if not written.isascii() else _PLAIN
    except UnicodeError:
        return _PLAIN


_PLAIN = 'write it like "acme.example"'


def _anchored(written: str, folder: Path) -> str:
    """sqlite:///ledger.db (relative, as SQLAlchemy reads it) under `folder`; sqlite:////var/… stays."""
    scheme, _, rest = written.partition(":///")
    return f"{scheme}:///{folder / rest}" if rest and rest != ":memory:" else written


def _without_password(written: str) -> str:
    return re.sub(r"//.*@", "//…@", written)


def _shown(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "a table"
        case list():
            return "a list"
    return str(value)
