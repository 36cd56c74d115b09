"""Calendar messages: an invite becomes a cadence, a newer one changes it, a cancellation ends it; answered by iTIP."""

from __future__ import annotations

from dataclasses import replace

from paceline.agenda import authority, occurrences, series
from paceline.agenda.series import Taken
from paceline.clerks import (
    absences,
    answering,
    asking_back,
    confirmations,
    event_words,
    following,
    forms,
    holding,
    leaving,
    persons,
    rounds,
)
from paceline.clerks.desk import Desk
from paceline.domain import circles
from paceline.domain.cadence import Cadence, CalendarMessage, Participant, Settings, cadence_id
from paceline.domain.facts import CadenceEnded, CadenceSet, Fact, InvitedUs, OccurrenceCancelled, OccurrenceMoved
from paceline.domain.people import Person
from paceline.inbox.calendar.invite import read_calendar
from paceline.inbox.mail import CalendarPart, Message, Unreadable
from paceline.inbox.trust import Identity
from paceline.ledger import cadences, facts, outbox, people
from paceline.ledger.cadences import Kept
from paceline.ledger.inbox import Arrival, Settlement


def settle(desk: Desk, arrival: Arrival, message: Message, identity: Identity) -> Settlement:
    """Follow every iTIP message in a mail; it is held where one of them is."""
    sender = asking_back.sender_of(desk, identity)
    invited = read(desk, message)
    if isinstance(invited, Unreadable):
        if sender:
            asking_back.about_refused(desk, message, sender, invited)
        return Settlement("quarantined", "calendar", invited.reason, *_of(sender))
    settled = [_take(desk, arrival, message, identity, invite) for invite in dict.fromkeys(invited)]
    held = next((one for one in settled if one.state == "held"), None)
    if held or not settled:
        return held or Settlement("settled", "calendar", "ignored: no event is in it", *_of(sender))
    reasons = dict.fromkeys(one.reason for one in settled)
    return Settlement("settled", "calendar", "; ".join(reasons)[:500], *_of(sender))


def settle_winmail(desk: Desk, message: Message, sender: Person) -> Settlement:
    """An invite that nobody but Outlook can read: kept, and asked for as iCalendar."""
    asking_back.about_winmail(desk, message, sender)
    return Settlement("held", "calendar", "it is an invite as winmail.dat (TNEF), no iCalendar", *_of(sender))


def _of(sender: Person | None) -> tuple[str, str]:
    return (sender.id, sender.team) if sender else ("", "")


def read(desk: Desk, message: Message) -> tuple[CalendarMessage, ...] | Unreadable:
    """What the calendar parts say. Where one is broken its copy as a file is read; refused is what leaves nothing."""
    service = desk.config.service

    def zone_of(organizer: str) -> str:
        known = people.by_address(desk.tx, organizer)
        return known.zone if known else ""

    def meant_in(uid: str) -> tuple[str, str]:
        kept = cadences.get(desk.tx, cadence_id(uid))
        return (kept.ordered.zone, kept.cadence.settings.zone) if kept else ("", "")

    def said(part: CalendarPart) -> tuple[CalendarMessage, ...] | Unreadable:
        return read_calendar(part, us=service.addresses, zone=service.zone, zone_of=zone_of, meant_in=meant_in)

    found = [said(part) for part in message.calendars]
    refused = next((one for one in found if isinstance(one, Unreadable)), None)
    if refused:
        found += [said(part) for part in message.calendar_copies]
    whole = tuple(one for each in found if not isinstance(each, Unreadable) for one in each)
    return refused if refused and not whole else whole


def _take(desk: Desk, arrival: Arrival, message: Message, identity: Identity, invite: CalendarMessage) -> Settlement:
    """Follow one iTIP message: held, or settled with what it did."""
    sender = people.by_address(desk.tx, identity.address)
    known = cadences.get(desk.tx, cadence_id(invite.uid))
    if known and sender and identity.authenticated:
        known = leaving.inherited(desk, arrival.id, known, sender, invite)
    why = _why_held(desk, identity, sender, invite, known)
    if known is None and sender and not why and absences.from_event(desk, arrival, message, invite, sender):
        if invite.attendee and invite.rsvp and invite.partstat in ("", "NEEDS-ACTION") and invite.method == "REQUEST":
            answering.answer(desk, message, invite, "ACCEPTED")
        return Settlement("settled", "calendar", "applied: it says that its organizer is away")
    taken = series.take(_held(desk, known, invite), invite)
    title = invite.cadence.title if invite.cadence else ""
    if taken.disposition == "held" or (why and (taken.disposition == "applied" or taken.answer)):
        asker = asking_back.sender_of(desk, identity)
        asked = asking_back.about_held(desk, arrival, message, asker, invite, known) if asker else ""
        return holding.hold(desk, arrival, identity, title, why or taken.reason, asked)
    if known is None and taken.cadence and not taken.ended and sender and _started_enough(desk, sender):
        most = desk.config.service.new_series_a_day
        asked = asking_back.about_too_many(desk, message, sender, title)
        return holding.hold(desk, arrival, identity, title, f"more than {most} new series on one day", asked)
    if taken.disposition == "applied" and taken.cadence:
        _apply(desk, arrival, message, identity, invite, taken, taken.cadence, known)
    elif taken.cadence and known and not why:
        cadences.put(desk.tx, replace(known, cadence=taken.cadence))
    if taken.answer:
        answering.answer(desk, message, invite, taken.answer)
    if taken.overtaken and known and sender and not why:
        asking_back.about_overtaken(desk, message, sender, known)
    return Settlement("settled", "calendar", ": ".join(filter(None, (taken.disposition, taken.reason))))


def _started_enough(desk: Desk, sender: Person) -> bool:
    """Whether they have started as many series today (UTC) as one person may."""
    most = desk.config.service.new_series_a_day
    begun = facts.last_of(desk.tx, persons.subject(sender.id), InvitedUs, most)
    return sum(entry.at.date() == desk.now.date() for entry in begun) >= most


def _why_held(
    desk: Desk, identity: Identity, sender: Person | None, invite: CalendarMessage, known: Kept | None
) -> str:
    """Why a message is not followed: not vouched for, not from the organizer, or from outside. "": it is fine."""
    if not identity.authenticated:
        return identity.why
    if why := _without_authority(identity, sender, invite, known):
        return why
    domain = identity.address.rpartition("@")[2]
    allowed = domain in desk.config.service.allow_domains
    # A deputy whom nobody knows needs more than the organizer's domain: at a provider's, anybody has an address.
    if known and (sender or allowed or identity.address.lower() == known.cadence.organizer):
        return ""
    if sender and not persons.reads_only(sender):
        return ""
    if not allowed:
        return f"{identity.address} belongs to no team, and {domain} is not in service.allow_domains"
    return "" if len(desk.config.teams) == 1 else f"{identity.address} belongs to no team, and it may be any of several"


def _without_authority(identity: Identity, sender: Person | None, invite: CalendarMessage, known: Kept | None) -> str:
    """Whoever writes from one of their addresses may say what they organize from another of them."""
    addresses = dict.fromkeys((identity.address, *(sender.addresses if sender else ())))
    whys = [authority.why_not(invite, address, known.cadence if known else None) for address in addresses]
    return whys[0] if all(whys) else ""


def _held(desk: Desk, known: Kept | None, invite: CalendarMessage) -> Cadence | None:
    """The series as it is known, organized from the address that its organizer now uses, where both are theirs."""
    if known is None or invite.organizer == known.cadence.organizer:
        return known.cadence if known else None
    before, now = (people.by_address(desk.tx, each) for each in (known.cadence.organizer, invite.organizer))
    same = before is not None and now is not None and before.id == now.id == known.organizer
    return replace(known.cadence, organizer=invite.organizer) if same else known.cadence


def _apply(
    desk: Desk,
    arrival: Arrival,
    message: Message,
    identity: Identity,
    invite: CalendarMessage,
    taken: Taken,
    cadence: Cadence,
    known: Kept | None,
) -> None:
    organizer = _organizer(desk, identity, cadence, known)
    team = known.team if known else organizer.team
    ordered, paused = (known.ordered, known.paused_until) if known else (Settings(), None)
    settings = forms.effective(desk.rules(team), cadence.settings, ordered)
    members, team = circles.team_of(team), forms.whose(team, cadence.id, settings, desk.folders)
    cadence = replace(cadence, team=team, settings=settings)
    if known:
        cadence = following.named(desk, cadence, known)
    kept = Kept(cadence, team, organizer.id, ordered, taken.ended, paused)
    if not taken.ended:
        persons.learn(desk, asking_back.without_lists(desk, _invited(desk, cadence)), members, cadence.zone)
        persons.learn_readers(desk, settings.also, cadence.zone)
    cadences.put(desk.tx, kept)
    if taken.ended:
        outbox.answers_no_more(desk.tx, cadence.id, desk.now)
    fact = (
        CadenceEnded(taken.reason, cadence.sequence)
        if taken.ended
        else CadenceSet(cadence.title, cadence.sequence, cadence.stamp)
    )
    desk.record(team, f"cadence/{cadence.id}", fact, author=organizer.id, message=arrival.id)
    if known is None and not taken.ended:
        begun = InvitedUs(cadence.id, cadence.title)
        whose = team if circles.cadence_of(team) else organizer.team
        desk.record(whose, persons.subject(organizer.id), begun, author=organizer.id, message=arrival.id)
    _record_dates(desk, arrival, kept, known)
    if known is None and (taken.ended or invite.method == "CANCEL"):
        return  # a series that we never followed: remembered, so that a late invite can't bring it back
    earlier, kept = _joined(desk, arrival, kept, known)
    following.schedule(desk, kept)
    told = known if known and (known.cadence.master or not cadence.master) else None
    confirmations.send(desk, arrival.id, message, organizer, kept, earlier or told)
    if known:
        confirmations.wait_for_rest(desk, kept, known)
    _cut_short(desk, arrival, message, organizer, kept)
    if not taken.ended:
        asking_back.about_people(desk, message, invite, kept, organizer)
        event_words.take_down_words(desk, arrival, message, invite, organizer, kept)


def _joined(desk: Desk, arrival: Arrival, kept: Kept, known: Kept | None) -> tuple[Kept | None, Kept]:
    """The series that a new one goes on with, if it does, and the new one with what it takes over."""
    is_new = known is None or not known.cadence.master
    earlier = following.predecessor(desk, kept.cadence, kept.organizer) if is_new and not kept.ended else None
    if earlier is None:
        return None, kept
    return earlier, following.join(desk, earlier, kept, author=kept.organizer, message=arrival.id)


def _cut_short(desk: Desk, arrival: Arrival, message: Message, organizer: Person, kept: Kept) -> None:
    """The old part of a split series may come after the new one; what that takes over is told where it matters."""
    later = following.successor(desk, kept)
    if later:
        joined = following.join(desk, kept, later, author=kept.organizer, message=arrival.id)
        following.schedule(desk, joined)
        confirmations.send(desk, arrival.id, message, organizer, joined, later)


def _invited(desk: Desk, cadence: Cadence) -> list[Participant]:
    """Everybody who is invited to the series, or to one of its next dates only."""
    ahead = occurrences.between(cadence, desk.now, desk.now + rounds.HORIZON)
    return [*cadence.participants, *(guest for date in ahead for guest in date.participants or ())]


def _record_dates(desk: Desk, arrival: Arrival, kept: Kept, known: Kept | None) -> None:
    """Single dates that were moved or cancelled, a fact each; a series that moved as a whole is one fact already."""
    dates = confirmations.single_dates(desk, kept, known)
    changes: list[Fact] = [OccurrenceMoved(*moved) for moved in dates.moved]
    changes += [OccurrenceCancelled(occurrence) for occurrence, _ in dates.gone if len(dates.gone) == 1]
    for change in changes:
        desk.record(kept.team, f"cadence/{kept.cadence.id}", change, author=kept.organizer, message=arrival.id)


def _organizer(desk: Desk, identity: Identity, cadence: Cadence, known: Kept | None) -> Person:
    """The organizer as a person; one from an allowed domain becomes a person of the team, where there is only one."""
    found = people.by_id(desk.tx, known.organizer) if known else None
    found = found or people.by_address(desk.tx, cadence.organizer) or people.by_address(desk.tx, identity.address)
    if found:
        return found
    persons.learn(desk, [Participant(identity.address)], desk.config.teams[0].id, cadence.zone)
    learned = people.by_address(desk.tx, identity.address)
    assert learned is not None
    return learned
