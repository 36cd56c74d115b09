"""Private words: taken down for one reader, passed on with that reader's digest or in a letter of their own, and shown
to nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from paceline.agenda import days
from paceline.agenda.contents import NotRecorded, PrivateWords, Recorded
from paceline.agenda.rounds import digest_for, digest_instant
from paceline.clerks import lessons, mailroom, past, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.sheet import Sheet
from paceline.domain.asks import Item
from paceline.domain.cadence import Occurrence
from paceline.domain.facts import Confided, Entry, Undone, Updated, standing
from paceline.domain.outcome import Refusal, one
from paceline.domain.people import Person
from paceline.domain.statements import Command, Private
from paceline.ledger import facts, moments, outbox, people
from paceline.ledger.cadences import Kept
from paceline.ledger.moments import Moment
from paceline.letters import write

SUBJECT = "private/"
TOGETHER = timedelta(minutes=10)
"""What goes in a letter of its own waits so long: for more words, and for an "undo"."""
AFTER_DIGEST = timedelta(minutes=1)
_ORGANIZER = frozenset({"organizer", "the organizer", "organiser", "the organiser"})


# --- taking down -----------------------------------------------------------------------------------


def confide(desk: Desk, sheet: Sheet, said: Private) -> None:
    reader = _reader(desk, sheet, said.to, said.line, said.about)
    if isinstance(reader, Refusal):
        sheet.refuse(reader)
        return
    _take_down(desk, sheet, reader, said.text, said.about or sheet.place.occurrence)


def answer_in_private(sheet: Sheet) -> None:
    """Plain words in answer to private words go back to their author only."""
    letter = sheet.place.letter
    if letter is None or letter.kind != "private" or not letter.items:
        return
    author = letter.items[0].subject.rpartition("/")[2]
    back = tuple(Private(note, note, author) for note in sheet.reply.notes)
    sheet.reply = replace(sheet.reply, statements=(*sheet.reply.statements, *back), notes=())


def _reader(desk: Desk, sheet: Sheet, handle: str, line: str, about: str) -> Person | Refusal:
    if handle and handle.casefold() not in _ORGANIZER:
        found = one(handle, line, sheet.held)
    else:
        kept = rounds.cadence_of(desk, about or sheet.place.occurrence)
        organizer = people.by_id(desk.tx, kept.organizer) if kept else None
        found = organizer or Refusal(line, "it belongs to no review, so there is no organizer", _HINT)
    if isinstance(found, Person) and found.left:
        return Refusal(line, f"{found.first_name} has left the team", _HINT)
    if isinstance(found, Person) and found.id == sheet.person.id:
        return Refusal(line, "that is you", _HINT)
    return found


_HINT = '"private to @bo: …", with a name'


def _take_down(desk: Desk, sheet: Sheet, reader: Person, words: str, occurrence: str) -> None:
    subject = f"{SUBJECT}{occurrence or sheet.arrival.id[:32]}/{sheet.person.id}"
    fact = Confided(reader.id, words, occurrence)
    team, message = sheet.place.team or sheet.person.team, sheet.arrival.id
    desk.record(team, subject, fact, author=sheet.person.id, message=message)
    at = _digest_at(desk, occurrence, reader)
    when = at + AFTER_DIGEST if at else desk.now + TOGETHER
    key = _key(message, occurrence, reader.id)
    moments.put(desk.tx, Moment(key, when, "private", team, subject, reader.id), earliest=True)
    name = desk.names(team).get(reader.id, reader.first_name)
    day = days.local(sheet.person, at).date() if at else None
    sheet.recorded.append(Recorded("private", what=words, who=name, due=day))


def _key(message: str, occurrence: str, reader: str) -> str:
    """Of a letter with what one mail says to one reader of one review: each has a digest, and an hour, of its own."""
    return f"private/{message[:16]}/{occurrence}/{reader}"


def _digest_at(desk: Desk, occurrence: str, reader: Person) -> datetime | None:
    """When the digest comes that takes it to the reader; None: none does."""
    kept = rounds.cadence_of(desk, occurrence) if occurrence else None
    found = rounds.find(kept, occurrence)
    if kept is None or found is None or "digests" in reader.stopped or not _reads(desk, kept, found, reader):
        return None
    organizer = people.by_id(desk.tx, kept.organizer) or mailroom.operator(desk)
    at = digest_instant(found, kept.cadence.settings, organizer)
    is_ahead = (
        at > desk.now
        and found.id not in rounds.dropped(desk, kept)
        and not reader.away_on(days.local(reader, at).date())
    )
    return at if is_ahead else None


def _reads(desk: Desk, kept: Kept, occurrence: Occurrence, reader: Person) -> bool:
    taking_part = {person.id for person in rounds.participants(desk, kept, occurrence)}
    return reader.id in taking_part or bool({*kept.cadence.settings.also} & {*reader.addresses})


# --- passing on ------------------------------------------------------------------------------------


def for_digest(desk: Desk, kept: Kept, occurrence: Occurrence, reader: Person) -> tuple[tuple[str, str, str], ...]:
    """What was said for an occurrence to one reader of its digest only: by whom, their handle, the words."""
    names = desk.names(kept.team)
    everybody = (*desk.team(kept.team), *desk.guests(kept.team))
    subjects = [f"{SUBJECT}{occurrence.id}/{person.id}" for person in everybody]
    entries = standing(facts.of_all(desk.tx, subjects)) if subjects else ()
    return tuple(
        (names.get(entry.author, entry.author), entry.author, entry.fact.words)
        for entry in entries
        if isinstance(entry.fact, Confided) and entry.fact.to == reader.id and not is_passed_on(desk, entry)
    )


def deliver(desk: Desk, moment: Moment) -> None:
    """The digest should have taken it; else it goes in a letter of its own."""
    reader = people.by_id(desk.tx, moment.person)
    said = [
        (entry, entry.fact)
        for entry in standing(facts.of(desk.tx, moment.subject))
        if isinstance(entry.fact, Confided)
        and entry.fact.to == moment.person
        and _key(entry.message, entry.fact.occurrence, moment.person) == moment.key
        and not is_passed_on(desk, entry)
    ]
    if reader is None or not said:
        return
    at = _digest_at(desk, said[0][1].occurrence, reader)
    if at:
        moments.put(desk.tx, replace(moment, at=at + AFTER_DIGEST))
    else:
        _post(desk, moment, reader, said[0][0], tuple(fact.words for _, fact in said))


def _post(desk: Desk, moment: Moment, reader: Person, entry: Entry, words: tuple[str, ...]) -> None:
    names = desk.names(moment.team)
    kept = rounds.cadence_of(desk, entry.fact.occurrence) if isinstance(entry.fact, Confided) else None
    title = kept.cadence.title if kept else ""
    content = PrivateWords(reader, names.get(entry.author, entry.author), entry.author, words, title)
    is_away = reader.away_on(desk.today(reader))
    posting = Posting(
        key=moment.key,
        team=moment.team,
        items=(Item(0, "record", moment.subject),),
        not_before=days.next_send(reader, desk.now) if is_away else digest_for(reader, desk.now),
    )
    mailroom.post(desk, reader, posting, lambda reply_to: write.private(content, reply_to, desk.folders))


def is_passed_on(desk: Desk, entry: Entry) -> bool:
    if not isinstance(entry.fact, Confided):
        return False
    said = entry.fact
    if outbox.exists(desk.tx, _key(entry.message, said.occurrence, said.to)):
        return True
    digest = outbox.by_key(desk.tx, f"digest/{said.occurrence}/{said.to}") if said.occurrence else None
    return digest is not None and digest.created_at >= entry.at


def is_out(desk: Desk, entries: Iterable[Entry], mail: str) -> bool:
    """Whether private words in this mail have gone out already: nobody can take them back."""
    return any(entry.message == mail and is_passed_on(desk, entry) for entry in entries)


# --- who may read it -------------------------------------------------------------------------------


def for_eyes_of(desk: Desk, reader: Person, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """These facts without what was said to others only, and without updates that were taken back."""
    seen = lessons.for_eyes_of(desk, reader, entries)
    return tuple(entry for entry in seen if _may_read(reader, entry) and not _was_taken_back(desk, entry))


def _may_read(reader: Person, entry: Entry) -> bool:
    return not isinstance(entry.fact, Confided) or reader.id in (entry.author, entry.fact.to)


def _was_taken_back(desk: Desk, entry: Entry) -> bool:
    if not isinstance(entry.fact, Updated | Confided):
        return False
    undone = {other.fact.of for other in facts.of(desk.tx, entry.subject) if isinstance(other.fact, Undone)}
    return entry.message in undone


# --- "private 3" -----------------------------------------------------------------------------------


def set_apart(desk: Desk, sheet: Sheet, said: Command) -> None:
    """What a receipt tells of was meant for one reader only: lines of an update, or a line that was not understood."""
    letter = sheet.place.letter
    if letter is None or letter.kind != "receipt":
        sheet.refuse(Refusal(said.line, "I don't know what was meant to be private", '"private 3", to its receipt'))
        return
    item = next((item for item in letter.items if item.number == said.number), None)
    if item and item.kind == "line":
        confide(desk, sheet, Private(item.subject, said.line, said.person))
    elif item:
        why = f"{item.subject} is on the record of the team, which keeps it together"
        sheet.refuse(Refusal(said.line, why, '"undo" takes back all of that mail'))
    else:
        _set_update_apart(desk, sheet, said, letter.about)


def _set_update_apart(desk: Desk, sheet: Sheet, said: Command, mail: str) -> None:
    wanted = " ".join(said.text.casefold().split())
    written = [entry for entry in standing(facts.of_message(desk.tx, mail)) if isinstance(entry.fact, Updated)]
    found = [(entry, entry.fact) for entry in written if isinstance(entry.fact, Updated) and _lines(entry.fact, wanted)]
    if len(found) != 1:
        why = "it does not say which line" if found else "no line of that update has these words"
        sheet.refuse(Refusal(said.line, why if wanted or found else "that mail wrote no update", _WHICH))
        return
    entry, update = found[0]
    reader = _reader(desk, sheet, said.person, said.line, update.occurrence)
    if isinstance(reader, Refusal):
        sheet.refuse(reader)
        return
    lines = _lines(update, wanted)
    is_told = _is_told(desk, entry, update)
    _take_out(desk, sheet, entry.subject, update, wanted)
    if is_told:
        why = "it has gone out already, with the digest; from now on nobody finds it"
        sheet.refused.append(NotRecorded(said.line, why, '"private: …", before the words, the next time'))
        return
    for words in lines:
        _take_down(desk, sheet, reader, words, update.occurrence)


_WHICH = '"private 3: …", with words of the line'


def _lines(update: Updated, wanted: str) -> tuple[str, ...]:
    return tuple(text for _, text in update.lines if wanted in " ".join(text.casefold().split()))


def _take_out(desk: Desk, sheet: Sheet, subject: str, update: Updated, wanted: str) -> None:
    """No update with these lines counts any more; what is left of the last one does."""
    gone = set(_lines(update, wanted))
    team, author, message = sheet.place.team, sheet.person.id, sheet.arrival.id
    for entry in standing(facts.of(desk.tx, subject)):
        if isinstance(entry.fact, Updated) and gone & {text for _, text in entry.fact.lines}:
            desk.record(team, subject, Undone(entry.message), author=author, message=message)
    left = replace(update, lines=tuple(line for line in update.lines if line[1] not in gone))
    if left.lines or left.thanks:
        desk.record(team, subject, left, author=author, message=message)


def _is_told(desk: Desk, entry: Entry, update: Updated) -> bool:
    """Whether a digest has gone out with it: that of its occurrence, or for a late one the next."""
    kept = rounds.cadence_of(desk, update.occurrence)
    sent = past.digests_sent(desk, kept) if kept else []
    has_begun = any(fact.occurrence == update.occurrence for _, fact in sent)
    return has_begun and any(told.at >= entry.at for told, _ in sent)
