"""The labelled replies and how a reading of one is scored: exact, tolerant, lost, leak."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from paceline.inbox.mail import Message, read

_CLOSING = re.compile(
    r"[\s*_/~—-]*(?:(?:best|kind|warm|many)\b.*|regards|thanks?\b.*|thx|cheers|sincerely|yours\b.*|love\b.*|greetings|"
    r"take care|mit .*gr[üu](?:ß|ss)en|.*gr[üu](?:ß|ss)e?|cordialement|merci|hilsen|mvh|kh|hälsningar|saludos|saluti)"
    r"[\s,.!*]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Case:
    id: str
    tier: str
    language: str
    group: str
    message: Message
    accepted: tuple[str, ...]
    spaceless: bool
    """Labels taken from HTML say nothing about white space."""


@dataclass(frozen=True)
class Score:
    exact: bool
    tolerant: bool
    lost: bool
    leak: bool


def labelled(root: Path) -> Iterator[Case]:
    """The cases of `root` (with its manifest.jsonl), in its order."""
    for line in (root / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        accepted = tuple((root / name).read_text(encoding="utf-8") for name in row["expected"])
        yield Case(
            row["id"],
            row["tier"],
            row["language"],
            row["source"],
            message_of(root / row["file"]),
            accepted,
            row["compare"] != "ws",
        )


def message_of(path: Path) -> Message:
    """A mail as it is; a bare text or page as the body of one that says nothing else."""
    data = path.read_bytes()
    if path.suffix == ".eml":
        message = read(data)
        assert isinstance(message, Message), path
        return message
    body = data.decode("utf-8", "replace").replace("\r\n", "\n")
    return Message(html=body) if path.suffix == ".html" else Message(text=body)


def score(case: Case, got: str) -> Score:
    def same(text: str) -> str:
        return squeezed(text) if case.spaceless else " ".join(text.split())

    exact = same(got) in {same(text) for text in case.accepted}
    tolerant = exact or same(unclosed(got)) in {same(unclosed(text)) for text in case.accepted}
    shortest, longest = min(case.accepted, key=len), max(case.accepted, key=len)
    return Score(exact, tolerant, lost=beyond(shortest, got), leak=beyond(got, longest))


def beyond(text: str, other: str) -> bool:
    """Has `text` a line that is not in `other`, white space aside?"""
    lines = {squeezed(line) for line in other.splitlines()}
    whole = squeezed(other)
    return any(line not in lines and line not in whole for line in map(squeezed, text.splitlines()) if line)


def unclosed(text: str) -> str:
    """Without one block of parting words at the end: a closing and at most five lines under it."""
    lines = text.rstrip().splitlines()
    filled = [at for at, line in enumerate(lines) if line.strip()]
    closing = next((at for at in filled[-6:] if at != filled[0] and _CLOSING.fullmatch(lines[at])), len(lines))
    return "\n".join(lines[:closing])


def squeezed(text: str) -> str:
    return "".join(text.split())
