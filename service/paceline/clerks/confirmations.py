"""The one letter to the organizer: what Paceline will do about an invite, and what a newer one changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from paceline.agenda import occurrences
from paceline.agenda.contents import Asked, Confirmation
from paceline.agenda.rounds import digest_instant
from paceline.clerks import differences, forms, mailroom, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.cadence import Occurrence
from paceline.domain.people import Person
from paceline.inbox.mail import Message
from paceline.ledger.cadences import Kept
from paceline.letters import templates, write


@dataclass(frozen=True, slots=True)
class Dates:
    """Single dates that changed: (occurrence, from, to), and (occurrence, start) of those that are gone."""

    moved: tuple[tuple[str, datetime, datetime], ...] = ()
    gone: tuple[tuple[str, datetime], ...] = ()


def send(desk: Desk, arrival: str, message: Message, organizer: Person, kept: Kept, before: Kept | None) -> None:
    content = confirmation(desk, organizer, kept, before)
    news = content.changed or content.moved or content.cancelled or content.ended
    if before and not news and (not content.remarks or content.remarks == before.cadence.remarks):
        return
    posting = Posting(
        key=f"confirmation/{kept.cadence.id}/{arrival}",
        team=kept.team,
        about=kept.cadence.id,
        answers=message,
    )
    mailroom.post(desk, organizer, posting, lambda reply_to: write.confirmation(content, reply_to, desk.folders))


def confirmation(desk: Desk, organizer: Person, kept: Kept, before: Kept | None) -> Confirmation:
    cadence, settings = kept.cadence, kept.cadence.settings
    first = _first(desk, kept, organizer)
    found = forms.template(settings.template, desk.folders)
    dates = single_dates(desk, kept, before)
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
        unknown_template="" if found else settings.template,
        known_templates=() if found else templates.known(desk.folders),
        remarks=cadence.remarks,
        new_remarks=tuple(r for r in cadence.remarks if not before or r not in before.cadence.remarks),
        changed=(*_moved_series(desk, kept, before), *differences.changed(before.cadence, cadence)) if before else (),
        moved=dates.moved[0][1:] if dates.moved else None,
        cancelled=dates.gone[0][1] if len(dates.gone) == 1 else None,
        ended=kept.ended,
    )


def _first(desk: Desk, kept: Kept, organizer: Person) -> Occurrence | None:
    """The next occurrence whose digest still lies ahead."""
    found = None if kept.ended else occurrences.following(kept.cadence, desk.now)
    while found and digest_instant(found, kept.cadence.settings, organizer) <= desk.now:
        found = occurrences.following(kept.cadence, found.start)
    return found


def _asked(desk: Desk, kept: Kept, first: Occurrence, organizer: Person) -> tuple[Asked, ...]:
    table = rounds.times(desk, kept, first)
    zone = ZoneInfo(kept.cadence.zone)
    return tuple(
        Asked(
            who="" if person.id == organizer.id else person.first_name,
            at=table.asks[person.id],
            zone=person.zone,
            elsewhere=first.start.astimezone(ZoneInfo(person.zone)).utcoffset()
            != first.start.astimezone(zone).utcoffset(),
        )
        for person in rounds.participants(desk, kept, first)
        if "asks" not in person.stopped
    )


def _moved_series(desk: Desk, kept: Kept, before: Kept) -> tuple[tuple[str, str, str], ...]:
    """The series as a whole was moved: none of its next dates is one of those before."""
    old, new = (occurrences.following(each.cadence, desk.now) for each in (before, kept))
    dates = single_dates(desk, kept, before)
    if kept.ended or not (old and new) or old.id not in {gone for gone, _ in dates.gone} or len(dates.gone) == 1:
        return ()
    zone = ZoneInfo(kept.cadence.zone)
    was, now = (f"{date.start.astimezone(zone):%a %H:%M}" for date in (old, new))
    return (("when", was, now),) if was != now else ()


def single_dates(desk: Desk, kept: Kept, before: Kept | None) -> Dates:
    """Which of the dates ahead a newer revision moved, and which it took out, by comparing before and after."""
    if before is None or kept.ended:
        return Dates()
    start, end = desk.now, desk.now + rounds.HORIZON
    old = {o.recurrence_id: o for o in occurrences.between(before.cadence, start, end)}
    new = {o.recurrence_id: o for o in occurrences.between(kept.cadence, start, end)}
    both = sorted(old.keys() & new.keys())
    moved = tuple((new[rid].id, old[rid].start, new[rid].start) for rid in both if old[rid].start != new[rid].start)
    gone = tuple((old[rid].id, old[rid].start) for rid in sorted(old.keys() - new.keys()))
    return Dates(moved, gone)
