"""What the weeks came to, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from paceline.domain import commitments, decisions
from paceline.domain import help as help_requests
from paceline.domain.facts import DigestSent, Offered
from twelve_weeks.play import Play


def figures(play: Play) -> str:
    e = play.evidence
    found = {fold: [it for s in _subjects(play, letter) if (it := fold(e.of(s)))] for letter, fold in FOLDS.items()}
    promises = found[commitments.fold]
    digests = [entry.fact for entry in e.facts if isinstance(entry.fact, DigestSent)]
    broke_out = sum(it.kind == "envelope" and it.key.endswith("+") for it in e.letters)
    offers = {entry.subject for entry in e.facts if isinstance(entry.fact, Offered)}
    kept = [it for it in promises if it.state == "kept"]
    moves = [move.late for it in promises for move in it.moves]
    lines = (
        ("weeks", str(play.weeks)),
        ("letters", _counted(letter.kind for letter in e.letters)),
        ("  broke out of the one envelope a day", str(broke_out)),
        ("replies", _counted(play.replies.elements())),
        ("facts", str(len(e.facts))),
        ("commitments", _counted(it.state for it in promises)),
        ("  kept in time, as first promised", str(sum(not it.closed_late and not it.moves for it in kept))),
        ("  kept in time, renegotiated before", str(sum(not it.had_slipped and bool(it.moves) for it in kept))),
        ("  slipped", str(sum(it.had_slipped for it in promises))),
        ("  moved", f"{moves.count(False)} in time, {moves.count(True)} late"),
        ("  offers", _counted(it.state for it in promises if it.id in offers)),
        ("decisions", _counted(it.state for it in found[decisions.fold])),
        ("help requests", _counted(it.state for it in found[help_requests.fold])),
        ("digests", f"{len(digests)} of occurrences: {_counted(it.verdict for it in digests)}"),
        ("given back", f"{sum(it.given_back for it in digests) / 60:.0f} hours"),
    )  # fmt: skip
    return "\n".join(f"{name:40}{value}" for name, value in lines)


FOLDS = {"C": commitments.fold, "D": decisions.fold, "H": help_requests.fold}


def _subjects(play: Play, letter: str) -> list[str]:
    named = dict.fromkeys(entry.subject for entry in play.evidence.facts)
    return [subject for subject in named if subject[:1] == letter and subject[1:].isdigit()]


def _counted(words: Iterable[str]) -> str:
    return ", ".join(f"{count} {word}" for word, count in sorted(Counter(words).items(), key=lambda it: -it[1]))
