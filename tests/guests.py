"""Guests of an event that the service organizes, for tests: what their calendars send back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

from conversation import ROBOT, Conversation, Letter
from icalendar import Calendar


def event_in(letter: Letter) -> tuple[str, Any]:
    """METHOD and VEVENT of the calendar message in a letter, as icalendar reads them."""
    (part,) = [part for part in letter.mail.walk() if part.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    method = str(calendar["METHOD"])
    assert part["Content-Type"].params["method"] == method, "RFC 6047, 2.4"
    (event,) = calendar.events
    return method, event


def attendees(event: Any) -> dict[str, str]:
    """PARTSTAT by address."""
    listed = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
    return {str(one).removeprefix("mailto:"): one.params["PARTSTAT"] for one in listed}


class Guest:
    """`who` answers what came to their calendar with `letter`; each answer is stamped a second later than the last."""

    def __init__(self, team: Conversation, who: str, letter: Letter) -> None:
        self.team, self.who = team, who
        _, self.event = event_in(letter)
        self.stamp = team.clock.now()
        self.sent = 0

    def replies(self, partstat: str, **changes: Any) -> Conversation:
        """REPLY, as `answer` writes it."""
        return self.team.brings(self.answer(partstat, **changes))

    def counters(self, day: date, **changes: Any) -> Conversation:
        """COUNTER: the guest proposes another day."""
        return self.team.brings(self.answer("TENTATIVE", method="COUNTER", day=day, **changes))

    def answer(
        self,
        partstat: str,
        *,
        method: str = "REPLY",
        guest: str = "",
        sender: str = "",
        sequence: int | None = None,
        stamp: datetime | None = None,
        comment: str = "",
        day: date | None = None,
        to: str = "",
        uid: str = "",
        organizer: bool = True,
        text: str = "An answer.",
        auto: bool = False,
        instance: str = "",
        dated: bool = True,
    ) -> bytes:
        """The mail. `to` is whom they delegate to, `guest` another ATTENDEE than they are, `sender` another From."""
        self.sent += 1
        stamp = stamp or self.stamp + timedelta(seconds=self.sent)
        day = day or self.event["DTSTART"].dt
        address = self.team.address(guest or self.who)
        delegated = f';DELEGATED-TO="mailto:{self.team.address(to)}"' if to else ""
        lines = [
            "BEGIN:VCALENDAR",
            "PRODID:-//Test//EN",
            "VERSION:2.0",
            f"METHOD:{method}",
            "BEGIN:VEVENT",
            f"UID:{uid or self.event['UID']}",
            f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
            f"SEQUENCE:{self.event['SEQUENCE'] if sequence is None else sequence}",
            f"RECURRENCE-ID:{instance}" if instance else "",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}" if dated else "",
            f"ORGANIZER:mailto:{ROBOT}" if organizer else "",
            f"ATTENDEE;PARTSTAT={partstat}{delegated}:mailto:{address}",
            f"COMMENT:{comment}" if comment else "",
            f"SUMMARY:{self.event['SUMMARY']}",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
        mail = EmailMessage()
        mail["From"] = self.team.address(sender or self.who)
        mail["To"], mail["Subject"] = ROBOT, f"{partstat.capitalize()}: {self.event['SUMMARY']}"
        mail["Date"], mail["Message-ID"] = "Mon, 23 Nov 2026 09:00:00 +0000", f"<{self.who}-{id(self)}-{self.sent}@c>"
        if auto:
            mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text)
        octets = "\r\n".join(line for line in lines if line or line is lines[-1]).encode()
        mail.add_alternative(octets, maintype="text", subtype="calendar", params={"method": method})
        return mail.as_bytes()
