"""Domain values to JSON text and back, by their own type hints."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any, TypeVar, get_args

from cattrs import Converter
from cattrs.preconf.json import make_converter

from paceline.domain.facts import Fact

T = TypeVar("T")

KINDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Fact)}


def plain(value: Any) -> Any:
    """The value as plain JSON types."""
    return _converter().unstructure(value)


def dump(value: Any) -> str:
    return json.dumps(_converter().unstructure(value), ensure_ascii=False, separators=(",", ":"))


def load(kind: type[T], data: str) -> T:
    return _converter().structure(json.loads(data), kind)


@lru_cache(maxsize=10_000)
def load_fact(kind: str, data: str) -> Fact:
    """The same text is the same fact: it is read when it is written, for the receipt, for each digest."""
    return load(KINDS[kind], data)


@cache
def _converter() -> Converter:
    converter = make_converter()
    converter.register_unstructure_hook(time, lambda value: value.isoformat())
    converter.register_structure_hook(time, lambda value, _: time.fromisoformat(value))
    converter.register_unstructure_hook(timedelta, lambda value: value.total_seconds())
    converter.register_structure_hook(timedelta, lambda value, _: timedelta(seconds=value))
    converter.register_unstructure_hook(datetime, lambda value: value.astimezone(UTC).isoformat())
    converter.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
    converter.register_unstructure_hook(date, lambda value: value.isoformat())
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_unstructure_hook(frozenset, sorted)
    return converter


__all__ = ["KINDS", "dump", "load", "load_fact", "plain"]
