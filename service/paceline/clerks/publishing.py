"""Calendars by mail: "feed" is answered with the secret addresses, "calendar C12" with one day to add by hand; of an
offer, with an invitation to answer."""

from __future__ import annotations

from paceline.agenda.feeds import FeedAddresses, OneDay, Standing, concerns, entry_of
from paceline.clerks import feeds, mailroom, organizing, placing, previewing, requests
from paceline.clerks.desk import Desk
from paceline.clerks.feeds import Feeds, Whose
from paceline.clerks.mailroom import Posting
from paceline.clerks.persons import reads_only
from paceline.clerks.placing import Place
from paceline.domain.commitments import Commitment
from paceline.domain.help import HelpRequest
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.inbox.answer import plain_subject
from paceline.inbox.mail import Message
from paceline.letters import ical, write
from paceline.letters.ical_words import title

ON_REQUEST = ("calendar", "feed", "new feed", "export", "preview")


def answer(desk: Desk, arrival: str, message: Message, person: Person, place: Place, said: Command) -> Refusal | None:
    """Put what is asked for into the outbox; else say why it can't be had. `arrival` is the inbox id of the mail."""
    if said.verb == "export":
        return requests.export(desk, arrival, message, person, said)
    if said.verb == "preview":
        return previewing.answer(desk, arrival, message, person, place, said)
    if said.verb == "calendar":
        return _one_day(desk, arrival, message, person, place, said)
    return _addresses(desk, arrival, message, person, said)


def _addresses(desk: Desk, arrival: str, message: Message, person: Person, said: Command) -> Refusal | None:
    if not desk.config.feeds.are_on or reads_only(person):
        return Refusal(said.line, "there are no calendars to subscribe to here", '"calendar C12", which sends one day')
    found, mine, renewed = Feeds(desk), Whose("person", person.id), said.verb == "new feed"
    if renewed:
        found.renew(mine, author=person.id, message=arrival)
    teams = [(it.name, found.address(Whose("team", it.id))) for it in desk.config.teams if it.id == person.team]
    content = FeedAddresses(person, plain_subject(message.subject), found.address(mine), tuple(teams), renewed)
    posting = Posting(key=f"feed/{arrival}/{said.verb}", team=person.team, about=arrival, answers=message)
    mailroom.post(desk, person, posting, lambda reply_to: write.feed(content, reply_to, desk.folders))
    return None


def _one_day(desk: Desk, arrival: str, message: Message, person: Person, place: Place, said: Command) -> Refusal | None:
    it = feeds.standing(desk, [said.subject]).get(said.subject)
    if it is None or not placing.may_know(desk, place, it.record, person):
        return Refusal(
            said.line, f"there is no {said.subject or 'such thing'}", '"calendar C12", with an id of a mail of mine'
        )
    if isinstance(it.record, Commitment) and organizing.is_for(desk, it.record, person):
        organizing.offer(desk, it, person, message)
        return None
    entry = entry_of(it, person, desk.names(it.record.team), desk.today(person), _commitment_of(desk, it))
    if entry is None or entry.day is None:
        return Refusal(said.line, f"{it.record.id} has no day", f'"why {it.record.id}", which tells what became of it')
    service, personal = desk.config.service, concerns(person.id, it.record)
    octets = ical.published(
        entry, person.zone, personal=personal, uid=feeds.uid_of(desk), service=service.address, name=service.name
    )
    words = title(entry, person.zone, personal=personal)
    today, subscribed = desk.today(person), desk.config.feeds.are_on
    content = OneDay(person, plain_subject(message.subject), entry.id, words, entry.day, today, subscribed)
    posting = Posting(
        key=f"entry/{arrival}/{entry.id}",
        team=person.team,
        about=arrival,
        answers=message,
        calendar=octets,
        calendar_method="PUBLISH",
        calendar_name=f"{entry.id}.ics",
    )
    mailroom.post(desk, person, posting, lambda reply_to: write.entry(content, reply_to, desk.folders))
    return None


def _commitment_of(desk: Desk, it: Standing) -> Standing | None:
    """What a help request is for."""
    subject = it.record.commitment if isinstance(it.record, HelpRequest) else ""
    return feeds.standing(desk, [subject]).get(subject) if subject else None
