"""A mailbox at Microsoft 365, against a fake that speaks Graph over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from fakes.graph import Fake
from fakes.graph.mime import rebuilt

from connectors.graph_world import box, cut, settings, tenant
from connectors.mailbox_contract import MailboxContract, RefusedError, mail
from paceline.ports import LARGEST_MAIL, Mail, Mailbox
from paceline_connectors import graph


class GraphPost:
    def __init__(self, fake: Fake) -> None:
        self.fake = fake

    def mailbox(self, **more: object) -> Mailbox:
        return graph.mailbox(settings(self.fake, **more))

    def bring(self, raw: bytes) -> None:
        try:
            box(self.fake).bring(raw)
        except ValueError as error:
            raise RefusedError(str(error)) from error

    def lose(self, uid: str) -> None:
        box(self.fake).lose(uid)

    def as_given(self, raw: bytes) -> bytes:
        """Exchange writes it anew: line ends, the order of headers, X- headers."""
        return rebuilt(raw)

    def away(self) -> AbstractContextManager[None]:
        return self.fake.away()

    def cut(self, after: int) -> AbstractContextManager[Callable[[], bool]]:
        return cut(self.fake, after)

    def renumber(self) -> None:
        """Immutable ids stay; it is the cursor of the changes that Graph forgets."""
        box(self.fake).forget()

    def hang_up(self) -> None:
        self.fake.hang_up()


@pytest.fixture
def post() -> Iterator[GraphPost]:
    with tenant() as fake:
        yield GraphPost(fake)


class TestMailbox(MailboxContract):
    pass


def test_no_more_of_a_mail_is_read_than_is_given(post: GraphPost) -> None:
    from fakes.graph.answers import Answer

    post.bring(mail("hello"))
    with post.fake.trouble("value", Answer(200, b"x" * (96 * 1024 * 1024))):
        [given] = post.mailbox().fetch()
    assert len(given.raw) == LARGEST_MAIL + 1
    assert post.fake.written < 48 * 1024 * 1024, "the rest was left where it was"
    assert texts(post.mailbox()) == [b"hello"]


def texts(given: Mailbox, limit: int = 200) -> list[bytes]:
    return [each.raw.rpartition(b"\r\n\r\n")[2].strip() for each in given.fetch(limit)]


def settle_all(given: Mailbox) -> None:
    for each in given.fetch():
        given.settle(each)


def test_what_is_settled_lies_in_a_folder_that_is_made_once(post: GraphPost) -> None:
    for word in ("one", "two"):
        post.bring(mail(word))
        settle_all(post.mailbox(settled="Bob's done"))
    folders = box(post.fake).folders
    [name] = [each for each, shown in folders.items() if shown == "Bob's done"]
    assert {message.folder for message in box(post.fake).messages.values()} == {name}


def test_a_folder_that_another_process_makes_at_the_same_time_is_taken(post: GraphPost) -> None:
    post.bring(mail("hello"))
    given = post.mailbox()
    [one] = given.fetch()
    with post.fake.refuses("GET .*/mailFolders$", 503, "ServiceUnavailable") as trouble:
        # The look-up finds nothing, the making finds it made.
        trouble.answer = None
        trouble.times = 0
        box(post.fake).make_folder("Paceline")
        given.settle(one)
    assert texts(given) == []
    assert list(box(post.fake).folders.values()).count("Paceline") == 1


def test_a_folder_that_somebody_took_away_is_made_again(post: GraphPost) -> None:
    given = post.mailbox()
    post.bring(mail("one"))
    settle_all(given)
    box(post.fake).lose_folder("Paceline")
    post.bring(mail("two"))
    settle_all(given)
    assert texts(given) == []
    assert "Paceline" in box(post.fake).folders.values()


def test_only_what_has_changed_is_asked_for(post: GraphPost) -> None:
    given = post.mailbox()
    for n in range(450):
        post.bring(mail(f"{n}"))
    assert texts(given, 3) == [b"0", b"1", b"2"]
    rounds = [each for each in post.fake.asked if "delta" in each]
    assert len(rounds) == 3
    post.bring(mail("new"))
    assert texts(given)[-1] == b"199"
    assert len([each for each in post.fake.asked if "delta" in each]) == 4


def test_a_cursor_that_the_server_forgot_means_to_look_at_all_again(post: GraphPost) -> None:
    given = post.mailbox()
    post.bring(mail("one"))
    post.bring(mail("two"))
    [first, _] = given.fetch()
    post.lose(first.uid)
    box(post.fake).forget()
    post.bring(mail("three"))
    assert texts(given) == [b"two", b"three"]


@pytest.mark.parametrize(
    ("status", "code"), [(410, "SyncStateNotFound"), (400, "BadRequest"), (404, "syncStateNotFound")]
)
def test_whichever_way_it_says_so(post: GraphPost, status: int, code: str) -> None:
    given = post.mailbox()
    post.bring(mail("one"))
    assert texts(given) == [b"one"]
    with post.fake.refuses("delta", status, code) as trouble:
        trouble.times = 1
        assert texts(given) == [b"one"]


def test_a_server_that_forgets_each_cursor_at_once_is_away(post: GraphPost) -> None:
    given = post.mailbox()
    with post.fake.refuses("delta", 410, "syncStateNotFound"), pytest.raises(ConnectionError):
        list(given.fetch())


def test_a_mail_that_somebody_moves_elsewhere_is_not_given(post: GraphPost) -> None:
    post.bring(mail("one"))
    post.bring(mail("two"))
    given = post.mailbox()
    [one, _] = given.fetch()
    box(post.fake).move(one.uid, "deleteditems")
    assert texts(given) == [b"two"]


def test_ids_stay_when_a_mail_is_moved(post: GraphPost) -> None:
    post.bring(mail("hello"))
    given = post.mailbox()
    [one] = given.fetch()
    given.settle(one)
    given.settle(one)
    assert list(box(post.fake).messages) == [one.uid]


def test_while_it_is_throttled_it_is_left_alone(post: GraphPost) -> None:
    post.bring(mail("hello"))
    given = post.mailbox()
    assert texts(given) == [b"hello"]
    with post.fake.throttled(30):
        with pytest.raises(ConnectionError, match="429 ApplicationThrottled"):
            list(given.fetch())
        before = len(post.fake.asked)
        for door in (given, post.mailbox()):
            with pytest.raises(ConnectionError, match="left alone"):
                list(door.fetch())
    assert [each for each in post.fake.asked[before:] if "/v1.0/" in each] == []


def test_a_server_that_is_away_is_asked_again_later(post: GraphPost) -> None:
    post.bring(mail("hello"))
    given = post.mailbox()
    with post.fake.away(), pytest.raises(ConnectionError):
        list(given.fetch())
    [one] = given.fetch()
    with post.fake.away(), pytest.raises(ConnectionError):
        given.settle(one)
    given.settle(one)
    assert texts(given) == []


def test_no_more_than_four_at_once_ask_of_one_mailbox(post: GraphPost) -> None:
    for n in range(8):
        post.bring(mail(f"{n}"))
    post.fake.dawdle = 0.05
    found: list[list[bytes]] = []
    asking = [threading.Thread(target=lambda: found.append(texts(post.mailbox()))) for _ in range(8)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert [len(each) for each in found] == [8] * 8
    assert post.fake.most_at_once <= 4


def test_a_fifth_at_once_would_be_refused(post: GraphPost) -> None:
    """The fake refuses it as Exchange does, or the test above would show nothing."""
    from paceline_connectors.graph import gate

    doors = [post.mailbox() for _ in range(8)]
    for door in doors:
        list(door.fetch())
        door._line._gate = gate.Gate()  # type: ignore[attr-defined]
    post.fake.dawdle = 0.5
    failed: list[ConnectionError] = []

    def ask(door: Mailbox) -> None:
        try:
            list(door.fetch())
        except ConnectionError as error:
            failed.append(error)

    asking = [threading.Thread(target=ask, args=(door,)) for door in doors]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert any("ApplicationThrottled" in str(error) for error in failed)


def test_a_token_that_is_no_longer_taken_is_renewed(post: GraphPost) -> None:
    post.bring(mail("one"))
    given = post.mailbox()
    assert texts(given) == [b"one"]
    post.fake.entra.revoke()
    assert texts(given) == [b"one"]
    with post.fake.refuses("/v1.0/", 401, "InvalidAuthenticationToken"), pytest.raises(ConnectionError, match="401"):
        list(given.fetch())


def test_a_token_goes_to_this_endpoint_only(post: GraphPost) -> None:
    from fakes.graph.answers import found

    elsewhere = found("message*", {"value": [], "@odata.nextLink": "http://127.0.0.1:1/v1.0/steal"})
    with post.fake.trouble("delta", elsewhere), pytest.raises(ConnectionError, match="another host"):
        list(post.mailbox().fetch())


def test_an_endpoint_that_is_something_else_is_said_to_be(post: GraphPost) -> None:
    from fakes.graph.answers import Answer

    with (
        post.fake.trouble("delta", Answer(200, b"<html>Sign in to the hotel's network</html>")),
        pytest.raises(ConnectionError, match="is this endpoint Microsoft Graph"),
    ):
        list(post.mailbox().fetch())


@pytest.mark.parametrize("uid", ["", "../../me", "x?$select=id", "größer", "a" * 5000])
def test_a_uid_that_is_none_is_no_trouble(post: GraphPost, uid: str) -> None:
    given = post.mailbox()
    given.settle(Mail(given.name, uid + "=", b""))
    given.settle(Mail(given.name, uid or "x", b""))
