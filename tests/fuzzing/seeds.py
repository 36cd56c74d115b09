"""What a fuzzer begins with: labelled mails and calendars where they are, and a little of each kind of our own."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from fuzzing.targets import LETTER

CASES = Path(os.environ.get("PACELINE_CASES", Path(__file__).resolve().parents[2].parent / "shared" / "cases"))
LARGEST = 40_000
MAIL = b"From: Ana <ana@acme.example>\r\nTo: async@acme.example\r\nSubject: Re: your update\r\n\r\n2 done\r\n"
TWOFOLD = (
    b"From: ana@acme.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\n"
    b"Content-Type: text/plain; format=flowed\nContent-Transfer-Encoding: quoted-printable\n\nNext=0A- ship it by Fri\n"
    b"--b\nContent-Type: text/html; charset=utf-8\n\n<p>Next<blockquote type=cite>old</blockquote>\n--b--\n"
)
SAID = (
    "Done: the schema, thanks @bo\nNext\n- ship the importer by Thursday, done when it is green\n2 +3d vendor is late",
    "Decision: we keep SQLite because it works, review in March\nIntent: drop 3.11 unless objected by Friday 17:00",
    "C12 to 3 Dec because …\nD4 object: too early\nH3 take\naway until 5 Jan\nprivate to @bo: thanks",
    "bis Ende nächster Woche\nvendredi prochain\nel 3 de diciembre\nentro il 5 gennaio\nnog voor vrijdag\nin 14 Tagen",
)
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@acme.example\r\nSEQUENCE:2\r\n"
    b"DTSTART;TZID=Europe/Berlin:20261130T100000\r\nDURATION:PT30M\r\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=9\r\n"
    b"EXDATE;TZID=Europe/Berlin:20261207T100000\r\nORGANIZER;CN=Mara:mailto:mara@acme.example\r\n"
    b"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:async@acme.example\r\nSUMMARY:Weekly\r\n"
    b"DESCRIPTION:ask: 2 days before\\nquestions:\\nMood?\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
ADDRESSES = (
    b"async+k3fz7q2m4hvw5t6y2n4p6r3s7a@acme.example",
    b'"async+b-k3fz7q2m4hvw5t6y2n4p6r3s7a"@ACME.example',
    b"Ana Soto <ana@acme.example>, team: bo@acme.example, (x) eve@acme.example;",
    b"<k3fz7q2m4h.vw5t6y2n4p6r3s7a@acme.example>",
)


def lay_down(target: str, folder: Path) -> None:
    """Beside what an earlier run has found."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in _seeds(target):
        if len(seed) <= LARGEST:
            (folder / hashlib.sha256(seed).hexdigest()[:20]).write_bytes(seed)


OF_OUR_OWN: dict[str, tuple[bytes, ...]] = {
    "mails": (MAIL, TWOFOLD, CALENDAR),
    "machines": (MAIL, TWOFOLD),
    "quoting": tuple(f"{words}\n\nOn Mon, Paceline wrote:\n> {LETTER}\0<p>{words}".encode() for words in SAID),
    "calendars": (CALENDAR,),
    "replies": tuple(bytes([at]) + words.encode() for at, words in enumerate(SAID)),
    "dates": tuple(bytes([at]) + line.encode() for words in SAID for at, line in enumerate(words.splitlines())),
    "addresses": ADDRESSES,
}


def _seeds(target: str) -> Iterator[bytes]:
    yield from OF_OUR_OWN[target]
    match target:
        case "mails" | "machines":
            folders = ("machines",) if target == "machines" else ("torture", "client-replies", "machines/autosynth")
            yield from (path.read_bytes() for folder in folders for path in sorted(CASES.glob(f"{folder}/**/*.eml")))
        case "quoting":
            pages = sorted(CASES.glob("client-replies/*.html"))
            yield from (b"\0" + path.read_bytes() for path in pages)
            yield from (path.read_bytes() for path in sorted(CASES.glob("replies/**/*.txt")))
        case "calendars":
            yield from (_event(path) for path in sorted(CASES.glob("itip/cases/*.json")))
        case "dates":
            yield from (b"\x01" + phrase for phrase in _phrases())


def _event(path: Path) -> bytes:
    steps = json.loads(path.read_bytes()).get("steps", [])
    return next((step["in"]["ics"].encode() for step in steps if "ics" in step.get("in", {})), CALENDAR)


def _phrases() -> Iterator[bytes]:
    path = CASES / "dates" / "recognizers.jsonl"
    if path.exists():
        yield from (json.loads(line)["text"].encode() for line in path.read_text(encoding="utf-8").splitlines())
