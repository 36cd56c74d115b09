"""Our letters as they come back, quoted as text or as HTML: what their readers wrote is found, and nothing of ours."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from page import Elements

from paceline import letters
from paceline.domain.asks import Item
from paceline.domain.statements import Command
from paceline.inbox.html import rows_of_html
from paceline.inbox.mail import Message
from paceline.inbox.quoting import Line, Written, new_words
from paceline.inbox.reply import Context, read_reply
from paceline.letters.samples import REPLY_TO, Sample, samples

EVERY = [sample for each in samples().values() for sample in each]
QUOTED = "On Fri, 27 Nov 2026 at 09:00, Paceline <async@acme.example> wrote:"


def written(sample: Sample) -> letters.Letter:
    return getattr(letters, sample.letter)(sample.content, REPLY_TO)


def found(body: str, sent: str) -> str:
    return new_words(Message(text=body, subject="Re: x"), sent).text


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_an_answer_above_the_quoted_text(sample: Sample) -> None:
    letter = written(sample)
    quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
    assert found(f"Fine, thank you all.\n\n{QUOTED}\n\n{quoted}\n", letter.text) == "Fine, thank you all."


@pytest.mark.parametrize("sample", EVERY, ids=str)
def test_an_answer_above_the_html_as_a_mail_program_turns_it_into_text(sample: Sample) -> None:
    letter = written(sample)
    quoted = "\n".join(f"> {row.text}" for row in rows_of_html(letter.html, ways=True))
    assert found(f"Fine, thank you all.\n\n{QUOTED}\n\n{quoted}\n", letter.text) == "Fine, thank you all."


def test_answers_between_the_lines() -> None:
    letter = written(samples()["envelope"][0])
    body = [QUOTED, ""]
    for line in letter.text.splitlines():
        body.append(f"> {line}")
        body += {
            "Done since Mon 23 Nov:": ["schema review"],
            "Thanks:": ["@chen"],
        }.get(line, [])
        body += ["done"] if line.startswith("2. Due") else []
    assert found("\n".join(body), letter.text).split("\n") == ["schema review", "@chen", "done"]


ASKED = (
    Item(1, "update", "k/20261130T090000Z"),
    Item(2, "due", "C12"),
    Item(3, "intent", "D4"),
    Item(4, "offer", "C19"),
)


_AGREEMENT = Item(1, "agreement", "agreement/platform")
_CLAIM = Item(1, "offer", "claim/0f3a/ana@mail.example")
ALONE = {"ok": _AGREEMENT, "keep": _AGREEMENT, "yes": _CLAIM, "no": _CLAIM, "C12 accept": Item(1, "offer", "C12")}
"""What stands in letters that ask for nothing else."""


def understood(line: str) -> bool:
    items = (ALONE[line],) if line in ALONE else ASKED
    context = Context((), items, datetime(2026, 11, 27, 10, tzinfo=UTC), "en_GB")
    reply = read_reply(Written((Line(line, mine=True),)), context)
    commands = [statement for statement in reply.statements if isinstance(statement, Command)]
    return len(commands) == 1 == len(reply.statements) and not reply.unclear and not reply.notes


def buttons() -> list[str]:
    links = {link for sample in EVERY for link in Elements(written(sample).html).links}
    bodies = {unquote(link).partition("&body=")[2] for link in links}
    return sorted(body for body in bodies if "\n" not in body)


@pytest.mark.parametrize("answer", buttons())
def test_what_a_button_fills_in_is_understood(answer: str) -> None:
    rest = {"to ": "Friday", "refer ": "@bo"}
    ending = next((words for end, words in rest.items() if answer.endswith(end)), "the vendor is late")
    assert understood(answer + ending if answer.endswith(" ") else answer)


OFFERED = """
2 done | 2 +3d vendor is late | 2 help: a hand | 2 drop: too late | 3 ok | 3 object: too early |
3 advice: ask QA | 3 hold 2 days | 4 accept | 4 to Friday | 4 decline: no time | H3 take |
H3 part: an hour | H3 refer @bo | H3 can't | D8 amend: only once | D8 withdraw | skip |
away until 11 Dec | pause | stop | start | stop digests | mine | status | why C12 | find postgres |
decisions | undo | fix 2: by Friday | C12 at risk because Finn is away |
C12 to Friday because the vendor is late | help
"""


@pytest.mark.parametrize("line", map(str.strip, OFFERED.split("|")))
def test_what_our_letters_offer_is_understood(line: str) -> None:
    assert understood(line)
