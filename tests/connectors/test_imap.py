"""The IMAP mailbox against a real Dovecot, with all it can do and with less of it."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from itertools import count
from pathlib import Path
from typing import Any

import mail_servers
import pytest
from mail_servers import CERTIFICATE, FULL, PASSWORD, Dovecot
from proxy import Proxy
from token_office import CLIENT, SECRET

from connectors.mailbox_contract import MailboxContract, mail
from paceline.ports import Examined, Finding, Recalling, SettingsError, Watching
from paceline_connectors import imap
from paceline_connectors.imap import ImapMailbox
from paceline_connectors.imap_reading import portions
from paceline_connectors.tokens import Sealed

_users = count(1)
ALL: tuple[str, ...] = ()
WAYS = {
    "move": (ALL, "Paceline"),
    "mark": (ALL, ""),
    "copy": (("MOVE",), "Paceline"),
    "copy without UIDPLUS": (("MOVE", "UIDPLUS"), "Paceline"),
    "bare": (("MOVE", "UIDPLUS", "CONDSTORE", "QRESYNC", "ENABLE", "IDLE", "NAMESPACE", "SPECIAL-USE"), ""),
}


class ImapPost:
    """A user of a Dovecot's, whose mail comes into a folder of a maildir."""

    def __init__(self, dovecot: Dovecot, proxy: Proxy, settled: str = "Paceline", folder: str = "Team") -> None:
        self.dovecot, self.proxy = dovecot, proxy
        self.user = f"u{next(_users)}"
        self.folder = folder
        self.settings: dict[str, Any] = {
            "host": "127.0.0.1",
            "port": proxy.port,
            "security": "none",
            "username": self.user,
            "password": PASSWORD,
            "inbox": folder,
            "settled": settled,
            "timeout": 20,
        }
        self._count = count(1)
        self._boxes: list[ImapMailbox] = []
        with closing(self.login()) as client:
            if folder != "INBOX":
                client.create_folder(folder)

    def login(self) -> Any:
        return self.dovecot.login(self.user)

    def mailbox(self, **settings: object) -> ImapMailbox:
        self._boxes.append(imap.mailbox({**self.settings, **settings}))
        return self._boxes[-1]

    def bring(self, raw: bytes) -> None:
        number = next(self._count)
        place = self.dovecot.folder / "home" / self.user / "Maildir" / f".{self.folder}"
        path = place / "tmp" / f"{1790000000 + number}.M{number}P1.host"
        path.write_bytes(raw)
        mail_servers.own(path, "nobody")
        path.rename(place / "new" / path.name)

    def lose(self, uid: str) -> None:
        with closing(self.login()) as client:
            client.select_folder(self.folder)
            client.delete_messages([int(uid.partition(".")[2])])
            client.expunge()

    def as_given(self, raw: bytes) -> bytes:
        """Dovecot gives every line end as CRLF, and no NUL (RFC 3501, 4.3.1)."""
        return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n").replace(b"\0", b"\x80")

    def away(self) -> AbstractContextManager[None]:
        return self.proxy.away()

    def cut(self, after: int) -> AbstractContextManager[Callable[[], bool]]:
        return self.proxy.cut(after)

    def hang_up(self) -> None:
        self.proxy.hang_up()

    def renumber(self) -> None:
        """The folder is made anew under its name, as after a restored backup."""
        with closing(self.login()) as client:
            client.rename_folder(self.folder, "Before")
            client.create_folder(self.folder)
            client.select_folder("Before")
            if uids := client.search():
                client.copy(uids, self.folder)

    def flags(self, folder: str) -> list[set[bytes]]:
        with closing(self.login()) as client:
            if not client.folder_exists(folder):
                return []
            client.select_folder(folder, readonly=True)
            uids = client.search()
            return [set(flags) - {rb"\Recent"} for flags in client.get_flags(uids).values()] if uids else []

    def close(self) -> None:
        for box in self._boxes:
            box.close()


@pytest.fixture
def dovecot() -> Dovecot:
    return mail_servers.dovecot()


@pytest.fixture(params=WAYS)
def post(request: pytest.FixtureRequest, dovecot: Dovecot) -> Iterator[ImapPost]:
    hidden, settled = WAYS[request.param]
    with Proxy(dovecot.imap, hide=hidden) as proxy:
        post = ImapPost(dovecot, proxy, settled)
        yield post
        post.close()


@pytest.fixture
def box(dovecot: Dovecot) -> Iterator[ImapPost]:
    """With all that Dovecot can."""
    with Proxy(dovecot.imap) as proxy:
        post = ImapPost(dovecot, proxy)
        yield post
        post.close()


class TestMailbox(MailboxContract):
    CAMPAIGN = "IMAP faults"


# --- settling --------------------------------------------------------------------------------------------------------


def settle_all(box: ImapMailbox) -> int:
    number = 0
    for given in box.fetch():
        box.settle(given)
        number += 1
    box.close()
    return number


def test_what_is_fetched_is_not_marked_as_seen(box: ImapPost) -> None:
    box.bring(mail("hello"))
    assert len(list(box.mailbox().fetch())) == 1
    assert box.flags("Team") == [set()]


@pytest.mark.parametrize("hidden", [(), ("MOVE",)])
def test_settled_mails_move_to_a_folder_of_their_own(dovecot: Dovecot, hidden: tuple[str, ...]) -> None:
    with Proxy(dovecot.imap, hide=hidden) as proxy:
        post = ImapPost(dovecot, proxy)
        for n in range(3):
            post.bring(mail(f"{n}"))
        assert settle_all(post.mailbox()) == 3
        assert (post.flags("Team"), len(post.flags("Paceline"))) == ([], 3)
        assert any(b"MOVE" in line for line in proxy.lines) == (not hidden)


def test_settled_mails_that_stay_are_marked(box: ImapPost) -> None:
    box.settings["settled"] = ""
    box.bring(mail("hello"))
    assert settle_all(box.mailbox()) == 1
    assert box.flags("Team") == [{rb"\Seen", b"$Paceline"}]


@pytest.mark.campaign("IMAP faults")
def test_without_uidplus_nobodys_deleted_mail_is_expunged(dovecot: Dovecot) -> None:
    with Proxy(dovecot.imap, hide=("MOVE", "UIDPLUS")) as proxy:
        post = ImapPost(dovecot, proxy)
        for n in range(2):
            post.bring(mail(f"{n}"))
        with closing(post.login()) as somebody:
            somebody.select_folder("Team")
            somebody.delete_messages([1])
        assert settle_all(post.mailbox()) == 1
        assert sorted(map(len, post.flags("Team"))) == [1, 3]
        assert len(post.flags("Paceline")) == 1


@pytest.mark.campaign("IMAP faults")
def test_a_mail_that_somebody_has_read_is_given_all_the_same(box: ImapPost) -> None:
    box.bring(mail("hello"))
    with closing(box.login()) as somebody:
        somebody.select_folder("Team")
        somebody.add_flags([1], [rb"\Seen"])
    assert settle_all(box.mailbox()) == 1


@pytest.mark.campaign("IMAP faults")
def test_where_mails_cannot_move_they_are_marked_and_newer_ones_still_come(box: ImapPost) -> None:
    box.settings["settled"] = "x" * 300  # no file system has such a name
    box.bring(mail("one"))
    assert settle_all(box.mailbox()) == 1
    assert box.flags("Team") == [{rb"\Seen", b"$Paceline"}]
    box.bring(mail("two"))
    assert [given.raw for given in box.mailbox().fetch()] == [mail("two")]


def test_mails_are_settled_many_at_a_time(box: ImapPost) -> None:
    for n in range(250):
        box.bring(mail(f"{n}"))
    mailbox = box.mailbox()
    assert [sum(1 for each in mailbox.fetch() if mailbox.settle(each) is None) for _ in range(3)] == [200, 50, 0]
    assert sum(b"UID MOVE" in line for line in box.proxy.lines) == 2  # the first is tried before the folder is made
    assert sum(b"SEARCH" in line for line in box.proxy.lines) == 1


def test_an_empty_folder_is_not_searched_again_until_something_changes(box: ImapPost) -> None:
    mailbox = box.mailbox()
    for _ in range(3):
        assert list(mailbox.fetch()) == []
    box.bring(mail("hello"))
    assert len(list(mailbox.fetch())) == 1
    assert sum(b"SEARCH" in line for line in box.proxy.lines) == 1


@pytest.mark.campaign("IMAP faults")
def test_a_mark_that_somebody_takes_off_makes_it_wait_again(box: ImapPost) -> None:
    box.settings["settled"] = ""
    box.bring(mail("hello"))
    mailbox = box.mailbox()
    for given in mailbox.fetch():
        mailbox.settle(given)
    assert list(mailbox.fetch()) == []
    with closing(box.login()) as somebody:
        somebody.select_folder("Team")
        somebody.remove_flags([1], [b"$Paceline"])
    assert len(list(mailbox.fetch())) == 1


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.campaign("IMAP faults")
def test_a_name_holds_the_folders_validity(box: ImapPost) -> None:
    box.bring(mail("hello"))
    [before] = box.mailbox().fetch()
    box.renumber()
    [after] = box.mailbox().fetch()
    assert before.raw == after.raw
    assert before.uid.partition(".")[0] != after.uid.partition(".")[0]


@pytest.mark.campaign("IMAP faults")
def test_numbers_given_anew_while_mail_is_read_mix_nothing_up(box: ImapPost) -> None:
    big = [mail(f"{n}") + b"x" * 3_000_000 + b"\r\n" for n in range(3)]
    for raw in big:
        box.bring(raw)
    mailbox = box.mailbox()
    going = mailbox.fetch()
    first = next(going)
    box.renumber()
    box.hang_up()
    assert [given.raw for given in going] == []
    mailbox.settle(first)
    assert [given.raw for given in mailbox.fetch()] == big


# --- hearing of new mail ---------------------------------------------------------------------------------------------


def test_it_hears_of_new_mail_at_once(box: ImapPost) -> None:
    mailbox = box.mailbox()
    assert isinstance(mailbox, Watching)
    assert list(mailbox.fetch()) == []
    assert not mailbox.wait(0.1)
    box.bring(mail("hello"))
    start = time.monotonic()
    assert mailbox.wait(20)
    assert time.monotonic() - start < 18
    [given] = mailbox.fetch()
    mailbox.settle(given)
    assert not mailbox.wait(0.1)
    assert not mailbox.wait(0.1)
    assert box.proxy.connections == 1


def test_what_came_before_it_listens_is_heard_too(box: ImapPost) -> None:
    mailbox = box.mailbox()
    assert list(mailbox.fetch()) == []
    box.bring(mail("hello"))
    assert mailbox.wait(60)


@pytest.mark.campaign("IMAP faults")
def test_news_that_come_in_one_piece_with_the_answer_to_idle_are_heard() -> None:
    says = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 IDLE\r\n",
        "SELECT": "* FLAGS ()\r\n* 0 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 1] x\r\n",
    }

    def serve(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection, connection.makefile("rb") as said:
            connection.sendall(b"* OK hello\r\n")
            for line in said:
                tag, verb = line.decode().split()[:2]
                if verb == "IDLE":
                    connection.sendall(b"+ idling\r\n* 1 EXISTS\r\n")
                else:
                    connection.sendall(f"{says.get(verb, '')}{tag} OK done\r\n".encode())

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=serve, args=(server,), daemon=True).start()
        there = {"host": "127.0.0.1", "port": server.getsockname()[1], "security": "none"}
        mailbox = imap.mailbox({**there, "username": "u", "password": "p", "timeout": 60})
        assert mailbox.wait(60)
        mailbox._line.drop()


@pytest.mark.campaign("IMAP faults")
def test_a_connection_that_is_lost_while_it_listens_is_told(box: ImapPost) -> None:
    mailbox = box.mailbox()
    assert not mailbox.wait(0.1)
    box.hang_up()
    with pytest.raises(ConnectionError):
        mailbox.wait(60)
    assert not mailbox.wait(0.1)


def test_a_server_that_does_not_tell_is_asked(dovecot: Dovecot) -> None:
    with Proxy(dovecot.imap, hide=("IDLE",)) as proxy:
        mailbox = ImapPost(dovecot, proxy).mailbox(poll=1)
        start = time.monotonic()
        assert mailbox.wait(30)
        assert time.monotonic() - start < 18
        assert not any(b"IDLE" in line for line in proxy.lines)


# --- what was sent ---------------------------------------------------------------------------------------------------

SENT = b"Message-ID: <sent-1@acme.example>\r\nSubject: x\r\n\r\nhello\r\n"


def test_what_was_sent_is_looked_up(box: ImapPost) -> None:
    box.dovecot.put(box.user, SENT, folder="Sent")
    unsure, sure = box.mailbox(), box.mailbox(files_sent=True)
    assert isinstance(sure, Recalling)
    assert (unsure.was_sent("<sent-1@acme.example>"), sure.was_sent("<sent-1@acme.example>")) == (True, True)
    # That it is not there says something only where the server itself puts it there.
    assert (unsure.was_sent("<sent-2@acme.example>"), sure.was_sent("<sent-2@acme.example>")) == (None, False)
    assert box.mailbox(sent="Sent", files_sent=True).was_sent("<sent-1@acme.example>") is True


def test_looking_up_what_was_sent_disturbs_no_fetch(box: ImapPost) -> None:
    for n in range(3):
        box.bring(mail(f"{n}") + b"x" * 3_000_000 + b"\r\n")
    mailbox = box.mailbox()
    for number, given in enumerate(mailbox.fetch()):
        assert given.raw.startswith(mail(f"{number}"))
        assert mailbox.was_sent("<nothing@acme.example>") is None
        mailbox.settle(given)
    assert number == 2


# --- the connection --------------------------------------------------------------------------------------------------

TRUSTED = {"ca_file": str(CERTIFICATE)}


def test_it_is_encrypted_and_the_certificate_checked(box: ImapPost, dovecot: Dovecot) -> None:
    box.bring(mail("hello"))
    for settings in ({"security": "tls", "port": dovecot.imaps}, {"security": "starttls", "port": dovecot.imap}):
        assert len(list(box.mailbox(**settings, **TRUSTED).fetch())) == 1
        with pytest.raises(ConnectionError, match="certificate"):
            list(box.mailbox(**settings).fetch())


def test_idle_works_over_tls(box: ImapPost, dovecot: Dovecot) -> None:
    mailbox = box.mailbox(security="tls", port=dovecot.imaps, **TRUSTED)
    assert not mailbox.wait(0.1)
    box.bring(mail("hello"))
    assert mailbox.wait(20)
    assert len(list(mailbox.fetch())) == 1


@pytest.mark.campaign("IMAP faults")
def test_a_server_that_stays_away_is_left_alone_for_a_while(box: ImapPost) -> None:
    mailbox = box.mailbox()
    with box.away():
        for _ in range(6):
            with pytest.raises(ConnectionError):
                list(mailbox.fetch())
    before = box.proxy.connections
    with pytest.raises(ConnectionError, match="asked again later"):
        list(mailbox.fetch())
    assert box.proxy.connections == before
    time.sleep(1.1)
    assert list(mailbox.fetch()) == []


@pytest.mark.campaign("IMAP faults")
def test_a_login_that_was_refused_is_not_tried_again_at_once(box: ImapPost) -> None:
    mailbox = box.mailbox(password="wrong")
    for _ in range(2):
        with pytest.raises(ConnectionError):
            list(mailbox.fetch())
    assert sum(b"LOGIN" in line for line in box.proxy.lines) == 1


def test_a_mail_of_which_a_server_says_that_it_is_empty_is_read_like_the_others() -> None:
    assert portions([(1, 0), (2, 5)]) == [[(1, 0), (2, 5)]]


def test_memory_stays_flat_whatever_lies_in_the_folder(box: ImapPost) -> None:
    import tracemalloc

    for n in range(12):
        box.bring(mail(f"{n}") + b"x" * 4_000_000 + b"\r\n")
    tracemalloc.start()
    assert sum(len(given.raw) > 4_000_000 for given in box.mailbox().fetch()) == 12
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40_000_000


# --- without a password ----------------------------------------------------------------------------------------------

KEY = "a key of thirty-two characters, at least"


@pytest.fixture
def google(dovecot: Dovecot, tmp_path: Path) -> Sealed:
    kept = Sealed(tmp_path / "google", KEY, "run: paceline auth google")
    kept.write({"client_id": CLIENT, "client_secret": SECRET, "token_uri": f"{dovecot.tokens.url}/token"})
    return kept


def allowed(box: ImapPost, kept: Sealed) -> dict[str, Any]:
    kept.write({**kept.read(), "refresh_token": box.dovecot.tokens.allow(box.user)})
    return {"password": "", "oauth": "google", "token_file": str(kept.file), "token_key": KEY}


@pytest.mark.parametrize("hidden", ["AUTH=OAUTHBEARER", "AUTH=XOAUTH2"])
def test_an_access_token_opens_it(dovecot: Dovecot, google: Sealed, hidden: str) -> None:
    with Proxy(dovecot.imap, hide=[hidden]) as proxy:
        post = ImapPost(dovecot, proxy)
        post.bring(mail("hello"))
        box = post.mailbox(**allowed(post, google))
        assert len(list(box.fetch())) == 1
        dovecot.tokens.revoke_all()
        proxy.hang_up()
        assert len(list(box.fetch())) == 1
        assert {b"XOAUTH2", b"OAUTHBEARER"} & {word for line in proxy.lines for word in line.split()} == {
            b"XOAUTH2" if "BEARER" in hidden else b"OAUTHBEARER"
        }


@pytest.mark.campaign("IMAP faults")
def test_a_token_that_was_revoked_says_how_to_get_another(box: ImapPost, google: Sealed) -> None:
    settings = allowed(box, google)
    google.write({**google.read(), "refresh_token": "revoked"})
    with pytest.raises(ConnectionError, match=r"revoked.*run: paceline auth google"):
        list(box.mailbox(**settings).fetch())


def test_a_token_without_this_scope_says_so(box: ImapPost, google: Sealed) -> None:
    settings = allowed(box, google)
    google.write({**google.read(), "scopes": ["https://www.googleapis.com/auth/calendar"]})
    with pytest.raises(ConnectionError, match=r"mail\.google\.com/ was not allowed"):
        list(box.mailbox(**settings).fetch())


# --- check -----------------------------------------------------------------------------------------------------------


def examined(box: ImapMailbox) -> dict[str, Finding]:
    assert isinstance(box, Examined)
    return {each.what: each for each in box.examine()}


def test_a_good_account_has_nothing_serious(box: ImapPost) -> None:
    found = examined(box.mailbox(files_sent=True))
    assert {what for what, each in found.items() if not each.fine} == set()
    assert {"login", "inbox", "IDLE", "MOVE", "UIDPLUS", "CONDSTORE", "settled", "sent"} <= found.keys()


def test_a_server_that_can_less_is_told_and_is_not_serious(dovecot: Dovecot) -> None:
    with Proxy(dovecot.imap, hide=("IDLE", "MOVE", "UIDPLUS", "CONDSTORE")) as proxy:
        found = examined(ImapPost(dovecot, proxy).mailbox())
    wrong = {what: each for what, each in found.items() if not each.fine}
    assert wrong.keys() == {"IDLE", "MOVE", "UIDPLUS", "CONDSTORE", "sent"}
    assert not any(each.serious for each in wrong.values())


@pytest.mark.parametrize(
    ("settings", "what", "said", "mend"),
    [
        ({"password": "wrong"}, "login", "AUTHENTICATIONFAILED", "set username and password"),
        ({"inbox": "Nowhere"}, "inbox", "Nowhere", "set inbox"),
        ({"settled": "x" * 300}, "settled", "x", "set `settled`"),
        ({"sent": "Nowhere"}, "sent", "no folder Nowhere", "set `sent`"),
        ({"host": "nowhere.invalid", "security": "tls"}, "connection", "no such host", "set host"),
        ({"port": 1}, "connection", "nothing answers", "is the server running"),
        ({"security": "tls"}, "connection", "does not speak TLS", "set port"),
        ({"security": "starttls"}, "connection", "certificate can't be verified", "set ca_file"),
        ({"security": "starttls", "ca_file": "/nowhere/ca.pem"}, "connection", "/nowhere/ca.pem", "set ca_file"),
        ({"security": "starttls", "ca_file": __file__}, "connection", "holds no certificate", "set ca_file"),
        ({"security": "starttls", "ca_file": "/dev/null"}, "connection", "holds no certificate", "set ca_file"),
        ({"host": "imap..acme.example", "security": "tls"}, "connection", "no such host", "set host"),
    ],
)
def test_a_failure_says_what_mends_it(
    box: ImapPost, dovecot: Dovecot, settings: dict[str, Any], what: str, said: str, mend: str
) -> None:
    port = {"port": dovecot.imap} if settings.get("security") == "starttls" else {}
    found = examined(box.mailbox(**{**port, **settings}))[what]
    assert not found.fine
    assert found.serious
    assert said in found.said
    assert mend in found.mend
    assert "wrong" not in found.said


def test_a_certificate_of_another_name_is_told(box: ImapPost, dovecot: Dovecot) -> None:
    with Proxy(dovecot.imaps, host="127.0.0.2", encrypted=True) as proxy:
        found = examined(box.mailbox(host="127.0.0.2", port=proxy.port, security="tls", **TRUSTED))["connection"]
    assert "another name's" in found.said
    assert "127.0.0.2" in found.said
    assert "set host" in found.mend


def test_a_server_without_tls_is_told(box: ImapPost, dovecot: Dovecot) -> None:
    with Proxy(dovecot.imap, hide=("STARTTLS",)) as proxy:
        found = examined(box.mailbox(port=proxy.port, security="starttls"))["connection"]
    assert "no STARTTLS" in found.said
    assert 'security to "tls"' in found.mend


def test_a_quota_that_is_used_up_is_told(box: ImapPost, dovecot: Dovecot) -> None:
    with closing(dovecot.login(FULL)) as client:
        client.select_folder("INBOX")
        for _ in range(2 - len(client.search())):
            client.append("INBOX", mail("x"))
    found = examined(box.mailbox(username=FULL, inbox="INBOX"))["quota"]
    assert (found.fine, found.serious) == (False, True)
    assert "used up" in found.said


def test_a_token_that_is_not_there_is_told(box: ImapPost, google: Sealed, tmp_path: Path) -> None:
    found = examined(box.mailbox(**{**allowed(box, google), "token_file": str(tmp_path / "none")}))["connection"]
    assert found.said.endswith(": nobody has allowed this yet")
    assert found.mend == "run: paceline auth google"


GOOD = {"host": "imap.acme.example", "username": "team", "password": "p"}


@pytest.mark.parametrize(
    ("settings", "keys"),
    [
        ({}, ["host", "password", "username"]),
        ({**GOOD, "security": "ssl"}, ["security"]),
        ({**GOOD, "security": "none"}, ["security"]),
        ({**GOOD, "oauth": "google"}, ["password", "token_file", "token_key"]),
        ({**GOOD, "token_file": "x"}, ["token_file"]),
        ({**GOOD, "settled": "INBOX"}, ["settled"]),
        ({**GOOD, "fodler": "INBOX"}, ["fodler"]),
        ({**GOOD, "password": "pässword"}, ["password"]),
        (
            {"host": "h", "username": "u", "oauth": "microsoft", "token_file": "x", "token_key": KEY},
            ["client_id"],
        ),
    ],
)
def test_settings_are_told_all_at_once(settings: dict[str, object], keys: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        imap.mailbox(settings)
    assert [key for key, _, _ in caught.value.problems] == keys


def test_the_password_is_never_shown() -> None:
    assert "s3cret" not in repr(imap.mailbox({**GOOD, "password": "s3cret"})._server)


def test_neither_mails_nor_the_password_go_to_a_log(box: ImapPost, caplog: pytest.LogCaptureFixture) -> None:
    box.bring(mail("secret-words"))
    with caplog.at_level(logging.DEBUG), closing(box.mailbox()) as mailbox:
        assert settle_all(mailbox) == 1
    assert caplog.records
    assert not [each for each in caplog.messages if "secret-words" in each or PASSWORD in each]
