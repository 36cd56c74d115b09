"""An event that we organize: whom it was sent to, and what each guest has answered (RFC 5546, 2.1.5 and 3.2.3).

An answer is known by its guest and its date (RECURRENCE-ID; none: the event as such). Of several the one with the
highest SEQUENCE, then DTSTAMP, counts, in whichever order they come. The event's state is the fold of its facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from paceline.domain.commitments import Commitment, State
from paceline.domain.facts import Entry, GuestAnswered, GuestsInvited, GuestsUninvited
from paceline.domain.outcome import Refusal
from paceline.domain.statements import Command, Verb, When

MOST_ANSWERS = 300
"""So many answers to one event are kept: a guest who never stops answering fills no ledger."""
NEEDS_ACTION = "NEEDS-ACTION"

Revision = tuple[int, datetime]
Disposition = Literal["applied", "unchanged", "stale", "ignored"]


@dataclass(frozen=True, slots=True)
class GuestSaid:
    """What one component of a REPLY, COUNTER or REFRESH says, before anyone decides what it means.

    `guest` is its ATTENDEE, lower-case; `starts` (UTC) and `day` (of an all-day event) are when a COUNTER would have
    it.
    """

    guest: str
    partstat: str
    sequence: int
    stamp: datetime
    instance: datetime | None = None
    delegated_to: str = ""
    comment: str = ""
    starts: datetime | None = None
    day: date | None = None

    def on(self, zone: str) -> date | None:
        """The day that is proposed, where it is meant."""
        return self.day or (self.starts.astimezone(ZoneInfo(zone)).date() if self.starts else None)


@dataclass(frozen=True, slots=True)
class OrganizedEvent:
    """`sequence` and `stamp` are of what was sent last; `about` is the record it is for, "" where it is for itself.

    `answers` holds the one that counts of each guest and date, `heard` how many came in all; `off`: nobody is invited
    any more.
    """

    uid: str
    title: str
    day: date
    sequence: int
    stamp: datetime
    guests: tuple[str, ...]
    about: str = ""
    answers: tuple[GuestAnswered, ...] = ()
    heard: int = 0
    off: bool = False

    def answer(self, guest: str, instance: datetime | None = None) -> GuestAnswered | None:
        return next((it for it in self.answers if (it.guest, it.instance) == (guest, instance)), None)

    def is_current(self, answer: GuestAnswered | GuestSaid) -> bool:
        """Whether it answers what was sent last, and not what stood before it."""
        return answer.sequence >= self.sequence

    def partstat(self, guest: str) -> str:
        """What the guest says of the event as it is now."""
        answer = self.answer(guest)
        return answer.partstat if answer and self.is_current(answer) else NEEDS_ACTION

    def expects(self, guest: str) -> bool:
        """Whether they were invited, or named by a guest as who comes instead."""
        return guest in self.guests or guest in self._delegates()

    def _delegates(self) -> frozenset[str]:
        named, found = set(self.guests), set(self.guests)
        while named:
            named = {it.delegated_to for it in self.answers if it.guest in named and it.delegated_to} - found
            found |= named
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What becomes of an answer: kept ("applied"), or why not."""

    disposition: Disposition
    reason: str = ""
    counts: bool = False
    """Whether it says something about the event as it is now, from somebody who was invited."""


def fold(entries: Iterable[Entry]) -> OrganizedEvent | None:
    """The event as it stands; None where nobody was ever invited. What was sent was sent: nothing of it is undone."""
    event: OrganizedEvent | None = None
    for entry in entries:
        event = evolve(event, entry)
    return event


def evolve(before: OrganizedEvent | None, entry: Entry) -> OrganizedEvent | None:
    match entry.fact:
        case GuestsInvited() as sent if before is None:
            return OrganizedEvent(sent.uid, sent.title, sent.day, sent.sequence, sent.stamp, sent.guests, sent.about)
        case _ if before is None:
            return None
        case GuestsInvited() as sent:
            guests = sent.guests if before.off else tuple(dict.fromkeys((*before.guests, *sent.guests)))
            sequence, stamp = sent.sequence, sent.stamp
            again = replace(before, title=sent.title, day=sent.day, sequence=sequence, stamp=stamp)
            return replace(again, guests=guests, off=False)
        case GuestsUninvited(gone, sequence, stamp):
            left = tuple(guest for guest in before.guests if guest not in gone)
            return replace(before, guests=left, sequence=sequence, stamp=stamp, off=not left)
        case GuestAnswered() as answer:
            return _answered(before, answer)
    return before


def _answered(event: OrganizedEvent, answer: GuestAnswered) -> OrganizedEvent:
    known = event.answer(answer.guest, answer.instance)
    latest = max(filter(None, (known, answer)), key=_revision)
    others = tuple(it for it in event.answers if it is not known)
    return replace(event, answers=(*others, latest), heard=event.heard + 1)


def _revision(answer: GuestAnswered | GuestSaid) -> Revision:
    return answer.sequence, answer.stamp


def weigh(event: OrganizedEvent, said: GuestSaid) -> Weighed:
    """What becomes of an answer whose sender is its guest, as the mail was checked."""
    if event.off:
        return Weighed("ignored", "the event was called off")
    known = event.answer(said.guest, said.instance)
    if known and _revision(said) <= _revision(known):
        older = _revision(said) < _revision(known)
        return Weighed("stale", "a newer answer is here") if older else Weighed("unchanged", "we have it already")
    if event.heard >= MOST_ANSWERS:
        return Weighed("ignored", f"more than {MOST_ANSWERS} answers to one event")
    if not event.expects(said.guest):
        return Weighed("applied", f"kept: {said.guest} was not invited")
    if not event.is_current(said):
        return Weighed("applied", f"kept: it answers SEQUENCE {said.sequence}, now it is {event.sequence}")
    if said.instance:
        return Weighed("applied", "kept: it is about a single date")
    return Weighed("applied", counts=True)


def answered(said: GuestSaid, proposed: date | None = None) -> GuestAnswered:
    """The fact to keep. `proposed` is the day of a COUNTER."""
    return GuestAnswered(
        said.guest, said.partstat, said.sequence, said.stamp, said.instance, said.delegated_to, proposed, said.comment
    )


MEANS: dict[str, dict[State, Verb]] = {
    "ACCEPTED": {"offered": "accept", "declined": "accept", "dropped": "accept"},
    "DECLINED": {"offered": "decline", "open": "decline"},
    "DELEGATED": {"offered": "delegate", "open": "delegate", "declined": "delegate", "dropped": "delegate"},
}
"""What an answer says about a commitment in that state; where nothing stands it changes nothing. TENTATIVE is no word
that anybody could count on, so that the offer waits."""


def meant(said: GuestSaid, it: Commitment) -> Command | None:
    """The command that a REPLY comes to, with the line that would say so in a mail; None: it says nothing about it."""
    verb = MEANS.get(said.partstat, {}).get(it.state)
    if verb is None:
        return None
    line = " ".join(filter(None, (it.id, verb, said.delegated_to)))
    return Command(verb, line, it.id, said.comment, person=said.delegated_to)


def countered(said: GuestSaid, proposed: date | None, it: Commitment) -> Command | Refusal:
    """The command that a COUNTER for the day `proposed` comes to, or why it is none. Of its PARTSTAT nothing counts."""
    if proposed is None:
        return Refusal(f"{it.id} to …", "the proposal names no day", f'"{it.id} to Friday"')
    line = f"{it.id} to {proposed.day} {proposed:%b}"
    if proposed == it.due:
        hint = f'"{it.id} accept"' if it.state == "offered" else f'"{it.id} to Friday"'
        return Refusal(line, f"{it.id} is due that day already, and has no hour", hint)
    return Command("to", line, it.id, said.comment, When(line, day=proposed))
