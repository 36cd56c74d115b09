"""The page that `explain --calendar` prints: labelled rows, headings and wrapped lines, of 80 columns at most."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from paceline.agenda.series_in_words import day

WIDTH = 80
MOST_CHANGES = 8


def moment(at: datetime, zone: str) -> str:
    """ "Mon 30 Nov 2026 10:00", in `zone` (IANA)."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{day(local)} {local:%H:%M}"


def quoted(words: str) -> str:
    return f'"{words}"'


def some(lines: list[str]) -> Iterator[str]:
    for line in lines[:MOST_CHANGES]:
        yield from wrapped(f"  {line}")
    if len(lines) > MOST_CHANGES:
        yield f"  and {len(lines) - MOST_CHANGES} more"


def heading(words: str) -> Iterator[str]:
    yield ""
    yield words


def row(label: str, words: str) -> Iterator[str]:
    yield from textwrap.wrap(
        words, WIDTH, initial_indent=f"  {label:<10}" if label else "  ", subsequent_indent=" " * (12 if label else 4),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def wrapped(first: str, *more: str) -> Iterator[str]:
    for line in filter(None, (first, *more)):
        indent = "" if line is first else "  "
        yield from textwrap.wrap(
            line, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}    ", break_long_words=False,
            drop_whitespace=True, replace_whitespace=False, break_on_hyphens=False,
        ) or [line]  # fmt: skip
