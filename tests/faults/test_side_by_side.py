"""Two workers at once, on PostgreSQL: what one has written the other knows."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from conversation import CONFIG, Conversation

from paceline import flow
from paceline.ledger import hold, people


@pytest.mark.postgres
def test_who_has_left_meanwhile_is_nobody_we_know(fresh_postgres: str, tmp_path: Path) -> None:
    team = Conversation(tmp_path, config=f'[ledger]\nurl = "{fresh_postgres}"\n{CONFIG}')
    team.mailbox.bring(team.mail("ana", "Commitment: ship the importer by Friday", None).as_bytes())
    flow.store(team.service, team.mailbox)
    settling = threading.Thread(target=flow.settle_next, args=(team.service,))
    with team.ledger.begin() as tx:
        hold(tx, "platform")
        settling.start()
        settling.join(1)
        ana = people.by_id(tx, "ana")
        assert ana
        people.move(tx, replace(ana, team="", left="platform"))
    settling.join(60)
    assert [mail["reason"] for mail in team.inbox("held")] == ["ana@acme.example is nobody we know"]
    assert team.record("C1") is None
    team.close()
