"""Exchange on servers of one's own, by Exchange Web Services: mailbox, transport and calendar.

Settings of all three: `server`, or `endpoint` with the whole address; `address`: the mailbox; `username` (the address),
`password`; `auth`: "ntlm" or "basic"; `access`: "delegate" or "impersonation"; `ca_file`; `timeout` (60) in seconds.
The mailbox alone: `settled` ("Paceline"): the folder where settled mail goes. The calendar alone: `time_zone` ("UTC"):
the IANA zone in which whole days of ours begin.

exchangelib takes most of a second to load: that is done when the server is first asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paceline_connectors.exchange.calendar import ExchangeCalendar
from paceline_connectors.exchange.inbox import ExchangeMailbox
from paceline_connectors.exchange.sending import ExchangeTransport
from paceline_connectors.exchange.server import SETTLED, read, read_zone
from paceline_connectors.settings import Settings


def mailbox(settings: Mapping[str, Any]) -> ExchangeMailbox:
    given = Settings(settings)
    box = ExchangeMailbox(read(given), given.text("settled", SETTLED))
    given.close()
    return box


def transport(settings: Mapping[str, Any]) -> ExchangeTransport:
    given = Settings(settings)
    letters = ExchangeTransport(read(given))
    given.close()
    return letters


def calendar(settings: Mapping[str, Any]) -> ExchangeCalendar:
    given = Settings(settings)
    events = ExchangeCalendar(read(given, read_zone(given)))
    given.close()
    return events
