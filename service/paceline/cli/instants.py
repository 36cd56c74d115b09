"""Instants and days on the command line and in JSON: ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from paceline.cli.commands import MisusedError


def instant(text: str, zone: str = "UTC") -> datetime:
    """What is written without an offset is meant in `zone`; a day alone is its midnight."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise MisusedError(f'"{text}" is no date; write it like 2026-12-01 or 2026-12-01T09:00+01:00') from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC if zone == "UTC" else ZoneInfo(zone))


def in_utc(moment: datetime) -> str:
    """RFC 3339, in UTC: "2026-12-01T16:00:00Z"."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
