"""What people write at its longest, in other writings and with pictures, and very much of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from paceline.agenda.contents import (
    Change,
    Digest,
    DueAsk,
    Envelope,
    IntentAsk,
    Need,
    OfferAsk,
    OpenLine,
    PersonUpdate,
    Receipt,
    Recorded,
    Verdict,
)
from paceline.domain.people import Person
from paceline.letters.samples.people import FRIDAY, MONDAY, START

SARA = Person("sara", "platform", "سارة الأحمد", ("sara@acme.example",), "Asia/Dubai")
"""The reader's name is written from right to left."""
LONG = (
    "move the customers who are still on the first generation of the importer to the second one, region by region, "
    "beginning with those whose nightly run takes longest, and write down for each of them which of the old switches "
    "they had set, why, and what takes its place now (there is a list from 2024 🗂️, which nobody has looked through)"
)
ADDRESS = (
    "https://docs.acme.example/platform/2026/importer/second-generation/how-the-regions-were-chosen.html#in-detail"
)
OTHERS = ("محمد", "田中", "Łukasz", "Zoë 🚀")


def envelopes() -> dict[str, Envelope]:
    offer = OfferAsk(2, "C119", "راجع المخطط قبل الإطلاق", date(2026, 12, 3), OTHERS[0], "كل الاختبارات خضراء")
    intent = IntentAsk(
        3,
        "D104",
        f"全部のリージョンで切り替える（{ADDRESS}）",
        LONG,
        True,
        OTHERS[1],
        START + timedelta(days=1),
    )
    open_ones = tuple(
        OpenLine(f"C{120 + n}", LONG if n == 1 else f"step {n} of the move", date(2026, 12, 4 + n)) for n in range(8)
    )
    due = DueAsk(1, "C112", LONG, FRIDAY, OTHERS)
    return {"long words": Envelope(SARA, FRIDAY, (), (due,), (offer,), (intent,), open_ones, open_more=32)}


def digests() -> dict[str, Digest]:
    kept = tuple(Change("kept", f"C{200 + n}", f"step {n} of the move", OTHERS[n % 4]) for n in range(38))
    changed = (Change("decided", "D3", LONG, OTHERS[2], reason=LONG), Change("kept", "C112", LONG, OTHERS[0]), *kept)
    lines = (
        ("Done", f"🎉 {LONG}"),
        ("Done", ADDRESS),
        ("What I would like to hear from the others", "من يستطيع المساعدة؟"),
    )
    return {
        "long words": Digest(
            SARA,
            "Platform weekly 🚀",
            START,
            Verdict(meet=False, minutes=0, given_back=210, planned=30, invited=7),
            needs_you=(Need("help", "H103", LONG, OTHERS[0]),),
            changed=changed,
            updates=(PersonUpdate(OTHERS[0], lines), PersonUpdate(OTHERS[3], lines[:1])),
        )
    }


def receipts() -> dict[str, Receipt]:
    closes = datetime(2026, 12, 1, 16, tzinfo=UTC)
    recorded = (
        Recorded("promised", "C112", LONG, due=MONDAY, done_when=LONG),
        Recorded("intended", "D104", ADDRESS, closes=closes, reason="لأن النظام القديم بطيء"),
    )
    many = tuple(Recorded("promised", f"C{120 + n}", f"step {n} of the move", due=MONDAY) for n in range(38))
    return {"long words": replace(Receipt(SARA, LONG, recorded, day=FRIDAY), recorded=(*recorded, *many))}
