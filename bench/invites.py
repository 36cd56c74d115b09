"""Taking in an invite, as times of a bare `Calendar.from_ical` of it: `python -m bench.invites`.

Invites as Exchange writes them, each to a team of ten: with a VTIMEZONE of their own and Teams' words below the event's
text. Read alone: cleaned, bounded, its zone found, its rule checked, its text understood. Through the whole `receive`:
stored in the inbox, read, followed, recorded, its round planned, the answer and the confirmation rendered and in the
outbox, each durably committed. Then the same series moved (a newer SEQUENCE), and the same invites in other mails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256

from bench.measure import Figure, Size, best, run, seconds
from bench.world import ROBOT, SIZE, World, address, world
from icalendar import Calendar

from paceline import flow
from paceline.inbox.calendar.invite import read_calendar
from paceline.inbox.mail import CalendarPart
from paceline.ledger import inbox

US = frozenset([ROBOT])


def measure(size: Size) -> Iterator[Figure]:
    with world(teams=size.of(60, 300)) as built:
        teams = range(built.teams)
        new, moved = ([calendar(team, sequence) for team in teams] for sequence in (0, 1))
        bare = best(partial(parse, new), 5)
        beside = f"Calendar.from_ical: {each(bare, new)}"
        read = best(partial(read_all, new), 5)
        yield Figure("an invite, read", each(read, new), beside, read / bare, at_most=1)
        for what, calendars, copy, most in (
            ("a new series, taken in", new, 0, 20.0),
            ("a series moved, taken in", moved, 0, 20.0),
            ("a second copy, taken in", moved, 1, 5.0),
        ):
            taken = receive(built, [mail(team, text, copy) for team, text in enumerate(calendars)])
            yield Figure(what, each(taken, calendars), beside, taken / bare, at_most=most)
        with built.service.ledger.begin() as tx:
            unsettled = {state: count for state, count in inbox.counts(tx).items() if state != "settled"}
        if unsettled:
            print(f"  not all invites were settled: {unsettled}")


def parse(calendars: Sequence[str]) -> None:
    for text in calendars:
        Calendar.from_ical(text)


def read_all(calendars: Sequence[str]) -> None:
    for text in calendars:
        read_calendar(CalendarPart(text.encode()), us=US, zone="Europe/Berlin")


def receive(built: World, mails: Sequence[bytes]) -> float:
    for raw in mails:
        built.tray.bring(raw)
    return seconds(partial(receive_all, built))


def receive_all(built: World) -> None:
    while flow.receive(built.service, built.tray):
        pass


def each(taken: float, of: Sequence[str]) -> str:
    return f"{taken / len(of) * 1000:,.2f} ms"


# --- the invites ------------------------------------------------------------------------------------------------------

_ZONE = """BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
_WORDS = (
    r"The weekly of the team.\n\nask: 2 days before\nwhy: to see early where a hand is needed\n"
    rf"{'_' * 80}\nMicrosoft Teams meeting\nJoin: https://teams.microsoft.com/meet/31234567?p=AbCdEf\n"
    r"Meeting ID: 312 345 678 901\nPasscode: aB3dE4\n________________________________\n"
    r"Need help?<https://aka.ms/JoinTeamsMeeting?omkt=en-US> | System reference<https://teams.microsoft.com/l/meetup>\n"
)


def calendar(team: int, sequence: int) -> str:
    people = "".join(
        f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Member {n}:mailto:{address(team, n)}\n"
        for n in range(SIZE)
    )
    hour = 10 + sequence
    return (
        f"BEGIN:VCALENDAR\nMETHOD:REQUEST\nPRODID:Microsoft Exchange Server 2010\nVERSION:2.0\n{_ZONE}BEGIN:VEVENT\n"
        f"ORGANIZER;CN=Mara Lind:mailto:{address(team, 0)}\n{people}"
        f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Async:mailto:{ROBOT}\n"
        f"DESCRIPTION;LANGUAGE=en-US:{_WORDS}\nRRULE:FREQ=WEEKLY;UNTIL=20280329T080000Z;INTERVAL=1;BYDAY=MO;WKST=MO\n"
        f"UID:040000008200E00074C5B7101A82E00800000000{team:08X}\nSUMMARY;LANGUAGE=en-US:Team {team} weekly\n"
        f"DTSTART;TZID=W. Europe Standard Time:20261130T{hour}0000\n"
        f"DTEND;TZID=W. Europe Standard Time:20261130T{hour}3000\n"
        f"CLASS:PUBLIC\nPRIORITY:5\nDTSTAMP:2026112{sequence}T143022Z\nTRANSP:OPAQUE\nSTATUS:CONFIRMED\n"
        f"SEQUENCE:{sequence}\nLOCATION;LANGUAGE=en-US:Microsoft Teams Meeting\n"
        f"X-MICROSOFT-CDO-APPT-SEQUENCE:{sequence}\nX-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\n"
        "BEGIN:VALARM\nDESCRIPTION:REMINDER\nTRIGGER;RELATED=START:-PT15M\nACTION:DISPLAY\nEND:VALARM\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    ).replace("\n", "\r\n")


def mail(team: int, text: str, copy: int) -> bytes:
    return (
        f"From: Mara Lind <{address(team, 0)}>\r\nTo: {ROBOT}\r\nSubject: Team {team} weekly\r\n"
        f"Date: Mon, 23 Nov 2026 08:00:00 +0000\r\nMessage-ID: <{hash_of(text)}-{copy}@acme.example>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{text}"
    ).encode()


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


if __name__ == "__main__":
    run(measure, __doc__)
