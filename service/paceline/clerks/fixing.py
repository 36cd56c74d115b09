"""`fix 2: …` in answer to a receipt: what its second line should have been."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from paceline.clerks import amending
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import (
    Amended,
    Corrected,
    Decided,
    HelpRequested,
    Intended,
    Offered,
    Promised,
    Renegotiated,
    Shrunk,
)
from paceline.domain.outcome import Change, Held, Refusal, due
from paceline.domain.people import Person, names_of
from paceline.domain.statements import Command, Intent, Promise, Reply, Ruling, When
from paceline.inbox.quoting import Line, Written
from paceline.inbox.reply import Context, read_reply
from paceline.inbox.reply.confided import confided
from paceline.ledger import asks, facts

Meant = Change | Refusal | Command | Promise | Ruling | Intent
_SAYS_WHAT_IT_IS = (
    Promised,
    Offered,
    Renegotiated,
    Shrunk,
    Decided,
    Intended,
    Amended,
    HelpRequested,
    Corrected,
)


def meant(desk: Desk, person: Person, place: Place, said: Command, held: Held) -> Meant:
    """The change that puts a record right, or the statement that a refused line should have been."""
    letter = place.letter
    if (apart := confided(said.text)) and not apart.content:
        return Command("private", said.line, person=apart.to, number=said.number)
    if letter is None or letter.kind != "receipt":
        return Refusal(said.line, "I don't know what to fix", 'reply "fix 2: by Friday" to the receipt')
    item = next((item for item in letter.items if item.number == said.number), None)
    if item is None:
        return Refusal(said.line, f"the receipt has no number {said.number} that can be fixed")
    if item.kind == "record":
        return _corrected(desk, said, held, letter.about, item.subject)
    return _again(person, place, said, held, item.subject)


def _corrected(desk: Desk, said: Command, held: Held, mail: str, subject: str) -> Change | Refusal:
    record = facts.record(desk.tx, subject)
    if record is None or not (facts.is_open(record) or isinstance(record, Decision)):
        return Refusal(said.line, f"{subject} is closed, or was taken back")
    if not _says_what_it_is(desk, mail, subject):
        return Refusal(said.line, f"that line did not say what {subject} is", '"undo", and say it anew')
    if refused := _relied_on(desk, said, held, record):
        return refused
    day: date | None = None
    if said.due:
        read = due(said.due, said.line, held, otherwise=None)
        if isinstance(read, Refusal):
            return read
        day = read
    words = _without(said.text, said.due)
    if not (words or day) or (not words and not isinstance(record, Commitment)):
        return Refusal(said.line, "it does not say what it should be", f'"fix {said.number}: ship it by Friday"')
    if words and isinstance(record, Decision):
        read_anew = amending.corrected(desk, held.speaker, record, words, said.line)
        if isinstance(read_anew, Refusal):
            return read_anew
        words = read_anew
    return Change(subject, Corrected(words, day))


def _says_what_it_is(desk: Desk, mail: str, subject: str) -> bool:
    """Whether a receipt's line tells of what the record is, and not of somebody's hand or word, a risk, a yes."""
    there = (entry.fact for entry in facts.of_message(desk.tx, mail) if entry.subject == subject)
    return any(isinstance(fact, _SAYS_WHAT_IT_IS) for fact in there)


def _relied_on(desk: Desk, said: Command, held: Held, record: facts.Record) -> Refusal | None:
    """What others have promised, or were asked about, is no longer a matter of one's own words."""
    match record:
        case Commitment(state="open", owner=owner) if owner != held.speaker.id:
            return Refusal(said.line, f"{record.id} is {held.name(owner)}'s, who has accepted it as it was")
        case Decision(state="decided", closes=closes) if closes:
            return Refusal(said.line, f"{record.id} stands already", '"Intent: …" opens a new one')
        case Decision(closes=closes) if closes and said.due:
            return Refusal(said.line, f"the window of {record.id} stays", f'"{record.id} withdraw", and say it anew')
        case Decision(closes=closes) if closes and _is_known_to_others(desk, record):
            return Refusal(said.line, f"others have read {record.id} already", f'"{record.id} amend: …"')
    return None


def _is_known_to_others(desk: Desk, record: Decision) -> bool:
    answered = any(entry.author != record.owner for entry in facts.of(desk.tx, record.id))
    return answered or any(letter for _, _, letter in asks.of_subject(desk.tx, record.id))


def _again(person: Person, place: Place, said: Command, held: Held, line: str) -> Meant:
    """The refused line with the day that was missing, or other words in its place."""
    if said.due and not _without(said.text, said.due):
        first = _first(_read(line, person, place, held))
        if first is not None:
            return _on(first, said.due)
    first = _first(_read(said.text, person, place, held))
    return first or Refusal(said.line, "I can't read that either", 'send the whole line again: "- ship it by Friday"')


def _read(line: str, person: Person, place: Place, held: Held) -> Reply:
    """One line as it would be read under the heading of the commitments."""
    heading = next((section.heading for section in place.sections if section.records == "commitments"), "Next")
    written = Written((Line(f"{heading}:", mine=False), Line(line, mine=True)))
    names = names_of(held.everybody)
    return read_reply(written, Context(place.sections, place.asked_items, held.now, person.locale, names))


def _first(reply: Reply) -> Command | Promise | Ruling | Intent | None:
    said = (*reply.statements, *(unclear.meant for unclear in reply.unclear))
    return next((it for it in said if isinstance(it, Command | Promise | Ruling | Intent)), None)


def _on(said: Command | Promise | Ruling | Intent, when: When) -> Command | Promise | Ruling | Intent:
    match said:
        case Ruling():
            return replace(said, review=when)
        case Intent():
            return replace(said, closes=when)
        case Command() | Promise():
            return replace(said, due=when)


def _without(text: str, when: When | None) -> str:
    """The words beside the day."""
    return " ".join(text.replace(when.text, " ", 1).split()).strip(" ,.;:") if when else text.strip()
