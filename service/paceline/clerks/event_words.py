"""What an event's own text says beside its settings: decisions and commitments, in its organizer's name."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from paceline.clerks import event_records, replies
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.clerks.taking import take_down
from paceline.domain.cadence import CalendarMessage
from paceline.domain.people import Person
from paceline.domain.statements import Intent, Promise, Reply, Ruling
from paceline.inbox.mail import Message
from paceline.ledger.cadences import Kept
from paceline.ledger.inbox import Arrival


def take_down_words(
    desk: Desk, arrival: Arrival, message: Message, invite: CalendarMessage, organizer: Person, kept: Kept
) -> None:
    """ "Decision: …" and "Commitment: …" in the event's text are recorded like in a reply, as the organizer's words."""
    now = desk.now.astimezone(ZoneInfo(organizer.zone))
    read = event_records.read(invite.description, now, organizer)
    unclear = tuple(one for one in read.unclear if isinstance(one.meant, Promise | Ruling | Intent))
    said = tuple(event_records.declared(read))
    if not said and not unclear:
        return
    reply = Reply("", said, unclear=unclear, language=read.language)
    before = event_records.recorded(desk, kept, but=arrival.id)
    sheet = take_down(desk, arrival, message, organizer, Place(team=kept.team), reply, now, before)
    if sheet.recorded or sheet.refused:
        replies.receipt(desk, sheet)
