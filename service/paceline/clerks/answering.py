"""The iTIP answers to calendar messages (RFC 5546, 3.2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from paceline.clerks import mailroom
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.cadence import CalendarMessage, cadence_id
from paceline.domain.people import Person
from paceline.inbox import mail
from paceline.inbox.calendar import copies
from paceline.inbox.mail import Message
from paceline.ledger import calendars, outbox, people
from paceline.letters import imip

CALENDAR_FIRST = timedelta(minutes=15)
"""How long an answer waits for the event to show up in our own calendar, where there is one: it is given there then."""
LOOKED_BACK = 50
"""Answers about one event that are looked through for the latest DTSTAMP: more are not written within a second."""


def answer(desk: Desk, message: Message, invite: CalendarMessage, answer: str) -> None:
    """The iTIP answer, one per instance and revision at most: we accept, or ask for a series we don't know."""
    event = cadence_id(invite.uid)
    now = _after_the_last(desk, event)
    name = _name_in_calendar(desk, invite) if answer != "REFRESH" else ""
    waits = desk.config.calendar and not name and answer != "REFRESH"
    for instance, calendar in _answers(invite, answer, now):
        for to in imip.recipients(invite):
            posting = Posting(
                key=f"imip/{event}/{instance}/{answer}/{to}",
                about=event,
                answers=message,
                calendar=calendar,
                calendar_method="REFRESH" if answer == "REFRESH" else "REPLY",
                event=name,
                not_before=desk.now + CALENDAR_FIRST if waits else None,
            )
            reader = people.by_address(desk.tx, to) or Person("", "", "", (to,))
            title = invite.cadence.title if invite.cadence else ""
            mailroom.post_calendar(desk, replace(reader, addresses=(to,)), posting, title)


def _name_in_calendar(desk: Desk, invite: CalendarMessage) -> str:
    """What our own calendar calls the event, where it holds the revision that is answered: the answer to an older one
    is none, and would never be given to the one that is on its way."""
    name, raw = calendars.copy_of(desk.tx, cadence_id(invite.uid))
    copy = copies.read(raw) if raw else None
    return name if copy and copy.sequence >= invite.sequence else ""


def _answers(invite: CalendarMessage, answer: str, now: datetime) -> Iterator[tuple[str, bytes]]:
    """Each with the instance and the revision that it answers."""
    if answer == "REFRESH":
        yield f"/{invite.sequence}/{invite.stamp:%Y%m%dT%H%M%SZ}", imip.refresh(invite, now=now)
        return
    for late, (instance, revision) in enumerate(imip.instances(invite)):
        stamp = now + timedelta(seconds=late)
        yield f"{instance}/{revision}", imip.reply(invite, now=stamp, partstat=answer, instance=instance)


def _after_the_last(desk: Desk, event: str) -> datetime:
    """Now, or a second after the DTSTAMP of the last answer about this event: calendars drop an answer whose DTSTAMP is
    not later than that of the one before."""
    letters = (mail.read(raw) for raw in outbox.last_about(desk.tx, event, "imip", LOOKED_BACK))
    parts = (part for letter in letters if isinstance(letter, Message) for part in letter.calendars)
    stamps = [stamp for part in parts if (stamp := imip.stamp_of(part.data))]
    return max([desk.now, *(stamp + timedelta(seconds=1) for stamp in stamps)])
