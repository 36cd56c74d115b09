"""What a team has on record, looked up by words for one of its people: find, status of something, who owns it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from paceline.agenda import occurrences
from paceline.agenda.contents import Found
from paceline.clerks import confiding, rounds
from paceline.clerks.desk import Desk
from paceline.domain.cadence import instant_of
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import Confided, Entry, Fact, Learned, standing
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person
from paceline.domain.search import Term, current_update, document, holds, holds_any, terms
from paceline.ledger import cadences, facts, search

MOST = 20
"""So many are shown at once."""
_QUOTES = 3
_LINES = 8
"""So many lines of an update are shown that is told of as a whole."""
_LONGEST_QUOTE = 240
_FOR_FEW = 200
"""So many of a team's newest lessons, and of its people's private words, are looked through."""


def find(desk: Desk, reader: Person, words: str) -> tuple[tuple[Found, ...], bool]:
    """All that holds the words, the best first, and whether there is more than is given."""
    wanted = terms(words)
    subjects = search.find(desk.tx, _seen_by(desk, reader), wanted, MOST + 1)
    found = [shown for subject in subjects[:MOST] if (shown := of_subject(desk, reader, subject, wanted))]
    return (*found, *_for_few(desk, reader, wanted)), len(subjects) > MOST


def _seen_by(desk: Desk, reader: Person) -> tuple[str, ...]:
    """Under whose names stands what the reader may know: their team's, and the private reviews' that they are in."""
    private = {kept.team for kept in cadences.of_team(desk.tx, reader.team)} - {reader.team}
    return (reader.team, *sorted(name for name in private if desk.may_read(reader, name)))


def open_about(desk: Desk, reader: Person, words: str) -> tuple[Found, ...]:
    """What is open, or stands, and is called so or speaks of it; updates that do, too."""
    found, _ = find(desk, reader, words)
    return tuple(it for it in found if it.kind == "update" or it.state in _NOW)


_NOW = ("offered", "open", "late", "at risk", "intended", "objected", "taken")


def owned(desk: Desk, reader: Person, words: str) -> tuple[Found, ...]:
    """Who answers for what is called so: open commitments, decisions that stand or wait, help, series."""
    wanted = terms(words)
    subjects = search.find(desk.tx, _seen_by(desk, reader), wanted, 3 * MOST)
    kept = (of_subject(desk, reader, subject) for subject in subjects if subject[:1] in facts.FOLDS)
    found = tuple(it for it in kept if it and (it.state in _NOW or it.state == "decided"))
    return (*_series(desk, reader, wanted), *found)[:MOST]


def of_subject(
    desk: Desk, reader: Person, subject: str, wanted: tuple[Term, ...] = (), *, whole: bool = False
) -> Found | None:
    """One record as its reader may see it, with the lines in which the words stand, or with all of them; None: it is no
    more."""
    entries = facts.of(desk.tx, subject)
    record = facts.FOLDS[subject[:1]](entries) if subject[:1] in facts.FOLDS else None
    known = document(entries, record)
    if known is None:
        return None
    shown = _update(desk, reader, entries) if record is None else _record(desk, reader, record, entries[-1])
    quotes = () if record is not None and holds(known.title, wanted) else _quotes(known.texts, wanted)
    return replace(shown, quotes=tuple(map(_short, known.texts[:_LINES])) if whole else quotes)


def _record(desk: Desk, reader: Person, it: facts.Record, last: Entry) -> Found:
    who = _who(desk, reader, it.owner, it.team)
    on = last.at.astimezone(ZoneInfo(reader.zone)).date()
    match it:
        case Commitment():
            return Found("commitment", it.id, it.what, who, _state(desk, reader, it), on, due=it.due)
        case Decision():
            instead = it.replaced_by if it.state == "superseded" else ""
            return Found("decision", it.id, it.title, who, it.state, on, closes=it.closes, instead=instead)
        case HelpRequest():
            return Found("help", it.id, it.what, who, it.state, on)


def _state(desk: Desk, reader: Person, it: Commitment) -> str:
    if it.slipped(desk.day_of(it.owner, otherwise=reader)):
        return "late"
    return "at risk" if it.is_open and it.risk is not None else it.state


def _update(desk: Desk, reader: Person, entries: tuple[Entry, ...]) -> Found:
    update = current_update(entries)
    assert update is not None  # else there was no document
    kept = rounds.cadence_of(desk, update.occurrence)
    date = rounds.find(kept, update.occurrence)
    start = date.start if date else instant_of(update.occurrence)
    who = _who(desk, reader, entries[-1].subject.rpartition("/")[2], entries[0].team)
    title = kept.cadence.title if kept else ""
    return Found("update", "", title, who, "", start.astimezone(ZoneInfo(reader.zone)).date())


def _quotes(texts: Iterable[str], wanted: tuple[Term, ...]) -> tuple[str, ...]:
    if not wanted:
        return ()
    said = [text for text in texts if holds_any(text, wanted)]
    return tuple(_short(text) for text in said[:_QUOTES])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE].rstrip()} …"


def _for_few(desk: Desk, reader: Person, wanted: tuple[Term, ...]) -> Iterator[Found]:
    """Lessons and private words are in no index: what there are of them is looked through, for those who may read
    them."""
    if not wanted:
        return
    kinds: tuple[type[Fact], ...] = (Learned, Confided)
    said = [entry for kind in kinds for entry in facts.of_kind(desk.tx, reader.team, kind, _FOR_FEW)]
    for entry in confiding.for_eyes_of(desk, reader, standing(tuple(said))):
        if isinstance(entry.fact, Confided) and reader.id != entry.author and not confiding.is_passed_on(desk, entry):
            continue
        if isinstance(entry.fact, Learned | Confided) and holds(entry.fact.words, wanted):
            on = entry.at.astimezone(ZoneInfo(reader.zone)).date()
            who, quotes = _who(desk, reader, entry.author, entry.team), (_short(entry.fact.words),)
            it = facts.record(desk.tx, entry.subject)
            if isinstance(it, Commitment):
                yield Found("lesson", it.id, it.what, who, it.state, on, quotes=quotes)
            else:
                yield Found("private", "", "", who, on=on, quotes=quotes)


def _series(desk: Desk, reader: Person, wanted: tuple[Term, ...]) -> Iterator[Found]:
    if not wanted:
        return
    for kept in cadences.of_team(desk.tx, reader.team):
        if not desk.may_read(reader, kept.team):
            continue
        ahead = None if kept.ended else occurrences.following(kept.cadence, desk.now)
        if ahead and holds(kept.cadence.title, wanted):
            day = ahead.start.astimezone(ZoneInfo(reader.zone)).date()
            yield Found("series", "", kept.cadence.title, _who(desk, reader, kept.organizer, kept.team), on=day)


def _who(desk: Desk, reader: Person, person: str, team: str) -> str:
    return "" if person == reader.id else desk.names(team).get(person, person)
