"""Objection windows: an intent stands on silence when its window closes, or when everybody has said ok."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Literal

from paceline.agenda.contents import Outcome
from paceline.agenda.rounds import digest_for
from paceline.clerks import mailroom
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.decisions import Decision
from paceline.domain.facts import Adopted, Agreed, Objected
from paceline.ledger import asks, facts, moments
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
        silent = tuple(person for person in it.audience if person not in it.agreed)
        _adopt(desk, it, Adopted(since=max(it.closes, _last_word(desk, it)), silent=silent))


def _last_word(desk: Desk, it: Decision) -> datetime:
    """An objection taken back after the window's end lets the intent stand from then on, not from the window's end."""
    agreed = [entry.at for entry in facts.of(desk.tx, it.id) if isinstance(entry.fact, Agreed)]
    objected = any(isinstance(entry.fact, Objected) for entry in facts.of(desk.tx, it.id))
    return agreed[-1] if agreed and objected else it.opened


def _adopt(desk: Desk, it: Decision, adopted: Adopted) -> None:
    desk.record(it.team, it.id, adopted)
    asks.close(desk.tx, it.id, "lapsed")
    moments.drop(desk.tx, f"close/{it.id}")
    decision = facts.record(desk.tx, it.id)
    if isinstance(decision, Decision):
        announce(desk, decision, "adopted")


def announce(desk: Desk, it: Decision, kind: Literal["adopted", "objected", "withdrawn"], *, by: str = "") -> None:
    """Tell the team, each in a letter of their own that waits until their quiet hours are over.

    `by` is who brought it about by mail: their receipt says it already.
    """
    names = desk.names(it.team)
    for reader in (person for person in desk.team(it.team) if person.id != by):
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
        told = f"{kind}{len(it.objections) if kind == 'objected' else ''}"
        posting = Posting(
            key=f"outcome/{it.id}/{told}/{reader.id}",
            team=it.team,
            about=it.id,
            thread=it.id,
            not_before=digest_for(reader, desk.now),
        )
        mailroom.post(desk, reader, posting, partial(_outcome, desk, said))


def _outcome(desk: Desk, said: Outcome, reply_to: str) -> Letter:
    return write.outcome(said, reply_to, desk.folders)
