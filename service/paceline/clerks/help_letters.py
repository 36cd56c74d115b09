"""The letters of the help ladder: to who is asked, to the two who find each other, to who asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from paceline.agenda.helping import HelpAsk, HelpNews, HelpPlan, Introduction, NewsKind
from paceline.agenda.rounds import digest_for
from paceline.clerks import mailroom
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.asks import Ask, Item
from paceline.domain.commitments import Commitment
from paceline.domain.facts import HelpReferred, standing
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person
from paceline.ledger import asks, facts, people
from paceline.letters import write
from paceline.letters.write import Letter


def ask(desk: Desk, it: HelpRequest, person: Person) -> None:
    """By a letter of its own: it can't wait for the envelope. Who is not of the team reads only what is asked."""
    names = desk.names(it.team)
    stranger = not desk.may_read(person, it.team)
    step = next(step for step in reversed(it.sought) if person.id in step.people)
    of = None if stranger and not step.escalated else _commitment(desk, it)
    waiting = [other for other in it.asked if other not in (person.id, *it.declined, *it.helpers, *it.unreached)]
    content = HelpAsk(
        reader=person,
        id=it.id,
        what=it.what,
        who=names.get(it.owner, it.owner),
        until=max(step.until, it.until or step.until),
        day=desk.today(person),
        of=of.what if of else "",
        due=of.due if of else None,
        others=() if stranger else tuple(names.get(other, other) for other in waiting),
        then=len(step.then),
        given=() if stranger else tuple((names.get(who, who), part) for who, part in it.parts),
        named_by=_named_by(desk, it, person, names),
        unasked=it.unasked,
        escalated=step.escalated,
        rule=desk.cites(it.team, "escalation") if step.escalated else "",
    )
    key = f"help/{it.id}/{len(it.sought)}/{person.id}"
    asked = Ask("help", it.team, person.id, it.id, desk.now, round=str(len(it.sought)))
    asks.put(desk.tx, asked)
    asks.carried(desk.tx, asked.key, key)
    posting = Posting(
        key=key,
        team=it.team,
        about=it.id,
        thread=it.id,
        items=(Item(1, "help", it.id),),
        suppress_vacations=False,
    )
    mailroom.post(desk, person, posting, lambda reply_to: write.help_ask(content, reply_to, desk.folders))


def _named_by(desk: Desk, it: HelpRequest, person: Person, names: dict[str, str]) -> str:
    for entry in standing(facts.of(desk.tx, it.id)):
        match entry.fact:
            case HelpReferred(to) if to in (person.id, *person.addresses):
                return names.get(entry.author, entry.author)
    return ""


def introduce(desk: Desk, it: HelpRequest, helper: str) -> None:
    """Each gets a letter that is answered to the other one: Gmail and Exchange send a letter to all whom it names, so
    that one for both could not be sent to each of them once."""
    two = [people.by_id(desk.tx, it.owner), people.by_id(desk.tx, helper)]
    owner, giver = two
    if owner is None or giver is None:
        return
    hand = next(hand for hand in reversed(it.hands) if hand.person == helper)
    of = _commitment(desk, it) if desk.may_read(giver, it.team) else None
    count = len(facts.of(desk.tx, it.id))
    for reader, other in ((owner, giver), (giver, owner)):
        content = Introduction(
            reader=reader,
            id=it.id,
            what=it.what,
            other=other.first_name,
            address=other.address,
            day=desk.today(reader),
            gives=reader is giver,
            hand=hand,
            of=of.what if of else "",
            due=of.due if of else None,
        )
        posting = Posting(
            key=f"introduction/{it.id}/{helper}/{count}/{reader.id}",
            team=it.team,
            about=it.id,
            thread=it.id,
            not_before=digest_for(reader, desk.now),
            reply_to=other.address,
        )
        mailroom.post(desk, reader, posting, partial(_introduction, desk, content))


def _introduction(desk: Desk, content: Introduction, reply_to: str) -> Letter:
    return write.introduction(content, reply_to, desk.folders)


def tell(
    desk: Desk,
    it: HelpRequest,
    kind: NewsKind,
    *,
    who: str = "",
    plan: HelpPlan | None = None,
    silent: Iterable[str] = (),
    words: str = "",
    at: datetime | None = None,
) -> None:
    """To whoever needs help."""
    owner = people.by_id(desk.tx, it.owner)
    if owner is None or (kind not in ("unanswered", "nobody left") and owner.wants_nothing):
        return
    names = desk.names(it.team)
    of = _commitment(desk, it)
    content = HelpNews(
        reader=owner,
        kind=kind,
        id=it.id,
        what=it.what,
        day=desk.today(owner),
        who=_name(desk, names, who),
        plan=plan or HelpPlan(),
        silent=tuple(_name(desk, names, person) for person in silent),
        of=of.what if of else "",
        commitment=it.commitment,
        words=words,
        at=at,
    )
    key = key_of_the_end(it) if kind == "nobody left" else f"help-news/{it.id}/{len(facts.of(desk.tx, it.id))}/{kind}"
    _post_news(desk, owner, it, content, key.replace(" ", "-"))


def key_of_the_end(it: HelpRequest) -> str:
    """Of the letter that says that nobody is left."""
    return f"help-news/{it.id}/end{len(it.sought)}"


def thank(desk: Desk, it: HelpRequest, words: str) -> None:
    """To those who helped, from whoever they have helped."""
    names = desk.names(it.team)
    count = len(facts.of(desk.tx, it.id))
    for person in it.helpers:
        reader = people.by_id(desk.tx, person)
        if reader is None or reader.wants_nothing:
            continue
        who = names.get(it.owner, it.owner)
        content = HelpNews(reader, "thanks", it.id, it.what, desk.today(reader), who, words=words)
        _post_news(desk, reader, it, content, f"help-news/{it.id}/{count}/thanks/{person}")


def _post_news(desk: Desk, reader: Person, it: HelpRequest, content: HelpNews, key: str) -> None:
    posting = Posting(
        key=key,
        team=it.team,
        about=it.id,
        thread=it.id,
        items=(Item(1, "referral", it.id),) if content.kind == "referral" else (),
        not_before=digest_for(reader, desk.now),
    )
    mailroom.post(desk, reader, posting, lambda reply_to: write.help_news(content, reply_to, desk.folders))


def _name(desk: Desk, names: dict[str, str], person: str) -> str:
    found = people.by_id(desk.tx, person) if person and person not in names else None
    return names.get(person, found.first_name if found else person)


def _commitment(desk: Desk, it: HelpRequest) -> Commitment | None:
    found = facts.record(desk.tx, it.commitment) if it.commitment else None
    return found if isinstance(found, Commitment) else None
