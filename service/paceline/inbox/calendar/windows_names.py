"""Time zones by the names that Windows and Outlook show: "(UTC-05:00) Eastern Time (US & Canada)".

CLDR maps Windows' keys ("Eastern Standard Time") to IANA names and knows nothing of what is shown. Some programs write
just that into TZID. The lists of cities differ between Windows' versions, so a zone is found by its cities.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_SHOWN = """
Aleutian: Aleutian Islands
Hawaiian: Hawaii
Marquesas: Marquesas Islands
Alaskan: Alaska
Pacific: Pacific Time (US & Canada), Tijuana
US Mountain: Arizona
Mountain: Mountain Time (US & Canada)
Yukon: Yukon
Central America: Central America
Central: Central Time (US & Canada)
Easter Island: Easter Island
Canada Central: Saskatchewan
SA Pacific: Bogota, Lima, Quito, Rio Branco
Eastern: Eastern Time (US & Canada)
Haiti: Haiti
Cuba: Havana
US Eastern: Indiana (East)
Turks And Caicos: Turks and Caicos
Paraguay: Asuncion
Atlantic: Atlantic Time (Canada)
Venezuela: Caracas
Central Brazilian: Cuiaba
SA Western: Georgetown, La Paz, Manaus, San Juan
Pacific SA: Santiago
Newfoundland: Newfoundland
Tocantins: Araguaina
E. South America: Brasilia
SA Eastern: Cayenne, Fortaleza
Argentina: City of Buenos Aires, Buenos Aires
Greenland: Greenland
Montevideo: Montevideo
Magallanes: Punta Arenas
Saint Pierre: Saint Pierre and Miquelon
Bahia: Salvador
Azores: Azores
Cape Verde: Cabo Verde Is., Cape Verde Is.
GMT: Dublin, Edinburgh, Lisbon, London
Greenwich: Monrovia, Reykjavik
Sao Tome: Sao Tome
Morocco: Casablanca
W. Europe: Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna
Central Europe: Belgrade, Bratislava, Budapest, Ljubljana, Prague
Romance: Brussels, Copenhagen, Madrid, Paris
Central European: Sarajevo, Skopje, Warsaw, Zagreb
W. Central Africa: West Central Africa
Namibia: Windhoek
Jordan: Amman
GTB: Athens, Bucharest
Middle East: Beirut
Egypt: Cairo
E. Europe: Chisinau
Syria: Damascus
West Bank: Gaza, Hebron
South Africa: Harare, Pretoria
FLE: Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius
Israel: Jerusalem
South Sudan: Juba
Kaliningrad: Kaliningrad
Sudan: Khartoum
Libya: Tripoli
Arabic: Baghdad
Turkey: Istanbul
Arab: Kuwait, Riyadh
Belarus: Minsk
Russian: Moscow, St. Petersburg
E. Africa: Nairobi
Volgograd: Volgograd
Iran: Tehran
Arabian: Abu Dhabi, Muscat
Astrakhan: Astrakhan, Ulyanovsk
Azerbaijan: Baku
Mauritius: Port Louis
Saratov: Saratov
Georgian: Tbilisi
Caucasus: Yerevan
Afghanistan: Kabul
West Asia: Ashgabat, Tashkent
Ekaterinburg: Ekaterinburg
Pakistan: Islamabad, Karachi
Qyzylorda: Qyzylorda
India: Chennai, Kolkata, Mumbai, New Delhi
Sri Lanka: Sri Jayawardenepura
Nepal: Kathmandu
Bangladesh: Dhaka
Omsk: Omsk
Myanmar: Yangon (Rangoon)
SE Asia: Bangkok, Hanoi, Jakarta
Altai: Barnaul, Gorno-Altaysk
W. Mongolia: Hovd
North Asia: Krasnoyarsk
N. Central Asia: Novosibirsk
Tomsk: Tomsk
China: Beijing, Chongqing, Hong Kong, Hong Kong SAR, Urumqi
North Asia East: Irkutsk
Singapore: Kuala Lumpur, Singapore
W. Australia: Perth
Taipei: Taipei
Ulaanbaatar: Ulaanbaatar
Aus Central W.: Eucla
Transbaikal: Chita
Tokyo: Osaka, Sapporo, Tokyo
North Korea: Pyongyang
Korea: Seoul
Yakutsk: Yakutsk
Cen. Australia: Adelaide
AUS Central: Darwin
E. Australia: Brisbane
AUS Eastern: Canberra, Melbourne, Sydney
West Pacific: Guam, Port Moresby
Tasmania: Hobart
Vladivostok: Vladivostok
Lord Howe: Lord Howe Island
Bougainville: Bougainville Island
Magadan: Magadan
Norfolk: Norfolk Island
Sakhalin: Sakhalin
Central Pacific: Solomon Is., New Caledonia
New Zealand: Auckland, Wellington
Fiji: Fiji
Chatham Islands: Chatham Islands
Tonga: Nuku'alofa
Samoa: Samoa
Line Islands: Kiritimati Island
"""
"""A Windows key without "Standard Time", and the names that are shown for it, of any version."""
_SHOWN_WITH_A_COUNTRY = {
    "Pacific Standard Time (Mexico)": "Baja California",
    "Mountain Standard Time (Mexico)": "Chihuahua, La Paz, Mazatlan",
    "Central Standard Time (Mexico)": "Guadalajara, Mexico City, Monterrey",
    "Eastern Standard Time (Mexico)": "Chetumal",
    "Russia Time Zone 3": "Izhevsk, Samara",
    "Russia Time Zone 10": "Chokurdakh",
    "Russia Time Zone 11": "Anadyr, Petropavlovsk-Kamchatsky",
    "UTC": "Coordinated Universal Time",
}

_PREFIX = re.compile(r"\(?(?:UTC|GMT)?\s*(?:([+-])(\d{1,2}):?(\d{2}))?\)\s*", re.IGNORECASE)
_MEAN_TIME = re.compile(r"greenwich mean time\s*:\s*")


def shown_as(name: str) -> str:
    """The IANA name of the zone that Windows shows as `name`; "" where that is not known, or the offset that it begins
    with is none of that zone's."""
    prefix = _PREFIX.match(name) if name.startswith("(") else None
    text = _MEAN_TIME.sub("", name[prefix.end() if prefix else 0 :].strip().casefold())
    places = [found for place in text.split(",") if (found := _places().get(place.strip()))]
    meant = frozenset.intersection(*places) if places else frozenset()
    if len(meant) != 1 or (prefix is None and len(places) <= text.count(",")):
        return ""
    (zone,) = meant
    return zone if not (prefix and prefix[1]) or _offset(prefix) in _offsets(zone) else ""


def _offset(prefix: re.Match[str]) -> timedelta:
    size = timedelta(hours=int(prefix[2]), minutes=int(prefix[3]))
    return -size if prefix[1] == "-" else size


def _offsets(zone: str) -> set[timedelta | None]:
    rules = zoneinfo.ZoneInfo(zone)
    return {
        datetime(year, month, 1, tzinfo=UTC).astimezone(rules).utcoffset() for year in (2015, 2026) for month in (1, 7)
    }


@lru_cache(maxsize=1)
def _places() -> Mapping[str, frozenset[str]]:
    """Which zones a place is shown for: La Paz is in Bolivia and in Mexico."""
    found: dict[str, frozenset[str]] = {}
    for line in _SHOWN.strip().splitlines():
        key, _, places = line.partition(": ")
        _add(found, f"{key} Standard Time", places)
    for key, places in _SHOWN_WITH_A_COUNTRY.items():
        _add(found, key, places)
    return found


def _add(found: dict[str, frozenset[str]], key: str, places: str) -> None:
    zone = by_key()[key.casefold()]
    for place in places.casefold().split(", "):
        found[place] = found.get(place, frozenset()) | {zone}


@lru_cache(maxsize=1)
def by_key() -> Mapping[str, str]:
    """IANA names by Windows' keys in lower case, as CLDR maps them."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return {windows.casefold(): name for windows, name in WINDOWS_TO_OLSON.items()}
