"""What lies around the service at each provider: where its mail is brought, and what letters went out."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path
from typing import Protocol

from icalendar import Calendar
from main_job import PEOPLE, ROBOT, event, invitation, parsed


class World(Protocol):
    trust: str
    """The lines of [service] that say whom to believe."""
    tables: str
    """[mailbox], [transport] and, where there is one, [calendar]."""

    letters_to_organizer: int
    """Confirmation, envelope, receipt, digest, and the iTIP answer unless it is given in the calendar."""

    def invite(self, start: datetime) -> None:
        """Mara invites the service and her colleagues."""

    def bring(self, recipient: str, raw: bytes) -> None:
        """A mail of somebody's comes to the service; line ends are CRLF."""

    def letters(self) -> list[tuple[str, bytes]]:
        """What went out: to whom, and its octets."""

    def trouble(self) -> None:
        """The answer to the next letter is lost, where the provider can be made to."""

    def mistakes(self) -> list[str]:
        """The world's own."""


TOKEN = 'trust = "token"'


class ByMail:
    letters_to_organizer = 5

    def invite(self, start: datetime) -> None:
        self.bring(ROBOT, crlf(invitation(start)))

    def bring(self, recipient: str, raw: bytes) -> None:
        raise NotImplementedError

    def trouble(self) -> None: ...

    def mistakes(self) -> list[str]:
        return []


def crlf(mail: EmailMessage) -> bytes:
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


class Imap(ByMail):
    """Dovecot and Postfix."""

    trust = TOKEN

    def __init__(self) -> None:
        import mail_servers

        self.dovecot, self.postfix = mail_servers.dovecot(), mail_servers.postfix()
        who, _, _ = ROBOT.partition("@")
        login = f'username = "{who}"\npassword = "{mail_servers.PASSWORD}"\nhost = "localhost"\n'
        secured = f'{login}ca_file = "{mail_servers.CERTIFICATE}"\n'
        self.tables = (
            f'[mailbox]\nconnector = "imap"\nsecurity = "tls"\nport = {self.dovecot.imaps}\n{secured}\n'
            f'[transport]\nconnector = "smtp"\nsecurity = "starttls"\nport = {self.postfix.submission}\n{secured}'
        )

    def bring(self, recipient: str, raw: bytes) -> None:
        sender = getaddresses([str(parsed(raw)["From"])])[0][1]
        with smtplib.SMTP("127.0.0.1", self.postfix.plain, timeout=60) as door:
            door.sendmail(sender, [recipient], raw)

    def letters(self) -> list[tuple[str, bytes]]:
        found = []
        for who in PEOPLE:
            client = self.dovecot.login(who)
            client.select_folder("INBOX", readonly=True)
            uids = client.search(["ALL"])
            found += [(f"{who}@acme.example", each[b"RFC822"]) for each in client.fetch(uids, ["RFC822"]).values()]
            client.logout()
        return found


class Google(ByMail):
    trust = 'trust = "dmarc"\nauthserv_id = "mx.google.com"'

    def __init__(self, fake: object, folder: Path) -> None:
        from fakes.google import Google as Fake

        assert isinstance(fake, Fake)
        self.fake = fake
        key = fake.key_file(folder / "key.json")
        ours = f'connector = "google"\naccount = "{ROBOT}"\nkey_file = "{key}"\nendpoint = "{fake.base}"\n'
        self.tables = f"[mailbox]\n{ours}\n[transport]\n{ours}"

    def bring(self, recipient: str, raw: bytes) -> None:
        self.fake.receive(recipient, raw)

    def letters(self) -> list[tuple[str, bytes]]:
        return [(each.recipient, each.raw) for each in list(self.fake.letters)]

    def trouble(self) -> None:
        from fakes.google import Fault

        self.fake.faults.append(Fault("gmail.users.drafts.send", how="lose", times=2))

    def mistakes(self) -> list[str]:
        return [*self.fake.problems, *(f"a draft is left: {name}" for name in self.fake.gmail().drafts)]


class GoogleCalendar(Google):
    """Invitations come in the calendar, and are answered there."""

    letters_to_organizer = 4

    def __init__(self, fake: object, folder: Path) -> None:
        super().__init__(fake, folder)
        ours = self.tables.partition("[transport]")[2]
        self.tables += f'\n[calendar]\nvouches_for = ["acme.example"]\n{ours}'

    def invite(self, start: datetime) -> None:
        end = start + timedelta(minutes=30)
        guests = [*(f"{who}@acme.example" for who in PEOPLE), ROBOT]
        self.fake.calendar().place(
            {
                "id": "4kq3platformweekly",
                "iCalUID": "4kq3platformweekly@google.com",
                "summary": "Platform weekly",
                "description": "<p>ask: 3 minutes before</p><p>digest: 1 minute before</p><p>remind: off</p>",
                "start": {"dateTime": f"{start:%Y-%m-%dT%H:%M:%SZ}", "timeZone": "Europe/Berlin"},
                "end": {"dateTime": f"{end:%Y-%m-%dT%H:%M:%SZ}", "timeZone": "Europe/Berlin"},
                "recurrence": ["RRULE:FREQ=WEEKLY"],
                "organizer": {"email": "mara@acme.example", "displayName": "Mara Lind"},
                "attendees": [{"email": who, "responseStatus": "needsAction"} for who in guests],
            }
        )

    def mistakes(self) -> list[str]:
        told = self.fake.calendar().told
        answered = told == [("4kq3platformweekly@google.com", ROBOT, "accepted")]
        return [*super().mistakes(), *([] if answered else [f"answered in the calendar: {told}"])]


class Graph(ByMail):
    trust = TOKEN

    def __init__(self, fake: object) -> None:
        from fakes.graph import Fake

        assert isinstance(fake, Fake)
        self.fake = fake
        ours = (
            f'connector = "graph"\nuser = "{ROBOT}"\ntenant = "{fake.tenant}"\nclient_id = "{fake.client_id}"\n'
            f'client_secret = "{fake.secret}"\nendpoint = "{fake.url}"\nauthority = "{fake.url}"\n'
        )
        self.tables = f"[mailbox]\n{ours}\n[transport]\n{ours}"

    def bring(self, recipient: str, raw: bytes) -> None:
        self.fake.boxes[ROBOT].bring(raw)

    def letters(self) -> list[tuple[str, bytes]]:
        return [(getaddresses([str(parsed(raw)["To"])])[0][1], raw) for raw in list(self.fake.sent)]

    def trouble(self) -> None:
        self.fake.loses_the_answer("POST .*/send$").__enter__()

    def mistakes(self) -> list[str]:
        drafts = (message for message in self.fake.boxes[ROBOT].messages.values() if message.draft)
        return [*self.fake.mistakes, *(f"a draft is left: {each}" for each in drafts)]


class Exchange(ByMail):
    trust = TOKEN

    def __init__(self, fake: object) -> None:
        from fakes.ews import Exchange as Fake

        assert isinstance(fake, Fake)
        self.fake = fake
        fake.desk.rebuilds = True
        login = f'address = "{ROBOT}"\npassword = "secret"\nauth = "basic"\n'
        ours = f'connector = "exchange"\nendpoint = "{fake.url}"\n{login}'
        self.tables = f"[mailbox]\n{ours}\n[transport]\n{ours}"

    def bring(self, recipient: str, raw: bytes) -> None:
        self.fake.post.open(ROBOT).add("inbox", "Message", raw=raw)

    def letters(self) -> list[tuple[str, bytes]]:
        return [(each.recipients[0], each.raw) for each in list(self.fake.post.letters)]

    def trouble(self) -> None:
        self.fake.fail("CreateItem", "cut after", times=1)

    def mistakes(self) -> list[str]:
        return list(self.fake.defects)


class ExchangeCalendar(Exchange):
    letters_to_organizer = 4

    def __init__(self, fake: object) -> None:
        super().__init__(fake)
        self.tables += f"\n[calendar]\n{self.tables.partition('[transport]')[2]}"

    def invite(self, start: datetime) -> None:
        """As Exchange does it for who is invited: the event lies in the calendar, and waits for an answer."""
        entries = Calendar.from_ical(event(start)).walk("VEVENT")
        self.fake.post.open(ROBOT).add("calendar", "CalendarItem", entries=entries)

    def mistakes(self) -> list[str]:
        told = {answer[1:] for answer in self.fake.post.meeting_answers}
        answered = told == {(ROBOT, "ACCEPTED")}
        return [*super().mistakes(), *([] if answered else [f"answered in the calendar: {told}"])]


WORLDS = ("imap", "google", "google calendar", "graph", "exchange", "exchange calendar")


@contextmanager
def world(name: str, folder: Path) -> Iterator[World]:
    """One of WORLDS; its servers stop at the end."""
    match name:
        case "imap":
            yield Imap()
        case "google":
            from fakes.google import Google as FakeGoogle

            with FakeGoogle(ROBOT) as google:
                yield Google(google, folder)
        case "google calendar":
            from fakes.google import Google as FakeGoogle

            with FakeGoogle(ROBOT) as google:
                yield GoogleCalendar(google, folder)
        case "graph":
            from fakes.graph import Fake as FakeGraph

            with FakeGraph(ROBOT) as graph:
                yield Graph(graph)
        case "exchange":
            from fakes.ews import Exchange as FakeExchange

            with FakeExchange(ROBOT) as exchange:
                yield Exchange(exchange)
        case "exchange calendar":
            from fakes.ews import Exchange as FakeExchange

            with FakeExchange(ROBOT) as exchange:
                yield ExchangeCalendar(exchange)
        case _:
            raise ValueError(name)
