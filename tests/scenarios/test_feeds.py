"""Calendars that people subscribe to, and single days that they ask for by mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conversation import CONFIG, ROBOT, Conversation, Letter
from icalendar import Calendar

from paceline.clerks.desk import Desk
from paceline.clerks.feeds import Feeds, Whose
from paceline.letters.ical import Form

FEEDS = """
[feeds]
url = "https://async.acme.example"
listen = "127.0.0.1:8026"
"""
OTHERS = """
[teams.sales]
name = "Sales"

[people.sam]
name = "Sam Ode"
address = "sam@acme.example"
team = "sales"
zone = "America/New_York"
"""
ADDRESS = re.compile(r"https://async\.acme\.example/[a-z2-7]{32}/due\.ics")


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Conversation]:
    """The usual team, with calendars, on Monday 23 November 2026; Sam of Sales is in New York."""
    conversation = Conversation(tmp_path, config=CONFIG + OTHERS + FEEDS)
    yield conversation
    conversation.close()


def whose(name: str) -> Whose:
    return Whose("team" if name in ("platform", "sales") else "person", name)


def octets(team: Conversation, name: str, form: Form = "due") -> bytes:
    with team.ledger.begin() as tx:
        return Feeds(Desk(team.config, tx, team.clock.now())).octets(whose(name), form)


def entries(team: Conversation, name: str, form: Form = "due") -> dict[str, Any]:
    """The events or tasks of somebody's calendar, by title."""
    calendar = Calendar.from_ical(octets(team, name, form))
    return {str(it["SUMMARY"]): it for it in calendar.walk("VEVENT" if form == "due" else "VTODO")}


def days(team: Conversation, name: str) -> dict[str, date]:
    return {title: event["DTSTART"].dt for title, event in entries(team, name).items()}


def addresses(letter: Letter) -> list[str]:
    return ADDRESS.findall(letter.text)


def opens(team: Conversation, address: str) -> Whose | None:
    with team.ledger.begin() as tx:
        return Feeds(Desk(team.config, tx, team.clock.now())).whose(address.split("/")[3])


# --- what stands in it -----------------------------------------------------------------------------------------------


def test_a_commitment_stands_on_its_day_until_it_has_been_kept_for_a_month(team: Conversation) -> None:
    team.says("ana", "Commitment: ship the importer by 3 Dec, done when the nightly run is green", to="new")
    assert days(team, "ana") == {"ship the importer (C1)": date(2026, 12, 3)}
    assert days(team, "platform") == {"Ana: ship the importer (C1)": date(2026, 12, 3)}
    assert days(team, "bo") == days(team, "sales") == {}
    before = entries(team, "ana")["ship the importer (C1)"]
    assert "Done when the nightly run is green" in str(before["DESCRIPTION"])
    assert f'mail "C1 done", "C1 to Friday because …" or "C1 help: …" to {ROBOT}.' in str(before["DESCRIPTION"])

    team.at("2026-11-24 09:00").says("ana", "C1 to 7 Dec because the vendor is late", to="new")
    (moved,) = entries(team, "ana").values()
    assert moved["DTSTART"].dt == date(2026, 12, 7)
    assert (moved["UID"], moved["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)
    assert "First due Thu 3 Dec, moved once since." in str(moved["DESCRIPTION"])

    team.at("2026-12-04 09:00").says("ana", "C1 done", to="new")
    (kept,) = entries(team, "ana").values()
    assert (str(kept["SUMMARY"]), kept["UID"]) == ("kept: ship the importer (C1)", before["UID"])
    team.at("2027-01-02 09:00")
    assert entries(team, "ana")
    team.at("2027-01-03 09:00")
    assert not entries(team, "ana")
    assert not entries(team, "platform")


def test_what_is_dropped_is_in_no_calendar(team: Conversation) -> None:
    team.says("ana", "Commitment: ship the importer by 3 Dec", to="new").says("ana", "C1 drop because moot", to="new")
    assert not entries(team, "ana")


def test_an_offer_stands_there_until_it_is_answered(team: Conversation) -> None:
    team.says("ana", "@bo: review the schema by 2 Dec", to="new")
    offered = entries(team, "bo")["offered: review the schema (C1)"]
    assert offered["STATUS"] == "TENTATIVE"
    assert "Ana asks you; it counts when you accept." in str(offered["DESCRIPTION"])
    assert "Bo: offered: review the schema (C1)" in entries(team, "platform")
    assert not entries(team, "ana")
    team.says("bo", "C1 accept", to="new")
    assert list(entries(team, "bo")) == ["review the schema (C1)"]


def test_a_window_stands_on_its_last_day_for_those_whose_word_it_waits_for(team: Conversation) -> None:
    team.says("ana", "Intent: drop Python 3.11 because typing unless objected by Friday 17:00", to="new")
    assert days(team, "bo") == {"closes 17:00: drop Python 3.11 (D1)": date(2026, 11, 27)}
    assert days(team, "platform") == days(team, "bo")
    assert not entries(team, "ana")
    team.says("bo", "D1 ok", to="new")
    assert not entries(team, "bo")
    assert entries(team, "mara")
    team.says("mara", "D1 object: two customers need it", to="new")
    assert not entries(team, "mara")
    assert not entries(team, "platform")


def test_a_decision_stands_on_its_review_day_for_its_owner_and_the_team(team: Conversation) -> None:
    team.says("ana", "Decision: we keep SQLite because it is enough, review on 15 March", to="new")
    assert days(team, "ana") == {"review: we keep SQLite (D1)": date(2027, 3, 15)}
    assert days(team, "platform") == {"Ana: review: we keep SQLite (D1)": date(2027, 3, 15)}
    assert days(team, "bo") == days(team, "sales") == {}
    (event,) = entries(team, "ana").values()
    assert "You decided this on Mon 23 Nov" in str(event["DESCRIPTION"])
    assert f'an event with the line "review: D1" to {ROBOT}.' in str(event["DESCRIPTION"])
    assert '"it is enough"' in str(event["DESCRIPTION"])
    team.says("ana", "calendar D1", to="new").hears("ana", '"review: we keep SQLite (D1)"', "Mon 15 Mar 2027")
    team.at("2027-04-13 09:00")
    assert entries(team, "ana")
    team.at("2027-04-15 09:00")
    assert not entries(team, "ana")
    assert not entries(team, "platform")


def test_what_was_kept_or_replaced_is_in_no_calendar_any_more(team: Conversation) -> None:
    team.says("ana", "Decision: we keep SQLite, review on 15 March", to="new")
    team.says("ana", "Decision: we ship on Fridays, review on 16 March", to="new")
    team.says("ana", "D1 keep, review on 20 March", to="new")
    team.says("bo", "Decision: we ship on Mondays (replaces D2)", to="new")
    assert days(team, "ana") == {"review: we keep SQLite (D1)": date(2027, 3, 20)}
    team.says("ana", "D1 keep", to="new")
    assert days(team, "ana") == days(team, "platform") == {}


def test_the_review_day_of_an_intent_that_stands_is_in_the_calendar(team: Conversation) -> None:
    team.says("ana", "Intent: drop Python 3.11, review on 15 March", to="new").at("2026-11-30 12:00")
    assert days(team, "ana") == {"review: drop Python 3.11 (D1)": date(2027, 3, 15)}


def test_a_decision_without_a_review_day_or_one_taken_back_stands_on_none(team: Conversation) -> None:
    team.says("ana", "Decision: we keep SQLite because it is enough", to="new")
    assert not entries(team, "platform")
    team.says("ana", "Decision: we keep Python, review on 15 March", to="new")
    assert entries(team, "platform")
    team.says("ana", "undo")
    assert not entries(team, "platform")


def test_one_decides_for_another_team_too(team: Conversation) -> None:
    team.invites("mara", guests=("mara", "ana", "bo", "sam")).at("2026-11-27 15:00").says(
        "sam", "Decision: we keep the old prices, review on 15 March"
    )
    assert days(team, "sam") == {"review: we keep the old prices (D1)": date(2027, 3, 15)}
    assert days(team, "platform") == {"Sam: review: we keep the old prices (D1)": date(2027, 3, 15)}
    assert not entries(team, "sales")


def test_days_are_those_of_the_reader(team: Conversation, tmp_path: Path) -> None:
    """Friday, 01:00 in Berlin, is Thursday in New York."""
    config = CONFIG.replace(
        'team = "platform"\nzone = "Europe/Berlin"\n\n[people.bo]', 'zone = "Asia/Tokyo"\n\n[people.bo]'
    )
    assert config != CONFIG
    (tmp_path / "far").mkdir()
    far = Conversation(tmp_path / "far", config=config + FEEDS)
    far.says("mara", "Intent: drop Python 3.11 unless objected by Friday 17:00", to="new")
    assert days(far, "bo") == {"closes 17:00: drop Python 3.11 (D1)": date(2026, 11, 27)}
    assert days(far, "ana") == {"closes 01:00: drop Python 3.11 (D1)": date(2026, 11, 28)}
    assert days(far, "platform") == days(far, "bo")
    far.close()


def test_help_that_somebody_gives_stands_on_the_day_of_what_it_is_for(team: Conversation) -> None:
    team.says("ana", "Commitment: migrate staging by 2 Dec", to="new").says("ana", "C1 help: admin rights", to="new")
    assert not entries(team, "bo")
    team.says("bo", "H1 take", to="new")
    assert days(team, "bo") == {"help Ana: admin rights (H1)": date(2026, 12, 2)}
    mine, ana = entries(team, "bo", "tasks"), entries(team, "ana", "tasks")
    assert ana["migrate staging (C1)"]["UID"] in [str(it) for it in mine["help Ana: admin rights (H1)"]["RELATED-TO"]]
    team.says("bo", "H1 can't", to="new")
    assert not entries(team, "bo")


def test_tasks_are_the_same_things_and_say_when_they_were_done(team: Conversation) -> None:
    team.says("ana", "Commitment: ship the importer by 3 Dec", to="new")
    event, task = (
        entries(team, "ana")["ship the importer (C1)"],
        entries(team, "ana", "tasks")["ship the importer (C1)"],
    )
    assert task["UID"] != event["UID"] == str(task["RELATED-TO"])
    assert (task["DUE"].dt, task["STATUS"]) == (date(2026, 12, 3), "NEEDS-ACTION")
    team.says("ana", "C1 done", to="new")
    task = entries(team, "ana", "tasks")["kept: ship the importer (C1)"]
    assert (task["STATUS"], task["COMPLETED"].dt) == ("COMPLETED", team.clock.now())


def test_it_blocks_no_time_asks_nobody_and_rings_no_bell(team: Conversation) -> None:
    team.says("ana", "Commitment: ship the importer by 3 Dec", to="new")
    (event,) = entries(team, "ana").values()
    assert (event["TRANSP"], event["CLASS"]) == ("TRANSPARENT", "PRIVATE")
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
    for form in ("due", "tasks"):
        for word in (b"METHOD", b"ATTENDEE", b"ORGANIZER", b"VALARM"):
            assert word not in octets(team, "ana", form)  # type: ignore[arg-type]


def test_it_changes_with_the_facts_and_not_with_the_clock(team: Conversation) -> None:
    team.says("ana", "Commitment: ship the importer by 3 Dec", to="new")
    before = octets(team, "ana"), octets(team, "ana", "tasks")
    team.at("2026-12-20 09:00")
    assert (octets(team, "ana"), octets(team, "ana", "tasks")) == before
    assert b"DTSTAMP:20261123T080000Z" in before[0]


def test_undone_and_done_again_counts_up(team: Conversation) -> None:
    team.says("ana", "Commitment: ship the importer by 3 Dec", to="new").says(
        "ana", "C1 to 7 Dec because late", to="new"
    )
    (moved,) = entries(team, "ana").values()
    team.says("ana", "undo")
    (back,) = entries(team, "ana").values()
    assert back["DTSTART"].dt == date(2026, 12, 3)
    assert back["SEQUENCE"] > moved["SEQUENCE"]


def test_one_owes_to_another_team_too(team: Conversation) -> None:
    team.invites("mara", guests=("mara", "ana", "bo", "sam")).at("2026-11-27 15:00").says(
        "sam", "Next\n- bring the numbers by 4 Dec"
    )
    assert days(team, "sam") == {"bring the numbers (C1)": date(2026, 12, 4)}
    assert days(team, "platform") == {"Sam: bring the numbers (C1)": date(2026, 12, 4)}
    assert not entries(team, "sales")


# --- its address -----------------------------------------------------------------------------------------------------


def test_feed_is_answered_with_the_addresses_of_the_person_and_of_their_team(team: Conversation) -> None:
    letter = team.says("ana", "feed", to="new").hears("ana", "as a calendar to subscribe to")
    mine, platform = addresses(letter)
    assert opens(team, mine) == whose("ana")
    assert opens(team, platform) == whose("platform")
    assert addresses(team.says("bo", "calendar", to="new").hears("bo", "subscribe"))[1] == platform
    assert opens(team, addresses(team.says("sam", "my feed", to="new").hears("sam", "SALES"))[1]) == whose("sales")


def test_a_new_address_takes_the_place_of_the_old_one_for_good(team: Conversation) -> None:
    old = addresses(team.says("ana", "feed", to="new").hears("ana", "calendar"))[0]
    bos = addresses(team.says("bo", "feed", to="new").hears("bo", "calendar"))[0]
    letter = team.says("ana", "feed new\n\nCommitment: ship the importer by 3 Dec", to="new").hears(
        "ana", "a new address"
    )
    new = addresses(letter)[0]
    assert (opens(team, old), opens(team, new), opens(team, bos)) == (None, whose("ana"), whose("bo"))
    receipt = next(it for it in team.letters("ana") if "ship the importer" in it.text)
    team.says("ana", "undo", to=receipt)
    assert (opens(team, old), opens(team, new)) == (None, whose("ana"))
    team.says("ana", "feed new", to="new")
    assert (opens(team, old), opens(team, new)) == (None, None)


def test_a_stranger_gets_no_address(team: Conversation) -> None:
    count = len(team.transport.letters)
    team.brings(team.mail("x", "feed", None, sender="mallory@elsewhere.example").as_bytes())
    assert len(team.transport.letters) == count


def test_without_feeds_there_is_the_single_day(tmp_path: Path) -> None:
    team = Conversation(tmp_path)
    team.says("ana", "feed", to="new").hears("ana", "no calendars to subscribe to", "calendar C12")
    team.says("ana", "Commitment: ship the importer by 3 Dec", to="new").says("ana", "calendar C1", to="new")
    assert "feed" not in team.hears("ana", "Open the attachment").text
    team.close()


# --- one day by mail -------------------------------------------------------------------------------------------------


def test_a_day_comes_as_a_file_to_be_added_by_a_click(team: Conversation) -> None:
    team.says("ana", "Commitment: ship the importer by 3 Dec", to="new").says("ana", "calendar C1", to="new")
    letter = team.hears("ana", '"ship the importer (C1)"', "on Thu 3 Dec")
    assert letter.mail.get_content_type() == "multipart/mixed"
    (file,) = letter.mail.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "C1.ics")
    assert file.get_content_charset() == "utf-8"
    assert file.get_param("method") == "PUBLISH"
    calendar = Calendar.from_ical(file.get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "PUBLISH"
    assert (event["UID"], event["DTSTART"].dt) == (
        entries(team, "ana")["ship the importer (C1)"]["UID"],
        date(2026, 12, 3),
    )
    assert event["ORGANIZER"] == f"mailto:{ROBOT}"
    assert "ATTENDEE" not in event


def test_asked_again_after_a_move_it_takes_the_place_of_the_first(team: Conversation) -> None:
    def event() -> Any:
        (file,) = team.says("ana", "C1 calendar", to="new").hears("ana", "attachment").mail.iter_attachments()
        return Calendar.from_ical(file.get_payload(decode=True)).walk("VEVENT")[0]

    team.says("ana", "Commitment: ship the importer by 3 Dec", to="new")
    first = event()
    second = (team.says("ana", "C1 to 7 Dec because late", to="new"), event())[1]
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second["DTSTART"].dt == date(2026, 12, 7)


def test_a_window_and_somebody_elses_day_can_be_had_too(team: Conversation) -> None:
    team.says("ana", "Intent: drop Python 3.11 unless objected by Friday 17:00", to="new")
    team.says("bo", "calendar D1", to="new").hears("bo", '"closes 17:00: drop Python 3.11 (D1)"', "on Fri 27 Nov")
    team.says("ana", "Commitment: ship the importer by 3 Dec", to="new")
    team.says("bo", "Kalender C1", to="new").hears("bo", "Ana: ship the importer (C1)")


def test_it_is_said_why_there_is_no_day(team: Conversation) -> None:
    team.says("ana", "calendar C7", to="new").hears("ana", "There is no C7")
    team.says("ana", "Commitment: ship the importer by 3 Dec", to="new")
    team.says("sam", "calendar C1", to="new").hears("sam", "There is no C1")
    team.says("ana", "C1 drop because moot", to="new").says("ana", "calendar C1", to="new")
    team.hears("ana", "C1 has no day")


def test_a_reply_to_the_day_is_placed(team: Conversation) -> None:
    """Its text is found again within the attachment's mail, so that the quote is no update."""
    team.says("ana", "Commitment: ship the importer by 3 Dec", to="new").says("ana", "calendar C1", to="new")
    team.says("ana", "C1 done").hears("ana", "Kept: ship the importer")
    assert team.status("C1") == "kept"
