"""The iTIP answers to calendar messages (RFC 5546, 3.2.3)."""

from __future__ import annotations

from dataclasses import replace

from paceline.clerks import mailroom
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.cadence import CalendarMessage, cadence_id
from paceline.domain.people import Person
from paceline.inbox.mail import Message
from paceline.ledger import people
from paceline.letters import imip


def answer(desk: Desk, message: Message, invite: CalendarMessage, answer: str) -> None:
    """The iTIP answer, one per revision at most (RFC 5546, 3.2.3): we accept, or ask for a series we don't know."""
    refresh = answer == "REFRESH"
    calendar = imip.refresh(invite, now=desk.now) if refresh else imip.reply(invite, now=desk.now, partstat=answer)
    instances = "+".join(f"{instant:%Y%m%dT%H%M%SZ}" for instant in invite.recurrence_ids)
    revision = f"{cadence_id(invite.uid)}/{instances}/{invite.sequence}/{invite.stamp:%Y%m%dT%H%M%SZ}/{answer}"
    title = invite.cadence.title if invite.cadence else ""
    for to in imip.recipients(invite):
        posting = Posting(
            key=f"imip/{revision}/{to}",
            about=cadence_id(invite.uid),
            answers=message,
            calendar=calendar,
            calendar_method="REFRESH" if refresh else "REPLY",
        )
        reader = people.by_address(desk.tx, to) or Person("", "", "", (to,))
        mailroom.post_calendar(desk, replace(reader, addresses=(to,)), posting, title)
