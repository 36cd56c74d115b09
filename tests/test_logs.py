"""What the log never holds: secrets, tokens, whole addresses, words of mails, what steers a terminal."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.request import urlopen

import main_job
import pace
import pytest
from conversation import CONFIG, Conversation
from hypothesis import given
from hypothesis import strategies as st
from main_job import Process, free_port, is_open, parsed, wait_for
from sink import EXTENSIONS, Sink

from paceline import logs
from paceline.clerks import arrivals
from paceline.config import load
from paceline.inbox import address
from paceline.logs import Careful

SECRET, PASSWORD, HUSH = "a secret of thirty-two characters, at least", "pass:w0rd%with/signs", "hush7hush"
TOKEN = address.sign(SECRET.encode(), "envelope/ana/2026-11-27", "ana")
CONFIGURED = (
    CONFIG.replace('connector = "maildir"\npath = "out"', f'connector = "smtp"\nhost = "x"\npassword = "{PASSWORD}"')
    + f'\n[ledger]\nurl = "postgresql://me:{HUSH}@127.0.0.1:1/none"\n'
)


@pytest.fixture
def careful(tmp_path: Path) -> Careful:
    path = tmp_path / "paceline.toml"
    path.write_text(CONFIGURED)
    return Careful(logs.secrets(load(path, {})))


def line(careful: Careful, message: str, error: BaseException | None = None) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    return careful.format(logging.LogRecord("paceline.x", logging.ERROR, __file__, 1, "%s", (message,), info))


HIDDEN = {
    "secret": f"the secret is {SECRET}",
    "secret as hex": SECRET.encode().hex(),
    "password of SMTP": f"535 5.7.8 {PASSWORD} is wrong",
    "password of the database": f'connection to "me" with {HUSH} failed',
    "in an address of a server": "can't reach redis://default:geheim99@queue.acme.example:6379/0",
    "authorization": "Authorization: Bearer eyJhbGciOi.J9.abc-_99",
    "refresh token": '{"refresh_token": "1//0gLongOne-abc", "scope": "mail"}',
    "reply address": f"no room for async+{TOKEN}@acme.example",
    "bounce address": f"<async+b-{TOKEN.upper()}@acme.example> unknown",
    "token alone": f"token {TOKEN}.",
    "feed": "GET /k3fz7q2mh5wab4cdy6eo2lsnx7tijp3r/due.ics",
    "address": "550 5.1.1 <ana.soto+home@acme.example>: no such user",
    "detail of the database": "duplicate key\nDETAIL:  Key (raw)=(I am leaving the company) already exists.",
}
WORDS = (
    SECRET, SECRET.encode().hex(), PASSWORD, HUSH, "geheim99", "eyJhbGciOi", "1//0gLongOne", TOKEN, TOKEN.upper(),
    "k3fz7q2mh5wab4cdy6eo2lsnx7tijp3r", "ana.soto", "leaving the company",
)  # fmt: skip


@pytest.mark.parametrize("what", HIDDEN)
def test_what_is_hidden(careful: Careful, what: str) -> None:
    said = line(careful, HIDDEN[what], OSError(HIDDEN[what]))
    assert [word for word in WORDS if word in said] == []


@pytest.mark.parametrize(
    "message",
    [
        "listening on 127.0.0.1 port 8025",
        "letter envelope/ana/2026-11-27: 450 4.2.0 mailbox busy, try later",
        "mail 3f0c1a2b9d8e: ValueError (quarantined)",
        "mailbox: it can be reached again",
        "connector lmtp lacks a package: No module named 'aiosmtpd'",
        "the zones' rules of this machine are older than 2026b; mend it with: pip install -U tzdata",
        "token_key does not open /var/lib/paceline/tokens: set the right key",
    ],
)
def test_what_is_of_use_stays(careful: Careful, message: str) -> None:
    assert line(careful, message).endswith(f"paceline.x: {message}")


def test_of_an_address_its_domain_stays(careful: Careful) -> None:
    assert line(careful, "550 <ana.soto@acme.example> unknown").endswith("550 <a…@acme.example> unknown")


@pytest.mark.parametrize("bad", ["\x1b[2J", "\r", "\u202e", "\u2066", "\x9b31m", "\x00", "\u2028", "\ufeff", "\x07"])
def test_nothing_steers_a_terminal_or_turns_the_reading_direction(careful: Careful, bad: str) -> None:
    said = line(careful, f"550 a{bad}b", OSError(f"c{bad}d"))
    assert bad not in said
    assert ascii(bad)[1:-1].partition("[")[0] in said


def test_no_message_looks_like_another_line_of_the_log(careful: Careful) -> None:
    forged = "550\n2026-11-26 10:00:00,000 ERROR paceline.flow: all is lost"
    said = line(careful, forged, OSError(forged)).splitlines()
    assert "\\n2026" in said[0]
    assert all(one.startswith("  ") for one in said[1:])


@given(st.text(max_size=300))
def test_whatever_is_said_is_one_printable_line(text: str) -> None:
    said = Careful().clean(text)
    assert "\n" not in said
    assert not logs._INVISIBLE.search(said)


def test_a_long_message_is_cut_in_no_time(careful: Careful) -> None:
    for text in (
        "a" * 10_000_000,
        "a." * 1_000_000 + "@",
        "password=" * 500_000,
        "a@b." * 1_000_000,
        "://a:" * 400_000,
    ):
        with pace.within(0.1):
            assert len(line(careful, text)) < logs.LONGEST + 100


def test_of_an_error_over_a_mail_only_the_kind_is_told(careful: Careful) -> None:
    try:
        try:
            int("I am leaving the company")
        except ValueError as cause:
            raise RuntimeError("I am leaving the company, too") from cause
    except RuntimeError as error:
        said = line(careful, "mail 3f0c", error)
    assert "leaving" not in said
    assert "  ValueError" in said
    assert "  RuntimeError" in said
    assert "test_logs.py" in said
    assert "Traceback" in said


def test_words_that_another_handler_kept_are_not_taken_over(careful: Careful) -> None:
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "m", (), (ValueError, ValueError("leaving"), None))
    logging.Formatter().format(record)
    assert "leaving" in str(record.exc_text)
    assert "leaving" not in careful.format(record)


@pytest.fixture
def stderr(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What was written so far; the log is put back as it was."""
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    levels = {name: logging.getLogger(name).level for name in logs.OURS}
    yield lambda: capsys.readouterr().err
    root.handlers[:] = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize("level", [logging.NOTSET, logging.DEBUG])
def test_others_say_nothing_below_a_warning(
    stderr: Callable[[], str], caplog: pytest.LogCaptureFixture, level: int
) -> None:
    """Whoever has set their level."""
    logs.begin(None, logging.DEBUG)
    logs.begin(None, logging.DEBUG)
    for name in ("sqlalchemy.engine", "httpx", "urllib3.connectionpool", "imapclient", "mail.log", "exchangelib"):
        caplog.set_level(level, name)
        logging.getLogger(name).debug("I am leaving the company")
        logging.getLogger(name).info("I am leaving the company")
    logging.getLogger("paceline.flow").debug("heard")
    heard = stderr()
    assert "DEBUG paceline.flow: heard" in heard
    assert "leaving" not in heard


def test_a_mail_that_can_not_be_handled_leaves_no_word_of_it(
    tmp_path: Path, stderr: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    team = Conversation(tmp_path)
    logs.begin(team.config, logging.DEBUG)

    def fails(_desk: object, arrival: object) -> None:
        raise ValueError(f"what is {arrival.raw!r}?")  # type: ignore[attr-defined]

    monkeypatch.setattr(arrivals, "settle", fails)
    team.says("ana", "I am leaving the company", to="new", subject="Canary")
    team.clock.instant += timedelta(hours=1)
    team.tick()
    said = stderr()
    assert "ValueError" in said
    for word in ("leaving", "Canary", "ana@acme.example"):
        assert word not in said
    assert "leaving" in str(team.inbox("new", "quarantined")[0]["reason"])
    team.close()


def test_what_the_database_was_given_is_not_told(tmp_path: Path, stderr: Callable[[], str]) -> None:
    team = Conversation(tmp_path)
    logs.begin(team.config)
    with team.ledger.begin() as tx:
        tx.exec_driver_sql("create trigger no before insert on facts begin select raise(abort, 'no'); end")
    team.says("ana", "Commitment: leave the company by 3 Dec", to="new")
    said = stderr()
    assert "IntegrityError" in said
    for told in (said, str(team.inbox("new")[0]["reason"])):
        assert "leave the company" not in told
    team.close()


# --- a real worker ---------------------------------------------------------------------------------------------------

DOORS = """
[mailbox]
connector = "lmtp"
protocol = "smtp"
listen = "127.0.0.1:{listen}"

[transport]
connector = "smtp"
host = "127.0.0.1"
port = {sink}
security = "none"
username = "async"
password = "{password}"
timeout = 5
answer_timeout = 10

[metrics]
listen = "127.0.0.1:{metrics}"
"""


class Loud(Process):
    def command(self, role: str) -> list[str]:
        return [*super().command(role), "--debug"]


@pytest.mark.slow
def test_a_worker_that_says_everything_says_no_secret(tmp_path: Path) -> None:
    """An invite, an answer, a stranger, a machine, a letter that is refused, a hostile mail; then every word is looked
    for in what the worker wrote, and in what it shows of its health."""
    port, metrics, password = free_port(), free_port(), "pass-w0rd-canary"
    with Sink(extensions=(*EXTENSIONS, "AUTH PLAIN LOGIN"), login=("async", password)) as sink:
        doors = DOORS.format(listen=port, sink=sink.port, password=password, metrics=metrics)
        (tmp_path / "paceline.toml").write_text(main_job.CONFIG.format(trust='trust = "token"', doors=doors))
        sink.answer("RCPT", "450 4.2.0 <bo@acme.example> canary-of-the-server is busy", times=1)
        process = Loud(tmp_path)
        try:
            process.start()
            wait_for(lambda: is_open(port), "the listener")
            post(port, main_job.invitation(datetime.now(UTC) + main_job.UNTIL_IT_STARTS), "mara", main_job.ROBOT)
            letter = wait_for(lambda: found(sink, "ana", "your update"), "an envelope")
            to, mail = main_job.answer("ana", letter, "Next\n- canary of the body in 3 days")
            mail.replace_header("Subject", "Re: canary of the subject")
            post(port, mail, "ana", to)
            post(port, written("eva@canary-stranger.example", "canary of a stranger"), "eva", to)
            post(port, written("ana@acme.example", "\x1b[2J\u202ecanary of a machine"), "", to)
            wait_for(lambda: found(sink, "ana", "Re:"), "a receipt")
            shown = "".join(
                urlopen(f"http://127.0.0.1:{metrics}/{path}", timeout=60).read().decode()
                for path in ("metrics", "health")
            )
            assert process.stop() == [0]
        finally:
            process.kill()
        tokens = {str(parsed(one.raw)["Reply-To"]).partition("+")[2].partition("@")[0] for one in sink.mails} - {""}
    said = process.log + shown
    assert "paceline_workers 1" in shown
    assert "huey" in said, "it was to say everything"
    planted = [
        *tokens, "a secret of thirty-two characters", password, "canary of", "eva@canary", "mara@acme.example",
        "ana@acme.example", "bo@acme.example", "\x1b", "\u202e",
    ]  # fmt: skip
    assert len(tokens) > 3
    assert [word for word in planted if word in said or word.upper() in said] == []


def written(sender: str, text: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, main_job.ROBOT, "canary of another subject"
    mail["Message-ID"] = f"<{abs(hash(text))}@canary.example>"
    mail.set_content(text)
    return mail


def post(port: int, mail: EmailMessage, who: str, to: str) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as smtp:
        smtp.send_message(mail, from_addr=f"{who}@acme.example" if who else "", to_addrs=[to])


def found(sink: Sink, who: str, words: str) -> EmailMessage | None:
    letters = (parsed(one.raw) for one in list(sink.mails) if one.recipient == f"{who}@acme.example")
    return next((one for one in letters if words in str(one["Subject"])), None)


@pytest.mark.slow
def test_a_worker_that_is_told_to_stop_ends_what_it_has_in_hand(tmp_path: Path) -> None:
    """Within the unit's TimeoutStopSec, though the server takes its time: the letter in hand goes once and is marked;
    what waits behind it stays, and goes after the next start."""
    port = free_port()
    with Sink() as sink:
        doors = DOORS.format(listen=port, sink=sink.port, password="", metrics=free_port())
        doors = doors.replace('username = "async"\npassword = ""\n', "").replace(
            "answer_timeout = 10", "answer_timeout = 60"
        )
        (tmp_path / "paceline.toml").write_text(main_job.CONFIG.format(trust='trust = "token"', doors=doors))
        process = Process(tmp_path)
        try:
            process.start()
            wait_for(lambda: is_open(port), "the listener")
            sink.slow("DOT", 6, times=1)
            post(port, main_job.invitation(datetime.now(UTC) + timedelta(days=3)), "mara", main_job.ROBOT)
            wait_for(lambda: "DATA" in " ".join(sink.commands), "a letter in hand")
            began = datetime.now(UTC)
            assert process.stop() == [0]
            took = datetime.now(UTC) - began
            assert not is_open(port)
            assert timedelta(seconds=2) < took < timedelta(seconds=120)
            assert len(sink.mails) == 1
            process.start()
            wait_for(lambda: is_open(port), "the listener")
            wait_for(lambda: len(sink.mails) >= 2, "what waited behind it")
            assert process.stop() == [0]
        finally:
            process.kill()
        ids = [str(parsed(one.raw)["Message-ID"]) for one in sink.mails]
        assert len(ids) == len(set(ids))
