"""Calendar feeds: whose there are, at which secret address, and what stands in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, partial
from itertools import groupby
from operator import attrgetter
from typing import Literal
from zoneinfo import ZoneInfo

from paceline.agenda.feeds import KEPT_FOR, Feed, Standing, of_person, of_team
from paceline.clerks.desk import Desk
from paceline.clerks.persons import reads_only
from paceline.domain.facts import FeedRenewed
from paceline.domain.people import Person, Team
from paceline.inbox import address
from paceline.ledger import facts, people
from paceline.ledger import feeds as ledger
from paceline.letters import feed_address, ical
from paceline.letters.ical import Form, Uid


@dataclass(frozen=True, slots=True)
class Whose:
    """A feed is a person's or a team's."""

    kind: Literal["person", "team"]
    id: str

    @property
    def subject(self) -> str:
        return f"{self.kind}/{self.id}"


@dataclass(frozen=True)
class Feeds:
    """All feeds, as one transaction sees them. What a team has is gathered once, however many of its feeds are read."""

    desk: Desk
    _gathered: dict[str, dict[str, Standing]] = field(default_factory=dict)

    def everyone(self) -> Iterator[Whose]:
        """Those who have a feed: the people with an address who belong to a team, and the teams."""
        yield from (
            Whose("person", it.id)
            for it in self._people.values()
            if it.addresses and not it.left and not reads_only(it)
        )
        yield from (Whose("team", it) for it in self._teams)

    def touched(self, teams: Collection[str]) -> frozenset[Whose]:
        """Whose feeds may change where something was recorded in these teams: theirs, and their guests'."""
        guests = {guest.id for team in teams for guest in self.desk.guests(team)}
        owners = {it.record.owner for team in teams for it in self._gather(team).values()}
        near = {it.id for it in self._people.values() if it.team in teams} | guests | owners
        return frozenset(it for it in self.everyone() if it.id in (teams if it.kind == "team" else near))

    def token(self, whose: Whose) -> str:
        secret = self.desk.config.service.secret
        return feed_address.token(secret, whose.kind, whose.id, self._renewals[whose.subject])

    def address(self, whose: Whose, form: Form = "due") -> str:
        return f"{self.desk.config.feeds.url}/{feed_address.path(self.token(whose), form)}"

    def whose(self, token: str) -> Whose | None:
        """Whose feed this token opens. All are looked at, whether it is found or not."""
        opened = [it for it in self.everyone() if feed_address.same(token, self.token(it))]
        return opened[0] if opened else None

    def renew(self, whose: Whose, *, author: str = "", message: str = "") -> None:
        """Give its address up for a new one. Undoing this changes nothing: a token that was given up stays so."""
        team = whose.id if whose.kind == "team" else self._people[whose.id].team
        self._renewals[whose.subject] += 1
        self.desk.record(team, whose.subject, FeedRenewed(), author=author, message=message)

    def octets(self, whose: Whose, form: Form) -> bytes:
        service = self.desk.config.service
        return ical.feed(self.content(whose), form, uid=uid_of(self.desk), service=service.address)

    def content(self, whose: Whose) -> Feed:
        if whose.kind == "person":
            return self._of_person(self._people[whose.id])
        return self._of_team(self._teams[whose.id])

    def name(self, whose: Whose) -> str:
        return self._people[whose.id].name if whose.kind == "person" else self._teams[whose.id].name

    def _of_person(self, person: Person) -> Feed:
        """Their own team's and, of what they owe to others, the other teams' too."""
        found = dict(self._gather(person.team))
        theirs = (
            *ledger.open_ids(self.desk.tx, owner=person.id),
            *ledger.to_review(self.desk.tx, self._since.date(), author=person.id),
        )
        found |= standing(self.desk, [it for it in theirs if it not in found])
        teams = dict.fromkeys((person.team, *(it.record.team for it in found.values())))
        names = {who: name for team in teams for who, name in self.desk.names(team).items()}
        name = f"{self.desk.config.service.name}: {person.first_name}"
        return of_person(name, person, found.values(), names, self.desk.today(person))

    def _of_team(self, team: Team) -> Feed:
        zone = self._zone_of(team)
        today = self.desk.now.astimezone(ZoneInfo(zone)).date()
        name = f"{self.desk.config.service.name}: {team.name}"
        return of_team(name, zone, self._gather(team.id).values(), self.desk.names(team.id), today)

    def _zone_of(self, team: Team) -> str:
        """Where most of its people are."""
        zones = Counter(person.zone for person in self.desk.team(team.id))
        return max(sorted(zones), key=zones.__getitem__, default=self.desk.config.service.zone)

    def _gather(self, team: str) -> dict[str, Standing]:
        if team not in self._gathered:
            tx, since = self.desk.tx, self._since
            reviews = ledger.to_review(tx, since.date(), team=team)
            found = (*ledger.open_ids(tx, team=team), *ledger.kept_since(tx, team, since), *reviews)
            self._gathered[team] = standing(self.desk, found)
        return self._gathered[team]

    @property
    def _since(self) -> datetime:
        """What was over before this is in no calendar, wherever its reader is."""
        return self.desk.now - KEPT_FOR - timedelta(days=2)

    @cached_property
    def _people(self) -> dict[str, Person]:
        return {person.id: person for person, _ in people.everyone(self.desk.tx)}

    @cached_property
    def _teams(self) -> dict[str, Team]:
        return {team.id: team for team in self.desk.config.teams}

    @cached_property
    def _renewals(self) -> Counter[str]:
        return ledger.renewals(self.desk.tx, (it.subject for it in self.everyone()))


def standing(desk: Desk, ids: Iterable[str]) -> dict[str, Standing]:
    """These records as they stand, by id."""
    entries = sorted(facts.of_all(desk.tx, dict.fromkeys(ids)), key=attrgetter("subject"))
    found: dict[str, Standing] = {}
    for subject, group in groupby(entries, key=attrgetter("subject")):
        its = tuple(group)
        record = facts.FOLDS[subject[:1]](its)
        if record:
            found[subject] = Standing(record, its[-1].at, len(its) - 1)
    return found


def uid_of(desk: Desk) -> Uid:
    return partial(_uid, desk.config.service.secret, desk.config.service.domain)


def _uid(secret: bytes, domain: str, form: Form, subject: str) -> str:
    """Derived from the record, and not to be guessed by whoever would send another event of that UID."""
    return address.message_id(secret, f"calendar/{form}/{subject}", domain).strip("<>")


def newest(desk: Desk) -> datetime:
    """When a feed may have changed last: with the newest fact, or as the day began (UTC)."""
    midnight = desk.now.replace(hour=0, minute=0, second=0, microsecond=0)
    return max(midnight, ledger.newest(desk.tx)[1] or midnight)
