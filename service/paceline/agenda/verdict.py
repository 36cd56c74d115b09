"""Whether the meeting is still needed. Rules that anyone can read:

1. An objection that stands: its owner and those who object talk, 10 minutes.
2. A help request that an earlier digest has shown and nobody has taken: the one who asks and the organizer, 5 minutes;
   where the organizer asks, everybody.
3. A commitment whose owner and those who wait for it disagree: they have offered another day, or want it to stay as it
   was, and the owner has not answered. They talk, 5 minutes.
4. A commitment that others wait for, past its day: its owner and those who wait, 5 minutes.
5. A question in an update that is put to two people or more by name: they and whoever asks, 5 minutes.
6. Nobody has answered: meet as planned.

It takes two of those concerned who are not away. Otherwise skip. Never longer than the meeting in the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from paceline.agenda.contents import Verdict
from paceline.agenda.questions import Question
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.help import HelpRequest

Record = Commitment | Decision | HelpRequest

SEVERAL = 2
"""So many people who are asked one thing by name may need a talk."""
LONGEST = 120
"""Characters of a question that the verdict shows; all of it stands among the updates."""


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
    asked: Iterable[Question] = (),
) -> Verdict:
    """`written`: how many have answered; `present`: ids of those who are not away; `planned`: minutes in the calendar,
    0 for none (an all-day event); `asked`: the questions in the updates."""
    needed = (_needed(item, organizer, present, last_digest, today) for item in open_items)
    talks = [talk for one in (*needed, *map(_answer, asked)) if one and (talk := _among(one, present))]
    together = len(present) > 1
    if not talks and written == 0 and together and planned:
        return Verdict(True, planned, (), present, 0, planned, invited)
    if not talks:
        return Verdict(False, 0, (), (), planned * invited if together else 0, planned, invited)
    people = tuple(dict.fromkeys(person for talk in talks for person in talk.people))
    length = sum(talk.minutes for talk in talks)
    minutes = min(planned, length) if planned else length
    given_back = max(0, planned * invited - minutes * len(people))
    return Verdict(True, minutes, tuple(talk.item for talk in talks), people, given_back, planned, invited)


def _among(talk: Talk, present: tuple[str, ...]) -> Talk | None:
    """With those concerned who are present; one alone can't talk."""
    here = tuple(dict.fromkeys(person for person in talk.people if person in present))
    return replace(talk, people=here) if len(here) > 1 else None


def _answer(question: Question) -> Talk | None:
    """Who is asked alone answers in writing."""
    if len(question.asked) < SEVERAL:
        return None
    return Talk(f'"{shortened(question.text)}"', (question.who, *question.asked), 5)


def _needed(
    item: Record, organizer: str, present: tuple[str, ...], last_digest: datetime | None, today: date
) -> Talk | None:
    match item:
        case Decision(state="objected"):
            objectors = tuple(word.person for word in item.objections)
            return Talk(f"{item.title} ({item.id}): an objection stands", (item.owner, *objectors), 10)
        case HelpRequest(state="open") if last_digest is not None and item.opened < last_digest:
            people = present if item.owner == organizer else (item.owner, organizer)
            return Talk(f"{item.what} ({item.id}): help is needed, nobody has taken it", people, 5)
        case Commitment(state="open") if item.counters:
            people = (item.owner, *(counter.person for counter in item.counters))
            return Talk(f"{item.what} ({item.id}): no day that suits all who wait for it", people, 5)
        case Commitment() if item.needed_by and item.slipped(today):
            return Talk(f"{item.what} ({item.id}): others wait for it", (item.owner, *item.needed_by), 5)
    return None


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
