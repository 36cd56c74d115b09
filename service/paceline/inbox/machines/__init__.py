"""Which mails no hand wrote: these are understood, never answered and never quoted to people (RFC 3834)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from paceline.inbox.machines.absences import absence
from paceline.inbox.machines.autoreplies import automatic_reply
from paceline.inbox.machines.bounce_wording import either, null_sender
from paceline.inbox.machines.bounces import Bounce, delivery_report
from paceline.inbox.mail import CalendarPart, Message
from paceline.inbox.patterns import Pattern

__all__ = ["Bounce", "Kind", "Machine", "judge"]

Kind = Literal[
    "auto-reply",
    "bounce",
    "delayed",
    "delivered",
    "disposition",
    "feedback",
    "challenge",
    "robot",
    "calendar",
]


@dataclass(frozen=True, slots=True)
class Machine:
    """`why` names the evidence, for the operator. `bounce` comes with "bounce", "delayed" and "delivered".

    `absence` are the first and the last day away (both included, in the absentee's zone) as an "auto-reply" gives them;
    None where the text says nothing clear, of one day or of both. A "calendar" mail is an automatic answer to an
    invite (RFC 5546, METHOD:REPLY): its calendar part still says what was answered.
    """

    kind: Kind
    why: str
    bounce: Bounce | None = None
    absence: tuple[date | None, date | None] | None = None


def judge(message: Message) -> Machine | None:
    """The kind of machine that wrote `message`, or None for a person, a person's post to a list, and an invite."""
    return next((machine for kind in _KINDS if (machine := kind(message))), None)


def _disposition(message: Message) -> Machine | None:
    """A read receipt (RFC 8098)."""
    reported = _report_type(message) == "disposition-notification" or _reports(message, "disposition:")
    return Machine("disposition", "a disposition notification (RFC 8098)") if reported else None


def _feedback(message: Message) -> Machine | None:
    """A complaint or an authentication failure report (RFC 5965, RFC 6591)."""
    if _report_type(message) == "feedback-report" or _reports(message, "feedback-type:"):
        return Machine("feedback", "a feedback report (RFC 5965)")
    told = next((sign for sign, words in _COMPLAINT if words.search(message.header(sign))), "")
    return Machine("feedback", f"{told}: {message.header(told)[:60]}") if told else None


_COMPLAINT = (
    ("x-apple-unsubscribe", either(r"true")),
    ("subject", either(r"^email feedback report for ip")),
    ("from", either(r"\bscomp@aol\.net\b", r"^staff@hotmail\.com\b")),
)


def _delivery(message: Message) -> Machine | None:
    report = delivery_report(message)
    return Machine(report[0], report[1], bounce=report[2]) if report else None


def _invite(message: Message) -> bool:
    """Calendars write invites for people and mark them as automatic: they are for the calendar to judge."""
    return any(_method(part) != "REPLY" for part in message.calendars)


def _answers_invite(message: Message) -> bool:
    return any(_method(part) == "REPLY" for part in message.calendars)


def _method(part: CalendarPart) -> str:
    """Of Content-Type, else of the calendar itself (RFC 6047, 2.4)."""
    found = None if part.method else _METHOD.search(part.data[:4096])
    return found[1].decode().upper() if found else part.method


_METHOD = re.compile(rb"^METHOD:([A-Za-z]{3,20})", re.IGNORECASE | re.MULTILINE)


def _answer(message: Message) -> Machine | None:
    """An automatic reply, and which kind of."""
    why = automatic_reply(message)
    if not why or _invite(message):
        return None
    if _answers_invite(message):
        return Machine("calendar", why)
    if _challenges(message):
        return Machine("challenge", why)
    return Machine("auto-reply", why, absence=absence(message))


def _challenge(message: Message) -> Machine | None:
    """A sender is asked to prove that it is a person; answering would fool the asker (RFC 3834, 1)."""
    challenges = _challenges(message) and (message.in_reply_to or null_sender(message) or _by_no_reply(message))
    return Machine("challenge", "it asks the sender to confirm") if challenges else None


_CHALLENGE = either(
    r"challenge[- ]response|confirm (that )?(you|your) (are|(e-?)?mail|message|address|identity|delivery)",
    r"verify (that )?(you are|your (e-?mail|message|address|identity))",
    r"(message|mail) (verification|is waiting|requires)",
    r"(awaiting|pending|requires) (your )?(verification|approval|confirmation)|spam ?arrest|boxbe|sender verification",
    r"please (click|visit|reply)[^\n]{0,60}(to|and) (deliver|release|be added|complete|confirm|verify)",
)


def _challenges(message: Message) -> bool:
    named = any(name.startswith(_CHALLENGERS) for name in message.headers)
    asks = _CHALLENGE.search(message.subject) is not None
    if not (named or asks):
        return False
    return (named and asks) or _CHALLENGE.search(message.text[:2048]) is not None


_CHALLENGERS = ("x-boxbe", "x-spamarrest", "x-tmda", "x-ask-", "x-challenge", "x-cr-")


def _robot(message: Message) -> Machine | None:
    """A program: a ticket system, a tracker, a monitor."""
    if _invite(message):
        return None
    why = next((f"{name}: {value[:60]}" for name, value in _firsts(message) if _is_robots(name, value)), "")
    if not why and message.in_reply_to and _by_no_reply(message) and not message.header("list-id"):
        why = "an address that takes no replies, in answer to a letter"
    if not why and null_sender(message):
        why = "a null reverse-path"
    return Machine("calendar" if _answers_invite(message) else "robot", why) if why else None


_BY_HEADER = {
    "auto-submitted": either(r"^\s*auto-"),
    "x-auto-submitted": either(r"^\s*auto-"),
    "x-fc-machinegenerated": either(r"true|yes|1"),
    "x-cron-env": either(r"."),
    "x-debian-pr-message": either(r"."),
    "x-github-reason": either(r"."),
    "x-gitlab-project": either(r"."),
    "x-jira-fingerprint": either(r"."),
    "x-zendesk-from-account-id": either(r"."),
    "x-mailer": either(r"^(jira|redmine|trac|bugzilla|nagios|zabbix|wordpress)\b"),
}


def _firsts(message: Message) -> list[tuple[str, str]]:
    return [(name, values[0]) for name, values in message.headers.items() if values]


def _is_robots(name: str, value: str) -> bool:
    wanted = _BY_HEADER.get(name)
    return wanted is not None and wanted.search(value[:200]) is not None


_NO_REPLY = Pattern(
    r"(do[-_.]?)?no(t)?[-_.]?(reply|answer|respond)|mailer-daemon|((notifications?|bounces?)(?![a-z])|(jira|bugzilla)$)"
)


def _by_no_reply(message: Message) -> bool:
    local = message.sender.address.partition("@")[0] if message.sender else ""
    return _NO_REPLY.match(local) is not None


def _report_type(message: Message) -> str:
    return message.content_params.get("report-type", "").lower() if message.content_type == "multipart/report" else ""


def _reports(message: Message, field: str) -> bool:
    return any(re.search(rf"^{field}", report, re.IGNORECASE | re.MULTILINE) for report in message.reports)


_KINDS: tuple[Callable[[Message], Machine | None], ...] = (
    _disposition,
    _feedback,
    _delivery,
    _answer,
    _challenge,
    _robot,
)
