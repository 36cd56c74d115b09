"""The letters of ours that the ledger keeps: `explain` reads an answer to one of them as the service does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from paceline.cli.reading import Letter
from paceline.inbox.mail import Message

if TYPE_CHECKING:
    from paceline.config import Config
    from paceline.ledger import Ledger

LookUp = Callable[[Message], Letter | None]


@contextmanager
def kept_letters(config: Config) -> Iterator[LookUp]:
    """Finds the letter that a mail answers; none where no ledger of this version can be read. Writes nothing."""
    with readable_ledger(config) as ledger:
        yield partial(_letter, config, ledger) if ledger else _nowhere


@contextmanager
def readable_ledger(config: Config) -> Iterator[Ledger | None]:
    """The ledger, open; None where there is none, or none of this version."""
    from paceline import app
    from paceline.ledger import Ledger

    if not Ledger.is_there(config.ledger.url):
        yield None
        return
    with app.books(config) as ledger:
        yield ledger if _is_readable(ledger) else None


def _nowhere(_: Message) -> None:
    return None


def _is_readable(ledger: Ledger) -> bool:
    from paceline.ledger.store import LedgerError

    try:
        return len(set(ledger.revision())) == 1
    except LedgerError:
        return False


def _letter(config: Config, ledger: Ledger, message: Message) -> Letter | None:
    from paceline import app
    from paceline.clerks import placing
    from paceline.clerks.desk import Desk
    from paceline.ledger import people

    with ledger.begin() as tx:
        person = people.by_address(tx, message.sender.address) if message.sender else None
        place = placing.place(Desk(config, tx, app.now()), message, person) if person else None
    if place is None or place.letter is None:
        return None
    return Letter(place.words_for(message), place.asked_items, place.sections, place.letter.key)
