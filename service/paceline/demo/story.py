"""The story in lines: what people wrote, what was recorded, which letters came. A line is told, never made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Literal
from zoneinfo import ZoneInfo

from paceline.clerks.telling import in_words
from paceline.demo.album import NAMES, day, hour
from paceline.demo.correspondence import Letter
from paceline.demo.play import Sent, Step
from paceline.demo.team import PLAYERS, ROBOT, ZONE, Player

_ZONE = ZoneInfo(ZONE)
_OTHERS = 4
"""Lines shown of a letter whose kind is not in the table below."""
_SHOWN = {"confirmation": 12, "envelope": 7, "reminder": 3, "receipt": 12, "digest": 60, "outcome": 4, "imip": 0}
"""How many lines of a letter are shown, by its kind."""
_SHOWN_AGAIN = {"envelope": 0, "digest": 9, "outcome": 0}
"""The same where one like it was shown that day: these come to several people, at different hours."""
_CLIENTS = {"gmail": "Gmail", "outlook": "Outlook", "iphone": "an iPhone", "inline": "Thunderbird"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `who` is the person whose colour it may have."""

    kind: Literal["day", "writes", "said", "fact", "letter", "text"]
    text: str
    who: str = ""


class Storyteller:
    """Tells step after step; it remembers the day, and which letters it has shown."""

    def __init__(self) -> None:
        self._day = ""
        self._shown: set[tuple[str, str]] = set()

    def opening(self, host: str, port: int) -> Iterator[Line]:
        places = dict.fromkeys(map(_place, PLAYERS.values()))
        there = {place: [each.first_name for each in PLAYERS.values() if _place(each) == place] for place in places}
        team = ", ".join(f"{_listed(names)} in {place}" for place, names in there.items())
        yield Line("text", f"The team: {team}.")
        yield Line(
            "text", f"{ROBOT} takes mail by SMTP on {host} port {port}. Times are {_ZONE.key.rpartition('/')[2]}'s."
        )

    def lines(self, step: Step) -> Iterator[Line]:
        if self._day != (today := day(step.at)):
            self._day = today
            yield Line("day", today)
        if step.sent:
            yield from self._mail(step, step.sent)
        for entry in step.entries:
            label = "" if "/" in entry.subject else f"{entry.subject}: "
            yield Line("fact", f"{hour(step.at)}  recorded  {label}{in_words(entry, NAMES, _ZONE)}")
        for _, letters in groupby(step.letters, key=lambda letter: (letter.kind, letter.subject)):
            yield from self._letter(step, list(letters))

    def _mail(self, step: Step, sent: Sent) -> Iterator[Line]:
        player = sent.player
        how = f"from {_CLIENTS[player.client]}"
        yield Line(
            "writes",
            f"{hour(step.at)}  {player.first_name}{_hour_of(step.at, player)} writes {how}: {sent.mail['Subject']}",
            player.id,
        )
        yield from (Line("said", f"         > {line}", player.id) for line in sent.words.splitlines())

    def _letter(self, step: Step, letters: list[Letter]) -> Iterator[Line]:
        first = letters[0]
        to = _listed([_first_name(letter.to) for letter in letters])
        where = "" if step.sent else _there(step.at, letters)  # else the mail above says it
        yield Line("letter", f"{hour(step.at)}  letter to {to}{where}: {first.subject}")
        body, _, _ = first.text.rstrip().rpartition("\n\n")  # the last paragraph is the footer
        lines = [line for line in (body or first.text).splitlines() if line.strip()]
        like = (first.kind, first.subject if first.kind != "digest" else self._day)
        table = _SHOWN_AGAIN if like in self._shown else _SHOWN
        self._shown.add(like)
        most = table.get(first.kind, _SHOWN.get(first.kind, _OTHERS))
        yield from (Line("text", f"         | {line}") for line in lines[:most])
        if most and len(lines) > most:
            yield Line("text", "         | …")


def records(step: Step) -> Iterator[dict[str, Any]]:
    """The same for programs: one object for each mail, fact and letter."""
    at = step.at.isoformat()
    if step.sent:
        sent = step.sent
        subject = str(sent.mail["Subject"])
        yield {"at": at, "what": "mail", "from": sent.player.id, "subject": subject, "words": sent.words, "id": sent.id}
    for entry in step.entries:
        told = {"about": entry.subject, "kind": type(entry.fact).__name__, "words": in_words(entry, NAMES)}
        yield {"at": at, "what": "fact", **told, "author": entry.author, "mail": entry.message}
    for letter in step.letters:
        told = {"to": letter.to, "kind": letter.kind, "subject": letter.subject, "text": letter.text}
        yield {"at": at, "what": "letter", **told}


def _place(player: Player) -> str:
    return player.zone.rpartition("/")[2].replace("_", " ")


def _hour_of(at: datetime, player: Player) -> str:
    """ " (Fri 11:20 in Kolkata)", for somebody who is elsewhere."""
    there = at.astimezone(ZoneInfo(player.zone))
    return "" if player.zone == ZONE else f" ({there:%a %H:%M} in {_place(player)})"


def _there(at: datetime, letters: list[Letter]) -> str:
    """The same, where all who get a letter are in one place."""
    hours = {_hour_of(at, player) for letter in letters for player in PLAYERS.values() if player.address == letter.to}
    return hours.pop() if len(hours) == 1 else ""


def _first_name(address: str) -> str:
    return next((each.first_name for each in PLAYERS.values() if each.address == address), address)


def _listed(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
