from __future__ import annotations

from dataclasses import replace

import pytest

from paceline.domain.cadence import Cadence
from paceline.domain.circles import circle
from paceline.ledger import Ledger, cadences

ONE = Cadence("one@acme.example", "mara@acme.example", "One to one", "", "UTC", 30, ())


@pytest.mark.parametrize("other", ["dev-ops", "devxops"])
def test_no_team_has_what_is_private_in_another(ledger: Ledger, other: str) -> None:
    """A line below is no sign for any other character."""
    with ledger.begin() as tx:
        for team, uid in ((other, "theirs"), ("dev_ops", "ours")):
            cadence = replace(ONE, uid=f"{uid}@acme.example", title=uid)
            cadences.put(tx, cadences.Kept(cadence, circle(team, cadence.id), "mara"))
        assert [kept.cadence.title for kept in cadences.of_team(tx, "dev_ops")] == ["ours"]
