"""Twelve weeks of three teams: thirty people in four time zones, who answer in time, late, twice or not at all; with
holidays, absences, bounces, a restart, a joiner, a leaver and new rules. After each day all that must hold is checked.

PACELINE_SEEDS="2 3 4" plays other seeds; `pytest -s` shows the figures, `python -m twelve_weeks 7` (in tests/) plays
one by hand.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from conversation import CONFIG, Conversation
from twelve_weeks import invariants
from twelve_weeks.evidence import DigestDue, Evidence, Sent, Told
from twelve_weeks.figures import figures
from twelve_weeks.play import Play

from paceline import app
from paceline.config import load
from paceline.domain.asks import Item
from paceline.domain.facts import (
    Accepted,
    Adopted,
    Agreed,
    Entry,
    Extended,
    Intended,
    Kept,
    Learned,
    Objected,
    Offered,
    Promised,
    Proposed,
    Renegotiated,
)

SEEDS = [int(seed) for seed in os.environ.get("PACELINE_SEEDS", "1").split()]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_twelve_weeks(tmp_path, seed) -> None:
    play = Play(tmp_path, seed).run()
    print(f"\nseed {seed}\n{figures(play)}")
    play.close()
    assert not play.broken, "\n".join(f"{day} {what}" for day, what in play.broken)
    assert len(play.evidence.facts) > 1500


@pytest.mark.slow
def test_two_weeks(tmp_path) -> None:
    """The same, short enough for every run."""
    play = Play(tmp_path, 3, weeks=2).run()
    play.close()
    assert not play.broken, "\n".join(f"{day} {what}" for day, what in play.broken)
    assert {letter.kind for letter in play.evidence.letters} > {"envelope", "reminder", "digest", "receipt", "outcome"}


# --- each invariant can be broken ------------------------------------------------------------------

MONDAY = datetime(2027, 3, 15, 8, tzinfo=UTC)
"""09:00 in Berlin."""
K = "kabcdefgh"
OCCURRENCE = f"{K}/20270315T120000Z"
MARLENE, ANSELM = "a" * 26, "b" * 26


def letter(key: str, person: str = "anselm", at: datetime = MONDAY, **more: object) -> Sent:
    plain = Sent(
        key=key, kind=key.partition("/")[0], team="platform", person=person, about="", items=(),
        message_id=f"<{key}>", created=at, at=at, subject="Quartz", text="Hello.", everything="Hello.", token="",
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def healthy() -> Evidence:
    """One day of a team on which all is well."""
    late = MONDAY - timedelta(days=9)
    facts: list[tuple[str, object, datetime, str]] = [
        ("C101", Promised("anselm", "the quartz draft", date(2027, 3, 19), needed_by=("marlene",)), late, "anselm"),
        ("C102", Offered("anselm", "the quartz schema", date(2027, 3, 19)), late, "marlene"),
        ("C103", Promised("anselm", "the quartz queue", date(2027, 3, 12)), late, "anselm"),
        ("D101", Intended("marlene", "freeze quartz", MONDAY - timedelta(hours=1), ("anselm",)), late, "marlene"),
        ("C101", Proposed("move", MONDAY, ("marlene",), "vendor", date(2027, 3, 22)), late, "anselm"),
        ("C104", Promised("anselm", "the quartz vendor", date(2027, 3, 8)), late, "anselm"),
        ("C104", Kept(late=True), MONDAY, "anselm"),
        ("C104", Learned("lesson", "ask sooner next time"), MONDAY, "anselm"),
        ("D101", Adopted(MONDAY - timedelta(hours=1), silent=("anselm",)), MONDAY - timedelta(hours=1), ""),
        ("C101", Renegotiated(date(2027, 3, 22), date(2027, 3, 19), "vendor"), MONDAY, "anselm"),
        ("C102", Accepted(), MONDAY, "anselm"),
        ("H101", Promised("anselm", "", date(2027, 3, 12)), MONDAY, "anselm"),
    ]
    entries = [
        Entry("platform", subject, fact, at, author, seq=seq)  # type: ignore[arg-type]
        for seq, (subject, fact, at, author) in enumerate(facts, start=1)
        if subject != "H101"
    ]
    return Evidence(
        letters=[
            letter("envelope/anselm/2027-03-11", at=MONDAY - timedelta(days=4), token=ANSELM,
                   items=(Item(1, "intent", "D101"),)),
            letter("envelope/marlene/2027-03-15", "marlene", token=MARLENE),
            letter(f"digest/{OCCURRENCE}/anselm", at=MONDAY + timedelta(hours=3), about=OCCURRENCE, token=ANSELM,
                   text="was due Fri 12 Mar: the quartz queue C103", everything=f"C103 async+{ANSELM}@acme.example"),
            letter("receipt/x", at=MONDAY + timedelta(hours=22), is_answer=True, kind="receipt"),
        ],
        facts=entries,
        digests_due=[DigestDue(K, MONDAY + timedelta(hours=4), "anselm")],
        items={"C101": ("anselm", "2027-03-22"), "C102": ("anselm", "2027-03-19"), "C103": ("anselm", "2027-03-12")},
        told=[Told("anselm", date(2027, 3, 29), date(2027, 4, 2), MONDAY)],
    )  # fmt: skip


def test_a_healthy_day_breaks_nothing() -> None:
    assert invariants.broken(healthy()) == []


def _sends(**more: object) -> Callable[[Evidence], None]:
    def doctor(e: Evidence) -> None:
        first = letter("envelope/anselm/2027-03-15", token="c" * 26)
        e.letters.append(replace(first, **more))  # type: ignore[arg-type]

    return doctor


def _says(subject: str, fact: object, *, before: bool = False, author: str = "anselm") -> Callable[[Evidence], None]:
    """A fact more, as the last of its subject or the one before the last."""

    def doctor(e: Evidence) -> None:
        last = max(entry.seq for entry in e.facts if entry.subject == subject)
        for at, entry in enumerate(e.facts):
            if entry.seq == last and before:
                e.facts[at] = replace(entry, seq=last * 10 + 5)
        at = next(entry.at for entry in e.facts if entry.subject == subject and entry.seq >= last)
        more = Entry("platform", subject, fact, at, author, seq=last * 10)  # type: ignore[arg-type]
        place = next(n for n, entry in enumerate(e.facts) if entry.subject == subject and entry.seq >= last)
        e.facts.insert(place if before else place + 1, more)

    return doctor


def _without(kind: type, subject: str) -> Callable[[Evidence], None]:
    def doctor(e: Evidence) -> None:
        e.facts = [entry for entry in e.facts if not (entry.subject == subject and isinstance(entry.fact, kind))]

    return doctor


def _away(who: str, what: str = "away") -> Callable[[Evidence], None]:
    def doctor(e: Evidence) -> None:
        e.told.append(Told(who, date(2027, 3, 15), date(2027, 3, 16), MONDAY - timedelta(days=1), what))

    return doctor


def _bounces(e: Evidence) -> None:
    e.came_back["envelope/anselm/2027-03-11"] = MONDAY - timedelta(days=3)


def _twice(e: Evidence) -> None:
    e.letters.append(e.letters[1])


def _another_digest(e: Evidence) -> None:
    e.letters.append(letter(f"digest/{OCCURRENCE}+/anselm", at=MONDAY + timedelta(hours=3), about=OCCURRENCE))


def _no_digest(e: Evidence) -> None:
    del e.letters[2]


def _forgotten_item(e: Evidence) -> None:
    del e.items["C103"]


def _stale_item(e: Evidence) -> None:
    e.items["C104"] = ("anselm", "2027-03-08")


BERLIN_NIGHT = MONDAY + timedelta(hours=11, minutes=30)
SUNDAY = MONDAY - timedelta(days=1)

BROKEN: list[tuple[str, str, Callable[[Evidence], None]]] = [
    ("an envelope in the evening", "asked_in_working_hours", _sends(at=MONDAY + timedelta(hours=10))),
    ("a request for help in the evening", "asked_in_working_hours",
     _sends(kind="help", at=MONDAY + timedelta(hours=10))),
    ("a digest in quiet hours", "asked_in_working_hours", _sends(kind="week", at=BERLIN_NIGHT)),
    ("an envelope on a Sunday", "asked_in_working_hours", _sends(at=SUNDAY)),
    ("an envelope on Women's Day, a holiday in Berlin", "asked_in_working_hours",
     _sends(at=MONDAY - timedelta(days=7))),
    ("two envelopes on a day", "one_envelope_a_day", _sends(person="marlene")),
    ("one that breaks out for what can wait", "one_envelope_a_day",
     _sends(key="envelope/anselm/2027-03-15+", items=(Item(1, "due", "C101"),))),
    ("somebody away is asked", "nobody_away_is_asked", _away("marlene")),
    ("somebody who stopped asks is asked", "nobody_stopped_is_asked", _away("marlene", "asks")),
    ("somebody who stopped digests gets one", "nobody_stopped_is_asked", _away("anselm", "digests")),
    ("silence of one whose letter came back", "silence_is_of_those_who_heard", _bounces),
    ("an adoption over an objection", "no_objection_is_passed_over",
     _says("D101", Objected("it breaks quartz"), before=True)),
    ("an offer is kept before it is accepted", "offers_count_when_accepted", _says("C102", Kept(), before=True)),
    ("an offer that nobody accepted is asked about", "offers_count_when_accepted",
     lambda e: (_without(Accepted, "C102")(e), _sends(items=(Item(1, "due", "C102"),))(e))[0]),
    ("late on its very day", "nothing_is_late_before_its_day_is_over",
     _says("C102", Kept(late=True))),
    ("a digest calls late what is due on Friday", "nothing_is_late_before_its_day_is_over",
     _sends(text="was due Fri 19 Mar: the quartz schema C102")),
    ("a change that nobody was asked about", "those_who_wait_are_asked_first", _without(Proposed, "C101")),
    ("another team's word", "teams_stay_apart", _sends(everything="the Juniper importer")),
    ("another team's name", "teams_stay_apart", _sends(everything="Kiran thanks you")),
    ("a lesson to somebody whom it does not concern", "lessons_stay_with_those_concerned",
     _sends(person="birte", text="Anselm: ask sooner next time")),
    ("somebody else's reply address", "reply_addresses_are_ones_own",
     _sends(everything=f"mailto:async%2B{MARLENE}@acme.example")),
    ("an id that is not there", "ids_are_of_the_readers_team", _sends(everything="C999 waits")),
    ("another team's id", "ids_are_of_the_readers_team", _sends(person="kiran", everything="C103 waits")),
    ("a letter twice", "letters_go_out_once", _twice),
    ("a digest twice", "digests_come_once", _another_digest),
    ("no digest", "digests_come_once", _no_digest),
    ("a week twice", "weeks_and_quarters_come_once",
     lambda e: (_sends(kind="week", key="week/1")(e), _sends(kind="week", key="week/2")(e))[0]),
    ("an answer to a pulse has an author", "a_pulse_has_no_names",
     _says("C101", Learned("lesson", "copper pulse 7 is said by nobody"))),
    ("a pulse of four", "a_pulse_has_no_names",
     _sends(text="\n".join(f"copper pulse {n} is said by nobody" for n in range(4)))),
    ("an open item is missing", "open_items_are_the_fold", _forgotten_item),
    ("a closed item is there", "open_items_are_the_fold", _stale_item),
]  # fmt: skip


@pytest.mark.parametrize(("named", "doctor"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_what_is_broken_is_seen(named, doctor) -> None:
    e = healthy()
    doctor(e)
    assert named in {line.partition(":")[0] for line in invariants.broken(e)}


def test_each_invariant_is_broken_by_something() -> None:
    assert {invariant.__name__ for invariant in invariants.INVARIANTS} == {named for _, named, _ in BROKEN}


def test_a_consent_counts_before_the_time_is_over() -> None:
    e = healthy()
    e.facts = [
        replace(entry, fact=replace(entry.fact, closes=MONDAY + timedelta(days=1)))
        if isinstance(entry.fact, Proposed)
        else entry
        for entry in e.facts
    ]
    assert "those_who_wait_are_asked_first" in {line.partition(":")[0] for line in invariants.broken(e)}


def test_who_was_waited_for_once_more_holds_nothing_up() -> None:
    e = healthy()
    _bounces(e)
    e.facts = [replace(x, fact=Adopted(x.fact.since)) if isinstance(x.fact, Adopted) else x for x in e.facts]
    two = ("anselm", "birte")
    e.facts = [replace(x, fact=replace(x.fact, audience=two)) if isinstance(x.fact, Intended) else x for x in e.facts]
    _says("D101", Extended(MONDAY, ("anselm",)), before=True, author="")(e)
    _says("D101", Agreed(), before=True, author="birte")(e)
    assert not [line for line in invariants.broken(e) if line.startswith("silence")]


# --- what the weeks have found ---------------------------------------------------------------------


@pytest.fixture
def abroad(tmp_path) -> Iterator[Conversation]:
    """Bo is in Los Angeles, nine hours behind."""
    bo = 'address = "bo@acme.example"\nteam = "platform"\nzone = "Europe/Berlin"'
    conversation = Conversation(tmp_path, config=CONFIG.replace(bo, bo.replace("Europe/Berlin", "America/Los_Angeles")))
    yield conversation
    conversation.close()


def test_what_is_asked_in_somebodys_night_comes_at_their_hour(abroad) -> None:
    """Ana's morning is midnight where Bo is: he is asked at 09:00 there, not at 07:00 when his quiet hours end, so that
    nothing else of that day has to wait."""
    abroad.says("ana", "Intent: drop Python 3.11 because it is old, review on 2 Dec", to="new")
    abroad.at("2026-11-24 19:00").says("bo", "D1 advice: watch the importer", to="new")
    abroad.at("2026-12-01 19:00").heard_all()
    abroad.at("2026-12-02 09:00").hears("ana", "Was it right?")
    abroad.at("2026-12-02 17:59").hears_nothing("bo")
    abroad.at("2026-12-02 18:00").hears("bo", "Was it right?")


def test_a_day_is_over_where_its_owner_is_before_anybody_calls_it_late(abroad) -> None:
    """Thursday 08:00 in Berlin is Wednesday in Los Angeles, where Bo has what is left of it."""
    abroad.invites("mara", start="2026-11-26 09:00")
    abroad.says("bo", "Commitment: ship the importer by 25 Nov", to="new")
    abroad.at("2026-11-26 08:00")
    digest = abroad.hears("ana", "Platform weekly", "Thu 26 Nov")
    assert "slipped" not in digest.text
    assert "was due" not in abroad.at("2026-11-26 16:00").hears("bo", "Platform weekly, Thu 26 Nov").text


def test_what_is_looked_up_is_late_when_its_day_is_over_where_its_owner_is(abroad) -> None:
    abroad.says("bo", "Commitment: ship the importer by 25 Nov for @ana", to="new")
    abroad.at("2026-11-26 08:30").says("ana", "find importer", to="new")
    assert "was due" not in abroad.hears("ana", "ship the importer").text
    abroad.at("2026-11-26 09:30").says("ana", "find importer", to="new")
    abroad.hears("ana", "was due Wed 25 Nov")


def test_what_a_leaver_has_promised_stops_nobodys_mail(team, tmp_path) -> None:
    """Who is taken out of the configuration has no address any more."""
    team.says("bo", "Commitment: ship the importer by 25 Nov", to="new")
    team.says("ana", "Commitment: write the runbook by 25 Nov", to="new")
    path = tmp_path / "paceline.toml"
    path.write_text(path.read_text().partition("[people.bo]")[0])
    app.prepare(load(path, {}))
    team.heard_all().at("2026-11-25 10:00").hears("ana", "Due today: write the runbook")
    team.hears_nothing("bo")
