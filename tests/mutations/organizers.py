"""Organizers that are broken on purpose, and the conversation that catches each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from mutations.robots import Broken, binds, wraps

from paceline.clerks import guest_answers, organizing
from paceline.domain import organized
from paceline.domain.organized import GuestSaid, OrganizedEvent
from paceline.inbox.calendar import guest_answers as reading

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def _forgets(**what: Any) -> Any:
    """Of what a guest says."""
    return wraps(reading, "_one", lambda one, *given: replace(one(*given), **what))


def _wants_an_organizer(about_ours: Any, *given: Any) -> Any:
    found = about_ours(*given)
    return found if all(one.organizer for one in found) else ()


def _takes_the_first(one: Any, *given: Any) -> tuple[GuestSaid, ...]:
    first: tuple[GuestSaid, ...] = one.said[:1]
    return first


def _nothing_is_said_twice(weigh: Any, event: OrganizedEvent, said: GuestSaid) -> Any:
    return weigh(replace(event, answers=tuple(it for it in event.answers if it.guest != said.guest)), said)


def _asks_nobody_who_it_is(refresh: Any, desk: Any, message: Any, event: OrganizedEvent, said: GuestSaid) -> str:
    organizing.again(desk, event, said.guest, message)
    return "applied"


ORGANIZERS = [
    Broken("an older answer beats a newer one", wraps(guest_answers, "weigh", _nothing_is_said_twice), "older-answer"),
    Broken(
        "what was said last counts, whenever",
        binds(organized, _revision=lambda it: (it.sequence, _NEVER)),
        "newer-answer",
    ),
    Broken(
        "DTSTAMP alone decides", binds(organized, _revision=lambda it: (0, it.stamp)), "later-answer-to-what-was-before"
    ),
    Broken("the same answer is a new one", wraps(guest_answers, "weigh", _nothing_is_said_twice), "same-answer-twice"),
    Broken(
        "an answer to what was before is current", binds(OrganizedEvent, is_current=lambda event, said: True), "O07"
    ),
    Broken("an answer is for the event, whatever date it names", _forgets(instance=None), "O06"),
    Broken("nobody is checked", binds(guest_answers, _why_held=lambda *given: ""), "another-guest-answers"),
    Broken("a forged answer counts", binds(guest_answers, _why_held=lambda *given: ""), "forged-answer"),
    Broken("everybody was invited", binds(OrganizedEvent, expects=lambda event, guest: True), "party-crasher"),
    Broken("a delegate was not invited", binds(OrganizedEvent, _delegates=lambda event: frozenset()), "delegate"),
    Broken("nobody knows who comes instead", _forgets(delegated_to=""), "O09"),
    Broken("an answer needs its ORGANIZER", wraps(guest_answers, "about_ours", _wants_an_organizer), "O03"),
    Broken("another's event is ours", binds(guest_answers, is_ours=lambda *given: True), "another-organizer"),
    Broken(
        "a COUNTER is of the first guest in it", binds(guest_answers, _of_sender=_takes_the_first), "counter-lists-all"
    ),
    Broken(
        "whoever asks gets the event", wraps(guest_answers, "_refresh", _asks_nobody_who_it_is), "refresh-by-a-stranger"
    ),
    Broken("nobody gets the event again", binds(organizing, again=lambda *given: None), "refresh"),
]
