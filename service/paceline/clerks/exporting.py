"""What is on record of a team, or of one person, for other programs. Nobody's private words but the person's own; a
private review's only to those who take part in it; never another team's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from paceline.agenda import exports
from paceline.clerks import confiding, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.feeds import Feeds, Whose
from paceline.clerks.telling import in_words
from paceline.domain import circles
from paceline.domain.commitments import Commitment
from paceline.domain.decisions import Decision
from paceline.domain.facts import Confided, Entry, Learned, Updated, standing
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person
from paceline.domain.search import current_update
from paceline.inbox.mail import Message, read
from paceline.inbox.reply.confided import begins_within, confided
from paceline.ledger import facts, identities, inbox, people
from paceline.ledger.inbox import KeptMail

Record = Mapping[str, Any]


BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Export:
    """Of a team, or with `person` of what is theirs, whichever team's; only what was spoken of since `since`."""

    desk: Desk
    team: str = ""
    person: Person | None = None
    since: datetime = BEGINNING

    def records(self) -> Iterator[Record]:
        """Commitments, decisions, help requests, updates and private words, in the order in which they began."""
        for subject, entries in self._by_subject().items():
            if entries[-1].at < self.since:
                continue
            told = self._record(subject, entries) if subject[:1] in facts.FOLDS else self._said(subject, entries)
            if told:
                yield told

    def decisions(self) -> Iterator[tuple[str, str]]:
        """The name of a file and its text, for each decision."""
        for subject, entries in self._by_subject().items():
            it = facts.FOLDS["D"](entries) if subject[:1] == "D" else None
            if isinstance(it, Decision) and self._is_in_scope(it, entries) and entries[-1].at >= self.since:
                names = self.desk.names(it.team)
                history = [(entry.at, in_words(entry, names)) for entry in entries]
                yield exports.file_name(it), exports.as_markdown(it, names, history)

    def mails(self) -> Iterator[tuple[str, datetime, bytes]]:
        """The mails that are kept: (address, when it came, octets). Of a team without those with private words."""
        addresses = {person.id: person.address for person, _ in people.everyone(self.desk.tx) if person.addresses}
        for mail in inbox.kept_mails(self.desk.tx, team=self.team, sender=self.person.id if self.person else ""):
            if mail.received_at >= self.since and (self.person or not self._is_private(mail)):
                yield addresses.get(mail.sender, ""), mail.received_at, mail.raw

    def calendar(self) -> bytes:
        whose = Whose("person", self.person.id) if self.person else Whose("team", self.team)
        return Feeds(self.desk).octets(whose, "due")

    def _by_subject(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        for entry in identities.all_facts(self.desk.tx):
            if self.person or entry.team == self.team:
                found.setdefault(entry.subject, []).append(entry)
        return {subject: tuple(entries) for subject, entries in found.items()}

    def _is_in_scope(self, it: facts.Record, entries: tuple[Entry, ...]) -> bool:
        """Of a person: what they own, have asked for or wait for, or had a word in; of whichever team."""
        if self.person is None:
            return True
        who = self.person.id
        concerned = {it.owner, *(entry.author for entry in entries)}
        if isinstance(it, Commitment):
            concerned |= {it.asked_by, *it.needed_by, *it.helpers}
        return who in concerned

    def _record(self, subject: str, entries: tuple[Entry, ...]) -> Record | None:
        it = facts.FOLDS[subject[:1]](entries)
        if it is None or not self._is_in_scope(it, entries):
            return None
        seen = self._seen(entries)
        history = [{"at": _utc(e.at), "by": e.author, "what": in_words(e, {}), "mail": e.message} for e in seen]
        return {**_told(it), "history": history}

    def _seen(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        if self.person:
            return confiding.for_eyes_of(self.desk, self.person, entries)
        return tuple(entry for entry in entries if not isinstance(entry.fact, Learned | Confided))

    def _said(self, subject: str, entries: tuple[Entry, ...]) -> Record | None:
        """An update; or what was said in private, to the two only."""
        author = subject.rpartition("/")[2]
        if self.person and subject.startswith(confiding.SUBJECT):
            return self._private(self.person, entries)
        if not subject.startswith("update/") or (self.person and author != self.person.id):
            return None
        update = current_update(entries)
        if update is None or (circles.cadence_of(entries[0].team) and not self.person):
            return None
        return self._update(entries, author, update)

    def _private(self, person: Person, entries: tuple[Entry, ...]) -> Record | None:
        """What they said; and what they were told, once they were."""
        mine = [
            (e, e.fact)
            for e in confiding.for_eyes_of(self.desk, person, standing(entries))
            if isinstance(e.fact, Confided) and (e.author == person.id or confiding.is_passed_on(self.desk, e))
        ]
        if not mine:
            return None
        said = [{"at": _utc(e.at), "to": fact.to, "text": fact.words} for e, fact in mine]
        detail = "; ".join(fact.words for _, fact in mine)
        first = mine[0][0]
        return {
            "kind": "private", "id": "", "team": first.team, "owner": first.author, "opened": _utc(first.at),
            "said": said, "detail": detail,
        }  # fmt: skip

    def _update(self, entries: tuple[Entry, ...], author: str, update: Updated) -> Record:
        kept = rounds.cadence_of(self.desk, update.occurrence)
        lines = [{"section": section, "text": text} for section, text in update.lines]
        return {
            "kind": "update", "id": "", "team": entries[0].team, "owner": author,
            "title": kept.cadence.title if kept else "", "state": "", "opened": _utc(entries[0].at),
            "occurrence": update.occurrence, "lines": lines, "thanks": list(update.thanks),
            "detail": "; ".join(text for _, text in update.lines),
        }  # fmt: skip

    def _is_private(self, mail: KeptMail) -> bool:
        """Also where nothing came of it, as of words to somebody who is not known."""
        said = facts.of_message(self.desk.tx, mail.id)
        if any(isinstance(e.fact, Confided | Learned) or circles.cadence_of(e.team) for e in said):
            return True
        message = read(mail.raw)
        words = (message.subject, *message.text.splitlines()) if isinstance(message, Message) else ()
        return not words or any(confided(line) or begins_within(line) for line in words)


def _told(it: facts.Record) -> dict[str, Any]:
    first = {"id": it.id, "team": it.team, "owner": it.owner, "state": it.state, "opened": _utc(it.opened)}
    match it:
        case Commitment():
            moves = [
                {"was": m.was.isoformat(), "to": m.to.isoformat(), "reason": m.reason, "late": m.late} for m in it.moves
            ]
            return {
                "kind": "commitment", **first, "title": it.what, "due": it.due.isoformat(),
                "first_due": it.first_due.isoformat(), "closed": _utc(it.closed) if it.closed else None,
                "asked_by": it.asked_by, "done_when": it.done_when, "needed_by": list(it.needed_by),
                "helpers": list(it.helpers), "moves": moves, "detail": it.note,
            }  # fmt: skip
        case Decision():
            return {
                "kind": "decision", **first, "title": it.title, "rationale": it.rationale,
                "closes": _utc(it.closes) if it.closes else None, "since": _utc(it.since) if it.since else None,
                "reversible": it.reversible, "audience": list(it.audience), "agreed": list(it.agreed),
                "worries": [{"person": word.person, "text": word.text} for word in it.worries],
                "answers": list(it.anyway), "review": it.review.isoformat() if it.review else None,
                "replaces": it.replaces, "replaced_by": it.replaced_by, "detail": it.rationale,
            }  # fmt: skip
        case HelpRequest():
            parts = [{"person": person, "part": part} for person, part in it.parts]
            return {
                "kind": "help", **first, "title": it.what, "commitment": it.commitment, "takers": list(it.takers),
                "parts": parts, "detail": "",
            }  # fmt: skip


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
