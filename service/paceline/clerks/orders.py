"""Commands about oneself, an occurrence or a cadence: pause, stop, start, undo, and those of other clerks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from paceline.agenda.contents import Recorded
from paceline.clerks import (
    claims,
    leave,
    leaving,
    meetings,
    offers,
    persons,
    requests,
    rounds,
    running,
    skipping,
    team_weeks,
    told_away,
    undoing,
    wishes,
)
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.domain.facts import (
    CadencePaused,
    CadenceResumed,
)
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command, Verb
from paceline.ledger import cadences


def carry_out(desk: Desk, message: str, person: Person, place: Place, said: Command, today: date) -> Recorded | Refusal:
    """`message` is the inbox id of the mail; `today` the day it was written, where the person is."""
    order = _orders_for(said)[said.verb]
    return order(desk, message, person, place, said, today)


def is_order(said: Command) -> bool:
    return said.verb in _orders_for(said)


def _orders_for(said: Command) -> Mapping[Verb, Order]:
    """What may be ordered, or said to a question of ours that is about nothing on record."""
    if claims.is_about(said):
        return _ABOUT_AN_ADDRESS
    if running.is_about(said):
        return _ABOUT_A_SERIES
    if told_away.is_about(said):
        return _ABOUT_AN_ABSENCE
    return _ABOUT_WEEKDAYS if leave.is_about_weekdays(said) else {**ORDERS, **WISHES}


def _meet(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:
    return meetings.settle(desk, message, person, place, said)


def _pause(desk: Desk, message: str, person: Person, place: Place, said: Command, today: date) -> Recorded | Refusal:
    """The organizer pauses the cadence, in answer to a letter about it; else one pauses being asked."""
    kept = _cadence(desk, place)
    until = said.due.day if said.due else None
    if kept and kept.organizer == person.id and until and until > today:
        return _pause_cadence(desk, message, person, kept, until)
    if until:
        return wishes.stop_until(desk, message, person, said, today, until)
    if kept and kept.organizer == person.id and place.letter and place.letter.kind == "confirmation":
        return Refusal(said.line, "until when?", '"pause until 5 Jan"; "stop" ends only the questions to you')
    return wishes.stop(desk, message, person, place, said, today)


def _pause_cadence(desk: Desk, message: str, person: Person, kept: cadences.Kept, until: date) -> Recorded:
    subject = f"cadence/{kept.cadence.id}"
    desk.record(kept.team, subject, CadencePaused(until), author=person.id, message=message)
    rounds.refresh_pause(desk, kept.cadence.id)
    return Recorded("paused", what=kept.cadence.title, due=until)


def _stop(desk: Desk, message: str, person: Person, place: Place, said: Command, today: date) -> Recorded | Refusal:
    if week := _week_of(place, said):
        return team_weeks.subscribe(desk, message, person, said, week, reads=False)
    return wishes.stop(desk, message, person, place, said, today)


def _start(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """Ends a pause of the organizer's; else brings back what was stopped."""
    if week := _week_of(place, said):
        return team_weeks.subscribe(desk, message, person, said, week, reads=True)
    kept = _cadence(desk, place)
    if (
        not said.text
        and not said.named
        and kept
        and kept.organizer == person.id
        and kept.paused_until
        and kept.paused_until > desk.now
    ):
        subject = f"cadence/{kept.cadence.id}"
        desk.record(kept.team, subject, CadenceResumed(), author=person.id, message=message)
        rounds.refresh_pause(desk, kept.cadence.id)
        return Recorded("started", what=kept.cadence.title)
    return wishes.start(desk, message, person, place, said)


def _week_of(place: Place, said: Command) -> str:
    """The team whose week is meant: it is named, or its week is answered."""
    if said.text.startswith(persons.WEEK_OF):
        return said.text.removeprefix(persons.WEEK_OF)
    answered = place.letter if place.letter and place.letter.kind == "team-week" and not said.text else None
    return answered.about.partition(":")[2] if answered else ""


def _cadence(desk: Desk, place: Place) -> cadences.Kept | None:
    """The cadence of the letter that is answered."""
    cadence = (place.letter.about if place.letter else "").partition("/")[0]
    return rounds.current(desk, cadence) if cadence else None


Order = Callable[[Desk, str, Person, Place, Command, date], Recorded | Refusal]

ORDERS: dict[Verb, Order] = {
    "away": leave.away,
    "back": leave.back,
    "deputy": leave.deputy,
    "away of": told_away.away_of,
    "free": leave.free,
    "works": leave.works,
    "skip": skipping.skip,
    "meet": _meet,
    "skip all": skipping.skip_all,
    "pause": _pause,
    "stop": _stop,
    "start": _start,
    "undo": undoing.undo,
    "left": leaving.by_order,
    "offer": offers.order,
    "no offer": offers.order,
    "erase me": requests.erasure,
}

_ABOUT_WEEKDAYS: dict[Verb, Order] = {"accept": leave.yes, "decline": leave.no}
_ABOUT_A_SERIES: dict[Verb, Order] = {"accept": running.accept, "decline": running.decline}
_ABOUT_AN_ABSENCE: dict[Verb, Order] = {"accept": told_away.yes, "decline": told_away.no}
_ABOUT_AN_ADDRESS: dict[Verb, Order] = {"accept": claims.yes, "decline": claims.no}

WISHES: dict[Verb, Order] = {
    "hour": wishes.hour,
    "language": wishes.language,
    "every": running.every,
    "hand over": running.hand_over,
    "take over": running.take_over,
    "skip date": skipping.skip_date,
}
"""No orders between settings of a review: some of these words are settings there."""
