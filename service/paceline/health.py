"""How the service is: what stands in the way of mail, and figures for Prometheus: nobody's words, no names."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from paceline import __version__
from paceline.ledger.figures import Figures

MAIL_WAITS = timedelta(minutes=15)
"""For how long a mail may wait to be read, and what is due to be done."""
LETTER_WAITS = timedelta(hours=1)
"""For how long a letter may be tried."""
NOT_LOOKED = timedelta(minutes=10)
"""For how long the mailbox may be away."""

MAILS = ("new", "settled", "held", "quarantined", "dropped")
LETTERS = ("queued", "sending", "sent", "refused", "unknown", "held")


@dataclass
class Vitals:
    """What one process has seen of itself. Any thread may tell it."""

    started: datetime
    looks: bool = False
    """Whether this process looks into the mailbox."""
    workers: Callable[[], tuple[int, int]] = lambda: (0, 0)
    """How many threads work, and how many should."""
    _seen: dict[str, datetime] = field(default_factory=dict)
    _paused: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def saw(self, door: str, at: datetime) -> None:
        """A door ("mailbox", "transport", "calendar") could be used just now."""
        with self._lock:
            self._seen[door] = at

    def pauses(self, why: str) -> None:
        """Nothing is planned or sent, and why; "" when all goes on."""
        with self._lock:
            self._paused = why

    @property
    def seen(self) -> dict[str, datetime]:
        with self._lock:
            return dict(self._seen)

    @property
    def paused(self) -> str:
        with self._lock:
            return self._paused


def of_the_ledger(figures: Figures, now: datetime) -> Iterator[str]:
    """What stands in the way of mail, as far as the ledger tells."""
    if figures.oldest_mail and now - figures.oldest_mail > MAIL_WAITS:
        yield f"a mail has waited for {_minutes(now - figures.oldest_mail)} minutes to be read"
    if figures.oldest_letter and now - figures.oldest_letter > LETTER_WAITS:
        yield f"a letter has waited for {_minutes(now - figures.oldest_letter)} minutes to be taken"
    if figures.next_moment and now - figures.next_moment > MAIL_WAITS:
        yield f"what was due {_minutes(now - figures.next_moment)} minutes ago is not done"


def of_the_process(vitals: Vitals, now: datetime) -> Iterator[str]:
    """What stands in the way, as far as one process tells."""
    if vitals.paused:
        yield vitals.paused
    alive, wanted = vitals.workers()
    if alive < wanted:
        yield f"{alive} of {wanted} workers work"
    looked = vitals.seen.get("mailbox", vitals.started)
    if vitals.looks and now - looked > NOT_LOOKED:
        yield f"the mailbox could not be looked into for {_minutes(now - looked)} minutes"


def metrics(figures: Figures | None, vitals: Vitals, now: datetime, *, healthy: bool) -> str:
    """The text format of Prometheus, 0.0.4."""
    alive, wanted = vitals.workers()
    rows = [
        _row("build_info", "Which version runs.", [({"version": __version__}, 1)]),
        _row("healthy", "1 where /health answers 200.", [({}, int(healthy))]),
        _row("paused", "1 while nothing is planned or sent, because the clock can't be believed.",
             [({}, int(bool(vitals.paused)))]),
        _row("workers", "Threads that work.", [({}, alive)]),
        _row("workers_wanted", "Threads that should work.", [({}, wanted)]),
        _row("last_success_timestamp_seconds", "When a door could be used last.",
             [({"door": door}, at.timestamp()) for door, at in sorted(vitals.seen.items())]),
    ]  # fmt: skip
    if figures:
        rows += _of_the_ledger(figures, now)
    return "".join(rows)


def _of_the_ledger(figures: Figures, now: datetime) -> Iterator[str]:
    yield _row("mails", "Mails that came in, by what became of them.",
               [({"state": state}, figures.mails.get(state, 0)) for state in MAILS])  # fmt: skip
    yield _row("letters", "Letters, by what became of them.",
               [({"state": state}, figures.letters.get(state, 0)) for state in LETTERS])  # fmt: skip
    yield _row("oldest_waiting_mail_seconds", "For how long a mail has waited to be read.",
               [({}, _seconds(figures.oldest_mail, now))])  # fmt: skip
    yield _row("oldest_waiting_letter_seconds", "For how long a letter has waited that might have gone.",
               [({}, _seconds(figures.oldest_letter, now))])  # fmt: skip
    if figures.next_moment:
        yield _row("next_moment_timestamp_seconds", "When something is to be done next.",
                   [({}, figures.next_moment.timestamp())])  # fmt: skip


def _row(name: str, says: str, samples: list[tuple[dict[str, str], float]]) -> str:
    """One metric. Labels are words of ours: nothing in them needs an escape."""
    lines = [f"# HELP paceline_{name} {says}", f"# TYPE paceline_{name} gauge"]
    for labels, value in samples:
        said = ",".join(f'{key}="{word}"' for key, word in labels.items())
        lines.append(f"paceline_{name}{{{said}}} {value:.16g}" if said else f"paceline_{name} {value:.16g}")
    return "\n".join(lines) + "\n" if samples else ""


def _seconds(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)


def begun(now: datetime, *, looks: bool = False) -> Vitals:
    return Vitals(now.astimezone(UTC), looks)
