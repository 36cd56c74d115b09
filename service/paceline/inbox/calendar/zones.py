"""Which time zone a TZID means (RFC 5545, 3.2.19): an IANA name, a Windows name, or the VTIMEZONE that came with it.

icalendar keeps one cache of VTIMEZONEs for the whole process, by their TZID: the first sender to define one decides for
all later ones. So no sender's TZID reaches a library, and icalendar is not given a VTIMEZONE here: dateutil reads its
rules, and keeps nothing. A zone that we know goes by its IANA name and its VTIMEZONE is dropped; any other is renamed
to a hash of what it says, so that one name never has two meanings.
"""

from __future__ import annotations

import hashlib
import re
import zoneinfo
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone, tzinfo
from difflib import get_close_matches
from functools import lru_cache
from io import StringIO

from paceline.inbox.calendar.ics import Component, Line, write
from paceline.inbox.calendar.windows_names import by_key, shown_as
from paceline.inbox.mail import Unreadable

MAX_OBSERVANCES = 400
MAX_RULES = 40
"""Of a zone: each is walked year by year, for every time that is read in it."""
KEPT_RULES = 64
"""Of how many senders' zones the rules are kept, by what they say: most invites come in the same few."""
KEPT_LENGTH = 6_000
"""Characters of a zone that is kept at most: what was read of its rules stays in memory with it."""


@dataclass(frozen=True, slots=True)
class Zone:
    """`id` is the TZID in the cleaned calendar: an IANA name, or "X-" and a hash with `text` as its VTIMEZONE."""

    id: str
    rules: tzinfo = field(compare=False)
    text: str = ""


def zones(calendar: Component, used: Collection[str]) -> dict[str, Zone] | Unreadable:
    """The zones that `calendar` defines, by the TZID it uses for them; what no event uses is not looked at."""
    found: dict[str, Zone] = {}
    for part in calendar.called("VTIMEZONE"):
        tzid = part.value("TZID")
        if tzid not in used or tzid in found:
            continue
        name = known(tzid) or known(part.value("X-LIC-LOCATION"))
        zone = iana(name) if name else by_its_rules(part)
        if isinstance(zone, Unreadable):
            return zone
        found[tzid] = zone
    return found


def iana(name: str) -> Zone:
    return Zone(name, zoneinfo.ZoneInfo(name))


def known(tzid: str) -> str:
    """The IANA name that `tzid` means, or "": as it is, in another case, behind a vendor's path, Windows' key for it or
    the name that Windows shows."""
    guesses = [guess.casefold() for guess in _guesses(tzid)]
    for names in (_iana_names, by_key):
        for guess in guesses:
            if name := names().get(guess):
                return name
    return shown_as(tzid.strip().strip('"'))


def nearest(words: str) -> str:
    """The IANA name that somebody meant who wrote no name that we know: by its city, else by its letters; or ""."""
    wanted = words.strip().casefold().replace(" ", "_")
    cities = {name.rpartition("/")[2]: name for name in sorted(_iana_names(), reverse=True) if "/" in name}
    close = get_close_matches(wanted, (*cities, *_iana_names()), n=1, cutoff=0.7)
    found = cities.get(wanted) or next((cities.get(one, one) for one in close), "")
    return _iana_names().get(found, "")


_FIXED = re.compile(r"\(?(?:GMT|UTC)?\s*([+-])\s*(\d{1,2})(?::?(00|15|30|45))?\)?", re.IGNORECASE)
_FARTHEST = timedelta(hours=14)


def fixed(tzid: str) -> Zone | None:
    """The zone of a TZID that is nothing but an offset, east plus as people write it: "GMT-0500", "(GMT +01:00)"."""
    match = _FIXED.fullmatch(tzid.strip().strip('"'))
    size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0)) if match else _FARTHEST * 2
    if match is None or size > _FARTHEST:
        return None
    written = f"{match[1]}{int(match[2]):02d}{match[3] or '00'}"
    lines = [Line("DTSTART", "19700101T000000"), Line("TZOFFSETFROM", written), Line("TZOFFSETTO", written)]
    zone = by_its_rules(Component("VTIMEZONE", parts=[Component("STANDARD", lines)]))
    return zone if isinstance(zone, Zone) else None


def named_like(zone: Zone, fallback: str, around: datetime) -> str:
    """An IANA name to show for `zone`: its own, else `fallback` or a whole-hour zone if one agrees for a year."""
    if not zone.text:
        return zone.id
    moments = [around + timedelta(days=30 * month) for month in range(12)]
    offsets = [zone.rules.utcoffset(moment.replace(tzinfo=None)) for moment in moments]
    for name in (fallback, *_whole_hours(offsets[0])):
        rules = zoneinfo.ZoneInfo(name)
        if offsets == [moment.replace(tzinfo=rules).utcoffset() for moment in moments]:
            return name
    return fallback


def _whole_hours(offset: timedelta | None) -> tuple[str, ...]:
    """POSIX signs: Etc/GMT+5 is five hours west."""
    hours, rest = divmod(offset or timedelta(0), timedelta(hours=1))
    return (f"Etc/GMT{-hours:+d}" if hours else "UTC",) if not rest and -12 <= hours <= 14 else ()


def _guesses(tzid: str) -> Iterator[str]:
    tzid = tzid.strip().strip('"')
    yield tzid
    parts = tzid.strip("/").split("/")
    for start in range(min(len(parts), 6)):
        yield "/".join(parts[start:])


@lru_cache(maxsize=1)
def _iana_names() -> dict[str, str]:
    names = zoneinfo.available_timezones() - {"localtime", "Factory"}
    return {name.casefold(): name for name in names} | {"z": "UTC"}


# --- a sender's own VTIMEZONE ---------------------------------------------------------------------------------------

_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?$")
_ONSET = re.compile(r"\d{8}T\d{6}$")
_RULE = re.compile(r"[A-Z0-9=;,+-]{1,120}$")


def by_its_rules(part: Component) -> Zone | Unreadable:
    """A VTIMEZONE as what it says itself, whatever its name."""
    observances = [o for o in part.parts if o.name in ("STANDARD", "DAYLIGHT")]
    if not 0 < len(observances) <= MAX_OBSERVANCES:
        return Unreadable(f"a time zone has {len(observances)} observances; 1 to {MAX_OBSERVANCES} are read")
    texts: list[str] = []
    for observance in observances:
        lines = _observance(observance)
        if isinstance(lines, Unreadable):
            return lines
        texts.append(write(observance.name, lines))
    if sum(observance.first("RRULE") is not None for observance in observances) > MAX_RULES:
        return Unreadable(f"a time zone has more than {MAX_RULES} rules")
    name = "X-" + hashlib.blake2b("".join(texts).encode(), digest_size=12).hexdigest()
    text = write("VTIMEZONE", [Line("TZID", name)], texts)
    rules = _kept_rules(text) if len(text) <= KEPT_LENGTH else _rules(text)
    return Zone(name, rules, text) if rules else Unreadable("a time zone's rules can't be read")


def _observance(part: Component) -> list[Line] | Unreadable:
    """The lines of STANDARD or DAYLIGHT that matter. Its rule must be yearly: libraries walk it from 1601 on."""
    lines = [Line("DTSTART", _since_1900(part.value("DTSTART")))]
    lines += [Line(name, part.value(name)) for name in ("TZOFFSETFROM", "TZOFFSETTO")]
    if not _ONSET.match(lines[0].value) or not all(offset(line.value) is not None for line in lines[1:]):
        return Unreadable("a time zone has an onset or offset that is none")
    if rule := part.value("RRULE").upper().rstrip(";"):
        if not _RULE.match(rule) or "FREQ=YEARLY" not in rule or re.search("BYSECOND|BYMINUTE|BYHOUR", rule):
            return Unreadable("a time zone changes by a rule that is not yearly")
        lines.append(Line("RRULE", rule))
    rdates = [d for line in part.all("RDATE") for d in line.value.split(",")]
    lines += [Line("RDATE", d) for d in rdates[:MAX_OBSERVANCES] if _ONSET.match(d)]
    return lines


def _since_1900(onset: str) -> str:
    """Outlook's 1601 says "always"; a later year with the same month and day says it with 300 fewer steps."""
    return onset if onset[:4] >= "1900" else "1970" + onset[4:]


def offset(text: str) -> timedelta | None:
    """A UTC-OFFSET value (RFC 5545, 3.3.14), less than a day."""
    match = _OFFSET.match(text)
    if not match:
        return None
    size = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return None if size >= timedelta(hours=24) else size if match[1] == "+" else -size


def _rules(text: str) -> tzinfo | None:
    only = set(_TO.findall(text))
    if len(only) == 1:
        return timezone(offset(only.pop()) or timedelta(0))
    from dateutil.tz import tzical  # type: ignore[import-untyped]

    try:
        rules: tzinfo = tzical(StringIO(text)).get()
        rules.utcoffset(datetime(2026, 1, 1))  # noqa: DTZ001 - a wall time
    except Exception:  # noqa: BLE001 - what a library raises over a sender's rules is no business of ours
        return None
    return rules


_kept_rules = lru_cache(maxsize=KEPT_RULES)(_rules)
_TO = re.compile(r"^TZOFFSETTO:([+-]\d{4,6})", re.MULTILINE)
