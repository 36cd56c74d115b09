"""Letters of the reviews that templates bring: what two write to each other, and what comes back on a cadence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from paceline.agenda.contents import Confirmation, Digest, Envelope, UnsignedAnswers, UnsignedReceipt, UpdateAsk
from paceline.agenda.one_offs import Review, ReviewedCommitment, ReviewedDecision, ReviewedHelp
from paceline.domain.cadence import Span
from paceline.letters.samples.people import ANA, DEE, DIGEST, FRIDAY, MARA, START, questions
from paceline.letters.templates import Template


def _asked(title: str, template: str, review: Review | None = None) -> UpdateAsk:
    return UpdateAsk(1, title, START, DIGEST, questions(template), since=date(2026, 11, 16), review=review)


def envelopes() -> dict[str, Envelope]:
    between = Review(beside=True, commitments=_open(), whose="all of you")
    pair = replace(_asked("Ana / Bo", "peer-check-in", between), among=("Bo", ""))
    away = replace(_asked("Platform weekly", "status"), runner_away=("Mara", date(2026, 12, 4), "Bo"))
    in_the_way = _asked("Obstacles", "obstacles", Review(shows="help", beside=True, help=_obstacles()))
    return {
        "a peer check-in": Envelope(ANA, FRIDAY, (pair,)),
        "decisions come back": Envelope(ANA, FRIDAY, (_asked("Decisions", "decisions-review", _decisions()),)),
        "an agreement": Envelope(DEE, FRIDAY, (_asked("Our agreement", "agreement-review", _agreement()),)),
        "obstacles": Envelope(DEE, FRIDAY, (replace(in_the_way, among=("Ana", "Mara", "")),)),
        "a sprint": Envelope(ANA, FRIDAY, (_asked("Sprint", "sprint", _goals()),)),
        "a pulse": Envelope(DEE, FRIDAY, (_pulse(),)),
        "its organizer is away": Envelope(DEE, FRIDAY, (away,)),
    }


def asked_with(template: Template) -> Envelope:
    """How a template asks somebody who takes part, in a round that is not the first."""
    above = {
        "commitments": Review(commitments=_open()[:1]),
        "commitments of @team": Review(beside=True, commitments=_open(), whose="all of you"),
        "decisions": _decisions(),
        "agreement": _agreement(),
        "help": Review(shows="help", beside=True, help=_obstacles()),
        "goals": _goals(),
    }
    sections = tuple(it for it in template.sections if it.of == "everybody" and it.rounds not in ("first", "last"))
    ask = UpdateAsk(1, template.title, START, DIGEST, sections or template.sections, since=date(2026, 11, 16))
    among = ("Bo", "") if template.private else ()
    unsigned = template.at_least if template.anonymous else 0
    ask = replace(ask, review=above.get(template.shows), among=among, unsigned=unsigned)
    return Envelope(ANA, FRIDAY, (ask,))


def _open() -> tuple[ReviewedCommitment, ...]:
    return (
        ReviewedCommitment("C31", "write down the retry rules", date(2026, 12, 4), "due"),
        ReviewedCommitment("C32", "read them", date(2026, 12, 7), "due", "Bo"),
    )


def _pulse() -> UpdateAsk:
    ask = _asked("Pulse", "pulse")
    return replace(ask, sections=tuple(it for it in ask.sections if it.of == "everybody"), unsigned=5)


def _decisions() -> Review:
    since = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return Review(
        shows="decisions",
        decisions=(
            ReviewedDecision("D2", "one runbook for each service", "", "decided", since, review=date(2026, 12, 1)),
            ReviewedDecision(
                "D3",
                "keep SQLite for the edge nodes",
                "Chen",
                "decided",
                since,
                "It is enough.",
                (("Finn", "watch the write rate"),),
            ),
        ),
        more=2,
    )


def _agreement() -> Review:
    clauses = (
        ("3.1", "an intent stays open for: 2 working days"),
        ("6.4", "We do incident notes with the wiki to get a record that new people find"),
    )
    return Review(shows="agreement", beside=True, agreement=clauses)


def _goals() -> Review:
    since = datetime(2026, 11, 16, 9, tzinfo=UTC)
    goal = ReviewedDecision("D7", "the importer runs every night", "Mara", "decided", since)
    return Review(shows="goals", beside=True, decisions=(goal,))


def _obstacles() -> tuple[ReviewedHelp, ...]:
    since = datetime(2026, 11, 16, 9, tzinfo=UTC)
    return (
        ReviewedHelp("H4", "test phones take six weeks to order", "", since, ("Ana",)),
        ReviewedHelp("H6", "nobody may read the vendor's tickets", "Mara", since, (), (("Ana", "asks the vendor"),)),
    )


def digests(usual: Digest) -> dict[str, Digest]:
    gone = ReviewedHelp("H3", "two rooms for nine people", "Dee", datetime(2026, 11, 2, 9, tzinfo=UTC), closed=True)
    plain = replace(usual, needs_you=(), needs_hand=(), changed=(), updates=(), thanks=(), away=())
    answers = UnsignedAnswers(
        (
            ("What helps us work well", ("pairing on Thursdays", "the nightly run, since it is green")),
            ("What gets in the way", ("reviews that wait for two days", "three tools for one list of tasks")),
            ("One thing to change", ("no meetings on Wednesdays",)),
        ),
        6,
        5,
        (("Mara", "reviews are looked at twice a day since October"),),
        heading="What we changed since the last one",
    )
    pulse = replace(plain, title="Pulse", unsigned=answers)
    return {
        "a pulse": pulse,
        "a pulse, its organizer": replace(pulse, reader=MARA, may_settle=True),
        "a pulse, too few": replace(
            pulse, unsigned=replace(answers, lines=(), answers=0, changed=(), owed_by="Mara"), last=True
        ),
        "obstacles": replace(
            usual,
            title="Obstacles",
            reader=DEE,
            needs_you=(),
            needs_hand=(),
            changed=(),
            updates=(),
            thanks=(),
            obstacles=(*_obstacles(), gone),
            obstacles_heading="Obstacles",
        ),
    }


def unsigned() -> dict[str, UnsignedReceipt]:
    stray = "words that stand under no question were not kept, for they may be a signature"
    return {
        "usual": UnsignedReceipt(ANA, (("Pulse", ""),), 5),
        "with a signature": UnsignedReceipt(ANA, (("Pulse", ""),), 5, (stray,)),
        "twice": UnsignedReceipt(
            ANA,
            (("Pulse", "you have answered already, and nobody can tell which answer was yours to change it"),),
            5,
        ),
    }


def confirmations(usual: Confirmation) -> dict[str, Confirmation]:
    return {
        "a pulse": replace(
            usual,
            title="Pulse",
            template="pulse",
            headings=tuple(section.heading for section in questions("pulse")),
            asked=usual.asked[-4:],
            remarks=(),
            unsigned=5,
        ),
        "private": replace(
            usual,
            reader=MARA,
            title="Ana / Mara",
            template="peer-check-in",
            headings=tuple(section.heading for section in questions("peer-check-in")),
            asked=usual.asked[:1] + usual.asked[-1:],
            ask=Span(days=1),
            also=("ines@acme.example",),
            remarks=(),
            private=True,
        ),
    }
