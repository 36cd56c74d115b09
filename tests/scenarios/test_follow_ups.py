"""Mails that are not the one plain answer: each comes as its mail program sends it (tests/golden/follow-ups/*.eml) into
the same story, and what becomes of it (*.txt) was read and approved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from string import Template
from zoneinfo import ZoneInfo

import pytest
from approve import GOLDEN, Approved
from conversation import Conversation, Letter

from paceline.clerks.telling import in_words
from paceline.ledger import facts


@dataclass(frozen=True)
class FollowUp:
    """`answers`: words of the subject of the letter that it answers; "": none. `of` got that letter."""

    name: str
    of: str
    answers: str
    at: str

    def __str__(self) -> str:
        return self.name


REQUEST, RECEIPT, DIGEST, INTENT = "your update for Mon 30 Nov", "Re: ", "Platform weekly, Mon 30 Nov", "Bo intends"

FOLLOW_UPS = (
    FollowUp("second-reply", "ana", REQUEST, "2026-11-27 11:20"),
    FollowUp("to-the-receipt", "ana", RECEIPT, "2026-11-27 11:20"),
    FollowUp("to-the-digest", "bo", DIGEST, "2026-11-30 09:40"),
    FollowUp("to-last-weeks-request", "bo", REQUEST, "2026-12-01 17:05"),
    FollowUp("forwarded-back", "bo", REQUEST, "2026-11-27 11:20"),
    FollowUp("forwarded-to-a-colleague", "ana", REQUEST, "2026-11-27 11:20"),
    FollowUp("reply-all", "bo", REQUEST, "2026-11-27 11:20"),
    FollowUp("a-colleague-answers-all", "bo", REQUEST, "2026-11-27 11:45"),
    FollowUp("subject-intent", "ana", "", "2026-11-27 11:20"),
    FollowUp("subject-find", "ana", "", "2026-11-27 11:20"),
    FollowUp("id-in-the-subject", "ana", "", "2026-11-30 10:20"),
    FollowUp("gmail-reaction", "ana", INTENT, "2026-11-30 09:20"),
    FollowUp("gmail-reaction-to-an-update", "bo", REQUEST, "2026-11-27 11:20"),
    FollowUp("outlook-reaction", "bo", REQUEST, "2026-11-27 11:20"),
    FollowUp("empty-reply", "bo", REQUEST, "2026-11-27 11:20"),
)


@pytest.fixture
def story(team: Conversation) -> Conversation:
    """Friday 27 November, 10:30: all were asked, Ana has answered, and Bo intends something."""
    team.invites("mara").at("2026-11-27 10:00")
    team.says("ana", "Done: schema review\nNext\n- ship the importer by Thursday\nBlocked\n- I need a DBA for an hour")
    team.at("2026-11-27 10:30")
    return team.says("bo", "Intent: publish the numbers weekly unless objected by Wednesday 17:00", to="new")


@pytest.mark.parametrize("follow_up", FOLLOW_UPS, ids=str)
def test_a_follow_up_comes_to_what_was_approved(follow_up: FollowUp, story: Conversation, approved: Approved) -> None:
    story.at(follow_up.at).heard_all()
    answered = _letter(story, follow_up) if follow_up.answers else None
    story.brings(_mail(follow_up.name, answered))
    approved(f"follow-ups/{follow_up.name}.txt", "\n".join(_outcome(story)).encode())


def test_every_mail_has_its_place_in_the_story() -> None:
    assert {file.stem for file in GOLDEN.glob("follow-ups/*")} == {each.name for each in FOLLOW_UPS}


def _letter(story: Conversation, follow_up: FollowUp) -> Letter:
    return next(letter for letter in story.letters(follow_up.of) if letter.subject.startswith(_start(follow_up)))


def _start(follow_up: FollowUp) -> str:
    return f"Platform weekly: {REQUEST}" if follow_up.answers == REQUEST else follow_up.answers


def _mail(name: str, answered: Letter | None) -> bytes:
    text = (GOLDEN / "follow-ups" / f"{name}.eml").read_text("utf-8")
    if answered:
        text = Template(text).substitute(
            reply_to=str(answered.mail["Reply-To"]),
            message_id=str(answered.mail["Message-ID"]),
            subject=answered.subject,
            text=answered.text,
            quoted="\n".join(f"> {line}" for line in answered.text.splitlines()),
            page=_body(answered.html),
        )
    return text.replace("\n", "\r\n").encode()


def _body(page: str) -> str:
    return page.partition("<body")[2].partition(">")[2].partition("</body>")[0] or escape(page)


def _outcome(story: Conversation) -> Iterator[str]:
    mail = story.inbox()[0]
    why = f": {mail['reason']}" if mail["reason"] else ""
    yield f"The mail is {mail['state']}{why}."
    with story.ledger.begin() as tx:
        entries = facts.of_message(tx, str(mail["id"]))
    for entry in entries:
        kind = entry.subject.partition("/")[0]
        yield f"Recorded ({kind}): {in_words(entry, {}, ZoneInfo('Europe/Berlin'))}"
    for who in ("ana", "bo", "mara", "ops@acme.example"):
        for letter in story.letters(who)[story._seen.get(who, 0) :]:
            yield f"\n{letter.to} hears:\nSubject: {letter.subject}\n\n{letter.text}".rstrip()
