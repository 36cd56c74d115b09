"""A reading as JSON. docs/json.md promises these shapes: a key may be added, none is renamed or taken away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, assert_never

from paceline.cli.instants import in_utc
from paceline.domain.statements import (
    Command,
    Intent,
    Private,
    Promise,
    Ruling,
    Statement,
    Thanks,
    Unclear,
    Update,
    When,
)

if TYPE_CHECKING:
    from paceline.cli.reading import Reading
    from paceline.domain.cadence import CalendarMessage, ZoneDoubt
    from paceline.domain.organized import GuestSaid
    from paceline.inbox.machines import Bounce


def mail(path: str, reading: Reading) -> dict[str, Any]:
    machine = reading.machine
    sender = reading.message.sender
    return {
        "path": path,
        "kind": reading.kind,
        "from": sender.address if sender else "",
        "language": reading.reply.language,
        "reply": reading.reply.text,
        "statements": [statement(one) for one in reading.reply.statements],
        "notes": list(reading.reply.notes),
        "refusals": [refusal(one) for one in reading.refusals],
        "bounce": bounce(machine.bounce) if machine and machine.bounce else None,
        "absence": absence(machine.absence) if machine and machine.absence else None,
        "calendar": [calendar(one) for one in reading.calendar] or None,
    }


def statement(said: Statement) -> dict[str, Any]:
    match said:
        case Update():
            return {"kind": "update", "section": said.section, "text": said.text, "line": said.line}
        case Promise():
            return {
                "kind": "commitment",
                "what": said.what,
                "owner": said.owner,
                **day("due", said.due),
                "done_when": said.done_when,
                "needed_by": list(said.needed_by),
                "line": said.line,
            }
        case Ruling():
            review = day("review", said.review)
            return {
                "kind": "decision",
                "title": said.title,
                "rationale": said.rationale,
                **review,
                "goal": said.goal,
                "criteria": said.criteria,
                "replaces": said.replaces,
                "line": said.line,
            }
        case Intent():
            return {
                "kind": "intent",
                "title": said.title,
                "rationale": said.rationale,
                **day("closes", said.closes),
                "reversible": said.reversible,
                **day("review", said.review),
                "goal": said.goal,
                "criteria": said.criteria,
                "replaces": said.replaces,
                "line": said.line,
            }
        case Thanks():
            return {"kind": "thanks", "text": said.text, "to": list(said.to), "line": said.line}
        case Private():
            return {"kind": "private", "text": said.text, "to": said.to, "line": said.line}
        case Command():
            return {
                "kind": "command",
                "verb": said.verb,
                "subject": said.subject,
                **day("due", said.due),
                "reason": said.text,
                "person": said.person,
                "line": said.line,
            }
    assert_never(said)


def day(name: str, when: When | None) -> dict[str, Any]:
    """The day under `name`; beside it, where it applies: its instant, the days it may mean, the shift, the words."""
    if when is None:
        return {name: None}
    told: dict[str, Any] = {name: when.day.isoformat() if when.day else None}
    if when.at:
        told[f"{name}_at"] = in_utc(when.at)
    if when.readings:
        told[f"{name}_readings"] = [reading.isoformat() for reading in when.readings]
    if when.shift:
        told[f"{name}_shift"] = f"+{when.shift[0]}{when.shift[1]}"
    if not when.day:
        told[f"{name}_text"] = when.text
    return told


def refusal(unclear: Unclear) -> dict[str, str]:
    return {"line": unclear.line, "why": unclear.why, "hint": unclear.hint}


def bounce(report: Bounce) -> dict[str, Any]:
    return {
        "recipient": report.recipient,
        "status": report.status,
        "permanent": report.permanent,
        "diagnostic": report.diagnostic,
        "message_id": report.original_id,
    }


def absence(away: tuple[date | None, date | None]) -> dict[str, str | None]:
    first, last = away
    return {"first": first.isoformat() if first else None, "last": last.isoformat() if last else None}


def calendar(message: CalendarMessage) -> dict[str, Any]:
    cadence = message.cadence
    return {
        "method": message.method,
        "uid": message.uid,
        "sequence": message.sequence,
        "organizer": message.organizer,
        "title": cadence.title if cadence else "",
        "zone": cadence.zone if cadence else "",
        "minutes": cadence.minutes if cadence else None,
        "recurring": cadence.recurring if cadence else None,
        "master": message.master,
        "recurrence_ids": [in_utc(one) for one in message.recurrence_ids],
        "attendees": [one.address for one in message.attendees],
        "cancelled": message.cancelled,
        "answers": [_answer(message, one) for one in message.said],
        "remarks": [{"line": one.line, "hint": one.hint} for one in cadence.remarks] if cadence else [],
        "doubts": [_doubt(one) for one in cadence.doubts] if cadence else [],
    }


def _answer(message: CalendarMessage, said: GuestSaid) -> dict[str, str | int | None]:
    day = said.on("UTC") if message.method == "COUNTER" else None
    return {
        "guest": said.guest,
        "partstat": said.partstat,
        "sequence": said.sequence,
        "recurrence_id": in_utc(said.instance) if said.instance else None,
        "delegated_to": said.delegated_to,
        "proposed": day.isoformat() if day else None,
        "comment": said.comment,
    }


def _doubt(doubt: ZoneDoubt) -> dict[str, str | None]:
    day = doubt.day.isoformat() if doubt.day else None
    return {"zone": doubt.name, "read_as": doubt.read_as, "day": day, "theirs": doubt.theirs, "ours": doubt.ours}
