"""How long hostile mails and calendars take: `python -m bench.hostile`.

The mails and calendars are those of `hostile/generate.py` (PACELINE_CASES), and the replies of tests/hostile.py; a mail
is read with the letter that it answers, to its statements. The processor time of the slowest of each kind is told
beside the limit: a second for a body or a calendar, ten for a whole mail, at which the service gives it up. What is
loaded for the first mail of a kind is not counted. The tests fail far above these limits, since they run on machines
that do other things too (tests/pace.py).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from bench.measure import Figure, Size, run
from bench.reading import CASES

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests"))

import hostile  # noqa: E402

from paceline.agenda import occurrences  # noqa: E402
from paceline.domain.asks import Item  # noqa: E402
from paceline.inbox.answer import read_answer  # noqa: E402
from paceline.inbox.calendar.invite import read_calendar  # noqa: E402
from paceline.inbox.grammar.headings import HEADINGS  # noqa: E402
from paceline.inbox.mail import CalendarPart, Message, read  # noqa: E402
from paceline.inbox.quoting import Line, Written  # noqa: E402
from paceline.inbox.reply import Context, read_reply  # noqa: E402

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
ITEMS = (Item(1, "update", "kweekly/20261130T090000Z"), Item(2, "due", "C12"), Item(3, "intent", "D4"))
CONTEXT = Context(tuple(row.section for row in HEADINGS), ITEMS, NOW, "en", frozenset({"Bo", "Eve"}))
LETTER = "Done since Monday:\n  -\nThanks:\n"

Took = dict[str, float]


def measure(_size: Size) -> Iterator[Figure]:
    read_mail(HARMLESS)  # what is loaded once is no mail's
    generate = CASES / "hostile" / "generate.py"
    if generate.exists():
        yield from generated(generate)
    yield slowest("reply", {words: max(map(reading, hostile.replies(words))) for words in hostile.WORDS}, 1)


def generated(script: Path) -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        mails, calendars = Path(folder, "mails"), Path(folder, "calendars")
        subprocess.run([sys.executable, str(script), str(mails), str(calendars)], check=True, capture_output=True)
        took = {path.stem: seconds(read_mail, path.read_bytes()) for path in sorted(mails.iterdir())}
        yield slowest("body", {name: one for name, one in took.items() if name.startswith("body-")}, 1)
        yield slowest("mail", took, 10)
        yield slowest("calendar", {path.stem: seconds(follow, path.read_bytes()) for path in calendars.iterdir()}, 1)


HARMLESS = b"From: bo@acme.example\r\nSubject: Re: your update\r\n\r\nNext\n- ship the importer by Friday\n"


def slowest(kind: str, took: Took, limit: int) -> Figure:
    name = max(took, key=took.__getitem__)
    what = f"slowest hostile {kind} of {len(took)}"
    return Figure(what, f"{took[name]:.2f} s", f"limit: {limit} s ({name.strip()})", took[name] / limit, at_most=1)


def seconds(work: Callable[[bytes], None], octets: bytes) -> float:
    began = process_time()
    work(octets)
    return process_time() - began


def read_mail(octets: bytes) -> None:
    message = read(octets)
    if isinstance(message, Message):
        read_answer(message, LETTER, CONTEXT)


def follow(octets: bytes) -> None:
    found = read_calendar(CalendarPart(octets, ""), us=frozenset({"async@acme.example"}), zone="Europe/Berlin")
    for one in found if isinstance(found, tuple) else ():
        if one.cadence:
            occurrences.following(one.cadence, NOW)
            occurrences.preceding(one.cadence, NOW)


def reading(lines: list[str]) -> float:
    """The second time, when all languages are loaded."""
    written = Written(tuple(Line(text, mine=True) for text in lines))
    read_reply(written, CONTEXT)
    began = process_time()
    read_reply(written, CONTEXT)
    return process_time() - began


if __name__ == "__main__":
    run(measure, __doc__)
