"""People whom somebody names in a mail, by their addresses: "Bo Kim <bo@acme.example>, ana@acme.example"."""

from __future__ import annotations

import re

from paceline.domain.cadence import Participant
from paceline.inbox.mail.mailboxes import Mailbox, mailboxes, spec
from paceline.inbox.patterns import Pattern

LINES = 1_000
_FOUND = re.compile(r"[^\s<>\"'(),;:|\[\]]{1,64}@[A-Za-z0-9.-]{1,253}[A-Za-z0-9]")
_NOT = Pattern(
    r"\b(?:not|no|without|except|but|remove|ohne|nicht|kein\w*|außer|sans|pas|sauf|sin|excepto|senza|non|tranne|sem|não"
    r"|zonder|niet|behalve)\b",
    re.IGNORECASE,
)
_READERS = re.compile(r"\W*also\s*:", re.IGNORECASE)
_BULLET = re.compile(r"^[\s>*•·–-]+|^\s*\d{1,3}[.)]\s+")


def addressees(text: str) -> tuple[Participant, ...]:
    """The people in `text`, each once, in its order. A line that says who is not meant names nobody, nor does "also:",
    which names readers."""
    found: dict[str, Participant] = {}
    for line in text.splitlines()[:LINES]:
        if "@" in line and not _READERS.match(line) and not _NOT.search(_FOUND.sub("", line)):
            for person in _in_line(_BULLET.sub("", line)):
                found.setdefault(person.address, person)
    return tuple(found.values())


def only_addressees(text: str) -> bool:
    """Whether every line of `text` reads as an address field: there is nothing around the addresses but names."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and all(_as_field(_BULLET.sub("", line)) for line in lines[:LINES])


def _in_line(line: str) -> list[Participant]:
    """As an address field where the line reads as one; else every address in it, for what is around it is no name."""
    if boxes := _as_field(line):
        return [Participant(box.address, box.name) for box in boxes]
    return [Participant(address) for each in _FOUND.findall(line) if (address := spec(each.removeprefix("mailto:")))]


def _as_field(line: str) -> tuple[Mailbox, ...]:
    boxes = mailboxes(line.rstrip(" .;,"))
    return () if any(box.defect for box in boxes) else boxes
