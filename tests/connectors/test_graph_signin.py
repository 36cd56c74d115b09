"""How the service is let in: as an application with a secret or a certificate, or by a person with a code."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes.graph import Fake

from connectors.graph_world import USER, box, settings, tenant
from connectors.mailbox_contract import mail
from paceline.ports import SettingsError
from paceline_connectors import graph

KEY = "a key of thirty-two characters, at least"
ALL = frozenset({"mailbox", "transport", "calendar"})


@pytest.fixture
def fake() -> Iterator[Fake]:
    with tenant() as fake:
        yield fake


def as_a_person(fake: Fake, folder: Path, **more: Any) -> dict[str, Any]:
    given = settings(fake, token_file=str(folder / "token"), token_key=KEY, **more)
    del given["client_secret"]
    return given


def test_a_person_types_in_a_code_once(fake: Fake, tmp_path: Path) -> None:
    told: list[str] = []
    given = as_a_person(fake, tmp_path)
    permit = graph.authorize(given, told.append, ALL)
    assert "GF7TRMC4K" in told[0]
    assert "https://127.0.0.1" in told[0]
    assert permit.account == USER
    assert permit.allows == (
        "read and move its mail, and keep drafts",
        "send mail",
        "read and write its calendar",
        "read its time zone and whether it answers by itself",
    )
    box(fake).bring(mail("hello"))
    assert len(list(graph.mailbox(given).fetch())) == 1


@pytest.mark.parametrize(
    ("doors", "asked"),
    [
        ({"mailbox"}, "Mail.ReadWrite MailboxSettings.Read"),
        ({"transport"}, "Mail.ReadWrite Mail.Send"),
        ({"calendar"}, "Calendars.ReadWrite MailboxSettings.Read"),
        (ALL, "Mail.ReadWrite Mail.Send Calendars.ReadWrite MailboxSettings.Read"),
    ],
)
def test_only_what_the_doors_need_is_asked_for(fake: Fake, tmp_path: Path, doors: set[str], asked: str) -> None:
    graph.authorize(as_a_person(fake, tmp_path), lambda _: None, frozenset(doors))
    scopes = {scope.rpartition("/")[2] for scope in fake.entra.scopes[0].split()}
    assert scopes - {"offline_access", "openid", "profile"} == set(asked.split())
    fake.entra.revoke()
    list(graph.calendar(as_a_person(fake, tmp_path)).shown("ana@acme.example", *_span()))
    assert set(fake.entra.scopes[-1].split()) == set(fake.entra.scopes[0].split())


def _span() -> tuple[Any, Any]:
    from datetime import UTC, datetime

    return datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)


def test_what_was_allowed_is_kept_sealed(fake: Fake, tmp_path: Path) -> None:
    graph.authorize(as_a_person(fake, tmp_path), lambda _: None, ALL)
    kept = tmp_path / "token"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    for secret in fake.entra.refresh | fake.entra.good:
        assert secret.encode() not in kept.read_bytes()


def test_a_new_process_needs_no_new_code(fake: Fake, tmp_path: Path) -> None:
    given = as_a_person(fake, tmp_path)
    graph.authorize(given, lambda _: None, ALL)
    asked = len(fake.entra.scopes)
    assert list(graph.mailbox(given).fetch()) == []
    assert len(fake.entra.scopes) == asked, "the token that was kept still counts"
    fake.entra.revoke()
    assert list(graph.mailbox(given).fetch()) == []
    assert len(fake.entra.refresh) > 1, "what a refresh gave is kept too"
    fake.entra.refresh = set(sorted(fake.entra.refresh)[-1:])
    fake.entra.revoke()
    assert list(graph.mailbox(given).fetch()) == []


def test_without_one_it_says_what_to_run(fake: Fake, tmp_path: Path) -> None:
    with pytest.raises(ConnectionError, match="run: paceline auth microsoft"):
        list(graph.mailbox(as_a_person(fake, tmp_path)).fetch())


def test_another_key_is_said_to_be_wrong(fake: Fake, tmp_path: Path) -> None:
    graph.authorize(as_a_person(fake, tmp_path), lambda _: None, ALL)
    with pytest.raises(ConnectionError, match="token_key does not open"):
        list(graph.mailbox(as_a_person(fake, tmp_path) | {"token_key": KEY + "!"}).fetch())


def test_one_that_expired_is_said_to_have(fake: Fake, tmp_path: Path) -> None:
    graph.authorize(as_a_person(fake, tmp_path), lambda _: None, ALL)
    fake.entra.revoke()
    fake.entra.refresh.clear()
    with pytest.raises(ConnectionError, match="AADSTS700082"):
        list(graph.mailbox(as_a_person(fake, tmp_path)).fetch())


def test_what_is_allowed_anew_counts_for_those_that_run(fake: Fake, tmp_path: Path) -> None:
    given = as_a_person(fake, tmp_path)
    graph.authorize(given, lambda _: None, ALL)
    running = graph.mailbox(given)
    assert list(running.fetch()) == []
    fake.entra.revoke()
    fake.entra.refresh.clear()
    with pytest.raises(ConnectionError):
        list(running.fetch())
    graph.authorize(given, lambda _: None, ALL)
    assert list(running.fetch()) == []


def test_whoever_says_no_is_told_as_such(fake: Fake, tmp_path: Path) -> None:
    fake.entra.consents = False
    with pytest.raises(ConnectionError, match="AADSTS65004"):
        graph.authorize(as_a_person(fake, tmp_path), lambda _: None, ALL)
    assert not (tmp_path / "token").exists()


def test_a_wrong_mailbox_is_noticed_at_once(fake: Fake, tmp_path: Path) -> None:
    with pytest.raises(ConnectionError, match="ErrorInvalidUser"):
        graph.authorize(as_a_person(fake, tmp_path) | {"user": "other@acme.example"}, lambda _: None, ALL)


def test_an_application_acts_by_itself(fake: Fake) -> None:
    told: list[str] = []
    permit = graph.authorize(settings(fake), told.append, ALL)
    assert (permit.account, len(permit.allows)) == (USER, 4)
    assert "administrator" in told[0]


def test_one_token_serves_many_requests(fake: Fake) -> None:
    given = graph.mailbox(settings(fake))
    for _ in range(5):
        list(given.fetch())
    assert len(fake.entra.scopes) == 1


def test_a_certificate_signs_instead_of_a_secret(fake: Fake, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    pem = tmp_path / "application.pem"
    pem.write_text(certificate_with_key())
    given = settings(fake, certificate_file=str(pem))
    del given["client_secret"]
    assert list(graph.mailbox(given).fetch()) == []
    [assertion] = fake.entra.assertions
    assert assertion.count(".") == 2
    assert load_pem_private_key(pem.read_bytes(), None)


@pytest.mark.parametrize(("holds", "said"), [(None, "can't be read"), ("nothing", "no certificate")])
def test_a_certificate_that_is_none_is_said_to_be(fake: Fake, tmp_path: Path, holds: str | None, said: str) -> None:
    pem = tmp_path / "application.pem"
    if holds:
        pem.write_text(holds)
    given = settings(fake, certificate_file=str(pem))
    del given["client_secret"]
    with pytest.raises(ConnectionError, match=said):
        list(graph.mailbox(given).fetch())


def certificate_with_key() -> str:
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "paceline")])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=3650))
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    parts = (made.sign(key, hashes.SHA256()).public_bytes(pem), key.private_bytes(pem, form, plain))
    return b"".join(parts).decode()


WRONG = [
    ({}, "user", "it is missing"),
    ({"user": "not an address"}, "user", "no mail address"),
    ({"tenant": "a/b"}, "tenant", "characters that no id has"),
    ({"client_id": "a b"}, "client_id", "characters that no id has"),
    ({"client_secret": "x", "certificate_file": "/x.pem"}, "certificate_file", "there is a client_secret too"),
    ({}, "token_file", "it is missing"),
    ({"token_key": "short"}, "token_key", "fewer than 32"),
    ({"endpoint": "http://graph.microsoft.com"}, "endpoint", "no https address"),
    ({"authority": "login.microsoftonline.com"}, "authority", "no https address"),
    ({"endpoint": "https://graph.microsoft.com/v1.0"}, "endpoint", "no https address"),
    ({"timeout": 0}, "timeout", "out of range"),
    ({"user_id": "x"}, "user_id", "no such setting"),
]


@pytest.mark.parametrize(("given", "key", "said"), WRONG)
def test_settings_that_can_not_work_are_told(given: dict[str, Any], key: str, said: str) -> None:
    for door in (graph.mailbox, graph.transport, graph.calendar):
        with pytest.raises(SettingsError) as caught:
            door(given)
        assert any(where == key and said in wrong for where, wrong, _ in caught.value.problems)


def test_a_national_cloud_is_an_endpoint_and_an_authority() -> None:
    given = {"user": USER, "tenant": "t", "client_id": "c", "client_secret": "s3cret-word"}
    box = graph.mailbox(
        {**given, "endpoint": "https://graph.microsoft.us/", "authority": "https://login.microsoftonline.us"}
    )
    assert box._line.account.endpoint == "https://graph.microsoft.us"
    assert "s3cret-word" not in repr(box._line.account)
