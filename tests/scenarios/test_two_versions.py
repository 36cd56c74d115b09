"""A mail whose plain text and whose HTML say different things: nothing of it is recorded, and its author is asked."""

from __future__ import annotations

from html import escape

import pytest
from conversation import Conversation


@pytest.fixture
def asked(team: Conversation) -> Conversation:
    team.invites("mara").at("2026-11-27 09:00")
    team.says("ana", "Commitment: ship the importer by 4 Dec", to="new")
    return team.heard_all()


def sends(team: Conversation, text: str, page: str, who: str = "ana") -> Conversation:
    """In answer to the envelope, which is quoted in both versions, as programs do."""
    letter = team.letters(who)[0]
    mail = team.mail(who, text, letter)
    quoted = letter.html.partition("<body")[2].partition(">")[2].rpartition("</body>")[0]
    mail.add_alternative(
        f"<div>{page}</div><div class=gmail_quote>On Mon, 23 Nov 2026, Paceline wrote:"
        f"<blockquote class=gmail_quote>{quoted}</blockquote></div>",
        subtype="html",
    )
    return team.brings(mail.as_bytes())


def as_page(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())


SAYS = "C1 to 8 Dec because the vendor is late\nNext\n- write the migration notes by 3 Dec"


def test_versions_that_say_the_same_are_one_mail(asked: Conversation) -> None:
    sends(asked, SAYS, as_page(SAYS))
    asked.hears("ana", "recorded", "ship the importer", "write the migration notes")


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("- write them by 3 Dec: https://notes.example/1", '<li>write them by 3 Dec: <a href="#">the page</a>'),
        ("C1 done, it's \"green\"", "<b>C1 done</b>, it’s “green”"),
        ("C1 to 8 Dec because the vendor is late", "<span>C1 to 8 Dec</span>&nbsp;because <i>the vendor</i>\nis late"),
        ("*C1 done*\n\n-- \nAna\n+49 30 1234", "<b>C1 done</b><div class=gmail_signature>Ana Soto<br>Engineer</div>"),
        ("C1 done", "<style>p { display: none }</style><p style='font-size:0.9em;opacity:0.87'>C1 done</p>"),
        ("C1 done", "<p>C1 done</p><div style='display:none'>One thing waits for you</div>"),
    ],
)  # fmt: skip
def test_what_programs_write_differently_is_no_difference(asked: Conversation, text: str, page: str) -> None:
    sends(asked, text, page)
    asked.hears("ana", "recorded", "1 ")
    assert not [mail for mail in asked.inbox("settled") if mail["reason"].startswith("its text")]


@pytest.mark.parametrize(
    ("text", "page", "told"),
    [
        ("C1 done", "<p>C1 drop it</p>", ("In its plain text only", "C1 done", "In its HTML only", "C1 drop")),
        ("C1 done", "<p>Thank you for all this</p>", ("In its plain text only", "C1 done")),
        ("Thank you for all this", "<p>C1 done</p>", ("In its HTML only", "C1 done")),
        ("C1 to 8 Dec: the vendor", "<p>C1 to 9 Dec: the vendor</p>", ("C1 to 8 Dec", "C1 to 9 Dec")),
        ("C1 done", "<p>Thanks</p><p style='display:none'>C1 done</p>", ("In its plain text", "but hidden", "C1 done")),
        ("Thanks", "<p>Thanks</p><p style='font-size:0'>C1 done</p>", ("Hidden in it", "C1 done")),
        ("", "<p>Thanks</p><p style='visibility: hidden'>C1 done</p>", ("Hidden in it", "C1 done")),
        ("Decision: we keep SQLite", "<p>Decision: we keep PostgreSQL</p>", ("keep SQLite", "keep PostgreSQL")),
    ],
)  # fmt: skip
def test_versions_that_differ_change_nothing_and_their_author_is_asked(
    asked: Conversation, text: str, page: str, told: tuple[str, ...]
) -> None:
    sends(asked, text, page)
    asked.hears("ana", "I recorded nothing of it", *told)
    assert asked.status("C1") == "open"
    assert (str(asked.record("C1").due), asked.record("D1")) == ("2026-12-04", None)
    (reason,) = [mail["reason"] for mail in asked.inbox("settled") if mail["reason"].startswith("its text")]
    assert reason == "its text and its HTML say different things"


@pytest.mark.parametrize("text", ["", "Your program shows no HTML: see this message in HTML."])
def test_a_page_without_a_text_of_its_own_is_read(asked: Conversation, text: str) -> None:
    mail = asked.mail("ana", text, asked.letters("ana")[0], quote=False)
    mail.add_alternative("<p>C1 done</p>", subtype="html")
    asked.brings(mail.as_bytes()).hears("ana", "Kept: ship the importer")


def test_what_its_author_answers_counts(asked: Conversation) -> None:
    sends(asked, "1 skip\nC1 done", "<p>C1 drop</p>")
    asked.says("ana", "Done: the review\nC1 done", to=asked.hears("ana", "Which is yours?"))
    asked.hears("ana", "recorded", "Kept", "1 done")


def test_what_was_copied_from_the_letter_is_no_agreement(asked: Conversation) -> None:
    """The page quotes the words that the text alone says as the author's: they stand there, but are not theirs."""
    hint = "skip"
    assert hint in asked.letters("ana")[0].text
    sends(asked, hint, "<p>Thank you</p>")
    asked.hears("ana", "In its plain text only")
