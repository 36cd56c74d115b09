"""What a command prints: a table on a terminal, tab-separated lines in a pipe, or one JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from paceline.cli.instants import in_utc
from paceline.logs import visible

Record = Mapping[str, Any]


def show(records: Iterable[Record], columns: Mapping[str, str], *, as_json: bool = False, title: str = "") -> None:
    """`columns` are the keys to show and their headings; JSON has all keys."""
    if as_json:
        for record in records:
            show_json(record)
    elif sys.stdout.isatty():
        _show_table(records, columns, title)
    else:
        for record in records:
            print("\t".join(cell(record.get(key)).replace("\t", " ") for key in columns))


def show_json(record: Record) -> None:
    """In ASCII, so that it survives any terminal and any pipe."""
    print(json.dumps(record, default=_plain))


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, nothing in a pipe; what is given is called once for each of `total` steps."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


def cell(value: object) -> str:
    """One value in one line; an instant to the minute, in UTC."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}Z"
        case list() | tuple():
            return ", ".join(cell(one) for one in value)
    return visible(str(value)).replace("\n", " ")


def _show_table(records: Iterable[Record], columns: Mapping[str, str], title: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns.values(), title=title or None, box=None, header_style="bold", pad_edge=False)
    for record in records:
        table.add_row(*(Text(cell(record.get(key))) for key in columns))
    Console(highlight=False).print(table)


def _plain(value: object) -> Any:
    match value:
        case datetime():
            return in_utc(value)
        case date():
            return value.isoformat()
        case Path():
            return str(value)
        case set() | frozenset():
            return sorted(value)
    raise TypeError(f"{type(value).__name__} is no JSON")
