"""What organizers are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from paceline.agenda.contents import Asked, Confirmation
from paceline.domain.cadence import Remark, Span, ZoneDoubt
from paceline.letters.samples.people import DIGEST, MARA, START, questions

WEEK, TUESDAY = timedelta(weeks=1), datetime(2026, 12, 1, 9, tzinfo=UTC)


def confirmations() -> dict[str, Confirmation]:
    asked = (
        Asked("Ana", datetime(2026, 11, 27, 9, tzinfo=UTC), "Europe/Lisbon", elsewhere=True),
        Asked("Bo", datetime(2026, 11, 27, 8, tzinfo=UTC), "Europe/Berlin"),
        Asked("Chen", datetime(2026, 11, 27, 16, 30, tzinfo=UTC), "America/Los_Angeles", elsewhere=True),
        Asked("Dee", datetime(2026, 11, 27, 9, tzinfo=UTC), "Europe/London", elsewhere=True),
        Asked("Eve", datetime(2026, 11, 27, 17, tzinfo=UTC), "America/Los_Angeles", elsewhere=True),
        Asked("Finn", datetime(2026, 11, 27, 8, tzinfo=UTC), "Europe/Berlin"),
        Asked("", datetime(2026, 11, 27, 8, tzinfo=UTC), "Europe/Berlin"),
    )
    usual = Confirmation(
        MARA,
        "Platform weekly",
        "status",
        tuple(s.heading for s in questions()),
        asked,
        Span(days=1),
        Span(lead=timedelta(hours=2)),
        Span(lead=timedelta(hours=1)),
        recurring=True,
        first_start=START,
        first_digest=DIGEST,
        zone="Europe/Berlin",
        remarks=(Remark("remined: 4h", "remind: 4 hours before"),),
    )
    plain = replace(usual, remarks=())
    return {
        "usual": usual,
        "once, two people": replace(
            plain,
            title="Launch look-back",
            template="retro",
            headings=tuple(s.heading for s in questions("retro")),
            asked=asked[-2:],
            recurring=False,
            ask=Span(days=2),
            remind=None,
            why="so that the next launch is calmer",
        ),
        "nobody but me": replace(plain, asked=asked[-1:]),
        "a review": replace(
            plain,
            title="SQLite look-back",
            template="decision-review",
            headings=tuple(s.heading for s in questions("decision-review")),
            recurring=False,
            review='D3 ("keep SQLite for the edge nodes")',
        ),
        "an unknown review": replace(plain, recurring=False, unknown_review="commitments of @zed"),
        "unknown template": replace(
            plain, unknown_template="standup", known_templates=("one-to-one", "retro", "status"), also=("Ines",)
        ),
        "changed": replace(
            usual,
            changed=(
                ("ask", "the working day before", "2 working days before"),
                ("asked too", "", "Finn and Gil"),
                ("no more", "", "Eve"),
            ),
            ask=Span(days=2),
            new_remarks=(Remark("rewind: never", "remind: off"),),
        ),
        "taken out of the text": replace(
            plain,
            changed=(
                ("language", "", "de"),
                ("D3", "Decision: keep SQLite", 'taken out of the text, but it stands; "Decision: …" takes its place'),
                ("text", "Bring cake", "Bring tea"),
            ),
        ),
        "another template": replace(
            usual,
            changed=(("template", "status", "retro"),),
            template="retro",
            headings=tuple(s.heading for s in questions("retro")),
        ),
        "moved": replace(usual, moved=((START, TUESDAY),)),
        "moved, and all after it": replace(usual, moved=((START, TUESDAY),), onward=True),
        "several moved": replace(
            usual, moved=((START, TUESDAY), *((START + WEEK * n, TUESDAY + WEEK * n) for n in (2, 3)))
        ),
        "one moved, one cancelled": replace(plain, cancelled=START, moved=((START + WEEK, TUESDAY + WEEK),)),
        "cut short": replace(plain, cut=True, ends=START + WEEK),
        "goes on": replace(
            usual, goes_on=True, first_start=START + timedelta(hours=4), changed=(("when", "Mon 10:00", "Mon 14:00"),)
        ),
        "cancelled": replace(plain, cancelled=START),
        "ended": replace(plain, ended=True),
        "taken off the guests": replace(plain, ended=True, removed=True),
        "unknown time zone": replace(plain, doubts=(ZoneDoubt("Europe/Germany", "Europe/Berlin"),)),
        "other rules": replace(
            plain,
            zone="America/New_York",
            doubts=(ZoneDoubt("America/New_York", "America/New_York", date(2026, 11, 30), "UTC+1", "UTC-5"),),
        ),
        "nothing ahead": replace(plain, first_start=None, first_digest=None, asked=(), recurring=False),
    }
