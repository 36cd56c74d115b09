"""A person's mail: placed, read, taken down, and answered with a receipt."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from paceline.agenda.contents import Receipt, TwoVersions, Unplaced
from paceline.clerks import answered_back, claims, echoes, mailroom, placing, settings, unsigned
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.orders import ORDERS
from paceline.clerks.placing import Place
from paceline.clerks.sheet import Sheet
from paceline.clerks.taking import take_down
from paceline.clerks.unsigned import Taken
from paceline.domain.asks import Item
from paceline.domain.people import Person, names_of
from paceline.domain.statements import Command, Reply
from paceline.inbox import versions
from paceline.inbox.answer import plain_subject, read_answer
from paceline.inbox.mail import Message
from paceline.inbox.reply import Context
from paceline.inbox.versions import Difference
from paceline.ledger.inbox import Arrival, Settlement
from paceline.letters import write

_TAKES_SETTINGS = ("confirmation", "imip", "asking-back")
BELIEVE_DATE_FOR = timedelta(days=7)
"""How far back a Date header is believed; older or future ones give way to the time of arrival (SECURITY: T47)."""


def settle(desk: Desk, arrival: Arrival, message: Message, person: Person) -> Settlement:
    place = placing.place(desk, message, person)
    if place.impostor:
        claims.ask(desk, arrival, message, person.address, person)
        why = f"{person.address} answered with an address that was signed for somebody else"
        return Settlement("held", "reply", why, person.id, person.team)
    written = written_at(message, arrival.received_at)
    words, context = place.words_for(message), _context(desk, person, place, written)
    _, reply = read_answer(message, words, context)
    without_name = unsigned.take(desk, person, place, reply)
    if without_name:
        return _settle_unsigned(desk, arrival, message, person, place, without_name, written)
    if differing := versions.difference(message, words, context, reply):
        _ask_which(desk, arrival, message, person, place, differing)
        return Settlement("settled", "reply", "its text and its HTML say different things", person.id, place.team)
    changed = place.letter is not None and place.letter.kind in _TAKES_SETTINGS
    changed = changed and settings.change(desk, arrival, message, person, place)
    answered = answered_back.take(desk, arrival, message, person, place)
    if changed:
        reply = _orders_of(reply)
    if answered or (changed and not reply.statements):
        return Settlement("settled", "reply", "", person.id, place.team)
    sheet = take_down(desk, arrival, message, person, place, reply, written)
    if echoes.goes_on(desk, sheet):
        return Settlement("settled", "reply", "read, and not answered again", person.id, place.team)
    if sheet.recorded or sheet.refused or sheet.ids:
        receipt(desk, sheet)
    elif not reply.statements and _waits_for_an_answer(message, place, reply):
        _unplaced(desk, sheet)
    return Settlement("settled", "reply", "", person.id, place.team)


def _settle_unsigned(
    desk: Desk, arrival: Arrival, message: Message, person: Person, place: Place, taken: Taken, written: datetime
) -> Settlement:
    """What has a name is taken down as ever; of the mail nothing is kept."""
    if taken.outcomes:
        unsigned.receipt(desk, message, arrival.id, person, place, taken)
    if taken.reply.statements or taken.reply.unclear:
        sheet = take_down(desk, arrival, message, person, place, taken.reply, written)
        if sheet.recorded or sheet.refused or sheet.ids:
            receipt(desk, sheet)
    return Settlement("settled", "reply", "answered without a name", person.id, place.team, forget=True)


def _orders_of(reply: Reply) -> Reply:
    """What stands between settings: "pause until 4 Jan"."""
    said = (one for one in reply.statements if isinstance(one, Command) and one.verb in ORDERS)
    return Reply("", tuple(said), language=reply.language)


def _waits_for_an_answer(message: Message, place: Place, reply: Reply) -> bool:
    """A mail of its own, or words to a letter of ours; not what somebody says to others, nor to this very answer."""
    if place.letter:
        return bool(reply.notes) and place.letter.kind != "unplaced"
    return not message.in_reply_to


def written_at(message: Message, received_at: datetime) -> datetime:
    """The moment days are counted from."""
    wrote = message.date
    if wrote and received_at - BELIEVE_DATE_FOR <= wrote <= received_at:
        return wrote
    return received_at


def _context(desk: Desk, person: Person, place: Place, written: datetime) -> Context:
    now = written.astimezone(ZoneInfo(person.zone))
    names = names_of((*desk.team(place.team), *desk.guests(place.team)))
    return Context(place.sections, place.asked_items, now, person.locale, names, place.only_in)


def _ask_which(desk: Desk, arrival: Arrival, message: Message, person: Person, place: Place, found: Difference) -> None:
    """What it answers is asked about on, so that numbers mean there what they meant here."""
    content = TwoVersions(person, plain_subject(message.subject), found.in_text, found.in_html, found.unseen)
    posting = Posting(
        key=f"two-versions/{arrival.id}", team=place.team, about=arrival.id, items=place.items, answers=message
    )
    mailroom.post(desk, person, posting, lambda reply_to: write.two_versions(content, reply_to, desk.folders))


def receipt(desk: Desk, sheet: Sheet) -> None:
    """Say what was recorded and what was not."""
    mentioned = {it.id for it in sheet.recorded}
    content = Receipt(
        reader=sheet.person,
        day=sheet.held.today,
        subject=plain_subject(sheet.message.subject),
        recorded=tuple(sheet.recorded),
        refused=tuple(sheet.refused),
        notes=sheet.reply.notes if any(it.kind == "update" for it in sheet.recorded) else (),
        kept_before=tuple(it for it in dict.fromkeys(sheet.ids) if it not in mentioned),
    )
    posting = Posting(
        key=f"receipt/{sheet.arrival.id}",
        team=sheet.place.team,
        about=sheet.arrival.id,
        items=_numbered(content),
        answers=sheet.message,
    )
    mailroom.post(desk, sheet.person, posting, lambda reply_to: write.receipt(content, reply_to, desk.folders))


def _numbered(receipt: Receipt) -> tuple[Item, ...]:
    """What "fix 2: …" is about: first what was recorded, then what was not, as the receipt numbers them."""
    recorded = [Item(n, "record", it.id) for n, it in enumerate(receipt.recorded, start=1) if it.id]
    lines = enumerate((it.line for it in receipt.refused), start=len(receipt.recorded) + 1)
    return (*recorded, *(Item(n, "line", line[:500]) for n, line in lines))


def _unplaced(desk: Desk, sheet: Sheet) -> None:
    """Nothing could be done with it: kept, and answered with what would work."""
    first_line = next((line for line in sheet.reply.text.splitlines() if line.strip()), "")
    content = Unplaced(sheet.person, plain_subject(sheet.message.subject), first_line)
    arrival = sheet.arrival.id
    posting = Posting(key=f"unplaced/{arrival}", team=sheet.person.team, about=arrival, answers=sheet.message)
    mailroom.post(desk, sheet.person, posting, lambda reply_to: write.unplaced(content, reply_to, desk.folders))
