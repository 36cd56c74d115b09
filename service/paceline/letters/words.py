"""How letters put values into words: lists, orders, reasons, hints. Templates use these as filters."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from paceline.agenda.contents import Asked
from paceline.letters.dates import Days, place

_ENDS_A_SENTENCE = (".", "?", "!", "…", '."', '?"')
_BETWEEN_HINTS = "; "
_OTHERS = "*"
_BRIEF = 90
_ORDINALS = {2: "second", 3: "third", 4: "fourth"}


def names(people: Iterable[str], last: str = "and", reader: str = "you") -> str:
    """ "Ana, Bo and you": the reader, whose name is empty, comes last."""
    return _listed(sorted((name or reader for name in people), key=lambda name: name == reader), last)


def hours(asked: Iterable[Asked]) -> list[str]:
    """The different hours at which people are asked, each in that person's zone."""
    return sorted({Days(each.zone).hour(each.at) for each in asked})


def places(asked: Iterable[Asked]) -> list[tuple[str, list[str]]]:
    """Who is elsewhere, by place: ("Los Angeles", ["Chen", "Eve"]), in the order in which they are asked."""
    found: dict[str, list[str]] = {}
    for each in asked:
        if each.elsewhere:
            found.setdefault(place(each.zone), []).append(each.who)
    return list(found.items())


def in_order_of(pairs: Iterable[tuple[str, int]], keys: Collection[str]) -> list[tuple[str, int]]:
    """The pairs in the order of `keys`; those of other keys, as they came, where "*" stands among them."""
    rank = {key: at for at, key in enumerate(keys)}
    others = rank.get(_OTHERS, len(rank))
    return sorted(pairs, key=lambda pair: rank.get(pair[0], others))


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def nth(number: int) -> str:
    """ "every", "every second", "every 21st": behind it stands what is counted."""
    if number == 1:
        return "every"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"every {_ORDINALS.get(number, f'{number}{ending}')}"


def sentence(words: str) -> str:
    """ "it names no day" as "It names no day."; a question keeps its mark."""
    words = words.strip()
    return capital(words) + ("" if words.endswith(_ENDS_A_SENTENCE) else ".")


def capital(words: str) -> str:
    """ "two hours of access" as "Two hours of access": behind what ends a sentence."""
    return words[:1].upper() + words[1:]


def brief(words: str) -> str:
    """What a subject line has room for: whole words, and that there are more of them."""
    if len(words) <= _BRIEF:
        return words
    cut = words[:_BRIEF].rpartition(" ")[0] or words[: _BRIEF - 1]
    return cut.rstrip(" ,.;:") + "…"


def typed(hint: str, last: str = "or", before: str = "") -> str:
    """What would work, as it is typed: bare lines, parted by "; ", in quotes, each with `before` in front; a hint that
    quotes stays as it is."""
    return hint if '"' in hint else _listed([f'"{before}{line}"' for line in hint.split(_BETWEEN_HINTS)], last)


def _listed(parts: list[str], last: str) -> str:
    *others, end = parts or [""]
    return f"{', '.join(others)} {last} {end}" if others else end


def unquoted(words: str) -> str:
    """What was looked for, to stand in quotation marks of ours."""
    return words.strip('"“”„«» ') if words[:1] in set('"“„«»') else words
