"""Google's published description of its APIs, as an oracle: which requests there are, and what an answer may hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import googleapiclient

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
INTEGERS = {"int32": (-(2**31), 2**31 - 1), "uint32": (0, 2**32 - 1), "int64": (-(2**63), 2**63 - 1), "uint64": (0, 2**64 - 1)}  # fmt: skip  # noqa: E501


@dataclass(frozen=True)
class Method:
    id: str
    verb: str
    path: re.Pattern[str]
    described: Mapping[str, Any]

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.described.get("scopes", ()))

    def schema(self, which: str) -> str:
        return str(self.described.get(which, {}).get("$ref", ""))


class Api:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.methods = list(self._methods(document))

    def match(self, verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
        for method in self.methods:
            if method.verb == verb and (found := method.path.fullmatch(path)):
                return method, found.groupdict()
        return None

    def asked(self, method: Method, query: Mapping[str, list[str]]) -> Iterator[str]:
        """What is wrong with the parameters of a request."""
        known = {**self.document["parameters"], **method.described.get("parameters", {})}
        for name, values in query.items():
            if name not in known:
                yield f"{method.id}: there is no parameter {name}"
            elif len(values) > 1 and not known[name].get("repeated"):
                yield f"{method.id}: {name} stands there {len(values)} times"
            else:
                for value in values:
                    yield from self.wrong(known[name], _as(known[name], value), f"{method.id}: {name}")

    def answered(self, schema: str, value: Any) -> Iterator[str]:
        """What is wrong with a body."""
        if schema:
            yield from self.wrong({"$ref": schema}, value, schema)
        elif value not in ({}, None):
            yield f"a body where none is: {value!r}"

    def wrong(self, schema: Mapping[str, Any], value: Any, where: str) -> Iterator[str]:
        if "$ref" in schema:
            schema = self.document["schemas"][schema["$ref"]]
        kind = schema.get("type", "any")
        if not _fits(kind, value):
            yield f"{where}: {value!r:.80} is no {kind}"
        elif kind == "array":
            for n, item in enumerate(value):
                yield from self.wrong(schema["items"], item, f"{where}[{n}]")
        elif kind == "object":
            yield from self._wrong_object(schema, value, where)
        elif "enum" in schema and value not in schema["enum"]:
            yield f"{where}: {value!r} is none of {schema['enum']}"
        elif not _formatted(schema.get("format", ""), value):
            yield f"{where}: {value!r:.80} is no {schema['format']}"

    def _wrong_object(self, schema: Mapping[str, Any], value: Mapping[str, Any], where: str) -> Iterator[str]:
        properties, others = schema.get("properties", {}), schema.get("additionalProperties")
        for name, item in value.items():
            if name in properties:
                yield from self.wrong(properties[name], item, f"{where}.{name}")
            elif others:
                yield from self.wrong(others, item, f"{where}.{name}")
            else:
                yield f"{where}: there is no {name}"

    def _methods(self, node: Mapping[str, Any]) -> Iterator[Method]:
        for described in node.get("methods", {}).values():
            path = "/" + self.document["servicePath"] + described["path"]
            pattern = re.sub(r"\\{\+?(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path).replace("\\+", "+"))
            yield Method(described["id"], described["httpMethod"], re.compile(pattern), described)
        for resource in node.get("resources", {}).values():
            yield from self._methods(resource)


@cache
def api(name: str) -> Api:
    return Api(json.loads((DOCUMENTS / f"{name}.json").read_text(encoding="utf-8")))


def _as(schema: Mapping[str, Any], text: str) -> Any:
    kind = schema.get("type")
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if kind == "integer":
        return int(text) if text.lstrip("-").isdigit() else text
    return text


def _fits(kind: str, value: Any) -> bool:
    match kind:
        case "any":
            return value is not None
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, {"string": str, "boolean": bool, "array": list, "object": dict}[kind])


def _formatted(kind: str, value: Any) -> bool:
    try:
        if kind in INTEGERS:
            least, most = INTEGERS[kind]
            return least <= int(value) <= most
        if kind == "date":
            return date.fromisoformat(value).isoformat() == value
        if kind == "date-time":
            return datetime.fromisoformat(value) is not None
        if kind == "byte":
            return re.fullmatch(r"[\w-]*={0,2}", value) is not None
    except ValueError:
        return False
    return True
