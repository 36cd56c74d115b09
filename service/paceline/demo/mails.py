"""What people send: answers as their mail program writes them, and invites as their calendar does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from paceline.demo.clients import CLIENTS, Written
from paceline.demo.correspondence import Letter
from paceline.demo.team import PLAYERS, ROBOT, ZONE, Player

UID = "7kqm2r4vb0platformweekly@acme.example"
_LAYOUT = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail, and the words in it that its author typed."""

    mail: EmailMessage
    words: str


def answer(
    player: Player, letter: Letter, above: str, under: Mapping[str, str], now: datetime, number: int
) -> Composed:
    """`number` counts the player's mails; the Message-ID comes from it."""
    arrived = letter.date.astimezone(ZoneInfo(player.zone))
    text, html = CLIENTS[player.client](Written(letter, arrived, above, under))
    mail = _begun(player, letter.reply_to, f"Re: {letter.subject.removeprefix('Re: ')}", now, number)
    mail["In-Reply-To"] = letter.message_id
    mail["References"] = " ".join((*letter.references, letter.message_id))
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
        mail.set_boundary(_boundary(player, number))
    typed = (f'[under "{start}"] {words}' for start, words in under.items())
    return Composed(mail, "\n".join(filter(None, (above, *typed))))


def invite(
    player: Player,
    *,
    title: str,
    start: datetime,
    minutes: int,
    text: str,
    now: datetime,
    number: int,
    sequence: int = 0,
    moved: datetime | None = None,
) -> Composed:
    """An iMIP request (RFC 6047) for the weekly series; with `moved` for one date of it alone, which goes there.

    `start` and `moved` are wall times in the event's zone; `start` is the date that moves then.
    """
    begins = moved or start
    which = f"RECURRENCE-ID;TZID={ZONE}:{start:{_LAYOUT}}" if moved else "RRULE:FREQ=WEEKLY"
    guests = "\r\n".join(
        f"ATTENDEE;CN={guest.name};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{guest.address}"
        for guest in PLAYERS.values()
    )
    described = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    lines = (
        "BEGIN:VCALENDAR",
        "PRODID:-//Demo//Calendar//EN",
        "VERSION:2.0",
        "METHOD:REQUEST",
        *_BERLIN,
        "BEGIN:VEVENT",
        f"UID:{UID}",
        f"DTSTAMP:{now:{_LAYOUT}}Z",
        f"SEQUENCE:{sequence}",
        which,
        f"DTSTART;TZID={ZONE}:{begins:{_LAYOUT}}",
        f"DTEND;TZID={ZONE}:{begins + timedelta(minutes=minutes):{_LAYOUT}}",
        f"ORGANIZER;CN={player.name}:mailto:{player.address}",
        guests,
        f"ATTENDEE;CN=Paceline;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{ROBOT}",
        f"SUMMARY:{title}",
        f"DESCRIPTION:{described}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    mail = _begun(player, ROBOT, f"{'Updated invitation' if sequence else 'Invitation'}: {title}", now, number)
    mail.set_content(f"{player.name} has invited you to {title}.\n\n{text}\n")
    calendar = "".join(f"{line}\r\n" for line in lines).encode()
    mail.add_alternative(calendar, maintype="text", subtype="calendar", params={"method": "REQUEST"})
    mail.set_boundary(_boundary(player, number))
    whole = f"[every {start:%A} at {start:%H:%M}, with {len(PLAYERS)} people and {ROBOT}]\n{text}"
    return Composed(mail, f"[{_day(start)} moves to {_day(begins)}]" if moved else whole)


def _begun(player: Player, to: str, subject: str, now: datetime, number: int) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"{player.name} <{player.address}>"
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(now.astimezone(ZoneInfo(player.zone)))
    mail["Message-ID"] = f"<{player.id}.{number}@{player.client}.acme.example>"
    return mail


def _boundary(player: Player, number: int) -> str:
    """Of one's own choice, so that the same play sends the same octets; "=_" stands in no encoded part."""
    return f"=_{player.id}.{number}"


def _day(at: datetime) -> str:
    return f"{at:%A} {at.day} {at:%B}, {at:%H:%M}"


_BERLIN = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
)
