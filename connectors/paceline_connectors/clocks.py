"""Whether this machine's clock and a server's agree, by the Date of an answer (RFC 9110, 6.6.1)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from paceline.ports import Finding

MOST_APART = timedelta(minutes=5)
"""What sign-ins allow for, and what nobody notices on an hour that was chosen for a mail."""


def clocks_apart(server: datetime | None) -> Finding | None:
    """None when the server has not said what time it is. `server` is aware."""
    if server is None:
        return None
    here = datetime.now(UTC)  # noqa: TID251 to compare the two clocks is all there is to do
    apart = here - server
    if abs(apart) <= MOST_APART:
        return Finding("clock", True, "it agrees with the server's")
    fast = "fast" if apart > timedelta() else "slow"
    minutes = round(abs(apart).total_seconds() / 60)
    said = f"this machine's clock is {minutes} minutes {fast}: {here:%Y-%m-%d %H:%M} UTC, the server's {server:%H:%M}"
    return Finding("clock", False, said, "set this machine's clock, and have it kept by NTP (timedatectl set-ntp true)")
