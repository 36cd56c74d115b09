"""Which command goes with a help request, as a table: verb → rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from paceline.domain.facts import (
    HelpClosed,
    HelpDeclined,
    HelpReferred,
    HelpTaken,
    HelpThanked,
    ReferralAllowed,
    ReferralDeclined,
    SearchStopped,
)
from paceline.domain.help import HelpRequest
from paceline.domain.outcome import Change, Held, Outcome, Refusal, one
from paceline.domain.statements import Command, Verb

_ADDRESS = re.compile(r"[^\s@<>,;]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


def _take(said: Command, held: Held, it: HelpRequest) -> Outcome:
    if it.owner == held.speaker.id and it.proposed:
        return _allow(said, held, it)
    refused = _own_or_closed(said, held, it)
    return refused or Change(it.id, HelpTaken("", said.offer, *_days(said), said.text))


def _take_part(said: Command, held: Held, it: HelpRequest) -> Outcome:
    if not said.text:
        return Refusal(said.line, "it does not say which part", f'"{it.id} part: I can review the schema"')
    return _own_or_closed(said, held, it) or Change(it.id, HelpTaken(said.text, said.offer, *_days(said)))


def _days(said: Command) -> tuple[date | None, date | None]:
    """From when to when, where days were said."""
    last = said.due.day if said.due else None
    first = said.due.begins if said.due and said.due.begins else last
    return first, last


def _refer(said: Command, held: Held, it: HelpRequest) -> Outcome:
    """Somebody of the team is asked next; somebody from outside if whoever needs help agrees."""
    if it.state == "closed":
        return Refusal(said.line, f"{it.id} is closed already")
    named = (said.person or said.text).strip()
    to = one(named, said.line, held)
    if isinstance(to, Refusal):
        if not _ADDRESS.fullmatch(named):
            return to if _is_of_the_team(held) else Refusal(to.line, to.why, f'"{it.id} refer bo@…", with an address')
        return _from_outside(held, it, named.lower())
    if to.id == held.speaker.id:
        return Refusal(said.line, "that is you", f'"{it.id} take"')
    if to.id == it.owner:
        return Refusal(said.line, f"{it.id} is {to.first_name}'s own request", f'"{it.id} refer @bo"')
    if to.id in it.helpers:
        return Refusal(said.line, f"{to.first_name} helps already")
    if to.id in {person.id for person in held.team}:
        return Change(it.id, HelpReferred(to.id))
    return _from_outside(held, it, to.id)


def _is_of_the_team(held: Held) -> bool:
    return held.speaker.id in {person.id for person in held.team}


def _from_outside(held: Held, it: HelpRequest, to: str) -> Change:
    return Change(it.id, ReferralAllowed(to) if it.owner == held.speaker.id else HelpReferred(to, outside=True))


def _allow(said: Command, held: Held, it: HelpRequest) -> Outcome:
    """Who needs help lets the last one who was named from outside be asked."""
    return _about_a_referral(said, held, it) or Change(it.id, ReferralAllowed(it.proposed[-1]))


def _cannot(said: Command, held: Held, it: HelpRequest) -> Outcome:
    if it.owner == held.speaker.id and it.proposed:
        return Change(it.id, ReferralDeclined(it.proposed[-1]))
    return _own_or_closed(said, held, it) or Change(it.id, HelpDeclined())


def _about_a_referral(said: Command, held: Held, it: HelpRequest) -> Refusal | None:
    if it.owner != held.speaker.id:
        return Refusal(said.line, f"{it.id} is {held.name(it.owner)}'s request", f'"{it.id} take"')
    if it.proposed:
        return None
    return Refusal(said.line, f"{it.id} waits for no word of yours", f'"{it.id} done", which closes it')


def _stop(said: Command, held: Held, it: HelpRequest) -> Outcome:
    """Nobody else is asked; it stays open, and the digest goes on showing it."""
    if it.owner != held.speaker.id:
        return Refusal(said.line, f"{it.id} is {held.name(it.owner)}'s request", f'"{it.id} can\'t"')
    if it.state == "closed":
        return Refusal(said.line, f"{it.id} is closed already")
    return Change(it.id, SearchStopped())


def _done(said: Command, _held: Held, it: HelpRequest) -> Outcome:
    if it.state == "closed":
        return Refusal(said.line, f"{it.id} is closed already")
    return Change(it.id, HelpClosed(said.text))


def _thank(said: Command, held: Held, it: HelpRequest) -> Outcome:
    if it.owner != held.speaker.id:
        return Refusal(said.line, f"{it.id} is {held.name(it.owner)}'s request", '"Thanks: @bo for …"')
    if not it.helpers:
        return Refusal(said.line, f"nobody has helped with {it.id}", '"Thanks: @bo for …"')
    return Change(it.id, HelpThanked(said.text))


def _own_or_closed(said: Command, held: Held, it: HelpRequest) -> Refusal | None:
    if it.owner == held.speaker.id:
        return Refusal(said.line, f"{it.id} is your own request", f'"{it.id} done", which closes it')
    return Refusal(said.line, f"{it.id} is closed already") if it.state == "closed" else None


OF_A_HELP_REQUEST: dict[Verb, Callable[[Command, Held, HelpRequest], Outcome]] = {
    "take": _take,
    "part": _take_part,
    "refer": _refer,
    "can't": _cannot,
    "done": _done,
    "ok": _allow,
    "stop": _stop,
    "thank": _thank,
}
