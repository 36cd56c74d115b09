"""Whether people meet: the organizer's word in answer to a digest, told to those who take part."""

from __future__ import annotations

from dataclasses import replace

from paceline.agenda import days
from paceline.agenda.contents import Meeting, Recorded
from paceline.agenda.rounds import digest_for
from paceline.clerks import mailroom, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.placing import Place
from paceline.domain.cadence import Occurrence
from paceline.domain.facts import DigestSent, MeetingSettled, Undone, standing
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.ledger import facts
from paceline.ledger.cadences import Kept
from paceline.letters import write

SUBJECT = "meeting/"


def is_about(desk: Desk, place: Place, person: Person, said: Command) -> bool:
    """Whether "meet" or "skip" is the organizer's word on a meeting: it answers the digest."""
    if said.verb == "meet":
        return True
    kept = rounds.cadence_of(desk, place.occurrence) if place.letter and place.letter.kind == "digest" else None
    return kept is not None and kept.organizer == person.id


def settle(desk: Desk, message: str, person: Person, place: Place, said: Command) -> Recorded | Refusal:
    """Keep the organizer's word and tell the others, unless they know it."""
    occurrence = place.occurrence if place.letter and place.letter.kind in ("digest", "receipt") else ""
    kept = rounds.cadence_of(desk, occurrence) if occurrence else None
    found = rounds.find(kept, occurrence)
    if kept is None or found is None:
        return Refusal(said.line, "I don't know which meeting", '"meet" or "skip", in reply to its digest')
    if kept.organizer != person.id:
        return Refusal(
            said.line, "only the organizer says whether you meet", '"Notes: …", which stands in the next digest'
        )
    if desk.now >= found.start:
        return Refusal(said.line, "it was to begin before your mail came; nobody was told")
    word = MeetingSettled(occurrence, said.verb == "meet")
    before = _settled(desk, occurrence)
    desk.record(kept.team, f"{SUBJECT}{occurrence}", word, author=person.id, message=message)
    told = () if before == word.meets else tell(desk, kept, found, word.meets)
    day = days.local(person, found.start).date()
    return Recorded("meets" if word.meets else "meets not", what=kept.cadence.title, due=day, told=told)


def put_right(desk: Desk, occurrence: str) -> None:
    """The word was taken back: what holds now, an earlier one or the digest's, is told to those who heard it, unless it
    is the same."""
    kept = rounds.cadence_of(desk, occurrence)
    found = rounds.find(kept, occurrence)
    if kept and found and desk.now < found.start:
        holds = _holds(desk, kept, occurrence)
        if _taken_back(desk, occurrence) != holds:
            tell(desk, kept, found, holds)


def tell(desk: Desk, kept: Kept, occurrence: Occurrence, meets: bool) -> tuple[str, ...]:
    """Tell all who take part and are here, those who want no digests too: it is their time. Returns whom (names)."""
    names = desk.names(kept.team)
    count = len(facts.of(desk.tx, f"{SUBJECT}{occurrence.id}"))
    minutes = occurrence.minutes or kept.cadence.minutes
    who = names.get(kept.organizer, kept.organizer)
    content = Meeting(mailroom.operator(desk), kept.cadence.title, occurrence.start, meets, who, minutes, count > 1)
    told: list[str] = []
    for reader in rounds.participants(desk, kept, occurrence):
        at = digest_for(reader, desk.now)
        if not _is_told(desk, kept, reader) or at >= occurrence.start:
            continue
        posting = Posting(
            key=f"meeting/{occurrence.id}/{count}/{reader.id}",
            team=kept.team,
            about=occurrence.id,
            thread=occurrence.id,
            not_before=at,
        )
        _post(desk, replace(content, reader=reader), posting)
        told.append(names.get(reader.id, reader.first_name))
    return tuple(told)


def _is_told(desk: Desk, kept: Kept, reader: Person) -> bool:
    away = reader.away_on(desk.today(reader)) is not None
    return reader.id != kept.organizer and not away and not reader.wants_nothing


def _post(desk: Desk, content: Meeting, posting: Posting) -> None:
    mailroom.post(desk, content.reader, posting, lambda reply_to: write.meeting(content, reply_to, desk.folders))


def _settled(desk: Desk, occurrence: str) -> bool | None:
    """The organizer's last word that counts; None: there is none."""
    said = standing(facts.of(desk.tx, f"{SUBJECT}{occurrence}"))
    words = [entry.fact.meets for entry in said if isinstance(entry.fact, MeetingSettled)]
    return words[-1] if words else None


def _taken_back(desk: Desk, occurrence: str) -> bool | None:
    """The word that was undone just now."""
    *entries, last = facts.of(desk.tx, f"{SUBJECT}{occurrence}")
    undone = last.fact.of if isinstance(last.fact, Undone) else ""
    words = [e.fact.meets for e in entries if e.message == undone and isinstance(e.fact, MeetingSettled)]
    return words[-1] if words else None


def _holds(desk: Desk, kept: Kept, occurrence: str) -> bool:
    """What holds without the word that was taken back."""
    before = _settled(desk, occurrence)
    if before is not None:
        return before
    sent = facts.last_of(desk.tx, f"cadence/{kept.cadence.id}", DigestSent)
    verdicts = [e.fact.verdict for e in sent if isinstance(e.fact, DigestSent) and e.fact.occurrence == occurrence]
    return verdicts[-1:] != ["skip"]
