"""Programs that answer every letter of ours, and do not say that they are programs: two answers, and no more."""

from __future__ import annotations

import email
import email.policy
import os
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import pytest
from conversation import CONFIG, Conversation, Letter

from paceline.clerks.mailroom import ANSWERS, ANSWERS_AN_HOUR

DAYS = 30 if os.environ.get("PACELINE_FULL") else 4
A_THREAD = 2
NOTICE = "Thank you for your message. Our team will look into it and come back to you within two working days."

Responder = Callable[[Conversation, Letter, int], EmailMessage]


def reply(team: Conversation, letter: Letter, words: str, *, refers: bool = True, to: str = "", subject: str = "Re: "):
    mail = EmailMessage()
    mail["From"] = team.address("ana")
    mail["To"] = to or str(letter.mail["Reply-To"])
    mail["Subject"] = f"{subject}{letter.subject}" if subject.endswith(" ") else subject
    mail["Message-ID"] = team._message_id("robot")
    if refers:
        mail["In-Reply-To"] = letter.mail["Message-ID"]
        mail["References"] = f"{letter.mail['References'] or ''} {letter.mail['Message-ID']}".strip()
    mail.set_content(words)
    return mail


def quoted(letter: Letter) -> str:
    return "\n".join(f"> {line}" for line in letter.text.splitlines())


OPENINGS = ("Well", "Sure", "Fine")
MODELS: dict[str, Responder] = {
    "the same words": lambda team, it, _: reply(team, it, NOTICE),
    "without references": lambda team, it, _: reply(team, it, NOTICE, refers=False),
    "to the plain address": lambda team, it, _: reply(team, it, NOTICE, to="async@acme.example"),
    "with the hour": lambda team, it, n: reply(team, it, f"{NOTICE} It is {8 + n % 12}:{n % 60:02d} now."),
    "with a number": lambda team, it, n: reply(team, it, f"Your request is #{4000 + n}.\n{NOTICE}"),
    "with the quote": lambda team, it, _: reply(team, it, f"{NOTICE}\n\nPaceline wrote:\n{quoted(it)}"),
    "the letter itself": lambda team, it, _: reply(team, it, it.text),
    "an update of its own": lambda team, it, _: reply(team, it, f"Done: {NOTICE}\nNotes: thanks for waiting"),
    "a subject of its own": lambda team, it, _: reply(team, it, NOTICE, subject="We got your mail"),
    "other words": lambda team, it, n: reply(team, it, f"{OPENINGS[n % 3]}, {NOTICE.split('.')[n % 2]}."),
}


@pytest.mark.campaign("loops: programs that answer, two services")
@pytest.mark.parametrize("model", MODELS)
def test_two_answers_and_no_more(team: Conversation, model: str) -> None:
    team.invites("mara").heard_all()
    seen = len(team.letters("ana"))
    for day in range(DAYS):
        team.at(f"{date(2026, 11, 27) + timedelta(days=day)} 10:00")
        while seen < len(team.letters("ana")):
            letter = team.letters("ana")[seen]
            seen += 1
            team.brings(MODELS[model](team, letter, seen).as_bytes())
            assert seen < 200, "it goes on for ever"
    kinds = [row["kind"] for row in team.outbox() if row["person"] == "ana"]
    answers = sum(kind in ANSWERS for kind in kinds)
    assert answers <= A_THREAD * (len(kinds) - answers), kinds


def test_a_flood_is_recorded_and_answered_in_bounds(team: Conversation) -> None:
    for number in range(40):
        team.says("ana", f"Next\n- ship part {number} by Friday", to="new")
    assert len(team.letters("ana")) == ANSWERS_AN_HOUR + 1
    assert "Your mails are read, and not answered one by one" in team.last("ana").subject
    assert team.record("C40").what == "ship part 39"
    team.at("2026-11-23 10:30").says("ana", "C40 done", to="new").hears("ana", "ship part 39")


def test_a_person_who_goes_on_in_their_own_words_is_answered(team: Conversation) -> None:
    team.invites("mara").at("2026-11-27 09:00")
    for what in ("the schema", "the docs", "the importer", "the tests"):
        team.heard_all().says("ana", f"Done: {what}").hears("ana", "recorded")
    for _ in range(2):
        team.heard_all().says("ana", "undo").hears("ana")


def test_a_flood_keeps_nobody_waiting(team: Conversation) -> None:
    for number in range(40):
        team.mailbox.bring(team.mail("ana", f"Next\n- ship part {number} by Friday", None).as_bytes())
    team.mailbox.bring(team.mail("bo", "Next\n- write the docs by Friday", None).as_bytes())
    team.tick()
    assert team.record("C2").what == "write the docs"
    assert team.record("C41").what == "ship part 39"


# --- two installations that face each other ---------------------------------------------------------

OTHER = (
    CONFIG.replace("async@acme.example", "post@other.example")
    .replace('"ana@acme.example"', '"async@acme.example"')
    .replace("at least", "at the least")
)
"""To each the other's address is Ana's."""
SAYS_SO = ("Auto-Submitted", "X-Auto-Response-Suppress", "List-Id", "List-Unsubscribe", "X-MS-Reactions", "Precedence")
HANDED_ON: dict[str, Callable[[Letter], bytes]] = {
    "as they are": lambda letter: letter.raw,
    "without what says that they are automatic": lambda letter: _without(letter, *SAYS_SO),
    "without references besides": lambda letter: _without(letter, *SAYS_SO, "In-Reply-To", "References"),
    "by another system": lambda letter: _without(letter, *SAYS_SO, "Message-ID"),
}


def _without(letter: Letter, *names: str) -> bytes:
    mail = email.message_from_bytes(letter.raw, policy=email.policy.SMTP)
    for name in names:
        del mail[name]
    if mail["Message-ID"] is None:
        mail["Message-ID"] = f"<{sha256(letter.raw).hexdigest()[:20]}@relay.example>"
    return mail.as_bytes()


@pytest.mark.campaign("loops: programs that answer, two services")
@pytest.mark.parametrize("way", HANDED_ON)
def test_two_services_that_face_each_other(tmp_path: Path, way: str) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    one = Conversation(tmp_path / "one", config=CONFIG.replace('"ana@acme.example"', '"post@other.example"'))
    other = Conversation(tmp_path / "other", config=OTHER)
    two = ((one, other, "post@other.example"), (other, one, "async@acme.example"))
    one.invites("mara", guests=("mara", "post@other.example", "bo"))
    other.invites("mara", guests=("mara", "bo"), extra="ATTENDEE;RSVP=TRUE:mailto:post@other.example\n")
    handed = Counter[int]()
    for day in range(DAYS):
        at = f"{date(2026, 11, 27) + timedelta(days=day)}"
        one.at(f"{at} 10:00")
        other.at(f"{at} 10:00")
        while waiting := [
            (number, letter)
            for number, (service, _, address) in enumerate(two)
            for letter in service.letters(address)[handed[number] :]
        ]:
            for number, letter in waiting:
                handed[number] += 1
                two[number][1].brings(HANDED_ON[way](letter))
            assert handed.total() < 300, "it goes on for ever"
    for service, _, address in two:
        kinds = [row["kind"] for row in service.outbox() if row["recipient"] == address]
        answers = sum(kind in ANSWERS for kind in kinds)
        assert answers <= A_THREAD * (len(kinds) - answers), kinds
        assert len(kinds) - answers >= DAYS / 10, "each has written of its own"
        service.close()
