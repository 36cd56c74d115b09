"""Letters about an agreement: what is in force, how it came about, what its source changed, a newcomer's welcome."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Literal

from paceline.agenda import days
from paceline.agenda.agreed import AgreementLetter, Part, parts
from paceline.agenda.rounds import digest_for
from paceline.clerks import mailroom, persons
from paceline.clerks.agreement_care import due, owner
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.config import Defaults, clauses
from paceline.domain import agreement as agreements
from paceline.domain.agreement import Agreement, Difference, amendment_of, differences, history
from paceline.domain.asks import Item
from paceline.domain.clauses import BY_KEY, Clause, Said
from paceline.domain.decisions import Decision
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.inbox.answer import plain_subject
from paceline.inbox.mail import Message
from paceline.ledger import facts, moments, people
from paceline.ledger.moments import Moment
from paceline.letters import write
from paceline.letters.write import Letter

ESSENTIAL = ("window_days", "consent_days", "send_hour", "quiet_from", "quiet_until", "most_open")
"""The rules that a newcomer meets first."""
Kind = Literal["asked", "history", "changed", "welcome"]
MOST_SHOWN = 14
"""Clauses in a short form."""


def team_name(desk: Desk, team: str) -> str:
    return next((each.name for each in desk.config.teams if each.id == team), team.capitalize())


def short_form(it: Agreement, also: tuple[str, ...] = ()) -> tuple[Clause, ...]:
    """The clauses that are the team's own: norms, and rules that differ from what Paceline does by itself."""
    usual = {(said.key, said.words) for said in clauses.said_by(Defaults())}
    own = (c for c in it.clauses if (c.key, c.words) not in usual or c.key in also)
    return tuple(own)[:MOST_SHOWN]


def _content(desk: Desk, reader: Person, team: str, kind: Kind) -> AgreementLetter:
    it = desk.agreement(team)
    looks_after = owner(desk, team)
    names = {**desk.names(team), reader.id: ""}
    return AgreementLetter(
        reader,
        kind,
        team_name(desk, team),
        it.version,
        desk.today(reader),
        owner=names.get(looks_after.id, looks_after.id) if looks_after else "",
        review=due(desk, it),
        set_on=it.since,
    )


# --- asked for -------------------------------------------------------------------------------------


def answer(desk: Desk, arrival: str, message: Message, person: Person, said: Command) -> Refusal | None:
    """Put the answer to "agreement" or "agreement history" into the outbox: the person's own team's."""
    if persons.reads_only(person):
        return Refusal(said.line, "you read along, and are of no team here", '"help"')
    verb = said.verb
    content = _content(desk, person, person.team, "history" if verb == "agreement history" else "asked")
    told = history(facts.of(desk.tx, f"{agreements.SUBJECT}{person.team}"))
    content = replace(content, subject=plain_subject(message.subject))
    if content.kind == "history":
        content = replace(content, versions=told[::-1])
    else:
        content = replace(content, parts=parts(desk.agreement(person.team).clauses))
    posting = Posting(key=f"answer/{arrival}/{verb}", team=person.team, about=arrival, answers=message)
    mailroom.post(desk, person, posting, partial(_letter, desk, content))
    return None


def section(desk: Desk, team: str) -> tuple[Part, ...]:
    """The agreement in force, to be shown above the questions of a review of it."""
    return parts(desk.agreement(team).clauses)


def now_says(desk: Desk, decision: Decision) -> str:
    """What the clause says that an intent would change; "" where it is about none."""
    change = amendment_of(decision.title)
    clause = desk.agreement(decision.team).clause(change.number) if change else None
    return clause.words if clause else ""


def changed_by(desk: Desk, decision: Decision) -> tuple[int, tuple[Difference, ...]]:
    """The version that a decision made, and what is different in it; (0, ()) where it made none."""
    told = history(facts.of(desk.tx, f"{agreements.SUBJECT}{decision.team}"))
    found = next((one for one in told if one.decision == decision.id), None)
    return (found.version, found.differences) if found else (0, ())


# --- told ------------------------------------------------------------------------------------------


def announce(desk: Desk, before: Agreement, unheeded: tuple[Said, ...]) -> None:
    """To everybody: what the configuration or the file has changed, and what of it gave way to a decision."""
    it = desk.agreement(before.team)
    told = differences(before.clauses, it.clauses)
    gave_way = tuple(_in_force(it, said) for said in unheeded)
    number = len(facts.of(desk.tx, f"{agreements.SUBJECT}{it.team}"))
    for reader in desk.team(it.team):
        if reader.wants_nothing:
            continue
        content = _content(desk, reader, it.team, "changed")
        content = replace(content, differences=told, unheeded=gave_way)
        posting = Posting(
            key=f"agreement/{it.team}/{it.version}/{number}/{reader.id}",
            team=it.team,
            not_before=digest_for(reader, desk.now),
        )
        mailroom.post(desk, reader, posting, partial(_letter, desk, content))


def _in_force(it: Agreement, said: Said) -> str:
    """ "3.1, an intent stays open for: 2 working days" says the source, and the decision that holds."""
    clause = it.rule(said.key) if said.key in BY_KEY else None
    if clause is None:
        return said.words
    return f"{clause.number}, {clause.label}: {said.words}; it stays {clause.words} ({clause.by})"


# --- a newcomer ------------------------------------------------------------------------------------


def expect(desk: Desk, team: str, person: str) -> None:
    """Somebody is new: they are welcomed at their send hour."""
    newcomer = people.by_id(desk.tx, person)
    if newcomer:
        at = days.next_send(newcomer, desk.now)
        moments.put(desk.tx, Moment(f"welcome/{team}/{person}", at, "welcome", team, person=person))


def welcome(desk: Desk, moment: Moment) -> None:
    """One letter, once: the agreement in short, and the commands that matter."""
    reader = people.by_id(desk.tx, moment.person)
    if reader is None or reader.team != moment.team or reader.wants_nothing:
        return
    if not days.allowed(reader, desk.now) or not days.working(reader, desk.today(reader)):
        expect(desk, moment.team, reader.id)
        return
    content = _content(desk, reader, moment.team, "welcome")
    shown = parts(short_form(desk.agreement(moment.team), ESSENTIAL))
    content = replace(content, parts=tuple(part for part in shown if part.clauses))
    posting = Posting(
        key=f"welcome/{moment.team}/{reader.id}",
        team=moment.team,
        items=(Item(1, "agreement", f"{agreements.SUBJECT}{moment.team}"),),
    )
    mailroom.post(desk, reader, posting, partial(_letter, desk, content))


def _letter(desk: Desk, content: AgreementLetter, reply_to: str) -> Letter:
    return write.agreement(content, reply_to, desk.folders)
