"""Mailbox and transport at Exchange, held to both contracts and what only they have."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import ClassVar
from urllib.request import Request, urlopen

import pytest
from fakes.ews import Exchange, rebuilt

from connectors.mailbox_contract import MailboxContract, mail
from connectors.transport_contract import RECIPIENT, SENDER, TransportContract, letter
from paceline.ports import DeliveryError, Mailbox, Recalling, SettingsError, Watching
from paceline_connectors import exchange as connector
from paceline_connectors.exchange.inbox import ExchangeMailbox
from paceline_connectors.exchange.sending import ExchangeTransport

US = "team@acme.example"


def settings(server: Exchange, **more: object) -> dict[str, object]:
    return {"endpoint": server.url, "address": US, "password": "secret", "auth": "basic", "timeout": 10, **more}


@pytest.fixture
def server() -> Iterator[Exchange]:
    with Exchange() as server:
        yield server


@contextmanager
def away(server: Exchange) -> Iterator[None]:
    server.__exit__()
    yield
    server.__enter__()


@contextmanager
def cut(server: Exchange, after: int) -> Iterator[Callable[[], bool]]:
    fault = server.fail("*", "cut after", times=1, after=after)
    yield lambda: fault.times == 0
    server.mend()


class ExchangePost:
    def __init__(self, server: Exchange) -> None:
        self.server = server
        self.box = server.post.open(US)

    def mailbox(self, **more: object) -> ExchangeMailbox:
        return connector.mailbox(settings(self.server, **more))

    def bring(self, raw: bytes) -> None:
        self.box.add("inbox", "Message", raw=raw)

    def lose(self, uid: str) -> None:
        self.box.remove(uid)

    def away(self) -> AbstractContextManager[None]:
        return away(self.server)

    def cut(self, after: int) -> AbstractContextManager[Callable[[], bool]]:
        return cut(self.server, after)

    def renumber(self) -> None:
        self.box.renumber()

    def hang_up(self) -> None:
        self.server.hang_up()

    def as_given(self, raw: bytes) -> bytes:
        """Exchange makes a mail's MIME anew: what is given is what the server says it is."""
        return rebuilt(raw) if self.server.desk.rebuilds else raw


@pytest.fixture
def post(server: Exchange) -> ExchangePost:
    return ExchangePost(server)


class TestMailbox(MailboxContract):
    pass


class TestRebuiltMail(MailboxContract):
    """The same where the server gives other octets than those that came."""

    @pytest.fixture
    def post(self, server: Exchange) -> ExchangePost:
        server.desk.rebuilds = True
        return ExchangePost(server)


class ExchangeLine:
    def __init__(self, server: Exchange) -> None:
        self.server = server

    def transport(self) -> ExchangeTransport:
        return connector.transport(settings(self.server))

    def taken(self) -> list[bytes]:
        return [each.raw for each in self.server.post.letters]

    def away(self) -> AbstractContextManager[None]:
        return away(self.server)

    def cut(self, after: int) -> AbstractContextManager[Callable[[], bool]]:
        return cut(self.server, after)

    def recalling(self) -> Recalling:
        return self.transport()


@pytest.fixture
def line(server: Exchange) -> ExchangeLine:
    return ExchangeLine(server)


class TestTransport(TransportContract):
    CANNOT: ClassVar = {"envelope": "Exchange sends a letter to whom its headers name"}


# --- the mailbox ----------------------------------------------------------------------------------------------------


def test_the_doors_can_do_more_than_they_must(post: ExchangePost, line: ExchangeLine) -> None:
    assert isinstance(post.mailbox(), Watching)
    assert isinstance(line.transport(), Recalling)


def test_a_settled_mail_lies_in_the_folder_of_the_settings_which_is_made_once(post: ExchangePost) -> None:
    for n in range(3):
        post.bring(mail(f"{n}"))
    for _ in range(3):
        box = post.mailbox(settled="Done by Paceline")
        [first, *_] = box.fetch()
        box.settle(first)
    [folder] = [key for key, (name, _) in post.box.folders.items() if name == "Done by Paceline"]
    assert [item.raw for item in post.box.within(folder)] == [mail(f"{n}") for n in range(3)]
    assert post.server.requests.count("CreateFolder") == 1


def test_two_that_make_the_folder_at_once_share_it(post: ExchangePost) -> None:
    post.bring(mail("one"))
    post.bring(mail("two"))
    first, second = post.mailbox(), post.mailbox()
    one, two = first.fetch()
    first.settle(one)
    post.server.desk.stale = 1
    second.settle(two)
    assert post.server.requests[-4:] == ["FindFolder", "CreateFolder", "FindFolder", "MoveItem"]
    assert list(first.fetch()) == []
    assert [name for name, _ in post.box.folders.values()].count("Paceline") == 1


def test_a_folder_that_somebody_took_away_is_made_again(post: ExchangePost) -> None:
    post.bring(mail("one"))
    post.bring(mail("two"))
    box = post.mailbox()
    one, two = box.fetch()
    box.settle(one)
    for key, (name, _) in list(post.box.folders.items()):
        if name == "Paceline":
            del post.box.folders[key]
    box.settle(two)
    assert list(box.fetch()) == []


def test_a_mail_that_exchange_can_make_nothing_of_waits_and_holds_up_no_other(
    post: ExchangePost, caplog: pytest.LogCaptureFixture
) -> None:
    for n in range(4):
        post.bring(mail(f"{n}"))
    [_, second, *_] = post.box.within("inbox")
    post.server.desk.unreadable[second.id] = "ErrorMimeContentConversionFailed"
    box = post.mailbox()
    assert [given.raw for given in box.fetch(limit=2)] == [mail("0")]
    assert [given.raw for given in box.fetch(limit=2)] == [mail("0"), mail("2")]
    assert caplog.text.count("can't be read and waits") == 1
    assert second.folder == "inbox"


def test_other_things_in_the_inbox_are_mail_too(post: ExchangePost) -> None:
    """A meeting request, a delivery report, or what a newer server has."""
    for kind in ("MeetingRequest", "MeetingCancellation", "PostItem", "Item", "SomethingNew"):
        post.box.add("inbox", kind, raw=mail(kind))
    assert [given.raw for given in post.mailbox().fetch()] == [
        mail(kind) for kind in ("MeetingRequest", "MeetingCancellation", "PostItem", "Item", "SomethingNew")
    ]


def test_no_answer_holds_many_large_mails(post: ExchangePost) -> None:
    for n in range(8):
        post.bring(mail(f"{n}") + b"x" * 1_500_000)
    assert len(list(post.mailbox().fetch())) == 8
    assert post.server.requests.count("GetItem") == 4


@pytest.mark.parametrize("step", range(4))
@pytest.mark.parametrize("how", ["cut before", "cut after", 503, "busy"])
def test_a_connection_that_is_lost_at_any_step_loses_no_mail(post: ExchangePost, step: int, how: str | int) -> None:
    post.bring(mail("one"))
    post.bring(mail("two"))
    post.server.fail("*", how, times=1, after=step)
    taken: list[bytes] = []
    for _ in range(4):
        box = post.mailbox()
        try:
            for given in box.fetch():
                taken.append(given.raw)
                box.settle(given)
        except ConnectionError:
            continue
        finally:
            box.close()
    assert list(dict.fromkeys(taken)) == [mail("one"), mail("two")]
    assert post.box.within("inbox") == []


def test_a_busy_server_is_left_alone_for_as_long_as_it_says(post: ExchangePost) -> None:
    post.bring(mail("one"))
    box = post.mailbox()
    post.server.fail("*", "busy", times=1, seconds=1)
    with pytest.raises(ConnectionError, match="ErrorServerBusy"):
        list(box.fetch())
    before = len(post.server.requests)
    with pytest.raises(ConnectionError, match="ErrorServerBusy"):
        list(box.fetch())
    assert len(post.server.requests) == before
    time.sleep(1.1)
    assert len(list(box.fetch())) == 1


def test_a_login_that_is_refused_is_not_tried_again_at_once(post: ExchangePost) -> None:
    """Active Directory locks an account that comes with a wrong password too often."""
    box = post.mailbox(password="guess")
    for _ in range(5):
        with pytest.raises(ConnectionError, match="HTTP 401"):
            list(box.fetch())
        with pytest.raises(ConnectionError, match="HTTP 401"):
            box.wait(0.1)
    assert post.server.knocks == 1


def test_it_hears_of_new_mail(post: ExchangePost) -> None:
    box = post.mailbox()
    assert box.wait(60)  # what came before it listened is announced to nobody
    assert list(box.fetch()) == []
    threading.Timer(0.3, post.bring, [mail("hello")]).start()
    began = time.monotonic()
    assert box.wait(30)
    assert time.monotonic() - began < 28
    assert len(list(box.fetch())) == 1
    box.close()
    assert "Unsubscribe" in post.server.requests


def test_in_silence_it_waits_no_longer_than_it_may(post: ExchangePost) -> None:
    box = post.mailbox()
    box.wait(1)
    began = time.monotonic()
    assert not box.wait(1)
    assert not box.wait(1)
    assert 1.8 < time.monotonic() - began < 28
    assert post.server.requests.count("Subscribe") == 1


def test_it_listens_no_longer_at_once_than_exchange_lets_it(post: ExchangePost) -> None:
    box = post.mailbox()
    box.wait(1)
    threading.Timer(0.3, post.bring, [mail("hello")]).start()
    assert box.wait(7200)
    assert b"<m:ConnectionTimeout>30</m:ConnectionTimeout>" in post.server.octets


def test_heartbeats_are_no_news_and_prolong_nothing(post: ExchangePost, monkeypatch: pytest.MonkeyPatch) -> None:
    post.server.heartbeat = 0.3
    box = post.mailbox()
    box.wait(1)
    began = time.monotonic()
    assert not box.wait(2)
    assert 1.5 < time.monotonic() - began < 28


def test_a_subscription_that_has_ended_is_made_anew(post: ExchangePost) -> None:
    box = post.mailbox()
    box.wait(1)
    post.server.forget()
    assert box.wait(60)
    assert box.wait(60)
    threading.Timer(0.2, post.bring, [mail("hello")]).start()
    assert box.wait(60)
    assert post.server.requests.count("Subscribe") == 2


def test_where_streaming_is_refused_it_looks_for_mail(post: ExchangePost) -> None:
    post.server.desk.streaming = False
    box = post.mailbox()
    assert box.wait(0.1)
    began = time.monotonic()
    assert box.wait(0.5)
    assert time.monotonic() - began > 0.4
    assert post.server.requests.count("Subscribe") == 1


def test_an_absent_server_is_told_to_who_waits(post: ExchangePost) -> None:
    box = post.mailbox()
    box.wait(1)
    post.server.__exit__()
    with pytest.raises(ConnectionError):
        box.wait(1)
    with pytest.raises(ConnectionError, match="can't be reached"):
        list(box.fetch())
    post.server.__enter__()
    assert list(box.fetch()) == []


# --- the transport --------------------------------------------------------------------------------------------------


def outcome(server: Exchange) -> str:
    transport = ExchangeLine(server).transport()
    try:
        transport.send(letter(1), sender=SENDER, recipient=RECIPIENT)
    except DeliveryError as error:
        kinds = [name for name in ("permanent", "unknown", "bad_address") if getattr(error, name)]
        return ", ".join(kinds) or "transient"
    finally:
        transport.close()
    return "taken"


WHAT_GOES_WRONG = [
    ("cut before", "unknown"),
    ("cut after", "unknown"),
    (302, "transient"),
    (401, "transient"),
    (403, "transient"),
    (404, "transient"),
    (413, "permanent"),
    (429, "transient"),
    (500, "unknown"),
    (502, "unknown"),
    (503, "transient"),
    (504, "unknown"),
    ("busy", "transient"),
    ("ErrorMessageSizeExceeded", "permanent"),
    ("ErrorInvalidRecipients", "permanent, bad_address"),
    ("ErrorMimeContentInvalid", "permanent"),
    ("ErrorSendAsDenied", "transient"),
    ("ErrorQuotaExceeded", "transient"),
    ("ErrorSubmissionQuotaExceeded", "transient"),
    ("ErrorAccessDenied", "transient"),
    ("ErrorMailboxStoreUnavailable", "transient"),
    ("ErrorInternalServerError", "unknown"),
    ("ErrorTimeoutExpired", "unknown"),
    ("ErrorNobodyKnowsThis", "unknown"),
]


@pytest.mark.parametrize(("wrong", "expected"), WHAT_GOES_WRONG)
def test_what_an_answer_says_of_the_letter(server: Exchange, wrong: str | int, expected: str) -> None:
    server.fail("CreateItem", wrong)
    assert outcome(server) == expected
    assert len(server.post.letters) == (wrong == "cut after")


@pytest.mark.parametrize("wrong", ["ErrorMessageSizeExceeded", "ErrorSendAsDenied", "ErrorInvalidRecipients"])
def test_a_letter_that_is_refused_in_an_answers_item_is_too(server: Exchange, wrong: str) -> None:
    server.desk.refuses_letters = wrong
    assert outcome(server) == dict(WHAT_GOES_WRONG)[wrong]


def test_a_server_that_is_busy_says_for_how_long(server: Exchange) -> None:
    server.fail("CreateItem", "busy", times=1, seconds=90)
    transport = ExchangeLine(server).transport()
    for _ in range(2):
        with pytest.raises(DeliveryError) as caught:
            transport.send(letter(1), sender=SENDER, recipient=RECIPIENT)
        assert 85 < caught.value.retry_after <= 90
    assert server.requests == ["CreateItem"]


def test_an_answer_that_was_lost_is_settled_by_looking_it_up(server: Exchange) -> None:
    line = ExchangeLine(server)
    for wrong, expected in (("cut before", False), ("cut after", True)):
        server.fail("CreateItem", wrong, times=1)
        transport = line.transport()
        with pytest.raises(DeliveryError):
            transport.send(letter(7), sender=SENDER, recipient=RECIPIENT)
        assert transport.was_sent("<letter-7@acme.example>") is expected
        transport.close()
    assert transport.was_sent("<letter-8@acme.example>") is False


def test_who_may_not_see_the_sent_items_can_not_tell(server: Exchange) -> None:
    server.desk.forbidden.add("sentitems")
    assert ExchangeLine(server).transport().was_sent("<letter-7@acme.example>") is None


def test_an_absent_server_can_not_be_asked_what_was_sent(line: ExchangeLine) -> None:
    transport = line.transport()
    with line.away(), pytest.raises(ConnectionError):
        transport.was_sent("<letter-7@acme.example>")


@pytest.mark.parametrize(
    "fields",
    ["To: bo@acme.example", "To: ana@acme.example\r\nCc: bo@acme.example", "Bcc: ana@acme.example, bo@acme.example"],
)
def test_a_letter_that_names_somebody_else_is_not_sent_to_them(server: Exchange, fields: str) -> None:
    raw = f"{fields}\r\nSubject: x\r\n\r\nx\r\n".encode()
    with pytest.raises(DeliveryError, match=r"bo@acme\.example") as caught:
        ExchangeLine(server).transport().send(raw, sender=SENDER, recipient=RECIPIENT)
    assert caught.value.permanent
    assert server.requests == []


@pytest.mark.parametrize(
    "kind", ["Ana@Acme.Example", '"Ana, of us" <ana@acme.example>', "=?utf-8?q?An=C3=A4?= <ana@acme.example>"]
)
def test_a_recipient_may_be_written_in_many_ways(server: Exchange, kind: str) -> None:
    raw = f"To: {kind}\r\nSubject: x\r\n\r\nx\r\n".encode()
    ExchangeLine(server).transport().send(raw, sender=SENDER, recipient=RECIPIENT)
    assert [each.raw for each in server.post.letters] == [raw]


def test_a_letter_reaches_whoever_has_a_mailbox_there(server: Exchange) -> None:
    ana = server.post.open(RECIPIENT)
    ExchangeLine(server).transport().send(letter(1), sender=SENDER, recipient=RECIPIENT)
    assert [item.raw for item in ana.within("inbox")] == [letter(1)]
    assert [item.raw for item in server.post.open(US).within("sentitems")] == [letter(1)]


# --- both -----------------------------------------------------------------------------------------------------------


def test_two_doors_of_one_account_do_not_wait_for_each_other(post: ExchangePost, line: ExchangeLine) -> None:
    """exchangelib would have them share one connection."""
    box, transport = post.mailbox(), line.transport()
    box.wait(1)
    waiting = threading.Thread(target=box.wait, args=(60,))
    waiting.start()
    time.sleep(0.3)
    transport.send(letter(1), sender=SENDER, recipient=RECIPIENT)
    assert waiting.is_alive()
    post.bring(mail("hello"))
    waiting.join()


def test_a_door_that_is_closed_leaves_nothing_behind(post: ExchangePost) -> None:
    from exchangelib.protocol import CachingProtocol

    before = len(CachingProtocol._protocol_cache)
    box: Mailbox = post.mailbox()
    list(box.fetch())
    assert len(CachingProtocol._protocol_cache) == before + 1
    box.close()
    assert len(CachingProtocol._protocol_cache) == before


def test_exchangelib_is_loaded_when_the_server_is_first_asked() -> None:
    code = (
        "import sys; from paceline_connectors import exchange as e; "
        "s = dict(server='mail.acme.example', address='team@acme.example', password='x'); "
        "e.mailbox(s), e.transport(s), e.calendar(s); print('exchangelib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_the_server_runs_for_another_process_too() -> None:
    """With what an end-to-end test needs: mail is brought by HTTP, and the letters that left are read by it."""
    command = [sys.executable, "-m", "fakes.ews", "--address", US, "--password", "secret", "--also", RECIPIENT]
    tests = Path(__file__).parent.parent
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tests) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().strip()
            given = {"endpoint": url, "address": US, "password": "secret", "auth": "basic"}
            base = url.removesuffix("/EWS/Exchange.asmx")
            urlopen(Request(f"{base}/post/{US}", data=mail("hello"), method="POST")).close()
            assert [each.raw for each in connector.mailbox(given).fetch()] == [mail("hello")]
            connector.transport(given).send(letter(1), sender=SENDER, recipient=RECIPIENT)
            with urlopen(base) as answer:
                [left] = json.load(answer)
            assert (left["sender"], left["recipients"], base64.b64decode(left["raw"])) == (US, [RECIPIENT], letter(1))
        finally:
            process.terminate()


def test_settings_are_told_all_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        connector.mailbox({"endpoint": "http://mail.acme.example/EWS/Exchange.asmx", "adress": "x", "auth": "kerberos"})
    assert [key for key, _, _ in caught.value.problems] == ["address", "adress", "auth", "endpoint", "password"]
    assert 'did you mean "address"?' in str(caught.value)
    assert "sent readable" in str(caught.value)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({}, "server"),
        ({"server": "a.example", "endpoint": "https://a.example/"}, "server"),
        ({"endpoint": "mail.acme.example"}, "endpoint"),
        ({"server": "a.example", "address": "team"}, "address"),
        ({"server": "a.example", "ca_file": "ca.pem"}, "ca_file"),
        ({"server": "a.example", "auth": "basic", "password": "größer"}, "password"),
    ],
)
def test_settings_that_can_not_work_are_refused(given: dict[str, object], key: str) -> None:
    with pytest.raises(SettingsError) as caught:
        connector.transport({"address": US, "password": "x", **given})
    assert key in [each for each, _, _ in caught.value.problems]


def test_a_password_is_in_no_picture_of_a_door(post: ExchangePost) -> None:
    box = post.mailbox()
    list(box.fetch())
    assert "secret" not in repr(vars(box)) + repr(box._session.server) + repr(box._session.account.protocol)
