"""`undo` in answer to a receipt: the facts that came from the mail which it tells of count no more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from paceline.agenda.contents import Recorded, UndoneKind
from paceline.clerks import agreement_reviews, confiding, meetings, organizing, records, rounds, wishes, wording
from paceline.clerks.absences import NOTICE
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.domain.facts import (
    Acknowledged,
    AddressClaimed,
    AgreementKept,
    CadencePaused,
    CadenceResumed,
    CadenceSlowed,
    CameBack,
    Confided,
    DeputyNamed,
    Entry,
    Fact,
    HandedOver,
    HandoverAsked,
    HandoverDeclined,
    HelpSought,
    HelpUnreached,
    HourSet,
    LanguageSet,
    MeetingSettled,
    NobodyLeft,
    OccurrenceDropped,
    OfferMade,
    OfferRemoved,
    Skipped,
    Started,
    Stopped,
    Undone,
    Updated,
    WentAway,
    Withdrawn,
    WorkdaysSet,
    standing,
)
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.ledger import asks, facts, people

_KINDS: dict[type, UndoneKind] = {
    Updated: "update",
    Skipped: "skip",
    Confided: "private",
    WentAway: "away",
    DeputyNamed: "deputy",
    CameBack: "back",
    WorkdaysSet: "workdays",
    HourSet: "hour",
    LanguageSet: "language",
    Stopped: "mail",
    Started: "mail",
    AddressClaimed: "address",
    OfferMade: "offer",
    OfferRemoved: "offer",
    CadencePaused: "pause",
    CadenceResumed: "pause",
    CadenceSlowed: "rhythm",
    OccurrenceDropped: "left out",
    HandoverAsked: "handover",
    HandoverDeclined: "handover",
    MeetingSettled: "meeting",
    AgreementKept: "agreement",
    Acknowledged: "agreement",
}


def undo(desk: Desk, message: str, person: Person, place: Place, said: Command, _today: date) -> Recorded | Refusal:
    """The facts that came from the mail which the receipt answers count no more."""
    mail = _told_of(place)
    if not mail:
        return Refusal(said.line, "I don't know what to undo", 'reply "undo" to the receipt of what you want back')
    if "/" in mail:  # the receipt of an answer without a name is about the round
        return Refusal(said.line, "nobody can tell which answer was yours, so that it can't be taken back")
    entries = [entry for entry in facts.of_message(desk.tx, mail) if not isinstance(entry.fact, Undone)]
    subjects = {it.subject: it.team for it in entries if not it.subject.startswith(organizing.SUBJECT)}
    if not subjects:
        return Refusal(said.line, "that mail recorded nothing")
    for subject in subjects:
        if in_the_way := _in_the_way(desk, subject, mail, person):
            return Refusal(said.line, f"nothing was taken back: {in_the_way}", 'answer "help" for what else works')
    desk.record_all(
        [Entry(team, subject, Undone(mail), desk.now, person.id, message) for subject, team in subjects.items()]
    )
    for subject in subjects:
        _put_right(desk, subject, person)
    ids = [subject for subject in subjects if subject[:1] in facts.FOLDS]
    return Recorded("undone", what=", ".join(ids), beside=_beside(desk, person, entries))


def _beside(desk: Desk, person: Person, entries: Iterable[Entry]) -> tuple[tuple[UndoneKind, date | None], ...]:
    """What was taken back that has no id, once each, in the order in which it was said."""
    found = (
        (_KINDS[type(it.fact)], _day(desk, person, it.fact))
        for it in entries
        if it.subject[:1] not in facts.FOLDS and type(it.fact) in _KINDS
    )
    return tuple(dict.fromkeys(found))


def _day(desk: Desk, person: Person, fact: Fact) -> date | None:
    match fact:
        case Updated(occurrence) | Skipped(occurrence) | OccurrenceDropped(occurrence) if occurrence:
            return wording.day_of(desk, person, occurrence)
    return None


def _told_of(place: Place) -> str:
    """The mail (inbox id) that the letter which is answered told of: its receipt, or an envelope after an absence."""
    if place.letter and place.letter.kind in ("receipt", "unsigned"):
        return place.letter.about
    told = (item.subject for item in place.items if item.subject.startswith(NOTICE))
    return next((subject.removeprefix(NOTICE) for subject in told), "")


def _in_the_way(desk: Desk, subject: str, undone: str, person: Person) -> str:
    """Why what a mail said about a subject can't be taken back: it was already, or others rely on it. "": it can."""
    entries = facts.of(desk.tx, subject)
    if any(isinstance(entry.fact, HandedOver) and entry.message == undone for entry in entries):
        return "the others know who runs it; hand it over again"
    if any(isinstance(entry.fact, Withdrawn) and entry.message == undone for entry in entries):
        return f"the others know that {subject} is withdrawn; say the intent anew"
    if confiding.is_out(desk, entries, undone):
        return "it has gone out already"
    if any(isinstance(entry.fact, Undone) and entry.fact.of == undone for entry in entries):
        return "it was undone already"
    last = max(entry.seq for entry in entries if entry.message == undone)
    since = [entry for entry in standing(entries) if entry.seq > last and entry.author != person.id]
    since = [entry for entry in since if not isinstance(entry.fact, HelpSought | HelpUnreached | NobodyLeft)]
    of_a_record = subject[:1] in facts.FOLDS and subject[1:].isdigit()
    if not of_a_record:  # that a digest or a week has gone out is nobody's word
        since = [entry for entry in since if entry.author]
    if not since:
        return ""
    names = desk.names(since[0].team)
    who = names.get(since[0].author, since[0].author)
    if not of_a_record:
        return f"{who} has said more about it since"
    return f"{who} has answered {subject} since" if who else f"{subject} stands since"


def _put_right(desk: Desk, subject: str, person: Person) -> None:
    """What follows from facts is derived anew."""
    kind, _, rest = subject.partition("/")
    match kind:
        case "person":
            wishes.put_right(desk, people.by_id(desk.tx, rest) or person)
        case "cadence":
            rounds.refresh_pause(desk, rest)
        case "meeting":
            meetings.put_right(desk, rest)
        case "agreement":
            agreement_reviews.wait_for(desk, rest)
        case "update":
            asks.reopen(desk.tx, rest.rpartition("/")[0], person.id, desk.now)
            rounds.wake_for_all(desk, person)
        case _:
            records.put_right(desk, subject)
