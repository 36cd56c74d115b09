"""Who may do what at Google: how an account's owner allows it, and what `paceline check` says when it is not so."""

from __future__ import annotations

import json
import logging
import os
import ssl
import stat
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fakes.google import Fault, Google
from fakes.google.oauth import CLIENT_SECRET
from sink import Sink

from connectors.google_doors import ANA, PLENTY, US, Doors, doors, google
from paceline.ports import Examined, Finding, Permit, SettingsError
from paceline_connectors import google as connector
from paceline_connectors.google import permission

__all__ = ["doors", "google"]
KEY = "a key of thirty-two characters, at least"
CERTIFICATE = str(Path(__file__).with_name("localhost.pem"))
ALL = frozenset({"mailbox", "transport", "calendar"})
AUTH = "https://www.googleapis.com/auth/"


@pytest.fixture
def table(google: Google, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Settings of somebody who has an OAuth client. Google's library speaks TLS only, unless it is told otherwise."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    return {
        "account": US,
        "client_file": str(google.client_file(tmp_path / "client.json")),
        "token_file": str(tmp_path / "token"),
        "token_key": KEY,
        "endpoint": google.base,
    }


class Browser:
    """Opens the address that it is told, and follows where that leads; the account's owner says yes."""

    def __init__(self, change: Callable[[str], str] = lambda answer: answer) -> None:
        self.opened: list[str] = []
        self.shown: list[str] = []
        self._change = change

    def tell(self, line: str) -> None:
        self.shown.append(line)
        if line.startswith("http"):
            self.opened.append(line)
            threading.Thread(target=self._open, args=(line,), daemon=True).start()

    def _open(self, address: str) -> None:
        answer = _redirected(address)
        for each in (answer.partition("?")[0] + "favicon.ico", self._change(answer)):
            with suppress(urllib.error.HTTPError):  # the favicon's
                urllib.request.urlopen(each, timeout=60).close()


def _redirected(address: str) -> str:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    try:
        urllib.request.build_opener(Stay).open(address, timeout=60)
    except urllib.error.HTTPError as error:
        return str(error.headers["Location"])
    raise AssertionError("there is no consent page")


# --- the account's owner allows it -----------------------------------------------------------------------------------


def test_what_was_allowed_in_a_browser_opens_the_doors(google: Google, table: dict[str, Any]) -> None:
    browser = Browser()
    permit = connector.authorize(table, browser.tell, ALL)
    assert permit == Permit(US, ("see and write events", "see when others are busy", "read, label and send mail"))
    kept = Path(table["token_file"])
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    [token] = google.grants.refresh
    assert token.encode() not in kept.read_bytes()
    google.gmail().bring(b"Subject: hello\r\n\r\n")
    assert len(list(connector.mailbox({**table, "units_per_minute": PLENTY}).fetch())) == 1
    assert connector.calendar(table).changes("").whole


@pytest.mark.parametrize(
    ("doors_", "scopes"),
    [
        ({"mailbox"}, {"gmail.modify"}),
        ({"mailbox", "transport"}, {"gmail.modify"}),
        ({"calendar"}, {"calendar.events", "calendar.freebusy"}),
        (ALL, {"gmail.modify", "calendar.events", "calendar.freebusy"}),
    ],
)
def test_no_more_is_asked_for_than_the_doors_need(
    table: dict[str, Any], doors_: Iterable[str], scopes: set[str]
) -> None:
    browser = Browser()
    connector.authorize(table, browser.tell, frozenset(doors_))
    asked = parse_qs(urlsplit(browser.opened[0]).query)
    assert {scope.removeprefix(AUTH) for scope in asked["scope"][0].split()} == scopes
    assert asked["login_hint"] == [US]
    assert asked["access_type"] == ["offline"]
    assert urlsplit(asked["redirect_uri"][0]).hostname == "127.0.0.1"


def test_a_door_whose_box_was_not_ticked_says_so(google: Google, table: dict[str, Any]) -> None:
    google.grants.unticked = {f"{AUTH}calendar.events"}
    permit = connector.authorize(table, Browser().tell, ALL)
    assert permit.allows == ("see when others are busy", "read, label and send mail")
    with pytest.raises(ConnectionError, match="has not allowed to see and write events; run: paceline auth google"):
        connector.calendar(table).changes("")


def test_whoever_else_signs_in_is_not_kept(google: Google, table: dict[str, Any]) -> None:
    connector.authorize(table, Browser().tell, ALL)
    before = Path(table["token_file"]).read_bytes()
    google.grants.signing_in = ANA
    with pytest.raises(ConnectionError, match=f"signed in as {ANA}, and the settings say {US}"):
        connector.authorize(table, Browser().tell, ALL)
    assert Path(table["token_file"]).read_bytes() == before
    Path(table["token_file"]).unlink()
    with pytest.raises(ConnectionError, match="signed in as"):
        connector.authorize(table, Browser().tell, ALL)
    assert not Path(table["token_file"]).exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda answer: answer.replace("state=", "state=x"), "another question"),
        (lambda answer: answer.replace("code=", "error=access_denied&x="), "access_denied"),
        (lambda answer: answer.replace("code=", "code=x"), "gave no token: .*invalid_grant"),
    ],
    ids=["another state", "denied", "another code"],
)
def test_an_answer_that_is_no_yes_is_none(table: dict[str, Any], change: Callable[[str], str], words: str) -> None:
    with pytest.raises(ConnectionError, match=words):
        connector.authorize(table, Browser(change).tell, ALL)
    assert not Path(table["token_file"]).exists()


def test_a_token_that_does_not_last_is_not_kept(google: Google, table: dict[str, Any]) -> None:
    google.grants.lasting = False
    with pytest.raises(ConnectionError, match="no token that lasts"):
        connector.authorize(table, Browser().tell, ALL)
    assert not Path(table["token_file"]).exists()


def test_nobody_is_waited_for_for_ever(table: dict[str, Any]) -> None:
    with pytest.raises(ConnectionError, match="nobody has answered"):
        permission.asked_for(table, lambda _: None, ALL, patience=0.2)


def test_no_log_holds_a_secret_however_much_it_says(
    google: Google, table: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("requests_oauthlib", "oauthlib", "urllib3", "google", "googleapiclient", "google_auth_httplib2"):
        caplog.set_level(logging.DEBUG, name)
    browser = Browser()
    connector.authorize(table, browser.tell, ALL)
    list(connector.mailbox({**table, "units_per_minute": PLENTY}).fetch())
    connector.calendar(table).changes("")
    secrets = [CLIENT_SECRET, KEY, *google.grants.refresh, *google.grants.access, "4/code-", "4%2Fcode-"]
    assert [secret for secret in secrets if secret in caplog.text] == []
    assert caplog.text, "something was said"


@pytest.mark.parametrize(
    ("more", "keys"),
    [
        ({"client_file": ""}, ["client_file"]),
        ({"token_key": "short"}, ["token_key"]),
        ({"label": "x", "archive": False, "calendar": "primary", "units_per_minute": 500, "lable": "x"}, ["lable"]),
    ],
)
def test_settings_are_told(table: dict[str, Any], more: dict[str, Any], keys: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        connector.authorize({**table, **more}, lambda _: None, ALL)
    assert [key for key, _, _ in caught.value.problems] == keys


@pytest.mark.parametrize("text", [None, "{", "{}", '{"installed": {}}'])
def test_a_client_that_is_none_is_told_in_words(table: dict[str, Any], text: str | None) -> None:
    client = Path(table["client_file"])
    client.unlink() if text is None else client.write_text(text)
    with pytest.raises(ConnectionError, match=r"can't be read|no OAuth client"):
        connector.authorize(table, lambda _: None, ALL)


def test_a_service_account_needs_nobody_in_a_browser(doors: Doors, google: Google) -> None:
    shown: list[str] = []
    permit = connector.authorize(doors.settings(), shown.append, frozenset({"mailbox", "transport"}))
    assert (permit, shown) == (Permit(US, ("read, label and send mail",)), [])
    google.grants.delegated = {f"{AUTH}gmail.modify"}
    with pytest.raises(ConnectionError, match="Domain-wide delegation"):
        connector.authorize(doors.settings(), shown.append, ALL)


# --- what check says -------------------------------------------------------------------------------------------------


def wrong(door: Examined) -> list[Finding]:
    return [finding for finding in door.examine() if not finding.fine]


def test_where_all_is_well_it_says_what_there_is(doors: Doors, google: Google) -> None:
    google.gmail().bring(b"Subject: hello\r\n\r\n")
    google.gmail().aliases["async@acme.example"] = "accepted"
    said = {finding.what: finding.said for finding in doors.mailbox().examine()}
    assert said == {"Gmail": f"signed in as {US}", "inbox": "1 in it; what is settled gets the label Paceline/settled"}
    said = {finding.what: finding.said for finding in doors.transport().examine()}
    assert said["From"] == f"letters may come from async@acme.example, {US}"
    assert wrong(doors.calendar()) == []
    assert {finding.what for finding in doors.calendar().examine()} == {"calendar", "free and busy"}


def _clock(google: Google) -> None:
    google.grants.skew = 3600


def _no_such_user(google: Google) -> None:
    google.grants.users.clear()


def _not_delegated(google: Google) -> None:
    google.grants.delegated = set()


@pytest.mark.parametrize(
    ("break_it", "said", "mend"),
    [
        (_clock, "reasonable timeframe", "clock is off"),
        (_no_such_user, "Invalid email or User ID", "account must be a user"),
        (_not_delegated, "Client is unauthorized", "Domain-wide delegation"),
    ],
)
def test_what_keeps_a_service_account_out(
    doors: Doors, google: Google, break_it: Callable[[Google], None], said: str, mend: str
) -> None:
    break_it(google)
    for door in (doors.mailbox(), doors.transport(), doors.calendar()):
        [finding] = wrong(door)
        assert said in finding.said
        assert mend in finding.mend
        assert finding.serious


@pytest.mark.parametrize(
    ("fault", "said", "mend"),
    [
        (Fault(status=403, reason="accessNotConfigured", said="not been used in project 12"), "project 12", "enable"),
        (Fault(status=403, reason="insufficientPermissions", said="Insufficient scope"), "scope", "tick every box"),
        (Fault(status=403, reason="domainPolicy", said="administrators have disabled"), "disabled", "Admin console"),
        (Fault(status=400, reason="failedPrecondition", said="Mail service not enabled"), "not enabled", "needs Gmail"),
        (Fault(status=403, reason="dailyLimitExceeded", said="Daily Limit Exceeded"), "Daily Limit", "Quotas"),
        (Fault(status=429), "Quota exceeded", "Quotas"),
        (Fault(status=503), "currently unavailable", "try again"),
        (Fault(how="garble"), "something in between", "try again"),
    ],
    ids=lambda value: value.reason or str(value.status) if isinstance(value, Fault) else "",
)  # fmt: skip
def test_what_google_refuses(doors: Doors, google: Google, fault: Fault, said: str, mend: str) -> None:
    fault.method = "gmail"
    with google.failing(fault):
        [finding] = wrong(doors.mailbox())
    assert said in finding.said
    assert mend in finding.mend


def test_a_revoked_token_is_told_with_the_seven_days(google: Google, table: dict[str, Any]) -> None:
    connector.authorize(table, Browser().tell, ALL)
    google.grants.revoke()
    [finding] = wrong(connector.mailbox(table))
    assert "expired or revoked" in finding.said
    assert "paceline auth google" in finding.mend
    assert "7 days" in finding.mend
    with pytest.raises(ConnectionError, match="run: paceline auth google"):
        connector.mailbox(table).fetch()


def test_a_running_door_takes_up_what_was_allowed_anew(google: Google, table: dict[str, Any]) -> None:
    connector.authorize(table, Browser().tell, ALL)
    box = connector.mailbox({**table, "units_per_minute": PLENTY})
    google.grants.revoke()
    with pytest.raises(ConnectionError):
        box.fetch()
    connector.authorize(table, Browser().tell, ALL)
    assert list(box.fetch()) == []


def test_nobody_has_allowed_it_yet(table: dict[str, Any]) -> None:
    [finding] = wrong(connector.transport(table))
    assert finding.said == "nobody has allowed this yet"
    assert finding.mend == "run: paceline auth google"


def test_another_mailbox_than_the_settings_say(doors: Doors, google: Google) -> None:
    google.gmail().address = "other@acme.example"
    [finding] = wrong(doors.mailbox())
    assert "other@acme.example" in finding.said
    assert "account" in finding.mend


def test_an_alias_that_is_not_verified(doors: Doors, google: Google) -> None:
    google.gmail().aliases["async@acme.example"] = "pending"
    [finding] = wrong(doors.transport())
    assert "async@acme.example" in finding.said
    assert not finding.serious


@pytest.mark.parametrize(
    ("role", "said"),
    [("", "not be found|not found"), ("reader", "account is reader"), ("freeBusyReader", "is freeBusy")],
)
def test_a_calendar_that_it_may_not_write(doors: Doors, google: Google, role: str, said: str) -> None:
    if role:
        google.calendar(ANA).shared[US] = role
    box: Any = doors.calendar(calendar=ANA)
    [finding] = wrong(box)
    assert any(words in finding.said for words in said.split("|"))
    assert "Make changes to events" in finding.mend


def test_a_server_that_is_away_or_another_ones(doors: Doors, google: Google) -> None:
    with google.away():
        [finding] = wrong(doors.mailbox())
    assert "can't be reached" in finding.said
    [finding] = wrong(connector.mailbox({**doors.settings(), "endpoint": "https://nowhere.invalid"}))
    assert "nowhere.invalid" in finding.said


@pytest.mark.parametrize(
    ("host", "trusted", "said"),
    [("localhost", "", "self-signed|self signed"), ("127.1", CERTIFICATE, "mismatch")],
    ids=["nobody vouches for it", "of another name"],
)
def test_a_certificate_that_is_not_googles(doors: Doors, host: str, trusted: str, said: str) -> None:
    """In a process of its own: Google's client looks up whom to trust as it is loaded."""
    program = (
        "import sys, json, paceline_connectors.google as google\nprint(*google.mailbox(json.load(sys.stdin)).examine())"
    )
    certified = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certified.load_cert_chain(CERTIFICATE)
    with Sink(tls=certified, tls_at_once=True) as sink:
        told = subprocess.run(
            [sys.executable, "-c", program],
            input=json.dumps({**doors.settings(), "endpoint": f"https://{host}:{sink.port}"}),
            env={**os.environ, **({"HTTPLIB2_CA_CERTS": trusted} if trusted else {})},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    assert "its certificate can't be verified" in told
    assert any(words in told for words in said.split("|"))
