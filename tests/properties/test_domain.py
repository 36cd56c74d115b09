"""Whatever anybody says, in whatever order: nothing raises, a refusal changes nothing, an undone mail never was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from situations import ANA, BO, COMMITMENTS, DECISIONS, HELP_REQUESTS, MARA, NOW, SAM, TODAY, held

from paceline.domain import commitments, decisions
from paceline.domain import help as help_requests
from paceline.domain.decide import decide
from paceline.domain.facts import Entry, Undone
from paceline.domain.outcome import Change, Refusal, Subject
from paceline.domain.people import Person
from paceline.domain.statements import Command, Intent, Promise, Ruling, Verb, When

FOLDS = {"C": commitments.fold, "D": decisions.fold, "H": help_requests.fold}
PEOPLE = (ANA, BO, MARA, SAM)

words = st.text(max_size=12) | st.sampled_from(["because", "a DBA", "the schema", "@bo"])
handles = st.sampled_from(["", "@ana", "@bo", "Mara Lind", "sam@acme.example", "@zed", "@"]) | st.text(max_size=8)
days = st.dates()
near = st.dates(TODAY - timedelta(days=5), TODAY + timedelta(days=40))
instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
shifts = st.tuples(st.integers(), st.sampled_from(["d", "w"]))
whens = st.one_of(
    st.none(),
    st.builds(When, words),
    st.builds(When, words, near | days, at=st.none() | instants),
    st.builds(When, words, readings=st.tuples(days, days)),
    st.builds(When, words, shift=shifts | st.tuples(st.integers(1, 9), st.sampled_from(["d", "w"]))),
)
commands = st.builds(
    Command,
    st.sampled_from(get_args(Verb)),
    st.just("the line"),
    st.sampled_from(["", "C1", "D1", "H1", "C77"]),
    words,
    whens,
    handles,
)
promises = st.builds(
    Promise, words, st.just("the line"), handles, whens, words, st.lists(handles, max_size=3).map(tuple)
)
rulings = st.builds(Ruling, words, st.just("the line"), words, whens)
intents = st.builds(Intent, words, st.just("the line"), words, whens, st.sampled_from([None, True, False]))
statements = st.one_of(commands, promises, rulings, intents)
people = st.sampled_from(PEOPLE)
subjects = st.none() | st.sampled_from([*COMMITMENTS.values(), *DECISIONS.values(), *HELP_REQUESTS.values()])

OPENED = {
    "C": Promise("ship the importer", "l", due=When("3 Dec", date(2026, 12, 3))),
    "D": Intent("drop Python 3.11", "l"),
    "H": Command("help", "l", "C9", "a DBA"),
}


class Ledger:
    """The facts of one subject, and what they come to."""

    def __init__(self, kind: str) -> None:
        self.kind, self.entries, self.mails = kind, (), 0
        subject = COMMITMENTS["open"] if kind == "H" else None
        self.now = NOW
        self.hears(ANA, OPENED[kind], subject)

    @property
    def state(self) -> Subject | None:
        return FOLDS[self.kind](self.entries)

    def hears(self, speaker: Person, said: object, subject: Subject | None) -> Change | Refusal:
        self.mails += 1
        outcome = decide(said, held(speaker, subject, now=self.now))  # type: ignore[arg-type]
        if isinstance(outcome, Change) and outcome.subject in (self.kind, f"{self.kind}1"):
            self.append(outcome.fact, speaker.id)
        return outcome

    def append(self, fact: object, author: str) -> None:
        number = len(self.entries) + 1
        entry = Entry("platform", f"{self.kind}1", fact, self.now, author, f"m{self.mails}", number)  # type: ignore[arg-type]
        self.entries = (*self.entries, entry)

    def about(self, said: Command) -> Command:
        return replace(said, subject=f"{self.kind}1")


conversations = st.lists(st.tuples(people, commands, st.integers(0, 60)), max_size=12)
kinds = st.sampled_from(["C", "D", "H"])


@given(statements, people, subjects)
def test_everything_is_decided(said, speaker, subject) -> None:
    outcome = decide(said, held(speaker, subject))
    assert isinstance(outcome, Change) or (outcome.line == said.line and outcome.why)


@given(statements, people, subjects)
def test_what_is_decided_is_about_what_was_spoken_of_or_opens_something(said, speaker, subject) -> None:
    outcome = decide(said, held(speaker, subject))
    if isinstance(outcome, Change):
        assert outcome.subject in ("C", "D", "H") or (subject and outcome.subject == subject.id)


@given(kinds, conversations)
def test_any_conversation_comes_to_a_state_and_a_refusal_changes_nothing(kind, said) -> None:
    ledger = Ledger(kind)
    for speaker, command, hours in said:
        ledger.now += timedelta(hours=hours)
        before = ledger.state
        outcome = ledger.hears(speaker, ledger.about(command), before)
        if isinstance(outcome, Refusal):
            assert ledger.state == before
        assert ledger.state is not None


@given(kinds, conversations, people, commands)
def test_undo_of_the_last_mail_gives_the_state_as_if_it_had_never_come(kind, said, speaker, last) -> None:
    ledger = Ledger(kind)
    for who, command, _ in said:
        ledger.hears(who, ledger.about(command), ledger.state)
    before = ledger.state
    ledger.hears(speaker, ledger.about(last), before)
    undone = f"m{ledger.mails}"
    ledger.mails += 1
    ledger.append(Undone(undone), speaker.id)
    assert ledger.state == before


@given(conversations)
def test_undo_of_the_first_mail_leaves_nothing(said) -> None:
    ledger = Ledger("C")
    for who, command, _ in said:
        ledger.hears(who, ledger.about(command), ledger.state)
    ledger.append(Undone("m1"), "ana")
    assert ledger.state is None


@given(conversations)
def test_a_commitment_never_slips_before_its_day_or_when_it_is_closed(said) -> None:
    ledger = Ledger("C")
    for who, command, hours in said:
        ledger.now += timedelta(hours=hours)
        ledger.hears(who, ledger.about(command), ledger.state)
        it = ledger.state
        assert it is not None
        assert not it.slipped(it.due)
        assert it.slipped(it.due + timedelta(days=1)) == it.is_open
        assert it.first_due <= date(2026, 12, 3)


@given(conversations)
def test_only_the_owner_or_somebody_in_their_name_changes_a_commitment(said) -> None:
    ledger = Ledger("C")
    for who, command, _ in said:
        before = ledger.state
        outcome = ledger.hears(who, ledger.about(replace(command, person="")), before)
        if isinstance(outcome, Change) and outcome.subject == "C1":
            assert who == ANA


@given(conversations)
def test_an_intent_is_never_unanimous_while_somebody_objects_or_is_not_heard(said) -> None:
    ledger = Ledger("D")
    for who, command, _ in said:
        ledger.hears(who, ledger.about(command), ledger.state)
        it = ledger.state
        assert it is not None
        assert not (it.unanimous and it.objections and set(it.audience) & {word.person for word in it.objections})
        assert (it.state == "objected") == (bool(it.objections) and it.state != "withdrawn")
        assert it.unanimous == ({"bo", "mara"} <= set(it.agreed))


@given(conversations)
def test_nobody_helps_and_can_not_help_at_once(said) -> None:
    ledger = Ledger("H")
    for who, command, _ in said:
        ledger.hears(who, ledger.about(command), ledger.state)
        it = ledger.state
        assert it is not None
        helping = {*it.takers, *(person for person, _ in it.parts)}
        assert not helping & set(it.declined)
        assert it.owner not in helping
        assert (it.state == "taken") == (bool(it.takers) and it.state != "closed")
        assert len(set(it.takers)) == len(it.takers)
