"""Whose a promise is: "@bo: …", "Bo will …", "me: …", "we will …"."""

from __future__ import annotations

from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.promises import BESIDE_A_NAME, WE
from paceline.inbox.grammar.topics import THE
from paceline.inbox.grammar.words import either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.days import Days
from paceline.inbox.reply.targets import HANDLE

HANDLES = rf"{HANDLE}(?:\s*(?:,|/|\b{either(clauses.AND)}\s)\s*{HANDLE})*"
"""One or several."""

_OWNER = Pattern(rf"({HANDLES}(?:\s+{HANDLE})*)(\s*[:,–—]\s*|\s+-\s+|\s+)")
_ONE_HANDLE = Pattern(HANDLE)
_MYSELF = Pattern(rf"{either(clauses.MYSELF)}\s*[:,]\s*")
_WE = Pattern(rf"{either(WE)}(?:\s|\s*:)")
_ORDER = Pattern(rf"{either(clauses.ORDERS)}\s+")
_THANKS = Pattern(rf"{either(clauses.THANKS)}(?!\w)")
_REQUEST = Pattern(rf"¿?{either(clauses.REQUESTS)}\s+(?=\w)")
_NAME = r"[^\W\d_][\w.-]{0,40}"
_NAMED = Pattern(rf"({_NAME})(?=\s*[:,]\s|\s+[–—-]\s|\s+{either(clauses.ORDERS)}\s)")
_WITH_ME = Pattern(
    rf"(?:{either(clauses.MYSELF)}\s+{either(clauses.AND)}\s+)(?P<second>{_NAME})(?=[\s:,]|$)"
    rf"|(?P<first>{_NAME})(?=\s+{either(clauses.AND)}\s+{either(clauses.MYSELF)}(?!\w))"
)
_ACTS = Pattern(
    rf"(?:{either(THE)}\s+)?(?P<who>{_NAME})\s+(?!{either(BESIDE_A_NAME)}\s)[^\W\d_]{{3,}}[stdae]\s+"
    rf"{either(THE)}(?:\s+|(?<=')(?=\w))"
)
"""A name, and what may be a verb in the third person, before an article."""
_FOR_NAMED = Pattern(rf"(?:^|\s){either(clauses.FOR)}\s+(?=([^\W\d_][\w.-]{{0,40}}))")


def owner_of(text: str) -> tuple[str, str]:
    """The handle that `text` begins with, and the rest without "please"; no handle: the author's."""
    folded = fold(text)
    if me := _MYSELF.match(folded):
        return "", text[me.end() :]
    match = _OWNER.match(folded)
    if not match:
        return "", text
    owner, rest = text[match.start(1) : match.end(1)], text[match.end() :]
    if order := _ORDER.match(fold(rest)):
        rest = rest[order.end() :]
    return owner, rest


def handles(text: str) -> tuple[str, ...]:
    return tuple(_ONE_HANDLE.findall(text))


def says_we(text: str) -> bool:
    """Whether the author speaks for more than one: "we'll ship it"."""
    return bool(_WE.match(fold(text)))


def asks_somebody(text: str) -> bool:
    """Whether `text` is an order to the one it begins with: "@bo could you …?"."""
    match = _OWNER.match(fold(text))
    return bool(match and _ORDER.match(fold(text[match.end() :])))


def is_question(text: str) -> bool:
    """Whether `text` asks for an answer, not for something to be done."""
    return text.endswith("?") and not asks_somebody(text)


def thanks_owner(text: str) -> bool:
    """ "@bo: thanks for Thursday"; but "@bo merci de …" asks for something."""
    match = _OWNER.match(fold(text))
    return bool(match and _THANKS.match(fold(text), match.end())) and not asks_somebody(text)


def request_to(text: str) -> tuple[str, str]:
    """Who is asked and for what, where `text` begins with a mention and a request: "@bo could you …?"; else ""."""
    folded = fold(text)
    match = _OWNER.match(folded)
    request = _REQUEST.match(folded, match.end()) if match else None
    return (text[match.start(1) : match.end(1)], text[request.end() :]) if match and request else ("", "")


def owner_marked(text: str) -> bool:
    """Whether `text` begins with "@bo:"."""
    match = _OWNER.match(fold(text))
    return bool(match and ":" in match[2])


def tells_of(text: str, names: frozenset[str], days: Days) -> bool:
    """Whether somebody of the team does something there: "Bo reviews the schema", "Bo prüft das Schema"."""
    match = _ACTS.match(fold(text)) if names else None
    return bool(match and match["who"] in names and not days.first(text[match.end() :]))


def under_title(title: str, text: str) -> str:
    """A sub-bullet that can stand without the line above it: "Importer: ship it"; an owner stays in front."""
    match = _OWNER.match(fold(text))
    if not match:
        return f"{title}: {text}"
    return f"{text[: match.end(1)]}: {title}: {text[match.end() :]}"


def addressed(text: str, names: frozenset[str]) -> str:
    """`text` with "@" before a name of the team where it says whose the promise is, or for whom: "Bo: …", "for Eve"."""
    named = _NAMED.match(fold(text)) if names else None
    if named and named[1] in names:
        text = f"@{text}"
    with_me = _WITH_ME.match(fold(text)) if names else None
    if with_me and (with_me["first"] or with_me["second"]) in names:
        at = max(with_me.start("first"), with_me.start("second"))
        text = f"{text[:at]}@{text[at:]}"
    for whom in reversed(list(_FOR_NAMED.finditer(fold(text)))) if names else ():
        if whom[1].rstrip(".") in names:
            text = f"{text[: whom.end()]}@{text[whom.end() :]}"
    return text
