"""The SMTP transport through a real Postfix, from where Dovecot takes the letters; an IMAP mailbox looks them up."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import mail_servers
import pytest
from mail_servers import CERTIFICATE, PASSWORD, Dovecot, Postfix
from proxy import Proxy
from token_office import CLIENT, SECRET

from connectors.transport_contract import RECIPIENT, SENDER, Line, TransportContract, letter
from paceline.ports import DeliveryError, Finding, Recalling, Transport
from paceline_connectors import imap, smtp
from paceline_connectors.tokens import Sealed

_ADDED = (b"return-path:", b"delivered-to:", b"received:", b" ", b"\t")


class PostfixLine:
    def __init__(self, postfix: Postfix, dovecot: Dovecot, proxy: Proxy) -> None:
        self.postfix, self.dovecot, self.proxy = postfix, dovecot, proxy
        self.maildir = dovecot.folder / "home" / RECIPIENT.partition("@")[0] / "Maildir"
        shutil.rmtree(self.maildir, ignore_errors=True)

    def transport(self, **settings: object) -> Transport:
        there = {"host": "127.0.0.1", "port": self.proxy.port, "security": "none", "timeout": 20}
        return smtp.transport({**there, **settings})

    def taken(self) -> list[bytes]:
        """By their numbers: in which order Postfix delivers what it took is its own affair."""
        self.postfix.drain()
        files = [path for folder in ("new", "cur") for path in (self.maildir / folder).glob("*")]
        return sorted((as_sent(path.read_bytes()) for path in files), key=number)

    def away(self) -> AbstractContextManager[None]:
        return self.proxy.away()

    def cut(self, after: int) -> AbstractContextManager[Callable[[], bool]]:
        return self.proxy.cut(after)

    def recalling(self) -> Recalling:
        """For these tests the recipient's folder is where the server keeps what was sent."""
        self.postfix.drain()
        user = RECIPIENT.partition("@")[0]
        there = {"host": "127.0.0.1", "port": self.dovecot.imap, "security": "none", "username": user}
        return imap.mailbox({**there, "password": PASSWORD, "sent": "INBOX", "files_sent": True})


def number(raw: bytes) -> int:
    found = re.search(rb"Message-ID: <letter-(\d+)@", raw)
    return int(found[1]) if found else -1


def as_sent(raw: bytes) -> bytes:
    """Without what servers write on top of it."""
    lines = raw.replace(b"\r\n", b"\n").split(b"\n")
    while lines and lines[0].lower().startswith(_ADDED):
        del lines[0]
    return b"\r\n".join(lines)


@pytest.fixture
def line() -> Iterator[PostfixLine]:
    postfix = mail_servers.postfix()
    with Proxy(postfix.plain) as proxy:
        yield PostfixLine(postfix, mail_servers.dovecot(), proxy)


class TestTransport(TransportContract):
    CAMPAIGN = "SMTP faults"

    def taken(self, line: Line, raw: bytes) -> bytes:
        """Postfix sets what is no header apart from the headers that it writes itself."""
        return raw if b":" in raw.partition(b"\r\n")[0] else b"\r\n" + raw


def send(transport: Transport, recipient: str = RECIPIENT) -> None:
    try:
        transport.send(letter(1), sender=SENDER, recipient=recipient)
    finally:
        transport.close()


TRUSTED = {"ca_file": str(CERTIFICATE), "username": "team"}


def secured(line: PostfixLine, security: str) -> dict[str, object]:
    port = line.postfix.submission if security == "starttls" else line.postfix.submissions
    return {"port": port, "security": security, **TRUSTED}


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_is_submitted_with_a_password(line: PostfixLine, security: str) -> None:
    send(line.transport(**secured(line, security), password=PASSWORD))
    assert line.taken() == [letter(1)]
    with pytest.raises(DeliveryError, match="535"):
        send(line.transport(**secured(line, security), password="wrong"))


@pytest.fixture
def token(line: PostfixLine, tmp_path: Path) -> dict[str, object]:
    kept = Sealed(tmp_path / "token", "a key of thirty-two characters, at least", "run: paceline auth google")
    office = line.dovecot.tokens
    client = {"client_id": CLIENT, "client_secret": SECRET, "token_uri": f"{office.url}/token"}
    kept.write({**client, "refresh_token": office.allow("team")})
    return {"oauth": "google", "token_file": str(kept.file), "token_key": kept.key}


def test_a_letter_is_submitted_with_an_access_token(line: PostfixLine, token: dict[str, object]) -> None:
    send(line.transport(**secured(line, "tls"), **token))
    assert line.taken() == [letter(1)]


def test_the_newer_mechanism_is_spoken_where_there_is_no_other(line: PostfixLine, token: dict[str, object]) -> None:
    with Proxy(line.postfix.plain_with_login, hide=["XOAUTH2"]) as proxy:
        send(line.transport(port=proxy.port, username="team", **token))
        assert any(each.startswith(b"AUTH OAUTHBEARER") for each in proxy.lines)
    assert line.taken() == [letter(1)]


@pytest.mark.campaign("SMTP faults")
def test_a_token_that_the_server_refuses_is_renewed_once(line: PostfixLine, token: dict[str, object]) -> None:
    office = line.dovecot.tokens
    before = office.renewals
    office.refused = True
    try:
        with pytest.raises(DeliveryError, match="535") as caught:
            send(line.transport(**secured(line, "tls"), **token))
    finally:
        office.refused = False
    assert office.renewals == before + 2
    assert not caught.value.permanent


@pytest.mark.campaign("SMTP faults")
def test_a_revoked_token_leaves_the_letter_waiting(line: PostfixLine, token: dict[str, object]) -> None:
    line.dovecot.tokens.users.clear()
    with pytest.raises(DeliveryError, match="run: paceline auth google") as caught:
        send(line.transport(**secured(line, "tls"), **token))
    assert not caught.value.permanent


def test_a_tagged_address_keeps_its_tag(line: PostfixLine) -> None:
    send(line.transport(), "ana+C12.abc@acme.example")
    line.postfix.drain()
    [path] = (line.maildir / "new").glob("*")
    assert b"Delivered-To: ana+C12.abc@acme.example" in path.read_bytes()


@pytest.mark.campaign("SMTP faults")
def test_one_who_is_unknown_there_is_a_bad_address(line: PostfixLine) -> None:
    with pytest.raises(DeliveryError, match=r"5\.1\.1") as caught:
        send(line.transport(), "unknown@acme.example")
    assert (caught.value.permanent, caught.value.bad_address) == (True, True)


def test_nothing_leaves_this_machine(line: PostfixLine) -> None:
    with pytest.raises(DeliveryError, match="nothing leaves") as caught:
        send(line.transport(), "somebody@elsewhere.example")
    assert caught.value.permanent


def test_a_good_server_has_nothing_wrong(line: PostfixLine) -> None:
    transport = line.transport(**{**secured(line, "tls"), "username": "team@acme.example"}, password=PASSWORD)
    found: dict[str, Finding] = {each.what: each for each in transport.examine()}  # type: ignore[attr-defined]
    assert found.keys() == {"login", "plus-addressing"}
    assert all(each.fine for each in found.values())
