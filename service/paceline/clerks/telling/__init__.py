"""A fact in words: one line for `why C12`, for the ledger and for whoever looks over the service's shoulder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, tzinfo

from paceline.clerks.telling import of_agreements, of_cadences, of_commitments, of_decisions, of_help, of_people
from paceline.clerks.telling.teller import Plain, Teller, Telling, with_words
from paceline.domain.facts import Entry, Fact, Left


def in_words(entry: Entry, names: Mapping[str, str], zone: tzinfo = UTC) -> str:
    """Who did what, with which words. `names` are first names by id; instants are shown in `zone`."""
    teller = Teller(names, zone, entry.at.year)
    say = _TOLD.get(type(entry.fact))
    did, *more = say(teller, entry.fact) if say else (_plainly(entry.fact),)
    of = entry.subject.removeprefix("person/") if type(entry.fact) in of_people.BY_NOBODY else ""
    leaver = entry.subject.removeprefix("person/") if isinstance(entry.fact, Left) else entry.author
    if entry.author and entry.author != leaver:
        did = f"said that {teller.name(leaver)} has left the team"
    who = teller.name(entry.author or of) or str(getattr(entry.fact, "guest", ""))
    return "; ".join(part for part in (f"{who} {did}".lstrip(), *more) if part)


def _plainly(fact: Fact) -> str:
    """Facts that say it with a verb and a reason."""
    verb, told = _PLAIN.get(type(fact), (type(fact).__name__.lower(), ""))
    return with_words(verb, str(getattr(fact, told, "")) if told else "")


_ROOMS = (of_agreements, of_cadences, of_commitments, of_decisions, of_help, of_people)
_TOLD: Telling = {fact: say for room in _ROOMS for fact, say in room.TOLD.items()}
_PLAIN: Plain = {fact: row for room in _ROOMS for fact, row in room.PLAIN.items()}
