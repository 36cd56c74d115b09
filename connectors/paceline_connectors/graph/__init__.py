"""Microsoft 365 by Microsoft Graph v1.0: the mailbox of the service, letters out, and its calendar.

Settings, the same for all three: `user`: the mailbox's address; `tenant`, `client_id`: the registration in Entra ID;
`client_secret`, or `certificate_file` (PEM, with its key), for an application that acts by itself; without either,
`token_file` and `token_key` for what `paceline auth` was allowed; `endpoint` and `authority` for a national cloud;
`timeout` (60) in seconds. Of the mailbox: `settled` ("Paceline"), the mail folder that settled mail is moved to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from paceline.ports import Permit
from paceline_connectors.graph.account import NEEDED, PERMISSIONS, Account, account
from paceline_connectors.graph.calendar import GraphCalendar
from paceline_connectors.graph.line import Line
from paceline_connectors.graph.mailbox import GraphMailbox
from paceline_connectors.graph.signin import allowed, sign_in
from paceline_connectors.graph.transport import GraphTransport
from paceline_connectors.settings import Settings

PROVIDER = "microsoft"
SETTLED = "Paceline"


def mailbox(settings: Mapping[str, Any]) -> GraphMailbox:
    given = Settings(settings)
    folder = given.text("settled", SETTLED)
    return GraphMailbox(_line(given), folder)


def transport(settings: Mapping[str, Any]) -> GraphTransport:
    return GraphTransport(_line(Settings(settings)))


def calendar(settings: Mapping[str, Any]) -> GraphCalendar:
    return GraphCalendar(_line(Settings(settings)))


def authorize(settings: Mapping[str, Any], tell: Callable[[str], object], doors: frozenset[str]) -> Permit:
    """By a code that is typed in at a page of Microsoft's, on any machine (RFC 8628); an application that acts by
    itself has been allowed by an administrator, and only asks for a token."""
    given = Settings(settings)
    given.text("settled", SETTLED)
    found = _closed(given)
    signed_in = sign_in(found)
    try:
        needed = {each for door in doors for each in NEEDED.get(door, ())}
        signed_in.ask(tell, [each for each in PERMISSIONS if each in needed])
        _try(found, doors)
        return allowed(signed_in)
    finally:
        signed_in.close()


def _try(found: Account, doors: frozenset[str]) -> None:
    """Whoever signed in may see this mailbox. Raises ConnectionError."""
    line = Line(found)
    try:
        line.get("/calendar" if doors == {"calendar"} else "/mailFolders/inbox", **{"$select": "id"})
    finally:
        line.close()


def _line(given: Settings) -> Line:
    return Line(_closed(given))


def _closed(given: Settings) -> Account:
    found = account(given)
    given.close()
    return found
