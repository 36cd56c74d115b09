"""What guests answer to an event of ours, for people; whether it is ours only the ledger knows."""

from __future__ import annotations

from collections.abc import Iterator

from paceline.cli.instants import in_utc
from paceline.domain.cadence import CalendarMessage
from paceline.domain.organized import MEANS, GuestSaid


def answers(message: CalendarMessage) -> Iterator[str]:
    """A line for each answer: who says what, and what it comes to where it answers an offer of ours that stands."""
    for said in message.said:
        about = f" for the date {in_utc(said.instance)}" if said.instance else ""
        to = f" to {said.delegated_to}" if said.delegated_to else ""
        comment = f' ("{said.comment}")' if said.comment else ""
        says = f"{said.guest} answers {said.partstat}{to}{about} to revision {said.sequence}{comment}"
        yield f"{says}; of an offer in their calendar: {_comes_to(message, said)}"


def _comes_to(message: CalendarMessage, said: GuestSaid) -> str:
    if message.method == "REFRESH":
        return "it is sent again"
    if said.instance:
        return "kept, decides nothing"
    if message.method == "COUNTER":
        day = said.on("UTC")
        return f"to {day:%a} {day.day} {day:%b %Y}" if day else "nothing, it names no day"
    return MEANS.get(said.partstat, {}).get("offered", "nothing, the offer waits")
