"""What the way of a mail to ourselves tells: each with the server that makes it so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from paceline import checks
from paceline.checks import round_trip
from paceline.config import Config, load
from paceline.ports import DeliveryError, Finding, Mail

CONFIG = """
[service]
address = "async@acme.example"
operator = "ops@acme.example"
secret = "a secret of thirty-two characters, at least"
trust = "{trust}"
authserv_id = "mx.acme.example"
data = "data"

[teams.platform]
[people.ana]
address = "ana@acme.example"
"""


class Provider:
    """Takes a letter and puts it into the mailbox at once, with what servers put on top."""

    name = "provider"

    def __init__(self, *, trace: str = "", late: timedelta = timedelta(), renames: str = "", files: bool | None = True):
        self.mails: list[Mail] = []
        self.settled: list[str] = []
        self.trace, self.late, self.renames, self.files = trace, late, renames, files

    def send(self, raw: bytes, *, sender: str, recipient: str) -> str | None:
        received = f"Received: from a by mx.acme.example; {format_datetime(datetime.now(UTC) + self.late)}\r\n"
        head = f"Delivered-To: {recipient}\r\n{received}{self.trace}".encode()
        if self.renames:
            raw = raw.replace(b"Message-ID:", f"Message-ID: {self.renames}\r\nX-Was:".encode(), 1)
        self.mails.append(Mail(self.name, "1", head + raw))
        return self.renames or None

    def was_sent(self, message_id: str) -> bool | None:
        if self.files is None:
            raise ConnectionError("there is no folder Sent")
        return self.files

    def fetch(self, limit: int = 200) -> Iterator[Mail]:
        yield from self.mails

    def settle(self, mail: Mail) -> None:
        self.settled.append(mail.uid)

    def close(self) -> None: ...


class Refuses(Provider):
    def send(self, raw: bytes, *, sender: str, recipient: str) -> str | None:
        raise DeliveryError("the quota is used up")


def findings(folder: Path, provider: Provider, *, trust: str = "token") -> dict[str, Finding]:
    path = folder / "paceline.toml"
    path.write_text(CONFIG.format(trust=trust))
    config: Config = load(path, {})
    return {finding.what: finding for finding in round_trip.look(config, provider, provider, patience=1)}


def test_it_comes_back_and_is_taken_out(tmp_path: Path) -> None:
    provider = Provider()
    found = findings(tmp_path, provider)
    assert all(finding.fine and not finding.mend for finding in found.values())
    assert found["sent mail"].said.startswith("what was sent is found again")
    assert provider.settled == ["1"]


def test_it_comes_back_under_another_message_id(tmp_path: Path) -> None:
    assert findings(tmp_path, Provider(renames="<abc@mail.gmail.com>"))["round trip"].fine


def test_a_letter_that_is_not_taken(tmp_path: Path) -> None:
    found = findings(tmp_path, Refuses())["round trip"]
    assert (found.fine, "the quota is used up" in found.said) == (False, True)


@pytest.mark.parametrize(("late", "word"), [(timedelta(hours=1), "slow"), (timedelta(hours=-1), "fast")])
def test_a_clock_that_is_an_hour_off(tmp_path: Path, late: timedelta, word: str) -> None:
    found = findings(tmp_path, Provider(late=late))["clock"]
    assert not found.fine
    assert f"60 minutes {word}" in found.said
    assert "NTP" in found.mend


@pytest.mark.parametrize("stamp", ["", "; never", "; Mon, 99 Nov 2026 99:99:99 +0000"])
def test_a_server_that_writes_no_instant_says_nothing_of_the_clock(tmp_path: Path, stamp: str) -> None:
    provider = Provider(trace=f"Received: by mx{stamp}\r\n")
    assert "clock" not in findings(tmp_path, provider) or findings(tmp_path, provider)["clock"].fine


VOUCHED = "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\r\n"


def test_a_server_that_vouches_for_senders(tmp_path: Path) -> None:
    assert findings(tmp_path, Provider(trace=VOUCHED), trust="dmarc")["senders"].fine


def test_another_servers_word_is_named(tmp_path: Path) -> None:
    other = VOUCHED.replace("mx.acme.example;", "mx2.provider.example;")
    found = findings(tmp_path, Provider(trace=other), trust="dmarc")["senders"]
    assert not found.fine
    assert found.mend.startswith('authserv_id = "mx2.provider.example"')


def test_own_mail_is_often_not_checked(tmp_path: Path) -> None:
    found = findings(tmp_path, Provider(), trust="dmarc")["senders"]
    assert (found.fine, found.serious) == (True, False)
    assert "ask a colleague to write" in found.mend


def test_a_token_alone_where_the_server_could_say_more(tmp_path: Path) -> None:
    found = findings(tmp_path, Provider(trace=VOUCHED))["senders"]
    assert 'trust = "dmarc" with authserv_id = "mx.acme.example"' in found.mend


@pytest.mark.parametrize(("files", "word"), [(False, "not found again"), (None, "there is no folder Sent")])
def test_sent_mail_that_can_not_be_looked_up(tmp_path: Path, files: bool | None, word: str) -> None:
    found = findings(tmp_path, Provider(files=files))["sent mail"]
    assert word in found.said
    assert not found.serious


def test_a_mailbox_that_cries_wolf_is_not_asked_without_a_pause(tmp_path: Path) -> None:
    class CriesWolf(Provider):
        asked = 0

        def send(self, raw: bytes, *, sender: str, recipient: str) -> str | None:
            return None

        def fetch(self, limit: int = 200) -> Iterator[Mail]:
            self.asked += 1
            yield from ()

        def wait(self, seconds: float) -> bool:
            return True

    provider = CriesWolf()
    assert not findings(tmp_path, provider)["round trip"].fine
    assert provider.asked < 10


@pytest.mark.parametrize(
    ("table", "said"),
    [("", "they count by their mail"), ('vouches_for = ["acme.example"]', "are believed of acme.example")],
)
def test_whose_events_in_the_calendar_count(tmp_path: Path, table: str, said: str) -> None:
    path = tmp_path / "paceline.toml"
    calendar = f'[calendar]\nconnector = "none of these"\n{table}\n\n[teams'
    path.write_text(CONFIG.format(trust="dmarc").replace("[teams", calendar, 1))
    found = {finding.what: finding for finding in checks.look(load(path, {}), send=False)}
    assert said in found["invitations"].said
    assert found["invitations"].fine
    assert not found["calendar"].fine
