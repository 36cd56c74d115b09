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
from paceline.inbox.mail import Message
from paceline.ledger import outbox, people
from paceline.letters import imip

LOOKED_BACK = 50
"""Answers about one event that are looked through for the latest DTSTAMP: more are not written within a second."""


def answer(desk: Desk, message: Message, invite: CalendarMessage, answer: str) -> None:
    """The iTIP answer, one per instance and revision at most: we accept, or ask for a series we don't know."""
    event = cadence_id(invite.uid)
    now = _after_the_last(desk, event)
    revision = f"{invite.sequence}/{invite.stamp:%Y%m%dT%H%M%SZ}/{answer}"
    for instance, calendar in _answers(invite, answer, now):
        for to in imip.recipients(invite):
            posting = Posting(
                key=f"imip/{event}/{instance}/{revision}/{to}",
                about=event,
                answers=message,
                calendar=calendar,
                calendar_method="REFRESH" if answer == "REFRESH" else "REPLY",
            )
            reader = people.by_address(desk.tx, to) or Person("", "", "", (to,))
            title = invite.cadence.title if invite.cadence else ""
            mailroom.post_calendar(desk, replace(reader, addresses=(to,)), posting, title)


def _answers(invite: CalendarMessage, answer: str, now: datetime) -> Iterator[tuple[str, bytes]]:
    if answer == "REFRESH":
        yield "", imip.refresh(invite, now=now)
        return
    for late, instance in enumerate(imip.instances(invite)):
        stamp = now + timedelta(seconds=late)
        yield instance, imip.reply(invite, now=stamp, partstat=answer, instance=instance)


def _after_the_last(desk: Desk, event: str) -> datetime:
    """Now, or a second after the DTSTAMP of the last answer about this event: calendars drop an answer whose DTSTAMP is
    not later than that of the one before."""
    letters = (mail.read(raw) for raw in outbox.last_about(desk.tx, event, "imip", LOOKED_BACK))
    parts = (part for letter in letters if isinstance(letter, Message) for part in letter.calendars)
    stamps = [stamp for part in parts if (stamp := imip.stamp_of(part.data))]
    return max([desk.now, *(stamp + timedelta(seconds=1) for stamp in stamps)])
