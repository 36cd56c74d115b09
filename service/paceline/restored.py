"""After a backup was put back: what may have happened since it was made, and is not known here any more.

The service went on for a while after its backup: letters that wait in it may have gone, and so may those that its next
steps write. They are known by their instants: all that is about something before the restoring is in doubt, and so is
the answer to a mail that was written before it and is brought again. It is looked up where a door can, and else held
until the operator says so. What comes after goes out as ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from paceline.inbox import mail
from paceline.inbox.mail import Message
from paceline.inbox.mail.identity import content_id
from paceline.ledger import Tx, inbox, outbox, premises
from paceline.ledger.inbox import Arrival

UNTIL = "restored"
BROUGHT_AGAIN = timedelta(days=14)
"""For how long after a restoring mails from before it are brought again."""


def begin(tx: Tx, mails: Iterable[bytes], made_at: datetime, until: datetime) -> None:
    """The first thing that is done to a ledger that was put back: what had been taken in is kept, and all before
    `until` is in doubt. Nothing is where nothing ran after the backup: `until` is when it was made."""
    inbox.store(tx, (Arrival(content_id(raw), "restored", str(n), made_at, raw) for n, raw in enumerate(mails)))
    if until > made_at:
        outbox.doubt_waiting(tx, until)
        premises.put(tx, UNTIL, until.isoformat())


def doubt(tx: Tx, about: datetime, now: datetime) -> None:
    """The letters that this transaction wrote about something of the instant `about` are in doubt if that was before
    the restoring."""
    until = _until(tx)
    if until and about <= until:
        outbox.doubt_written(tx, now)


def doubt_answer(tx: Tx, arrival: Arrival, now: datetime) -> None:
    """What this transaction wrote about a mail is in doubt if the mail came, or was written, before the restoring: who
    brings mails again takes them out of the folder where the lost service had put them. Only for a while, since a
    Date may lie."""
    until = _until(tx)
    if until is None or arrival.received_at > until + BROUGHT_AGAIN:
        return
    message = mail.read(arrival.raw)
    written = message.date if isinstance(message, Message) else None
    if arrival.received_at <= until or (written and written <= until):
        outbox.doubt_written(tx, now)


def _until(tx: Tx) -> datetime | None:
    said = premises.get(tx, UNTIL)
    return datetime.fromisoformat(said) if said else None
