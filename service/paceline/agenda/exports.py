"""What goes out for other programs: rows for a spreadsheet, decision records in Markdown, mails as a mailbox file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from paceline.domain.decisions import Decision

COLUMNS = (
    "kind", "id", "team", "owner", "title", "state", "opened", "due", "first_due", "closed", "asked_by", "review",
    "detail",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_FROM = re.compile(rb"^(>*From )", re.MULTILINE)


def as_csv(records: Iterable[Mapping[str, Any]]) -> str:
    """RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in records:
        writer.writerow([cell(record.get(column)) for column in COLUMNS])
    return out.getvalue()


def cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return cell("; ".join(map(str, value)))
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def file_name(it: Decision) -> str:
    """ "D4-keep-sqlite.md": of letters and digits only, whatever the title."""
    words = re.sub(r"[^a-z0-9]+", "-", it.title.lower()).strip("-")[:48].strip("-")
    return f"{it.id}-{words}.md" if words else f"{it.id}.md"


def as_markdown(it: Decision, names: Mapping[str, str], history: Sequence[tuple[datetime, str]]) -> str:
    """One decision as a record: what, why, who had which worry in which words, what was answered, how it came about."""

    def name(person: str) -> str:
        return names.get(person, person)

    facts = [
        ("Status", it.state + (f", by {it.replaced_by}" if it.state == "superseded" else "")),
        ("Owner", name(it.owner)),
        ("Opened", f"{it.opened:%Y-%m-%d}"),
        ("Stands since", f"{it.since:%Y-%m-%d}" if it.since else ""),
        ("Window closes", f"{it.closes:%Y-%m-%d %H:%M} UTC" if it.closes else ""),
        ("Reversible", "yes" if it.reversible else "no"),
        ("Asked", ", ".join(map(name, it.audience))),
        ("Agreed", ", ".join(map(name, it.agreed))),
        ("Review", f"{it.review}" if it.review else ""),
        ("Replaces", it.replaces),
    ]
    parts = [f"# {it.id}: {_line(it.title)}", "\n".join(f"- {key}: {_line(value)}" for key, value in facts if value)]
    if it.rationale:
        parts.append(f"## Why\n\n{_quoted(it.rationale)}")
    if it.goal:
        parts.append(f"## What for\n\n{_quoted(it.goal)}")
    if it.criteria:
        parts.append(f"## Judged by\n\n{_quoted(it.criteria)}")
    if it.was:
        parts.append("## Its words before\n\n" + "\n\n".join(_quoted(words) for words in it.was))
    if it.worries:
        said = (f"{_line(name(word.person))}:\n\n{_quoted(word.text)}" for word in it.worries)
        parts.append("## Dissent and advice, word for word\n\n" + "\n\n".join(said))
    if it.anyway:
        parts.append("## The owner's answer\n\n" + "\n\n".join(map(_quoted, it.anyway)))
    if it.judged or it.upheld:
        judged = [
            f"{_line(name(said.person))}: the worry {'came true' if said.came_true else 'did not come true'}"
            + (f"\n\n{_quoted(said.text)}" if said.text else "")
            for said in it.judged
        ]
        parts.append("## Looked at again\n\n" + "\n\n".join((*judged, *map(_quoted, filter(None, it.upheld)))))
    parts.append("## How it came about\n\n" + "\n".join(f"- {at:%Y-%m-%d}: {_line(words)}" for at, words in history))
    return "\n\n".join(parts) + "\n"


def _line(text: str) -> str:
    """On one line, and no markup of its author's."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", " ".join(text.split()))


def _quoted(text: str) -> str:
    """Verbatim, as a quote; its own markup shows as it was typed."""
    return "\n".join(f"> {_escaped(line)}".rstrip() for line in text.splitlines() or [""])


def _escaped(line: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", line)


def as_mbox(mails: Iterable[tuple[str, datetime, bytes]]) -> Iterable[bytes]:
    """RFC 4155 with the quoting of mboxrd, which can be taken off again: (sender's address, when it came, octets)."""
    for sender, at, raw in mails:
        body = _FROM.sub(rb">\1", raw.replace(b"\r\n", b"\n"))
        envelope = re.sub(r"\s", "", sender) or "unknown@invalid"
        yield f"From {envelope} {at:%a %b %d %H:%M:%S %Y}\n".encode("ascii", "replace") + body.rstrip(b"\n") + b"\n\n"
