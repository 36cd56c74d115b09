"""Whether an agreement still works: whoever looks after it is asked in their envelope, on its day and once more."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from paceline.agenda import days
from paceline.agenda.agreed import AgreementAsk
from paceline.clerks import agreement_letters, rounds
from paceline.clerks.agreement_care import due, owner
from paceline.clerks.desk import Desk
from paceline.clerks.reviews import MOST_ASKED
from paceline.domain import agreement as agreements
from paceline.domain.agreement import Agreement
from paceline.domain.asks import Ask
from paceline.domain.facts import AgreementKept, AgreementReviewMissed
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.ledger import asks, moments
from paceline.ledger.moments import Moment


def wait_for(desk: Desk, team: str) -> None:
    """On the day of the next look its owner is asked."""
    it = desk.agreement(team)
    day, person = due(desk, it), owner(desk, team)
    key = f"agreement/{team}"
    if it.since is None or day is None or person is None:
        moments.drop(desk.tx, key)
        return
    moments.put(desk.tx, Moment(key, _instant(desk, person, day), "agreement", team, f"{agreements.SUBJECT}{team}"))


def _instant(desk: Desk, person: Person, day: date) -> datetime:
    asked = day if days.working(person, day) else days.next_working(person, day)
    at = days.at_hour(person, asked, person.send_hour)
    return at if at > desk.now else days.next_send(person, desk.now)


def ask(desk: Desk, moment: Moment) -> None:
    it, person = desk.agreement(moment.team), owner(desk, moment.team)
    if person is None or not _is_due(desk, it, person):
        return
    subject = f"{agreements.SUBJECT}{moment.team}"
    reached = "asks" not in person.stopped
    if reached and _times_asked(desk, it, subject, person) < MOST_ASKED:
        question = Ask("agreement", it.team, person.id, subject, desk.now, round=desk.today(person).isoformat())
        asks.put(desk.tx, question)
        rounds.wake(desk, person, question)
    elif not it.missed:
        desk.record(it.team, subject, AgreementReviewMissed())


def _is_due(desk: Desk, it: Agreement, person: Person) -> bool:
    day = due(desk, it)
    return day is not None and day <= desk.today(person)


def _times_asked(desk: Desk, it: Agreement, subject: str, person: Person) -> int:
    since = f"{it.looked_at or datetime.combine(date.min, time(0), UTC):%Y-%m-%d}"
    sent = (one for one, _, letter in asks.of_subject(desk.tx, subject) if letter and one.person == person.id)
    return sum(one.round > since for one in sent)


def entry(desk: Desk, team: str, person: Person, number: int) -> AgreementAsk | None:
    """What the envelope asks."""
    it, looks_after = desk.agreement(team), owner(desk, team)
    if looks_after is None or looks_after.id != person.id or not _is_due(desk, it, person):
        return None
    names = desk.names(team)
    agreed = tuple(names[who] for who, version in it.acknowledged if version == it.version and who in names)
    return AgreementAsk(
        number,
        agreement_letters.team_name(desk, team),
        it.version,
        it.looked_at or desk.now,
        agreement_letters.short_form(it),
        people_changed=it.changed_members is not None,
        agreed=agreed,
    )


def keep(desk: Desk, message: str, person: Person, team: str, said: Command, review: date | None) -> date | Refusal:
    """It stays as it is, says who looks after it. Returns the day of the next look."""
    looks_after = owner(desk, team)
    if looks_after and looks_after.id != person.id:
        whose = looks_after.first_name
        return Refusal(said.line, f"{whose} looks after the agreement", '"Intent: agreement 6: … because …"')
    subject = f"{agreements.SUBJECT}{team}"
    desk.record(team, subject, AgreementKept(said.text, review), author=person.id, message=message)
    asks.close(desk.tx, subject, "answered")
    wait_for(desk, team)
    return due(desk, desk.agreement(team)) or desk.today(person)
