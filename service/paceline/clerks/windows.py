"""Objection windows: an intent stands on silence when its window closes, or when everybody has said ok."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Literal

from paceline.agenda import days
from paceline.agenda.contents import IntentAsk, Outcome
from paceline.agenda.rounds import digest_for
from paceline.clerks import agreement_letters, agreements, deputies, mailroom, reviews, rights, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain import circles
from paceline.domain.asks import Ask
from paceline.domain.decisions import Decision
from paceline.domain.facts import (
    Adopted,
    Agreed,
    Amended,
    DecidedAnyway,
    Extended,
    HeldBack,
    Intended,
    Objected,
    OwnershipDelegated,
    Superseded,
    standing,
)
from paceline.domain.people import Person
from paceline.ledger import asks, facts, moments, outbox, people
from paceline.ledger.moments import Moment
from paceline.letters import write
from paceline.letters.write import Letter


def close(desk: Desk, moment: Moment) -> None:
    """The window's end has come."""
    decision = facts.record(desk.tx, moment.subject)
    if isinstance(decision, Decision):
        settle(desk, decision)


def settle(desk: Desk, it: Decision) -> None:
    """Adopt an intent if nothing stands against it: all have agreed, or the window has closed."""
    if not it.is_waiting or it.closes is None:
        return
    if it.unanimous:
        _adopt(desk, it, Adopted(since=desk.now))
    elif it.closes <= desk.now:
        _close(desk, it, it.closes)


def _close(desk: Desk, it: Decision, closes: datetime) -> None:
    """Silence counts where the request could be read. For those whom it has not reached, nor their deputies, the window
    stays open once more; after that it stands without them, unless it has reached nobody. Those whom the agreement lets
    have their say are waited for until they have said something."""
    silent = [person for person in it.audience if person not in it.agreed]
    unheard = [person for person in silent if not _reached(desk, it, person)]
    missed = [person for person in unheard if not _has_reached_a_deputy(desk, it, person)]
    unspoken = [person for person, rule in awaited(desk, it).items() if rule]
    if unspoken:
        _extend(desk, it, list(dict.fromkeys((*missed, *unspoken))))
        return
    if set(missed) - set(it.extended_for) or (missed and len(missed) == len(it.audience)):
        _extend(desk, it, missed)
        return
    heard = tuple(person for person in silent if person not in unheard)
    _adopt(desk, it, Adopted(since=max(closes, _last_word(desk, it)), silent=heard))


def awaited(desk: Desk, it: Decision) -> dict[str, str]:
    """Whose word an intent waits for, and the clause that says so; "": the window stayed open for them, whom it had not
    reached."""
    waited_for = dict.fromkeys(it.extended_for, "") | rights.waits_for(desk, it)
    return {person: rule for person, rule in waited_for.items() if not _has_spoken(desk, it, person)}


def awaited_of(desk: Desk, items: Iterable[facts.Record]) -> dict[str, dict[str, str]]:
    """The same of all intents among these, by their ids."""
    return {it.id: awaited(desk, it) for it in items if isinstance(it, Decision) and it.is_waiting}


def _reached(desk: Desk, it: Decision, person: str) -> bool:
    """Whether a letter that tells of it was taken by the person's server, they have said something about it, or want
    no such letters."""
    reader = people.by_id(desk.tx, person)
    if reader is None or "asks" in reader.stopped or any(e.author == person for e in facts.of(desk.tx, it.id)):
        return True
    carried = [letter for ask, _, letter in asks.of_subject(desk.tx, it.id) if ask.person == person and letter]
    return outbox.was_sent(desk.tx, person, it.id, carried)


def deputy_from(desk: Desk, it: Decision, person: str, start: datetime) -> Person | None:
    """Who is asked in the place of somebody who is away from `start` until the window's end."""
    reader = people.by_id(desk.tx, person)
    found = deputies.instead_of(desk, reader, start, it.closes) if reader and it.closes else None
    return _who_may_speak(desk, it, found)


def _has_reached_a_deputy(desk: Desk, it: Decision, person: str) -> bool:
    asked = (_deputy(desk, it, person), deputy_from(desk, it, person, _opened(desk, it)))
    return any(_reached(desk, it, deputy.id) for deputy in asked if deputy)


def _has_spoken(desk: Desk, it: Decision, person: str) -> bool:
    """Whether they said something about it, or who speaks for them: whom they gave their word, or asked to stand in."""
    given = {to for to, giver in it.speaks_for if giver == person}
    instead = (_deputy(desk, it, person), deputy_from(desk, it, person, _opened(desk, it)))
    speakers = {person, *given, *(deputy.id for deputy in instead if deputy)}
    return any(entry.author in speakers for entry in standing(facts.of(desk.tx, it.id)))


def _opened(desk: Desk, it: Decision) -> datetime:
    """When its window was opened: at first, or by an amendment."""
    opened = [entry.at for entry in standing(facts.of(desk.tx, it.id)) if isinstance(entry.fact, Intended | Amended)]
    return opened[-1] if opened else it.opened


def _deputy(desk: Desk, it: Decision, person: str) -> Person | None:
    """Who is asked today in the place of somebody who is away."""
    reader = people.by_id(desk.tx, person)
    found = deputies.standing_in(desk, reader, desk.today(reader)) if reader else None
    return _who_may_speak(desk, it, found)


def _who_may_speak(desk: Desk, it: Decision, deputy: Person | None) -> Person | None:
    """Nobody speaks for others about their own intent, nor about one that is private to others."""
    if deputy is None or deputy.id == it.owner or "asks" in deputy.stopped:
        return None
    return None if circles.cadence_of(it.team) and not desk.may_read(deputy, it.team) else deputy


def _extend(desk: Desk, it: Decision, unheard: list[str]) -> None:
    defaults = desk.rules(it.team)
    length = defaults.window_days if it.reversible else defaults.window_days_irreversible
    found = (_deputy(desk, it, who) or people.by_id(desk.tx, who) for who in unheard)
    readers = list({person.id: person for person in found if person}.values())
    closes = days.working_end(readers, desk.now, length)
    desk.record(it.team, it.id, Extended(closes, tuple(unheard)))
    moments.put(desk.tx, Moment(f"close/{it.id}", closes, "close", it.team, it.id))
    for reader in readers:
        since = days.next_send(reader, desk.now)
        ask = Ask("intent", it.team, reader.id, it.id, since, closes, round=f"{desk.now:%Y-%m-%d}")
        asks.put(desk.tx, ask)
        rounds.wake(desk, reader, ask)


def _last_word(desk: Desk, it: Decision) -> datetime:
    """An objection taken back, or answered, after the window's end lets the intent stand from then on, not from the
    window's end."""
    agreed = [entry.at for entry in facts.of(desk.tx, it.id) if isinstance(entry.fact, Agreed | DecidedAnyway)]
    objected = any(isinstance(entry.fact, Objected) for entry in facts.of(desk.tx, it.id))
    return agreed[-1] if agreed and objected else it.opened


def _adopt(desk: Desk, it: Decision, adopted: Adopted) -> None:
    decision = desk.record(it.team, it.id, adopted)
    asks.close(desk.tx, it.id, "lapsed")
    moments.drop(desk.tx, f"close/{it.id}")
    if isinstance(decision, Decision):
        take_place(desk, decision)
        agreements.adopt(desk, decision)
        reviews.wait_for(desk, decision)
        announce(desk, decision, "adopted")


def take_place(desk: Desk, it: Decision, *, author: str = "", message: str = "") -> Decision | None:
    """What stands takes the place of what it replaces. Returns that, as it is now."""
    before = facts.record(desk.tx, it.replaces) if it.replaces else None
    if not isinstance(before, Decision) or before.state != "decided":
        return None
    replaced = desk.record(before.team, before.id, Superseded(it.id), author=author, message=message)
    asks.close(desk.tx, before.id, "lapsed")
    moments.drop(desk.tx, f"review/{before.id}")
    return replaced if isinstance(replaced, Decision) else None


def entry(desk: Desk, it: Decision, person: str, number: int, names: dict[str, str]) -> IntentAsk | None:
    """What an envelope asks about an open window."""
    if it.closes is None:
        return None
    before = facts.record(desk.tx, it.replaces) if it.replaces else None
    instead = (
        (before.id, before.title)
        if isinstance(before, Decision)
        else ("", it.was[-1] if it.was else agreement_letters.now_says(desk, it))
    )
    given = tuple(names.get(giver, giver) for to, giver in it.speaks_for if to == person)
    who = names.get(it.owner, it.owner)
    ends = it.review if it.trial else None
    ask = IntentAsk(number, it.id, it.title, it.rationale, it.reversible, who, it.closes, instead, given)
    rule, awaited = it.window_rule, rights.waits_for(desk, it).get(person, "")
    return replace(ask, rule=rule, awaited=awaited, ends=ends, goal=it.goal, criteria=it.criteria)


def tell_of_hold(desk: Desk, it: Decision, *, by: str, moved: bool) -> None:
    """Its owner hears that somebody asked for more time; those who know of the window, when it ends now."""
    knowing = {person for person in it.audience if moved and _reached(desk, it, person)}
    announce(desk, it, "held", by=by, to=frozenset({it.owner, *knowing}))


Kind = Literal["adopted", "objected", "held", "withdrawn", "answered", "handed over", "replaced"]


def announce(desk: Desk, it: Decision, kind: Kind, *, by: str = "", to: frozenset[str] | None = None) -> None:
    """Tell all whom it concerns, or those of them in `to`, each in a letter of their own that waits until their quiet
    hours are over.

    `by` is who brought it about by mail: their receipt says it already.
    """
    names = desk.names(it.team)
    other = facts.record(desk.tx, (it.replaced_by if kind == "replaced" else it.replaces) or it.id)
    instead = (other.id, other.title) if isinstance(other, Decision) and other.id != it.id else ("", "")
    told = f"{kind}{_times(desk, it, kind) or ''}"
    version, different = agreement_letters.changed_by(desk, it) if kind == "adopted" else (0, ())
    for reader in _readers(desk, it):
        if reader.id == by or not _listens(reader, it) or (to is not None and reader.id not in to):
            continue
        known = {**names, reader.id: ""}
        said = Outcome(
            reader=reader,
            day=desk.today(reader),
            kind=kind,
            id=it.id,
            title=it.title,
            who=known.get(it.owner, it.owner),
            since=it.since,
            rationale=it.rationale,
            worries=tuple((known.get(word.person, word.person), word.text) for word in it.worries),
            closes=it.closes,
            by=known.get(by, by),
            answers=it.anyway,
            may_decide_anyway=reader.id == it.owner and desk.rules(it.team).decide_anyway,
            instead=instead,
            state=it.state,
            ends=it.review if it.trial else None,
            goal=it.goal,
            criteria=it.criteria,
            differences=different,
            version=version,
            rule=desk.cites(it.team, "decide_anyway"),
        )
        posting = Posting(
            key=f"outcome/{it.id}/{told}/{reader.id}",
            team=it.team,
            about=it.id,
            thread=it.id,
            not_before=digest_for(reader, desk.now),
        )
        if kind in _ENDS:
            overtaken = [f"outcome/{it.id}/{meanwhile}" for meanwhile in _MEANWHILE]
            outbox.overtaken(desk.tx, it.id, reader.id, overtaken)
        mailroom.post(desk, reader, posting, partial(_outcome, desk, said))


def _readers(desk: Desk, it: Decision) -> tuple[Person, ...]:
    """The team, or the circle; of people of other teams, who take part in the team's reviews, its owner and those who
    were asked."""
    team = {person.id: person for person in desk.team(it.team)}
    asked = () if circles.cadence_of(it.team) else (it.owner, *it.audience)
    others = (people.by_id(desk.tx, person) for person in dict.fromkeys(asked) if person not in team)
    return (*team.values(), *(person for person in others if person))


def _listens(person: Person, it: Decision) -> bool:
    """Who wants neither asks nor digests hears of their own intents only."""
    return person.id == it.owner or not person.wants_nothing


def _times(desk: Desk, it: Decision, kind: Kind) -> int:
    """How often it was objected to or held so far, what was taken back included: each is told of by itself."""
    counted = _MORE_THAN_ONCE.get(kind)
    return sum(isinstance(entry.fact, counted) for entry in facts.of(desk.tx, it.id)) if counted else 0


_MEANWHILE: tuple[Kind, ...] = ("held", "objected", "answered")
_ENDS: tuple[Kind, ...] = ("adopted", "withdrawn", "replaced")
"""Whoever was away until the end reads of it alone: the others say that it is open, and this one what was said."""
_MORE_THAN_ONCE: dict[Kind, type] = {
    "objected": Objected,
    "held": HeldBack,
    "answered": DecidedAnyway,
    "handed over": OwnershipDelegated,
}


def _outcome(desk: Desk, said: Outcome, reply_to: str) -> Letter:
    return write.outcome(said, reply_to, desk.folders)
