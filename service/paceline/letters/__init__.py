"""How Paceline writes: one function per letter, two looks, RFC 5322 octets. Jinja2 lives here only, and loads late."""

from paceline.letters.write import (
    Letter,
    answer,
    asking_back,
    confirmation,
    digest,
    entry,
    envelope,
    feed,
    held,
    outcome,
    receipt,
    reminder,
    unplaced,
)

__all__ = [
    "Letter",
    "answer",
    "asking_back",
    "confirmation",
    "digest",
    "entry",
    "envelope",
    "feed",
    "held",
    "outcome",
    "receipt",
    "reminder",
    "unplaced",
]
