"""Replies that are made to take long: a test sees that they don't, and `python -m bench hostile` how long they take."""

from __future__ import annotations

from collections.abc import Iterator

WORDS = ("On ", "Done: x. ", "2 done 3 ok ", "please ", "ship it by Friday, ", "Bo: x; ", "- ")


def replies(words: str) -> Iterator[list[str]]:
    """The lines of two: one line of 400 kB, and 20,000 short ones."""
    yield [words * (400_000 // len(words))]
    short = (words * 20)[:40]
    yield ["Next", *[f"{short} {number}" for number in range(20_000)]]
