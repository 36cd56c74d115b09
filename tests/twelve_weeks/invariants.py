"""What must hold after each day, whatever people wrote: each yields a line for each thing that is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from paceline.domain import commitments, decisions
from paceline.domain import help as help_requests
from paceline.domain.asks import Item
from paceline.domain.cadence import cadence_id
from paceline.domain.commitments import Commitment
from paceline.domain.facts import (
    Accepted,
    Adopted,
    Agreed,
    Amended,
    BecameNeeded,
    Corrected,
    DecidedAnyway,
    Declined,
    Delegated,
    Dropped,
    Entry,
    Extended,
    Kept,
    Learned,
    Needed,
    Objected,
    Offered,
    OwnerLeft,
    Renegotiated,
    Shrunk,
    Succeeded,
    SuccessorAsked,
    Undone,
    standing,
)
from twelve_weeks.cast import BY_ID, CANARIES, PLAYERS, SERIES, Player
from twelve_weeks.evidence import IDS, TOKEN, Evidence, Invariant, Sent

QUIET_FROM, QUIET_UNTIL = time(20), time(7)


# --- when letters go out ---------------------------------------------------------------------------


def asked_in_working_hours(e: Evidence) -> Iterator[str]:
    """Envelopes come within the reader's working hours, unless one holds what would be over before these begin again;
    nothing but answers comes in quiet hours or on days off."""
    for letter in e.new_letters:
        reader = letter.reader
        if reader is None or letter.is_answer:
            continue
        there = letter.at.astimezone(reader.zone)
        begins, ends = min(reader.starts, reader.send_hour), reader.ends
        if not reader.works_on(there.date()):
            yield f"{letter.key} went to {reader.id} on {there:%a %d %b %H:%M}, a day off"
        elif (
            (letter.kind == "envelope" or letter.asks_for_help)
            and not begins <= there.time() <= ends
            and not _any_presses(e, letter)
        ):
            yield f"{letter.key} asked {reader.id} at {there:%a %d %b %H:%M}, outside {begins:%H:%M} to {ends:%H:%M}"
        elif not QUIET_UNTIL <= there.time() < QUIET_FROM:
            yield f"{letter.key} went to {reader.id} at {there:%a %d %b %H:%M}, in quiet hours"


def one_envelope_a_day(e: Evidence) -> Iterator[str]:
    """A second envelope carries only what could not have waited for the next one."""
    new = {(it.person, _day(it)) for it in e.new_letters if it.kind == "envelope"}
    by_day = Counter((it.person, _day(it)) for it in e.letters if it.kind == "envelope" and not _breaks_out(it))
    for person, day in new:
        if by_day[person, day] > 1:
            yield f"{person} got {by_day[person, day]} envelopes on {day}"
    for letter in e.new_letters:
        if letter.kind == "envelope" and _breaks_out(letter):
            waits = [item.subject for item in letter.items if item.number and not _presses(e, letter, item)]
            if waits:
                yield f"{letter.key} broke out for {', '.join(waits)}, which could have waited"


def _breaks_out(letter: Sent) -> bool:
    return letter.key.endswith("+")


def _any_presses(e: Evidence, letter: Sent) -> bool:
    return any(_presses(e, letter, item) for item in letter.items if item.number)


def _presses(e: Evidence, letter: Sent, item: Item) -> bool:
    """Whether the reader's next envelope would be too late."""
    reader = letter.reader
    ends = _ends(e, letter, item)
    if reader is None or ends is None:
        return False
    day = _day(letter) + timedelta(days=1)
    while not reader.works_on(day) or e.is_told(reader.id, "away", day, letter.created):
        day += timedelta(days=1)
    following = datetime.combine(day, reader.send_hour, reader.zone)
    return following + timedelta(hours=1) > ends


def _ends(e: Evidence, letter: Sent, item: Item) -> datetime | None:
    entries = e.of(item.subject, letter.created)
    reader = letter.reader
    if item.kind == "update":
        named = datetime.strptime(item.subject.partition("/")[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return named - timedelta(hours=1)
    if item.subject.startswith("D"):
        decision = decisions.fold(entries)
        return decision.closes if decision else None
    if item.subject.startswith("C") and reader:
        it = commitments.fold(entries)
        if it is None:
            return None
        midnight = datetime.combine(it.due + timedelta(days=1), time(0), reader.zone)
        return min(midnight, it.proposal.closes) if it.proposal else midnight
    return None


def nobody_away_is_asked(e: Evidence) -> Iterator[str]:
    """Neither asks nor anything else but answers reach somebody who is known to be away."""
    for letter in e.new_letters:
        reader = letter.reader
        if reader and not letter.is_answer and e.is_told(reader.id, "away", _day(letter), letter.created):
            yield f"{letter.key} went to {reader.id} on {_day(letter)}, who is away"


def nobody_stopped_is_asked(e: Evidence) -> Iterator[str]:
    for letter in e.new_letters:
        what = "asks" if letter.asks else "digests" if letter.kind == "digest" else ""
        if what and e.is_told(letter.person, what, _day(letter), letter.created):
            yield f"{letter.key} went to {letter.person}, who has stopped {what}"


# --- what counts -----------------------------------------------------------------------------------


def silence_is_of_those_who_heard(e: Evidence) -> Iterator[str]:
    """Nobody's silence adopts a decision whom no letter of it had reached; where somebody was not reached, its window
    stayed open once more for them, and it never stands over all of them."""
    for entry, adopted in _new(e, Adopted):
        it = decisions.fold(e.before(entry))
        if it is None:
            continue
        unheard = [person for person in it.audience if person not in it.agreed and not _heard(e, entry, person)]
        waited_for = {who for each in e.before(entry) if isinstance(each.fact, Extended) for who in each.fact.unheard}
        for person in unheard:
            if person in adopted.silent:
                yield f"{entry.subject} counts {person} as silent, whom nothing had reached"
            elif person not in waited_for and not _deputy_heard(e, entry, person):
                yield f"{entry.subject} was adopted without {person}, whom nothing had reached"
        if unheard and len(unheard) == len(it.audience) and not any(_deputy_heard(e, entry, p) for p in unheard):
            yield f"{entry.subject} was adopted, and nobody had heard of it"


def _heard(e: Evidence, entry: Entry, person: str) -> bool:
    if any(other.author == person for other in e.before(entry)):
        return True
    if any(it.who == person and it.what == "asks" and it.at <= entry.at for it in e.told):
        return True
    if person not in BY_ID:
        return False
    return any(
        letter.person == person
        and letter.at <= entry.at
        and (letter.about == entry.subject or any(item.subject == entry.subject for item in letter.items))
        and not (letter.key in e.came_back and e.came_back[letter.key] <= entry.at)
        for letter in e.letters
    )


def _deputy_heard(e: Evidence, entry: Entry, person: str) -> bool:
    from twelve_weeks.cast import ABSENCES

    deputies = {leave.deputy for leave in ABSENCES if leave.who == person and leave.deputy}
    return any(_heard(e, entry, deputy) for deputy in deputies)


def no_objection_is_passed_over(e: Evidence) -> Iterator[str]:
    for entry, _ in _new(e, Adopted):
        open_: set[str] = set()
        for before in standing(e.before(entry)):
            match before.fact:
                case Objected():
                    open_.add(before.author)
                case Agreed():
                    open_.discard(before.author)
                case Amended() | DecidedAnyway():
                    open_.clear()
        if open_:
            yield f"{entry.subject} was adopted over the objection of {', '.join(sorted(open_))}"


def offers_count_when_accepted(e: Evidence) -> Iterator[str]:
    """Before its owner's yes nothing happens to an offer, and nobody is asked how far they are with it."""
    for entry in e.new_facts:
        if entry.subject.startswith("C") and _is_unaccepted(e.before(entry)):
            match entry.fact:
                case (
                    Accepted() | Declined() | Delegated() | Corrected() | Undone() | Offered() | Needed() | OwnerLeft()
                ):
                    continue
                case BecameNeeded():
                    continue
                case Renegotiated() if entry.author == _owner(e.before(entry)):
                    continue
            yield f"{entry.subject}: {type(entry.fact).__name__}, and its owner has not accepted it"
    for letter in e.new_letters:
        for item in letter.items:
            if item.kind in ("due", "change", "lesson") and _is_unaccepted(e.of(item.subject, letter.created)):
                yield f"{letter.key} asks about {item.subject}, which its owner has not accepted"


def _is_unaccepted(entries: tuple[Entry, ...]) -> bool:
    counts = standing(entries)
    offered = any(isinstance(entry.fact, Offered) for entry in counts)
    return offered and not any(_accepts(counts[:at], entry) for at, entry in enumerate(counts))


def _accepts(before: tuple[Entry, ...], entry: Entry) -> bool:
    """A yes, a yes for another day, or somebody's word that they take over what has no owner any more."""
    match entry.fact:
        case Accepted() | Succeeded():
            return True
        case Renegotiated():
            return entry.author == _owner(before)
    return False


def _owner(entries: tuple[Entry, ...]) -> str:
    it = commitments.fold(entries)
    return it.owner if it else ""


WAS_DUE = re.compile(r"[Ww]as due \w{3} (\d{1,2}) (\w{3})(?: (\d{4}))?")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def nothing_is_late_before_its_day_is_over(e: Evidence) -> Iterator[str]:
    """Where its owner is."""
    for entry in e.new_facts:
        if isinstance(entry.fact, Kept | Dropped | Renegotiated | Shrunk) and entry.fact.late:
            it = commitments.fold(e.before(entry))
            if it and it.due >= _local(it.owner, entry.at):
                yield f"{entry.subject} is called late on {_local(it.owner, entry.at)}, it is due {it.due}"
    for letter in e.new_letters:
        for said in WAS_DUE.finditer(letter.words):
            subject = IDS.search(letter.words, said.end())
            day = date(int(said[3] or letter.at.year), MONTHS.index(said[2]) + 1, int(said[1]))
            owner = _owner(e.of(subject[0], letter.created)) if subject else ""
            if owner and day >= _local(owner, letter.at):
                yield f'{letter.key} says "{said[0]}" of {subject and subject[0]}, whose day is not over for {owner}'


def those_who_wait_are_asked_first(e: Evidence) -> Iterator[str]:
    """What others wait for changes in time only with their yes, or their silence until the moment that was named."""
    for entry in e.new_facts:
        if not isinstance(entry.fact, Renegotiated | Shrunk | Dropped) or entry.fact.late:
            continue
        before = standing(e.before(entry))
        it = commitments.fold(before)
        if it is None or not it.is_open or not _waiting(e, it, entry):
            continue
        if isinstance(entry.fact, Renegotiated) and entry.fact.due in {counter.due for counter in it.counters}:
            continue
        wanted = it.proposal
        if wanted is None:
            yield f"{entry.subject}: {type(entry.fact).__name__}, and those who wait for it were not asked"
        elif wanted.closes > entry.at and not set(wanted.asked) <= {*it.consents, *_answered(before)}:
            yield f"{entry.subject}: {type(entry.fact).__name__} before {wanted.closes}, and not all have said yes"


def _waiting(e: Evidence, it: Commitment, entry: Entry) -> set[str]:
    needing = (commitments.fold(e.of(other, entry.at)) for other in it.needed_for)
    owners = (other.owner for other in needing if other and other.state in ("open", "offered"))
    return {*it.needed_by, *owners} - {it.owner}


def _answered(before: tuple[Entry, ...]) -> set[str]:
    """Whose other day the owner has declined: they have had their word."""
    return {entry.author for entry in before if type(entry.fact).__name__ == "Countered"}


# --- who reads what --------------------------------------------------------------------------------


def teams_stay_apart(e: Evidence) -> Iterator[str]:
    """No word of one team, and no name, in a letter to somebody of another."""
    for letter in e.new_letters:
        reader = letter.reader
        if reader and (found := _foreign(reader.team).search(letter.everything)):
            yield f"{letter.key} tells {reader.id} of {reader.team}: {found[0]!r}"


@cache
def _foreign(team: str) -> re.Pattern[str]:
    words = [word for other, word in CANARIES.items() if other != team]
    names = [player.name.split()[0] for player in PLAYERS if player.team != team]
    return re.compile(rf"(?i:{'|'.join(words)})|\b(?:{'|'.join(names)})\b")


def lessons_stay_with_those_concerned(e: Evidence) -> Iterator[str]:
    """What was learned from something late is read by its owner, those who waited for it, and those who helped."""
    said = [(entry, entry.fact.words) for entry in e.facts if isinstance(entry.fact, Learned)]
    for letter in e.new_letters:
        for entry, words in said:
            if words and words in letter.words:
                it = commitments.fold(e.of(entry.subject, letter.created))
                if it and letter.person not in {it.owner, *it.helpers, *_ever_waited(e, it)}:
                    yield f"{letter.key} tells {letter.person} what was learned from {it.id}"


def _ever_waited(e: Evidence, it: Commitment) -> set[str]:
    needing = (commitments.fold(e.of(other)) for other in it.needed_for)
    return {*it.needed_by, *(other.owner for other in needing if other)}


PULSE = re.compile(r"\w+ pulse \d+ is said by nobody")


def a_pulse_has_no_names(e: Evidence) -> Iterator[str]:
    """No fact says whose an answer is, and nothing shows fewer than five together, but a receipt to its author."""
    for entry in e.new_facts:
        if entry.author and PULSE.search(repr(entry.fact)):
            yield f"{entry.subject} says that it was {entry.author} who answered"
    for letter in e.new_letters:
        said = {*PULSE.findall(letter.words)}
        if said and len(said) < 5 and not letter.is_answer:
            yield f"{letter.key} shows {len(said)} answers"


def reply_addresses_are_ones_own(e: Evidence) -> Iterator[str]:
    """No letter holds a reply address that was made for somebody else."""
    owners = {letter.token: letter.person for letter in e.letters if letter.token}
    for letter in e.new_letters:
        for token in set(TOKEN.findall(letter.everything)):
            if owners.get(token.lower()) != letter.person:
                yield f"{letter.key} holds a reply address of {owners.get(token.lower(), 'nobody')}"


def ids_are_of_the_readers_team(e: Evidence) -> Iterator[str]:
    """Every C12, D4 and H3 in a letter is on record, of its reader's team; what two write stays with the two."""
    for letter in e.new_letters:
        reader = letter.reader
        for subject in set(IDS.findall(letter.everything)) if reader else ():
            entries = e.of(subject)
            if not entries:
                yield f"{letter.key} names {subject}, which is not there"
            elif reader and reader.id not in _readers(entries[0].team) | _named_in(entries, reader.team):
                yield f"{letter.key} names {subject}, which is {entries[0].team}'s, to {reader.id} of {reader.team}"


def _named_in(entries: tuple[Entry, ...], team: str) -> set[str]:
    """Whom somebody of the circle has asked to take over what they had promised there, out of the same team."""
    asked = {entry.fact.to for entry in entries if isinstance(entry.fact, SuccessorAsked | Delegated)}
    return asked if entries[0].team.partition("~")[0] == team else set()


@cache
def _readers(team: str) -> frozenset[str]:
    """Who may read of a team: all of it; of a private review's circle ("field~<cadence>") those who take part."""
    name, _, cadence = team.partition("~")
    circle = [series for series in SERIES if cadence_id(series.uid) == cadence]
    return frozenset(circle[0].guests if circle else (player.id for player in PLAYERS if player.team == name))


# --- each once -------------------------------------------------------------------------------------


def letters_go_out_once(e: Evidence) -> Iterator[str]:
    keys = Counter(letter.key for letter in e.letters)
    ids = Counter(letter.message_id for letter in e.letters)
    for letter in e.new_letters:
        if keys[letter.key] > 1 or ids[letter.message_id] > 1:
            yield f"{letter.key} went out {max(keys[letter.key], ids[letter.message_id])} times"


def weeks_and_quarters_come_once(e: Evidence) -> Iterator[str]:
    """A week of one's own, and the team's, once a week; a quarter once."""
    found = Counter((it.kind, it.person, _span(it)) for it in e.letters if it.kind in SPANS)
    for letter in e.new_letters:
        count = found[letter.kind, letter.person, _span(letter)]
        if count > 1:
            yield f"{letter.key} is one of {count} that {letter.person} got"


SPANS = ("week", "team_week", "team-week", "quarter")


def _span(letter: Sent) -> tuple[int, int]:
    day = _day(letter)
    return (day.year, (day.month - 1) // 3) if letter.kind == "quarter" else day.isocalendar()[:2]


def digests_come_once(e: Evidence) -> Iterator[str]:
    """Each reader gets the digest of each occurrence, once; who is away or has stopped them gets none."""
    digests = [letter for letter in e.letters if letter.kind == "digest"]
    for due in e.digests_due:
        reader, at = BY_ID[due.reader], due.start - due.lead
        day = at.astimezone(reader.zone).date()
        excused = any(e.is_told(due.reader, what, day, at) for what in ("away", "digests", "unreachable"))
        found = [
            letter.key
            for letter in digests
            if letter.person == due.reader
            and letter.about.startswith(due.cadence)
            and at - timedelta(minutes=1) <= letter.created <= due.start + timedelta(hours=12)
        ]
        if len(found) != (0 if excused else 1):
            wanted = "none" if excused else "one"
            yield f"{due.reader} got {len(found)} digests of {due.cadence} {due.start:%d %b %H:%M}, should get {wanted}"
    e.digests_due.clear()


def open_items_are_the_fold(e: Evidence) -> Iterator[str]:
    """The table of open items says what the facts say."""
    subjects = {entry.subject for entry in e.facts if entry.subject[:1] in FOLDS and entry.subject[1:].isdigit()}
    for subject in sorted(subjects | e.items.keys()):
        it = FOLDS[subject[:1]](e.of(subject))
        is_open = it is not None and it.state in ("offered", "open", "intended", "objected", "taken")
        wanted = (it.owner, it.due.isoformat() if isinstance(it, Commitment) else "") if it and is_open else None
        if e.items.get(subject) != wanted:
            yield f"{subject} is {wanted} by its facts, {e.items.get(subject)} in the table of open items"


FOLDS = {"C": commitments.fold, "D": decisions.fold, "H": help_requests.fold}


# --- below -----------------------------------------------------------------------------------------


def _new(e: Evidence, kind: type) -> Iterator[tuple[Entry, Adopted]]:
    return ((entry, entry.fact) for entry in e.new_facts if isinstance(entry.fact, kind))


def _day(letter: Sent) -> date:
    return _local(letter.person, letter.at)


def _local(who: str, at: datetime) -> date:
    player: Player | None = BY_ID.get(who)
    return (at.astimezone(player.zone) if player else at).date()


INVARIANTS: tuple[Invariant, ...] = (
    asked_in_working_hours,
    one_envelope_a_day,
    nobody_away_is_asked,
    nobody_stopped_is_asked,
    silence_is_of_those_who_heard,
    no_objection_is_passed_over,
    offers_count_when_accepted,
    nothing_is_late_before_its_day_is_over,
    those_who_wait_are_asked_first,
    teams_stay_apart,
    lessons_stay_with_those_concerned,
    a_pulse_has_no_names,
    reply_addresses_are_ones_own,
    ids_are_of_the_readers_team,
    letters_go_out_once,
    digests_come_once,
    weeks_and_quarters_come_once,
    open_items_are_the_fold,
)


def broken(e: Evidence) -> list[str]:
    """All that is wrong with what is new, each with the name of what it breaks; then it counts as looked at."""
    found = [f"{invariant.__name__}: {line}" for invariant in INVARIANTS for line in invariant(e)]
    e.looked_at()
    return found
