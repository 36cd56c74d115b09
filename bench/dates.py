"""How well day phrases are read: `python -m bench.dates [--misses] [--no-peers]`.

The labelled phrases come from PACELINE_CASES (default ../shared/cases beside the project). For each language, for the
phrase alone ("text", `read_when`) as for the phrase in its sentence (`find_when`): *right* is the labelled day, *wrong*
another day, *asked* none; *offered* is the share where the labelled day is among those that are asked about. Other
libraries are measured the same way where they can be imported, from this Python or from the virtual environment whose
Python PACELINE_BENCH_PEERS names.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import logging
import os
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.reading import use_peers

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(os.environ.get("PACELINE_CASES", ROOT.parent / "shared" / "cases"))

Reader = Callable[[str, datetime, str], "date | tuple[date, ...] | None"]
"""One day, several that are asked about, or none."""

VERDICTS = ("right", "wrong", "asked", "offered")


@dataclass(frozen=True, slots=True)
class Case:
    text: str
    sentence: str
    now: datetime
    locale: str
    day: date

    @property
    def language(self) -> str:
        return self.locale[:2]


@dataclass(frozen=True, slots=True)
class Peer:
    """Another reader: `load` returns how it reads a whole phrase and how it finds one in a line (None: it can't)."""

    name: str
    package: str
    load: Callable[[], tuple[Reader, Reader | None]]


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", action="store_true", help="print each phrase that was not read right")
    options.add_argument("--no-peers", action="store_true", help="measure Paceline only")
    chosen = options.parse_args(arguments)
    found = list(labelled())
    if not found:
        print(f"no labelled phrases in {CASES}: set PACELINE_CASES")
        return 1
    warnings.simplefilter("ignore")
    logging.disable()
    use_peers()
    print(
        f"{'reader':<28}{'':<10}{'lang':<6}{'n':>5}{'right':>8}{'wrong':>8}{'asked':>8}{'offered':>8}{'phrases/s':>11}"
    )
    whole, within = paceline()
    compare("paceline", "text", whole, found, by_language=True, misses=chosen.misses)
    compare("paceline", "sentence", within, found, by_language=True, misses=chosen.misses)
    for peer in () if chosen.no_peers else PEERS:
        measure(peer, found)
    return 0


def labelled() -> Iterator[Case]:
    path = CASES / "dates" / "recognizers.jsonl"
    if not path.exists():
        return
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        now = datetime.fromisoformat(row["now"]).replace(tzinfo=UTC)
        yield Case(row["text"], row["sentence"], now, row["locale"], date.fromisoformat(row["date"]))


def measure(peer: Peer, found: list[Case]) -> None:
    try:
        version = importlib.metadata.version(peer.package)
    except importlib.metadata.PackageNotFoundError:
        print(f"{peer.name:<28}not installed")
        return
    try:
        whole, within = peer.load()
    except Exception as broken:  # noqa: BLE001  a peer may fail in any way of its own
        print(f"{peer.name} {version}: can't be loaded ({broken})")
        return
    compare(f"{peer.name} {version}", "text", whole, found)
    if within is not None:
        compare(f"{peer.name} {version}", "sentence", within, found)


def compare(
    name: str, what: str, reader: Reader, found: list[Case], *, by_language: bool = False, misses: bool = False
) -> None:
    scores: dict[str, Counter[str]] = {}
    missed: list[str] = []
    reader("Friday", found[0].now, "en_US")
    begun = perf_counter()
    for case in found:
        written = case.text if what == "text" else case.sentence
        try:
            day = reader(written, case.now, case.locale)
        except Exception:  # noqa: BLE001  a peer may fail in any way of its own
            day = None
        score = scores.setdefault(case.language, Counter())
        verdict = "right" if day == case.day else "wrong" if isinstance(day, date) else "asked"
        score[verdict] += 1
        score["offered"] += isinstance(day, tuple) and case.day in day
        if verdict != "right":
            missed.append(f"  {verdict} {case.locale} {case.now:%Y-%m-%d} {written!r}: {case.day}, read {day}")
    rate = len(found) / (perf_counter() - begun)
    for language, score in sorted(scores.items()) if by_language else ():
        report(name, what, language, score)
    report(name, what, "all", sum(scores.values(), Counter()), rate)
    if misses:
        print("\n".join(sorted(missed)))


def report(name: str, what: str, language: str, score: Counter[str], rate: float | None = None) -> None:
    total = score.total() - score["offered"]
    shares = "".join(f"{100 * score[verdict] / total:>7.1f}%" for verdict in VERDICTS)
    print(f"{name:<28}{what:<10}{language:<6}{total:>5}{shares}" + (f"{rate:>11,.0f}" if rate else ""))


def paceline() -> tuple[Reader, Reader]:
    from paceline.inbox.dates import find_when, read_when

    def whole(text: str, now: datetime, locale: str) -> date | tuple[date, ...]:
        when = read_when(text, now, locale)
        return when.day or when.readings

    def within(line: str, now: datetime, locale: str) -> date | tuple[date, ...]:
        found = find_when(line, now, locale)
        return (found.when.day or found.when.readings) if found else ()

    return whole, within


def dateparser() -> tuple[Reader, Reader]:
    import dateparser as peer
    from dateparser.search import search_dates

    def settings(now: datetime) -> dict[str, Any]:
        return {"RELATIVE_BASE": now.replace(tzinfo=None), "PREFER_DATES_FROM": "future"}

    def whole(text: str, now: datetime, locale: str) -> date | None:
        found = peer.parse(text, languages=list(dict.fromkeys((locale[:2], "en"))), settings=settings(now))
        return found.date() if found else None

    def within(line: str, now: datetime, locale: str) -> date | None:
        found = search_dates(line, languages=[locale[:2]], settings=settings(now))
        return found[0][1].date() if found else None

    return whole, within


def parsedatetime() -> tuple[Reader, Reader]:
    import parsedatetime as peer

    calendar = peer.Calendar(version=peer.VERSION_CONTEXT_STYLE)

    def whole(text: str, now: datetime, locale: str) -> date | None:
        found, context = calendar.parseDT(text, sourceTime=now.replace(tzinfo=None))
        return found.date() if context.hasDateOrTime else None

    def within(line: str, now: datetime, locale: str) -> date | None:
        found = calendar.nlp(line, sourceTime=now.replace(tzinfo=None))
        return found[0][0].date() if found else None

    return whole, within


def dateutil() -> tuple[Reader, Reader]:
    from dateutil.parser import parse

    def reader(fuzzy: bool) -> Reader:
        def read(text: str, now: datetime, locale: str) -> date | None:
            start = now.replace(hour=0, minute=0, tzinfo=None)
            return parse(text, default=start, dayfirst=locale != "en_US", fuzzy=fuzzy).date()

        return read

    return reader(False), reader(True)


def ctparse() -> tuple[Reader, None]:
    from ctparse import ctparse as peer

    def whole(text: str, now: datetime, locale: str) -> date | None:
        found = peer(text, ts=now.replace(tzinfo=None), timeout=2)
        resolution = getattr(found, "resolution", None)
        return resolution.dt.date() if hasattr(resolution, "dt") else None

    return whole, None


def datefinder() -> tuple[Reader, Reader]:
    import datefinder as peer

    def whole(text: str, now: datetime, locale: str) -> date | None:
        first = "month" if locale == "en_US" else "day"
        found = list(peer.find_dates(text, base_date=now.replace(tzinfo=None), first=first))
        return found[0].date() if found else None

    return whole, whole


def timefhuman() -> tuple[Reader, Reader]:
    from timefhuman import tfhConfig
    from timefhuman import timefhuman as peer

    def whole(text: str, now: datetime, locale: str) -> date | None:
        found: Any = peer(text, config=tfhConfig(now=now.replace(tzinfo=None)))
        while isinstance(found, list | tuple):
            found = found[0] if len(found) == 1 else None
        return found.date() if isinstance(found, datetime) else found if isinstance(found, date) else None

    return whole, whole


RECOGNIZED = {"en": "en-us", "es": "es-es", "fr": "fr-fr", "pt": "pt-br", "de": "de-de", "it": "it-it", "nl": "nl-nl"}


def recognizers() -> tuple[Reader, Reader]:
    from recognizers_date_time import recognize_datetime

    def whole(text: str, now: datetime, locale: str) -> date | None:
        results = recognize_datetime(text, RECOGNIZED[locale[:2]], reference=now.replace(tzinfo=None))
        for result in results:
            values = [v for v in (result.resolution or {}).get("values", ()) if v["type"].startswith("date")]
            days = [date.fromisoformat(v["value"][:10]) for v in values if "value" in v]
            ahead = [day for day in days if day >= now.date() - timedelta(days=1)]
            return (ahead or days)[-1] if days else None
        return None

    return whole, whole


PEERS = (
    Peer("dateparser", "dateparser", dateparser),
    Peer("parsedatetime", "parsedatetime", parsedatetime),
    Peer("dateutil", "python-dateutil", dateutil),
    Peer("ctparse", "ctparse", ctparse),
    Peer("datefinder", "datefinder", datefinder),
    Peer("timefhuman", "timefhuman", timefhuman),
    Peer("recognizers-text", "recognizers-text-date-time", recognizers),
)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
