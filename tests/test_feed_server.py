"""Calendar feeds over HTTP, as files, and on the command line."""

from __future__ import annotations

import logging
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from cli.terminal import paceline
from conversation import CONFIG, Conversation

from paceline import app, feed_files, feed_server, local_http
from paceline.clerks.desk import Desk
from paceline.clerks.feeds import Feeds, Whose
from paceline.feed_server import FeedServer

FEEDS = """
[feeds]
url = "https://async.acme.example/cal"
listen = "127.0.0.1:0"
folder = "feeds"
"""
ANA = Whose("person", "ana")


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Conversation]:
    conversation = Conversation(tmp_path, config=CONFIG + FEEDS)
    conversation.says("ana", "Commitment: ship the importer by 3 Dec", to="new")
    yield conversation
    conversation.close()


@pytest.fixture
def server(team: Conversation, monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedServer]:
    monkeypatch.setattr(local_http, "SECONDS", 0.5)
    monkeypatch.setattr(local_http, "LOOKS", 0.02)
    served = FeedServer(team.config, team.clock)
    served.start()
    yield served
    served.stop()


def token(team: Conversation, whose: Whose = ANA) -> str:
    with team.ledger.begin() as tx:
        return Feeds(Desk(team.config, tx, team.clock.now())).token(whose)


def ask(server: FeedServer, path: str, method: str = "GET", **fields: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(*server.address, timeout=60)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in fields.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def raw(server: FeedServer, octets: bytes) -> bytes:
    with socket.create_connection(server.address, timeout=60) as connection:
        connection.sendall(octets)
        received = b""
        try:
            while more := connection.recv(65536):
                received += more
        except ConnectionResetError:
            pass
    return received


# --- by HTTP ---------------------------------------------------------------------------------------------------------


def test_a_feed_is_served_with_what_calendars_look_at(team: Conversation, server: FeedServer) -> None:
    answer, body = ask(server, f"/{token(team)}/due.ics")
    assert answer.status == 200
    assert b"SUMMARY:ship the importer (C1)\r\n" in body
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, max-age=3600"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Last-Modified"] == "Mon, 23 Nov 2026 08:00:00 GMT"
    assert int(answer.headers["Content-Length"]) == len(body)
    assert answer.headers["Server"] == "Paceline"
    assert b"BEGIN:VTODO" in ask(server, f"/{token(team)}/tasks.ics")[1]


def test_head_is_the_same_without_the_body(team: Conversation, server: FeedServer) -> None:
    got, body = ask(server, f"/{token(team)}/due.ics")
    head, nothing = ask(server, f"/{token(team)}/due.ics", "HEAD")
    assert (head.status, nothing) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert int(head.headers["Content-Length"]) == len(body)


def test_what_has_not_changed_is_not_sent_again(team: Conversation, server: FeedServer) -> None:
    path = f"/{token(team)}/due.ics"
    etag = ask(server, path)[0].headers["ETag"]
    for tags in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer, body = ask(server, path, If_None_Match=tags)
        assert (answer.status, body, answer.headers["ETag"]) == (304, b"", etag)
    assert ask(server, path, If_None_Match='"other"')[0].status == 200
    team.at("2026-11-24 12:00")
    assert ask(server, path, If_None_Match=etag)[0].status == 304, "another day, and the same calendar"
    team.says("ana", "C1 to 7 Dec because late", to="new")
    answer, body = ask(server, path, If_None_Match=etag)
    assert answer.status == 200
    assert b"DTSTART;VALUE=DATE:20261207" in body


def test_a_date_is_believed_only_where_it_is_ours(team: Conversation, server: FeedServer) -> None:
    path = f"/{token(team)}/due.ics"
    changed = ask(server, path)[0].headers["Last-Modified"]
    assert ask(server, path, If_Modified_Since=changed)[0].status == 304
    assert ask(server, path, If_Modified_Since="Fri, 31 Dec 2027 08:00:00 GMT")[0].status == 200
    assert ask(server, path, If_Modified_Since=changed, If_None_Match='"other"')[0].status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/due.ics",
        "/{token}",
        "/{token}/",
        "/{token}/other.ics",
        "/{token}/due.ics/",
        "/{token}/../{token}/due.ics",
        "/{token}/due.ics?x=1",
        "/{upper}/due.ics",
        "/{wrong}/due.ics",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/favicon.ico",
        "/robots.txt",
        "//{token}/due.ics//",
    ],
)
def test_any_other_path_is_one_and_the_same_answer(team: Conversation, server: FeedServer, path: str) -> None:
    mine = token(team)
    answer, body = ask(server, path.format(token=mine, upper=mine.upper(), wrong=mine[::-1]))
    assert (answer.status, body) == (404, b"404 Not Found\n")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_an_address_that_was_given_up_is_as_if_it_had_never_been(team: Conversation, server: FeedServer) -> None:
    old = token(team)
    assert ask(server, f"/{old}/due.ics")[0].status == 200
    with team.ledger.begin() as tx:
        Feeds(Desk(team.config, tx, team.clock.now())).renew(ANA)
    gone, never = ask(server, f"/{old}/due.ics"), ask(server, f"/{old[::-1]}/due.ics")
    assert (gone[0].status, gone[1]) == (never[0].status, never[1]) == (404, b"404 Not Found\n")
    assert {k for k, _ in gone[0].getheaders()} == {k for k, _ in never[0].getheaders()}
    time.sleep(feed_server.KNOWN_FOR)
    assert ask(server, f"/{token(team)}/due.ics")[0].status == 200


def test_guessing_does_not_keep_the_ledger_busy(
    team: Conversation, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []
    feeds = feed_server._Shelf._feeds
    monkeypatch.setattr(feed_server, "KNOWN_FOR", 60.0)
    monkeypatch.setattr(feed_server._Shelf, "_feeds", lambda shelf: (read.append(1), feeds(shelf))[1])
    for number in range(30):
        assert ask(server, f"/{'abcdefghijklmnopqrstuvwxyz234567'[number % 32] * 32}/due.ics")[0].status == 404
    assert len(read) == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "TRACE", "BREW"])
def test_only_reading_is_possible(team: Conversation, server: FeedServer, method: str) -> None:
    answer, _ = ask(server, f"/{token(team)}/due.ics", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "octets",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /<script>alert(1)</script> HTTP/1.1 x\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"GET / HTTP/1.1\r\n" + b"X" * 7000 + b"\r\n\r\n",
        b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
        b"\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_without_a_word_of_it(
    team: Conversation, server: FeedServer, octets: bytes
) -> None:
    answer = raw(server, octets)
    assert b"script" not in answer
    assert b" 200 " not in answer.partition(b"\r\n")[0]
    assert ask(server, f"/{token(team)}/due.ics")[0].status == 200


def test_who_is_slow_is_cut_off_and_keeps_nobody_waiting(team: Conversation, server: FeedServer) -> None:
    slow = [socket.create_connection(server.address, timeout=60) for _ in range(local_http.WORKERS)]
    for connection in slow:
        connection.sendall(b"GET / HT")
    begun = time.monotonic()
    assert ask(server, f"/{token(team)}/due.ics")[0].status == 200
    assert time.monotonic() - begun < 40
    for connection in slow:
        assert connection.recv(100) == b""
        connection.close()


def test_a_trickle_does_not_buy_more_time(server: FeedServer) -> None:
    with socket.create_connection(server.address, timeout=60) as connection:
        begun = time.monotonic()
        with pytest.raises(OSError):
            trickle(connection)
        assert time.monotonic() - begun < 40


def trickle(connection: socket.socket) -> None:
    for _ in range(1000):
        connection.sendall(b"X")
        time.sleep(0.05)


def test_too_many_connections_are_closed_at_once(
    team: Conversation, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_http, "SECONDS", 60)
    waiting = [socket.create_connection(server.address, timeout=60) for _ in range(local_http.CONNECTIONS)]
    for _ in range(5):
        with socket.create_connection(server.address, timeout=60) as one_more:
            assert one_more.recv(10) == b""
    for connection in waiting:
        connection.close()
    time.sleep(0.2)
    assert ask(server, f"/{token(team)}/due.ics")[0].status == 200


def test_many_at_once_get_their_own(team: Conversation, server: FeedServer) -> None:
    paths = {who: f"/{token(team, Whose('person', who))}/due.ics" for who in ("ana", "bo", "mara")}
    wrong: list[str] = []

    def fetch(who: str) -> None:
        body = ask(server, paths[who])[1]
        if f"X-WR-CALNAME:Paceline: {who.capitalize()}\r\n".encode() not in body:
            wrong.append(who)

    threads = [threading.Thread(target=fetch, args=(who,)) for who in [*paths] * 10]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_no_address_is_logged(
    team: Conversation, server: FeedServer, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    mine = token(team)
    for path in (f"/{mine}/due.ics", f"/{mine}/nothing", f"/{mine[::-1]}/due.ics"):
        ask(server, path)
    ask(server, f"/{mine}/due.ics", "POST")
    raw(server, f"GET /{mine}/due.ics HTTP/9.9\r\n\r\n".encode())
    shown = caplog.text + "".join(capfd.readouterr())
    assert mine not in shown
    assert mine[::-1] not in shown


def test_a_ledger_that_is_away_is_no_lost_calendar(
    team: Conversation, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 404 would let calendars forget the subscription."""

    def away(_: object) -> None:
        raise RuntimeError("away")

    monkeypatch.setattr(feed_server._Shelf, "_feeds", away)
    assert ask(server, f"/{token(team)}/due.ics")[0].status == 503


# --- as files --------------------------------------------------------------------------------------------------------


def publish(team: Conversation) -> int:
    return app.publish(team.service)


def test_files_are_written_where_something_has_changed(team: Conversation, tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    assert publish(team) == 8, "three people and a team, events and tasks"
    file = folder / token(team) / "due.ics"
    assert b"ship the importer (C1)" in file.read_bytes()
    bos = (folder / token(team, Whose("person", "bo")) / "due.ics").stat().st_mtime_ns
    assert publish(team) == 0
    team.says("ana", "C1 to 7 Dec because late", to="new")
    assert publish(team) == 4, "Ana's and the team's"
    assert b"20261207" in file.read_bytes()
    assert (folder / token(team, Whose("person", "bo")) / "due.ics").stat().st_mtime_ns == bos
    team.says("ana", "C1 done", to="new")
    publish(team)
    team.at("2027-01-20 09:00")
    publish(team)
    assert b"VEVENT" not in file.read_bytes(), "no fact, but a day too many"


def test_files_are_private_and_can_not_be_listed(team: Conversation, tmp_path: Path) -> None:
    publish(team)
    folder = tmp_path / "feeds"
    for each in (folder, folder / token(team)):
        assert stat.S_IMODE(each.stat().st_mode) == 0o710
    assert stat.S_IMODE((folder / token(team) / "due.ics").stat().st_mode) == 0o640


def test_a_file_s_address_that_was_given_up_goes_away_and_nothing_else_does(team: Conversation, tmp_path: Path) -> None:
    publish(team)
    old, folder = token(team), tmp_path / "feeds"
    (folder / "index.html").write_text("nothing to see")
    (folder / "keep").mkdir()
    team.says("ana", "feed new", to="new")
    publish(team)
    assert not (folder / old).exists()
    assert (folder / token(team) / "due.ics").is_file()
    assert (folder / "index.html").is_file()
    assert (folder / "keep").is_dir()


def test_a_folder_that_can_t_be_written_keeps_no_mail_waiting(
    team: Conversation, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "feeds").write_text("a file")
    assert publish(team) == 0
    assert "calendars can't be written" in caplog.text
    assert token(team) not in caplog.text


def test_two_that_write_at_once_leave_each_other_alone(team: Conversation, tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    with feed_files._alone(tmp_path / "feeds") as note:
        assert note
        assert publish(team) == 0
    assert publish(team) == 8


# --- on the command line ---------------------------------------------------------------------------------------------


def test_the_commands(team: Conversation, tmp_path: Path) -> None:
    team.close()
    listed = paceline("feeds", "list", cwd=tmp_path)
    assert listed.code == 0
    assert listed.out.splitlines() == [
        "ana\tperson\tAna Soto", "bo\tperson\tBo Kim", "mara\tperson\tMara Lind", "platform\tteam\tPlatform",
    ]  # fmt: skip
    mine = f"https://async.acme.example/cal/{token(team)}"
    assert mine not in listed.out
    assert mine in paceline("feeds", "list", "--show", cwd=tmp_path).out
    assert "due" not in paceline("feeds", "list", "--json", cwd=tmp_path).records[0]
    assert paceline("feeds", "url", "ana", cwd=tmp_path).out == f"{mine}/due.ics\n"
    assert paceline("feeds", "url", "ana", "--tasks", cwd=tmp_path).out == f"{mine}/tasks.ics\n"
    (record,) = paceline("feeds", "url", "ana", "--json", cwd=tmp_path).records
    assert record == {"id": "ana", "kind": "person", "due": f"{mine}/due.ics", "tasks": f"{mine}/tasks.ics"}
    assert paceline("feeds", "write", cwd=tmp_path).out.startswith("8 files changed in ")
    fresh = paceline("feeds", "renew", "ana", cwd=tmp_path).out.strip()
    assert fresh != f"{mine}/due.ics"
    assert paceline("feeds", "url", "ana", cwd=tmp_path).out.strip() == fresh
    assert "there is no calendar of" in paceline("feeds", "url", "nobody", cwd=tmp_path).err


def test_a_tick_writes_the_files(team: Conversation, tmp_path: Path) -> None:
    team.close()
    assert paceline("tick", cwd=tmp_path).code == 0
    assert (tmp_path / "feeds" / token(team) / "due.ics").is_file()


def test_without_feeds_the_commands_say_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "paceline.toml").write_text(CONFIG)
    ran = paceline("feeds", "list", cwd=tmp_path)
    assert (ran.code, "add [feeds] with url" in ran.err) == (2, True)
    ran = paceline("run", "--role", "feeds", cwd=tmp_path)
    assert (ran.code, "feeds.listen" in ran.err) == (2, True)


def test_run_serves_them_and_writes_them(team: Conversation, tmp_path: Path) -> None:
    """As its user runs it: one process, with a ledger that is there already."""
    team.close()
    mine = token(team)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "paceline.toml").write_text(CONFIG + FEEDS.replace("127.0.0.1:0", f"127.0.0.1:{port}"))
    running = subprocess.Popen(
        [sys.executable, "-m", "paceline", "run"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    try:
        answer = asked_until_it_answers(port, f"/{mine}/due.ics")
    finally:
        running.terminate()
        said = running.communicate(timeout=120)[1]
    assert (answer, running.returncode) == (200, 0), said
    assert (tmp_path / "feeds" / mine / "due.ics").is_file()
    assert mine not in said


def asked_until_it_answers(port: int, path: str) -> int:
    for _ in range(600):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", path)
            return connection.getresponse().status
        except ConnectionError:
            time.sleep(0.1)
        finally:
            connection.close()
    return 0
