"""Robots that are broken on purpose, and the conversation that catches each: a case of `itip`, or one of our own.

A robot is broken in memory: names of modules are bound to something else for one conversation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from paceline.agenda import authority, calendars, expansion, revisions, series
from paceline.agenda.series import Taken
from paceline.clerks import answering, asking_back, confirmations, invites
from paceline.domain.cadence import CalendarMessage
from paceline.inbox.calendar import canonical, guests, invite, zones
from paceline.letters import imip

Breaks = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Broken:
    """`breaks` binds the names; the conversation `caught_by` must then differ from what is expected."""

    name: str
    breaks: Breaks
    caught_by: str


def binds(module: Any, **replacements: Any) -> Breaks:
    """The names of `module` are bound to these."""

    def breaks(patch: pytest.MonkeyPatch) -> None:
        for name, replacement in replacements.items():
            patch.setattr(module, name, replacement)

    return breaks


def both(*several: Breaks) -> Breaks:
    def breaks(patch: pytest.MonkeyPatch) -> None:
        for each in several:
            each(patch)

    return breaks


def takes(change: Callable[[Any, CalendarMessage], tuple[Any, CalendarMessage]]) -> Breaks:
    """What is held, and the message, are changed before the robot decides."""
    return binds(series, take=lambda held, message: _take(*change(held, message)))


def wraps(module: Any, name: str, around: Callable[..., Any]) -> Breaks:
    """`around` is called with the function itself and its arguments."""
    original = getattr(module, name)
    return binds(module, **{name: lambda *given, **named: around(original, *given, **named)})


_take = series.take


# --- which message wins ---------------------------------------------------------------------------------------------


def _always_stamped_alike(source: object, clock: object) -> datetime:
    return canonical.EPOCH


def _forgets_what_is_over(held: Any, message: CalendarMessage) -> tuple[Any, CalendarMessage]:
    return (None if held and held.ended else held), message


def _remembers_no_unknown_cancellation(take: Any, held: Any, message: CalendarMessage) -> Taken:
    return Taken("ignored") if held is None and message.method == "CANCEL" else take(held, message)


def _applies_what_is_older(held: object, message: object) -> None:
    return None


def _wants_a_higher_sequence(newer: Any, held: Any, known: Any, key: Any, event: Any, *, cancels: bool = False) -> Any:
    same = calendars.revision(event)[0] == held.sequence if held else False
    return "stale" if cancels and same else newer(held, known, key, event, cancels=cancels)


WINNING = [
    Broken("DTSTAMP breaks no tie", binds(canonical, _stamp=_always_stamped_alike), "later-stamp"),
    Broken("SEQUENCE is ignored", binds(canonical, _sequence=lambda source: 0), "B04"),
    Broken("what is older replaces what is newer", binds(series, _outdated=_applies_what_is_older), "B06"),
    Broken("a series that is over is forgotten", takes(_forgets_what_is_over), "C09"),
    Broken("a date of a series that is over revives it", takes(_forgets_what_is_over), "date-after-the-end"),
    Broken(
        "a cancellation that comes first is forgotten",
        wraps(series, "take", _remembers_no_unknown_cancellation),
        "cancelled-before-invited",
    ),
    Broken(
        "Exchange's CANCEL with the SEQUENCE of what it cancels is stale",
        wraps(revisions, "newer", _wants_a_higher_sequence),
        "C07",
    ),
]


# --- single dates ---------------------------------------------------------------------------------------------------


def _names_a_date_by_the_clock(event: Any) -> datetime:
    named: datetime = event["RECURRENCE-ID"].dt.replace(tzinfo=UTC)
    return named


def _names_a_date_by_its_digits(event: Any) -> datetime:
    named: datetime = event["RECURRENCE-ID"].dt.replace(tzinfo=calendars.starts(event).tzinfo).astimezone(UTC)
    return named


def _keeps_every_date(held: Any, known: calendars.Series, message: object) -> None:
    known.dates = calendars.read(held.calendar).dates | known.dates


def _leaves_out_what_is_excluded(dates: Any, plan: Any, *window: datetime) -> Any:
    kept = {key: change for key, change in plan.changes.items() if key not in plan.less}
    return dates(replace(plan, changes=kept), *window)


def _moves_no_later_date(original: Any, event: object) -> bool:
    return False


def _knows_nothing_after_the_end(held: Any) -> calendars.Series:
    return calendars.read(held.calendar) if held and not held.ended else calendars.Series()


def _of_what_is_not_single_dates(held: Any) -> Any:
    return (held.sequence, held.stamp) if held and (held.master or held.ended) else None


series_until = series._until

DATES = [
    Broken("RECURRENCE-ID is a time on the wall", binds(calendars, recurrence_id=_names_a_date_by_the_clock), "C03"),
    Broken("RECURRENCE-ID in UTC is its digits", binds(calendars, recurrence_id=_names_a_date_by_its_digits), "B10"),
    Broken("CANCEL of one date ends the series", binds(series, _cancel_dates=series._cancel_series), "C03"),
    Broken("cancelled dates take place", binds(calendars, is_cancelled=lambda event: False), "C04"),
    Broken(
        "a newer series drops dates that are newer still",
        binds(series, _keep_dates=lambda held, known, message: None),
        "late-series-keeps-newer-dates",
    ),
    Broken("a newer series keeps old dates", binds(series, _keep_dates=_keeps_every_date), "newer-series-drops-dates"),
    Broken(
        "a date that was sent is excluded all the same",
        wraps(expansion, "dates", _leaves_out_what_is_excluded),
        "override-outdoes-exdate",
    ),
    Broken(
        "a series forgets the date that came before it",
        binds(series, _keep_dates=lambda held, known, message: None),
        "date-before-its-series",
    ),
    Broken(
        "what is said of a date after the end is forgotten",
        binds(series, _standing=_knows_nothing_after_the_end),
        "date-cancelled-before-its-new-invitation",
    ),
    Broken(
        "a date after the end makes the new invitation stale",
        binds(revisions, of_series=_of_what_is_not_single_dates),
        "date-before-its-new-invitation",
    ),
    Broken(
        "the end takes later dates with it",
        binds(series, _standing=_knows_nothing_after_the_end),
        "date-before-the-end-and-a-new-invitation",
    ),
    Broken(
        "a date outlives the end because its SEQUENCE ran ahead",
        binds(revisions, is_later=lambda date, end: calendars.revision(date) > end),
        "date-ahead-of-its-series-ends-with-it",
    ),
    Broken(
        "a single date outlives the series that comes without it",
        binds(series, _names=lambda message, key: True),
        "date-before-a-series-without-it",
    ),
    Broken(
        "a single date outlives the series that comes on other days",
        binds(series, _names=lambda message, key: True),
        "date-before-a-series-on-other-days",
    ),
    Broken(
        "a single date is lost when the series comes",
        binds(series, _names=lambda message, key: False),
        "date-before-a-series-that-has-it",
    ),
    Broken(
        "the rule for all after a date is not followed",
        binds(expansion, _has_a_rule=lambda date, of_series: False),
        "rest-by-another-rule",
    ),
    Broken(
        "the rule for all after a date outlives its end",
        binds(series, _until=lambda event, end: None if "RECURRENCE-ID" in event else series_until(event, end)),
        "rest-by-another-rule-cancelled",
    ),
    Broken(
        "the series' own rule in a date makes others of all after it",
        binds(expansion, _has_a_rule=lambda date, of_series: calendars.concerns_the_rest(date)),
        "rest-by-its-own-rule",
    ),
    Broken(
        "a date beside the series as it was is not seen",
        binds(series, _repeats=lambda held, message: False),
        "moved-date-beside-the-series-as-it-was",
    ),
    Broken("this and all after it is this alone", wraps(calendars, "concerns_the_rest", _moves_no_later_date), "B21"),
    Broken(
        "CANCEL of all the rest is of one date",
        wraps(calendars, "concerns_the_rest", _moves_no_later_date),
        "rest-cancelled",
    ),
]


# --- who may say it -------------------------------------------------------------------------------------------------


def _believes_everybody_named(held: Any, message: CalendarMessage) -> tuple[Any, CalendarMessage]:
    return (replace(held, organizer=message.organizer) if held else held), message


def _sees_no_guests(held: Any, message: CalendarMessage) -> tuple[Any, CalendarMessage]:
    return held, replace(message, attendees=()) if message.method == "CANCEL" else message


def _sees_no_cancellation(held: Any, message: CalendarMessage) -> tuple[Any, CalendarMessage]:
    return held, replace(message, cancelled=False)


def _goes_by_the_property(read: Any, part: Any, **named: Any) -> Any:
    return read(replace(part, method=""), **named)


def _takes_an_answer_for_an_invitation() -> dict[str, str]:
    return {method: why for method, why in authority.OTHERS_BUSINESS.items() if method not in ("", "REPLY")}


def _knows_one_address(identity: Any, sender: Any, asked: CalendarMessage, known: Any) -> str:
    return authority.why_not(asked, identity.address, known.cadence if known else None)


def _names_the_first(dates: Any, *given: Any) -> Any:
    found = dates(*given)
    return replace(found, moved=found.moved[:1])


AUTHORITY = [
    Broken("anybody may change a series", binds(authority, why_not=lambda message, sender, held: ""), "C10"),
    Broken(
        "an organizer has one address",
        binds(invites, _without_authority=_knows_one_address),
        "organizer-with-two-addresses",
    ),
    Broken(
        "a series is held when its organizer takes another address",
        binds(invites, _held=lambda desk, known, asked: known.cadence if known else None),
        "organizer-with-two-addresses",
    ),
    Broken(
        "all who are known are the organizer",
        binds(invites, _without_authority=lambda *given: ""),
        "organizer-with-two-addresses",
    ),
    Broken("nobody is checked", binds(invites, _why_held=lambda *given: ""), "B30"),
    Broken("anybody may send for the organizer", binds(authority, _domain=lambda address: ""), "B28"),
    Broken(
        "another organizer takes the series over",
        both(takes(_believes_everybody_named), binds(authority, why_not=lambda message, sender, held: "")),
        "other-organizer",
    ),
    Broken("it comes to a party that it was not invited to", binds(series, _uninvited=series._set_series), "forwarded"),
    Broken("CANCEL of somebody else is obeyed", takes(_sees_no_guests), "others-cancelled"),
    Broken("who is taken off the guests stays", binds(series, _uninvited=series._set_series), "B25"),
    Broken("STATUS:CANCELLED in a REQUEST is an invitation", takes(_sees_no_cancellation), "A18"),
    Broken(
        "the mail's method may be another than the calendar's",
        wraps(invites, "read_calendar", _goes_by_the_property),
        "A16",
    ),
    Broken("no METHOD is an invitation", binds(authority, OTHERS_BUSINESS=_takes_an_answer_for_an_invitation()), "A15"),
    Broken("several UIDs are one invitation", binds(invite, _SCHEDULING=frozenset()), "A09"),
]


# --- answers --------------------------------------------------------------------------------------------------------


def _answers_the_sender(answer: Any, desk: Any, message: Any, asked: CalendarMessage, *rest: Any) -> None:
    answer(desk, message, replace(asked, organizer=message.sender.address), *rest)


def _answers_for_bob_too(event: Any, *given: Any) -> str:
    return str(event(*given)).replace("END:VEVENT", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org\r\nEND:VEVENT")


def _answers_without_its_tag(attendee: Any, line: Any, status: str) -> Any:
    return attendee(replace(line, value=line.value.replace("+weekly", "")), status)


def _stamps_as_it_was_asked(reply: Any, message: CalendarMessage, **named: Any) -> bytes:
    body: bytes = reply(message, **(named | {"now": message.stamp}))
    return body


def _asks_for_nothing(add: Any, held: Any, message: CalendarMessage) -> Taken:
    return replace(add(held, message), answer="")


def _asks_by_its_message(instances: Any, message: CalendarMessage) -> Any:
    return tuple((instance, str(message.stamp)) for instance, _ in instances(message))


ANSWERS = [
    Broken(
        "it answers a date that asks for the series",
        binds(guests.Invited, asks=property(lambda one: one.ours is not None)),
        "moved-date-of-a-series-that-stands",
    ),
    Broken(
        "it answers each date that is sent along again",
        wraps(imip, "instances", _asks_by_its_message),
        "one-of-two-dates-stands",
    ),
    Broken("it accepts what it has accepted", binds(series, _owed=lambda m: "ACCEPTED" if m.rsvp else ""), "A04"),
    Broken(
        "it answers though no answer is wanted",
        binds(series, _owed=lambda m: "ACCEPTED" if m.partstat in ("", "NEEDS-ACTION") else ""),
        "A03",
    ),
    Broken("it never answers", binds(series, _owed=lambda message: ""), "A01"),
    Broken("the delegator is not told", binds(imip, recipients=lambda message: (message.organizer,)), "delegated"),
    Broken("it answers From, not the ORGANIZER", wraps(answering, "answer", _answers_the_sender), "B27"),
    Broken("an answer has two ATTENDEEs", wraps(imip, "_event", _answers_for_bob_too), "A01"),
    Broken(
        "it answers from another address than was invited", wraps(imip, "_attendee", _answers_without_its_tag), "A07"
    ),
    Broken("an answer's DTSTAMP is the invitation's", wraps(imip, "reply", _stamps_as_it_was_asked), "A01"),
    Broken("an unknown series is not asked for", wraps(series, "_add", _asks_for_nothing), "D02"),
]


# --- when it takes place --------------------------------------------------------------------------------------------


def _first_of_its_name(by_its_rules: Any, part: Any) -> Any:
    return _FIRST.setdefault(part.value("TZID"), by_its_rules(part))


_FIRST: dict[str, Any] = {}


def _ends_at_midnight(until: Any, value: str, *given: Any) -> datetime:
    instant: datetime = until(f"{value}T000000" if len(value) == 8 else value, *given)
    return instant


def _the_second_of_two(wall: datetime, zone: Any) -> datetime:
    return wall.replace(tzinfo=zone, fold=1).astimezone(UTC)


def _kept_in_utc(moment: canonical.Moment, name: str, *params: tuple[str, str]) -> Any:
    return _line(replace(moment, wall=moment.instant.replace(tzinfo=None), zone=zones.iana("UTC")), name, *params)


def _pinned_nowhere(calendar: object, defined: object, zone: str) -> zones.Zone:
    return zones.iana("UTC")


_line = canonical.Moment.line
_ZONES_BY_NAME = wraps(zones, "by_its_rules", _first_of_its_name)
"""As it is with a cache of zones by name, for the life of a process, like icalendar's."""

TOLD = [
    Broken(
        "a series that a date overtook is dropped without a word",
        binds(asking_back, about_overtaken=lambda *given: None),
        "series-that-a-date-overtook",
    ),
    Broken(
        "of several dates that were moved one is named",
        wraps(confirmations, "single_dates", _names_the_first),
        "two-dates-moved-at-once",
    ),
]

TIMES = [
    Broken(
        "a zone is what its name meant first",
        _ZONES_BY_NAME,
        "E08",
    ),
    Broken(
        "a zone that everybody knows is what its name meant first",
        both(_ZONES_BY_NAME, binds(zones, known=lambda tzid: "")),
        "E07",
    ),
    Broken("UNTIL as a date ends before that day", wraps(canonical, "_until", _ends_at_midnight), "until-as-a-date"),
    Broken(
        "the hour that comes twice is its second",
        binds(expansion, _instant=_the_second_of_two),
        "hour-that-comes-twice",
    ),
    Broken("a series is kept in UTC", binds(canonical.Moment, line=_kept_in_utc), "E11"),
    Broken("floating times are UTC", binds(invite, _pinned=_pinned_nowhere), "floating"),
    Broken(
        "occurrences are an hour late", binds(calendars, starts=lambda event: event.DTSTART + timedelta(hours=1)), "C04"
    ),
]

BROKEN = [*WINNING, *DATES, *AUTHORITY, *ANSWERS, *TOLD, *TIMES]
