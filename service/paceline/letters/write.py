"""One function per letter: a content value in, a Letter out. Jinja2 is loaded with the first letter that is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paceline.agenda.asking_back import AskingBack
    from paceline.agenda.contents import (
        Answer,
        Confirmation,
        Digest,
        Envelope,
        Held,
        Outcome,
        Receipt,
        Reminder,
        Unplaced,
    )
    from paceline.agenda.feeds import FeedAddresses, OneDay


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in words. `text` has lines of at most 72 columns (but for links), ended by "\\n"; `html` is a page."""

    kind: str
    subject: str
    text: str
    html: str = ""


def envelope(content: Envelope, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """All that waits for one person today. `reply_to` is the signed address that answers go to; `folders` an operator's
    templates. Days are shown in the reader's zone."""
    return _letter("envelope", content, reply_to, folders)


def reminder(content: Reminder, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """The one reminder; it can be answered by itself."""
    return _letter("reminder", content, reply_to, folders)


def receipt(content: Receipt, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """What was understood from a reply, and what was not."""
    return _letter("receipt", content, reply_to, folders)


def digest(content: Digest, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """What an occurrence came to, for one reader, with the word on the meeting."""
    return _letter("digest", content, reply_to, folders)


def confirmation(content: Confirmation, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """To the organizer, after an invite: what will happen, and how to change it. Times are in the cadence's zone."""
    return _letter("confirmation", content, reply_to, folders)


def outcome(content: Outcome, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """An intent that stands now, or that was stopped."""
    return _letter("outcome", content, reply_to, folders)


def answer(content: Answer, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """The answer to "mine", "status", "why C12", "decisions", "find …" or "help"."""
    return _letter("answer", content, reply_to, folders)


def unplaced(content: Unplaced, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """A mail that nothing could be done with: kept, and what would work."""
    return _letter("unplaced", content, reply_to, folders)


def asking_back(content: AskingBack, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """About an invite that can't be followed as it is: what is missing, and what would work."""
    return _letter("asking-back", content, reply_to, folders)


def held(content: Held, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """To the operator: something from outside was held. Times, if any, are in UTC."""
    return _letter("held", content, reply_to, folders)


def feed(content: FeedAddresses, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """The answer to "feed" and "feed new": the addresses of the reader's calendars."""
    return _letter("feed", content, reply_to, folders)


def entry(content: OneDay, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """The answer to "calendar C12"; the event itself is attached by whoever posts it."""
    return _letter("entry", content, reply_to, folders)


def _letter(kind: str, content: Any, reply_to: str, folders: tuple[Path, ...]) -> Letter:
    from paceline.letters.render import render

    return Letter(kind, *render(kind, content, reply_to, folders))
