"""`paceline explain`: the window that users look through."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from cases import ROOT, cases
from cli.terminal import Ran, paceline
from conversation import CONFIG, Conversation

from paceline.cli.explain_mails import explain_each
from paceline.cli.reading import Circumstances

KEYS = {
    "path", "kind", "from", "language", "reply", "statements", "notes", "refusals", "bounce", "absence", "calendar",
}  # fmt: skip
HEADERS = """From: Ana Pereira <Ana@Acme.Example>
To: async@acme.example
Date: Thu, 26 Nov 2026 08:45:00 +0100
Subject: {subject}
Message-ID: <1@acme.example>
{more}
"""
REPLY = """The coffee machine still leaks.

Done: schema review
Next
- ship the importer by Thursday, done when the nightly run is green
- @bo: look at the retry logic by 3 Dec
Decision: we keep SQLite because it is one file to back up
Thanks: @chen for the schema review

On Thu, 26 Nov 2026 at 08:00, Paceline <async@acme.example> wrote:
> Your update for Platform weekly
"""


def mail(folder: Path, body: str, subject: str = "Re: Platform weekly", more: str = "", name: str = "mail.eml") -> Path:
    path = folder / name
    path.write_text(
        HEADERS.format(subject=subject, more=f"{more}\n" if more else "") + body, encoding="utf-8", newline="\r\n"
    )
    return path


def explained(path: Path, *options: str | Path) -> dict[str, Any]:
    ran = paceline("explain", "--json", *options, path)
    assert (ran.code, ran.err) == (0, "")
    (record,) = ran.records
    return record


def of_kind(record: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [statement for statement in record["statements"] if statement["kind"] == kind]


# --- one mail --------------------------------------------------------------------------------------------------------


def test_a_reply_is_told_in_the_promised_shape(tmp_path: Path) -> None:
    path = mail(tmp_path, REPLY)
    record = explained(path)
    assert set(record) == KEYS
    assert (record["path"], record["kind"], record["from"]) == (str(path), "reply", "ana@acme.example")
    assert record["reply"].splitlines()[-1] == "Thanks: @chen for the schema review"
    assert record["notes"] == ["The coffee machine still leaks."]
    mine, bos = of_kind(record, "commitment")
    assert (mine["what"], mine["owner"], mine["due"]) == ("ship the importer", "", "2026-11-26")
    assert mine["done_when"] == "the nightly run is green"
    assert (bos["owner"], bos["due"]) == ("@bo", "2026-12-03")
    (decision,) = of_kind(record, "decision")
    assert (decision["title"], decision["rationale"]) == ("we keep SQLite", "it is one file to back up")
    assert of_kind(record, "thanks")[0]["to"] == ["@chen"]
    assert of_kind(record, "update")[0]["section"] == "done"


def test_a_day_is_counted_from_the_mail_s_own_date_or_from_what_is_said(tmp_path: Path) -> None:
    path = mail(tmp_path, "Next\n- ship it by tomorrow\n")
    assert of_kind(explained(path), "commitment")[0]["due"] == "2026-11-27"
    later = explained(path, "--at", "2026-12-24T09:00+01:00")
    assert of_kind(later, "commitment")[0]["due"] == "2026-12-25"


def test_without_a_date_it_is_counted_from_when_the_file_was_stored(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Next\n- ship it by tomorrow\n")
    os.utime(path, (1795600000, 1795600000))  # 2026-11-25 UTC
    assert of_kind(explained(path), "commitment")[0]["due"] == "2026-11-26"


def test_figures_are_read_as_the_locale_writes_them(tmp_path: Path) -> None:
    path = mail(tmp_path, "Next\n- send the offer by 03/04\n")
    british, american = (explained(path, "--locale", locale) for locale in ("en_GB", "en_US"))
    assert of_kind(british, "commitment")[0]["due"] == "2027-04-03"
    assert of_kind(american, "commitment")[0]["due"] == "2027-03-04"
    (asked,) = explained(path)["refusals"]
    assert (asked["line"], asked["why"]) == ("- send the offer by 03/04", "4 March or 3 April?")


def test_the_configuration_knows_the_sender_s_zone_and_locale(tmp_path: Path) -> None:
    """23:30 UTC is the next day in Berlin already."""
    paceline("init", "--config", tmp_path / "paceline.toml", "--person", "ana@acme.example", "--zone", "Europe/Berlin")
    path = mail(tmp_path, "Next\n- ship it tomorrow\n")
    path.write_bytes(path.read_bytes().replace(b"08:45:00 +0100", b"23:30:00 +0000"))
    assert of_kind(explained(path), "commitment")[0]["due"] == "2026-11-27"
    known = explained(path, "--config", tmp_path / "paceline.toml")
    assert of_kind(known, "commitment")[0]["due"] == "2026-11-28"


def test_with_the_letter_its_numbers_have_a_meaning_and_its_lines_are_known(tmp_path: Path) -> None:
    letter = tmp_path / "letter.eml"
    letter.write_text(paceline("preview", "envelope", "--as", "mail").out)
    path = mail(tmp_path, "2 +3d the vendor is late\n3 ok\n")
    commands = of_kind(explained(path, "--answer-to", letter), "command")
    assert [(command["verb"], command["subject"]) for command in commands] == [("to", "C12"), ("ok", "D4")]
    assert (commands[0]["due"], commands[0]["due_shift"], commands[0]["reason"]) == (None, "+3d", "the vendor is late")


def test_answers_between_our_own_lines_are_told_apart_from_them(tmp_path: Path) -> None:
    letter = tmp_path / "letter.eml"
    letter.write_text(paceline("preview", "envelope", "--as", "mail").out)
    ours = paceline("preview", "envelope").out.partition("\n\n")[2]
    typed = ours.replace("Done since Mon 23 Nov:\n", "Done since Mon 23 Nov:\nreviewed the schema\n")
    record = explained(mail(tmp_path, typed), "--answer-to", letter)
    assert record["reply"] == "reviewed the schema"
    assert [(each["section"], each["text"]) for each in of_kind(record, "update")] == [("done", "reviewed the schema")]


def test_what_can_t_be_carried_out_is_told_with_what_would_work(tmp_path: Path) -> None:
    record = explained(mail(tmp_path, "C12 accpet\n"))
    (refusal,) = record["refusals"]
    assert refusal["line"] == "C12 accpet"
    assert refusal["why"]
    assert refusal["hint"]


def test_a_mail_of_its_own_may_say_it_all_in_the_subject(tmp_path: Path) -> None:
    record = explained(mail(tmp_path, "\n", subject="away until 5 Jan"))
    assert record["kind"] == "mail"
    assert [(command["verb"], command["due"]) for command in of_kind(record, "command")] == [("away", "2027-01-05")]


# --- kinds -----------------------------------------------------------------------------------------------------------

INVITE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//acme//calendar//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:weekly@acme.example
SEQUENCE:2
DTSTAMP:20261120T090000Z
DTSTART;TZID=Europe/Berlin:20261130T100000
DURATION:PT30M
RRULE:FREQ=WEEKLY
SUMMARY:Platform weekly
DESCRIPTION:remined: 4 hours before
ORGANIZER:mailto:ana@acme.example
ATTENDEE:mailto:async@acme.example
ATTENDEE:mailto:bo@acme.example
END:VEVENT
END:VCALENDAR
"""


ANSWER = (
    INVITE.replace("METHOD:REQUEST", "METHOD:REPLY")
    .replace("RRULE:FREQ=WEEKLY\n", "")
    .replace("ATTENDEE:mailto:async@acme.example\nATTENDEE:", "COMMENT:ask Eve\nATTENDEE;PARTSTAT=DECLINED:")
)


@pytest.mark.parametrize(
    ("subject", "more", "body", "kind"),
    [
        ("Re: Platform weekly", "", "fine\n", "reply"),
        ("AW: Platform weekly", "", "fine\n", "reply"),
        ("Platform weekly", "In-Reply-To: <x@acme.example>", "fine\n", "reply"),
        ("Platform weekly", "References: <x@acme.example>", "fine\n", "reply"),
        (
            "Platform weekly",
            "",
            "fine\n\nOn Thu, 26 Nov 2026 at 08:00, Bo <bo@acme.example> wrote:\n> well?\n",
            "reply",
        ),
        ("Platform weekly", "", "fine\n\n-----Original Message-----\nFrom: Bo\nSent: Thursday\n\nwell?\n", "reply"),
        ("Regatta", "", "fine\n\n-- \nAna Pereira\nAcme, 12 Example Street\n", "mail"),
        ("Out of office", "Auto-Submitted: auto-replied", "Back on Monday.\n", "auto-reply"),
        ("Nightly run", "Auto-Submitted: auto-generated", "green\n", "robot"),
        ("Platform weekly", "Content-Type: text/calendar; method=REQUEST", INVITE, "calendar"),
    ],
)
def test_the_kind_of_a_mail(tmp_path: Path, subject: str, more: str, body: str, kind: str) -> None:
    record = explained(mail(tmp_path, body, subject=subject, more=more))
    assert set(record) == KEYS
    assert record["kind"] == kind


def test_an_event_is_told_with_what_was_not_understood_of_its_text(tmp_path: Path) -> None:
    record = explained(mail(tmp_path, INVITE, more="Content-Type: text/calendar; method=REQUEST"))
    (event,) = record["calendar"]
    assert (event["method"], event["uid"], event["sequence"]) == ("REQUEST", "weekly@acme.example", 2)
    assert (event["title"], event["zone"], event["minutes"]) == ("Platform weekly", "Europe/Berlin", 30)
    assert (event["recurring"], event["attendees"]) == (True, ["bo@acme.example"])
    assert event["remarks"] == [{"line": "remined: 4 hours before", "hint": "remind: 4 hours before"}]


def test_a_bare_event_is_read_like_one_that_came_by_mail(tmp_path: Path) -> None:
    (tmp_path / "weekly.ics").write_text(INVITE, newline="\r\n")
    record = explained(tmp_path / "weekly.ics")
    assert (record["kind"], record["calendar"][0]["uid"]) == ("calendar", "weekly@acme.example")


def test_a_bare_page_is_read_as_a_reply_s_html(tmp_path: Path) -> None:
    (tmp_path / "reply.html").write_text("<div>Done: schema review &amp; more</div>")
    assert explained(tmp_path / "reply.html")["reply"] == "Done: schema review & more"


def test_a_text_with_the_headers_of_a_mail_is_one(tmp_path: Path) -> None:
    path = mail(tmp_path, "fine\n", name="mail.txt")
    assert explained(path)["from"] == "ana@acme.example"


# --- many ------------------------------------------------------------------------------------------------------------


def test_one_bad_mail_does_not_hide_the_others(tmp_path: Path) -> None:
    good, empty = mail(tmp_path, REPLY), tmp_path / "empty.eml"
    empty.write_bytes(b"")
    ran = paceline("explain", "--json", "-", stdin=f"{tmp_path}/nowhere.eml\n{empty}\n\n{good}\n")
    kinds = {Path(record["path"]).name: record["kind"] for record in ran.records}
    assert kinds["nowhere.eml"] == "refused"
    assert kinds["mail.eml"] == "reply"
    assert len(kinds) == 3
    assert ran.code == 1
    assert ran.err == f"error: {tmp_path}/nowhere.eml: it can't be read: No such file or directory\n"


class Stumbling:
    """A person at whom every reader stumbles."""

    @property
    def addresses(self) -> tuple[str, ...]:
        raise LookupError("of all things")


def test_a_defect_of_ours_is_told_as_one_and_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    circumstances = Circumstances(people=(Stumbling(),))  # type: ignore[arg-type]
    paths = [mail(tmp_path, REPLY, name="a.eml"), mail(tmp_path, REPLY, name="b.eml")]
    assert explain_each(paths, circumstances, as_json=True) == 1
    shown = capsys.readouterr()
    refusals = [json.loads(line)["refusals"][0]["why"] for line in shown.out.splitlines()]
    assert [why.partition(" in ")[0] for why in refusals] == ["a defect of Paceline: LookupError"] * 2
    assert shown.err.count("error: ") == 2


def test_a_guests_answer_is_told(tmp_path: Path) -> None:
    path = mail(tmp_path, ANSWER, more="Content-Type: text/calendar; method=REPLY")
    (calendar,) = explained(path)["calendar"]
    assert calendar["answers"] == [
        {
            "guest": "bo@acme.example",
            "partstat": "DECLINED",
            "sequence": 2,
            "recurrence_id": None,
            "delegated_to": "",
            "proposed": None,
            "comment": "ask Eve",
        }
    ]
    shown = paceline("explain", path).out
    assert 'bo@acme.example answers DECLINED to revision 2 ("ask Eve"); of an offer in their calendar: decline' in shown


def test_json_is_ascii_whatever_was_written(tmp_path: Path) -> None:
    ran = paceline(
        "explain", "--json", mail(tmp_path, "Nächste Woche \u202e\x1b[31m 日本\n"), env={"LC_ALL": "C"}, cold=True
    )
    assert ran.out.isascii()
    assert "\x1b" not in ran.out
    assert "Nächste Woche" in ran.records[0]["reply"]


@pytest.mark.cases
@pytest.mark.parametrize("folder", ["replies", "client-replies", "machines", "torture"])
def test_every_labelled_mail_is_read(folder: str) -> None:
    """One process, one object for each, and no defect of ours."""
    paths = [
        path
        for path in sorted(cases(folder).rglob("*"))
        if path.suffix in (".eml", ".txt", ".html") and not path.name.endswith(".expected.txt")
    ]
    ran = paceline("explain", "--json", "-", stdin="".join(f"{path}\n" for path in paths))
    assert (ran.code, ran.err) == (0, "")
    assert [record["path"] for record in ran.records] == [str(path) for path in paths]
    assert all(set(record) == KEYS for record in ran.records)


def test_every_key_is_promised_in_the_documentation(tmp_path: Path) -> None:
    (tmp_path / "weekly.ics").write_text(INVITE, newline="\r\n")
    (tmp_path / "answer.ics").write_text(ANSWER, newline="\r\n")
    everything = mail(tmp_path, REPLY + "Intent: drop it unless objected by Friday 17:00\nC1 to someday\n")
    records = [
        *paceline("explain", "--json", everything, tmp_path / "weekly.ics", tmp_path / "answer.ics").records,
        *paceline("explain", "--when", "-", "--json", stdin='{"text": "03/04", "now": "2026-11-24"}').records,
        *paceline(
            "explain", "--calendar", tmp_path / "weekly.ics", "--from", "2026-12-01", "--to", "2027-01-01", "--json"
        ).records,
    ]
    promised = set(re.findall(r"[a-z_]+", (ROOT / "docs" / "json.md").read_text(encoding="utf-8")))
    generic = {
        name.partition("_")[0] if name.startswith(("closes_", "review_", "date_")) else name
        for name in keys_of(records)
    }
    assert generic - promised == set()


def keys_of(value: Any) -> set[str]:
    match value:
        case dict():
            return set(value) | {key for one in value.values() for key in keys_of(one)}
        case list():
            return {key for one in value for key in keys_of(one)}
    return set()


# --- for people ------------------------------------------------------------------------------------------------------


def test_people_see_which_statement_came_from_which_line(tmp_path: Path) -> None:
    path = mail(tmp_path, REPLY + "C12 accpet\n")
    ran = paceline("explain", path)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith(f"{path}: reply, from ana@acme.example, in en, dates counted from Thu 2026-11-26 08:45")
    assert follows(ran, "| - ship the importer by Thursday, done when the nightly run is green").startswith(
        "    = commitment: ship the importer; due Thu 2026-11-26; done when the nightly run is green"
    )
    assert follows(ran, "| The coffee machine still leaks.") == "    = note"
    assert any("left out" in line for line in lines)


def test_people_see_which_lines_are_ours(tmp_path: Path) -> None:
    letter = tmp_path / "letter.eml"
    letter.write_text(paceline("preview", "envelope", "--as", "mail").out)
    ours = paceline("preview", "envelope").out.partition("\n\n")[2]
    typed = ours.replace("Done since Mon 23 Nov:\n", "Done since Mon 23 Nov:\nreviewed the schema\n")
    ran = paceline("explain", "--answer-to", letter, mail(tmp_path, typed))
    assert follows(ran, ". Done since Mon 23 Nov:") == "| reviewed the schema"
    assert follows(ran, "| reviewed the schema") == "    = done: reviewed the schema"


def test_nothing_that_was_written_steers_the_terminal(tmp_path: Path) -> None:
    ran = paceline("explain", mail(tmp_path, "fine \x1b[31mred \u202eback\n"))
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def follows(ran: Ran, line: str) -> str:
    lines = ran.out.splitlines()
    return lines[lines.index(line) + 1]


# --- with a ledger ---------------------------------------------------------------------------------------------------


def test_the_letter_that_is_answered_is_looked_up_in_the_ledger(team: Conversation, tmp_path: Path) -> None:
    team.invites("mara").at("2026-11-27 09:00")
    answer = team.mail("ana", "1 skip", team.last("ana"))
    team.close()
    path = tmp_path / "answer.eml"
    path.write_bytes(answer.as_bytes())
    shown = paceline("explain", "-c", tmp_path / "paceline.toml", path).out
    assert "answers envelope/ana/2026-11-27" in shown
    assert ". 1. Your update for Platform weekly" in shown
    assert re.search(r"^\| 1 skip\n    = command: \S+/20261130T090000Z skip$", shown, re.MULTILINE)
    assert re.search(r"^left out, a quote or a signature \(1 line\):\nx On Mon, 23 Nov", shown, re.MULTILINE)


def test_to_explain_makes_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "paceline.toml").write_text(CONFIG)
    shown = paceline("explain", "-c", tmp_path / "paceline.toml", mail(tmp_path, REPLY)).out
    assert "= done: schema review" in shown
    assert not (tmp_path / "data").exists()


def test_a_mail_whose_versions_differ_would_change_nothing(tmp_path: Path) -> None:
    parts = (
        "--b\nContent-Type: text/plain\n\nC12 done\n--b\nContent-Type: text/html\n\n"
        "<p>C12 drop</p><p style='display:none'>C9 done</p>\n--b--\n"
    )
    record = explained(mail(tmp_path, parts, more="MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b"))
    assert record["statements"] == record["notes"] == []
    assert [(told["line"], told["why"]) for told in record["refusals"]] == [
        ("C12 done", "nothing is recorded: in the plain text only"),
        ("C12 drop", "nothing is recorded: in the HTML only"),
        ("C9 done", "nothing is recorded: hidden"),
    ]


@pytest.mark.parametrize("arguments", [("no\x1b[31mthing.eml",), ("--answer-to", "no\x1b[31mthing.eml", "x.eml")])
def test_a_complaint_steers_no_terminal(arguments: tuple[str, ...]) -> None:
    ran = paceline("explain", *arguments)
    assert ran.code == 1
    assert "\x1b" not in ran.err
    assert "\\x1b[31mthing.eml" in ran.err
