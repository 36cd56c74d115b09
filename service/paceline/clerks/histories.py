"""How a record came about: who said what, when, in which words; the first day, and each move."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from paceline.agenda.contents import Answer
from paceline.clerks import confiding, finding, organizing, placing, sources
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.clerks.telling import in_words
from paceline.domain.commitments import Commitment
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person
from paceline.ledger import facts


def why(desk: Desk, mail: str, reader: Person, place: Place, subject: str) -> Answer:
    """The facts of a commitment, decision or help request that the reader may know of, oldest first, in words."""
    entries = confiding.for_eyes_of(desk, reader, facts.of(desk.tx, subject))
    record = facts.record(desk.tx, subject)
    if not entries or not (
        desk.may_read(reader, entries[0].team) or (record and placing.may_know(desk, place, record, reader))
    ):
        return Answer(reader, "why", mail, words=subject)
    if isinstance(record, HelpRequest) and not desk.may_read(reader, record.team) and reader.id != record.owner:
        return Answer(reader, "why", mail, words=subject)
    names = desk.names(entries[0].team)
    calendar = organizing.trail(desk, subject) if isinstance(record, Commitment) else ()
    told = sorted((*entries, *calendar), key=lambda entry: entry.seq)
    zone = ZoneInfo(reader.zone)
    trail = tuple((entry.at, in_words(entry, names, zone)) for entry in told)
    found = finding.of_subject(desk, reader, subject)
    moved = (record.first_due, len(record.moves)) if isinstance(record, Commitment) and record.moves else None
    mails = sources.of(desk, reader, told)
    shown = (found,) if found else ()
    return Answer(reader, "why", mail, trail=trail, mails=mails, words=subject, found=shown, moved=moved)
