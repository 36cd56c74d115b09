"""`paceline explain --when`: which day a phrase means."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, TextIO

from paceline.cli.commands import FailedError, MisusedError
from paceline.cli.instants import instant
from paceline.cli.output import show
from paceline.cli.record import day
from paceline.inbox.dates import read_when

COLUMNS = {"text": "phrase", "date": "day", "ambiguous": "ambiguous"}


def explain_dates(file: Path, *, as_json: bool) -> None:
    """One line of JSON in, one out: {"text", "now", "locale"} to {"text", "date", "ambiguous"}."""
    with _opened(file) as lines:
        show((_read(asked) for asked in _asked(lines)), COLUMNS, as_json=as_json)


def _opened(file: Path) -> AbstractContextManager[TextIO]:
    if str(file) == "-":
        return nullcontext(sys.stdin)
    try:
        return file.open(encoding="utf-8")
    except OSError as error:
        raise FailedError(f"{file} can't be read: {error.strerror}") from None


def _asked(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            yield {"text": str(asked["text"]), "now": str(asked["now"]), "locale": str(asked.get("locale", ""))}
        except (ValueError, KeyError, TypeError, AttributeError):
            example = '{"text": "by Friday", "now": "2026-11-24T09:00", "locale": "en"}'
            raise MisusedError(f"line {number} is not understood; write it like {example}") from None


def _read(asked: dict[str, str]) -> dict[str, Any]:
    when = read_when(asked["text"], instant(asked["now"]), asked["locale"])
    return {"text": asked["text"], **day("date", when), "ambiguous": bool(when.readings)}
