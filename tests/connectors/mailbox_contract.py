"""What every mailbox keeps to. A subclass gives the fixture `post`; see test_maildir.py for the shortest one."""

from __future__ import annotations

from itertools import islice
from typing import Protocol

import pytest

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
            assert LARGEST_MAIL < len(given.raw) <= len(huge)
            assert given.raw == huge[: len(given.raw)]

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
