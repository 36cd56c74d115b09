"""Google Workspace and Gmail: its mailbox, letters out and calendar, through Google's own client and its own words.

What each table of the configuration may say: see account.py for who is signed in, and inbox.py, letters.py and diary.py
for the rest. Nothing of the vendor's is imported before it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any, Final

from paceline.ports import Permit
from paceline_connectors.google import diary, inbox, letters, permission
from paceline_connectors.google.diary import GoogleCalendar
from paceline_connectors.google.inbox import GmailMailbox
from paceline_connectors.google.letters import GmailTransport

PROVIDER: Final = "google"

for _needed in ("googleapiclient", "google_auth_oauthlib", "cryptography"):
    if find_spec(_needed) is None:
        raise ImportError(f"there is no {_needed}", name=_needed)


def mailbox(settings: Mapping[str, Any]) -> GmailMailbox:
    return inbox.opened(settings)


def transport(settings: Mapping[str, Any]) -> GmailTransport:
    return letters.opened(settings)


def calendar(settings: Mapping[str, Any]) -> GoogleCalendar:
    return diary.opened(settings)


def authorize(settings: Mapping[str, Any], tell: Callable[[str], object], doors: frozenset[str]) -> Permit:
    return permission.asked_for(settings, tell, doors)
