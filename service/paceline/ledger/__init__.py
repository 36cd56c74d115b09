"""SQL only: append-only facts, what is derived from them for look-up, the inbox, the outbox and the next moments.

Functions take `tx`, a transaction that the caller opened with `Ledger.begin()`; nothing here commits by itself.
"""

from paceline.ledger.store import Ledger, Tx, alone, hold, try_hold

__all__ = ["Ledger", "Tx", "alone", "hold", "try_hold"]
