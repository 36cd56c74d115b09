"""Commands about one's own days: away, back, a deputy, the weekdays one works on."""

from __future__ import annotations

from datetime import date

from paceline.agenda.contents import Recorded
from paceline.clerks import deputies, persons, rounds
from paceline.clerks.absences import FREE
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.domain.facts import CameBack, DeputyNamed, Fact, WentAway, WorkdaysSet
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.domain.week import in_words, plural


def away(desk: Desk, message: str, person: Person, _place: Place, said: Command, today: date) -> Recorded | Refusal:
    span = span_of(said, today)
    if isinstance(span, Refusal):
        return span
    first, last = span
    deputy = deputies.named_by(desk, person, said.person, said.line) if said.person else None
    if isinstance(deputy, Refusal):
        return deputy
    _keep(desk, message, person, WentAway(first, last, deputy=deputy.id if deputy else ""))
    return Recorded("away", was=first, due=last, who=deputy.first_name if deputy else "")


def span_of(said: Command, today: date) -> tuple[date, date] | Refusal:
    """The first and the last day away."""
    last = said.due.day if said.due else None
    if last is None:
        return Refusal(said.line, "I need the last day away", '"away until 5 Jan", "away 3 Dec to 7 Dec"')
    first = _iso(said.text) or today
    if last < first and today <= last:
        return Refusal(said.line, "its last day comes before its first", '"away 3 Dec to 7 Dec"')
    if last < today:
        return Refusal(said.line, f"{last.day} {last:%B %Y} is in the past", '"away until 5 Jan"')
    return first, last


def back(desk: Desk, message: str, person: Person, _place: Place, _said: Command, today: date) -> Recorded | Refusal:
    fresh = _keep(desk, message, person, CameBack(today))
    rounds.wake_for_all(desk, fresh)
    return Recorded("back", due=today)


def deputy(desk: Desk, message: str, person: Person, _place: Place, said: Command, today: date) -> Recorded | Refusal:
    """Of the absence that runs or comes next."""
    found = deputies.named_by(desk, person, said.person, said.line)
    if isinstance(found, Refusal):
        return found
    fresh = persons.refresh(desk, person)
    absence = min((a for a in fresh.absences if a.last >= today), key=lambda a: a.first, default=None)
    if absence is None:
        return Refusal(said.line, "you have not said that you are away", f"away until 5 Jan, deputy @{found.id}")
    _keep(desk, message, person, DeputyNamed(found.id, absence.first))
    return Recorded("deputy", what=found.first_name, was=absence.first, due=absence.last)


# --- weekdays ---------------------------------------------------------------------------------------------------------


def free(desk: Desk, message: str, person: Person, _place: Place, said: Command, _today: date) -> Recorded | Refusal:
    return _set_workdays(desk, message, person, said, _workdays(person) - _listed(said.text))


def works(desk: Desk, message: str, person: Person, _place: Place, said: Command, _today: date) -> Recorded | Refusal:
    return _set_workdays(desk, message, person, said, _listed(said.text))


def yes(desk: Desk, message: str, person: Person, _place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """To the question whether the days of an event that repeats are free."""
    _, listed, event = said.subject.split("/", 2)
    return _set_workdays(desk, message, person, said, _workdays(person) - _listed(listed), event)


def no(_desk: Desk, _message: str, person: Person, _place: Place, _said: Command, _today: date) -> Recorded | Refusal:
    return Recorded("works", what=plural(_workdays(person)))


def is_about_weekdays(said: Command) -> bool:
    return said.subject.startswith(FREE)


def _set_workdays(
    desk: Desk, message: str, person: Person, said: Command, workdays: frozenset[int], event: str = ""
) -> Recorded | Refusal:
    if not workdays:
        return Refusal(
            said.line, f"you work on {in_words(_workdays(person))} only: no day would be left", "works Mon-Thu"
        )
    fresh = _keep(desk, message, person, WorkdaysSet(tuple(sorted(workdays)), event))
    rounds.ask_again(desk, fresh)
    return Recorded("works", what=plural(workdays))


def _workdays(person: Person) -> frozenset[int]:
    return frozenset(day for day in range(7) if person.works_on(day))


def _listed(text: str) -> frozenset[int]:
    return frozenset(int(day) for day in text.split(",") if day.isdigit() and int(day) < 7)


def _keep(desk: Desk, message: str, person: Person, fact: Fact) -> Person:
    desk.record(person.team, persons.subject(person.id), fact, author=person.id, message=message)
    return persons.refresh(desk, person)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
