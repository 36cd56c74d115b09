"""The main job at every provider, killed twice, with an answer lost on the way: every letter arrives once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import main_job
import pytest
from main_job import CONFIG, PEOPLE, Process, body, parsed, wait_for
from provider_worlds import WORLDS, World, crlf, world

UNTIL_IT_STARTS = main_job.UNTIL_IT_STARTS + timedelta(seconds=30)


@pytest.mark.slow
def test_the_main_job_at_every_provider(tmp_path: Path) -> None:
    """All at once: nearly all of the time is waiting."""
    with ThreadPoolExecutor(len(WORLDS)) as threads:
        playing = {name: threads.submit(play, name, tmp_path / name.replace(" ", "-")) for name in WORLDS}
    failed = {name: error for name, each in playing.items() if (error := each.exception())}
    if failed:
        raise BaseExceptionGroup(", ".join(failed), list(failed.values()))


def play(name: str, folder: Path) -> None:
    folder.mkdir()
    with world(name, folder) as around:
        (folder / "paceline.toml").write_text(CONFIG.format(trust=around.trust, doors=around.tables))
        service = Process(folder)
        try:
            story(around, service)
        except BaseException as error:
            error.add_note(f"what the service said:\n{service.log[-3000:]}")
            raise
        finally:
            service.kill()


def story(around: World, service: Process) -> None:
    start = datetime.now(UTC) + UNTIL_IT_STARTS
    service.start()
    around.invite(start)
    envelopes = {who: letter_to(around, who, "your update") for who in PEOPLE}
    service.kill()
    around.trouble()
    service.start()
    answer(around, "mara", envelopes["mara"], "Done: the plan")
    answer(around, "ana", envelopes["ana"], "Next\n- ship the importer in 3 days")
    service.kill()
    service.start()
    answer(around, "bo", envelopes["bo"], "Done: the retry logic")
    assert "ship the importer" in body(letter_to(around, "ana", "Re:"))
    digest = letter_to(around, "mara", "no need to meet")
    assert "ship the importer" in body(digest)
    assert main_job.written(digest) <= start, "before the occurrence starts"
    for who in ("ana", "bo"):
        letter_to(around, who, "no need to meet")
    assert service.stop() == [0]
    assert_each_arrived_once(around)
    assert around.mistakes() == []
    assert "Traceback" not in service.log


def assert_each_arrived_once(around: World) -> None:
    letters = around.letters()
    arrived = Counter((to, str(parsed(raw)["Subject"])) for to, raw in letters)
    assert set(arrived.values()) == {1}, arrived
    kinds = Counter(to for to, _ in letters)
    # Ana and Bo: envelope, receipt, digest.
    assert kinds["mara@acme.example"] == around.letters_to_organizer, arrived
    assert kinds["ana@acme.example"] == kinds["bo@acme.example"] == 3, arrived


def answer(around: World, who: str, letter: EmailMessage, text: str) -> None:
    address, mail = main_job.answer(who, letter, text)
    around.bring(address, crlf(mail))


def letter_to(around: World, who: str, words: str, timeout: float = 300) -> EmailMessage:
    def find() -> EmailMessage | None:
        letters = (parsed(raw) for to, raw in around.letters() if to == f"{who}@acme.example")
        return next((letter for letter in letters if words in str(letter["Subject"])), None)

    return wait_for(find, f"a letter to {who} about “{words}”", timeout, every=0.5)
