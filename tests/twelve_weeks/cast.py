"""Who takes part: three teams, thirty people, four time zones; and what is planned for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

FIRST_DAY = date(2027, 3, 1)
WEEKS = 12
"""The clocks change on 14 March (Los Angeles), 28 March (Berlin) and 4 April (Sydney)."""

CANARIES = {"platform": "quartz", "field": "juniper", "edge": "copper"}
"""A word of each team that stands in everything its people write, and in no letter to anybody else."""


@dataclass(frozen=True)
class Place:
    zone: str
    country: str
    region: str = ""
    workdays: str = "Mon-Fri"


BERLIN = Place("Europe/Berlin", "DE", "BE")
MUNICH = Place("Europe/Berlin", "DE", "BY")
CALIFORNIA = Place("America/Los_Angeles", "US", "CA")
KATHMANDU = Place("Asia/Kathmandu", "NP", workdays="Sun-Fri")
SYDNEY = Place("Australia/Sydney", "AU", "NSW")

DAYS = {"Mon-Fri": frozenset(range(5)), "Sun-Fri": frozenset((6, 0, 1, 2, 3, 4)), "Mon-Thu": frozenset(range(4))}


@dataclass(frozen=True)
class Player:
    """`diligence` is how likely they answer what they are asked."""

    id: str
    name: str
    team: str
    place: Place
    diligence: float = 0.8
    workdays: str = ""
    send_hour: time = time(9)
    starts: time = time(9)
    ends: time = time(17, 30)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.place.zone)

    def works_on(self, day: date) -> bool:
        """By the calendar alone; absences are not looked at."""
        return day.weekday() in DAYS[self.workdays or self.place.workdays] and day not in _holidays(self.place)


@cache
def _holidays(place: Place) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays(place.country, subdiv=place.region or None, years=(2026, 2027)))


def _player(name: str, team: str, place: Place, **more: object) -> Player:
    return Player(name.partition(" ")[0].lower(), name, team, place, **more)  # type: ignore[arg-type]


PLAYERS = (
    _player("Marlene Vogt", "platform", BERLIN, diligence=0.95),
    _player("Anselm Roth", "platform", BERLIN),
    _player("Birte Kranz", "platform", BERLIN, diligence=0.6),
    _player("Cosima Lang", "platform", MUNICH, workdays="Mon-Thu"),
    _player("Detlef Maier", "platform", MUNICH, diligence=0.9),
    _player("Elfriede Sommer", "platform", BERLIN, diligence=0.4),
    _player("Franklin Moore", "platform", CALIFORNIA),
    _player("Gwendolyn Hart", "platform", CALIFORNIA, diligence=0.7),
    _player("Horatio Diaz", "platform", CALIFORNIA, diligence=0.9, send_hour=time(8), starts=time(8)),
    _player("Imogen Clarke", "platform", SYDNEY),
    _player("Jyoti Rana", "field", KATHMANDU, diligence=0.95),
    _player("Kiran Thapa", "field", KATHMANDU),
    _player("Laxmi Gurung", "field", KATHMANDU, diligence=0.7),
    _player("Manish Karki", "field", KATHMANDU, diligence=0.5),
    _player("Nirmala Shahi", "field", KATHMANDU, diligence=0.9),
    _player("Ottokar Beck", "field", BERLIN),
    _player("Philippa Stone", "field", SYDNEY, diligence=0.6),
    _player("Quentin Ashby", "field", SYDNEY, diligence=0.9),
    _player("Rosalind Bauer", "field", BERLIN, diligence=0.3),
    _player("Sunita Lama", "field", KATHMANDU),
    _player("Tabitha Reed", "edge", CALIFORNIA, diligence=0.95),
    _player("Ulysses Grant", "edge", CALIFORNIA),
    _player("Verity Nolan", "edge", SYDNEY, diligence=0.9),
    _player("Winifred Cole", "edge", SYDNEY, diligence=0.6),
    _player("Xanthe Burke", "edge", SYDNEY),
    _player("Yolanda Cruz", "edge", CALIFORNIA, diligence=0.5, ends=time(15)),
    _player("Zacharias Kern", "edge", BERLIN, diligence=0.9),
    _player("Abigail Swift", "edge", SYDNEY, diligence=0.7, workdays="Mon-Thu"),
    _player("Bartholomew Finch", "edge", CALIFORNIA),
    _player("Clementine Frost", "edge", KATHMANDU, diligence=0.8),
)
BY_ID = {player.id: player for player in PLAYERS}

JOINER = "imogen"
"""Comes in the fifth week."""
PULSE = "edge-pulse@acme.example"
"""The series whose answers have no names."""
LEAVER = "rosalind"
"""Goes after the seventh; whoever runs her review says so by mail."""
JOINS, LEAVES = FIRST_DAY + timedelta(weeks=4, days=1), FIRST_DAY + timedelta(weeks=7)
RULES_CHANGE = FIRST_DAY + timedelta(weeks=6)
"""From then on the windows of the team "edge" take three working days, by its configuration."""
AGREED = {
    "marlene": "Intent: agreement 1.2: yes because quartz can't wait",
    "jyoti": "Intent: agreement 3.1: three working days because juniper needs time",
    "tabitha": "Intent: agreement 6: we do incident notes with the wiki to get a copper record because we forget",
}
"""What somebody of each team intends on that day about how it works."""


@dataclass(frozen=True)
class Series:
    """A cadence; `moved` and `cancelled` tell what becomes of some of its dates."""

    uid: str
    title: str
    team: str
    organizer: str
    guests: tuple[str, ...]
    zone: str
    start: datetime
    rule: str
    every: int
    """Days between two occurrences."""
    minutes: int = 30
    text: str = ""
    later: tuple[date, time] | None = None
    """From this day on at another hour."""
    moved: dict[date, datetime] = field(default_factory=dict)
    cancelled: tuple[date, ...] = ()
    members: dict[str, tuple[date, date]] = field(default_factory=dict)
    """Guests who are so for a part of the time: from, until (exclusive)."""

    def occurrences(self) -> list[datetime]:
        """The instants (aware) on which it takes place after all."""
        zone, found = ZoneInfo(self.zone), []
        day = self.start.date()
        while day < FIRST_DAY + timedelta(weeks=WEEKS):
            hour = self.later[1] if self.later and day >= self.later[0] else self.start.time()
            at = self.moved.get(day, datetime.combine(day, hour))
            if day not in self.cancelled:
                found.append(at.replace(tzinfo=zone))
            day += timedelta(days=self.every)
        return found

    def takes_part(self, who: str, day: date) -> bool:
        since, until = self.members.get(who, (date.min, date.max))
        return who in self.guests and since <= day < until


def _of(team: str) -> tuple[str, ...]:
    return tuple(player.id for player in PLAYERS if player.team == team)


SERIES = (
    Series("platform-weekly@acme.example", "Quartz weekly", "platform", "marlene", _of("platform"), "Europe/Berlin",
           datetime(2027, 3, 8, 10), "FREQ=WEEKLY", 7, text="why: so that the quartz release holds",
           moved={date(2027, 3, 22): datetime(2027, 3, 23, 11)}, members={JOINER: (JOINS, date.max)}),
    Series("field-weekly@acme.example", "Juniper weekly", "field", "jyoti", _of("field"), "Asia/Kathmandu",
           datetime(2027, 3, 3, 14), "FREQ=WEEKLY", 7, later=(date(2027, 4, 21), time(16)),
           members={LEAVER: (date.min, LEAVES)}),
    Series("edge-weekly@acme.example", "Copper weekly", "edge", "tabitha", _of("edge"), "America/Los_Angeles",
           datetime(2027, 3, 4, 15), "FREQ=WEEKLY", 7, text="remind: 6 hours before",
           cancelled=(date(2027, 4, 1),)),
    Series("field-pair@acme.example", "Juniper pair", "field", "nirmala", ("nirmala", "quentin"), "Asia/Kathmandu",
           datetime(2027, 3, 5, 11), "FREQ=WEEKLY;INTERVAL=2", 14, text="template: one-to-one"),
    Series("edge-retro@acme.example", "Copper retro", "edge", "verity", _of("edge"), "Australia/Sydney",
           datetime(2027, 3, 16, 11), "FREQ=WEEKLY;INTERVAL=4", 28, minutes=60, text="template: retro"),
    Series("edge-pulse@acme.example", "Copper pulse", "edge", "verity", _of("edge"), "Australia/Sydney",
           datetime(2027, 3, 23, 11), "FREQ=WEEKLY;INTERVAL=4", 28, text="template: pulse"),
    Series("platform-open@acme.example", "Quartz open work", "platform", "detlef",
           ("detlef", "anselm", "birte", "franklin", "horatio"), "Europe/Berlin",
           datetime(2027, 3, 11, 16), "FREQ=WEEKLY;INTERVAL=2", 14, text="review: commitments of @team"),
)  # fmt: skip


@dataclass(frozen=True)
class Leave:
    """`how` it is told: "said" by mail, by the "notice" of a mail program, by an "event" of one's own. `told` is how
    many days before (0: on the first day, or by the first letter that the notice answers)."""

    who: str
    first: date
    last: date
    how: str
    told: int = 2
    deputy: str = ""


ABSENCES = (
    Leave("anselm", date(2027, 3, 15), date(2027, 3, 19), "said", 4),
    Leave("cosima", date(2027, 3, 30), date(2027, 4, 9), "event", 5),
    Leave("franklin", date(2027, 4, 5), date(2027, 4, 16), "said", 3, deputy="horatio"),
    Leave("gwendolyn", date(2027, 5, 3), date(2027, 5, 7), "notice", 0),
    Leave("kiran", date(2027, 4, 11), date(2027, 4, 18), "notice", 0),
    Leave("nirmala", date(2027, 4, 26), date(2027, 5, 5), "event", 6),
    Leave("philippa", date(2027, 3, 29), date(2027, 4, 23), "said", 10, deputy="quentin"),
    Leave("jyoti", date(2027, 5, 10), date(2027, 5, 12), "said", 0),
    Leave("winifred", date(2027, 3, 22), date(2027, 3, 26), "notice", 0),
    Leave("xanthe", date(2027, 4, 19), date(2027, 5, 14), "event", 3),
    Leave("ulysses", date(2027, 3, 17), date(2027, 3, 18), "said", 0),
    Leave("bartholomew", date(2027, 4, 28), date(2027, 4, 30), "said", 1, deputy="tabitha"),
)

BOUNCING = {"birte": (date(2027, 4, 12), date(2027, 4, 23)), "manish": (date(2027, 3, 10), date(2027, 3, 16))}
"""Whose mail comes back on these days."""
STOPS = {
    "elfriede": ("stop asks", date(2027, 3, 18), date(2027, 4, 15)),
    "sunita": ("stop digests", date(2027, 4, 7), None),
}
"""What somebody stops, when, and when they start again."""
OUTAGE = (datetime(2027, 4, 29, 1), datetime(2027, 4, 29, 7))
"""Hours (UTC) in which the service does not run."""


def config(day: date) -> str:
    """The configuration as it is on a day."""
    lines = [
        '[service]\naddress = "async@acme.example"\noperator = "ops@acme.example"',
        'secret = "a secret of thirty-two characters, at least"\nzone = "Europe/Berlin"',
        'trust = "token"\ndata = "data"',
        '[mailbox]\nconnector = "maildir"\npath = "in"\n[transport]\nconnector = "maildir"\npath = "out"',
        "[defaults]\nmost_open = 4",
    ]
    rules = {"edge": "window_days = 3\n" if day >= RULES_CHANGE else ""}
    lines += [f'[teams.{team}]\nname = "Team {word}"\n{rules.get(team, "")}' for team, word in CANARIES.items()]
    here = [p for p in PLAYERS if not (p.id == JOINER and day < JOINS) and not (p.id == LEAVER and day > LEAVES)]
    return "\n".join([*lines, *map(_person, here)])


def _person(player: Player) -> str:
    place = player.place
    days = player.workdays or place.workdays
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    workdays = ", ".join(f'"{names[day]}"' for day in sorted(DAYS[days]))
    return (
        f'[people.{player.id}]\nname = "{player.name}"\naddress = "{player.id}@acme.example"\nteam = "{player.team}"\n'
        f'zone = "{place.zone}"\ncountry = "{place.country}"\nregion = "{place.region}"\nworkdays = [{workdays}]\n'
        f'send_hour = "{player.send_hour:%H:%M}"\nstarts = "{player.starts:%H:%M}"\nends = "{player.ends:%H:%M}"\n'
    )
