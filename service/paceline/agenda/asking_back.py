"""What is asked back about an invite that can't be followed as it is; values only, as in contents.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from paceline.domain.people import Person

Topic = Literal[
    "uninvited", "forwarded", "organizer", "handed", "people", "cut", "winmail", "refused", "too-many", "overtaken"
]


@dataclass(frozen=True, slots=True)
class AskingBack:
    """Which fields are filled depends on `topic`:

    uninvited: the organizer sent an event without us among its guests · forwarded: a colleague did, or a newer
    revision of one · organizer: somebody else (`who`, with `address`) now sends the reader's series as its organizer
    handed: the reader handed it to `who`
    people: nobody but the reader is seen among the guests, or `lists` that stand for people · cut: of the `count`
    addresses that were named only `most` are asked · winmail: an invite that only Outlook reads · refused: it can't be
    read (`reason`, in our words; `detail`, as the reader of calendars says it; `hint`: what would work)
    too-many: more than `most` new series on one day · overtaken: the invite is older than a date of it that came first
    """

    reader: Person
    topic: Topic
    service: str
    """The address to invite."""
    title: str = ""
    who: str = ""
    address: str = ""
    lists: tuple[str, ...] = ()
    reason: str = ""
    detail: str = ""
    hint: str = ""
    most: int = 0
    count: int = 0
