"""The service for a command, with every way in which it can't be had said in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from paceline.cli.commands import FailedError, MisusedError
from paceline.cli.options import config

if TYPE_CHECKING:
    from paceline.app import Office
    from paceline.config import Config
    from paceline.ledger import Ledger, Tx
    from paceline.ports import Clock


@contextmanager
def office(given: Path | None, clock: Clock | None = None) -> Iterator[Office]:
    """The office, open; the ledger is brought up to date first, and the clock is held against it."""
    from paceline import app

    loaded = config(given)
    with complaints(loaded):
        app.prepare(loaded)
        with app.opened(loaded, clock, apart=clock is None) as opened:
            opened.check()
            yield opened


@contextmanager
def books(given: Path | None) -> Iterator[Tx]:
    """The ledger, to look something up in."""
    from paceline import app

    loaded = config(given)
    with complaints(loaded), app.books(loaded) as ledger:
        _known(ledger)
        with ledger.begin() as tx:
            yield tx


def _known(ledger: Ledger) -> None:
    here, newest = ledger.revision()
    if here != newest:
        raise FailedError(
            f"the ledger is at revision {here or 'none'}, not {newest}; bring it up to date with: paceline tick"
        )


@contextmanager
def complaints(loaded: Config) -> Iterator[None]:
    """Every way in which the service can't be had, as what a command says."""
    from paceline.app import ConnectorError
    from paceline.ledger.store import LedgerError
    from paceline.ports import ClockError, SettingsError
    from paceline.settler import SettlingError

    try:
        yield
    except ConnectorError as error:
        raise MisusedError(f"{loaded.path}: {error}") from None
    except SettingsError as error:
        raise MisusedError("\n".join(f"{loaded.path}: {line}" for line in str(error).splitlines())) from None
    except LedgerError as error:
        raise FailedError(f"the ledger can't be opened: {error.orig}; look at [ledger] url in {loaded.path}") from None
    except (ClockError, SettlingError) as error:
        raise FailedError(str(error)) from None
    except ConnectionError as error:
        says_what_mends_it = "; " in str(error)
        raise FailedError(f"{error}" if says_what_mends_it else f"{error}; is the server of [mailbox] there?") from None
