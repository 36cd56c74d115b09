"""Agreements in force: begun, changed by a decision or by their source, and obeyed by what is planned already."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from paceline.clerks import agreement_letters, agreement_reviews, forms, persons, rounds
from paceline.clerks.desk import Desk
from paceline.config import Defaults
from paceline.domain import agreement as agreements
from paceline.domain.agreement import Agreement, amended, amendment_of, followed
from paceline.domain.clauses import RIGHTS, right
from paceline.domain.decisions import Decision
from paceline.domain.facts import AgreementSet, TeamNoted
from paceline.domain.people import Person
from paceline.ledger import cadences, people
from paceline.ledger.moments import Moment

HOURS = ("send_hour", "workdays", "starts", "ends", "quiet_from", "quiet_until")
"""What people have from their team, unless their own table says otherwise."""

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""Due whatever the clock says: at a start it may be wrong."""


def look(desk: Desk) -> None:
    """At a start: let the people of each team follow its agreement, and see to what has changed since the last one."""
    for team in desk.config.teams:
        if desk.agreement(team.id).since:
            _keep_hours(desk, team.id)
        if _is_news(desk, team.id):
            persons.notice(desk, team.id)


def _is_news(desk: Desk, team: str) -> bool:
    it = desk.agreement(team)
    return it.since is None or it.source != desk.source(team) or set(it.members or ()) != _members(desk, team)


def _members(desk: Desk, team: str) -> set[str]:
    return {person.id for person in desk.team(team)}


def attend(desk: Desk, moment: Moment) -> None:
    """Put the first version on record, or follow a source that has changed, and note who has come and gone."""
    team = moment.team
    it = desk.agreement(team)
    if it.since is None:
        _begin(desk, it)
        _note_members(desk, team)
    else:
        _follow(desk, it)
        for person in sorted(_note_members(desk, team)):
            agreement_letters.expect(desk, team, person)
    agreement_reviews.wait_for(desk, team)


def _begin(desk: Desk, it: Agreement) -> None:
    desk.record(it.team, f"{agreements.SUBJECT}{it.team}", AgreementSet(it.version, it.clauses, it.source))


def _follow(desk: Desk, it: Agreement) -> None:
    source = desk.source(it.team)
    if source == it.source:
        return
    clauses, unheeded = followed(it, source)
    version = it.version + (clauses != it.clauses)
    _set(desk, it, AgreementSet(version, clauses, source, unheeded=unheeded))
    if clauses != it.clauses or unheeded:
        agreement_letters.announce(desk, it, unheeded)


def _note_members(desk: Desk, team: str) -> set[str]:
    """Returns who is new; nobody is while it was never noted who is there."""
    noted, now = desk.agreement(team).members, _members(desk, team)
    if noted is not None and set(noted) == now:
        return set()
    desk.record(team, f"{agreements.SUBJECT}{team}", TeamNoted(tuple(sorted(now))))
    return now - set(noted) if noted is not None else set()


def adopt(desk: Desk, decision: Decision) -> None:
    """An intent that stands changes the agreement, if it is about one."""
    change = amendment_of(decision.title)
    if change is None:
        return
    it = desk.agreement(decision.team)
    if it.since is None:
        _begin(desk, it)
        it = desk.agreement(decision.team)
    key = RIGHTS if change.number == "1" and right(change.words) else ""
    clauses = amended(it, change, decision.id, key)
    _set(desk, it, AgreementSet(it.version + 1, clauses, it.source, decision.id))
    agreement_reviews.wait_for(desk, decision.team)


def _set(desk: Desk, before: Agreement, made: AgreementSet) -> None:
    """A version is in force from now on, for what is planned already, too."""
    was = desk.rules(before.team)
    desk.record(before.team, f"{agreements.SUBJECT}{before.team}", made)
    moved = _keep_hours(desk, before.team)
    _keep_reviews(desk, before.team, was, anew=moved)


def _keep_hours(desk: Desk, team: str) -> bool:
    """The people of a team have its hours, but for what their own table says. Returns whether anybody's changed."""
    rules = desk.rules(team)
    changed = [fresh for person in desk.team(team) if (fresh := _with_hours(desk, person, rules)) != person]
    for person in changed:
        people.amend(desk.tx, person)
    if changed:
        desk.teams.pop(team, None)
    return bool(changed)


def _with_hours(desk: Desk, person: Person, rules: Defaults) -> Person:
    own = desk.config.own_hours.get(person.id, frozenset())
    wished = {"send_hour"} if person.own_send_hour else set()
    hours = {name: getattr(rules, name) for name in HOURS if name not in own | wished}
    fresh = replace(person, **hours)
    return fresh if fresh.starts < fresh.ends else person


def _keep_reviews(desk: Desk, team: str, was: Defaults, *, anew: bool) -> None:
    """The team's series ask, remind and tell as it is agreed, where their organizers have not said otherwise."""
    rules = desk.rules(team)
    for kept in cadences.of_team(desk.tx, team):
        if kept.ended or not (anew or _asks_otherwise(was, rules)):
            continue
        settings = forms.effective(rules, kept.cadence.settings, kept.ordered)
        whose = forms.whose(kept.team, kept.cadence.id, settings, desk.folders)
        now = replace(kept, team=whose, cadence=replace(kept.cadence, team=whose, settings=settings))
        cadences.put(desk.tx, now)
        rounds.schedule(desk, now)


def _asks_otherwise(was: Defaults, now: Defaults) -> bool:
    return any(getattr(was, name) != getattr(now, name) for name in ("template", "ask", "remind", "digest"))
