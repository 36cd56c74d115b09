"""The maildir connector, held to both contracts, and what only a maildir has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from connectors.mailbox_contract import MailboxContract, mail
from connectors.transport_contract import RECIPIENT, SENDER, TransportContract, letter
from paceline.ports import LARGEST_MAIL, Mailbox, SettingsError, Transport
from paceline_connectors import maildir
from paceline_connectors.filing import Maildir


class MaildirPost:
    def __init__(self, path: Path, *, keep: bool) -> None:
        self.path = path
        self._keep = keep
        self._count = count(1)

    def mailbox(self) -> Mailbox:
        return maildir.mailbox({"path": str(self.path), "keep": self._keep})

    def bring(self, raw: bytes) -> None:
        # Not padded, as Dovecot and the standard library do it: the order is by number, not by letter.
        self.put(f"new/1790000000.M{next(self._count) * 7}P12.host", raw)

    def put(self, name: str, raw: bytes) -> None:
        for folder in ("tmp", "new", "cur"):
            (self.path / folder).mkdir(parents=True, exist_ok=True)
        (self.path / name).write_bytes(raw)

    def lose(self, uid: str) -> None:
        for folder in ("new", "cur"):
            for path in (self.path / folder).glob(f"{uid}*"):
                path.unlink()

    def as_given(self, raw: bytes) -> bytes:
        return raw


@pytest.fixture(params=[True, False], ids=["keep", "remove"])
def post(request: pytest.FixtureRequest, tmp_path: Path) -> MaildirPost:
    return MaildirPost(tmp_path / "Maildir", keep=request.param)


class TestMailbox(MailboxContract):
    CANNOT: ClassVar = {"connection": "a maildir is files: there is no connection"}


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_mail_is_given_in_the_order_of_the_unique_names_time(tmp_path: Path) -> None:
    post = MaildirPost(tmp_path, keep=True)
    in_order = ["9.z.host", "10.M5P1.host", "10.M30P1.host", "10.M30P2.host", "1700000000.a", "20000000000.b"]
    for name in sorted(in_order):
        post.put(f"new/{name}", mail(name))
    assert [given.uid for given in post.mailbox().fetch()] == in_order


def test_a_settled_mail_moves_to_cur_as_seen(tmp_path: Path) -> None:
    post = MaildirPost(tmp_path, keep=True)
    post.put("new/1.a.host", mail("hello"))
    box = post.mailbox()
    [given] = box.fetch()
    box.settle(given)
    assert (names(tmp_path / "new"), names(tmp_path / "cur")) == ([], ["1.a.host:2,S"])


def test_a_mail_that_another_program_moved_is_still_given_and_keeps_its_flags(tmp_path: Path) -> None:
    post = MaildirPost(tmp_path, keep=True)
    post.put("new/1.a.host", mail("hello"))
    box = post.mailbox()
    [before] = box.fetch()
    os.rename(tmp_path / "new/1.a.host", tmp_path / "cur/1.a.host:2,FR")
    [after] = box.fetch()
    assert before == after
    box.settle(after)
    assert names(tmp_path / "cur") == ["1.a.host:2,FRS"]
    assert list(box.fetch()) == []


def test_a_mail_that_moves_while_it_is_fetched_is_found(tmp_path: Path) -> None:
    post = MaildirPost(tmp_path, keep=True)
    post.put("new/1.a.host", mail("one"))
    post.put("new/2.b.host", mail("two"))
    fetching = post.mailbox().fetch()
    next(fetching)
    os.rename(tmp_path / "new/2.b.host", tmp_path / "cur/2.b.host:2,")
    assert [given.raw for given in fetching] == [mail("two")]


@pytest.mark.parametrize("flags", ["S", "T", "FST", "RS"])
def test_what_was_seen_or_trashed_elsewhere_is_not_given(tmp_path: Path, flags: str) -> None:
    post = MaildirPost(tmp_path, keep=True)
    post.put(f"cur/1.a.host:2,{flags}", mail("hello"))
    assert list(post.mailbox().fetch()) == []


def test_only_mails_are_mails(tmp_path: Path) -> None:
    post = MaildirPost(tmp_path, keep=True)
    post.put("new/.hidden", b"x")
    post.put("tmp/1.half", b"x")
    (tmp_path / "new/folder").mkdir()
    os.mkfifo(tmp_path / "new/pipe")
    assert list(post.mailbox().fetch()) == []


def test_a_name_that_is_no_text_has_a_uid_that_is(tmp_path: Path) -> None:
    post = MaildirPost(tmp_path, keep=True)
    post.put("new/1.a", mail("one"))
    os.rename(os.fsencode(tmp_path / "new/1.a"), os.fsencode(tmp_path) + b"/new/1.\xff\xfe")
    box = post.mailbox()
    [given] = box.fetch()
    assert given.uid.encode().isascii()
    box.settle(given)
    assert list(box.fetch()) == []


def test_no_more_is_read_than_tells_that_a_mail_is_too_large(tmp_path: Path) -> None:
    post = MaildirPost(tmp_path, keep=True)
    post.put("new/1.a", b"")
    os.truncate(tmp_path / "new/1.a", 40 * 1024 * 1024)
    [given] = post.mailbox().fetch()
    assert len(given.raw) == LARGEST_MAIL + 1


def test_a_maildir_that_cannot_be_is_an_absent_server(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    box = maildir.mailbox({"path": str(tmp_path / "file" / "Maildir")})
    with pytest.raises(ConnectionError, match="file/Maildir"):
        box.fetch()


class Story(RuleBasedStateMachine):
    """Mails come, are fetched, settled, moved by others and lost, in any order, over restarts."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.post = MaildirPost(Path(self.folder.name), keep=True)
        self.box = self.post.mailbox()
        self.waiting: dict[str, bytes] = {}
        self.number = 0

    @rule(folder=st.sampled_from(["new/{}", "cur/{}:2,", "cur/{}:2,R"]))
    def bring(self, folder: str) -> None:
        self.number += 1
        uid = f"{self.number}.x"
        self.post.put(folder.format(uid), mail(uid))
        self.waiting[uid] = mail(uid)

    @rule(data=st.data(), times=st.integers(1, 2))
    def settle(self, data: st.DataObject, times: int) -> None:
        if given := list(self.box.fetch()):
            chosen = data.draw(st.sampled_from(given))
            for _ in range(times):
                self.box.settle(chosen)
            del self.waiting[chosen.uid]

    @rule(data=st.data())
    def lose(self, data: st.DataObject) -> None:
        if self.waiting:
            uid = data.draw(st.sampled_from(sorted(self.waiting)))
            self.post.lose(uid)
            del self.waiting[uid]

    @rule()
    def restart(self) -> None:
        self.box.close()
        self.box = self.post.mailbox()

    @invariant()
    def gives_exactly_what_waits(self) -> None:
        in_order = sorted(self.waiting, key=lambda uid: int(uid.split(".")[0]))
        assert [(given.uid, given.raw) for given in self.box.fetch()] == [(uid, self.waiting[uid]) for uid in in_order]

    def teardown(self) -> None:
        self.folder.cleanup()


TestStory = Story.TestCase
TestStory.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)


class MaildirLine:
    def __init__(self, path: Path) -> None:
        self.path = path

    def transport(self) -> Transport:
        return maildir.transport({"path": str(self.path)})

    def taken(self) -> list[bytes]:
        box = maildir.mailbox({"path": str(self.path)})
        return [each.raw for each in box.fetch()]

    @contextmanager
    def away(self) -> Iterator[None]:
        hidden = self.path.with_name("hidden")
        if self.path.exists():
            self.path.rename(hidden)
        self.path.write_bytes(b"no folder")
        yield
        self.path.unlink()
        if hidden.exists():
            hidden.rename(self.path)


@pytest.fixture
def line(tmp_path: Path) -> MaildirLine:
    return MaildirLine(tmp_path / "out")


class TestTransport(TransportContract):
    CANNOT: ClassVar = {"connection": "a maildir is files: there is no connection"}

    def test_line_feeds_alone_are_line_ends(self, line: MaildirLine) -> None:
        """In a maildir they are: https://cr.yp.to/proto/maildir.html."""
        raw = letter(1).replace(b"\r\n", b"\n")
        self.send(line.transport(), raw)
        assert line.taken() == [raw]

    def test_many_letters_go_one_after_the_other(self, line: MaildirLine) -> None:
        """They lie in the order of their dates."""
        letters = [letter(n) for n in range(50)]
        for raw in reversed(letters):
            self.send(line.transport(), raw)
        assert line.taken() == letters


def test_the_same_letter_twice_is_there_once(line: MaildirLine) -> None:
    for _ in range(2):
        line.transport().send(letter(1), sender=SENDER, recipient=RECIPIENT)
    assert line.taken() == [letter(1)]


def test_the_same_letter_is_not_put_back_after_it_was_read(line: MaildirLine) -> None:
    transport = line.transport()
    transport.send(letter(1), sender=SENDER, recipient=RECIPIENT)
    reader = maildir.mailbox({"path": str(line.path)})
    [given] = reader.fetch()
    reader.settle(given)
    transport.send(letter(1), sender=SENDER, recipient=RECIPIENT)
    line.transport().send(letter(1), sender=SENDER, recipient=RECIPIENT)
    assert (names(line.path / "new"), names(line.path / "cur")) == ([], [f"{given.uid}:2,S"])


def test_one_message_to_two_people_is_two_letters(line: MaildirLine) -> None:
    transport = line.transport()
    transport.send(letter(1), sender=SENDER, recipient="ana@acme.example")
    transport.send(letter(1), sender=SENDER, recipient="bo@acme.example")
    assert len(line.taken()) == 2


def test_letters_without_an_id_are_told_apart_by_what_they_say(line: MaildirLine) -> None:
    transport = line.transport()
    for raw in (b"Subject: a\r\n\r\n1\r\n", b"Subject: a\r\n\r\n2\r\n", b"Subject: a\r\n\r\n1\r\n"):
        transport.send(raw, sender=SENDER, recipient=RECIPIENT)
    assert len(line.taken()) == 2


def test_an_id_and_a_date_never_become_a_path(line: MaildirLine) -> None:
    raw = b"Message-ID: <../../../evil@x>\r\nDate: 99999999999999\r\nSubject: x\r\n\r\nx\r\n"
    line.transport().send(raw, sender=SENDER, recipient="../../x@y")
    assert line.taken() == [raw]
    assert names(line.path.parent) == ["out"]


def test_nobody_else_may_read_what_it_writes(line: MaildirLine) -> None:
    line.transport().send(letter(1), sender=SENDER, recipient=RECIPIENT)
    [path] = (line.path / "new").iterdir()
    assert (path.stat().st_mode & 0o777, line.path.stat().st_mode & 0o777) == (0o600, 0o700)


def test_drafts_of_killed_writers_are_swept_after_a_day_and_a_half(tmp_path: Path) -> None:
    box = Maildir(tmp_path)
    box.make()
    for name, age in (("old", 37), ("young", 35)):
        path = tmp_path / "tmp" / name
        path.write_bytes(b"half")
        now = path.stat().st_mtime
        os.utime(path, (now - age * 3600, now - age * 3600))
    box.sweep()
    assert names(tmp_path / "tmp") == ["young"]


def test_settings_are_told_all_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        maildir.mailbox({"pth": "/x", "keep": "yes"})
    assert [key for key, _, _ in caught.value.problems] == ["keep", "path", "pth"]
    assert 'did you mean "path"?' in str(caught.value)
