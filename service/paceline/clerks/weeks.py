"""Each person's own week, once a week: in the envelope of that day where there is one, else in a letter of its own.

So it makes no second mail on a day, and none at all where there is nothing to say.
"""

from __future__ import annotations

from datetime import timedelta

from paceline.agenda import days, week
from paceline.agenda.contents import Week
from paceline.agenda.verdict import Record
from paceline.clerks import mailroom, team_weeks, windows
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain import circles
from paceline.domain.facts import Entry, WeekTold
from paceline.domain.people import Person
from paceline.ledger import facts, moments, people
from paceline.ledger.moments import Moment
from paceline.letters import write

LONGEST = timedelta(days=35)
"""What happened longer ago is told no more, after a long absence."""


def wait_for(desk: Desk, team: str) -> None:
    """See to it that the team's weeks are planned, from the coming one on: called whenever something is recorded."""
    at = week.next_round(desk.now)
    team = circles.team_of(team)
    moments.put(desk.tx, Moment(f"weeks/{team}", at, "weeks", team), earliest=True)
    team_weeks.wait_for_quarter(desk, team)


def plan(desk: Desk, moment: Moment) -> None:
    """A week begins: everybody's own is set for their hour. A team in which nothing is open waits for the next fact."""
    weekday = desk.rules(moment.team).week
    for person in desk.team(moment.team) if weekday is not None else ():
        at = week.instant(person, weekday, desk.now) if weekday is not None else None
        if at and _wanted(person):
            moments.put(desk.tx, Moment(f"week/{person.id}", at, "week", moment.team, person=person.id))
    team_weeks.plan(desk, moment.team, moment.at)
    if facts.open_items(desk.tx, team=moment.team):
        wait_for(desk, moment.team)


def send(desk: Desk, moment: Moment) -> None:
    """The week in a letter of its own: no envelope has carried it. One that an outage held up past its day is left out;
    the next one tells of all since the last."""
    person = people.by_id(desk.tx, moment.person)
    if person is None or days.local(person, moment.at).date() != desk.today(person):
        return
    content = due(desk, person)
    if content is None or not days.allowed(person, desk.now):
        return
    posting = Posting(
        key=f"week/{person.id}/{desk.today(person)}",
        team=person.team,
        about=f"week:{person.id}",
    )
    mailroom.post(desk, person, posting, lambda reply_to: write.week(content, reply_to, desk.folders))
    told(desk, person)


def for_envelope(desk: Desk, person: Person, asked: frozenset[str]) -> Week | None:
    """The week, where this is the envelope of its day; `asked` are the ids that it asks about."""
    set_for = moments.at(desk.tx, f"week/{person.id}")
    if set_for is None or days.local(person, set_for).date() != desk.today(person):
        return None
    content = due(desk, person, asked)
    if content:
        moments.drop(desk.tx, f"week/{person.id}")
        told(desk, person)
    return content


def due(desk: Desk, person: Person, asked: frozenset[str] = frozenset()) -> Week | None:
    """What there is to say; None: nothing, or the person does not want it."""
    if not _wanted(person):
        return None
    entries = _since(desk, person)
    subjects = dict.fromkeys(entry.subject for entry in entries if entry.subject[:1] in facts.FOLDS)
    lately = facts.since(desk.tx, person.team, desk.now - LONGEST)
    recent = dict.fromkeys(entry.subject for entry in lately if entry.subject[:1] in facts.FOLDS)
    open_ones = _open(desk, person)
    material = week.Material(
        open_ones,
        entries,
        facts.records(desk.tx, subjects),
        desk.names(person.team),
        facts.records(desk.tx, recent),
        {one.id: desk.today(one) for one in desk.team(person.team)},
        windows.awaited_of(desk, open_ones),
    )
    content = week.week(material, person, desk.today(person), apart_from=asked)
    return content if content.says_something else None


def told(desk: Desk, person: Person) -> None:
    desk.record(person.team, f"person/{person.id}", WeekTold(desk.today(person)))


def _wanted(person: Person) -> bool:
    return not person.stopped & {"digests", "week"}


def _open(desk: Desk, person: Person) -> tuple[Record, ...]:
    """What is open in the person's team, and what is theirs in others."""
    found = (*facts.open_items(desk.tx, team=person.team), *facts.open_items(desk.tx, owner=person.id))
    return tuple({it.id: it for it in found}.values())


def _since(desk: Desk, person: Person) -> tuple[Entry, ...]:
    """The facts since the person's last week."""
    last = facts.last_of(desk.tx, f"person/{person.id}", WeekTold, most=1)
    since = desk.now - LONGEST
    return facts.since(desk.tx, person.team, max(last[0].at, since) if last else since)
