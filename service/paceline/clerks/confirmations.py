"""The one letter to the organizer: what Paceline will do about an invite, and what a newer one changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from paceline.agenda import occurrences, series_in_words, succession
from paceline.agenda.contents import Asked, Confirmation
from paceline.agenda.rounds import digest_instant
from paceline.clerks import differences, event_records, following, forms, mailroom, one_offs, owed, past, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain import circles
from paceline.domain.cadence import Occurrence
from paceline.domain.people import Person
from paceline.inbox.mail import Message
from paceline.ledger import cadences, moments, people
from paceline.ledger.cadences import Kept
from paceline.ledger.moments import Moment
from paceline.letters import templates, write

REST_WITHIN = timedelta(hours=1)
"""So long after a series was cut short another one may come that goes on with it, before its end is told."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Single dates that changed: (occurrence, from, to), and (occurrence, start) of those that are gone."""

    moved: tuple[tuple[str, datetime, datetime], ...] = ()
    gone: tuple[tuple[str, datetime], ...] = ()


def send(desk: Desk, arrival: str, message: Message, organizer: Person, kept: Kept, before: Kept | None) -> None:
    content = confirmation(desk, organizer, kept, before)
    told = content.changed or content.moved or content.cancelled or content.ended or content.goes_on
    news = told or content.doubts
    if before and not news and (not content.remarks or content.remarks == before.cadence.remarks):
        return
    _post(desk, content, f"confirmation/{kept.cadence.id}/{arrival}", kept, message)


def _post(desk: Desk, content: Confirmation, key: str, kept: Kept, answers: Message | None = None) -> None:
    posting = Posting(key, kept.team, kept.cadence.id, answers=answers)
    mailroom.post(desk, content.reader, posting, lambda reply_to: write.confirmation(content, reply_to, desk.folders))


# --- a series that was cut short --------------------------------------------------------------------------------------


def wait_for_rest(desk: Desk, kept: Kept, before: Kept) -> None:
    """A series that ends earlier now may go on under another UID, in a message that is still on its way."""
    key = f"cut/{kept.cadence.id}"
    if kept.ended or succession.runs_longer(kept.cadence, before.cadence, desk.now):
        moments.drop(desk.tx, key)
    elif succession.is_cut_short(kept.cadence, before.cadence, desk.now):
        moments.put(desk.tx, Moment(key, desk.now + REST_WITHIN, "cut", kept.team, kept.cadence.id))


def tell_end(desk: Desk, moment: Moment) -> None:
    """Nothing went on with it: the organizer hears once which date is the last."""
    kept = cadences.get(desk.tx, moment.subject)
    if kept is None or kept.ended or following.is_followed(desk, kept):
        return
    last = succession.last_date(kept.cadence, desk.now)
    organizer = people.by_id(desk.tx, kept.organizer) or mailroom.operator(desk)
    content = replace(confirmation(desk, organizer, kept, None), cut=True, ends=last.start if last else None)
    _post(desk, content, f"confirmation/{kept.cadence.id}/cut/{last.id if last else 'all'}", kept)


# --- what it says -----------------------------------------------------------------------------------------------------


def confirmation(desk: Desk, organizer: Person, kept: Kept, before: Kept | None) -> Confirmation:
    cadence, settings = kept.cadence, kept.cadence.settings
    first = _first(desk, kept, organizer)
    found = forms.template(settings.template, desk.folders)
    dates = single_dates(desk, kept, before)
    reviewed = one_offs.subject(desk, kept)
    without_names = owed.template_of(desk, kept)
    return Confirmation(
        reader=organizer,
        title=cadence.title,
        template=settings.template if found else templates.DEFAULT,
        headings=tuple(section.heading for section in forms.sections(settings, desk.folders)),
        asked=_asked(desk, kept, first, organizer) if first else (),
        ask=settings.ask,
        remind=settings.remind,
        digest=settings.digest,
        recurring=cadence.recurring,
        first_start=first.start if first else None,
        first_digest=digest_instant(first, settings, organizer) if first else None,
        zone=cadence.zone,
        why=settings.why,
        also=settings.also,
        unsigned=without_names.at_least if without_names else 0,
        private=bool(circles.cadence_of(kept.team)),
        unknown_template="" if found else settings.template,
        known_templates=() if found else templates.known(desk.folders),
        review=reviewed.words if reviewed else "",
        unknown_review="" if reviewed else settings.review,
        remarks=cadence.remarks,
        doubts=tuple(d for d in cadence.doubts if not before or d not in before.cadence.doubts),
        new_remarks=tuple(r for r in cadence.remarks if not before or r not in before.cadence.remarks),
        changed=_changed(desk, kept, before, organizer) if before else (),
        moved=tuple((was, now) for _, was, now in dates.moved),
        cancelled=dates.gone[0][1] if len(dates.gone) == 1 else None,
        ended=kept.ended,
        removed=cadence.ending == "removed",
        onward=bool(dates.moved) and occurrences.moves_the_rest(cadence, dates.moved[-1][0]),
        goes_on=before is not None and before.cadence.id != cadence.id,
    )


def _first(desk: Desk, kept: Kept, organizer: Person) -> Occurrence | None:
    """The next occurrence whose digest still lies ahead."""
    found = None if kept.ended else occurrences.following(kept.cadence, desk.now)
    while found and digest_instant(found, kept.cadence.settings, organizer) <= desk.now:
        found = occurrences.following(kept.cadence, found.start)
    return found


def _asked(desk: Desk, kept: Kept, first: Occurrence, organizer: Person) -> tuple[Asked, ...]:
    table = rounds.times(desk, kept, first)
    zone, line = ZoneInfo(kept.cadence.zone), past.line(desk, kept)
    return tuple(
        Asked(
            who="" if person.id == organizer.id else person.first_name,
            at=table.asks[person.id],
            zone=person.zone,
            elsewhere=first.start.astimezone(ZoneInfo(person.zone)).utcoffset()
            != first.start.astimezone(zone).utcoffset(),
        )
        for person in rounds.participants(desk, kept, first)
        if person.wants("asks", line)
    )


def _changed(desk: Desk, kept: Kept, before: Kept, organizer: Person) -> tuple[differences.Row, ...]:
    """What a newer revision changed. What it says to people beside that is shown with it, and is no news by itself."""
    taken_out = event_records.taken_out(desk, kept, before, organizer)
    settings = differences.changed(before.cadence, kept.cadence)
    news = (*_when(desk, kept, before), *settings, *taken_out)
    told = frozenset(" ".join(was.split()) for _, was, _ in taken_out)
    return (*news, *differences.reworded(before.cadence.words, kept.cadence.words, told)) if news else ()


def _when(desk: Desk, kept: Kept, before: Kept) -> tuple[tuple[str, str, str], ...]:
    """The series as a whole was moved, or has other dates than before."""
    old, new = (_ahead(each, desk.now) for each in (before, kept))
    if new and not old:  # the one that it goes on with was cut short already
        last = occurrences.preceding(before.cadence, new[0].start)
        old = (last,) if last else ()
    if kept.ended or not (old and new):
        return ()
    zone = ZoneInfo(kept.cadence.zone)
    if before.cadence.id == kept.cadence.id and not _moved_whole(desk, kept, before):
        several = len(single_dates(desk, kept, before).gone) > 1
        rests = set(series_in_words.rests(kept.cadence)) - set(series_in_words.rests(before.cadence))
        rows = (("next dates", _days(old, zone), _days(new, zone)),) if several else ()
        return (*rows, *(("then", "", rest) for rest in sorted(rests)))
    was, now = (f"{dates[0].start.astimezone(zone):%a %H:%M}" for dates in (old, new))
    return (("when", was, now),) if was != now else ()


def _moved_whole(desk: Desk, kept: Kept, before: Kept) -> bool:
    """The next date has become another, and is none that was moved by itself."""
    next_one = occurrences.following(before.cadence, desk.now)
    if next_one is None or not kept.cadence.recurring:
        return False
    now = _same(desk, kept, before, (next_one,)).get(next_one.id)
    return now is not None and now.recurrence_id != next_one.recurrence_id


def _same(desk: Desk, kept: Kept, before: Kept, dates: Iterable[Occurrence]) -> dict[str, Occurrence]:
    return succession.same(kept.cadence, (date.id for date in dates), before.cadence, desk.now)


def _ahead(kept: Kept, now: datetime) -> tuple[Occurrence, ...]:
    return occurrences.between(kept.cadence, now, now + rounds.HORIZON)


def _days(dates: tuple[Occurrence, ...], zone: ZoneInfo) -> str:
    local = (date.start.astimezone(zone) for date in dates[:3])
    return ", ".join(f"{day:%a} {day.day} {day:%b}" for day in local)


def single_dates(desk: Desk, kept: Kept, before: Kept | None) -> Dates:
    """Which of the dates ahead a newer revision moved, and which it took out, by comparing before and after.

    A date of a series that was moved as a whole, or that ends earlier now, is none of them; nor are those that moved
    with all that come after one.
    """
    if before is None or kept.ended or before.cadence.id != kept.cadence.id:
        return Dates()
    old = {date.id: date for date in _ahead(before, desk.now)}
    new = _same(desk, kept, before, old.values())
    both = [(one, date, new[one]) for one, date in old.items() if one in new]
    alone = (it for it in both if it[1].recurrence_id == it[2].recurrence_id or not kept.cadence.recurring)
    moved = [(one, was.start, now.start) for one, was, now in alone if was.start != now.start]
    onward = (place for place, it in enumerate(moved, 1) if occurrences.moves_the_rest(kept.cadence, it[0]))
    moved = moved[: next(onward, len(moved))]
    gone = tuple((one, date.start) for one, date in old.items() if one not in new)
    return Dates(tuple(moved), tuple(it for it in gone if occurrences.following(kept.cadence, it[1])))
