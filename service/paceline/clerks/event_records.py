"""What an event's text has put on record, and what of it stands though the text says it no more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from paceline.clerks import past
from paceline.clerks.desk import Desk
from paceline.clerks.differences import Row
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.people import Person
from paceline.domain.statements import Intent, Promise, Reply, Ruling
from paceline.inbox.quoting import Line, Written
from paceline.inbox.reply import Context, read_reply
from paceline.ledger import facts
from paceline.ledger.cadences import Kept


def taken_out(desk: Desk, kept: Kept, before: Kept, organizer: Person) -> tuple[Row, ...]:
    """What the text says no more though it is on record and stands: (its id, the line that was, what changes it)."""
    if kept.ended or kept.cadence.words == before.cadence.words:
        return ()
    now = desk.now.astimezone(ZoneInfo(organizer.zone))
    old, new = (declared(read(each.cadence.words, now, organizer)) for each in (before, kept))
    left = {_title(one) for one in new}
    gone = {title: one.line for one in old if (title := _title(one)) not in left}
    records = facts.records(desk.tx, recorded(desk, kept)) if gone else ()
    rows = ((it, gone.get(" ".join(_words(it).split()), "")) for it in records)
    names = desk.names(kept.team)
    return tuple((it.id, line, stands) for it, line in rows if line and (stands := _stands(it, organizer, names)))


def read(words: str, now: datetime, organizer: Person) -> Reply:
    """An event's words as a reply of its organizer's."""
    lines = tuple(Line(line, mine=True) for line in words.splitlines())
    return read_reply(Written(lines), Context((), (), now, organizer.locale))


def declared(read: Reply) -> Iterable[Promise | Ruling | Intent]:
    return (one for one in read.statements if isinstance(one, Promise | Ruling | Intent))


def _title(said: Promise | Ruling | Intent) -> str:
    return " ".join((said.what if isinstance(said, Promise) else said.title).split())


def _words(it: facts.Record) -> str:
    """A record's words as they were first said."""
    match it:
        case Decision(was=(first, *_)):
            return first
        case Decision():
            return it.title
    return it.what


def recorded(desk: Desk, kept: Kept, but: str = "") -> tuple[str, ...]:
    """What the mails of this event, and of those that it goes on with, have recorded, by id."""
    told = facts.of_all(desk.tx, (f"cadence/{one}" for one in past.line(desk, kept)))
    mails = {entry.message for entry in told} - {but}
    found = (entry.subject for mail in sorted(mails) for entry in facts.of_message(desk.tx, mail))
    return tuple(dict.fromkeys(subject for subject in found if subject[:1] in facts.FOLDS))


def _stands(it: facts.Record, organizer: Person, names: dict[str, str]) -> str:
    """That a record stands though its line is gone, and how the organizer can change it; "" where it is over."""
    match it:
        case Decision(state="intended" | "objected"):
            return f'taken out of the text, but it stands; "{it.id} withdraw" takes it back'
        case Decision(state="decided"):
            return 'taken out of the text, but it stands; "Decision: …" or "Intent: …" says what takes its place'
        case Commitment(state="open", owner=organizer.id):
            return f'taken out of the text, but it stands; "{it.id} drop: …" takes it back'
        case Commitment(state="open" | "offered"):
            return f"taken out of the text, but it stands; {names.get(it.owner, it.owner)} can drop or decline it"
    return ""
