"""Our letters as they come back, quoted as text or as HTML: what their readers wrote is found, and nothing of ours."""

from __future__ import annotations

import pytest

from paceline import letters
from paceline.inbox.html import rows_of_html
from paceline.inbox.mail import Message
from paceline.inbox.quoting import new_words
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
