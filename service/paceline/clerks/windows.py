"""Objection windows: an intent stands on silence when its window closes, or when everybody has said ok."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Literal

from paceline.agenda import days
from paceline.agenda.contents import Outcome
from paceline.agenda.rounds import digest_for
from paceline.clerks import deputies, mailroom, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.asks import Ask
from paceline.domain.decisions import Decision
from paceline.domain.facts import Adopted, Agreed, Extended, Objected
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
    stays open once more; after that it stands without them, unless it has reached nobody."""
    silent = [person for person in it.audience if person not in it.agreed]
    unheard = [person for person in silent if not _reached(desk, it, person)]
    missed = [person for person in unheard if not _has_reached_a_deputy(desk, it, person)]
    if set(missed) - set(it.extended_for) or (missed and len(missed) == len(it.audience)):
        _extend(desk, it, missed)
        return
    heard = tuple(person for person in silent if person not in unheard)
    _adopt(desk, it, Adopted(since=max(closes, _last_word(desk, it)), silent=heard))


def _reached(desk: Desk, it: Decision, person: str) -> bool:
    """Whether a letter that tells of it was taken by the person's server, they have said something about it, or want
    no such letters."""
    reader = people.by_id(desk.tx, person)
    if reader is None or "asks" in reader.stopped or any(e.author == person for e in facts.of(desk.tx, it.id)):
        return True
    carried = [letter for ask, _, letter in asks.of_subject(desk.tx, it.id) if ask.person == person and letter]
    return outbox.was_sent(desk.tx, person, it.id, carried)


def _has_reached_a_deputy(desk: Desk, it: Decision, person: str) -> bool:
    deputy = _deputy(desk, it, person)
    return deputy is not None and _reached(desk, it, deputy.id)


def _deputy(desk: Desk, it: Decision, person: str) -> Person | None:
    """Who is asked in the place of somebody who is away; nobody speaks for others about their own intent."""
    reader = people.by_id(desk.tx, person)
    found = deputies.standing_in(desk, reader, desk.today(reader)) if reader else None
    return found if found and found.id != it.owner and "asks" not in found.stopped else None


def _extend(desk: Desk, it: Decision, unheard: list[str]) -> None:
    defaults = desk.config.defaults_of(it.team)
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
    """An objection taken back after the window's end lets the intent stand from then on, not from the window's end."""
    agreed = [entry.at for entry in facts.of(desk.tx, it.id) if isinstance(entry.fact, Agreed)]
    objected = any(isinstance(entry.fact, Objected) for entry in facts.of(desk.tx, it.id))
    return agreed[-1] if agreed and objected else it.opened


def _adopt(desk: Desk, it: Decision, adopted: Adopted) -> None:
    decision = desk.record(it.team, it.id, adopted)
    asks.close(desk.tx, it.id, "lapsed")
    moments.drop(desk.tx, f"close/{it.id}")
    if isinstance(decision, Decision):
        announce(desk, decision, "adopted")


def announce(desk: Desk, it: Decision, kind: Literal["adopted", "objected", "withdrawn"], *, by: str = "") -> None:
    """Tell the team, each in a letter of their own that waits until their quiet hours are over.

    `by` is who brought it about by mail: their receipt says it already.
    """
    names = desk.names(it.team)
    told = f"{kind}{_objections(desk, it) if kind == 'objected' else ''}"
    for reader in (person for person in desk.team(it.team) if person.id != by and _listens(person, it)):
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
            worries=tuple((known.get(word.person, word.person), word.text) for word in (*it.objections, *it.advice)),
            closes=it.closes,
        )
        posting = Posting(
            key=f"outcome/{it.id}/{told}/{reader.id}",
            team=it.team,
            about=it.id,
            thread=it.id,
            not_before=digest_for(reader, desk.now),
        )
        mailroom.post(desk, reader, posting, partial(_outcome, desk, said))


def _listens(person: Person, it: Decision) -> bool:
    """Who wants neither asks nor digests hears of their own intents only."""
    return person.id == it.owner or not {"asks", "digests"} <= person.stopped


def _objections(desk: Desk, it: Decision) -> int:
    """How many there were so far, those that were taken back included."""
    return sum(isinstance(entry.fact, Objected) for entry in facts.of(desk.tx, it.id))


def _outcome(desk: Desk, said: Outcome, reply_to: str) -> Letter:
    return write.outcome(said, reply_to, desk.folders)
