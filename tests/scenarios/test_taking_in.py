"""Mail is taken in in batches, each durably stored before the mailbox is told, and none larger than memory likes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conversation import Conversation, Mailbox

from paceline import flow
from paceline.ports import Mail


class Watched(Mailbox):
    """Notes how many mails were given and not settled, at most."""

    held = 0
    most = 0

    def fetch(self, limit: int = 200) -> Iterator[Mail]:
        for mail in super().fetch(limit):
            self.held += 1
            self.most = max(self.most, self.held)
            yield mail

    def settle(self, mail: Mail) -> None:
        self.held -= 1
        super().settle(mail)


@pytest.mark.parametrize(("octets", "at_once"), [(100, 200), (3_000_000, 3), (9_000_000, 1)])
def test_few_large_mails_are_held_at_once(team: Conversation, octets: int, at_once: int) -> None:
    mailbox = Watched()
    for number in range(at_once + 2):
        mailbox.bring(f"Subject: {number}\r\n\r\n".encode() + b"x" * octets)
    flow.store(team.service, mailbox)
    assert mailbox.most == at_once
