"""Questions by mail, answered by mail: mine, status, who owns …, why C12, decisions, find, help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from paceline.agenda.contents import Answer, Change
from paceline.clerks import finding, histories, mailroom, offers, standings
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.placing import Place
from paceline.domain.decisions import Decision
from paceline.domain.facts import Adopted, Decided, standing
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.inbox.mail import Message
from paceline.ledger import facts
from paceline.letters import write

BEGINNING = date(1970, 1, 1)
"""Nothing was decided by mail before it."""


def answer(desk: Desk, arrival: str, message: Message, person: Person, place: Place, said: Command) -> Refusal | None:
    """Put the answer to one question into the outbox, or say why there is none. `arrival` is the inbox id of the mail
    that asks.

    It is about the person's own team, whose ever letter the mail answers.
    """
    content = _ANSWERED.get(said.verb, _help)(desk, message.subject, person, place, said)
    if isinstance(content, Refusal):
        return content
    content = replace(content, day=desk.today(person))
    about = said.subject or said.text[:60] or said.person
    posting = Posting(key=f"answer/{arrival}/{said.verb}/{about}", team=person.team, about=arrival, answers=message)
    mailroom.post(desk, person, posting, lambda reply_to: write.answer(content, reply_to, desk.folders))
    return None


def _mine(desk: Desk, subject: str, person: Person, _place: Place, _said: Command) -> Answer:
    mine, owed, waits = standings.of_oneself(desk, person)
    return Answer(person, "mine", subject, mine, owed, waits=waits)


def _status(desk: Desk, subject: str, person: Person, _place: Place, said: Command) -> Answer | Refusal:
    """Of the team, of a colleague, or of what is called so."""
    whose = standings.whose(desk, person, said)
    if isinstance(whose, Refusal):
        return whose
    if whose:
        return standings.of_colleague(desk, subject, person, whose)
    if said.text:
        found = finding.open_about(desk, person, said.text)
        return Answer(person, "status", subject, found=found, words=said.text)
    return Answer(person, "status", subject, standings.of_team(desk, person))


def _owns(desk: Desk, subject: str, person: Person, _place: Place, said: Command) -> Answer:
    return Answer(person, "owns", subject, found=finding.owned(desk, person, said.text), words=said.text)


def _why(desk: Desk, subject: str, person: Person, place: Place, said: Command) -> Answer:
    about = said.subject or said.text.strip().upper()
    return histories.why(desk, subject, person, place, about)


def _decisions(desk: Desk, subject: str, person: Person, _place: Place, said: Command) -> Answer:
    """What was decided since a day; without one, in the last three months."""
    day = said.due.day if said.due and said.due.day else desk.today(person) - timedelta(days=92)
    since = datetime.combine(max(day, BEGINNING), time(0), ZoneInfo(person.zone))
    names = desk.names(person.team)
    entries = [e for e in facts.decided(desk.tx, person.team, since) if isinstance(e.fact, Decided | Adopted)]
    found = facts.records(desk.tx, dict.fromkeys(entry.subject for entry in standing(tuple(entries))))
    changed = tuple(
        Change(
            "decided",
            it.id,
            it.title,
            names.get(it.owner, it.owner),
            due=it.review,
            reason=it.rationale,
            instead=it.replaces,
        )
        for it in found
        if isinstance(it, Decision) and it.state == "decided"
    )
    return Answer(person, "decisions", subject, changed=changed)


def _find(desk: Desk, subject: str, person: Person, _place: Place, said: Command) -> Answer:
    found, beyond = finding.find(desk, person, said.text)
    return Answer(person, "find", subject, found=found, beyond=beyond, words=said.text)


def _offers(desk: Desk, subject: str, person: Person, _place: Place, _said: Command) -> Answer:
    return Answer(person, "offers", subject, offers=offers.directory(desk, person.team))


def _help(_desk: Desk, subject: str, person: Person, _place: Place, _said: Command) -> Answer:
    return Answer(person, "help", subject)


_ANSWERED: dict[str, Callable[[Desk, str, Person, Place, Command], Answer | Refusal]] = {
    "mine": _mine,
    "status": _status,
    "owns": _owns,
    "why": _why,
    "decisions": _decisions,
    "find": _find,
    "offers": _offers,
}
