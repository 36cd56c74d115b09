"""Named days that are the same day wherever their name is read; `Language.holidays` has the names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from paceline.inbox.dates.days import DAY, easter, on, period, weekday_before, weekday_from


@dataclass(frozen=True, slots=True)
class Holiday:
    """A fixed `month` and `day`, or the `nth` `weekday` of `month`, or so many days from Easter or the last Advent.

    `nth` -1 is the last. `regions`: where its name says this day, if not everywhere.
    """

    month: int = 0
    day: int = 0
    easter: int | None = None
    advent: int | None = None
    nth: int = 0
    weekday: int = 0
    regions: frozenset[str] = frozenset()

    def of(self, year: int) -> date | None:
        if self.easter is not None:
            return easter(year) + timedelta(days=self.easter)
        if self.advent is not None:
            return weekday_before(date(year, 12, 25), 6) + timedelta(days=self.advent)
        if self.nth < 0:
            return weekday_before(period("m", date(year, self.month, 1))[1] + DAY, self.weekday)
        if self.nth:
            return weekday_from(date(year, self.month, 1), self.weekday) + timedelta(weeks=self.nth - 1)
        return on(year, self.month, self.day)


_US = frozenset({"US"})

HOLIDAYS = {
    "new year": Holiday(1, 1),
    "epiphany": Holiday(1, 6),
    "valentine": Holiday(2, 14),
    "saint patrick": Holiday(3, 17),
    "carnival saturday": Holiday(easter=-50),
    "carnival sunday": Holiday(easter=-49),
    "carnival monday": Holiday(easter=-48),
    "shrove tuesday": Holiday(easter=-47),
    "ash wednesday": Holiday(easter=-46),
    "palm sunday": Holiday(easter=-7),
    "maundy thursday": Holiday(easter=-3),
    "good friday": Holiday(easter=-2),
    "holy saturday": Holiday(easter=-1),
    "easter": Holiday(easter=0),
    "easter monday": Holiday(easter=1),
    "ascension": Holiday(easter=39),
    "pentecost": Holiday(easter=49),
    "whit monday": Holiday(easter=50),
    "corpus christi": Holiday(easter=60),
    "kings day": Holiday(4, 27),
    "labour day": Holiday(5, 1),
    "liberation day": Holiday(5, 5),
    "saint john": Holiday(6, 24),
    "peter and paul": Holiday(6, 29),
    "bastille day": Holiday(7, 14),
    "assumption": Holiday(8, 15),
    "us labor day": Holiday(9, nth=1, weekday=0),
    "german unity": Holiday(10, 3),
    "halloween": Holiday(10, 31),
    "reformation": Holiday(10, 31),
    "harvest festival": Holiday(10, nth=1, weekday=6),
    "all saints": Holiday(11, 1),
    "remembrance sunday": Holiday(advent=-35),
    "repentance day": Holiday(advent=-32),
    "sunday of the dead": Holiday(advent=-28),
    "advent": Holiday(advent=-21),
    "saint barbara": Holiday(12, 4),
    "saint nicholas": Holiday(12, 6),
    "christmas eve": Holiday(12, 24),
    "christmas": Holiday(12, 25),
    "saint stephen": Holiday(12, 26),
    "new year's eve": Holiday(12, 31),
    "martin luther king": Holiday(1, nth=3, weekday=0, regions=_US),
    "us presidents": Holiday(2, nth=3, weekday=0, regions=_US),
    "mothers day": Holiday(
        5, nth=2, weekday=6, regions=frozenset({"US", "CA", "AU", "NZ", "DE", "AT", "CH", "NL", "BE"})
    ),
    "us memorial day": Holiday(5, nth=-1, weekday=0, regions=_US),
    "juneteenth": Holiday(6, 19),
    "fathers day": Holiday(6, nth=3, weekday=6, regions=frozenset({"US", "CA", "GB", "IE", "NL"})),
    "us independence": Holiday(7, 4, regions=_US),
    "us columbus": Holiday(10, nth=2, weekday=0, regions=_US),
    "us veterans": Holiday(11, 11, regions=_US),
    "us thanksgiving": Holiday(11, nth=4, weekday=3, regions=_US),
}
