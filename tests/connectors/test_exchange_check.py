"""What the doors to Exchange say of themselves, and how they come in: certificates, logins, others' mailboxes."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.ews import Exchange
from fakes.ews.soap import RefusedError

from connectors.mailbox_contract import mail
from paceline.ports import Examined, Finding
from paceline_connectors import exchange as connector

US = "team@acme.example"
CERTIFICATE = str(Path(__file__).with_name("localhost.pem"))


@pytest.fixture
def server() -> Iterator[Exchange]:
    with Exchange() as server:
        yield server


@pytest.fixture
def certified() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def examined(door: str, endpoint: str, **more: object) -> list[Finding]:
    given = {"endpoint": endpoint, "address": US, "password": "secret", "auth": "basic", "timeout": 5}
    opened = getattr(connector, door)(given | more)
    assert isinstance(opened, Examined)
    try:
        return list(opened.examine())
    finally:
        opened.close()


def wrong(findings: list[Finding]) -> list[Finding]:
    return [each for each in findings if not each.fine]


def one(findings: list[Finding]) -> Finding:
    [found] = [each for each in wrong(findings) if each.serious]
    return found


DOORS = ["mailbox", "transport", "calendar"]


@pytest.mark.parametrize("door", DOORS)
def test_all_is_well(server: Exchange, door: str) -> None:
    found = examined(door, server.url)
    assert wrong(found) == []
    assert found[0].said == "Exchange 2019 or SE (15.2.2562.17) took the login"
    assert server.post.letters == []
    assert server.post.open(US).items == {}


@pytest.mark.parametrize("door", DOORS)
def test_a_wrong_password(server: Exchange, door: str) -> None:
    found = one(examined(door, server.url, password="guess"))
    assert "HTTP 401: it offers Basic" in found.said
    assert "check username and password" in found.mend
    assert "guess" not in repr(found)


@pytest.mark.parametrize("door", DOORS)
def test_a_server_that_is_away(door: str) -> None:
    found = one(examined(door, "http://127.0.0.1:9/EWS/Exchange.asmx"))
    assert "can't be reached: Connection refused" in found.said or "Connection refused" in found.said
    assert "port 443" in found.mend


def test_a_name_that_is_none() -> None:
    found = one(examined("mailbox", "https://nowhere.invalid/EWS/Exchange.asmx"))
    assert "can't be reached" in found.said


@pytest.mark.parametrize("door", DOORS)
def test_a_certificate_of_another_name(certified: ssl.SSLContext, door: str) -> None:
    with Exchange(tls=certified, host="127.0.0.2") as server:
        found = one(examined(door, server.url, ca_file=CERTIFICATE))
    assert "its certificate can't be verified" in found.said
    assert "127.0.0.2" in found.said
    assert "the name in the certificate" in found.mend


def test_a_certificate_that_nobody_vouches_for(certified: ssl.SSLContext) -> None:
    with Exchange(tls=certified) as server:
        found = one(examined("mailbox", server.url))
    assert "self-signed certificate" in found.said or "self signed certificate" in found.said
    assert "ca_file" in found.mend


def test_a_certificate_of_the_settings_authority(certified: ssl.SSLContext) -> None:
    with Exchange(tls=certified) as server:
        assert wrong(examined("transport", server.url, ca_file=CERTIFICATE)) == []


def test_the_environment_does_not_change_whom_we_trust(
    certified: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", CERTIFICATE)
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with Exchange(tls=certified) as server:
        assert "certificate" in one(examined("mailbox", server.url)).said


def test_no_tls_is_told_of_the_settings(certified: ssl.SSLContext) -> None:
    """A server that speaks TLS, asked without."""
    with Exchange(tls=certified) as server:
        found = one(examined("mailbox", server.url.replace("https", "http")))
    assert found.mend


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "host",
    ["outlook.office365.com", "OUTLOOK.office365.com", "acme.office365.us", "partner.outlook.cn", "outlook.office.com"],
)
def test_an_endpoint_of_exchange_online(door: str, host: str) -> None:
    found = one(examined(door, f"https://{host}/EWS/Exchange.asmx"))
    assert "blocked by default since October 2026" in found.said
    assert "1 April 2027" in found.said
    assert 'connector = "graph"' in found.mend


def test_a_server_of_ones_own_that_leads_to_exchange_online(server: Exchange) -> None:
    server.build = ("15", "20", "9000", "1")
    assert "this is Exchange Online" in wrong(examined("transport", server.url))[0].said


def test_a_name_that_only_looks_like_exchange_online(server: Exchange) -> None:
    opened = connector.mailbox({"server": "mail.notoffice365.com", "address": US, "password": "x"})
    assert not opened._session.server.online


@pytest.mark.parametrize(("off", "words"), [(3600, "60 minutes slow"), (-3600, "60 minutes fast")])
def test_a_clock_that_is_off_by_an_hour(server: Exchange, off: float, words: str) -> None:
    server.clock_off = off
    found = one(examined("mailbox", server.url))
    assert (found.what, words in found.said) == ("clock", True)


@pytest.mark.parametrize(
    ("door", "folder", "right"),
    [("mailbox", "inbox", "FullAccess"), ("transport", "drafts", "FullAccess"), ("calendar", "calendar", "Editor")],
)
def test_no_permission_on_a_folder(server: Exchange, door: str, folder: str, right: str) -> None:
    server.desk.forbidden.add(folder)
    found = one(examined(door, server.url))
    assert "ErrorAccessDenied: Access is denied" in found.said
    assert right in found.mend


def test_a_calendar_that_may_only_be_read(server: Exchange) -> None:
    server.desk.rights = {"Read"}
    found = one(examined("calendar", server.url))
    assert "CreateContents, Delete, Modify" in found.said
    assert "Add-MailboxFolderPermission -AccessRights Editor" in found.mend


def test_a_mailbox_that_is_not_there(server: Exchange) -> None:
    found = one(examined("mailbox", server.url, address="tem@acme.example", username=US))
    assert "ErrorNonExistentMailbox" in found.said
    assert "Get-Mailbox" in found.mend


def test_a_mailbox_that_is_full(server: Exchange) -> None:
    server.desk.refuses_letters = "ErrorQuotaExceeded"
    found = one(examined("transport", server.url))
    assert "ErrorQuotaExceeded" in found.said
    assert "the mailbox is full" in found.mend


def test_sending_as_somebody_else(server: Exchange) -> None:
    server.desk.refuses_letters = "ErrorSendAsDenied"
    assert "Send As" in one(examined("transport", server.url)).mend


@pytest.mark.parametrize("door", DOORS)
def test_a_server_that_throttles(server: Exchange, door: str) -> None:
    server.fail("*", "busy", seconds=20)
    found = one(examined(door, server.url))
    assert "ErrorServerBusy" in found.said
    assert "Set-ThrottlingPolicyAssociation" in found.mend
    assert len(server.requests) == 1


@pytest.mark.parametrize(("status", "words"), [(403, "EwsEnabled"), (404, "Get-WebServicesVirtualDirectory")])
def test_a_web_server_that_has_no_ews_for_us(server: Exchange, status: int, words: str) -> None:
    server.fail("*", status)
    assert words in one(examined("mailbox", server.url)).mend


def test_notifications_that_are_refused_only_weaken_it(server: Exchange) -> None:
    server.desk.streaming = False
    [found] = wrong(examined("mailbox", server.url))
    assert (found.what, found.serious) == ("notifications", False)


def test_plus_addressing_is_not_to_be_assumed(server: Exchange) -> None:
    [said] = [each.said for each in examined("mailbox", server.url) if each.what == "plus-addressing"]
    assert "has none" in said


def test_automatic_replies_of_our_own(server: Exchange) -> None:
    server.post.open(US).out_of_office = "Enabled"
    [found] = wrong(examined("calendar", server.url))
    assert (found.what, found.serious) == ("automatic replies", False)
    assert "AutoReplyState Disabled" in found.mend


# --- coming in ------------------------------------------------------------------------------------------------------


def test_impersonation_that_is_not_allowed(server: Exchange) -> None:
    found = one(examined("mailbox", server.url, access="impersonation"))
    assert "ErrorImpersonateUserDenied" in found.said
    assert "ApplicationImpersonation" in found.mend


def test_impersonation(server: Exchange) -> None:
    server.impersonation = True
    assert one_of_another(server, access="impersonation") == [mail("hello")]
    assert b"ConnectingSID" in server.octets


def test_the_mailbox_of_another_account(server: Exchange) -> None:
    assert one_of_another(server) == [mail("hello")]
    assert b"ConnectingSID" not in server.octets


def one_of_another(server: Exchange, **more: object) -> list[bytes]:
    server.post.open("shared@acme.example").add("inbox", "Message", raw=mail("hello"))
    given = {"endpoint": server.url, "address": "shared@acme.example", "username": US, "password": "secret"}
    box = connector.mailbox(given | {"auth": "basic"} | more)
    found = list(box.fetch())
    for each in found:
        box.settle(each)
    assert list(box.fetch()) == []
    assert server.post.open("shared@acme.example").within("inbox") == []
    return [each.raw for each in found]


@pytest.mark.parametrize("username", ["ACME\\async", "async@acme"])
def test_ntlm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, username: str) -> None:
    users = tmp_path / "users"
    users.write_text("ACME:async:s3cret\n:async@acme:s3cret\n")
    monkeypatch.setenv("NTLM_USER_FILE", str(users))
    given = {"auth": "ntlm", "username": username}
    with Exchange(auth="ntlm") as server:
        assert [each.fine for each in examined("transport", server.url, password="s3cret", **given)] == [True] * 4
        found = one(examined("transport", server.url, password="guess", **given))
    assert "HTTP 401: it offers Negotiate, NTLM" in found.said


def test_two_accounts_with_one_login_are_not_mixed_up(server: Exchange) -> None:
    for address in (US, "shared@acme.example"):
        server.post.open(address).add("inbox", "Message", raw=mail(address))
    given = {"endpoint": server.url, "username": US, "password": "secret", "auth": "basic"}
    boxes = [connector.mailbox(given | {"address": address}) for address in (US, "shared@acme.example")]
    assert [[each.raw for each in box.fetch()] for box in boxes] == [[mail(US)], [mail("shared@acme.example")]]


def test_the_fake_refuses_what_it_does_not_know(server: Exchange) -> None:
    with pytest.raises(RefusedError):
        server.post.open(US).get("nobody")
