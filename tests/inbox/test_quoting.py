"""What a person wrote is found wherever the client put it, and no line of ours is taken for theirs."""

from __future__ import annotations

import pytest
from inbox.clients import CLIENTS, LETTER, Edited, mail

from paceline.inbox.mail import Message
from paceline.inbox.quoting import Written, new_words

OURS = {" ".join(line.split()) for line in LETTER.splitlines()}
PLAIN = tuple((line, False) for line in LETTER.splitlines())

UPDATE = (
    "Done: schema review, thanks @chen",
    "Next",
    "- ship the importer by Thursday, done when the nightly run is green",
    "- @bo look at the retry logic by 3 Dec",
    "no blockers",
    "2 +3d vendor answers on Monday",
)
TYPED_UNDER = {
    "  -": (),
    "Done since Mon 23 Nov:": ("schema review",),
    "Next (each line becomes a commitment; add a day):": ("- ship the importer by Thursday",),
    "Blocked, or where a hand would help:": ("nothing",),
    "Decisions:": ("we keep SQLite because it is enough",),
    "Thanks:": ("@chen for the schema review",),
    "2. Due today: publish the API draft (C12, for Eve)": ("2 done",),
    "3. Bo intends to drop Python 3.11 on Tue 1 Dec, 17:00 your time (D4)": ("3 object: the edge nodes need it",),
}


def above() -> tuple[Edited, list[str]]:
    return Edited(UPDATE, PLAIN), list(UPDATE)


def below() -> tuple[Edited, list[str]]:
    return Edited((), PLAIN, ("", *UPDATE)), list(UPDATE)


def between() -> tuple[Edited, list[str]]:
    lines: list[tuple[str, bool]] = []
    for line, _ in PLAIN:
        lines.append((line, False))
        lines += [(typed, True) for typed in TYPED_UNDER.get(line, ())]
    return Edited((), tuple(lines)), [typed for typed in (t for ts in TYPED_UNDER.values() for t in ts)]


def in_the_heading() -> tuple[Edited, list[str]]:
    typed = {"Done since Mon 23 Nov:": "schema review", "Thanks:": "@chen for the schema review", "Decisions:": "none yet"}
    lines = tuple((f"{line} {typed[line]}" if line in typed else line, False) for line, _ in PLAIN)
    return Edited((), lines), ["schema review", "none yet", "@chen for the schema review"]


def in_the_placeholder() -> tuple[Edited, list[str]]:
    typed = iter(("  - schema review", "  - ship the importer by Thursday"))
    lines = tuple((next(typed, line) if line == "  -" else line, False) for line, _ in PLAIN)
    return Edited((), lines), ["- schema review", "- ship the importer by Thursday"]


def trimmed() -> tuple[Edited, list[str]]:
    """All but the question that is answered was deleted."""
    start = next(at for at, (line, _) in enumerate(PLAIN) if line.startswith("2. Due"))
    return Edited((), (*PLAIN[start : start + 2], ("2 +3d the vendor is late", True))), ["2 +3d the vendor is late"]


def deleted() -> tuple[Edited, list[str]]:
    return Edited(UPDATE, ()), list(UPDATE)


POSITIONS = (above, below, between, in_the_heading, in_the_placeholder, trimmed, deleted)


def said(written: Written) -> list[str]:
    """The author's lines, without the sign with which a client shows a list, and without white space that it added."""
    lines = (" ".join(line.text.split()) for line in written.lines if line.mine and line.text.strip())
    return ["- " + line[2:] if line[:2] in ("• ", "* ") else line for line in lines]


def plain(lines: list[str]) -> str:
    return " ".join(" ".join(lines).replace("’", "'").split())


@pytest.mark.parametrize("position", POSITIONS, ids=lambda position: position.__name__)
@pytest.mark.parametrize("client", CLIENTS)
def test_all_that_was_typed_is_found_and_nothing_of_ours_is(client, position):
    edited, typed = position()
    written = new_words(CLIENTS[client](edited), LETTER)
    assert plain(said(written)) == plain(typed)
    assert {" ".join(line.text.split()) for line in written.lines if not line.mine} <= OURS


@pytest.mark.parametrize("client", CLIENTS)
def test_an_answer_stands_under_the_heading_under_which_it_was_typed(client):
    edited, _ = between()
    lines = [line for line in new_words(CLIENTS[client](edited), LETTER).lines if line.text.strip()]
    for heading, typed in TYPED_UNDER.items():
        for answer in typed:
            at = next(i for i, line in enumerate(lines) if line.mine and plain([line.text]).endswith(plain([answer]).removeprefix("- ")[-20:]))
            ours = next(line for line in reversed(lines[:at]) if not line.mine and line.text.strip() != "-")
            assert ours.text == heading
