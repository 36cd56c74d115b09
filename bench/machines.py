"""How well machines are told from people: `python -m bench.machines [--misses]`.

The labelled mails come from PACELINE_CASES (default ../shared/cases beside the project). Each label is split by a
hash of the path: the rules were written while looking at the first half only, and the figures of both are given.
flufl.bounce is measured beside, where it can be imported.
"""

from __future__ import annotations

import email
import hashlib
import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from paceline.inbox.machines import Machine, judge
from paceline.inbox.mail import Message, read

CASES = Path(os.environ.get("PACELINE_CASES", Path(__file__).parents[2] / "shared" / "cases"))
RIGHT: dict[str, frozenset[str]] = {
    "bounce": frozenset({"bounce", "delayed"}),
    "delay": frozenset({"delayed"}),
    "delivered": frozenset({"delivered"}),
    "autoreply": frozenset({"auto-reply"}),
    "feedback": frozenset({"feedback"}),
    "challenge": frozenset({"challenge", "auto-reply", "robot"}),
    "robot": frozenset({"robot", "auto-reply"}),
    "mdn": frozenset({"disposition"}),
    "calendar": frozenset({"calendar"}),
    "list": frozenset({"person"}),
    "human": frozenset({"person"}),
    "human, hard": frozenset({"person"}),
}
FINAL_RECIPIENT = re.compile(rb"^final-recipient:[^;\r\n]*;[ \t]*<?([^\s<>;]+@[^\s<>;]+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Case:
    path: str
    label: str
    half: int
    raw: bytes
    message: Message
    machine: Machine | None

    @property
    def kind(self) -> str:
        return self.machine.kind if self.machine else "person"

    @property
    def right(self) -> bool:
        return self.kind in RIGHT[self.label]

    @property
    def final_recipients(self) -> set[str]:
        found = FINAL_RECIPIENT.findall(self.raw.replace(b"\r", b"\n"))
        return {address.decode("utf-8", "replace").lower() for address in found}

    @property
    def recipient(self) -> str:
        return self.machine.bounce.recipient if self.machine and self.machine.bounce else ""


def cases(root: Path = CASES) -> Iterator[Case]:
    for line in (root / "machines" / "labels.tsv").read_text().splitlines()[1:]:
        path, label, why = line.split("\t")
        hard = label == "human" and why == "synthetic"
        raw = (root / path).read_bytes()
        message = read(raw)
        if (label in RIGHT) and isinstance(message, Message):
            half = hashlib.sha256(path.encode()).digest()[-1] % 2
            yield Case(path, "human, hard" if hard else label, half, raw, message, judge(message))


def main() -> None:
    judged = list(cases())
    print(f"{'label':14}{'first half':>16}{'held out':>16}{'together':>16}")
    for label in sorted({case.label for case in judged}):
        mine = [case for case in judged if case.label == label]
        columns = ([case for case in mine if case.half == 0], [case for case in mine if case.half == 1], mine)
        print(f"{label:14}" + "".join(share(sum(case.right for case in column), len(column)) for column in columns))
    recipients(judged)
    permanent = [case for case in judged if case.label == "delay" and case.machine and case.machine.bounce]
    print(f"delays called permanent: {sum(bool(one.machine.bounce.permanent) for one in permanent)}")  # type: ignore[union-attr]
    timing(judged)
    peer(judged)
    if "--misses" in sys.argv:
        for case in judged:
            if not case.right:
                print(f"  {case.label:10} {case.kind:11} {case.path}")


def share(right: int, all_: int) -> str:
    return f"{f'{right}/{all_}':>9}{100 * right / all_ if all_ else 0:6.1f}%"


def recipients(judged: list[Case]) -> None:
    bounces = [case for case in judged if case.label == "bounce" and case.kind in RIGHT["bounce"]]
    named = [case for case in bounces if case.final_recipients]
    exact = sum(case.recipient in case.final_recipients for case in named)
    others = [case for case in bounces if not case.final_recipients]
    print(f"recipient, mails with a Final-Recipient: exact {share(exact, len(named)).strip()}")
    print(
        f"recipient, other mails: an address {share(sum(bool(one.recipient) for one in others), len(others)).strip()}"
    )


def timing(judged: list[Case]) -> None:
    start = perf_counter()
    for case in judged:
        judge(case.message)
    print(f"time: {(perf_counter() - start) * 1000 / len(judged):.2f} ms a mail")


def peer(judged: list[Case]) -> None:
    try:
        from flufl.bounce import all_failures
    except ImportError:
        print("flufl.bounce: not installed here")
        return
    logging.disable()
    score: Counter[str] = Counter()
    for case in judged:
        message = email.message_from_bytes(case.raw)
        try:
            temporary, permanent = all_failures(message)
            found = {address.decode("utf-8", "replace").lower() for address in temporary | permanent}
        except Exception:  # noqa: BLE001 - that it raises is what is counted
            score["raises"] += 1
            found, permanent = set(), set()
        person = case.label.startswith("human")
        score[f"{'person' if person else case.label}: called a bounce"] += bool(found)
        score[f"{'person' if person else case.label}: all"] += 1
        score["delays called permanent"] += case.label == "delay" and bool(permanent)
        if case.label == "bounce" and found and case.final_recipients:
            score["exact"] += bool(found & case.final_recipients)
            score["named"] += 1
    print("flufl.bounce:", f"raises on {score['raises']}", end="")
    print(f"; bounces found {share(score['bounce: called a bounce'], score['bounce: all']).strip()}", end="")
    print(f"; recipient exact {share(score['exact'], score['named']).strip()}", end="")
    print(f"; delays called permanent {score['delays called permanent']}", end="")
    print(f"; people called a bounce {score['person: called a bounce']}")


if __name__ == "__main__":
    main()
