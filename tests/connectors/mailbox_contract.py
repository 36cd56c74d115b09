"""What every mailbox keeps to. A subclass gives the fixture `post`, and declares in CANNOT what its vendor can't; see
test_maildir.py for the shortest one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from itertools import count, islice
from typing import ClassVar, Protocol, cast

import pytest
from campaigns import Tally

from paceline.ports import LARGEST_MAIL, Mail, Mailbox


class RefusedError(Exception):
    """The mail was not taken when it was brought."""


class Post(Protocol):
    """The world outside the mailbox under test."""

    def mailbox(self) -> Mailbox:
        """A new one over the same mail, as after a restart."""

    def bring(self, raw: bytes) -> None:
        """A mail comes. Raises RefusedError."""

    def lose(self, uid: str) -> None:
        """Somebody else removes a mail."""

    def as_given(self, raw: bytes) -> bytes:
        """What the mailbox shall give of a mail that was brought: itself, or with what the delivery adds."""


class Wire(Protocol):
    """What a post has besides whose mailbox is at a server."""

    def away(self) -> AbstractContextManager[None]:
        """For a while the server can't be reached."""

    def cut(self, after: int) -> AbstractContextManager[Callable[[], bool]]:
        """For a while: the connection breaks once the server has done the command that comes after `after` others: its
        answer never arrives. Later ones pass. Gives a function that tells whether it broke."""

    def renumber(self) -> None:
        """The server calls all mails something else from now on, or forgets where a mailbox had been (UIDVALIDITY, an
        old history id, an unknown sync state)."""

    def hang_up(self) -> None:
        """The server closes the connections that are open."""


def mail(text: str) -> bytes:
    return f"From: ana@acme.example\r\nSubject: {text}\r\n\r\n{text}\r\n".encode()


ODD = {
    "NUL": b"Subject: a\x00b\r\n\r\nc\x00d\r\n",
    "every octet": b"Subject: x\r\n\r\n" + bytes(range(256)) * 3 + b"\r\n",
    "bare CR": b"Subject: x\r\n\r\none\rtwo\r.\rthree\r\n",
    "bare LF": b"Subject: x\n\none\n.\ntwo\n.\r\nthree\r\n",
    "LF only, a dot alone": b"Subject: x\n\none\n.\ntwo\n",
    "no last line end": b"Subject: x\r\n\r\nthe end",
    "dots": b"Subject: x\r\n\r\n.\r\n..\r\n...\r\n.a\r\n",
    "begins with a dot": b".\r\n.a\r\n",
    "no body": b"Subject: x\r\n",
    "no headers": b"\r\njust words\r\n",
    "line ends only": b"\r\n" * 500,
    "long line": b"Subject: x\r\n\r\n" + b"x" * 300_000 + b"\r\n",
    "8-bit headers": "Subject: größer\r\nX: \xff\r\n\r\nжуть\r\n".encode("latin-1", "replace"),
    "From_ line": b"From ana Sat Nov 21 00:00:00 2026\r\nSubject: x\r\n\r\nFrom me\r\n",
}


class MailboxContract:
    CANNOT: ClassVar[Mapping[str, str]] = {}
    """What the vendor can't do, each with the reason: "connection", "renumber"."""
    CAMPAIGN: ClassVar[str] = "faults at other servers"

    def need(self, what: str) -> None:
        if what in self.CANNOT:
            pytest.xfail(f"declared: {self.CANNOT[what]}")

    @pytest.fixture
    def wire(self, post: Post) -> Wire:
        self.need("connection")
        return cast(Wire, post)

    def test_an_empty_one_gives_nothing(self, post: Post) -> None:
        assert list(post.mailbox().fetch()) == []

    def test_mail_is_given_oldest_first(self, post: Post) -> None:
        sent = [mail(f"number {n}") for n in (3, 1, 2, 9, 5)]
        for raw in sent:
            post.bring(raw)
        assert [given.raw for given in post.mailbox().fetch()] == [post.as_given(raw) for raw in sent]

    @pytest.mark.parametrize("kind", ODD)
    def test_the_octets_are_given_as_they_came(self, post: Post, kind: str) -> None:
        post.bring(ODD[kind])
        [given] = post.mailbox().fetch()
        assert given.raw == post.as_given(ODD[kind])

    def test_it_is_given_again_until_it_is_settled(self, post: Post) -> None:
        post.bring(mail("hello"))
        box = post.mailbox()
        [first], [again] = box.fetch(), box.fetch()
        assert first == again
        box.settle(first)
        assert list(box.fetch()) == []

    def test_settling_twice_is_the_same_as_once(self, post: Post) -> None:
        post.bring(mail("one"))
        post.bring(mail("two"))
        box = post.mailbox()
        first, second = box.fetch()
        box.settle(first)
        box.settle(first)
        assert list(box.fetch()) == [second]

    def test_mails_are_settled_in_any_order_while_they_are_fetched(self, post: Post) -> None:
        for n in range(6):
            post.bring(mail(f"{n}"))
        box = post.mailbox()
        for n, given in enumerate(box.fetch()):
            if n % 2:
                box.settle(given)
        left = list(box.fetch())
        assert [given.raw for given in left] == [post.as_given(mail(f"{n}")) for n in (0, 2, 4)]
        for given in reversed(left):
            box.settle(given)
        assert list(box.fetch()) == []

    def test_a_restart_changes_nothing(self, post: Post) -> None:
        for word in ("one", "two", "three"):
            post.bring(mail(word))
        before = post.mailbox()
        one, two, three = before.fetch()
        before.settle(two)
        before.close()
        after = post.mailbox()
        assert list(after.fetch()) == [one, three]
        after.settle(one)
        assert list(after.fetch()) == [three]

    @pytest.mark.campaign
    def test_another_process_may_settle_it_too(self, post: Post) -> None:
        post.bring(mail("hello"))
        here, there = post.mailbox(), post.mailbox()
        [mine], [theirs] = here.fetch(), there.fetch()
        there.settle(theirs)
        here.settle(mine)
        assert [*here.fetch(), *there.fetch()] == []

    def test_no_more_than_the_limit_are_given(self, post: Post) -> None:
        for n in range(5):
            post.bring(mail(f"{n}"))
        box = post.mailbox()
        assert len(list(box.fetch(limit=2))) == 2
        for given in box.fetch(limit=3):
            box.settle(given)
        assert [given.raw for given in box.fetch()] == [post.as_given(mail(f"{n}")) for n in (3, 4)]

    def test_one_that_comes_meanwhile_is_given_next_time(self, post: Post) -> None:
        post.bring(mail("one"))
        box = post.mailbox()
        for given in box.fetch():
            post.bring(mail("two"))
            box.settle(given)
        assert [given.raw for given in box.fetch()] == [post.as_given(mail("two"))]

    @pytest.mark.campaign
    def test_one_that_vanishes_is_passed_over(self, post: Post) -> None:
        for n in range(4):
            post.bring(mail(f"{n}"))
        box = post.mailbox()
        uids = [given.uid for given in box.fetch()]
        going = box.fetch()
        first = next(going)
        post.lose(uids[1])
        post.lose(uids[3])
        rest = [given.raw for given in going]
        # A mailbox that had read them already may give them still; it must not stumble, nor lose the others.
        assert first.raw == post.as_given(mail("0"))
        assert post.as_given(mail("2")) in rest

    @pytest.mark.campaign
    def test_one_that_vanished_can_be_settled(self, post: Post) -> None:
        post.bring(mail("hello"))
        box = post.mailbox()
        [given] = box.fetch()
        post.lose(given.uid)
        box.settle(given)
        assert list(box.fetch()) == []

    def test_a_mail_it_never_had_can_be_settled(self, post: Post) -> None:
        post.bring(mail("hello"))
        box = post.mailbox()
        box.settle(Mail(box.name, "1.nobody", b""))
        assert len(list(box.fetch())) == 1

    def test_the_same_mail_twice_is_two_mails(self, post: Post) -> None:
        post.bring(mail("hello"))
        post.bring(mail("hello"))
        one, two = post.mailbox().fetch()
        assert one.uid != two.uid
        assert one.raw == two.raw

    def test_a_huge_mail_is_refused_at_the_door_or_given_in_part(self, post: Post) -> None:
        huge = b"Subject: huge\r\n\r\n" + b"0123456789abcde\n" * (26 * 1024 * 1024 // 16)
        try:
            post.bring(huge)
        except RefusedError:
            assert list(post.mailbox().fetch()) == []
        else:
            [given] = post.mailbox().fetch()
            whole = post.as_given(huge)
            assert LARGEST_MAIL < len(given.raw) <= len(whole)
            assert given.raw == whole[: len(given.raw)]

    def test_many_mails_are_each_given_once(self, post: Post) -> None:
        number = 300
        for n in range(number):
            post.bring(mail(f"{n}"))
        box, seen = post.mailbox(), []
        while given := list(islice(box.fetch(), 70)):
            seen += [each.raw for each in given]
            for each in given:
                box.settle(each)
        assert seen == [post.as_given(mail(f"{n}")) for n in range(number)]

    def test_its_name_stays(self, post: Post) -> None:
        assert post.mailbox().name == post.mailbox().name != ""

    def test_closing_twice_is_the_same_as_once(self, post: Post) -> None:
        box = post.mailbox()
        box.close()
        box.close()

    # --- at a server -------------------------------------------------------------------------------------------------

    @pytest.mark.campaign
    def test_an_absent_server_is_worth_another_try(self, post: Post, wire: Wire) -> None:
        post.bring(mail("hello"))
        box = post.mailbox()
        [given] = box.fetch()
        with wire.away(), pytest.raises(ConnectionError):
            list(box.fetch())
        assert list(box.fetch()) == [given]
        box.settle(given)
        assert list(box.fetch()) == []

    @pytest.mark.campaign
    def test_a_server_that_hung_up_meanwhile_is_called_again(self, post: Post, wire: Wire) -> None:
        box = post.mailbox()
        assert list(box.fetch()) == []
        wire.hang_up()
        post.bring(mail("hello"))
        [given] = box.fetch()
        wire.hang_up()
        box.settle(given)
        wire.hang_up()
        assert list(box.fetch()) == []

    @pytest.mark.campaign
    def test_a_connection_that_is_lost_at_any_step_loses_no_mail(self, post: Post, wire: Wire, tally: Tally) -> None:
        for step in count():
            sent = [post.as_given(mail(f"{step}, {n}")) for n in range(3)]
            for n in range(3):
                post.bring(mail(f"{step}, {n}"))
            taken: dict[str, bytes] = {}
            with wire.cut(step) as broke:
                box = post.mailbox()
                for _ in range(20):
                    if self.empties(box, taken):
                        break
                box.close()
            assert sorted(taken.values()) == sent
            assert list(post.mailbox().fetch()) == []
            if not broke():
                break
        tally(cases=step, lost=0, twice=0)
        assert step > 0

    def empties(self, box: Mailbox, taken: dict[str, bytes]) -> bool:
        try:
            for given in box.fetch():
                taken[given.uid] = given.raw
                box.settle(given)
            return list(box.fetch()) == []
        except ConnectionError:
            return False

    @pytest.mark.campaign
    def test_when_the_server_calls_all_something_else_nothing_is_lost(self, post: Post, wire: Wire) -> None:
        self.need("renumber")
        for n in range(3):
            post.bring(mail(f"{n}"))
        box = post.mailbox()
        first, second, _ = box.fetch()
        box.settle(first)
        box.close()
        box = post.mailbox()
        list(box.fetch())
        wire.renumber()
        box.settle(second)
        left = [given.raw for given in box.fetch()]
        assert left[-1] == post.as_given(mail("2"))
        assert set(left) <= {post.as_given(mail(f"{n}")) for n in (1, 2)}
        for given in box.fetch():
            box.settle(given)
        assert list(box.fetch()) == []
