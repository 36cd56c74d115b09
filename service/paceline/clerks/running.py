"""Running a series: how often it asks, and who runs it. The event in the calendar stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from paceline.agenda import days, occurrences
from paceline.agenda.contents import Recorded, SeriesNews
from paceline.agenda.rounds import digest_for
from paceline.clerks import mailroom, past, rounds, wishes
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.persons import is_gone
from paceline.clerks.placing import Place
from paceline.domain.asks import Item
from paceline.domain.facts import CadenceSlowed, HandedOver, HandoverAsked, HandoverDeclined, standing
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person, named
from paceline.domain.statements import Command
from paceline.ledger import cadences, facts, people
from paceline.ledger.cadences import Kept
from paceline.ledger.moments import Moment
from paceline.letters import write

MOST = 26
"""No series asks more seldom than at every 26th of its dates."""
KIND = "series"
HANDOVER = "handover/"
"""Begins what "yes" and "no" are about in answer to the letter that asks somebody to run a series."""


# --- how often -----------------------------------------------------------------------------------------------------


def every(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """By the organizer, or by either of two people."""
    kept = wishes.review_meant(desk, person, place, said)
    if isinstance(kept, Refusal):
        return kept
    guests = rounds.participants(desk, kept)
    of_two = len(guests) == 2 and any(guest.id == person.id for guest in guests)
    if kept.organizer != person.id and not of_two:
        return Refusal(said.line, "only its organizer says how often", '"stop asks of …" ends the questions to you')
    stride = _stride(desk, kept, said)
    if isinstance(stride, Refusal):
        return stride
    if stride == kept.cadence.settings.every:
        return Refusal(said.line, "it is so already")
    _record(desk, kept, CadenceSlowed(stride), person, message)
    rounds.refresh_pause(desk, kept.cadence.id)
    now = cadences.get(desk.tx, kept.cadence.id) or kept
    ahead = rounds.next_date(desk, now)
    news = SeriesNews(person, "every", kept.cadence.title, _name(desk, kept, person), every=stride)
    told = _tell(desk, kept, replace(news, start=ahead.start if ahead else None), message, but=person.id)
    day = days.local(person, ahead.start).date() if ahead else None
    return Recorded("every", what=kept.cadence.title, counts=(("every", stride),), due=day, told=told)


def _stride(desk: Desk, kept: Kept, said: Command) -> int | Refusal:
    """At which of its dates it asks: every third, for "every 3 weeks" of a weekly series."""
    unit, count = said.text, said.number
    first = occurrences.following(kept.cadence, desk.now)
    second = occurrences.following(kept.cadence, first.start) if first else None
    third = occurrences.following(kept.cadence, second.start) if second else None
    if not (first and second and third):
        return Refusal(said.line, "it has not enough dates ahead")
    gaps = [(second.start - first.start).days, (third.start - second.start).days]
    if unit == "times":
        stride = float(count)
    elif unit == "months":
        stride = round(count * 30.4 / gaps[0]) if max(gaps) >= 27 else count * 30.4 / gaps[0]
        stride = float(round(stride)) if abs(stride - round(stride)) < 0.2 * stride else stride
    else:
        days_apart = round(sum(gaps) / len(gaps))
        stride = count * 7 / days_apart if abs(gaps[0] - gaps[1]) <= 1 else 0
    if stride < 1 or stride != int(stride):
        apart = f"its dates are {gaps[0]} days apart in the calendar" if gaps[0] == gaps[1] else "its dates are uneven"
        return Refusal(said.line, apart, '"every 2nd time", "every 3rd time"')
    return int(stride) if stride <= MOST else Refusal(said.line, "that is too seldom", f'"every {MOST} weeks" at most')


# --- who runs it ---------------------------------------------------------------------------------------------------


def hand_over(
    desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date
) -> Recorded | Refusal:
    """The organizer asks another participant; nothing changes until that person takes it over."""
    kept = wishes.review_meant(desk, person, place, said)
    if isinstance(kept, Refusal):
        return kept
    if kept.organizer != person.id:
        return Refusal(said.line, "only its organizer hands it over", '"take over", when its organizer is gone')
    guests = rounds.participants(desk, kept)
    found = [guest for guest in named(said.person, guests) if guest.id != person.id]
    if len(found) != 1:
        why = f"{len(found)} of its people are called so" if found else f"{said.person} does not take part in it"
        names = " or ".join(f'"@{guest.id}"' for guest in guests if guest.id != person.id)
        return Refusal(said.line, why, names or "its guests are in your calendar")
    heir = found[0]
    _record(desk, kept, HandoverAsked(heir.id), person, message)
    _post(desk, kept, SeriesNews(heir, "asked", kept.cadence.title, _name(desk, kept, person)), f"asked/{message[:16]}")
    return Recorded("run by", what=kept.cadence.title, who=_name(desk, kept, heir))


def take_over(
    desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date
) -> Recorded | Refusal:
    """By whom its organizer asked; by any participant where its organizer has left, or takes no mail."""
    kept = wishes.review_meant(desk, person, place, said)
    if isinstance(kept, Refusal):
        return kept
    return _take_over(desk, message, person, kept, said)


def _take_over(desk: Desk, message: str, person: Person, kept: Kept, said: Command) -> Recorded | Refusal:
    if kept.organizer == person.id:
        return Refusal(said.line, "you run it already")
    before = people.by_id(desk.tx, kept.organizer)
    if not (_asked(desk, kept) == person.id or before is None or is_gone(before)):
        who = _name(desk, kept, before)
        return Refusal(said.line, f"{who} runs it", f'{who} can write "hand over {kept.cadence.title} to @{person.id}"')
    theirs = replace(kept, organizer=person.id)
    cadences.put(desk.tx, theirs)
    _record(desk, kept, HandedOver(person.id), person, message)
    rounds.schedule(desk, theirs)
    news = SeriesNews(person, "runs", kept.cadence.title, _name(desk, kept, person))
    told = _tell(desk, theirs, news, message, but=person.id)
    return Recorded("runs", what=kept.cadence.title, told=told)


def is_about(said: Command) -> bool:
    """Whether it answers the letter that asks somebody to run a series."""
    return said.subject.startswith(HANDOVER)


def decline(desk: Desk, message: str, person: Person, _place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """Its organizer hears it, and goes on."""
    kept = _current(desk, said)
    if kept is None or _asked(desk, kept) != person.id:
        return Refusal(said.line, "nobody asks you to run it any more")
    _record(desk, kept, HandoverDeclined(said.text), person, message)
    organizer = people.by_id(desk.tx, kept.organizer)
    if organizer and not is_gone(organizer):
        news = SeriesNews(organizer, "declined", kept.cadence.title, _name(desk, kept, person), reason=said.text)
        _post(desk, kept, news, f"declined/{message[:16]}")
    who = _name(desk, kept, organizer)
    return Recorded("runs not", what=kept.cadence.title, reason=said.text, told=(who,) if who else ())


def accept(desk: Desk, message: str, person: Person, _place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """Of the very series that the letter asks about: two may have one title."""
    kept = _current(desk, said)
    if kept is None:
        return Refusal(said.line, "that series is over")
    if all(guest.id != person.id for guest in rounds.participants(desk, kept)):
        return Refusal(said.line, "you take part in it no more")
    return _take_over(desk, message, person, kept, said)


def _current(desk: Desk, said: Command) -> Kept | None:
    kept = rounds.current(desk, said.subject.removeprefix(HANDOVER))
    return kept if kept and not kept.ended else None


def _asked(desk: Desk, kept: Kept) -> str:
    """Whom the organizer asked last to take it over, unless that was taken back or has been done."""
    asked = ""
    for entry in standing(facts.of_all(desk.tx, (f"cadence/{one}" for one in past.line(desk, kept)))):
        match entry.fact:
            case HandoverAsked(to):
                asked = to
            case HandedOver() | HandoverDeclined():
                asked = ""
    return asked


def open_round(desk: Desk, moment: Moment) -> None:
    """A round of a series that nobody runs asks its people, once, who will; it goes on meanwhile."""
    rounds.open_round(desk, moment)
    kept = cadences.get(desk.tx, moment.cadence)
    organizer = people.by_id(desk.tx, kept.organizer) if kept and not kept.ended else None
    if kept and organizer and is_gone(organizer):
        news = SeriesNews(organizer, "orphaned", kept.cadence.title, _name(desk, kept, organizer))
        _tell(desk, kept, news, organizer.id, but=organizer.id)


# --- what both need ------------------------------------------------------------------------------------------------


def _record(
    desk: Desk,
    kept: Kept,
    fact: CadenceSlowed | HandedOver | HandoverAsked | HandoverDeclined,
    by: Person,
    message: str,
) -> None:
    desk.record(kept.team, f"cadence/{kept.cadence.id}", fact, author=by.id, message=message)


def _name(desk: Desk, kept: Kept, person: Person | None) -> str:
    return desk.names(kept.team).get(person.id, person.first_name) if person else ""


def _tell(desk: Desk, kept: Kept, news: SeriesNews, message: str, *, but: str) -> tuple[str, ...]:
    """Tell the others who take part, but for those who want to hear nothing. Returns their names."""
    others = (p for p in rounds.participants(desk, kept) if p.id != but)
    told = [p for p in others if not is_gone(p) and not p.wants_nothing]
    for reader in told:
        _post(desk, kept, replace(news, reader=reader), f"{news.kind}/{message[:16]}")
    return tuple(_name(desk, kept, reader) for reader in told)


def _post(desk: Desk, kept: Kept, content: SeriesNews, key: str) -> None:
    posting = Posting(
        key=f"{KIND}/{kept.cadence.id}/{key}/{content.reader.id}",
        team=kept.team,
        about=kept.cadence.id,
        items=(Item(1, "offer", f"{HANDOVER}{kept.cadence.id}"),) if content.kind == "asked" else (),
        not_before=digest_for(content.reader, desk.now),
    )
    mailroom.post(desk, content.reader, posting, lambda reply_to: write.series(content, reply_to, desk.folders))
