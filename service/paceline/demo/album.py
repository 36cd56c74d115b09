"""The page that is left of a play: every letter and every mail in order, and the ledger."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from itertools import chain
from zoneinfo import ZoneInfo

from paceline.clerks.telling import in_words
from paceline.demo.correspondence import Letter
from paceline.demo.play import Sent, Step
from paceline.demo.team import MEETING, PLAYERS, ZONE
from paceline.domain.facts import Entry
from paceline.letters.page import Page, Row, Shown, page

NAMES = {player.id: player.first_name for player in PLAYERS.values()}
_BY_ADDRESS = {player.address: player.first_name for player in PLAYERS.values()}
_ZONE = ZoneInfo(ZONE)


def album(steps: list[Step]) -> str:
    """The page as HTML. Times are those of the event's zone."""
    letters = tuple(chain.from_iterable(map(_shown, steps)))
    entries = [entry for step in steps for entry in step.entries]
    written = sum(letter.written for letter in letters)
    return page(
        Page(
            title=f"Two weeks of {MEETING}",
            intro=f"{len(letters) - written} letters that Paceline wrote and {written} mails that it got, in order. "
            f"Open one to see its plain text beside its HTML. Times are {_ZONE.key.rpartition('/')[2]}'s.",
            letters=letters,
            people=tuple(NAMES.values()),
            ledger=tuple(map(_row, entries)),
        )
    )


def day(at: datetime) -> str:
    local = at.astimezone(_ZONE)
    return f"{local:%A} {local.day} {local:%B}"


def hour(at: datetime) -> str:
    return f"{at.astimezone(_ZONE):%H:%M}"


def _shown(step: Step) -> list[Shown]:
    theirs = [_written(step, step.sent)] if step.sent else []
    return [*theirs, *(_letter(step, letter) for letter in step.letters)]


def _written(step: Step, sent: Sent) -> Shown:
    return Shown(
        heading=f"{sent.player.first_name} to Paceline",
        subject=str(sent.mail["Subject"]),
        text=_content(sent.mail, "plain"),
        html=_content(sent.mail, "html"),
        day=day(step.at),
        time=hour(step.at),
        of=sent.player.first_name,
        gist=" ".join(sent.words.split()),
        written=True,
        id=_anchor(sent.id),
    )


def _letter(step: Step, letter: Letter) -> Shown:
    to = _BY_ADDRESS.get(letter.to, letter.to)
    return Shown(f"Paceline to {to}", letter.subject, letter.text, letter.html, day(step.at), hour(step.at), to)


def _row(entry: Entry) -> Row:
    return Row(
        day=f"{entry.at.astimezone(_ZONE):%a %d %b}",
        time=hour(entry.at),
        about=entry.subject.partition("/")[0],
        words=in_words(entry, NAMES, _ZONE),
        of=NAMES.get(entry.author, ""),
        mail=_anchor(entry.message) if entry.message else "",
    )


def _anchor(message: str) -> str:
    return f"mail-{message[:16]}"


def _content(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""
