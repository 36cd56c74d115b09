"""What a digest says, for whom, from made-up material."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from situations import (
    ANA,
    ASKED,
    BO,
    CLOSES,
    COMMITMENTS,
    DECISIONS,
    DUE,
    HELP_REQUESTS,
    INTENDED,
    MARA,
    NOW,
    OFFERED,
    PROMISED,
    SAM,
    commitment,
    decision,
    entries,
    help_request,
    person,
)

from paceline.agenda.contents import Away, Change, Need, PersonUpdate
from paceline.agenda.digest import compose
from paceline.agenda.material import Material
from paceline.domain.cadence import Occurrence
from paceline.domain.facts import (
    Adopted,
    Advised,
    Agreed,
    Decided,
    Declined,
    Dropped,
    HelpDeclined,
    HelpTaken,
    HelpThanked,
    Kept,
    MarkedAtRisk,
    Objected,
    OwnerLeft,
    OwnershipDelegated,
    Promised,
    Renegotiated,
    ReplacementIntended,
    ReviewMissed,
    Undone,
    Updated,
    Withdrawn,
)
from paceline.domain.people import Absence

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
THIS = Occurrence("k", MONDAY, MONDAY, 30, "Platform weekly")
PEOPLE = {one.id: one for one in (ANA, BO, MARA)}


def material(**more: object) -> Material:
    first: dict[str, object] = {
        "title": "Platform weekly",
        "occurrence": THIS,
        "organizer": "mara",
        "people": PEOPLE,
        "headings": {"done": "Done", "next": "Next"},
        "entries": (),
        "changed": (),
        "open": (),
        "updates": {},
        "late": {},
        "names": {"ana": "Ana", "bo": "Bo", "mara": "Mara"},
        "team": "platform",
    }
    return Material(**{**first, **more})  # type: ignore[arg-type]


def at(day: date) -> Occurrence:
    return replace(THIS, start=datetime(day.year, day.month, day.day, 9, tzinfo=UTC))


# --- needs you -------------------------------------------------------------------------------------------------------


def needs(reader, *items, **more) -> tuple[Need, ...]:
    return compose(material(open=items, **more), reader).needs_you


def test_a_help_request_needs_everybody_but_who_asks_and_who_can_not() -> None:
    need = Need("help", "H1", "a DBA for an hour", "Ana")
    it = help_request(ASKED)
    assert needs(BO, it) == (need,)
    assert needs(ANA, it) == ()
    assert needs(BO, help_request(ASKED, (HelpDeclined(), "bo"))) == ()
    assert needs(MARA, help_request(ASKED, (HelpDeclined(), "bo"))) == (need,)
    assert needs(BO, HELP_REQUESTS["taken"]) == ()


def test_an_intent_needs_those_whose_word_it_waits_for() -> None:
    it = DECISIONS["intended"]
    assert needs(BO, it) == (Need("intent", "D1", "drop Python 3.11", "Ana", closes=it.closes),)
    assert needs(ANA, it) == ()
    assert needs(BO, decision(INTENDED, (Agreed(), "bo"))) == ()


def test_an_objection_needs_its_owner() -> None:
    it = decision(INTENDED, (Objected("the edge"), "bo"), (Objected("the farm"), "mara"))
    assert needs(ANA, it) == (Need("objection", "D1", "drop Python 3.11", "Mara", reason="the farm"),)
    assert needs(BO, it) == ()


def test_an_offer_needs_who_was_asked() -> None:
    it = COMMITMENTS["offered"]
    assert needs(BO, it) == (Need("offer", "C1", "review the schema", "Ana", due=DUE),)
    assert needs(ANA, it) == ()


def test_what_is_handed_on_or_about_to_change_needs_whose_word_it_waits_for() -> None:
    handed, moving, what = COMMITMENTS["handing"], COMMITMENTS["moving"], "ship the importer"
    assert needs(BO, handed) == (Need("offer", "C1", what, "Ana", due=DUE),)
    assert needs(MARA, handed) == ()
    change = Need("change", "C1", what, "Ana", due=date(2026, 12, 8), closes=CLOSES, reason="because")
    assert needs(MARA, moving) == (change,)
    assert needs(BO, COMMITMENTS["contradicted"]) == (), "Bo has spoken"


@pytest.mark.parametrize(("day", "kind"), [(DUE, "due"), (DUE + timedelta(days=1), "late")])
def test_a_commitment_needs_its_owner_on_its_day_and_after(day, kind) -> None:
    it = COMMITMENTS["open"]
    assert needs(ANA, it, occurrence=at(day)) == (Need(kind, "C1", "ship the importer", due=DUE),)
    assert needs(ANA, it, occurrence=at(DUE - timedelta(days=1))) == ()
    assert needs(BO, it, occurrence=at(day)) == ()


def test_what_its_owner_wants_to_move_is_not_late_while_others_may_speak() -> None:
    day = DUE + timedelta(days=1)
    assert [need.kind for need in needs(ANA, COMMITMENTS["moving"], occurrence=at(day))] == ["due"]
    assert [need.kind for need in needs(ANA, COMMITMENTS["contradicted"], occurrence=at(day))] == ["late"]


def test_the_day_is_the_readers_own() -> None:
    """09:00 UTC on the day after is still the due day nowhere, but 00:30 UTC is in Los Angeles."""
    it, night = COMMITMENTS["open"], replace(THIS, start=datetime(2026, 12, 4, 0, 30, tzinfo=UTC))
    there = person("Ana Soto", zone="America/Los_Angeles")
    assert [need.kind for need in needs(there, it, occurrence=night)] == ["due"]
    assert [need.kind for need in needs(ANA, it, occurrence=night)] == ["late"]


def test_what_could_use_a_hand_is_shown_to_all_and_ones_own_request_to_oneself() -> None:
    risky = commitment(PROMISED, (MarkedAtRisk("the vendor"), "ana"))
    hand = compose(material(open=(risky, help_request(ASKED))), BO).needs_hand
    assert hand == (Need("at risk", "C1", "ship the importer", "Ana", due=DUE, reason="the vendor"),)
    own = compose(material(open=(help_request(ASKED),)), ANA).needs_hand
    assert own == (Need("help", "H1", "a DBA for an hour"),)


# --- changed ---------------------------------------------------------------------------------------------------------


def changes(*happened, subject="C1", **more) -> tuple[Change, ...]:
    folds = {"C1": commitment, "D1": decision, "H1": help_request}
    facts = entries(subject, *happened)
    return compose(material(entries=facts, changed=(folds[subject](*happened),), **more), BO).changed


def test_what_was_kept_dropped_or_declined_says_why() -> None:
    assert changes(PROMISED, (Kept("at last"), "ana")) == (
        Change("kept", "C1", "ship the importer", "Ana", reason="at last"),
    )
    assert changes(PROMISED, (Dropped("no use"), "ana"))[0].kind == "dropped"
    assert changes(OFFERED, (Declined("no time"), "bo")) == (
        Change("declined", "C1", "review the schema", "Bo", reason="no time"),
    )


def test_a_new_promise_is_no_change_it_stands_under_the_updates() -> None:
    assert changes(PROMISED) == ()


def test_a_move_is_told_when_it_happened_since() -> None:
    later = date(2026, 12, 8)
    moved = (PROMISED, (Renegotiated(later, DUE, "vendor"), "ana"))
    assert changes(*moved) == (Change("moved", "C1", "ship the importer", "Ana", due=later, was=DUE, reason="vendor"),)
    it = commitment(*moved, (MarkedAtRisk("x"), "ana"))
    since = entries("C1", *moved, (MarkedAtRisk("x"), "ana"))[2:]
    assert compose(material(entries=since, changed=(it,)), BO).changed == ()


def test_a_move_that_was_undone_is_none() -> None:
    happened = (PROMISED, (Renegotiated(date(2026, 12, 8), DUE), "ana"), (Undone("m2"), "ana"))
    assert changes(*happened) == ()


def test_a_slip_is_told_once_in_the_first_digest_after_it() -> None:
    it = COMMITMENTS["open"]
    before = datetime(2026, 11, 30, 8, tzinfo=UTC)
    after = at(date(2026, 12, 7))
    slip = Change("slipped", "C1", "ship the importer", "Ana", due=DUE)
    assert compose(material(open=(it,), occurrence=after, last_digest=before), BO).changed == (slip,)
    assert compose(material(open=(it,), occurrence=after), BO).changed == (slip,)
    week_later = material(open=(it,), occurrence=at(date(2026, 12, 14)), last_digest=after.start)
    assert compose(week_later, BO).changed == ()
    assert compose(material(open=(it,), occurrence=at(DUE)), BO).changed == ()


@pytest.mark.parametrize(
    ("zone", "written", "promised", "told_then", "told_now"),
    [
        ("Australia/Sydney", datetime(2026, 11, 30, 22, tzinfo=UTC), date(2026, 11, 30), 1, 0),
        ("America/Los_Angeles", datetime(2026, 12, 1, 1, tzinfo=UTC), date(2026, 11, 30), 0, 1),
    ],
)
def test_a_slip_is_told_once_wherever_its_owner_is(zone, written, promised, told_then, told_now) -> None:
    """A digest on Tuesday at 09:00 in Sydney is written on Monday in UTC; Monday evening in California, on Tuesday."""
    it = commitment((Promised("ana", "ship the importer", promised), "ana"))
    there = {"ana": written.astimezone(ZoneInfo(zone)).date()}
    then = material(open=(it,), todays=there, last_digest=written - WEEK)
    now = material(open=(it,), todays={"ana": there["ana"] + WEEK}, last_digest=written, digest_days=there)
    assert (len(compose(then, BO).changed), len(compose(now, BO).changed)) == (told_then, told_now)


def test_decisions_are_told_with_the_worries_that_were_kept() -> None:
    assert changes((Decided("ana", "keep SQLite", "enough", date(2027, 3, 1)), "ana"), subject="D1") == (
        Change("decided", "D1", "keep SQLite", "Ana", due=date(2027, 3, 1), reason="enough"),
    )
    objected = changes(INTENDED, (Advised("watch it"), "mara"), (Objected("the edge"), "bo"), subject="D1")
    assert objected[0].kind == "objected"
    assert objected[0].worries == (("Bo", "the edge"), ("Mara", "watch it"))
    assert changes(INTENDED, (Withdrawn("x"), "ana"), subject="D1")[0].kind == "withdrawn"
    assert changes(INTENDED, subject="D1") == ()
    assert changes(INTENDED, (Adopted(CLOSES), ""), subject="D1")[0].kind == "adopted"


@pytest.mark.parametrize("state", ["adopted", "decided"])
@pytest.mark.parametrize("fact", [OwnerLeft(), ReviewMissed(), ReplacementIntended("D2"), OwnershipDelegated("bo")])
def test_what_stands_is_told_as_decided_once(state, fact) -> None:
    later = entries("D1", (fact, "ana"))
    assert compose(material(changed=(DECISIONS[state],), entries=later), BO).changed == ()


def test_hands_that_were_lent_are_named() -> None:
    parts = ((HelpTaken("the schema"), "mara"), (HelpTaken("the tests"), "mara"))
    taken = changes(ASKED, (HelpTaken(), "bo"), *parts, subject="H1")
    assert taken == (Change("helped", "H1", "a DBA for an hour", "Bo, Mara"),)
    assert changes(ASKED, subject="H1") == ()


def test_a_hand_is_told_once() -> None:
    lent = help_request(ASKED, (HelpTaken(), "bo"))
    thanked = entries("H1", (HelpThanked("we would be stuck"), "ana"))
    assert compose(material(changed=(lent,), entries=thanked), BO).changed == ()


# --- updates ---------------------------------------------------------------------------------------------------------


def test_updates_stand_under_their_headings_in_the_order_of_the_template_with_the_promises() -> None:
    said = Updated("k/1", (("done", "the review"), ("odd", "x")))
    whole = material(entries=entries("C1", PROMISED), changed=(COMMITMENTS["open"],), updates={"ana": said})
    lines = (("Done", "the review"), ("Next", "ship the importer, by Thu 3 Dec (C1)"), ("Odd", "x"))
    assert compose(whole, BO).updates == (PersonUpdate("Ana", lines),)


def test_promises_without_an_update_are_shown_too_and_closed_ones_are_not() -> None:
    open_one = material(entries=entries("C1", PROMISED), changed=(COMMITMENTS["open"],))
    assert [each.who for each in compose(open_one, BO).updates] == ["Ana"]
    kept = material(entries=entries("C1", PROMISED), changed=(COMMITMENTS["kept"],))
    assert compose(kept, BO).updates == ()


def test_an_offer_stands_with_who_asks_until_it_is_accepted() -> None:
    offered = material(entries=entries("C1", OFFERED), changed=(COMMITMENTS["offered"],))
    line = "review the schema, by Thu 3 Dec (C1); Bo is asked"
    assert compose(offered, BO).updates == (PersonUpdate("Ana", (("Next", line),)),)
    accepted = material(entries=entries("C1", OFFERED), changed=(COMMITMENTS["accepted"],))
    assert [each.who for each in compose(accepted, BO).updates] == ["Bo"]


def test_a_promise_that_was_undone_is_not_shown() -> None:
    undone = entries("C1", PROMISED, (Undone("m1"), "ana"))
    assert compose(material(entries=undone, changed=(COMMITMENTS["open"],)), BO).updates == ()


def test_what_came_late_is_told_without_promises() -> None:
    whole = material(
        entries=entries("C1", PROMISED),
        changed=(COMMITMENTS["open"],),
        late={"bo": Updated("k/0", (("done", "old"),), ("Ana: the rescue",))},
    )
    digest = compose(whole, MARA)
    assert digest.late == (PersonUpdate("Bo", (("Done", "old"),)),)
    assert digest.thanks == (("Bo", "Ana: the rescue"),)


def test_everybody_is_thanked_in_this_update_and_in_late_ones() -> None:
    both = material(updates={"ana": Updated("k/1", (), ("Bo",))}, late={"bo": Updated("k/0", (), ("Ana",))})
    assert compose(both, MARA).thanks == (("Ana", "Bo"), ("Bo", "Ana"))


# --- who is there ----------------------------------------------------------------------------------------------------


def silent(**more) -> tuple[str, ...]:
    return compose(material(**more), MARA).silent


def test_only_the_organizer_reads_who_has_not_answered() -> None:
    assert silent() == ("Ana", "Bo", "Mara")
    assert compose(material(), ANA).silent == ()


def test_an_answer_a_skip_an_absence_and_a_stop_are_no_silence() -> None:
    away = replace(BO, absences=(Absence(date(2026, 11, 30), date(2026, 12, 4)),))
    assert silent(updates={"ana": Updated("k/1", ())}) == ("Bo", "Mara")
    assert silent(skipped=frozenset({"ana"})) == ("Bo", "Mara")
    assert silent(people={**PEOPLE, "bo": away}) == ("Ana", "Mara")
    assert silent(unasked=frozenset({"mara"})) == ("Ana", "Bo")


def test_who_is_away_on_the_day_is_named_with_the_last_day() -> None:
    away = replace(BO, absences=(Absence(date(2026, 11, 30), date(2026, 12, 4)),))
    assert compose(material(people={**PEOPLE, "bo": away}), ANA).away == (Away("Bo", date(2026, 12, 4)),)
    past = replace(BO, absences=(Absence(date(2026, 11, 20), date(2026, 11, 29)),))
    assert compose(material(people={**PEOPLE, "bo": past}), ANA).away == ()


def test_a_skip_is_a_word_and_those_away_are_not_counted_on() -> None:
    assert compose(material(), ANA).verdict.meet
    assert not compose(material(skipped=frozenset({"ana"})), ANA).verdict.meet
    gone = Absence(date(2026, 11, 30), date(2026, 11, 30))
    away = {name: replace(one, absences=(gone,)) for name, one in PEOPLE.items()}
    assert not compose(material(people=away), ANA).verdict.meet


def test_the_verdict_names_people_as_the_team_does() -> None:
    assert compose(material(open=(DECISIONS["objected"],)), ANA).verdict.people == ("", "Bo")


# --- a reader of another team ----------------------------------------------------------------------------------------


def test_a_guest_sees_what_belongs_to_the_review_and_what_is_theirs() -> None:
    ours = commitment((Promised("ana", "of the review", DUE, occurrence="k/1"), "ana"))
    hidden = replace(ours, id="C2", what="of the team", occurrence="")
    other = replace(ours, id="C3", what="of another review", occurrence="k2/1")
    theirs = replace(ours, id="C4", what="asked of Sam", owner="sam", state="offered", occurrence="")
    kept = [replace(it, state="kept", closed=NOW) for it in (ours, hidden, other)]
    whole = material(open=(theirs,), changed=tuple(kept), people={**PEOPLE, "sam": SAM})
    assert [change.id for change in compose(whole, SAM).changed] == ["C1"]
    assert [need.id for need in compose(whole, SAM).needs_you] == ["C4"]
    assert [change.id for change in compose(whole, ANA).changed] == ["C1", "C2", "C3"]


def test_a_guest_reads_whether_to_meet_and_not_on_what_they_may_not_see() -> None:
    hidden = DECISIONS["objected"]
    shown = replace(hidden, id="D2", title="of the review", occurrence="k/1")
    whole = material(open=(hidden, shown), people={**PEOPLE, "sam": SAM})
    seen = compose(whole, SAM).verdict
    assert (seen.meet, seen.minutes) == (True, 20)
    assert len(seen.items) == 1
    assert "of the review" in seen.items[0]
    assert len(compose(whole, ANA).verdict.items) == 2
