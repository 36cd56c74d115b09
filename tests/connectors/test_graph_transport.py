"""Letters out through Microsoft 365, in one step and in two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import ClassVar

import pytest
from fakes.graph import Fake

from connectors.graph_world import box, cut, settings, tenant
from connectors.transport_contract import RECIPIENT, SENDER, TransportContract, letter
from paceline.ports import DeliveryError, DraftGoneError, Drafting, Recalling
from paceline_connectors import graph
from paceline_connectors.graph.transport import GraphTransport


class GraphLine:
    def __init__(self, fake: Fake) -> None:
        self.fake = fake

    def transport(self) -> GraphTransport:
        return graph.transport(settings(self.fake))

    def taken(self) -> list[bytes]:
        return self.fake.sent

    def away(self) -> AbstractContextManager[None]:
        return self.fake.away()

    def cut(self, after: int) -> AbstractContextManager[Callable[[], bool]]:
        return cut(self.fake, after)

    def recalling(self) -> Recalling:
        return self.transport()


@pytest.fixture
def line() -> Iterator[GraphLine]:
    with tenant() as fake:
        yield GraphLine(fake)


class TestInOneStep(TransportContract):
    CANNOT: ClassVar = {"envelope": "Graph sends a letter to whom its headers name"}


class TestInTwoSteps(TestInOneStep):
    def send(self, transport: GraphTransport, raw: bytes, sender: str = SENDER, recipient: str = RECIPIENT) -> None:  # type: ignore[override]
        transport.send_draft(transport.draft(raw, sender=sender, recipient=recipient))


def lay(transport: GraphTransport, number: int = 1) -> str:
    return transport.draft(letter(number), sender=SENDER, recipient=RECIPIENT)


def kinds(error: DeliveryError) -> str:
    said = [name for name in ("permanent", "unknown", "bad_address") if getattr(error, name)]
    return ", ".join(said) or "transient"


def test_it_drafts_and_recalls(line: GraphLine) -> None:
    assert isinstance(line.transport(), Drafting)
    assert isinstance(line.transport(), Recalling)


def test_a_draft_is_unsent_until_it_is_sent(line: GraphLine) -> None:
    name = lay(line.transport())
    assert line.taken() == []
    assert line.transport().send_draft(name) is None
    assert line.taken() == [letter(1)]


def test_a_draft_that_has_gone_is_not_sent_again(line: GraphLine) -> None:
    name = lay(line.transport())
    for _ in range(3):
        line.transport().send_draft(name)
    assert line.taken() == [letter(1)]


def test_whatever_answer_is_lost_a_letter_goes_once(line: GraphLine) -> None:
    for step in range(10):
        transport = line.transport()
        with line.fake.loses_the_answer("", after=step) as trouble:
            name = until_it_is_done(lambda: lay(transport, step))  # noqa: B023
            until_it_is_done(lambda: transport.send_draft(name))  # noqa: B023
        assert line.taken() == [letter(n) for n in range(step + 1)]
        assert [m for m in box(line.fake).messages.values() if m.draft] == []
    assert trouble.times == 1, "more steps than were tried"


def until_it_is_done(step: Callable[[], str | None]) -> str:
    for _ in range(3):
        try:
            return step() or ""
        except DeliveryError as error:
            if error.permanent:
                raise
    raise AssertionError("it never came through")


def test_a_lost_answer_is_unknown_until_it_is_looked_up(line: GraphLine) -> None:
    transport = line.transport()
    with line.fake.loses_the_answer("sendMail"), pytest.raises(DeliveryError) as caught:
        transport.send(letter(1), sender=SENDER, recipient=RECIPIENT)
    assert kinds(caught.value) == "unknown"
    name = lay(transport, 2)
    with line.fake.loses_the_answer("send$"), pytest.raises(DeliveryError) as caught:
        transport.send_draft(name)
    assert kinds(caught.value) == "unknown"
    assert [transport.was_sent(f"<letter-{n}@acme.example>") for n in (1, 2, 3)] == [True, True, False]


def test_a_server_that_can_not_be_reached_took_nothing(line: GraphLine) -> None:
    transport = line.transport()
    transport.send(letter(1), sender=SENDER, recipient=RECIPIENT)
    name = lay(transport, 2)
    with line.fake.away():
        for step in (
            lambda: transport.send(letter(2), sender=SENDER, recipient=RECIPIENT),
            lambda: transport.send_draft(name),
            lambda: lay(transport, 3),
        ):
            with pytest.raises(DeliveryError) as caught:
                step()
            assert kinds(caught.value) == "transient"
    assert line.taken() == [letter(1)]


def test_a_draft_that_lies_there_was_not_sent(line: GraphLine) -> None:
    lay(line.transport())
    assert line.transport().was_sent("<letter-1@acme.example>") is False


def test_a_message_id_with_a_quote_is_looked_up_too(line: GraphLine) -> None:
    odd = letter(1).replace(b"<letter-1@", b"<o'brien&co+1@")
    line.transport().send(odd, sender=SENDER, recipient=RECIPIENT)
    assert line.transport().was_sent("<o'brien&co+1@acme.example>") is True


def test_a_draft_that_somebody_deleted_is_neither_sent_nor_unknown(line: GraphLine) -> None:
    name = lay(line.transport())
    box(line.fake).lose(name.partition(" ")[0])
    with pytest.raises(DraftGoneError) as caught:
        line.transport().send_draft(name)
    assert kinds(caught.value) == "transient"
    again = lay(line.transport())
    assert again != name
    line.transport().send_draft(again)
    assert line.taken() == [letter(1)]


def test_one_whose_copy_has_another_id_counts_as_gone(line: GraphLine) -> None:
    name = lay(line.transport())
    line.transport().send_draft(name)
    sent = box(line.fake).messages.pop(name.partition(" ")[0])
    box(line.fake).messages["AAother="] = sent
    line.transport().send_draft(name)
    assert line.taken() == [letter(1)]


def test_a_message_id_of_the_servers_own_is_told(line: GraphLine) -> None:
    box(line.fake).own_message_ids = True
    name = lay(line.transport())
    assert line.transport().send_draft(name) == "<server-1@prod.outlook.com>"


def test_a_letter_that_names_another_than_its_recipient_is_refused(line: GraphLine) -> None:
    transport = line.transport()
    for headers in ("To: ben@acme.example", "To: ana@acme.example, ben@acme.example", "Cc: ana@x.example"):
        raw = f"{headers}\r\nSubject: x\r\n\r\nhello\r\n".encode()
        for send in (transport.send, transport.draft):
            with pytest.raises(DeliveryError, match="whom it names") as caught:
                send(raw, sender=SENDER, recipient=RECIPIENT)
            assert kinds(caught.value) == "permanent"
    assert line.fake.asked == []


def test_names_and_case_do_not_matter(line: GraphLine) -> None:
    raw = b'To: "Pereira, Ana" <Ana@ACME.example>\r\nSubject: x\r\n\r\nhello\r\n'
    line.transport().send(raw, sender=SENDER, recipient=RECIPIENT)
    assert line.taken() == [raw]


def test_one_that_is_too_large_is_refused_before_it_leaves(line: GraphLine) -> None:
    with pytest.raises(DeliveryError, match="octets") as caught:
        line.transport().send(letter(1, "x" * 3_200_000), sender=SENDER, recipient=RECIPIENT)
    assert kinds(caught.value) == "permanent"
    assert line.fake.asked == []


# What Graph answers, and what is then known of the letter: of one that is sent, of a draft that is laid, that is sent.
REFUSALS = [
    (400, "ErrorInvalidRecipients", "permanent, bad_address", "permanent, bad_address", "permanent, bad_address"),
    (400, "ErrorMimeContentInvalid", "permanent", "permanent", "permanent"),
    (400, "ErrorMessageSizeExceeded", "permanent", "permanent", "permanent"),
    (413, "RequestEntityTooLarge", "permanent", "permanent", "permanent"),
    (400, "ErrorSomethingElse", "transient", "transient", "transient"),
    (403, "ErrorAccessDenied", "transient", "transient", "transient"),
    (403, "ErrorSendAsDenied", "transient", "transient", "transient"),
    (404, "ErrorInvalidUser", "transient", "transient", "transient"),
    (429, "ApplicationThrottled", "transient", "transient", "unknown"),
    (503, "ServiceUnavailable", "transient", "transient", "transient"),
    (507, "ErrorQuotaExceeded", "transient", "transient", "transient"),
    (500, "ErrorInternalServerError", "unknown", "transient", "unknown"),
    (502, "BadGateway", "unknown", "transient", "unknown"),
    (504, "GatewayTimeout", "unknown", "transient", "unknown"),
]


@pytest.mark.parametrize(("status", "code", "sent", "laid", "draft_sent"), REFUSALS)
def test_what_a_refusal_says_of_the_letter(
    line: GraphLine, status: int, code: str, sent: str, laid: str, draft_sent: str
) -> None:
    steps: list[tuple[str, str, Callable[[GraphTransport, str], object]]] = [
        ("sendMail", sent, lambda t, _: t.send(letter(1), sender=SENDER, recipient=RECIPIENT)),
        ("messages$", laid, lambda t, _: lay(t)),
        ("/send$", draft_sent, lambda t, name: t.send_draft(name)),
    ]
    for where, expected, step in steps:
        with tenant() as fake:
            transport = GraphLine(fake).transport()
            name = lay(transport)
            with fake.refuses(f"POST .*{where}", status, code), pytest.raises(DeliveryError, match=code) as caught:
                step(transport, name)
            assert kinds(caught.value) == expected, where


def test_one_that_is_throttled_says_for_how_long(line: GraphLine) -> None:
    transport = line.transport()
    name = lay(transport)
    with line.fake.throttled(40):
        with pytest.raises(DeliveryError) as caught:
            transport.send(letter(1), sender=SENDER, recipient=RECIPIENT)
        assert caught.value.retry_after == 40
        before = len(line.fake.asked)
        with pytest.raises(DeliveryError) as again:
            transport.send_draft(name)
    assert 30 < again.value.retry_after <= 40
    assert not again.value.permanent
    assert len(line.fake.asked) == before


def test_a_date_to_come_again_is_read_by_the_servers_clock(line: GraphLine) -> None:
    from datetime import timedelta
    from email.utils import format_datetime

    line.fake.ahead = timedelta(hours=5)
    later = format_datetime(line.fake.now() + timedelta(seconds=90), usegmt=True)
    transport = line.transport()
    with line.fake.refuses("sendMail", 503, "ServerBusy", Retry_After=later), pytest.raises(DeliveryError) as caught:
        transport.send(letter(1), sender=SENDER, recipient=RECIPIENT)
    assert 80 < caught.value.retry_after <= 90


def test_a_letter_to_a_colleague_arrives_with_its_plus_tag(line: GraphLine) -> None:
    raw = letter(1).replace(b"ana@acme.example", b"team+k3f@acme.example")
    line.transport().send(raw, sender=SENDER, recipient="team+k3f@acme.example")
    [given] = graph.mailbox(settings(line.fake)).fetch()
    assert b"To: team+k3f@acme.example\r\n" in given.raw
