"""Whether the meeting is still needed. Rules that anyone can read:

1. An objection that stands: its owner and those who object talk, 10 minutes.
2. A help request that an earlier digest has shown and nobody has taken: the one who asks and the organizer, 5 minutes.
3. A commitment that others wait for, past its day: its owner and those who wait, 5 minutes.
4. Nobody has written anything: meet as planned.

Otherwise skip. Never longer than the meeting in the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from paceline.agenda.contents import Verdict
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.help import HelpRequest

Record = Commitment | Decision | HelpRequest


@dataclass(frozen=True, slots=True)
class Talk:
    """One thing to talk about: with whom (ids) and for how long."""

    item: str
    people: tuple[str, ...]
    minutes: int


def verdict(
    open_items: Iterable[Record],
    *,
    written: int,
    organizer: str,
    present: tuple[str, ...],
    planned: int,
    invited: int,
    last_digest: datetime | None,
    today: date,
) -> Verdict:
    """`written`: how many updates came; `present`: ids of those who are not away; `planned`: minutes in the calendar."""
    talks = [talk for item in open_items if (talk := _talk(item, organizer, last_digest, today))]
    if written == 0 and not talks:
        return Verdict(True, planned, (), present, 0, planned, invited)
    if not talks:
        return Verdict(False, 0, (), (), planned * invited, planned, invited)
    people = tuple(dict.fromkeys(p for talk in talks for p in talk.people if p in present))
    minutes = min(planned, sum(talk.minutes for talk in talks))
    given_back = max(0, planned * invited - minutes * len(people))
    return Verdict(True, minutes, tuple(talk.item for talk in talks), people, given_back, planned, invited)


def _talk(item: Record, organizer: str, last_digest: datetime | None, today: date) -> Talk | None:
    match item:
        case Decision(state="objected"):
            objectors = tuple(word.person for word in item.objections)
            return Talk(f"{item.title} ({item.id}): an objection stands", (item.owner, *objectors), 10)
        case HelpRequest(state="open") if last_digest is not None and item.opened < last_digest:
            return Talk(f"{item.what} ({item.id}): help is needed, nobody has taken it", (item.owner, organizer), 5)
        case Commitment() if item.needed_by and item.slipped(today):
            return Talk(f"{item.what} ({item.id}): others wait for it", (item.owner, *item.needed_by), 5)
    return None
