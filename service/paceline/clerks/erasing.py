"""Somebody is erased: the record keeps its shape (ids, days, states, who owed what to whom), and loses their name,
their addresses and their words. Or two who are one become one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from paceline.clerks import persons
from paceline.clerks.desk import Desk
from paceline.config import Config
from paceline.domain.clauses import Clause, Said
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.erasing import ERASED, NAMING, rewritten, texts_of, with_clauses
from paceline.domain.facts import AddressClaimed, AgreementSet, Confided, Entry, Erased, Fact, Intended
from paceline.domain.people import Person
from paceline.inbox import mail
from paceline.inbox.mail import Message
from paceline.ledger import Ledger, facts, hold, identities, people, schema
from paceline.ledger.store import overwrite_what_is_freed
from paceline.letters.mime import bodies_of

NOBODY = "erased-"
"""Begins the id that stands in the place of somebody who was erased."""
TELLING = 12
"""Characters from which words of theirs are looked for in others' mails and letters; shorter ones are everybody's."""


@dataclass
class Report:
    """What was erased, or would be."""

    id: str
    facts: int = 0
    mails: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    """Others' words that name them: in these the name is replaced."""
    waiting: list[str] = field(default_factory=list)
    """Letters to others that have not gone yet and hold their words: with these it can't be done now."""
    kept: list[str] = field(default_factory=list)
    """Records that are others' by now: what they are about stays."""


def erase(desk: Desk, person: Person) -> Report:
    """For good. `person` has left already; the caller rolls back where it was only to be shown."""
    new = _next_id(desk)
    report = Report(new)
    tx = desk.tx
    overwrite_what_is_freed(tx)
    scrub = _scrub(desk, person, new)
    theirs = _their_words(desk, person, report)
    is_about_them = _is_about_them(theirs, scrub)
    for key, sender, _, raw in identities.raws(tx, schema.inbox, "sender"):
        if sender == person.id or is_about_them(_words_of_mail(raw)):
            report.mails.append(key)
    for key, reader, state, raw in identities.raws(tx, schema.letters, "person"):
        if reader == person.id or is_about_them(_words_of_letter(raw)):
            report.letters.append(key)
            if reader != person.id and state in ("queued", "sending"):
                report.waiting.append(key)
    if report.waiting:
        return report
    for key in report.mails:
        identities.empty_mail(tx, key)
    to_them = {key for key, reader, _, _ in identities.raws(tx, schema.letters, "person") if reader == person.id}
    for key in report.letters:
        identities.empty_letter(tx, key, whole=key in to_them)
    report.facts = identities.rewrite_facts(tx, person.id, new, _rewriting(desk, person, new, theirs, scrub, report))
    identities.rename(tx, person.id, new)
    identities.scrub(tx, scrub)
    identities.forget(tx, person.id)
    people.put(tx, Person(new, "", ERASED, (), left=person.left, stopped=person.stopped), learned=True)
    desk.record(person.left, persons.subject(new), Erased())
    identities.merge_index(tx)
    return report


class _OnlyShownError(Exception):
    """Rolls back what was only to be shown."""


def erase_in(config: Config, ledger: Ledger, person: Person, now: datetime, *, dry_run: bool = False) -> Report:
    """In a transaction of its own, which leaves everything as it was for a dry run, or where letters wait."""
    report = Report("")
    with suppress(_OnlyShownError), ledger.begin() as tx:
        for team in sorted({each.id for each in config.teams}):
            hold(tx, team)
        report = erase(Desk(config, tx, now), person)
        if dry_run or report.waiting:
            raise _OnlyShownError
    return report


def merge(desk: Desk, old: Person, into: Person) -> Person:
    """Whatever `old` said, owes and is asked is `into`'s; so are their addresses."""
    tx = desk.tx

    def id_of(person: str) -> str:
        return into.id if person == old.id else person

    handle = re.compile(rf"(?<![\w.+-])@{re.escape(old.id)}(?![\w-])", re.IGNORECASE)

    def change(entry: Entry) -> Fact:
        fact = rewritten(entry.fact, id_of, str, lambda _name, text: text)
        if not isinstance(fact, AgreementSet):
            return fact
        return with_clauses(fact, lambda clause: handle.sub(f"@{into.id}", clause.words))

    identities.rewrite_facts(tx, old.id, into.id, change)
    identities.rename(tx, old.id, into.id)
    identities.forget(tx, old.id)
    is_learned = next(learned for person, learned in people.everyone(tx) if person.id == into.id)
    people.put(tx, replace(into, addresses=(*into.addresses, *old.addresses)), learned=is_learned)
    for address in old.addresses:
        desk.record(into.team, persons.subject(into.id), AddressClaimed(address))
    return persons.refresh(desk, people.by_id(tx, into.id) or into)


def _next_id(desk: Desk) -> str:
    taken = people.ids(desk.tx)
    return next(name for number in range(1, len(taken) + 2) if (name := f"{NOBODY}{number}") not in taken)


# --- their name ------------------------------------------------------------------------------------


def _scrub(desk: Desk, person: Person, new: str) -> Callable[[str], str]:
    """Any text without their addresses, name and handle; without their first name where nobody else has it."""
    addresses = sorted(_addresses(desk, person), key=len, reverse=True)
    sharing = [p for p, _ in people.everyone(desk.tx) if p.first_name == person.first_name and p.id != person.id]
    names = [person.name] if " " in person.name.strip() or not sharing else []
    exact = [*names, *([] if sharing else [person.first_name])]
    parts = [
        *(rf"(?<![\w.+-]){re.escape(address)}(?![\w-])" for address in addresses),
        rf"(?<![\w.+-])@{re.escape(person.id)}(?![\w-])",
    ]
    ignoring_case = re.compile("|".join(parts), re.IGNORECASE)
    as_written = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in exact if name) or r"(?!)")

    def scrub(text: str) -> str:
        return as_written.sub(ERASED, ignoring_case.sub(_instead(new), text))

    return scrub


def _instead(new: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"@{new}" if found[0].startswith("@") else f"{new}@invalid"


def _addresses(desk: Desk, person: Person) -> frozenset[str]:
    """Those that are known, and those that letters to them went to."""
    gone_to = identities.recipients(desk.tx, person.id)
    return frozenset(address.lower() for address in (*person.addresses, *gone_to) if address)


# --- their words -----------------------------------------------------------------------------------


def _their_words(desk: Desk, person: Person, report: Report) -> frozenset[str]:
    kept = _others_now(desk, person)
    report.kept.extend(sorted(kept))
    found: set[str] = set()
    staying: set[str] = set()
    for entry in identities.all_facts(desk.tx):
        if entry.author != person.id and not _is_to_them(entry, person):
            continue
        for name, text in texts_of(entry.fact):
            (staying if name in NAMING and entry.subject in kept else found).add(text)
    return frozenset(found - staying)


def _is_to_them(entry: Entry, person: Person) -> bool:
    """What others told them in private is for nobody any more."""
    return isinstance(entry.fact, Confided) and entry.fact.to == person.id


def _others_now(desk: Desk, person: Person) -> frozenset[str]:
    """What they began and others have promised, or answer for, since."""
    begun = {e.subject for e in identities.all_facts(desk.tx) if e.author == person.id and e.subject[:1] in facts.FOLDS}
    records = facts.records(desk.tx, sorted(begun))
    return frozenset(it.id for it in records if isinstance(it, Commitment | Decision) and it.owner != person.id)


def _is_about_them(theirs: frozenset[str], scrub: Callable[[str], str]) -> Callable[[str], bool]:
    telling = {words for text in theirs if len(words := _plain(text)) >= TELLING}

    def tells(text: str) -> bool:
        plain = _plain(text)
        return scrub(text) != text or any(words in plain for words in telling)

    return tells


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _words_of_mail(raw: bytes) -> str:
    message = mail.read(raw)
    if isinstance(message, Message):
        return "\n".join((message.subject, message.text, message.html, raw.decode("utf-8", "replace")))
    return raw.decode("utf-8", "replace")


def _words_of_letter(raw: bytes) -> str:
    head = raw.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
    return "\n".join((head, *bodies_of(raw)))


def _rewriting(
    desk: Desk, person: Person, new: str, theirs: frozenset[str], scrub: Callable[[str], str], report: Report
) -> Callable[[Entry], Fact]:
    kept = frozenset(report.kept)
    intended = (e for e in identities.all_facts(desk.tx) if e.author == person.id and isinstance(e.fact, Intended))
    decided = {entry.subject for entry in intended} - kept

    def id_of(who: str) -> str:
        return new if who == person.id else who

    def change(entry: Entry) -> Fact:
        is_theirs = entry.author == person.id or _is_to_them(entry, person)

        def words(name: str, text: str) -> str:
            stays = name in NAMING and entry.subject in kept
            if (is_theirs and not stays) or text in theirs:
                return ERASED
            after = scrub(text)
            if after != text:
                report.mentions.append(f"{entry.subject}: {text}")
            return after

        fact = rewritten(entry.fact, id_of, scrub, words)
        return with_clauses(fact, clause_words) if isinstance(fact, AgreementSet) else fact

    def clause_words(clause: Clause | Said) -> str:
        """A norm that they brought in is theirs; a rule is no prose, and goes on without their name."""
        is_theirs = isinstance(clause, Clause) and not clause.key and clause.by in decided
        return ERASED if is_theirs else scrub(clause.words)

    return change


def still_invited(desk: Desk, person: Person) -> Iterator[str]:
    """Titles of the events that would bring them back with their next change."""
    theirs = {*person.addresses}
    for kept in persons.invited_to(desk, theirs):
        yield kept.cadence.title
