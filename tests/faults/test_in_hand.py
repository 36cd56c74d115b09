"""How long a letter stays in the hands of a sender that died: as long as its transport says that one send takes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conversation import CONFIG, MadeUpClock

from paceline import app
from paceline.ledger import outbox
from paceline.ledger.outbox import Posted
from paceline.ports import Bounded
from paceline_connectors import exchange, google, graph, maildir, smtp

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
GOOGLE = {"account": "team@acme.example", "key_file": "/nowhere.json"}
GRAPH = {"user": "team@acme.example", "tenant": "acme.example", "client_id": "1", "client_secret": "s"}
EXCHANGE = {"server": "mail.acme.example", "address": "team@acme.example", "password": "s"}
SMTP = {"host": "mail.acme.example", "security": "starttls"}


@pytest.mark.parametrize(
    ("connector", "settings", "seconds"),
    [
        (google, GOOGLE, 360),
        (graph, GRAPH, 360),
        (graph, GRAPH | {"timeout": 20}, 120),
        (exchange, EXCHANGE, 240),
        (maildir, {"path": "/nowhere"}, 120),
        (smtp, SMTP, 1200),
        (smtp, SMTP | {"answer_timeout": 90}, 180),
        (smtp, SMTP | {"answer_timeout": 5}, 120),
    ],
)
def test_each_transport_says_how_long_one_send_takes(connector: Any, settings: dict[str, object], seconds: int) -> None:
    transport = connector.transport(settings)
    assert isinstance(transport, Bounded)
    assert transport.longest == seconds


def letter() -> Posted:
    return Posted(
        "k", "k", "<k@acme.example>", "digest", "platform", "ana", "ana@acme.example", "async+b@acme.example",
        b"Message-ID: <k@acme.example>\r\nSubject: x\r\n\r\nx\r\n", NOW, NOW + timedelta(days=9), NOW,
    )  # fmt: skip


def test_a_letter_goes_on_when_its_sender_must_be_dead(tmp_path: Path) -> None:
    (tmp_path / "paceline.toml").write_text(CONFIG)
    loaded = app.load_config(tmp_path / "paceline.toml", {})
    app.prepare(loaded)
    clock = MadeUpClock(NOW)
    with app.opened(loaded, clock) as dying, dying.service.ledger.begin() as tx:
        outbox.post(tx, letter())
        assert outbox.claim(tx, clock.now(), dying.service.lease)
    with app.opened(loaded, clock) as office:
        clock.instant = NOW + timedelta(seconds=119)
        assert office.deliver() == 0
        clock.instant = NOW + timedelta(seconds=120)
        assert office.deliver() == 1
    [sent] = (tmp_path / "out" / "new").iterdir()
    assert b"<k@acme.example>" in sent.read_bytes()
