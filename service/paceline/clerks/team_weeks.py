"""The team's week and the team's quarter, in a letter to each reader.

The week goes to those whom no digest of the team has told since the last one, and to whoever subscribed to it; the
quarter to the team alone. Both are planned once, by a fact that says so, however often the step is repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from paceline.agenda import days, quarter, week
from paceline.agenda.contents import Recorded, TeamWeek
from paceline.agenda.corrections import corrected
from paceline.agenda.material import Material
from paceline.agenda.rounds import digest_for
from paceline.agenda.team_week import says_something, subjects, team_week
from paceline.clerks import mailroom, persons, rounds, windows
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.cadence import Occurrence
from paceline.domain.facts import (
    Adopted,
    Decided,
    Dropped,
    Entry,
    Kept,
    Learned,
    QuarterTold,
    Started,
    Stopped,
    TeamWeekTold,
    standing,
)
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person, Team
from paceline.domain.statements import Command
from paceline.ledger import cadences, facts, moments, outbox, people
from paceline.ledger.moments import Moment
from paceline.letters import write

A_DAY = timedelta(days=1)
LATE = timedelta(days=2)
"""What an outage held up longer goes out no more."""
SOON = timedelta(days=7)
FIRST = timedelta(days=7)
"""How far the first week of a team looks back."""


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a team's week is about."""

    since: datetime
    until: datetime

    def __str__(self) -> str:
        return f"{self.since.isoformat()}/{self.until.isoformat()}"

    @classmethod
    def read(cls, text: str) -> Window:
        since, _, until = text.partition("/")
        return cls(datetime.fromisoformat(since), datetime.fromisoformat(until))


# --- the week ------------------------------------------------------------------------------------------------------


def plan(desk: Desk, team: str, begins: datetime) -> None:
    """A week begins: what the last one came to goes to its readers, each at their hour."""
    weekday = desk.rules(team).team_week
    if weekday is None:
        return
    before = facts.last_of(desk.tx, f"team/{team}", TeamWeekTold, most=1)
    window = Window(before[0].at if before else begins - FIRST, desk.now)
    desk.record(team, f"team/{team}", TeamWeekTold())
    for reader in _readers(desk, team):
        if at := week.instant(reader, weekday, desk.now):
            key = f"teamweek/{team}/{reader.id}"
            moments.put(desk.tx, Moment(key, at, "teamweek", team, str(window), reader.id))


def send(desk: Desk, moment: Moment) -> None:
    reader = people.by_id(desk.tx, moment.person)
    window = Window.read(moment.subject)
    if reader is None or desk.now > moment.at + LATE or reader.away_on(desk.today(reader)):
        return
    if not _wants(desk, reader, moment.team) or _was_told(desk, reader, moment.team, window):
        return
    content = _content(desk, reader, moment.team, window)
    if says_something(content):
        about = f"team:{moment.team}"
        key = f"teamweek/{moment.team}/{window.until:%Y-%m-%d}/{reader.id}"
        posting = Posting(key, moment.team, about, about, not_before=digest_for(reader, desk.now))
        mailroom.post(desk, reader, posting, lambda reply_to: write.team_week(content, reply_to, desk.folders))


def _content(desk: Desk, reader: Person, team: str, window: Window) -> TeamWeek:
    """What happens between the week's end and this letter is for the next one to tell."""
    within = (e for e in facts.since(desk.tx, team, window.since) if e.at < window.until)
    entries = tuple(e for e in within if not isinstance(e.fact, Learned))
    ids = subjects((entry.subject for entry in entries), facts.FOLDS)
    open_ones = facts.open_items(desk.tx, team=team)
    everybody = (*desk.team(team), *desk.guests(team))
    material = Material(
        title=_team(desk, team).name,
        occurrence=Occurrence("", desk.now, desk.now, 0),
        organizer="",
        people={},
        headings={},
        entries=entries,
        changed=tuple(_as_it_was(desk, ids, window.until, undone=False).values()),
        open=open_ones,
        awaited=windows.awaited_of(desk, open_ones),
        updates={},
        late={},
        last_digest=window.since,
        names=desk.names(team),
        told=_as_it_was(desk, subjects(corrected(entries), facts.FOLDS), window.since),
        todays={person.id: days.local(person, window.until).date() for person in everybody},
        digest_days={person.id: days.local(person, window.since).date() for person in everybody},
    )
    first = (days.local(reader, window.since) + A_DAY).date()  # a week begins when it does anywhere on earth
    last = days.local(reader, window.until).date()
    return team_week(material, reader, first, last)


def _as_it_was(desk: Desk, ids: Iterable[str], at: datetime, *, undone: bool = True) -> dict[str, facts.Record]:
    """These records as they were at that instant, with or without what was `undone` since; what there was not yet, or
    no more, is left out."""
    written: dict[str, list[Entry]] = {one: [] for one in ids}
    entries = facts.of_all(desk.tx, written) if written else ()
    for entry in entries if undone else standing(entries):
        if entry.at < at:
            written[entry.subject].append(entry)
    folded = (facts.FOLDS[one[:1]](tuple(entries)) for one, entries in written.items())
    return {it.id: it for it in folded if it}


def _was_told(desk: Desk, reader: Person, team: str, window: Window) -> bool:
    """Whether a digest of the team has told them since, or one will within the week: then this would say it twice,
    unless they asked for it."""
    if team in reader.reads:
        return False
    return outbox.was_written(desk.tx, reader.id, "digest", team, window.since) or _will_be_told(desk, reader, team)


def _will_be_told(desk: Desk, reader: Person, team: str) -> bool:
    """By a digest of the next seven days, which tells all since the last one."""
    running = (kept for kept in cadences.of_team(desk.tx, team) if kept.team == team and not kept.ended)
    dates = ((kept, date) for kept in running if (date := rounds.next_date(desk, kept)))
    soon = (rounds.participants(desk, kept, date) for kept, date in dates if date.start < desk.now + SOON)
    return any(guest.id == reader.id for guests in soon for guest in guests)


# --- who reads it --------------------------------------------------------------------------------------------------


def may_read(team: Team, person: Person) -> bool:
    """The team's own people, and whom its configuration lets read its week: people, teams, or all."""
    return person.team == team.id or bool({person.id, person.team, "all"} & set(team.readers))


def named(desk: Desk, name: str, person: Person) -> Team | None:
    """The team of this name whose week the person may read."""
    wanted = name.strip().removeprefix("@").casefold()
    teams = (team for team in desk.config.teams if may_read(team, person))
    return next((team for team in teams if wanted in (team.id.casefold(), team.name.casefold())), None)


def subscribe(desk: Desk, message: str, person: Person, said: Command, name: str, *, reads: bool) -> Recorded | Refusal:
    """Somebody wants to read a team's week, or no more. Whether there is a team that they may not read is not told."""
    team = named(desk, name, person)
    if team is None:
        return Refusal(said.line, f'there is no team "{name}" whose week you may read', "ask whoever runs the service")
    what = f"{persons.WEEK_OF}{team.id}"
    fact = Started(what) if reads else Stopped(what)
    desk.record(person.team, persons.subject(person.id), fact, author=person.id, message=message)
    persons.refresh(desk, person)
    return Recorded("started" if reads else "stopped", what=f"the week of {team.name}")


def _readers(desk: Desk, team: str) -> Iterator[Person]:
    """The team's people, and those of others who subscribed."""
    yield from desk.team(team)
    others = (person for person, _ in people.everyone(desk.tx) if _team(desk, team).readers)
    yield from (person for person in others if person.team != team and team in person.reads)


def _wants(desk: Desk, reader: Person, team: str) -> bool:
    wanted = reader.team == team or team in reader.reads
    return (
        wanted and may_read(_team(desk, team), reader) and not reader.stopped & {"digests", f"{persons.WEEK_OF}{team}"}
    )


def _team(desk: Desk, team: str) -> Team:
    return next((one for one in desk.config.teams if one.id == team), Team(team, team.capitalize()))


# --- the quarter ---------------------------------------------------------------------------------------------------


def wait_for_quarter(desk: Desk, team: str) -> None:
    at = quarter.midnight(quarter.of_day(desk.now.date())[1])
    moments.put(desk.tx, Moment(f"quarter/{team}", at, "quarter", team), earliest=True)


def quarter_came(desk: Desk, moment: Moment) -> None:
    """A quarter is over: planned for everybody; or, for one person, written."""
    if moment.person:
        _send_quarter(desk, moment)
        return
    first = quarter.of_day(quarter.of_day(desk.now.date())[0] - timedelta(days=1))[0]
    told = {e.fact.first for e in facts.of(desk.tx, f"team/{moment.team}") if isinstance(e.fact, QuarterTold)}
    if first in told:
        return
    desk.record(moment.team, f"team/{moment.team}", QuarterTold(first))
    for reader in desk.team(moment.team):
        key = f"quarter/{moment.team}/{reader.id}"
        at = days.next_send(reader, desk.now)
        moments.put(desk.tx, Moment(key, at, "quarter", moment.team, first.isoformat(), reader.id))
    if facts.open_items(desk.tx, team=moment.team):
        wait_for_quarter(desk, moment.team)


def _send_quarter(desk: Desk, moment: Moment) -> None:
    reader = people.by_id(desk.tx, moment.person)
    if reader is None or reader.team != moment.team or "digests" in reader.stopped:
        return
    first = datetime.fromisoformat(moment.subject).date()
    content = quarter.quarter(_quarter(desk, moment.team, moment.subject), reader, desk.today(reader))
    if not content.says_something:
        return
    key = f"quarter/{moment.team}/{first}/{reader.id}"
    posting = Posting(key, moment.team, f"team:{moment.team}", not_before=digest_for(reader, desk.now))
    mailroom.post(desk, reader, posting, lambda reply_to: write.quarter(content, reply_to, desk.folders))


def _quarter(desk: Desk, team: str, begins: str) -> quarter.Material:
    first, after = quarter.of_day(datetime.fromisoformat(begins).date())
    begin, end = quarter.midnight(first), quarter.midnight(after)
    ended = (Kept, Dropped, Decided, Adopted)
    within = [e for e in facts.since(desk.tx, team, begin) if e.at < end and isinstance(e.fact, ended)]
    ids = subjects((entry.subject for entry in within), facts.FOLDS)
    written = {subject: facts.of(desk.tx, subject) for subject in ids}
    closed = tuple(it for it in facts.records(desk.tx, ids) if not facts.is_open(it))
    last = after - timedelta(days=1)
    return quarter.Material(_team(desk, team).name, first, last, closed, written, facts.open_items(desk.tx, team=team))
