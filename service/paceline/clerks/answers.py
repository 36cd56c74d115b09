"""Questions by mail, answered by mail: mine, status, why C12, decisions, find, help."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from paceline.agenda.contents import Answer, Change, Need
from paceline.clerks import mailroom
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.placing import Place
from paceline.clerks.telling import in_words
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import Adopted, Decided, Entry, Updated, standing
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.inbox.mail import Message
from paceline.ledger import facts
from paceline.letters import write


def answer(desk: Desk, arrival: str, message: Message, person: Person, place: Place, said: Command) -> None:
    """Put the answer to one question into the outbox. `arrival` is the inbox id of the mail that asks.

    It is about the person's own team, whose ever letter the mail answers.
    """
    content = replace(_content(desk, message, person, place, said), day=desk.today(person))
    about = said.subject or said.text[:60]
    posting = Posting(key=f"answer/{arrival}/{said.verb}/{about}", team=person.team, about=arrival, answers=message)
    mailroom.post(desk, person, posting, lambda reply_to: write.answer(content, reply_to, desk.folders))


def _content(desk: Desk, message: Message, person: Person, place: Place, said: Command) -> Answer:
    team = person.team
    names = desk.names(team)
    asked: Literal["mine", "status", "help", "why", "decisions", "find"] = "help"
    match said.verb:
        case "mine":
            mine = facts.open_items(desk.tx, owner=person.id)
            owed = [it for it in facts.open_items(desk.tx, team=team) if _waits(person, it)]
            return Answer(person, "mine", message.subject, _needs(mine, names), _needs(owed, names))
        case "status":
            return Answer(person, "status", message.subject, _needs(facts.open_items(desk.tx, team=team), names))
        case "why":
            trail = _trail(desk, person, place, said.subject or said.text.strip().upper())
            return Answer(person, "why", message.subject, trail=trail, words=said.subject or said.text)
        case "decisions":
            return Answer(person, "decisions", message.subject, changed=_decisions(desk, person, team, said, names))
        case "find":
            return Answer(
                person, "find", message.subject, trail=_find(desk, person, team, said.text, names), words=said.text
            )
    return Answer(person, asked, message.subject)


def _waits(person: Person, it: facts.Record) -> bool:
    """Whether this is something that others owe to the person."""
    return isinstance(it, Commitment) and it.owner != person.id and person.id in (it.asked_by, *it.needed_by)


def _needs(items: tuple[facts.Record, ...] | list[facts.Record], names: dict[str, str]) -> tuple[Need, ...]:
    return tuple(_need(it, names) for it in items)


def _need(it: facts.Record, names: dict[str, str]) -> Need:
    who = names.get(it.owner, it.owner)
    match it:
        case Commitment():
            kind: Literal["offer", "at risk", "due"] = "due"
            if it.state == "offered":
                kind = "offer"
            elif it.risk is not None:
                kind = "at risk"
            return Need(kind, it.id, it.what, who, due=it.due, reason=it.risk or "")
        case Decision():
            return Need("objection" if it.state == "objected" else "intent", it.id, it.title, who, closes=it.closes)
        case HelpRequest():
            return Need("help", it.id, it.what, who)


def _trail(desk: Desk, reader: Person, place: Place, subject: str) -> tuple[tuple[datetime, str], ...]:
    """The facts of a commitment, decision or help request that the reader may know of, oldest first, in words."""
    entries = facts.of(desk.tx, subject)
    found = facts.record(desk.tx, subject)
    if not entries or not (entries[0].team == reader.team or (found and place.shows(found, reader))):
        return ()
    names = desk.names(entries[0].team)
    return tuple((entry.at, in_words(entry, names, ZoneInfo(reader.zone))) for entry in entries)


def _decisions(desk: Desk, person: Person, team: str, said: Command, names: dict[str, str]) -> tuple[Change, ...]:
    """What was decided since a day; without one, in the last three months."""
    day = said.due.day if said.due and said.due.day else desk.today(person) - timedelta(days=92)
    since = datetime.combine(day, time(0), ZoneInfo(person.zone))
    entries = [e for e in facts.decided(desk.tx, team, since) if isinstance(e.fact, Decided | Adopted)]
    found = facts.records(desk.tx, dict.fromkeys(entry.subject for entry in standing(tuple(entries))))
    return tuple(
        Change("decided", it.id, it.title, names.get(it.owner, it.owner), due=it.review, reason=it.rationale)
        for it in found
        if isinstance(it, Decision) and it.state == "decided"
    )


def _find(desk: Desk, reader: Person, team: str, words: str, names: dict[str, str]) -> tuple[tuple[datetime, str], ...]:
    found = facts.find(desk.tx, team, words)
    return tuple((entry.at, _found(entry, words, names, ZoneInfo(reader.zone))) for entry in found)


def _found(entry: Entry, words: str, names: dict[str, str], zone: ZoneInfo) -> str:
    """What was done, and to which record; of an update the lines in which the words stand."""
    said = in_words(entry, names, zone)
    if not isinstance(entry.fact, Updated):
        return f"{said} ({entry.subject})" if entry.subject[:1] in facts.FOLDS else said
    wanted = [word.casefold() for word in words.split()]
    lines = (text for _, text in entry.fact.lines)
    return "; ".join((said, *(text for text in lines if any(word in text.casefold() for word in wanted))))
