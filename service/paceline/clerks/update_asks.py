"""What one person is asked in a round of a cadence: its questions, and what stands above them; the one reminder."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from paceline.agenda import days, occurrences
from paceline.agenda.contents import Reminder, UpdateAsk
from paceline.agenda.presence import most_are_away
from paceline.agenda.rounds import digest_instant, too_soon
from paceline.clerks import deputies, facilitating, forms, mailroom, one_offs, owed
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.past import digests_sent, line
from paceline.clerks.rounds import dropped, find, participants, start_of
from paceline.domain import circles
from paceline.domain.asks import Ask, Item
from paceline.domain.cadence import Occurrence
from paceline.domain.people import Person
from paceline.domain.statements import Section
from paceline.ledger import asks, cadences, outbox, people
from paceline.ledger.cadences import Kept
from paceline.ledger.moments import Moment
from paceline.letters import write


def remind(desk: Desk, moment: Moment) -> None:
    """The one reminder, to those who were asked, have not answered, and are here."""
    person = people.by_id(desk.tx, moment.person)
    waiting = [(ask, key) for ask, key in asks.waiting(desk.tx, moment.person) if ask.subject == moment.subject and key]
    kept = cadences.get(desk.tx, moment.cadence)
    occurrence = find(kept, moment.subject)
    if not (person and waiting and kept and occurrence):
        return
    if not person.wants("asks", line(desk, kept)) or not days.allowed(person, desk.now):
        return
    if _on_the_heels(desk, *waiting[0]):
        return
    content = Reminder(person, update_ask(desk, kept, occurrence, person, number=1))
    posting = Posting(
        key=f"remind/{occurrence.id}/{person.id}",
        team=kept.team,
        about=occurrence.id,
        thread=occurrence.id,
        items=(Item(1, "update", occurrence.id),),
        suppress_vacations=False,
    )
    mailroom.post(desk, person, posting, lambda reply_to: write.reminder(content, reply_to, desk.folders))


def _on_the_heels(desk: Desk, ask: Ask, envelope: str) -> bool:
    """Whether the envelope that asked has only just gone out, or it is too late to answer."""
    carried = outbox.by_key(desk.tx, envelope)
    until = ask.until or desk.now
    return desk.now >= until or (carried is not None and too_soon(carried.created_at, desk.now, until))


def update_ask(desk: Desk, kept: Kept, occurrence: Occurrence, person: Person, number: int) -> UpdateAsk:
    """The questions of an occurrence, as one person is asked them."""
    organizer = people.by_id(desk.tx, kept.organizer) or mailroom.operator(desk)
    before = _preceding(desk, kept, occurrence)
    settings = kept.cadence.settings
    guests = participants(desk, kept, occurrence)
    without_names = owed.template_of(desk, kept)
    away = most_are_away(guests, occurrence.start)
    return UpdateAsk(
        number=number,
        title=kept.cadence.title,
        start=occurrence.start,
        digest_at=digest_instant(occurrence, settings, organizer),
        sections=_sections(desk, kept, occurrence, person),
        why=settings.why,
        since=before.astimezone(forms.zone(person)).date() if before else None,
        review=one_offs.review(desk, kept, person),
        recurring=kept.cadence.recurring,
        away=away if person.id == kept.organizer else None,
        among=_among(desk, kept, guests, person) if circles.cadence_of(kept.team) else (),
        unsigned=without_names.at_least if without_names else 0,
        runner_away=_runner_away(desk, kept, occurrence, person),
        new=_new(desk, kept, occurrence, person),
        facilitates=_facilitates(desk, kept, occurrence, guests, person),
    )


def _facilitates(
    desk: Desk, kept: Kept, occurrence: Occurrence, guests: tuple[Person, ...], reader: Person
) -> str | None:
    turn = facilitating.of(desk, kept, guests, occurrence)
    return None if turn is None else "" if turn.id == reader.id else desk.names(kept.team).get(turn.id, turn.first_name)


def _new(desk: Desk, kept: Kept, occurrence: Occurrence, person: Person) -> Literal["", "begins", "joins"]:
    """Whether it has to be told what this is."""
    series = line(desk, kept)
    if not kept.cadence.recurring or asks.were_sent(desk.tx, person.id, series, but=occurrence.id):
        return ""
    return "joins" if any(sent.occurrence != occurrence.id for _, sent in digests_sent(desk, kept)) else "begins"


def _sections(desk: Desk, kept: Kept, occurrence: Occurrence, person: Person) -> tuple[Section, ...]:
    """The questions to one person. The first round is the one before any digest; a single event is first and last."""
    first = not any(sent.occurrence != occurrence.id for _, sent in digests_sent(desk, kept))
    last = not kept.cadence.followed_by and occurrences.following(kept.cadence, occurrence.start) is None
    every = forms.sections(kept.cadence.settings, desk.folders)
    asked = forms.asked(every, organizer=person.id == kept.organizer, first=first, last=last)
    template = forms.template(kept.cadence.settings.template, desk.folders)
    if template is None or owed.owes(desk, kept, template):
        return asked
    return tuple(it for it in asked if it not in owed.of_organizer(template)) or asked


def _among(desk: Desk, kept: Kept, guests: tuple[Person, ...], reader: Person) -> tuple[str, ...]:
    names = desk.names(kept.team)
    return (*(names.get(p.id, p.first_name) for p in guests if p.id != reader.id), "")


def _runner_away(desk: Desk, kept: Kept, occurrence: Occurrence, reader: Person) -> tuple[str, date, str] | None:
    """Who runs a review is missed by the others: told to each of them, with whom to ask instead."""
    organizer = people.by_id(desk.tx, kept.organizer)
    day = days.local(organizer, occurrence.start).date() if organizer else date.min
    absence = organizer.away_on(day) if organizer and reader.id != kept.organizer else None
    if not (organizer and absence):
        return None
    names = desk.names(kept.team)
    instead = deputies.standing_in(desk, organizer, day)
    who = names.get(instead.id, instead.first_name) if instead and instead.id != reader.id else "you" if instead else ""
    return names.get(organizer.id, organizer.first_name), absence.last, who


def _preceding(desk: Desk, kept: Kept, occurrence: Occurrence) -> datetime | None:
    """When the last date began that was asked about; before the first round the calendar's own, of the cadence or of
    the one that it goes on with."""
    told = (sent.occurrence for _, sent in digests_sent(desk, kept))
    asked = {*told, *asks.occurrences_of(desk.tx, kept.cadence.id, desk.now)} - dropped(desk, kept)
    starts = (start_of(kept, one) for one in asked)
    if last := max((start for start in starts if start < occurrence.start), default=None):
        return last
    before = occurrences.preceding(kept.cadence, occurrence.start)
    earlier = cadences.get(desk.tx, kept.cadence.follows) if kept.cadence.follows and before is None else None
    before = occurrences.preceding(earlier.cadence, occurrence.start) if earlier else before
    return before.start if before else None
