"""What an event's own text says beside its settings: decisions and commitments, in its organizer's name."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from paceline.clerks import replies, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.clerks.taking import take_down
from paceline.domain.cadence import CalendarMessage
from paceline.domain.people import Person
from paceline.domain.statements import Intent, Promise, Reply, Ruling
from paceline.inbox.mail import Message
from paceline.inbox.quoting import Line, Written
from paceline.inbox.reply import Context, read_reply
from paceline.ledger import facts
from paceline.ledger.cadences import Kept
from paceline.ledger.inbox import Arrival


def take_down_words(
    desk: Desk, arrival: Arrival, message: Message, invite: CalendarMessage, organizer: Person, kept: Kept
) -> None:
    """ "Decision: …" and "Commitment: …" in the event's text are recorded like in a reply, as the organizer's words."""
    now = desk.now.astimezone(ZoneInfo(organizer.zone))
    lines = tuple(Line(line, mine=True) for line in invite.description.splitlines())
    read = read_reply(Written(lines), Context((), (), now, organizer.locale))
    said = tuple(one for one in read.statements if isinstance(one, Promise | Ruling | Intent))
    unclear = tuple(one for one in read.unclear if isinstance(one.meant, Promise | Ruling | Intent))
    if not said and not unclear:
        return
    told = facts.of_all(desk.tx, (f"cadence/{one}" for one in rounds.line(desk, kept)))
    earlier = {entry.message for entry in told} - {arrival.id}
    before = (entry.subject for mail in sorted(earlier) for entry in facts.of_message(desk.tx, mail))
    records = tuple(dict.fromkeys(subject for subject in before if subject[:1] in facts.FOLDS))
    reply = Reply("", said, unclear=unclear, language=read.language)
    sheet = take_down(desk, arrival, message, organizer, Place(team=kept.team), reply, now, records)
    if sheet.recorded or sheet.refused:
        replies.receipt(desk, sheet)
