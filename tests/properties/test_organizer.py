"""An organizer at work, and mail that comes late, twice and in any order: the robot is held to a plain model.

The model is a dict of what was said last about each date, by the instant at which it was first to take place, and what
was said last about the series. It knows no calendars and none of our code. `PACELINE_EXAMPLES=2000` looks further, each
time elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from corpus.robot import Robot
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, multiple, precondition, rule
from invitations import calendar, event

from paceline.agenda import occurrences

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("PACELINE_EXAMPLES", "0"))
MARA, ROBOT, UID = "mara@acme.example", "async@acme.example", "weekly@acme.example"
FIRST = datetime(2026, 11, 30, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 23, tzinfo=UTC)
AHEAD = timedelta(days=60)
WEEK = timedelta(days=7)

Revision = tuple[int, int]
"""SEQUENCE, and the minute of DTSTAMP."""
Dates = list[tuple[datetime, frozenset[str]]]
"""Each with its guests."""


@dataclass(frozen=True)
class Said:
    """One message. `about` is a date's first instant, None: the series; `moved` are dates that the series' message
    repeats, by theirs; it `asks` for an answer, or only for one of the date `asked`."""

    method: str
    revision: Revision
    guests: frozenset[str]
    invited: bool
    asks: bool
    start: datetime
    about: datetime | None = None
    excluded: frozenset[datetime] = frozenset()
    moved: tuple[tuple[datetime, datetime], ...] = ()
    asked: datetime | None = None

    @property
    def off(self) -> bool:
        """For us it does not take place."""
        return self.method == "CANCEL" or not self.invited


# --- the plain model --------------------------------------------------------------------------------------------------


@dataclass
class Model:
    """What a good attendee knows after the messages it got, and what it has answered."""

    series: Said | None = None
    dates: dict[datetime, Said] = field(default_factory=dict)
    answers: list[tuple[datetime | None, int]] = field(default_factory=list)

    def hears(self, said: Said) -> None:
        if not (self.series or self.dates) and said.method == "REQUEST" and not said.invited:
            return  # forwarded, as far as we know
        if said.about is None:
            self._of_the_series(said)
        else:
            self._of_a_date(said, said.about)

    def _of_the_series(self, said: Said) -> None:
        if said.revision <= self._newest():
            return
        self.dates = {
            key: date
            for key, date in self.dates.items()
            if date.revision > said.revision or (self.series is None and self._has(said, key))
        }
        self.series = said
        for key, start in said.moved:
            self.dates.setdefault(key, replace(said, about=key, start=start))
        self._answer(said)

    def _has(self, series: Said, key: datetime) -> bool:
        """Who was invited to a date first, and then to the series, is invited to that date as it was sent."""
        return (
            not series.off
            and (key - series.start) % WEEK == timedelta()
            and key not in series.excluded | {moved for moved, _ in series.moved}
        )

    def _newest(self) -> Revision:
        """Of the series; where only single dates are known, of these, as the case B33 has it."""
        known = [self.series] if self.series else list(self.dates.values())
        return max((said.revision for said in known), default=(-1, 0))

    def _of_a_date(self, said: Said, key: datetime) -> None:
        before = self.dates.get(key) or self.series
        if before and said.revision <= before.revision:
            return
        self.dates[key] = said
        self._answer(said)

    def _answer(self, said: Said) -> None:
        if (said.asks or said.asked) and not said.off:
            self.answers.append((said.about or said.asked, said.revision[0]))

    def ahead(self) -> Dates:
        """When it takes place in the next 60 days, and with whom."""
        found = [(said.start, said.guests) for said in self.dates.values() if not said.off]
        if self.series and not self.series.off:
            grid = (self.series.start + WEEK * n for n in range(12))
            found += [(key, self.series.guests) for key in grid if key not in self.series.excluded | self.dates.keys()]
        return sorted((start, guests) for start, guests in found if NOW <= start < NOW + AHEAD)


# --- the organizer ----------------------------------------------------------------------------------------------------

hours = st.sampled_from([7, 11, 15])
weekdays = st.integers(0, 2)
weeks = st.integers(0, 2)
guests = st.frozensets(st.sampled_from(["ana@acme.example", "bo@acme.example", "eve@acme.example"]), min_size=1)


SENT: Bundle[Said] = Bundle("sent")


def changes(**given: Any) -> Callable[[Callable[..., Said]], Callable[..., Said]]:
    """A change that the organizer tells us: one who is no guest hears no more of it."""
    return lambda does: precondition(lambda mara: mara.invited)(rule(target=SENT, **given)(does))


class Organizer(RuleBasedStateMachine):
    """Mara's calendar: each change is a message in the bundle, and any of them comes at any time, and again."""

    sent = SENT

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.robot = Robot(Path(self.folder.name), ROBOT, "Europe/Berlin")
        self.model = Model()
        self.answers: list[tuple[datetime | None, int]] = []
        self.start, self.guests, self.invited = FIRST, frozenset(["ana@acme.example"]), True
        self.moved: dict[datetime, datetime] = {}
        self.excluded: frozenset[datetime] = frozenset()
        self.revision: Revision = (0, 0)
        self.transit: list[Said] = []

    def teardown(self) -> None:
        self.robot.close()
        self.folder.cleanup()

    # Everything that matters raises SEQUENCE, everything else DTSTAMP only.

    def _says(self, method: str = "REQUEST", *, matters: bool = True, **changes: object) -> Said:
        sequence, minute = self.revision
        self.revision = (sequence + matters, minute + 1)
        said = Said(method, self.revision, self.guests, self.invited, self.invited and matters, self.start)
        said = replace(said, **({"excluded": self.excluded} | changes))  # type: ignore[arg-type]
        self.transit.append(said)
        return said

    @initialize(target=sent, arrives=st.booleans())
    def creates(self, arrives: bool) -> Said:
        said = self._says()
        self._deliver([said] if arrives else [])
        return said

    @changes(day=weekdays, hour=hours)
    def moves_the_series(self, day: int, hour: int) -> Said:
        self.start = FIRST.replace(hour=hour) + timedelta(days=day)
        self.moved, self.excluded = {}, frozenset()
        return self._says()

    @changes(who=guests)
    def changes_the_guests(self, who: frozenset[str]) -> Said:
        self.guests = who
        return self._says(matters=False, moved=tuple(self.moved.items()))

    @changes()
    def sends_all_of_it(self) -> Said:
        return self._says(matters=False, moved=tuple(self.moved.items()))

    @changes(week=weeks, hour=hours)
    def moves_a_date(self, week: int, hour: int) -> Said:
        key = self.start + WEEK * week
        self.moved[key] = key.replace(hour=hour)
        self.excluded -= {key}
        return self._says(about=key, start=self.moved[key])

    @changes(week=weeks, hour=hours)
    def moves_a_date_beside_the_series(self, week: int, hour: int) -> Said:
        """As Nextcloud and Thunderbird do: the series again, whose answer stands, and the date, which asks for one."""
        key = self.start + WEEK * week
        self.moved[key] = key.replace(hour=hour)
        self.excluded -= {key}
        return self._says(moved=tuple(self.moved.items()), asks=False, asked=key)

    @changes(week=weeks, matters=st.booleans())
    def cancels_a_date(self, week: int, matters: bool) -> Said:
        """As Exchange does, which does not raise SEQUENCE for it, or as RFC 5546 says."""
        key = self.start + WEEK * week
        self.moved.pop(key, None)
        self.excluded |= {key}
        return self._says("CANCEL", matters=matters, about=key, start=key)

    @changes(week=weeks)
    def excludes_a_date(self, week: int) -> Said:
        """As Google does: the series again, with an EXDATE."""
        key = self.start + WEEK * week
        self.moved.pop(key, None)
        self.excluded |= {key}
        return self._says(moved=tuple(self.moved.items()))

    @changes(week=weeks)
    def takes_us_off_a_date(self, week: int) -> Said:
        key = self.start + WEEK * week
        self.moved.pop(key, None)
        self.excluded |= {key}
        return self._says(about=key, start=key, invited=False)

    @changes()
    def takes_us_off(self) -> Said:
        self.invited = False
        return self._says(matters=False)

    @changes()
    def cancels_the_series(self) -> Said:
        said = self._says("CANCEL")
        self.invited = False
        return said

    @precondition(lambda mara: not mara.invited)
    @rule(target=sent)
    def invites_us_anew(self) -> Said:
        self.invited = True
        return self._says(moved=tuple(self.moved.items()))

    @changes(week=weeks, hour=hours, moves=st.booleans(), order=st.permutations(range(3)))
    def begins_again(self, week: int, hour: int, moves: bool, order: list[int]) -> Any:
        """Cancels the series, invites us anew and changes a date, in an hour in which mail is slow."""
        said = [self.cancels_the_series(), self.invites_us_anew()]
        said.append(self.moves_a_date(week, hour) if moves else self.cancels_a_date(week, matters=True))
        self._deliver([said[place] for place in order])
        return multiple(*said)

    # --- the mail system ----------------------------------------------------------------------------------------------

    @rule(several=st.lists(sent, min_size=1, max_size=4))
    def delivers(self, several: list[Said]) -> None:
        self._deliver(several)

    @rule()
    def delivers_the_last_first(self) -> None:
        self._deliver(self.transit[::-1])

    @rule()
    def sends_all_of_it_at_last(self) -> None:
        """Whatever came and did not come before: now the robot knows what the organizer's calendar says."""
        if self.invited:
            self._deliver([*self.transit, self.sends_all_of_it()])
            assert self._known() == self._calendar()

    def _deliver(self, several: list[Said]) -> None:
        for said in several:
            if said in self.transit:
                self.transit.remove(said)
            self._delivers(said)

    def _delivers(self, said: Said) -> None:
        self.model.hears(said)
        mail = {"from": MARA, "to": ROBOT, "authenticated_as": [MARA], "ics": _written(said)}
        self.robot.receives(mail)
        for answer in self.robot.answers:
            assert (answer["uid"], answer["to"], answer["attendee"]) == (UID, [MARA], ROBOT)
            self.answers.append((answer["rid"] and datetime.fromisoformat(answer["rid"]), answer["sequence"]))
        assert self._known() == self.model.ahead(), "the robot knows when and with whom"
        assert self.answers == self.model.answers, "there is no answer too many"

    def _known(self) -> Dates:
        """When it takes place in the next 60 days, and with whom, as the robot has it."""
        cadence = self.robot.cadence(UID)
        found = occurrences.between(cadence, NOW, NOW + AHEAD) if cadence else ()
        return [
            (date.start, frozenset(guest.address for guest in date.participants or cadence.participants))
            for date in found
            if cadence
        ]

    def _calendar(self) -> Dates:
        """The same, as the organizer has it."""
        grid = {self.start + WEEK * n: self.start + WEEK * n for n in range(12)} | self.moved
        kept = (start for key, start in grid.items() if key not in self.excluded)
        return sorted((start, self.guests) for start in kept if NOW <= start < NOW + AHEAD)


def _written(said: Said) -> str:
    parts = [_event(said)]
    parts += [
        _event(replace(said, about=key, start=start, asks=said.asks or key == said.asked)) for key, start in said.moved
    ]
    return calendar(*parts, method=said.method)


def _event(said: Said) -> str:
    sequence, minute = said.revision
    asks = ";PARTSTAT=NEEDS-ACTION;RSVP=TRUE" if said.asks else ";PARTSTAT=ACCEPTED"
    more = [f"ATTENDEE:mailto:{guest}" for guest in sorted(said.guests)]
    more += [f"ATTENDEE{asks}:mailto:{ROBOT}"] if said.invited else []
    more += [f"EXDATE:{key:%Y%m%dT%H%M%SZ}" for key in sorted(said.excluded)] if said.about is None else []
    more += [f"RECURRENCE-ID:{said.about:%Y%m%dT%H%M%SZ}"] if said.about else []
    return event(
        *more,
        ANA="",
        BO="",
        US="",
        DTSTART=f"DTSTART:{said.start:%Y%m%dT%H%M%SZ}",
        RRULE="" if said.about else "RRULE:FREQ=WEEKLY",
        SEQUENCE=f"SEQUENCE:{sequence}",
        DTSTAMP=f"DTSTAMP:{datetime(2026, 11, 20, tzinfo=UTC) + timedelta(minutes=minute):%Y%m%dT%H%M%SZ}",
    )


TestOrganizer = Organizer.TestCase
TestOrganizer.settings = settings(
    max_examples=EXAMPLES or 60,
    stateful_step_count=20,
    derandomize=not EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
