"""Addresses that are made to be taken for others (UTS #39). Identity never rests on looks: this is for warnings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_MIXED_IN_EARNEST = frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})
_SEEN_AS = str.maketrans(
    "авекмнорстухіјѕһԁԛԝακνορτυχιγεɑɡıℓӏ0l1|",
    "abekmhopctyxijshdqwakvoptuxiyeagiiioiii",
)


def disguise(address: str) -> str:
    """What makes an address look like another one: invisible letters, scripts mixed in a word (UTS #39, 5.1)."""
    if address.isascii() and "xn--" not in address:
        return ""
    for word in re.split(r"[@.]", address):
        word = _unicode(word)
        if any(unicodedata.category(letter) in ("Cf", "Me") for letter in word):
            return f"an invisible or enclosing letter in {address!a}"
        scripts = {_script(letter) for letter in word if letter.isalpha()}
        if len(scripts) > 1 and not scripts <= _MIXED_IN_EARNEST:
            return f"{' and '.join(sorted(scripts)).lower()} letters mixed in {address!a}"
    return ""


def look_alike(address: str, known: Iterable[str]) -> str:
    """The known address that `address` could be taken for by the eye, or ""; never `address` itself."""
    skeleton = _skeleton(address)
    return next((one for one in known if one != address and _skeleton(one) == skeleton), "")


def _script(letter: str) -> str:
    """The first word of a letter's Unicode name is its script, but for the CJK and compatibility blocks' own words."""
    return unicodedata.name(letter, "UNKNOWN").split()[0].split("-")[0]


def _unicode(label: str) -> str:
    """The letters of an A-label (RFC 5890, 2.3.2.1), or the label itself."""
    try:
        return label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _skeleton(address: str) -> str:
    """What the eye makes of an address (UTS #39, section 4, for the letters seen in practice)."""
    shown = ".".join(_unicode(label) for label in address.lower().replace("@", ".@.").split("."))
    plain = "".join(c for c in unicodedata.normalize("NFKD", shown) if unicodedata.category(c) not in ("Mn", "Cf"))
    return plain.translate(_SEEN_AS).replace("rn", "m").replace("vv", "w")
