"""Gmail as a mailbox, held to the contract over the fake, and what only Gmail has."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

import pytest
from fakes.google import Fault, Google

from connectors.google_doors import ANA, US, Doors, cut, doors, google
from connectors.mailbox_contract import MailboxContract, mail
from paceline.ports import Mail, Mailbox, SettingsError
from paceline_connectors import google as connector
from paceline_connectors.google import inbox

__all__ = ["doors", "google"]
SETTLED = "Paceline/settled"


class GooglePost:
    def __init__(self, doors: Doors, *, archive: bool) -> None:
        self._doors = doors
        self._archive = archive

    def mailbox(self) -> Mailbox:
        return self._doors.mailbox(archive=self._archive)

    def bring(self, raw: bytes) -> None:
        self._doors.google.gmail().bring(raw)

    def lose(self, uid: str) -> None:
        self._doors.google.gmail().lose(uid)

    def as_given(self, raw: bytes) -> bytes:
        return raw

    def away(self) -> AbstractContextManager[None]:
        return self._doors.google.away()

    def cut(self, after: int) -> AbstractContextManager[Callable[[], bool]]:
        return cut(self._doors.google, after)

    def renumber(self) -> None:
        """Gmail's names for mails stay; it is the history that it forgets."""
        self._doors.google.gmail().forget_history()

    def hang_up(self) -> None:
        self._doors.google.hang_up()


@pytest.fixture(params=[True, False], ids=["archive", "label only"])
def post(request: pytest.FixtureRequest, doors: Doors) -> GooglePost:
    return GooglePost(doors, archive=request.param)


class TestMailbox(MailboxContract):
    pass


# --- what is settled, and by whom ------------------------------------------------------------------------------------


def given(box: Mailbox, limit: int = 200) -> list[bytes]:
    return [each.raw for each in box.fetch(limit)]


def settled(box: Mailbox) -> list[bytes]:
    """Take all that waits."""
    taken = []
    for each in box.fetch():
        box.settle(each)
        taken.append(each.raw)
    return taken


def test_a_settled_mail_bears_the_label_and_leaves_the_inbox(doors: Doors) -> None:
    store = doors.google.gmail()
    uid = store.bring(mail("hello"))
    settled(doors.mailbox())
    assert [message.id for message in store.with_label(SETTLED)] == [uid]
    assert store.messages[uid].labels & {"INBOX", "UNREAD"} == {"UNREAD"}


def test_with_archive_off_it_stays_in_the_inbox(doors: Doors) -> None:
    store = doors.google.gmail()
    uid = store.bring(mail("hello"))
    settled(doors.mailbox(archive=False, label="Robots/done already"))
    assert [message.id for message in store.with_label("Robots/done already")] == [uid]
    assert "INBOX" in store.messages[uid].labels
    doors.google.log.clear()
    assert given(doors.mailbox(archive=False, label="Robots/done already")) == []
    assert "gmail.users.messages.get" not in doors.google.log, "the list leaves out what is settled"


def test_what_is_not_in_the_inbox_is_not_given(doors: Doors) -> None:
    store = doors.google.gmail()
    spam = store.bring(mail("spam"), "SPAM")
    archived = store.bring(mail("archived"))
    box = doors.mailbox()
    fetching = box.fetch()
    store.relabel(archived, remove=("INBOX",))
    assert list(fetching) == []
    store.relabel(spam, add=("INBOX",), remove=("SPAM",))
    assert given(box) == [mail("spam")]


def test_a_person_may_have_a_mail_taken_once_more(doors: Doors) -> None:
    store = doors.google.gmail()
    uid = store.bring(mail("hello"))
    box = doors.mailbox()
    settled(box)
    [label] = store.labels
    store.relabel(uid, add=("INBOX",))
    assert given(box) == []
    store.relabel(uid, remove=(label,))
    assert given(box) == given(doors.mailbox()) == [mail("hello")]


def test_a_label_that_somebody_deleted_is_made_anew(doors: Doors) -> None:
    store = doors.google.gmail()
    store.bring(mail("one"))
    box = doors.mailbox()
    settled(box)
    store.delete_label(SETTLED)
    store.bring(mail("two"))
    assert settled(box) == [mail("two")]
    assert [message.raw for message in store.with_label(SETTLED)] == [mail("two")]
    assert given(doors.mailbox()) == []


def test_a_label_that_another_process_makes_at_the_same_moment_will_do(doors: Doors) -> None:
    doors.google.gmail().bring(mail("hello"))
    box = doors.mailbox()
    with doors.google.failing(Fault("gmail.users.labels.create", status=409, times=1)):
        assert settled(box) == [mail("hello")]
    assert given(box) == []


@pytest.mark.parametrize("uid", ["", "..", "1.nobody", "0" * 40, "ABC", "a/b"])
def test_a_name_that_gmail_would_not_give_is_settled_without_asking(doors: Doors, uid: str) -> None:
    box = doors.mailbox()
    box.settle(Mail(box.name, uid, b""))
    assert doors.google.log == []


# --- history ---------------------------------------------------------------------------------------------------------


def test_to_look_again_costs_two_units(doors: Doors) -> None:
    store = doors.google.gmail()
    store.bring(mail("one"))
    box = doors.mailbox()
    settled(box)
    before = doors.google.spent()
    assert given(box) == []
    assert doors.google.spent() - before == 2
    store.bring(mail("two"))
    assert given(box) == [mail("two")]


def test_a_history_that_google_has_forgotten_loses_nothing(doors: Doors) -> None:
    store = doors.google.gmail()
    for word in ("one", "two"):
        store.bring(mail(word))
    box = doors.mailbox()
    first, _ = box.fetch()
    box.settle(first)
    store.bring(mail("three"))
    store.forget_history()
    doors.google.log.clear()
    assert given(box) == [mail("two"), mail("three")]
    assert doors.google.log[:2] == ["gmail.users.history.list", "gmail.users.getProfile"]
    store.bring(mail("four"))
    assert settled(box) == [mail("two"), mail("three"), mail("four")]


@pytest.mark.parametrize("step", ["getProfile", "labels.list", "messages.list", "messages.get", "messages.modify"])
def test_what_comes_between_two_requests_is_not_missed(doors: Doors, step: str) -> None:
    store = doors.google.gmail()
    store.bring(mail("one"))
    box = doors.mailbox()
    comes = Fault(f"gmail.users.{step}", how="meanwhile", times=1, do=lambda: store.bring(mail("two")))
    with doors.google.failing(comes):
        taken = settled(box)
    assert sorted(taken + settled(box)) == sorted([mail("one"), mail("two")])


def test_lists_come_in_pages(doors: Doors) -> None:
    store = doors.google.gmail()
    store.page = 3
    words = [f"{n}" for n in range(10)]
    for word in words[:7]:
        store.bring(mail(word))
    box = doors.mailbox()
    assert given(box) == [mail(word) for word in words[:7]]
    for word in words[7:]:
        store.bring(mail(word))
        store.bring(mail("elsewhere"), "SPAM")
    assert settled(box) == [mail(word) for word in words]
    assert given(box) == given(doors.mailbox()) == []


def test_however_many_wait_only_so_many_names_are_kept(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "_KEPT", 4)
    store = doors.google.gmail()
    for n in range(10):
        store.bring(mail(f"{n}"))
    box = doors.mailbox()
    assert given(box) == [mail(f"{n}") for n in range(4)], "the oldest"
    for n in range(10, 13):
        store.bring(mail(f"{n}"))
    assert len(given(box)) == 4
    taken = []
    while more := settled(box):
        taken += more
    assert taken == [mail(f"{n}") for n in range(13)]


def test_what_comes_while_all_that_is_kept_waits_comes_later(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "_KEPT", 2)
    store = doors.google.gmail()
    words = [mail(f"{n}") for n in range(5)]
    for word in words[:2]:
        store.bring(word)
    box = doors.mailbox()
    assert given(box) == words[:2]
    for word in words[2:]:
        store.bring(word)
    taken = []
    while more := settled(box):
        taken += more
    assert taken == words


# --- trouble ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["lose", "unheard", "refuse", "garble", "hang up"])
def test_trouble_at_any_step_neither_loses_nor_doubles(doors: Doors, how: str) -> None:
    store = doors.google.gmail()
    for step in range(12):
        for word in ("one", "two"):
            store.bring(mail(f"{step} {word}"))
        box = doors.mailbox()
        kept: dict[str, bytes] = {}
        with doors.google.failing(Fault(how=how, after=step, times=1)):
            for _ in range(2):
                with suppress(ConnectionError):
                    for each in box.fetch():
                        kept[each.uid] = each.raw
                        box.settle(each)
        for each in box.fetch():
            kept[each.uid] = each.raw
            box.settle(each)
        assert sorted(kept.values()) == sorted(mail(f"{step} {word}") for word in ("one", "two"))
        assert given(doors.mailbox()) == []


@pytest.mark.parametrize("status", [500, 400, 403])
def test_a_mail_that_google_cannot_give_does_not_keep_the_others_waiting(doors: Doors, status: int) -> None:
    store = doors.google.gmail()
    bad, *_ = [store.bring(mail(f"{n}")) for n in range(4)]
    box = doors.mailbox()
    taken: list[bytes] = []
    with doors.google.failing(Fault("gmail.users.messages.get", status=status, about=bad)):
        for _ in range(5):
            with suppress(ConnectionError):
                for each in box.fetch():
                    box.settle(each)
                    taken.append(each.raw)
        assert taken == [mail(f"{n}") for n in range(1, 4)]
    assert settled(box) == [mail("0")]


@pytest.mark.parametrize(
    "fault",
    [
        Fault("gmail", status=429, headers={"Retry_After": "1"}),
        Fault("gmail", status=403, reason="rateLimitExceeded", headers={"Retry_After": "1"}),
        Fault("gmail", status=403, reason="userRateLimitExceeded", headers={"Retry_After": "1"}),
    ],
    ids=["429", "403", "403 user"],
)
def test_google_is_left_alone_as_long_as_it_asks_for(doors: Doors, fault: Fault) -> None:
    doors.google.gmail().bring(mail("hello"))
    box = doors.mailbox()
    with doors.google.failing(fault):
        with pytest.raises(ConnectionError, match=r"Quota|Forbidden"):
            box.fetch()
        asked = len(doors.google.log)
        for other in (box, doors.mailbox()):
            with pytest.raises(ConnectionError, match="left alone"):
                other.fetch()
        assert len(doors.google.log) == asked
    time.sleep(1.1)
    assert given(box) == [mail("hello")]


def test_the_units_of_a_minute_are_never_overdrawn(doors: Doors) -> None:
    doors.google.units = 1000
    for n in range(60):
        doors.google.gmail().bring(mail(f"{n}"))
    box = doors.mailbox(units_per_minute=1000)
    taken = settled(box)
    assert taken == [mail(f"{n}") for n in range(len(taken))]
    assert 25 < len(taken) < 35
    with pytest.raises(ConnectionError, match="units a minute"):
        settled(box)
    assert doors.google.spent() <= 800, "a fifth is for letters"
    doors.transport(units_per_minute=1000).send(
        b"To: bo@elsewhere.example\r\n\r\nhello\r\n", sender=US, recipient="bo@elsewhere.example"
    )
    assert len(doors.google.letters) == 1


def test_a_token_that_has_run_out_is_fetched_anew(doors: Doors) -> None:
    box = doors.mailbox()
    assert given(box) == []
    doors.google.grants.expire()
    doors.google.gmail().bring(mail("hello"))
    assert given(box) == [mail("hello")]


def test_another_address_is_another_mailbox(doors: Doors, google: Google) -> None:
    google.gmail(ANA).bring(mail("for ana"))
    ours = doors.mailbox()
    hers = connector.mailbox({**doors.settings(), "account": ANA})
    assert (given(ours), given(hers)) == ([], [mail("for ana")])
    assert ours.name != hers.name


# --- settings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "keys"),
    [
        ({}, ["account", "token_file", "token_key"]),
        ({"account": "ana", "key_file": "k"}, ["account"]),
        ({"account": US, "token_file": "t"}, ["token_key"]),
        ({"account": US, "key_file": "k", "token_file": "t"}, ["key_file"]),
        ({"account": US, "key_file": "k", "label": 'a" OR in:spam'}, ["label"]),
        ({"account": US, "key_file": "k", "label": ""}, ["label"]),
        ({"account": US, "key_file": "k", "archive": "yes", "labels": "x"}, ["archive", "labels"]),
        ({"account": US, "key_file": "k", "endpoint": "http://proxy.example"}, ["endpoint"]),
        ({"account": US, "key_file": "k", "units_per_minute": 10}, ["units_per_minute"]),
    ],
)
def test_settings_are_told_all_at_once(settings: dict[str, object], keys: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        connector.mailbox(settings)
    assert [key for key, _, _ in caught.value.problems] == keys


@pytest.mark.parametrize(
    ("text", "words"), [(None, "can't be read"), ("{", "no service account's key"), ("{}", "no service account's key")]
)
def test_a_key_that_is_none_is_told_in_words(doors: Doors, text: str | None, words: str) -> None:
    doors.key.unlink()
    if text is not None:
        doors.key.write_text(text)
    with pytest.raises(ConnectionError, match=words):
        doors.mailbox().fetch()


def test_nothing_of_googles_is_loaded_before_it_is_needed() -> None:
    program = (
        "import sys, paceline_connectors.google as google\n"
        "google.mailbox({'account': 'a@b.example', 'key_file': 'k'})\n"
        "print([name for name in sys.modules if name.startswith(('google', 'httplib2', 'oauthlib', 'requests'))])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
