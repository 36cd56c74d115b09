"""Gmail as a transport, held to the contract over the fake, and what only Gmail has."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import ClassVar

import pytest
from fakes.google import Fault, Google

from connectors.google_doors import ANA, US, Doors, cut, doors, google
from connectors.transport_contract import TransportContract
from paceline.ports import DeliveryError, DraftGoneError, Transport

__all__ = ["doors", "google"]


class GoogleLine:
    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self.google = doors.google

    def transport(self) -> Transport:
        return self._doors.transport()

    def taken(self) -> list[bytes]:
        """With the letters' own Message-IDs again: Gmail puts its own in their place, and says which."""
        return [self._as_it_was(message.raw) for message in self.google.gmail(ANA).messages.values()]

    def away(self) -> AbstractContextManager[None]:
        return self.google.away()

    def cut(self, after: int) -> AbstractContextManager[Callable[[], bool]]:
        return cut(self.google, after)

    def _as_it_was(self, raw: bytes) -> bytes:
        raw = raw.partition(b"header.from=\r\n")[2]
        for new, own in self.google.gmail().replaced.items():
            line = f"Message-ID: {new}\r\n".encode()
            raw = raw.replace(line, f"Message-ID: {own}\r\n".encode() if own else b"", 1)
        return raw


@pytest.fixture
def line(doors: Doors) -> GoogleLine:
    return GoogleLine(doors)


class TestTransport(TransportContract):
    CANNOT: ClassVar = {"recall": "Gmail gives letters Message-IDs of its own; that a draft is gone says that it went"}


# --- once, and not twice ---------------------------------------------------------------------------------------------


def outgoing(number: int = 1, *lines: str, to: str = ANA) -> bytes:
    own = "".join(f"{line}\r\n" for line in lines)
    return (
        f"Message-ID: <letter-{number}@acme.example>\r\nFrom: {US}\r\nTo: {to}\r\nSubject: number {number}\r\n{own}"
        f"\r\nhello {number}\r\n"
    ).encode()


def send(transport: Transport, raw: bytes, recipient: str = ANA) -> str | None:
    return transport.send(raw, sender=US, recipient=recipient)


def refused(transport: Transport, raw: bytes, recipient: str = ANA) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        send(transport, raw, recipient)
    return caught.value


def came(google: Google) -> list[str]:
    """The Message-IDs under which letters came to her."""
    return [message.message_id for message in google.gmail(ANA).messages.values()]


def test_the_message_id_that_gmail_puts_in_its_place_is_told(doors: Doors, google: Google) -> None:
    carried = send(doors.transport(), outgoing())
    assert carried is not None
    assert came(google) == [carried]
    assert carried != "<letter-1@acme.example>"


def test_one_that_gmail_leaves_as_it_is_is_not(doors: Doors, google: Google) -> None:
    google.gmail().keeps_ids = True
    assert send(doors.transport(), outgoing()) is None
    assert came(google) == ["<letter-1@acme.example>"]


def test_a_draft_is_sent_once_by_whichever_process(doors: Doors, google: Google) -> None:
    name = doors.transport().draft(outgoing(), sender=US, recipient=ANA)
    assert came(google) == []
    carried = doors.transport().send_draft(name)
    assert came(google) == [carried]
    assert doors.transport().send_draft(name) == carried
    assert len(came(google)) == 1


@pytest.mark.parametrize("how", ["lose", "garble", "refuse"])
def test_a_lost_answer_to_the_sending_is_unknown_and_asked_for_again(doors: Doors, google: Google, how: str) -> None:
    transport = doors.transport()
    name = transport.draft(outgoing(), sender=US, recipient=ANA)
    with google.failing(Fault("gmail.users.drafts.send", how=how, times=1)):
        with pytest.raises(DeliveryError) as caught:
            transport.send_draft(name)
        assert (caught.value.unknown, caught.value.permanent) == (True, False)
        carried = transport.send_draft(name)
    assert came(google) == [carried]


@pytest.mark.parametrize("how", ["lose", "hang up", "garble"])
def test_what_is_sent_in_one_step_settles_a_lost_answer_itself(doors: Doors, google: Google, how: str) -> None:
    transport = doors.transport()
    with google.failing(Fault("gmail.users.drafts.send", how=how, times=1)):
        carried = send(transport, outgoing())
    assert came(google) == [carried]
    if how == "hang up":
        assert google.log.count("gmail.users.drafts.send") == 2, "Google's client itself asks again"


def test_a_message_id_that_cannot_be_read_back_makes_no_second_letter(doors: Doors, google: Google) -> None:
    transport = doors.transport()
    name = transport.draft(outgoing(1), sender=US, recipient=ANA)
    with google.failing(Fault("gmail.users.messages.get", times=1)):
        with pytest.raises(DeliveryError, match="it was sent") as caught:
            transport.send_draft(name)
        assert caught.value.unknown
    assert transport.send_draft(name) == came(google)[0]
    with google.failing(Fault("gmail.users.messages.get")), google.failing(Fault("gmail.users.threads.get")):
        assert send(transport, outgoing(2)) is None
    assert len(came(google)) == 2


@pytest.mark.parametrize("how", ["lose", "unheard", "refuse", "garble", "hang up"])
def test_trouble_at_any_step_sends_each_letter_once(doors: Doors, google: Google, how: str) -> None:
    for step in range(8):
        transport = doors.transport()
        name, sent = "", False
        with google.failing(Fault(how=how, after=step, times=1)):
            for _ in range(3):
                with suppress(DeliveryError):
                    name = name or transport.draft(outgoing(step), sender=US, recipient=ANA)
                    transport.send_draft(name)
                    sent = True
                    break
        assert sent
        assert len(came(google)) == step + 1


def test_an_unheard_draft_sends_nothing(doors: Doors, google: Google) -> None:
    with google.failing(Fault("gmail.users.drafts.create", how="lose")):
        error = refused(doors.transport(), outgoing())
    assert (error.unknown, error.permanent) == (False, False)
    assert came(google) == []


def test_a_letter_that_gmail_does_not_send_leaves_no_draft(doors: Doors, google: Google) -> None:
    with google.failing(Fault("gmail.users.drafts.send", status=400, said="Message too odd", times=1)):
        error = refused(doors.transport(), outgoing())
    assert error.permanent
    assert "Message too odd" in error.reason
    assert google.gmail().drafts == {}
    assert came(google) == []


def test_a_draft_that_somebody_deleted_is_told_from_one_that_was_sent(doors: Doors, google: Google) -> None:
    google.gmail().bring(b"Message-ID: <q1@acme.example>\r\nSubject: number 2\r\n\r\nwhy?\r\n")
    for raw in (outgoing(1), outgoing(2, "References: <q1@acme.example>")):
        name = doors.transport().draft(raw, sender=US, recipient=ANA)
        google.gmail().delete_draft(name.split()[0])
        for _ in range(2):
            with pytest.raises(DraftGoneError) as caught:
                doors.transport().send_draft(name)
            assert (caught.value.permanent, caught.value.unknown) == (False, False)
    assert came(google) == []


def test_one_that_was_sent_is_told_from_a_deleted_one_even_in_the_trash(doors: Doors, google: Google) -> None:
    name = doors.transport().draft(outgoing(), sender=US, recipient=ANA)
    carried = doors.transport().send_draft(name)
    [sent] = google.gmail().with_label("SENT")
    google.gmail().relabel(sent.id, add=("TRASH",))
    assert doors.transport().send_draft(name) == carried
    assert len(came(google)) == 1


def test_a_deleted_draft_among_letters_of_its_thread_counts_as_sent(doors: Doors, google: Google) -> None:
    """Nothing tells it from those: a letter that is lost by somebody's own hand rather than one that goes twice."""
    google.gmail().bring(b"Message-ID: <q1@acme.example>\r\nSubject: number 2\r\n\r\nwhy?\r\n")
    answer = outgoing(2, "References: <q1@acme.example>")
    send(doors.transport(), answer)
    name = doors.transport().draft(answer, sender=US, recipient=ANA)
    google.gmail().delete_draft(name.split()[0])
    assert doors.transport().send_draft(name)
    assert len(came(google)) == 1


def test_one_that_is_deleted_while_it_is_sent_in_one_step_may_have_gone(doors: Doors, google: Google) -> None:
    def deleted() -> None:
        google.gmail().delete_draft(next(iter(google.gmail().drafts)))

    with google.failing(Fault("gmail.users.drafts.send", how="meanwhile", times=1, do=deleted)):
        error = refused(doors.transport(), outgoing())
    assert (error.unknown, error.permanent) == (True, False)
    assert came(google) == []


def test_a_draft_that_is_not_found_and_yet_there_is_not_sent(doors: Doors, google: Google) -> None:
    transport = doors.transport()
    name = transport.draft(outgoing(), sender=US, recipient=ANA)
    missing = Fault("gmail.users.drafts.send", status=404, times=1)
    with google.failing(missing), pytest.raises(DeliveryError) as caught:
        transport.send_draft(name)
    assert (caught.value.permanent, caught.value.unknown) == (False, False)
    assert came(google) == []
    assert transport.send_draft(name) == came(google)[0]


# --- whom it comes from and goes to ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ["Cc: bo@acme.example"],
        ["Bcc: bo@acme.example"],
        ["To: bo@acme.example"],
        ["cc: =?utf-8?q?Bo?= <bo@acme.example>"],
    ],
)
def test_a_header_that_names_others_is_refused(doors: Doors, google: Google, lines: list[str]) -> None:
    error = refused(doors.transport(), outgoing(1, *lines))
    assert error.permanent
    assert not error.bad_address
    assert "bo@acme.example" in error.reason
    assert google.log == []


def test_an_envelope_for_somebody_else_is_refused(doors: Doors, google: Google) -> None:
    assert refused(doors.transport(), outgoing(), recipient="bo@acme.example").permanent
    assert google.log == []


@pytest.mark.parametrize("to", ["Ana Soto <ana@acme.example>", "ANA@acme.example", '"Soto, Ana" <ana@acme.example>'])
def test_names_and_case_make_no_other_recipient(doors: Doors, google: Google, to: str) -> None:
    assert send(doors.transport(), outgoing(to=to))
    assert len(came(google)) == 1


def test_a_recipient_whom_the_header_does_not_name_gets_it_unnamed(doors: Doors, google: Google) -> None:
    send(doors.transport(), b"Subject: x\r\n\r\nhello\r\n")
    [message] = google.gmail(ANA).messages.values()
    assert b"bcc" not in message.raw.lower()


@pytest.mark.parametrize("address", ["", "ana", "a@b\r\nBcc: eve@evil.example", "a b@c", "a@b@c", "<a@b>"])
def test_what_is_no_address_never_reaches_google(doors: Doors, google: Google, address: str) -> None:
    error = refused(doors.transport(), b"Subject: x\r\n\r\nhello\r\n", recipient=address)
    assert (error.permanent, error.bad_address) == (True, True)
    assert google.log == []


def test_a_from_that_gmail_would_replace_is_not_sent(doors: Doors, google: Google) -> None:
    other = outgoing().replace(f"From: {US}".encode(), b"From: Team <async@acme.example>")
    transport = doors.transport()
    error = refused(transport, other)
    assert (error.permanent, error.unknown) == (False, False)
    assert "Send mail as" in error.reason
    google.gmail().aliases["async@acme.example"] = "pending"
    assert not refused(doors.transport(), other).permanent
    google.gmail().aliases["async@acme.example"] = "accepted"
    assert send(doors.transport(), other)


def test_an_answer_lies_beside_what_it_answers(doors: Doors, google: Google) -> None:
    store = google.gmail()
    first = store.bring(b"Message-ID: <q1@acme.example>\r\nSubject: number 2\r\n\r\nwhy?\r\n")
    transport = doors.transport()
    send(transport, outgoing(2, "References: <old@acme.example> <q1@acme.example>", "In-Reply-To: <q1@acme.example>"))
    send(transport, outgoing(3, "References: <nobody-knows@acme.example>"))
    threads = {message.raw.split(b"\r\n\r\n")[1]: message.thread for message in store.with_label("SENT")}
    assert threads[b"hello 2\r\n"] == store.messages[first].thread
    assert threads[b"hello 3\r\n"] != threads[b"hello 2\r\n"]


def test_a_thread_that_is_gone_by_then_holds_nothing_up(doors: Doors, google: Google) -> None:
    uid = google.gmail().bring(b"Message-ID: <q1@acme.example>\r\nSubject: number 2\r\n\r\nwhy?\r\n")
    goes = Fault("gmail.users.drafts.create", how="meanwhile", times=1, do=lambda: google.gmail().lose(uid))
    with google.failing(goes):
        assert send(doors.transport(), outgoing(2, "References: <q1@acme.example>"))
    assert len(came(google)) == 1


def test_what_is_sent_again_within_a_thread_is_found_there(doors: Doors, google: Google) -> None:
    google.gmail().bring(b"Message-ID: <q1@acme.example>\r\nSubject: number 2\r\n\r\nwhy?\r\n")
    transport = doors.transport()
    answer = outgoing(2, "References: <q1@acme.example>")
    send(transport, answer)
    name = transport.draft(answer, sender=US, recipient=ANA)
    carried = transport.send_draft(name)
    google.gmail().bring(f"Message-ID: <a1@b.example>\r\nReferences: {carried}\r\n\r\nthanks\r\n".encode())
    assert [each.thread for each in google.gmail().messages.values()] == [name.split()[1]] * 4
    assert doors.transport().send_draft(name) == carried == came(google)[1]


# --- refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "permanent", "bad_address"),
    [
        (Fault(status=400, said="Invalid To header: ana@acme.example"), True, True),
        (Fault(status=400, said="Something is odd"), True, False),
        (Fault(status=400, said="Mail service not enabled", reason="failedPrecondition"), False, False),
        (Fault(status=403, said="Delegation denied for team@acme.example"), False, False),
        (Fault(status=403, said="Gmail API has not been used", reason="accessNotConfigured"), False, False),
        (Fault(status=503), False, False),
        (Fault(status=500), False, False),
    ],
    ids=lambda value: value.said or str(value.status) if isinstance(value, Fault) else "",
)
def test_only_what_is_wrong_with_the_letter_is_permanent(
    doors: Doors, google: Google, fault: Fault, permanent: bool, bad_address: bool
) -> None:
    fault.method = "gmail.users.drafts.create"
    with google.failing(fault):
        error = refused(doors.transport(), outgoing())
    assert (error.permanent, error.bad_address, error.unknown) == (permanent, bad_address, False)
    assert fault.said in error.reason


def test_a_letter_that_is_too_large_is_not_even_offered(doors: Doors, google: Google) -> None:
    assert refused(doors.transport(), outgoing() + b"x" * (26 * 1024 * 1024)).permanent
    assert google.log == []


def test_after_a_refusal_for_the_rate_nothing_is_asked_until_it_is_over(doors: Doors, google: Google) -> None:
    later = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() + 1000))
    said = f"User-rate limit exceeded.  Retry after {later}  (Mail sending)"
    with google.failing(
        Fault("gmail.users.drafts.send", status=429, said=said, reason="userRateLimitExceeded", times=1)
    ):
        transport = doors.transport()
        name = transport.draft(outgoing(), sender=US, recipient=ANA)
        with pytest.raises(DeliveryError) as caught:
            transport.send_draft(name)
    assert caught.value.retry_after == pytest.approx(1000, abs=5)
    assert (caught.value.permanent, caught.value.unknown) == (False, False)
    asked = len(google.log)
    for each in (transport, doors.transport()):
        with pytest.raises(DeliveryError) as caught:
            each.send_draft(name)
        assert caught.value.retry_after > 900
        assert not caught.value.unknown
    assert len(google.log) == asked
    assert list(doors.mailbox().fetch()) == [], "what Google says of sending does not stop reading"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "30"}, 30),
        ({}, 60),
        ({"Retry_After": "soon"}, 60),
        ({"Retry_After": "0"}, 1),
        ({"Retry_After": "99999999"}, 86400),
    ],
)
def test_how_long_is_what_the_server_says_within_reason(
    doors: Doors, google: Google, headers: dict[str, str], seconds: float
) -> None:
    with google.failing(Fault("gmail.users.drafts.create", status=429, headers=headers)):
        error = refused(doors.transport(), outgoing())
    assert error.retry_after == pytest.approx(seconds, abs=1)


def test_the_units_are_counted_before_google_says_so(doors: Doors, google: Google) -> None:
    google.units = 500
    transport = doors.transport(units_per_minute=500)
    for n in range(3):
        send(transport, outgoing(n))
    error = refused(transport, outgoing(3))
    assert 0 < error.retry_after <= 60
    assert len(came(google)) == 3
    assert google.gmail().drafts == {}


# --- what was sent ---------------------------------------------------------------------------------------------------


def test_what_was_sent_is_found_unless_gmail_has_renamed_it(doors: Doors, google: Google) -> None:
    transport = doors.transport()
    assert transport.was_sent("<letter-1@acme.example>") is None, "nothing is known of it yet"
    carried = send(transport, outgoing())
    assert carried
    assert transport.was_sent(carried) is True
    assert transport.was_sent("<letter-1@acme.example>") is None
    google.gmail().keeps_ids = True
    send(transport, outgoing(2))
    assert transport.was_sent("<letter-2@acme.example>") is True
    assert transport.was_sent("<letter-3@acme.example>") is False


@pytest.mark.parametrize("message_id", ["", "x", "<a@b> OR in:inbox", "<a b@c>", "<>"])
def test_what_is_no_message_id_is_not_searched_for(doors: Doors, google: Google, message_id: str) -> None:
    assert doors.transport().was_sent(message_id) is None
    assert google.log == []
