"""What stands in the way on our side, and what mends it: a permit that nobody gave, a file that holds nothing."""

from __future__ import annotations


class TroubleError(ConnectionError):
    """What was said, and what mends it."""

    def __init__(self, said: str, mend: str = "") -> None:
        super().__init__(f"{said}; {mend}" if mend else said)
        self.said = said
        self.mend = mend
