"""Many teams at one service hear nothing of each other, whatever their people name, answer and cancel.

PACELINE_FULL=1: 200 teams, until 100,000 letters went out; `pytest -s` tells how far it is.
"""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from campaigns import FULL, Tally
from conversation import CONFIG, Conversation
from many_teams import FEEDS, SmallTeam, Streets, Watch

TEAMS, LETTERS = (200, 100_000) if FULL else (20, 500)


@pytest.mark.slow
@pytest.mark.campaign("teams: words, addresses, links and tokens of others")
def test_no_letter_holds_a_word_an_address_a_link_or_a_token_of_another_team(tmp_path: Path, tally: Tally) -> None:
    streets = Streets(tmp_path, TEAMS)
    try:
        watch = streets.run(LETTERS, told=print)
    finally:
        streets.close()
    tally(cases=TEAMS, letters=watch.letters)
    assert watch.letters >= LETTERS
    assert watch.found == []
    assert len(watch.heard_of_themselves) == TEAMS
    assert sum(watch.heard_of_themselves.values()) > LETTERS / 3, "letters say what their team is about"
    assert len(watch.kinds) > 20


# --- what would be seen -----------------------------------------------------------------------------

OURS, THEIRS = SmallTeam(1), SmallTeam(2)
TOKEN = "k3fz7q2m4hvw5t6y2n4p6r3s7a"


@pytest.fixture
def watch() -> Watch:
    watch = Watch({team.domain: team for team in (OURS, THEIRS)})
    watch.send(_letter(THEIRS, f"{FEEDS}abc async+{TOKEN}@acme.example"), sender="", recipient=_to(THEIRS))
    assert watch.found == []
    return watch


def _to(team: SmallTeam) -> str:
    return team.address(team.people[0])


def _letter(team: SmallTeam, words: str, *, subject: str = "Hello", kind: str = "text/plain") -> bytes:
    return (
        f"To: {_to(team)}\nSubject: {subject}\nDate: Fri, 27 Nov 2026 09:00:00 +0100\nMessage-ID: <1@acme.example>\n"
        f"MIME-Version: 1.0\nContent-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        f"{b64encode(words.encode()).decode()}\n"
    ).encode()


@pytest.mark.parametrize(
    "raw",
    [
        _letter(OURS, f"the {THEIRS.word} importer"),
        _letter(OURS, f"<p>the <b>{THEIRS.word.upper()}</b> importer", kind="text/html"),
        _letter(OURS, f"SUMMARY:{THEIRS.word}", kind="text/calendar"),
        _letter(OURS, "", subject=f"=?utf-8?b?{b64encode(THEIRS.word.encode()).decode()}?="),
        _letter(OURS, f"mailto:async@acme.example?body={THEIRS.word.replace('k', '%6B')}", kind="text/html"),
        _letter(OURS, "write to eve@elsewhere.example"),
        _letter(OURS, f"see {FEEDS}abc"),
        _letter(OURS, f"mailto:async%2B{TOKEN}%40acme.example", kind="text/html"),
    ],
)
def test_what_is_anothers_is_seen(watch: Watch, raw: bytes) -> None:
    watch.send(raw, sender="", recipient=_to(OURS))
    assert len(watch.found) == 1


def test_ones_own_is_not(watch: Watch) -> None:
    words = f"the {OURS.word} importer of {_to(OURS)}, {FEEDS}own"
    watch.send(_letter(OURS, words), sender="", recipient=_to(OURS))
    watch.send(_letter(OURS, words), sender="", recipient=_to(OURS))
    assert watch.found == []


# --- what it has found ------------------------------------------------------------------------------

FIELD = """
[teams.field]
name = "Field"

[people.zed]
name = "Zed Holt"
address = "zed@acme.example"
team = "field"
"""


def test_who_takes_no_part_in_a_review_has_nobody_asked_to_hand_it_over(tmp_path: Path) -> None:
    town = Conversation(tmp_path, config=CONFIG + FIELD)
    town.invites("mara").heard_all()
    town.invites("zed", sequence=3, title="Mine now", guests=("zed",))
    town.hears_nothing("mara")
    assert sorted(str(row["state"]) for row in town.inbox()) == ["held", "settled"]
    town.invites("mara", sequence=4, guests=("mara", "ana", "zed")).heard_all()
    town.invites("zed", sequence=5, title="Mine now", guests=("zed",))
    town.hears("mara", "Zed (zed@acme.example) sends Platform weekly as its organizer now")
    town.close()
