"""What a mail answers: by its signed address, else by its references, else by a reference in the quoted text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from paceline.clerks import forms, owed, rounds
from paceline.clerks.desk import Desk
from paceline.domain import circles
from paceline.domain.asks import Item
from paceline.domain.cadence import Settings
from paceline.domain.facts import Updated
from paceline.domain.people import Person
from paceline.domain.statements import Section
from paceline.inbox import address
from paceline.inbox.mail import Message
from paceline.inbox.quoting import letter_words
from paceline.ledger import asks, facts, outbox
from paceline.ledger.outbox import Posted
from paceline.letters.mime import bodies_of

QUOTED_ADDRESS_WITHIN = 64_000
"""Octets of a body in which a quoted reply address is looked for."""
QUOTED_AT_MOST = 200
"""Quoted reply addresses that are looked at: each of a letter's buttons has one."""


@dataclass(frozen=True, slots=True)
class Place:
    """The letter of ours that a mail answers (None: it answers none), and what an update in it is for.

    `impostor`: it carries an address that was signed for somebody else; it changes nothing.
    """

    letter: Posted | None = None
    occurrence: str = ""
    team: str = ""
    items: tuple[Item, ...] = ()
    sections: tuple[Section, ...] = ()
    only_in: Mapping[Section, str] = field(default_factory=dict)
    """The occurrence that alone asks a question, where the letter asks about several."""
    impostor: str = ""

    def words_for(self, message: Message) -> str:
        """The words of the letter that is answered, as the author's client may quote them; "" for a mail of its own."""
        text, html = bodies_of(self.letter.raw) if self.letter else ("", "")
        return letter_words(text, html if message.html else "")

    @property
    def asked_items(self) -> tuple[Item, ...]:
        """The numbered asks; a receipt's numbers are for "fix" only."""
        return tuple(item for item in self.items if item.kind not in ("record", "line"))

    @property
    def takes_notes(self) -> bool:
        """Whether plain words in the mail are meant for the update: it was asked for, or its digest is commented."""
        return any(item.kind == "update" for item in self.items) or bool(self.letter and self.letter.kind == "digest")

    @property
    def adds(self) -> bool:
        """Whether what is said adds to an update that was received: its receipt is answered."""
        return self.letter is not None and self.letter.kind == "receipt" and bool(self.occurrence)

    def shows(self, it: facts.Record, person: Person) -> bool:
        """Whether a person may know of this: it is of their team, theirs, or stands in the letter that they answer
        or in its review (a private one only those may look into who take part in it now: `Desk.may_read`)."""
        cadence = self.occurrence.partition("/")[0]
        of_the_review = bool(cadence) and it.occurrence.startswith(f"{cadence}/") and not circles.cadence_of(it.team)
        asked_here = any(item.subject == it.id for item in self.items)
        return it.team == person.team or it.owner == person.id or of_the_review or asked_here


def may_know(desk: Desk, here: Place, it: facts.Record, person: Person) -> bool:
    """Whether a person may know of something on record, whose ever it is."""
    return here.shows(it, person) or desk.may_read(person, it.team)


def place(desk: Desk, message: Message, person: Person) -> Place:
    letter = letter_of(desk, message) or _by_quote(desk, message, person)
    if letter and letter.person != person.id:
        return Place(impostor=letter.person)
    named = _named_by(desk, letter) if letter else ""
    occurrence = named or _waiting_for(desk, person)
    items = letter.items if letter else ()
    asked = [item.subject for item in items if item.kind == "update"] or [occurrence]
    of_one = team_of(desk, named) if len(asked) == 1 else ""
    team = of_one or (letter.team if letter else "") or team_of(desk, occurrence) or person.team
    questions = {one: _sections(desk, one) for one in asked}
    times = Counter(section for sections in questions.values() for section in sections)
    several = len(questions) > 1
    alone = {it: one for one, sections in questions.items() for it in sections if several and times[it] == 1}
    return Place(letter, occurrence, team, items, tuple(times), alone)


def letter_of(desk: Desk, message: Message) -> Posted | None:
    """The letter of ours that a mail answers, by its signed address or its references."""
    return _by_token(desk, message.recipients) or _by_references(desk, message)


def _by_token(desk: Desk, recipients: tuple[str, ...]) -> Posted | None:
    tokens = (address.token_in(recipients, one) for one in sorted(desk.config.service.addresses))
    return next((letter for token in tokens if token and (letter := _signed(desk, token))), None)


def _signed(desk: Desk, token: str) -> Posted | None:
    """The letter whose reply address this is, if it was signed by us and still counts."""
    secret = desk.config.service.secret
    for letter in outbox.by_letter_id(desk.tx, address.letter_of_token(token)):
        if address.verify(secret, token, letter.key, letter.person) and letter.expires > desk.now:
            return letter
    return None


def _by_references(desk: Desk, message: Message) -> Posted | None:
    chain = (*message.in_reply_to, *reversed(message.references))
    found = outbox.by_message_ids(desk.tx, tuple(dict.fromkeys(chain)))
    return next((letter for letter in found if letter.person), None)


def _by_quote(desk: Desk, message: Message, person: Person) -> Posted | None:
    """Every button of a letter is a mailto: link with its reply address, and clients quote them; where the server has
    no plus-addresses, the letter's reference stands in its text and in the subject that a button fills in.

    Of several letters that are quoted the first counts that went to this person: a colleague's may stand in between.
    """
    base = desk.config.service.address
    local, _, domain = base.partition("@")
    tagged = rf"{re.escape(local)}(?:\+|%2B|&#43;)([a-z2-7]{{26}})@{re.escape(domain)}"
    pattern = re.compile(rf"{tagged}|\bref\s([a-z2-7]{{26}})\b", re.IGNORECASE)
    body = "\n".join((message.subject, message.text[:QUOTED_ADDRESS_WITHIN], message.html[:QUOTED_ADDRESS_WITHIN]))
    tokens = dict.fromkeys((found[1] or found[2]).lower() for found in islice(pattern.finditer(body), QUOTED_AT_MOST))
    letters = [letter for token in tokens if (letter := _signed(desk, token))]
    return next((letter for letter in letters if letter.person == person.id), next(iter(letters), None))


def _named_by(desk: Desk, letter: Posted) -> str:
    """The occurrence that a letter asks about, or is about; "": none. Where it is one, what is said to the letter is of
    that review, which may be private, whatever else the letter asks."""
    asked = next((item.subject for item in letter.items if item.kind == "update"), "")
    return asked or (letter.about if "/" in letter.about else _of_mail(desk, letter.about))


def _waiting_for(desk: Desk, person: Person) -> str:
    """The person's ask that waits longest; not one that is answered without a name."""
    waiting = [ask.subject for ask, carried in asks.waiting(desk.tx, person.id) if ask.kind == "update" and carried]
    return next((it for it in waiting if not owed.template_of(desk, rounds.cadence_of(desk, it))), "")


def _of_mail(desk: Desk, arrival: str) -> str:
    """The occurrence that a mail was an update for: a receipt answers that mail."""
    updates = (entry.fact for entry in facts.of_message(desk.tx, arrival) if isinstance(entry.fact, Updated))
    return next((update.occurrence for update in updates), "")


def team_of(desk: Desk, occurrence: str) -> str:
    """The team, or the circle, whose cadence an occurrence belongs to; "" where it is not known."""
    kept = rounds.cadence_of(desk, occurrence) if occurrence else None
    return kept.team if kept else ""


def _sections(desk: Desk, occurrence: str) -> tuple[Section, ...]:
    kept = rounds.cadence_of(desk, occurrence) if occurrence else None
    settings = kept.cadence.settings if kept else Settings(template=desk.config.defaults.template)
    return forms.sections(settings, desk.folders)
