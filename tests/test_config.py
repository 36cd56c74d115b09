"""What a configuration says, and what is told about a wrong one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from cases import ROOT

from paceline.config import Config, ConfigError, load
from paceline.config.keys import keys
from paceline.config.tables import LONGEST_ID, NAMED
from paceline.domain import circles
from paceline.domain.cadence import Settings, Span, cadence_id
from paceline.ledger import schema
from paceline.ports import SettingsError
from paceline_connectors import lmtp, smtp

SECRET = "0123456789abcdef0123456789abcdef"
EXAMPLE = ROOT / "config.example.toml"

SERVICE = f"""
[service]
address = "async@acme.example"
operator = "it@acme.example"
secret = "{SECRET}"
authserv_id = "mx.acme.example"
"""
TEAM = """
[teams.platform]
[people.ana]
address = "ana@acme.example"
"""


@pytest.fixture
def written(tmp_path: Path) -> Any:
    """Loads a configuration with these words in it."""

    def write(text: str, *, before: str = SERVICE, env: Mapping[str, str] | None = None) -> Config:
        path = tmp_path / "paceline.toml"
        path.write_text(before + text, encoding="utf-8")
        return load(path, env or {})

    return write


@pytest.fixture
def told(written: Any) -> Any:
    """The problems of a configuration with these words in it, each as a line."""

    def tell(text: str, **how: Any) -> list[str]:
        with pytest.raises(ConfigError) as raised:
            written(text, **how)
        return [str(problem) for problem in raised.value.problems]

    return tell


# --- what is said, and what is taken where nothing is said -----------------------------------------------------------


def test_four_lines_are_enough(written: Any, tmp_path: Path) -> None:
    config = written("")
    assert config.service.domain == "acme.example"
    assert config.service.secret == SECRET.encode()
    assert config.service.data == tmp_path / "data"
    assert config.ledger.url == f"sqlite:///{tmp_path}/data/ledger.db"
    assert (config.mailbox.connector, config.transport.connector) == ("lmtp", "smtp")
    assert config.mailbox.settings == {"spool": str(tmp_path / "data/spool")}
    assert (config.people, config.teams) == ((), ())


def test_the_defaults_are_those_of_an_event_that_says_nothing(written: Any) -> None:
    defaults, settings = written("").defaults, Settings()
    assert (defaults.template, defaults.ask) == (settings.template, settings.ask)
    assert (defaults.remind, defaults.digest) == (settings.remind, settings.digest)


def test_a_person_says_less_than_the_team_and_the_team_less_than_the_defaults(written: Any) -> None:
    config = written("""
        zone = "Europe/Berlin"
        locale = "de"
        [defaults]
        send_hour = "08:30"
        starts = "08:00"
        [teams.platform]
        zone = "Europe/London"
        starts = "10:00"
        country = "gb"
        [people.ana]
        address = "Ana@Acme.Example"
        aliases = ["ana.b@home.example"]
        starts = "11:00"
        workdays = ["mon", "Tuesday", "thu"]
    """)
    (ana,) = config.people
    assert (ana.name, ana.team, ana.country) == ("Ana", "platform", "GB")
    assert ana.addresses == ("ana@acme.example", "ana.b@home.example")
    assert (ana.zone, ana.locale) == ("Europe/London", "de")
    assert (ana.send_hour, ana.starts) == (time(8, 30), time(11))
    assert ana.workdays == {0, 1, 3}
    assert config.teams[0].members == ("ana",)
    assert config.defaults.starts == time(8)
    assert config.defaults_of("platform").starts == time(10)


def test_people_of_two_teams_say_which(written: Any) -> None:
    config = written("""
        [teams.platform]
        window_days = 3
        [teams.sales]
        name = "Sales & Care"
        [people.ana]
        address = "ana@acme.example"
        team = "sales"
    """)
    assert [(team.name, team.members) for team in config.teams] == [("Platform", ()), ("Sales & Care", ("ana",))]
    assert config.defaults_of("platform").window_days == 3
    assert config.defaults_of("sales").window_days == 2


@pytest.mark.parametrize(
    ("written_as", "span"),
    [
        ("1 day before", Span(days=1)),
        ("2 days", Span(days=2)),
        ("4 hours before", Span(lead=timedelta(hours=4))),
        ("90 minutes before", Span(lead=timedelta(minutes=90))),
        ("off", None),
    ],
)
def test_a_reminder_is_a_length_of_time_or_off(written: Any, written_as: str, span: Span | None) -> None:
    assert written(f'[defaults]\nremind = "{written_as}"').defaults.remind == span


def test_toml_s_own_times_are_read_too(written: Any) -> None:
    assert written("[defaults]\nsend_hour = 07:45:00").defaults.send_hour == time(7, 45)


def test_a_connector_gets_its_table_with_secrets_filled_in_and_paths_absolute(written: Any, tmp_path: Path) -> None:
    config = written(
        """
        [mailbox]
        connector = "maildir"
        path = "mail/in"
        [transport]
        host = "smtp.acme.example"
        password = "env:SMTP_PASSWORD"
        tls = { ca_file = "ca.pem" }
        """,
        env={"SMTP_PASSWORD": "hush"},
    )
    assert config.mailbox.settings == {"path": str(tmp_path / "mail/in")}
    assert config.transport.settings["password"] == "hush"
    assert config.transport.settings["tls"] == {"ca_file": str(tmp_path / "ca.pem")}


def test_no_secret_is_shown_by_accident(written: Any) -> None:
    config = written('[transport]\npassword = "hush"\n[ledger]\nurl = "postgresql://paceline:hush@db/paceline"')
    assert "hush" not in repr(config)
    assert SECRET not in repr(config)


def test_a_secret_may_lie_in_a_file(written: Any, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET + "\n")
    service = SERVICE.replace(f'secret = "{SECRET}"', 'secret_file = "secret"')
    assert written("", before=service).service.secret == SECRET.encode()


def test_a_relative_sqlite_file_lies_beside_the_configuration(written: Any, tmp_path: Path) -> None:
    assert written('[ledger]\nurl = "sqlite:///a.db"').ledger.url == f"sqlite:///{tmp_path}/a.db"
    assert written('[ledger]\nurl = "sqlite:////var/a.db"').ledger.url == "sqlite:////var/a.db"


# --- what is told ----------------------------------------------------------------------------------------------------


def test_everything_that_is_wrong_is_told_at_once(told: Any) -> None:
    problems = told(
        """
        [service]
        address = "async@acme.example"
        operater = "it@acme.example"
        zone = "Europe/Berln"
        [teams.platform]
        send_hour = "25:00"
        [people.ana]
        adress = "ana@acme.example"
        [ledgr]
        """,
        before="",
    )
    assert [problem.partition(":")[0] for problem in problems] == [
        "ledgr",
        "service.operater",
        "service.zone",
        "teams.platform.send_hour",
        "people.ana.adress",
        "service.operator",
        "service.secret",
        "people.ana.address",
        "service.authserv_id",
    ]


WRONG = [
    ('zone = "Europe/Berln"', "service.zone: ", 'did you mean "Europe/Berlin"?'),
    ('zone = "europe"', "service.zone: ", 'there is no time zone "europe"'),
    ('locale = "German"', "service.locale: ", '"de"'),
    ("name = 3", "service.name: ", "3 is not text; put it in double quotes"),
    ('trust = "dmrc"', "service.trust: ", 'did you mean "dmarc"?'),
    ('trsut = "dmarc"', "service.trsut: ", 'did you mean "trust"?'),
    ('allow_domains = ["acme..example"]', "service.allow_domains: ", '"acme..example" is no domain'),
    ('allow_domains = ["bücher.example"]', "service.allow_domains: ", "xn--bcher-kva.example"),
    ('allow_domains = "acme.example"', "service.allow_domains: ", "write it in brackets"),
    ('aliases = ["Reviews <reviews@acme.example>"]', "service.aliases: ", "without a name"),
    ("new_series_a_day = 0", "service.new_series_a_day: ", "a whole number from 1 to 10000"),
    ('templates = "nowhere"', "service.templates: ", "there is no folder"),
    ("[defaults]\nworkdays = []", "defaults.workdays: ", "no working day is left"),
    ('[defaults]\nworkdays = ["frii"]', "defaults.workdays: ", 'did you mean "fri"?'),
    ('[defaults]\nworkdays = ["m"]', "defaults.workdays: ", '"m" is no weekday'),
    ('[defaults]\nstarts = "9"', "defaults.starts: ", 'write hours and minutes of 24 hours: "09:00"'),
    ('[defaults]\nask = "yesterday"', "defaults.ask: ", '"1 day before"'),
    ('[defaults]\nask = "off"', "defaults.ask: ", '"off" is no length of time'),
    ("[defaults]\nwindow_days = 0", "defaults.window_days: ", "a whole number from 1 to 60"),
    ("[defaults]\nwindow_days = true", "defaults.window_days: ", "true is no number"),
    ('[ledger]\nurl = "mysql://a:hush@b/c"', "ledger.url: ", 'begin it with "sqlite://" or "postgresql://"'),
    ('[ledger]\nurl = "mysql://a:hush/hush@b/c"', "ledger.url: ", 'begin it with "sqlite://" or "postgresql://"'),
    ('[ledger]\nurl = "postgresql://a:hush[@b/c"', "ledger.url: ", "write [ ] / @ : ? # as %5B"),
    ('[queue]\nurl = "amqp://a"', "queue.url: ", '"redis://"'),
    ('[mailbox]\npassword = "env:NOT_THERE"', "mailbox.password: ", "NOT_THERE is not set"),
    ('teams = "platform"', "service.teams: ", "there is no such key"),
    ("[teams]\nplatform = 1", "teams.platform: ", "this must be a table"),
    ("[teams.Plat]", "teams.Plat: ", "[teams.plat]"),
    (f"[teams.{'p' * 41}]", f"teams.{'p' * 41}: ", f"[teams.{'p' * 40}]"),
    (TEAM + 'team = "plattform"', "people.ana.team: ", 'did you mean "platform"?'),
    (TEAM.replace("[teams.platform]", ""), "people.ana.team: ", "add a table for a team"),
    (TEAM + "[teams.sales]", "people.ana.team: ", "write one of platform, sales"),
    (TEAM + 'country = "Germany"', "people.ana.country: ", 'like "DE"'),
    (TEAM + 'starts = "18:00"', "people.ana.starts: ", "18:00 is not before 17:30"),
    (TEAM + '[people.bo]\naddress = "ANA@acme.example"', "people.bo.address: ", "is ana's too"),
    (TEAM + '[people.bo]\naddress = "async@acme.example"', "people.bo.address: ", "is the service's own"),
    (f'aliases = ["ana@acme.example"]\n{TEAM}', "people.ana.address: ", "is the service's own"),
    (TEAM + '[people.bo]\naddress = "Bo <bo@acme.example>"', "people.bo.address: ", "without a name"),
]


@pytest.mark.parametrize(("text", "key", "words"), WRONG)
def test_a_problem_names_its_key_and_what_would_work(told: Any, text: str, key: str, words: str) -> None:
    (problem,) = told(text)
    assert problem.startswith(key)
    assert words in problem
    assert "hush" not in problem


def test_the_longest_id_leaves_room_for_a_circle_in_the_ledger() -> None:
    """SQLite keeps what is too long for a column, PostgreSQL refuses it."""
    longest = circles.circle("t" * LONGEST_ID, cadence_id("weekly@acme.example"))
    holders = [table.c.team for table in schema.metadata.tables.values() if "team" in table.c]
    assert len(longest) <= min(column.type.length for column in holders)


@pytest.mark.parametrize(
    ("service", "words"),
    [
        (SERVICE.replace("async@", "async+x@"), 'without "+"'),
        (SERVICE.replace("async@", "a" * 36 + "@"), "at most 35 characters"),
        (SERVICE.replace(SECRET, "short"), "too few to sign with"),
        (SERVICE.replace(f'secret = "{SECRET}"', ""), "secret: it is missing"),
        (SERVICE.replace(f'secret = "{SECRET}"', 'secret_file = "nowhere"'), "nowhere can't be read: No such file"),
        (SERVICE + f'secret_file = "{EXAMPLE}"', "there is a secret_file too"),
        (SERVICE.replace(SECRET, "env:NOT_THERE"), "NOT_THERE is not set"),
        (SERVICE.replace("authserv_id", "#"), 'or trust = "token"'),
    ],
)
def test_what_the_service_can_t_do_without(told: Any, service: str, words: str) -> None:
    (problem,) = told("", before=service)
    assert words in problem


def test_without_authentication_results_the_token_is_the_proof(written: Any) -> None:
    service = SERVICE.replace("authserv_id", 'trust = "token" #')
    assert written("", before=service).service.trust == "token"


def test_a_file_that_is_not_toml_is_told_with_its_line(told: Any) -> None:
    (problem,) = told("name = Paceline")
    assert "it is not TOML" in problem
    assert "line 7" in problem


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="paceline init"):
        load(tmp_path / "paceline.toml", {})


# --- the example, held against the code ------------------------------------------------------------------------------


def uncommented(text: str) -> str:
    """The example with every "#key = value" said."""
    return re.sub(r"^#(?=[a-z_]+ = )", "", text, flags=re.MULTILINE)


def tables_of(text: str) -> Iterator[tuple[str, set[str]]]:
    for name, table in tomllib.loads(text).items():
        for each in table.values() if name in NAMED else (table,):
            yield name, set(each)


def settings_of(connector: Callable[[dict[str, Any]], object]) -> set[str]:
    """The settings that a connector names when it is given one that it does not know."""
    with pytest.raises(SettingsError) as raised:
        connector({"zzz": 1})
    (mend,) = (mend for key, _, mend in raised.value.problems if key == "zzz")
    return set(mend.removeprefix("there are ").split(", "))


def test_the_example_has_every_key_and_no_other() -> None:
    known = {name: set(table) for name, table in keys(ROOT).items()}
    known["mailbox"] |= settings_of(lmtp.mailbox)
    known["transport"] |= settings_of(smtp.transport)
    assert dict(tables_of(uncommented(EXAMPLE.read_text(encoding="utf-8")))) == known


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "paceline.toml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8"))
    as_it_is = load(path, {"PACELINE_SECRET": SECRET})
    path.write_text(uncommented(EXAMPLE.read_text(encoding="utf-8")))
    all_said = load(path, {"PACELINE_SECRET": SECRET})
    assert replace(all_said, mailbox=as_it_is.mailbox, transport=as_it_is.transport) == as_it_is
    assert lmtp._place(all_said.mailbox.settings) == lmtp._place(as_it_is.mailbox.settings)
    assert smtp.transport(all_said.transport.settings)._server == smtp.transport(as_it_is.transport.settings)._server


# --- calendar feeds --------------------------------------------------------------------------------------------------

SERVED = '[feeds]\nurl = "https://async.acme.example/"\nlisten = "127.0.0.1:8026"\n'


def test_calendar_feeds_are_off_until_they_are_wanted(written: Any, tmp_path: Path) -> None:
    assert not written("").feeds.are_on
    feeds = written(SERVED + 'folder = "feeds"\n').feeds
    assert feeds.are_on
    assert (feeds.url, feeds.listen) == ("https://async.acme.example", ("127.0.0.1", 8026))
    assert feeds.folder == tmp_path / "feeds"
    assert written(SERVED.replace("127.0.0.1", "[::1]")).feeds.listen == ("::1", 8026)
    assert written(SERVED.replace("https://async.acme.example/", "http://localhost:8026")).feeds.are_on


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("https:", "http:", 'feeds.url: "http://async.acme.example" is not encrypted'),
        ("https:", "webcal:", 'feeds.url: "webcal://async.acme.example" is no web address'),
        ("https://async.acme.example/", "async.acme.example", "is no web address"),
        ("acme.example/", "acme.example/?a=b", "is no web address"),
        ("async.acme", "user:pass@async.acme", "is no web address"),
        ("127.0.0.1:8026", "8026", 'feeds.listen: "8026" is no address to listen on'),
        ("127.0.0.1:8026", "127.0.0.1:80260", "is no address to listen on"),
        ('url = "https://async.acme.example/"', "", "feeds.url: it is missing"),
        ('listen = "127.0.0.1:8026"', "", "feeds.listen: nothing is behind feeds.url"),
    ],
)
def test_what_is_wrong_with_calendar_feeds(told: Any, was: str, now: str, words: str) -> None:
    problems = told(SERVED.replace(was, now))
    assert any(words in problem for problem in problems), problems
