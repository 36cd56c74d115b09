"""The digest of an occurrence: all that it is made of, and a letter for each reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from paceline.agenda import days, occurrences
from paceline.agenda.contents import Digest
from paceline.agenda.corrections import corrected, difference
from paceline.agenda.digest import compose, verdict_of
from paceline.agenda.material import Material
from paceline.agenda.one_offs import referred
from paceline.agenda.rounds import digest_for
from paceline.clerks import confiding, deputies, facilitating, following, forms, mailroom, shown, unsigned, windows
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.past import digests_sent, line
from paceline.clerks.rounds import date_after, find, participants
from paceline.domain import circles
from paceline.domain.cadence import Occurrence, instant_of
from paceline.domain.facts import Confided, DigestSent, Entry, Learned, Skipped, Updated, standing
from paceline.domain.help import HelpRequest
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
    answers = unsigned.shown(desk, kept, occurrence)
    material = gather(desk, kept, occurrence)
    if answers:
        material = replace(material, unsigned=answers, updates={}, late={})
    verdict = verdict_of(material)
    last = _is_last(desk, kept, occurrence)
    turns = facilitators(desk, kept, occurrence)
    for reader in _readers(desk, kept, occurrence):
        private = confiding.for_digest(desk, kept, occurrence, reader)
        _post(
            desk,
            kept,
            occurrence,
            replace(
                compose(material, reader), last=last, private=private, facilitates=in_words(desk, kept, turns, reader)
            ),
        )
    if answers:
        unsigned.forget(desk, kept, occurrence, answers)
    word = "meet" if verdict.meet else "skip"
    following_one = turns[1][0].id if len(turns) > 1 else ""
    sent = DigestSent(occurrence.id, word, verdict.given_back, following_one)
    desk.record(kept.team, f"cadence/{kept.cadence.id}", sent)


def facilitators(desk: Desk, kept: Kept, occurrence: Occurrence) -> tuple[tuple[Person, Occurrence], ...]:
    """Where that goes round: whose turn this date is, and whose the next one."""
    now = facilitating.of(desk, kept, participants(desk, kept, occurrence), occurrence)
    later = date_after(desk, kept, occurrence) if now else None
    turn = facilitating.after(now, participants(desk, kept, later), later) if now and later else None
    return (*([(now, occurrence)] if now else []), *([(turn, later)] if turn and later else []))


def in_words(
    desk: Desk, kept: Kept, turns: Iterable[tuple[Person, Occurrence]], reader: Person
) -> tuple[tuple[str, datetime], ...]:
    names = desk.names(kept.team) | {reader.id: ""}
    return tuple((names.get(person.id, person.first_name), date.start) for person, date in turns)


def _is_last(desk: Desk, kept: Kept, occurrence: Occurrence) -> bool:
    """Those who take part hear so, too."""
    ends = kept.cadence.recurring and occurrences.following(kept.cadence, occurrence.start) is None
    return ends and not following.is_followed(desk, kept)


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
    ids = line(desk, kept)
    return (p for p in everybody if p.wants("digests", ids) and not p.away_on(desk.today(p)))


def _everybody(desk: Desk, kept: Kept, occurrence: Occurrence) -> tuple[Person, ...]:
    """The participants and the extra readers; what is private has none of these."""
    others = () if circles.cadence_of(kept.team) else kept.cadence.settings.also
    extra = (people.by_address(desk.tx, address) for address in others)
    return tuple({p.id: p for p in (*participants(desk, kept, occurrence), *extra) if p}.values())


def gather(desk: Desk, kept: Kept, occurrence: Occurrence) -> Material:
    """All that a digest is made of."""
    before = digests_sent(desk, kept)
    last = before[-1][0] if before else None
    after = facts.after(desk.tx, kept.team, last.seq if last else _set_up(desk, kept))
    entries = tuple(entry for entry in after if not isinstance(entry.fact, Learned | Confided))
    subjects = dict.fromkeys(e.subject for e in entries if e.subject[:1] in facts.FOLDS)
    words = _words(desk, kept, occurrence)
    updates = {e.author: e.fact for e in words if isinstance(e.fact, Updated)}
    late = _late(desk, entries, frozenset(line(desk, kept)), kept, occurrence, last.seq if last else 0)
    sections = forms.sections(kept.cadence.settings, desk.folders)
    points = frozenset(section.key for section in sections if section.records == "points")
    ours = _ours(desk, kept)
    changed = [it for it in facts.records(desk.tx, subjects) if ours(it)]
    staying = next((section.heading for section in sections if section.stays and section.records == "help"), "")
    obstacles = _obstacles(desk, kept, changed) if staying else ()
    stay = {it.id for it in obstacles}
    everybody = (*desk.team(kept.team), *desk.guests(kept.team))
    open_ones = tuple(it for it in facts.open_items(desk.tx, team=kept.team) if ours(it) and it.id not in stay)
    return Material(
        title=kept.cadence.title,
        occurrence=replace(occurrence, minutes=occurrence.minutes or kept.cadence.minutes),
        organizer=kept.organizer,
        team=kept.team,
        people={p.id: p for p in participants(desk, kept, occurrence)},
        headings={s.key: s.heading for s in sections},
        entries=entries,
        changed=tuple(it for it in changed if it.id not in stay),
        open=open_ones,
        updates=updates,
        late=late,
        last_digest=last.at if last else None,
        skipped=frozenset(e.author for e in words if isinstance(e.fact, Skipped)),
        unasked=_unasked(desk, kept, occurrence),
        names=_names(desk, kept, occurrence, (*updates, *late)),
        points=points,
        referred=_referred(desk, kept, words, points),
        deputies=_deputies(desk, participants(desk, kept, occurrence), occurrence),
        told={it: was for it, was in _told(desk, entries, last.seq if last else 0).items() if ours(was)},
        awaited=windows.awaited_of(desk, open_ones),
        decide_anyway=desk.rules(kept.team).decide_anyway,
        obstacles=obstacles,
        obstacles_heading=staying,
        todays={p.id: desk.today(p) for p in everybody},
        digest_days={p.id: days.local(p, last.at).date() for p in everybody} if last else {},
    )


def _told(desk: Desk, entries: tuple[Entry, ...], seq: int) -> dict[str, facts.Record]:
    """What was put right or taken back, as it was when the last digest told of it."""
    found: dict[str, facts.Record] = {}
    for subject in corrected(entries):
        fold = facts.FOLDS.get(subject[:1]) if subject[1:].isdigit() else None
        before = fold(tuple(entry for entry in facts.of(desk.tx, subject) if entry.seq <= seq)) if fold else None
        if before:
            found[subject] = before
    return found


def _ours(desk: Desk, kept: Kept) -> Callable[[facts.Record], bool]:
    """Whether something on record belongs into the digest: all of the team's, or what was said in this review only."""
    found = forms.template(kept.cadence.settings.template, desk.folders)
    if not (found and found.own):
        return lambda _: True
    of_it = tuple(f"{one}/" for one in line(desk, kept))
    return lambda it: it.occurrence.startswith(of_it)


def _obstacles(desk: Desk, kept: Kept, changed: Iterable[facts.Record]) -> tuple[HelpRequest, ...]:
    """Those that are in the way, and those that were removed since the last digest."""
    of_it = tuple(f"{one}/" for one in line(desk, kept))
    gone = (it for it in changed if isinstance(it, HelpRequest) and it.state == "closed")
    return (*shown.in_the_way(desk, kept), *(it for it in gone if it.occurrence.startswith(of_it)))


def _deputies(desk: Desk, guests: Iterable[Person], occurrence: Occurrence) -> dict[str, str]:
    """Who is asked that day in whose place; one who is away too is nobody to ask."""
    that_day = ((guest, days.local(guest, occurrence.start).date()) for guest in guests)
    found = {guest.id: deputies.standing_in(desk, guest, day) for guest, day in that_day}
    return {guest: deputy.id for guest, deputy in found.items() if deputy}


def _referred(desk: Desk, kept: Kept, words: tuple[Entry, ...], points: frozenset[str]) -> dict[str, facts.Record]:
    """What on record of the team the points of an agenda name."""
    updates = (entry.fact for entry in words if points and isinstance(entry.fact, Updated))
    ids = dict.fromkeys(
        it for update in updates for key, text in update.lines if key in points for it in referred(text)
    )
    return {it.id: it for it in facts.records(desk.tx, ids) if it.team == kept.team}


def _names(desk: Desk, kept: Kept, occurrence: Occurrence, authors: Iterable[str]) -> dict[str, str]:
    """The team's, those of extra readers, who may comment, and of whoever has answered and is no guest any more."""
    team = desk.names(kept.team)
    wrote = (people.by_id(desk.tx, who) for who in authors if who not in team)
    others = (*_everybody(desk, kept, occurrence), *wrote)
    return team | {person.id: person.first_name for person in others if person and person.id not in team}


def _unasked(desk: Desk, kept: Kept, occurrence: Occurrence) -> frozenset[str]:
    asked = {ask.person for ask, _, letter in asks.of_subject(desk.tx, occurrence.id) if letter}
    ids = line(desk, kept)
    guests = participants(desk, kept, occurrence)
    return frozenset(p.id for p in guests if p.id not in asked or not p.wants("asks", ids))


def _set_up(desk: Desk, kept: Kept) -> int:
    """The number of the fact with which a cadence began: its first digest tells nothing of the time before."""
    entries = facts.of(desk.tx, f"cadence/{line(desk, kept)[-1]}")
    return entries[0].seq if entries else 0


def _words(desk: Desk, kept: Kept, occurrence: Occurrence) -> tuple[Entry, ...]:
    """What everybody has said for an occurrence, whenever they did: the updates and skips that count, in order."""
    asked = [ask.person for ask, _, _ in asks.of_subject(desk.tx, occurrence.id)]
    people_of_it = dict.fromkeys((*asked, *(p.id for p in _everybody(desk, kept, occurrence))))
    return standing(facts.of_all(desk.tx, (f"update/{occurrence.id}/{person}" for person in people_of_it)))


def _late(
    desk: Desk, entries: tuple[Entry, ...], ours: frozenset[str], kept: Kept, occurrence: Occurrence, seq: int
) -> dict[str, Updated]:
    """What people wrote since the last digest for earlier dates of the cadence, or took back; of what was told before
    only what is new."""
    late: dict[str, Updated] = {}
    for subject in sorted({entry.subject for entry in entries if entry.subject.startswith("update/")}):
        earlier, _, author = subject.removeprefix("update/").rpartition("/")
        if not _is_earlier(earlier, ours, kept, occurrence):
            continue
        written = facts.of(desk.tx, subject)
        now, before = _counts(written), _counts(tuple(entry for entry in written if entry.seq <= seq))
        said = difference(before, now) if before else now
        if said:
            more = late.get(author, Updated(said.occurrence, ()))
            late[author] = replace(said, lines=(*more.lines, *said.lines), thanks=(*more.thanks, *said.thanks))
    return late


def _counts(written: tuple[Entry, ...]) -> Updated | None:
    """The last word of somebody's update for one date."""
    said = [entry.fact for entry in standing(written) if isinstance(entry.fact, Updated)]
    return said[-1] if said else None


def _is_earlier(other: str, ours: frozenset[str], kept: Kept, occurrence: Occurrence) -> bool:
    """Whether `other` is a date of this cadence, or of one that it goes on with, which lies before the occurrence; one
    that is in the series no more lay where its id says."""
    if other == occurrence.id or other.partition("/")[0] not in ours:
        return False
    found = find(kept, other)
    return (found.start if found else instant_of(other)) < occurrence.start
