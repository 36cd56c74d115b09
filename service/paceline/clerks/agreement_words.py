"""What people answer when they are asked about their agreement, or welcomed with it: "ok", "keep"."""

from __future__ import annotations

from paceline.agenda.contents import Recorded
from paceline.clerks import agreement_reviews
from paceline.clerks.agreement_letters import team_name
from paceline.clerks.desk import Desk
from paceline.domain.agreement import SUBJECT
from paceline.domain.facts import Acknowledged
from paceline.domain.outcome import Held, Refusal, due
from paceline.domain.people import Person
from paceline.domain.statements import Command


def take(desk: Desk, message: str, person: Person, said: Command, held: Held) -> Recorded | Refusal:
    """`message` is the inbox id of the mail. `said.subject` names the agreement."""
    team = said.subject.removeprefix(SUBJECT)
    if team != person.team:
        return Refusal(said.line, "that is another team's agreement", '"agreement" sends yours')
    match said.verb:
        case "ok":
            return _acknowledge(desk, message, person, team)
        case "keep":
            return _keep(desk, message, person, team, said, held)
    return Refusal(said.line, "that does not go with an agreement", '"Intent: agreement 3.1: 3 working days because …"')


def _acknowledge(desk: Desk, message: str, person: Person, team: str) -> Recorded:
    it = desk.agreement(team)
    desk.record(team, f"{SUBJECT}{team}", Acknowledged(it.version), author=person.id, message=message)
    return Recorded("acknowledged", what=team_name(desk, team))


def _keep(desk: Desk, message: str, person: Person, team: str, said: Command, held: Held) -> Recorded | Refusal:
    review = due(said.due, said.line, held, otherwise=None) if said.due else None
    if isinstance(review, Refusal):
        return review
    again = agreement_reviews.keep(desk, message, person, team, said, review)
    return again if isinstance(again, Refusal) else Recorded("agreement kept", what=team_name(desk, team), due=again)
