"""The robot that the cases of `itip` talk with: a whole Paceline on a ledger of its own.

Mails go in through `receive`, with the mail layer's verdict that the case gives them; answers are read where the
organizer reads them, in the mail that was sent, by icalendar and not by our own reader.
"""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from conversation import Conversation, Letter
from icalendar import Calendar
from icalendar.timezone import tzp

from paceline.agenda import calendars, occurrences
from paceline.clerks import organizing
from paceline.clerks.desk import Desk
from paceline.domain.cadence import Cadence
from paceline.domain.organized import OrganizedEvent

DISPOSITIONS = {"held": ("quarantined",), "quarantined": ("rejected",)}
"""What the state of a mail in the inbox is called in the cases."""
SETTLED = ("applied", "unchanged", "stale", "ignored")

FIRST_DAY, DAY = date(2026, 12, 1), timedelta(days=1)
SECONDS_AHEAD = timedelta(seconds=5)
"""So far ahead of its sending may an answer be stamped."""

REASONS = {
    "uid": "different UIDs",
    "organizer": "ORGANIZER",
    "no_method": "no METHOD",
    "method_mismatch": "the mail says method=",
    "rrule_freq": "FREQ=",
    "not_from_organizer": "not from the organizer|dmarc=fail",
    "too_many_attendees": "attendees; at most",
    "unsupported_component": "",
    "reply_attendee_count": "exactly one ATTENDEE",
    "not_from_attendee": "not from the guest|dmarc=fail",
}
"""What a reason of the cases is called in ours, as a pattern."""

_CONFIG = """
[service]
address = "{address}"
operator = "ops@cadence.example"
secret = "a secret of thirty-two characters, at least"
zone = "{zone}"
trust = "dmarc"
authserv_id = "mx.cadence.example"
allow_domains = ["acme.example", "example.com", "example.net", "example.org", "evil.example"]
data = "data"

[mailbox]
connector = "maildir"
path = "in"

[transport]
connector = "maildir"
path = "out"

[teams.cadence]
name = "Cadence"
"""
"""Every domain of the cases is let in: who may say what about a series is for iTIP to decide, not for a list."""


class Robot:
    """The receiving side of one case."""

    def __init__(self, folder: Path, address: str, zone: str, people: str = "") -> None:
        config = _CONFIG.format(address=address, zone=zone) + people
        self._talk = Conversation(folder, config=config, start="2026-11-23 09:00")
        self._heard = 0
        self.answers: list[dict[str, Any]] = []
        """The iTIP messages that it sent since the last mail: what they say, and their octets."""
        self.letters: list[str] = []
        """The subjects of its letters to people since then."""

    def receives(self, step: dict[str, Any]) -> None:
        self._talk.clock.instant += timedelta(minutes=1)
        self._heard += 1
        before = len(self._talk.transport.letters)
        self._talk.brings(_mail(step, self._heard))
        assert len(self._talk.inbox()) == self._heard, "each mail is in the inbox once"
        sent = [(letter, list(self._answers(letter))) for letter in self._talk.transport.letters[before:]]
        self.answers = [answer for _, answers in sent for answer in answers]
        self.letters = [letter.subject for letter, answers in sent if not answers]

    def organizes(self, uid: str, sequence: int, attendees: list[str]) -> None:
        """It invites these guests, and moves the event by a day as often as its SEQUENCE says. When it takes place, and
        what it is called, the cases leave open."""
        guests = tuple(attendees)
        for times in range(sequence + 1):
            draft = organizing.Draft(uid, "Weekly status", FIRST_DAY + times * DAY, guests, team="cadence")
            with self._talk.ledger.begin() as tx:
                organizing.invite(Desk(self._talk.config, tx, self._talk.clock.now()), draft)
        self._talk.tick()

    @property
    def dispositions(self) -> tuple[str, ...]:
        """What may have become of the last mail, in the words of the cases, as far as the ledger tells."""
        row = self._last()
        if row["kind"] == "reply":
            return ("ignored",)  # there was no calendar message in it
        told = str(row["reason"]).partition(":")[0]
        if row["state"] == "settled" and told in SETTLED:
            return (told,)
        return DISPOSITIONS.get(str(row["state"]), SETTLED)

    @property
    def reason(self) -> str:
        return str(self._last()["reason"])

    def state(self, uid: str, window: list[str]) -> dict[str, Any] | None:
        if cadence := self.cadence(uid):
            return _state(cadence, *map(datetime.fromisoformat, window))
        event = self.event(uid)
        return event and _answers_of(event)

    def event(self, uid: str) -> OrganizedEvent | None:
        """The event of that UID that it organizes."""
        with self._talk.ledger.begin() as tx:
            return organizing.event_of(Desk(self._talk.config, tx, self._talk.clock.now()), uid)

    def cadence(self, uid: str) -> Cadence | None:
        return next((kept.cadence for kept in self._talk.cadences() if kept.cadence.uid == uid), None)

    def close(self) -> None:
        self._talk.close()

    def _last(self) -> dict[str, Any]:
        return max(self._talk.inbox(), key=lambda row: cast(datetime, row["received_at"]))

    def _answers(self, letter: Letter) -> Iterator[dict[str, Any]]:
        for part in letter.mail.walk():
            if part.get_content_type() == "text/calendar":
                yield from _answers(letter, cast(EmailMessage, part), self._talk.clock.now())


@contextmanager
def robot_of(case: dict[str, Any]) -> Iterator[Robot]:
    (address,) = case["robot"]["addresses"]
    with TemporaryDirectory() as folder:
        robot = Robot(Path(folder), address, case["robot"]["default_zone"], case["robot"].get("people", ""))
        for uid, event in case["robot"].get("organizes", {}).items():
            robot.organizes(uid, event["sequence"], event["attendees"])
        try:
            yield robot
        finally:
            robot.close()


def differences(case: dict[str, Any]) -> list[str]:
    """In what the robot does otherwise than the case expects, step by step."""
    with robot_of(case) as robot:
        return [
            f"step {number}: {told}"
            for number, step in enumerate(case["steps"], 1)
            for told in _differences(robot, step, case["window"])
        ]


def _differences(robot: Robot, step: dict[str, Any], window: list[str]) -> Iterator[str]:
    expected = step["expect"]
    robot.receives(step["in"])
    if expected["disposition"] not in robot.dispositions:
        yield f"{expected['disposition']} expected, {'/'.join(robot.dispositions)} found: {robot.reason}"
    if "reason" in expected and robot.reason and not re.search(REASONS[expected["reason"]], robot.reason):
        yield f"the reason {expected['reason']} expected, {robot.reason!r} found"
    if "replies" in expected:
        found = [{k: v for k, v in answer.items() if k not in _OF_OURS} for answer in robot.answers]
        if sorted(found, key=str) != sorted(expected["replies"], key=str):
            yield f"answers {expected['replies']} expected, {found} found"
    if robot.letters != expected.get("letters", robot.letters):
        yield f"letters {expected['letters']} expected, {robot.letters} found"
    yield from ("an answer's DTSTAMP is not of now" for answer in robot.answers if not answer["fresh"])
    yield from ("an answer speaks of several dates" for answer in robot.answers if not answer["alone"])
    for uid, state in expected.get("state", {}).items():
        found_state = robot.state(uid, window)
        if state is None or found_state is None:
            if state != found_state:
                yield f"{uid}: {state} expected, {found_state} found"
            continue
        for key, value in state.items():
            if not _is_as_expected(found_state.get(key), value):
                yield f"{uid}: {key} {value} expected, {found_state[key]} found"


def _is_as_expected(found: Any, expected: Any) -> bool:
    """Of what is told by name only the expected names are compared."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(name in found and _is_as_expected(found[name], value) for name, value in expected.items())
    return bool(found == expected)


# --- in -------------------------------------------------------------------------------------------------------------


def _mail(step: dict[str, Any], number: int) -> bytes:
    """The step's mail as our own mail server hands it on, with its verdict on top."""
    verdict = "pass" if step["from"] in (step.get("authenticated_as") or ()) else "fail"
    domain = step["from"].partition("@")[2]
    judged = f"Authentication-Results: mx.cadence.example; dmarc={verdict} header.from={domain}\r\n".encode()
    if "eml" in step:
        return judged + re.sub("\r?\n", "\r\n", step["eml"]).encode()
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = step["from"], step["to"], "An event"
    mail["Date"], mail["Message-ID"] = "Mon, 23 Nov 2026 09:00:00 +0000", f"<{number}@cases.example>"
    mail.set_content("An event.")
    found = re.search(r"^METHOD:(\w+)", step["ics"], re.MULTILINE)
    method = step["content_type_method"] if "content_type_method" in step else found and found[1]
    params = {"method": method} if method else {}
    mail.add_alternative(step["ics"].encode(), maintype="text", subtype="calendar", params=params)
    return judged + mail.as_bytes(policy=email.policy.SMTP)


# --- out ------------------------------------------------------------------------------------------------------------


def _answers(letter: Letter, part: EmailMessage, now: datetime) -> Iterator[dict[str, Any]]:
    """What a part says, by event, and how it says it."""
    tzp.use_zoneinfo()
    body = part.get_payload(decode=True)
    calendar = Calendar.from_ical(body)
    assert part["Content-Type"].params["method"] == str(calendar["METHOD"]), "RFC 6047, 2.4"
    for event in calendar.events:
        ahead = event["DTSTAMP"].dt - now.replace(microsecond=0)
        fresh = timedelta() <= ahead <= SECONDS_AHEAD  # each answer's stamp is later than the last one's
        form = {"fresh": fresh, "alone": len(calendar.events) == 1, "body": body, "mail": letter.raw}
        yield {"method": str(calendar["METHOD"]), "to": [letter.to], "uid": str(event["UID"])} | _reply(event) | form


def _reply(event: Any) -> dict[str, Any]:
    """What a REPLY says; a REFRESH has neither SEQUENCE nor PARTSTAT."""
    if "SEQUENCE" not in event and "DTSTART" not in event:
        return {}
    attendees = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
    date = event.get("RECURRENCE-ID")
    return {
        "rid": date and _written(date.dt),
        "sequence": int(event.get("SEQUENCE", 0)),
        "attendee": ", ".join(str(one).lower().removeprefix("mailto:") for one in attendees),
        "partstat": ", ".join(str(one.params.get("PARTSTAT")) for one in attendees),
    }


_OF_OURS = ("fresh", "alone", "body", "mail")
"""What the cases do not speak of."""


def _state(cadence: Cadence, start: datetime, end: datetime) -> dict[str, Any]:
    dates = calendars.read(cadence.calendar).dates
    return {
        "status": cadence.ending or "active",
        "sequence": cadence.sequence,
        "organizer": cadence.organizer,
        "summary": cadence.title,
        "attendees": [guest.address for guest in cadence.participants],
        "occurrences": [_written(o.start) for o in occurrences.between(cadence, start, end)],
        "cancelled": [_written(key) for key, event in sorted(dates.items()) if calendars.is_cancelled(event)],
    }


def _answers_of(event: OrganizedEvent) -> dict[str, Any]:
    """What the guests of an event have answered, by their address and the date that it is about."""
    return {
        "status": "cancelled" if event.off else "active",
        "sequence": event.sequence,
        "summary": event.title,
        "attendees": list(event.guests),
        "partstat": {
            f"{it.guest}|{_written(it.instance) if it.instance else ''}": {
                "partstat": it.partstat,
                "crasher": not event.expects(it.guest),
                "current": event.is_current(it),
                "delegated_to": it.delegated_to,
            }
            for it in event.answers
        },
    }


def _written(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
