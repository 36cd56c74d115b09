"""A letter before it goes: who runs a review may read the mail that asks, and the digest, as they would be now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from paceline.agenda import occurrences
from paceline.agenda.contents import Envelope
from paceline.agenda.digest import compose
from paceline.clerks import confiding, digests, mailroom, owed, rounds, update_asks, wishes
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.placing import Place
from paceline.domain.asks import Item
from paceline.domain.cadence import Occurrence
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person
from paceline.domain.statements import Command
from paceline.inbox.mail import Message
from paceline.ledger.cadences import Kept
from paceline.letters import write
from paceline.letters.write import Letter

KIND = "preview"


def answer(desk: Desk, arrival: str, message: Message, person: Person, place: Place, said: Command) -> Refusal | None:
    """Nothing is recorded by it, and nobody else hears of it. `arrival` is the inbox id of the mail."""
    kept = wishes.review_meant(desk, person, place, said)
    if isinstance(kept, Refusal):
        return kept
    if kept.organizer != person.id:
        return Refusal(said.line, "only who runs a review reads its letters before they go", '"status"; "mine"')
    ahead = rounds.next_date(desk, kept)
    if ahead is None:
        return Refusal(said.line, f"{kept.cadence.title} has no date ahead")
    if said.text == "digests":
        if owed.template_of(desk, kept):
            return Refusal(said.line, "answers without a name are shown to everybody at once", '"preview asks"')
        posting = Posting("", kept.team, arrival)
        _post(desk, arrival, message, person, posting, _digest(desk, kept, ahead, person))
        return None
    if said.text not in ("", "asks"):
        return Refusal(said.line, "the mail that asks and the digest can be read before", '"preview"; "preview digest"')
    if rounds.times(desk, kept, ahead).asks[person.id] <= desk.now:
        later = occurrences.following(kept.cadence, ahead.start)
        if later is None:
            return Refusal(said.line, "that mail has gone out", '"preview digest"')
        ahead = later
    asks = Posting("", kept.team, ahead.id, items=(Item(1, "update", ahead.id),))
    _post(desk, arrival, message, person, asks, _asks(desk, kept, ahead, person))
    return None


def _digest(desk: Desk, kept: Kept, ahead: Occurrence, reader: Person) -> Callable[[str], Letter]:
    content = compose(digests.gather(desk, kept, ahead), reader)
    private = confiding.for_digest(desk, kept, ahead, reader)
    goes = rounds.times(desk, kept, ahead).digest
    turns = digests.in_words(desk, kept, digests.facilitators(desk, kept, ahead), reader)
    shown = replace(content, private=private, may_settle=False, goes=goes, facilitates=turns)
    return lambda reply_to: write.digest(shown, reply_to, desk.folders)


def _asks(desk: Desk, kept: Kept, ahead: Occurrence, reader: Person) -> Callable[[str], Letter]:
    ask = update_asks.update_ask(desk, kept, ahead, reader, number=1)
    goes = rounds.times(desk, kept, ahead).asks[reader.id]
    content = Envelope(reader, desk.today(reader), updates=(ask,), goes=goes)
    return lambda reply_to: write.envelope(content, reply_to, desk.folders)


def _post(
    desk: Desk, arrival: str, message: Message, reader: Person, posting: Posting, letter: Callable[[str], Letter]
) -> None:
    """Under a kind of its own: what answers it is no word on the meeting."""
    to_go = replace(posting, key=f"{KIND}/{arrival}/{posting.about}", answers=message)
    mailroom.post(desk, reader, to_go, lambda reply_to: replace(letter(reply_to), kind=KIND))
