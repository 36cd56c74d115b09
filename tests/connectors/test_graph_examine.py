"""What `paceline check` hears of a mailbox at Microsoft 365: each trouble in Microsoft's words, and what mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from fakes.graph import Fake

from connectors.graph_world import settings, tenant
from paceline.ports import Examined, Finding
from paceline_connectors import graph

DOORS: dict[str, Callable[..., Any]] = {
    "mailbox": graph.mailbox,
    "transport": graph.transport,
    "calendar": graph.calendar,
}


@pytest.fixture
def fake() -> Iterator[Fake]:
    with tenant() as fake:
        yield fake


def examined(fake: Fake, door: str, **more: Any) -> dict[str, Finding]:
    opened = DOORS[door](settings(fake, **more))
    assert isinstance(opened, Examined)
    return {each.what: each for each in opened.examine()}


@pytest.mark.parametrize("door", DOORS)
def test_all_is_well(fake: Fake, door: str) -> None:
    assert all(each.fine for each in examined(fake, door).values())
    assert {"sign-in", "clock"} < examined(fake, door).keys()


# What Entra ID says instead of a token, and what the operator is told to do.
REFUSED = [
    ("invalid_client", "AADSTS7000215: Invalid client secret provided. Trace ID: 1", "client_secret is not right"),
    ("invalid_client", "AADSTS7000222: The provided client secret keys are expired.", "client_secret has expired"),
    ("unauthorized_client", "AADSTS700016: Application not found in the directory.", "client_id names no application"),
    ("invalid_client", "AADSTS700027: The certificate is not registered.", "upload this certificate"),
    ("invalid_client", "AADSTS700024: Client assertion is not within its valid time range.", "clock"),
    ("invalid_grant", "AADSTS65001: The user or administrator has not consented.", "Grant admin consent"),
    ("invalid_client", "AADSTS7000218: The request body must contain client_secret.", "Allow public client flows"),
    (
        "access_denied",
        "AADSTS53003: Access has been blocked by Conditional Access policies.",
        "exclude this application",
    ),
]


@pytest.mark.parametrize(("error", "description", "mend"), REFUSED)
@pytest.mark.parametrize("door", DOORS)
def test_no_token(fake: Fake, door: str, error: str, description: str, mend: str) -> None:
    fake.entra.refusal = (error, description)
    found = examined(fake, door)
    assert list(found) == ["sign-in"]
    assert not found["sign-in"].fine
    assert description.partition(" Trace ID")[0] in found["sign-in"].said
    assert mend in found["sign-in"].mend


def test_a_wrong_secret(fake: Fake) -> None:
    found = examined(fake, "mailbox", client_secret="wrong")
    assert "AADSTS7000215" in found["sign-in"].said
    assert "not its Secret ID" in found["sign-in"].mend


def test_no_such_tenant(fake: Fake) -> None:
    found = examined(fake, "mailbox", tenant="nowhere.example")
    assert "AADSTS90002" in found["sign-in"].said
    assert "Directory (tenant) ID" in found["sign-in"].mend


def test_nobody_has_allowed_it(fake: Fake, tmp_path: Any) -> None:
    given = settings(fake, token_file=str(tmp_path / "token"), token_key="k" * 40)
    del given["client_secret"]
    [found] = graph.mailbox(given).examine()
    assert (found.fine, found.mend) == (False, "run: paceline auth microsoft")


# The door, what is asked there, what Graph answers, and then: of what, whether it stops the service, what mends it.
TROUBLES = [
    ("mailbox", "inbox", 403, "ErrorAccessDenied", "inbox", True, "add Mail.ReadWrite, then Grant admin consent"),
    ("mailbox", "inbox", 404, "ErrorInvalidUser", "inbox", True, "user is no mailbox"),
    ("mailbox", "inbox", 404, "MailboxNotEnabledForRESTAPI", "inbox", True, "give it a licence"),
    ("mailbox", "inbox", 429, "ApplicationThrottled", "inbox", True, "another program"),
    ("mailbox", "inbox", 503, "ServiceUnavailable", "inbox", True, "status.cloud.microsoft"),
    ("mailbox", "inbox", 507, "ErrorQuotaExceeded", "inbox", True, "the mailbox is full"),
    ("mailbox", "inbox", 401, "InvalidAuthenticationToken", "inbox", True, "belong to one cloud"),
    ("mailbox", "mailFolders$", 403, "ErrorAccessDenied", "folder", True, "Mail.ReadWrite"),
    ("mailbox", "mailboxSettings", 403, "ErrorAccessDenied", "settings", False, "MailboxSettings.Read"),
    ("transport", "drafts", 403, "ErrorAccessDenied", "drafts", True, "Mail.ReadWrite"),
    ("calendar", "calendar$", 403, "ErrorAccessDenied", "calendar", True, "add Calendars.ReadWrite"),
    ("calendar", "calendar$", 404, "ErrorInvalidUser", "calendar", True, "user is no mailbox"),
]


@pytest.mark.parametrize(("door", "where", "status", "code", "what", "serious", "mend"), TROUBLES)
def test_a_refusal(
    fake: Fake, door: str, where: str, status: int, code: str, what: str, serious: bool, mend: str
) -> None:
    with fake.refuses(f"GET .*{where}", status, code, "in Microsoft's words"):
        found = examined(fake, door)[what]
    assert (found.fine, found.serious) == (False, serious)
    if status != 429:  # then all after the first are turned away here
        assert f"{status} {code}: in Microsoft's words" in found.said
    assert mend in found.mend


@pytest.mark.parametrize(("ahead", "words"), [(61, "61 minutes slow"), (-61, "61 minutes fast")])
@pytest.mark.parametrize("door", DOORS)
def test_a_clock_that_is_off_by_an_hour(fake: Fake, door: str, ahead: int, words: str) -> None:
    fake.ahead = timedelta(minutes=ahead)
    found = examined(fake, door)["clock"]
    assert not found.fine
    assert words in found.said
    assert "NTP" in found.mend


def test_a_clock_that_is_off_by_a_minute_is_fine(fake: Fake) -> None:
    fake.ahead = timedelta(minutes=1)
    assert examined(fake, "mailbox")["clock"].fine


def test_a_mailbox_that_answers_by_itself(fake: Fake) -> None:
    fake.settings["automaticRepliesSetting"] = {"status": "alwaysEnabled"}
    found = examined(fake, "mailbox")["automatic replies"]
    assert (found.fine, found.serious) == (False, False)
    assert "turn them off" in found.mend


def test_a_calendar_that_can_only_be_read(fake: Fake) -> None:
    fake.may_edit = False
    opened = graph.calendar(settings(fake))
    assert [each.fine for each in opened.examine() if each.what == "calendar"] == [True, False]


def test_rights_that_exchange_itself_gives_are_no_trouble_for_the_service(fake: Fake) -> None:
    fake.entra.roles = ()
    found = examined(fake, "transport")["sending"]
    assert (found.fine, found.serious) == (False, False)
    assert "RBAC" in found.said


def test_how_to_have_plus_addresses_is_told(fake: Fake) -> None:
    assert "-DisablePlusAddressInRecipients $false" in examined(fake, "mailbox")["plus-addresses"].said


@pytest.mark.parametrize("door", DOORS)
def test_a_server_that_is_away(fake: Fake, door: str) -> None:
    with fake.away():
        found = examined(fake, door)
    assert not found["sign-in"].fine
    assert "HTTPS_PROXY" in found["sign-in"].mend


@pytest.mark.parametrize("door", DOORS)
def test_secrets_are_never_shown(fake: Fake, door: str) -> None:
    for each in examined(fake, door).values():
        assert fake.secret not in f"{each.said} {each.mend}"
