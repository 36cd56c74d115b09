"""A review whose facilitation goes round: the digest names who has this date, and who of those there has the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conversation import CONFIG, Conversation


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Conversation]:
    """Mara runs it; Ana and Bo take part."""
    folder = tmp_path / "templates" / "round"
    folder.mkdir(parents=True)
    (folder / "template.toml").write_text('extends = "status"\nfacilitator = "rotate"\n')
    team = Conversation(tmp_path, config=CONFIG.replace('data = "data"', 'data = "data"\ntemplates = "templates"'))
    yield team.invites("mara", text="template: round")
    team.close()


def told(team: Conversation, day: str, who: str = "ana") -> str:
    """What the digest of that Monday says about it."""
    digest = team.heard_all().at(f"{day} 12:00").hears(who, "Platform weekly, Mon")
    return next(line for line in digest.text.splitlines() if "facilitate" in line)


def test_the_digest_names_who_facilitates_and_who_is_next(run: Conversation) -> None:
    assert told(run, "2026-11-30") == "Mara facilitates Mon 30 Nov; next, Mon 7 Dec: you."
    assert told(run, "2026-12-07") == "You facilitate Mon 7 Dec; next, Mon 14 Dec: Bo."
    assert told(run, "2026-12-14") == "Bo facilitates Mon 14 Dec; next, Mon 21 Dec: Mara."
    assert told(run, "2026-12-21", "bo") == "Mara facilitates Mon 21 Dec; next, Mon 28 Dec: Ana."


def test_the_mail_that_asks_says_it_too(run: Conversation) -> None:
    run.at("2026-12-04 12:00").hears("ana", "your update for Mon 7 Dec", "You facilitate this one.")
    run.hears("bo", "your update for Mon 7 Dec", "Ana facilitates this one.")


def test_who_is_away_is_passed_over(run: Conversation) -> None:
    run.says("ana", "away 7 Dec to 8 Dec", to="new").heard_all()
    assert told(run, "2026-11-30") == "Mara facilitates Mon 30 Nov; next, Mon 7 Dec: Bo."
    assert told(run, "2026-12-07", "bo") == "You facilitate Mon 7 Dec; next, Mon 14 Dec: Mara."


def test_who_was_named_and_is_away_after_all_has_the_next_one_in_their_place(run: Conversation) -> None:
    assert told(run, "2026-11-30") == "Mara facilitates Mon 30 Nov; next, Mon 7 Dec: you."
    run.says("ana", "away 7 Dec to 8 Dec", to="new").heard_all()
    assert told(run, "2026-12-07", "bo") == "You facilitate Mon 7 Dec; next, Mon 14 Dec: Mara."


def test_nobody_is_named_where_it_does_not_go_round(team: Conversation) -> None:
    team.invites("mara").at("2026-11-30 12:00")
    assert "facilitate" not in team.hears("ana", "Platform weekly, Mon 30 Nov").text
