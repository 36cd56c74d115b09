"""The digest of an occurrence: all that it is made of, and a letter for each reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from paceline.agenda.contents import Digest
from paceline.agenda.digest import Material, compose, verdict_of
from paceline.agenda.one_offs import referred
from paceline.agenda.rounds import digest_for
from paceline.clerks import forms, mailroom
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.rounds import digests_sent, find, line, participants
from paceline.domain.cadence import Occurrence, instant_of
from paceline.domain.facts import DigestSent, Entry, Skipped, Updated, standing
from paceline.domain.people import Person
from paceline.ledger import asks, cadences, facts, people
from paceline.ledger.cadences import Kept
from paceline.ledger.moments import Moment
from paceline.letters import write

LATE_DIGEST = timedelta(hours=12)
"""A digest that an outage held up longer than this after its occurrence goes out no more."""


def send(desk: Desk, moment: Moment) -> None:
    """One digest per occurrence, to each participant and the extra readers."""
    kept = cadences.get(desk.tx, moment.cadence)
    occurrence = find(kept, moment.subject)
    asks.close(desk.tx, moment.subject, "lapsed")
    if kept is None or occurrence is None or desk.now > occurrence.start + LATE_DIGEST:
        return
    material = gather(desk, kept, occurrence)
    verdict = verdict_of(material)
    for reader in _readers(desk, kept, occurrence):
        _post(desk, kept, occurrence, compose(material, reader))
    word = "meet" if verdict.meet else "skip"
    sent = DigestSent(occurrence.id, word, verdict.given_back)
    desk.record(kept.team, f"cadence/{kept.cadence.id}", sent)


def _post(desk: Desk, kept: Kept, occurrence: Occurrence, content: Digest) -> None:
    posting = Posting(
        key=f"digest/{occurrence.id}/{content.reader.id}",
        team=kept.team,
        about=occurrence.id,
        thread=occurrence.id,
        not_before=digest_for(content.reader, desk.now),
    )
    mailroom.post(desk, content.reader, posting, lambda reply_to: write.digest(content, reply_to, desk.folders))


def _readers(desk: Desk, kept: Kept, occurrence: Occurrence) -> Iterable[Person]:
    """Who gets the digest; who is away hears afterwards, in an envelope, what went by."""
    everybody = _everybody(desk, kept, occurrence)
    return (p for p in everybody if "digests" not in p.stopped and not p.away_on(desk.today(p)))


def _everybody(desk: Desk, kept: Kept, occurrence: Occurrence) -> tuple[Person, ...]:
    """The participants and the extra readers."""
    extra = (people.by_address(desk.tx, address) for address in kept.cadence.settings.also)
    return tuple({p.id: p for p in (*participants(desk, kept, occurrence), *extra) if p}.values())


def gather(desk: Desk, kept: Kept, occurrence: Occurrence) -> Material:
    """All that a digest is made of."""
    before = digests_sent(desk, kept)
    last = before[-1][0] if before else None
    entries = facts.after(desk.tx, kept.team, last.seq if last else _set_up(desk, kept))
    subjects = dict.fromkeys(e.subject for e in entries if e.subject[:1] in facts.FOLDS)
    words = _words(desk, kept, occurrence)
    sections = forms.sections(kept.cadence.settings, desk.folders)
    points = frozenset(section.key for section in sections if section.records == "points")
    return Material(
        title=kept.cadence.title,
        occurrence=replace(occurrence, minutes=occurrence.minutes or kept.cadence.minutes),
        organizer=kept.organizer,
        team=kept.team,
        people={p.id: p for p in participants(desk, kept, occurrence)},
        headings={s.key: s.heading for s in sections},
        entries=entries,
        changed=facts.records(desk.tx, subjects),
        open=facts.open_items(desk.tx, team=kept.team),
        updates={e.author: e.fact for e in words if isinstance(e.fact, Updated)},
        late=_late(entries, frozenset(line(desk, kept)), kept, occurrence),
        last_digest=last.at if last else None,
        skipped=frozenset(e.author for e in words if isinstance(e.fact, Skipped)),
        names=_names(desk, kept, occurrence),
        points=points,
        referred=_referred(desk, kept, words, points),
    )


def _referred(desk: Desk, kept: Kept, words: tuple[Entry, ...], points: frozenset[str]) -> dict[str, facts.Record]:
    """What on record of the team the points of an agenda name."""
    updates = (entry.fact for entry in words if points and isinstance(entry.fact, Updated))
    ids = dict.fromkeys(
        it for update in updates for key, text in update.lines if key in points for it in referred(text)
    )
    return {it.id: it for it in facts.records(desk.tx, ids) if it.team == kept.team}


def _names(desk: Desk, kept: Kept, occurrence: Occurrence) -> dict[str, str]:
    """The team's, and those of extra readers, who may comment."""
    team = desk.names(kept.team)
    readers = {person.id: person.first_name for person in _everybody(desk, kept, occurrence)}
    return team | {who: name for who, name in readers.items() if who not in team}


def _set_up(desk: Desk, kept: Kept) -> int:
    """The number of the fact with which a cadence began: its first digest tells nothing of the time before."""
    entries = facts.of(desk.tx, f"cadence/{line(desk, kept)[-1]}")
    return entries[0].seq if entries else 0


def _words(desk: Desk, kept: Kept, occurrence: Occurrence) -> tuple[Entry, ...]:
    """What everybody has said for an occurrence, whenever they did: the updates and skips that count, in order."""
    asked = [ask.person for ask, _, _ in asks.of_subject(desk.tx, occurrence.id)]
    people_of_it = dict.fromkeys((*asked, *(p.id for p in _everybody(desk, kept, occurrence))))
    return standing(facts.of_all(desk.tx, (f"update/{occurrence.id}/{person}" for person in people_of_it)))


def _late(entries: tuple[Entry, ...], ours: frozenset[str], kept: Kept, occurrence: Occurrence) -> dict[str, Updated]:
    """What people wrote since the last digest for earlier dates of the cadence; the last word for each date counts."""
    last: dict[tuple[str, str], Updated] = {}
    for entry in standing(entries):
        match entry.fact:
            case Updated(earlier) as said if _is_earlier(earlier, ours, kept, occurrence):
                last[entry.author, earlier] = said
    late: dict[str, Updated] = {}
    for (author, _), said in sorted(last.items()):
        more = late.get(author, Updated(said.occurrence, ()))
        late[author] = replace(said, lines=(*more.lines, *said.lines), thanks=(*more.thanks, *said.thanks))
    return late


def _is_earlier(other: str, ours: frozenset[str], kept: Kept, occurrence: Occurrence) -> bool:
    """Whether `other` is a date of this cadence, or of one that it goes on with, which lies before the occurrence; one
    that is in the series no more lay where its id says."""
    if other == occurrence.id or other.partition("/")[0] not in ours:
        return False
    found = find(kept, other)
    return (found.start if found else instant_of(other)) < occurrence.start
