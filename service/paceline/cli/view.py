"""A reading for people: which lines are the author's, which are ours, and which statement came from which line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from paceline.cli import record
from paceline.cli.instants import in_utc
from paceline.cli.reading import Reading
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
from paceline.letters.visible import visible

AUTHOR, OURS, CUT, MEANS, REFUSED = "| ", ". ", "x ", "    = ", "    ! "
MOST_CUT = 40
"""Lines that were left out are shown, so many at most."""


def of(path: str, reading: Reading) -> Iterator[str]:
    """Lines without control characters, in the order of the mail."""
    yield f"{visible(path)}: {_headline(reading)}"
    for line in (*_told_by_machine(reading), *_told_by_calendar(reading), *_told_by_author(reading)):
        yield visible(line)


def _headline(reading: Reading) -> str:
    sender = reading.message.sender
    words = [reading.kind, f"from {sender.address}" if sender else "", f"in {reading.reply.language}"]
    if reading.answered:
        words.append(f"answers {reading.answered}")
    if reading.now:
        words.append(f"dates counted from {reading.now:%a %Y-%m-%d %H:%M %z}")
    return ", ".join(word for word in words if word and not word.endswith(" "))


def _told_by_machine(reading: Reading) -> Iterator[str]:
    if reading.machine is None:
        return
    yield f"{MEANS}{reading.machine.why}"
    if report := reading.machine.bounce:
        yield f"{MEANS}bounce: " + _listed(record.bounce(report))
    if away := reading.machine.absence:
        yield f"{MEANS}away: " + _listed(record.absence(away))


def _told_by_calendar(reading: Reading) -> Iterator[str]:
    for message in reading.calendar:
        yield f"{MEANS}calendar: " + _listed({k: v for k, v in record.calendar(message).items() if k != "answers"})
        if message.said:
            from paceline.cli import guests_in_words  # it knows all facts, which few mails need

            yield from (f"{MEANS}{told}" for told in guests_in_words.answers(message))


def _told_by_author(reading: Reading) -> Iterator[str]:
    waiting: list[tuple[str, str]] = [
        *((statement.line, MEANS + _meaning(statement)) for statement in reading.reply.statements),
        *((note, f"{MEANS}note") for note in reading.reply.notes),
        *((unclear.line, REFUSED + _refusal(unclear)) for unclear in reading.refusals),
    ]
    for line in reading.written.lines:
        yield (AUTHOR if line.mine else OURS) + line.text
        if line.mine:
            told = [each for each in waiting if _comes_from(each[0], line.text)]
            waiting = [each for each in waiting if each not in told]
            yield from (meaning for _, meaning in told)
    yield from (f"{meaning}{' (' + line + ')' if line else ''}" for line, meaning in waiting)
    yield from _left_out(reading.written.elided.split("\n") if reading.written.elided.strip() else [])


def _left_out(lines: Sequence[str]) -> Iterator[str]:
    """Lines of a quote or a signature, which are neither the author's nor known as ours."""
    if lines:
        yield f"left out, a quote or a signature ({len(lines)} line{'s' if len(lines) > 1 else ''}):"
        yield from (CUT + line for line in lines[:MOST_CUT])
        yield from (f"… and {len(lines) - MOST_CUT} more",) if len(lines) > MOST_CUT else ()


def _comes_from(statement: str, line: str) -> bool:
    """What was written over several lines is shown at the first."""
    return bool(line.strip()) and statement.partition("\n")[0].split() == line.split()


def _meaning(statement: Statement) -> str:
    match statement:
        case Update():
            return f"{statement.section}: {statement.text}"
        case Promise():
            whose = f"commitment of {statement.owner}" if statement.owner else "commitment"
            return _joined(
                f"{whose}: {statement.what}",
                _day("due", statement.due),
                _said("done when", statement.done_when),
                _said("for", ", ".join(statement.needed_by)),
            )
        case Ruling():
            return _joined(
                f"decision: {statement.title}",
                _said("because", statement.rationale),
                _day("review", statement.review),
                *_purposes(statement),
                _said("replaces", statement.replaces),
            )
        case Intent():
            reversible = {None: "", True: "reversible", False: "not reversible"}[statement.reversible]
            return _joined(
                f"intent: {statement.title}",
                _said("because", statement.rationale),
                _day("stands unless objected by", statement.closes),
                reversible,
                _day("review", statement.review),
                *_purposes(statement),
                _said("replaces", statement.replaces),
            )
        case Thanks():
            return f"{' '.join(('thanks', *statement.to))}: {statement.text}"
        case Private():
            return f"private, to {statement.to or 'the organizer'}: {statement.text}"
        case Command():
            return _joined(
                f"command: {f'{statement.subject} {statement.verb}'.strip()}",
                _day("", statement.due),
                _said("", statement.person),
                _said("", statement.text),
            )


def _purposes(said: Ruling | Intent) -> tuple[str, str]:
    return _said("goal:", said.goal), _said("criteria:", said.criteria)


def _refusal(unclear: Unclear) -> str:
    return _joined(f"not recorded: {unclear.why}", _said("try:", unclear.hint))


def _day(name: str, when: When | None) -> str:
    if when is None:
        return ""
    if when.day:
        time = f" ({in_utc(when.at)})" if when.at else ""
        return f"{name} {when.day:%a %Y-%m-%d}{time}".strip()
    if when.readings:
        return f'{name} "{when.text}", which may be {" or ".join(f"{day:%Y-%m-%d}" for day in when.readings)}'.strip()
    if when.shift:
        return f"{name} +{when.shift[0]}{when.shift[1]}".strip()
    return f'{name} "{when.text}", which is no day that was understood'.strip()


def _said(name: str, text: str) -> str:
    return f"{name} {text}".strip() if text else ""


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _listed(values: dict[str, Any]) -> str:
    return ", ".join(
        f"{key} {' '.join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else value}"
        for key, value in values.items()
        if value not in ("", None, [], False)
    )
