"""Why a line was not understood, and what would work instead; the words are for its author."""

from __future__ import annotations

from dataclasses import dataclass

from paceline.domain.statements import Promise, Statement, Unclear


@dataclass(frozen=True, slots=True)
class Doubt:
    """`why` and `hint` are filled in with what the line was about: {ref} ("C12" or "2"), {verb}, {days}, {numbers} …

    Both are worded like those of `domain.outcome.Refusal`.
    """

    why: str
    hint: str
    listed: bool = False
    """What would work is a line of a list of commitments."""


DOUBTS = {
    "unknown-number": Doubt("there is no number {ref} in the mail that you answer", "{hint}"),
    "unknown-command": Doubt("I can't read what to do with {ref}", "{hint}"),
    "not-for": Doubt('"{verb}" does not work for {ref}', "{hint}"),
    "no-day": Doubt("I can't read a day in it", "{hint}"),
    "ambiguous-day": Doubt("{days}?", "{hint}"),
    "no-language": Doubt("I don't know that language", "{hint}"),
    "reason-missing": Doubt('"{verb}" needs a few words', "{hint}"),
    "deputy-of-another": Doubt("who stands in for {who}, {who} says", "{hint}"),
    "name-missing": Doubt("I can't read who is meant", "{hint}"),
    "conditional": Doubt('I can\'t tell whether this is meant as "{verb}"', "{hint}"),
    "which": Doubt("I can't tell which one you mean", "{hint}"),
    "several-owners": Doubt("a commitment has one owner", "{hint}", listed=True),
    "whose": Doubt("I can't tell whose promise it is", "{hint}", listed=True),
    "perhaps": Doubt("I can't tell whether it is a promise", "{hint}", listed=True),
    "request": Doubt("I can't tell whether you offer it to {who}, and by when", "{hint}", listed=True),
    "undecided": Doubt("I can't tell whether it is decided", "{hint}"),
    "nothing-promised": Doubt("it names a day but not what is promised", "{hint}", listed=True),
    "as-before": Doubt("lines of an earlier mail are not copied", "{hint}"),
    "under-item": Doubt("I can't tell what this means for {ref}", "{hint}"),
}


def unclear(line: str, code: str, hint: str = "", meant: Statement | None = None, **about: str) -> Unclear:
    """`line` as its author wrote it; `hint` is a line that would work, or several, parted by "; "."""
    doubt = DOUBTS[code]
    words = {"hint": hint, **about}
    listed = doubt.listed or isinstance(meant, Promise)
    return Unclear(line, doubt.why.format(**words), doubt.hint.format(**words), code, meant, listed)
