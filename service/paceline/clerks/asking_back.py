"""Asking back about an invite that can't be followed as it is: whoever sent it is told, once, what would work.

Only a known person is written to whose server vouches for the mail, or the organizer whom we know already; never an
address that merely stands in a calendar file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

from paceline.agenda import authority
from paceline.agenda.asking_back import AskingBack
from paceline.clerks import mailroom, persons
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain import circles
from paceline.domain.cadence import CalendarMessage, Participant, cadence_id
from paceline.domain.people import Person
from paceline.inbox.calendar.guests import sounds_like_a_list
from paceline.inbox.calendar.invite import senders
from paceline.inbox.mail import Message, Unreadable
from paceline.inbox.trust import Identity
from paceline.ledger import outbox, people
from paceline.ledger.cadences import Kept
from paceline.ledger.inbox import Arrival
from paceline.letters import write

KIND = "asking-back"


def sender_of(desk: Desk, identity: Identity) -> Person | None:
    """Who may be asked back: a known person, of a team, whom the server vouches for."""
    person = people.by_address(desk.tx, identity.address) if identity.authenticated else None
    return person if person and person.team and not persons.reads_only(person) else None


def about_held(
    desk: Desk, arrival: Arrival, message: Message, sender: Person, invite: CalendarMessage, known: Kept | None
) -> str:
    """Ask about an invite that is held. Returns the first name of whoever was asked, "" where nobody is."""
    if invite.method not in ("REQUEST", "ADD", "CANCEL"):
        return ""
    event, title = cadence_id(invite.uid), invite.cadence.title if invite.cadence else ""
    speaks = any(not authority.why_not(invite, address, None) for address in sender.addresses)
    if not speaks:
        content = AskingBack(sender, "forwarded", desk.config.service.address, title)
        _ask(desk, f"forwarded/{event}/{sender.id}", content, message)
        return sender.first_name
    if known and invite.organizer != known.cadence.organizer:
        return _about_organizer(desk, arrival, invite, known)
    if known is None and not invite.attendee and invite.method == "REQUEST":
        _ask(desk, f"uninvited/{event}", AskingBack(sender, "uninvited", desk.config.service.address, title), message)
        return sender.first_name
    return ""


def _about_organizer(desk: Desk, arrival: Arrival, invite: CalendarMessage, known: Kept) -> str:
    """Somebody else sends a series as its organizer: the one we know is asked whether to hand it over, to a colleague
    or a guest; people of other teams have nobody asked."""
    pinned, heir = people.by_id(desk.tx, known.organizer), people.by_address(desk.tx, invite.organizer)
    if not (pinned and pinned.addresses and heir and heir.team) or pinned.id == heir.id or known.ended:
        return ""
    guests = {guest.address for guest in known.cadence.participants}
    if heir.team != circles.team_of(known.team) and guests.isdisjoint(heir.addresses):
        return ""
    service = desk.config.service.address
    content = AskingBack(pinned, "organizer", service, known.cadence.title, heir.first_name, invite.organizer)
    which = heir.addresses.index(invite.organizer)
    _ask(desk, f"organizer/{known.cadence.id}/{heir.id}/{which}", content, about=arrival.id, team=known.team)
    return pinned.first_name


def about_heir(desk: Desk, arrival: Arrival, message: Message, kept: Kept, heir: Person) -> None:
    """The answer to "hand over"."""
    before = people.by_id(desk.tx, kept.organizer)
    if before:
        content = AskingBack(before, "handed", desk.config.service.address, kept.cadence.title, heir.first_name)
        _ask(desk, f"handed/{arrival.id}", content, message, team=kept.team)


def about_people(desk: Desk, message: Message, invite: CalendarMessage, kept: Kept, organizer: Person) -> None:
    """Where nobody but the organizer is seen among the guests, or a list, the organizer is asked who the people are."""
    invited = kept.cadence.participants
    lists = tuple(dict.fromkeys((*invite.lists, *(p.address for p in invited if is_list(desk, p)))))
    seen = {p.address for p in invited} - set(lists) - {*organizer.addresses, kept.cadence.organizer}
    if (seen and not lists) or kept.cadence.settings.people:
        return
    content = AskingBack(organizer, "people", desk.config.service.address, kept.cadence.title, lists=lists[:5])
    _ask(desk, f"people/{kept.cadence.id}", content, message, about=kept.cadence.id, team=kept.team)


def asked_for_people(desk: Desk, event: str) -> bool:
    return outbox.exists(desk.tx, f"{KIND}/people/{event}")


def is_list(desk: Desk, guest: Participant) -> bool:
    """An address that nobody is known by, and that sounds like a list's: it is not asked as if it were a person."""
    teams = [team.id for team in desk.config.teams]
    return sounds_like_a_list(guest.address, teams) and people.by_address(desk.tx, guest.address) is None


def about_too_many(desk: Desk, message: Message, sender: Person, title: str) -> str:
    service = desk.config.service
    content = AskingBack(sender, "too-many", service.address, title, most=service.new_series_a_day)
    _ask(desk, f"too-many/{sender.id}/{desk.now:%Y-%m-%d}", content, message)
    return sender.first_name


def about_overtaken(desk: Desk, message: Message, sender: Person, known: Kept) -> None:
    """The invite is older than the date that is known. Few calendars answer a REFRESH; people can save it again."""
    content = AskingBack(sender, "overtaken", desk.config.service.address, known.cadence.title)
    _ask(desk, f"overtaken/{known.cadence.id}", content, message, about=known.cadence.id, team=known.team)


def about_winmail(desk: Desk, message: Message, sender: Person) -> None:
    """Once a month: it is a setting of their program, which they may not be free to change."""
    content = AskingBack(sender, "winmail", desk.config.service.address)
    _ask(desk, f"winmail/{sender.id}/{desk.now:%Y-%m}", content, message)


def about_refused(desk: Desk, message: Message, sender: Person, refused: Unreadable) -> None:
    """An invite that can't be read: its organizer hears why, once for the same reason, and what would work."""
    froms = frozenset(one for part in message.calendars for one in senders(part))
    if froms and froms.isdisjoint(sender.addresses):
        return
    reason, hint = next(((why, works) for pattern, why, works in _WHAT_WORKS if pattern.search(refused.reason)), _ELSE)
    detail = refused.reason.partition(" (in '")[0]
    content = AskingBack(sender, "refused", desk.config.service.address, reason=reason, detail=detail, hint=hint)
    same = blake2b(refused.reason.encode(), digest_size=8).hexdigest()
    _ask(desk, f"refused/{sender.id}/{same}", content, message)


def about_cut(
    desk: Desk, arrival: Arrival, message: Message, organizer: Person, kept: Kept, count: int, most: int
) -> None:
    content = AskingBack(organizer, "cut", desk.config.service.address, kept.cadence.title, count=count, most=most)
    _ask(desk, f"cut/{arrival.id}", content, message, about=kept.cadence.id, team=kept.team)


def _ask(
    desk: Desk, what: str, content: AskingBack, answers: Message | None = None, *, about: str = "", team: str = ""
) -> None:
    posting = Posting(f"{KIND}/{what}", team or content.reader.team, about, answers=answers)
    mailroom.post(desk, content.reader, posting, lambda reply_to: write.asking_back(content, reply_to, desk.folders))


def _rows(*rows: tuple[str, str, str]) -> Iterable[tuple[re.Pattern[str], str, str]]:
    return tuple((re.compile(pattern), why, works) for pattern, why, works in rows)


_WHAT_WORKS = _rows(
    (
        "more than one recurrence rule",
        "it repeats by two rules at once",
        "Make two events of it, each with one rule, and invite me to both.",
    ),
    (
        "recurrence rule",
        "it repeats in a way that I do not follow",
        "Let it repeat daily, weekly, monthly or yearly, at most four times a day, and save it again.",
    ),
    ("different UIDs", "it holds several events in one mail", "Invite me to each event by itself."),
    ("attendees; at most", "it has more guests than I can ask", "Invite a list; I ask you then who its people are."),
    ("time zone", "its time zone can't be read", "Choose a time zone with a city's name in the event and save it."),
    ("cut short|BEGIN:VCALENDAR", "it arrived damaged", "Save the event again, so that your calendar sends it anew."),
    ("octets|lines|more than .* events", "it is too large", "Take attachments and old dates out of the event."),
    ("ORGANIZER", "it does not say who organizes it", "Invite me from the calendar of whoever organizes it."),
)
"""What a refusal's reason has in it, what that means to people, and what would work."""
_ELSE = ("it can't be read", "Save the event again; if that changes nothing, make a plain new one and invite me.")


def without_lists(desk: Desk, invited: Iterable[Participant]) -> list[Participant]:
    return [guest for guest in invited if not is_list(desk, guest)]
