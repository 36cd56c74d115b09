"""`paceline demo`: what the story promises is in the ledger and in the letters, and it is the same story every time."""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cli.terminal import Ran, paceline

from paceline import app
from paceline.domain.facts import (
    Adopted,
    CadenceSet,
    CameBack,
    Consented,
    Decided,
    DigestSent,
    Entry,
    HeldBack,
    HelpDeclined,
    HelpRequested,
    HelpSought,
    HelpTaken,
    Kept,
    Objected,
    Offered,
    Proposed,
    Renegotiated,
    WentAway,
)
from paceline.ledger import facts, inbox, outbox

TEAM = ("ana", "bo", "chen", "dee", "eve", "mara")


@dataclass(frozen=True)
class Performance:
    """One run of the demo, and what it left in its folder."""

    folder: Path
    ran: Ran

    @property
    def entries(self) -> tuple[Entry, ...]:
        with app.books(app.load_config(self.folder / "paceline.toml", {})) as ledger, ledger.begin() as tx:
            return facts.after(tx, "platform", 0)

    @property
    def mails(self) -> list[dict[str, object]]:
        with app.books(app.load_config(self.folder / "paceline.toml", {})) as ledger, ledger.begin() as tx:
            return inbox.listing(tx, ("new", "settled", "held", "quarantined"))

    @property
    def posted(self) -> list[outbox.Posted]:
        with app.books(app.load_config(self.folder / "paceline.toml", {})) as ledger, ledger.begin() as tx:
            return list(outbox.everything(tx))

    @property
    def letters(self) -> list[EmailMessage]:
        """As they lie in the maildir."""
        files = sorted((self.folder / "letters" / "new").iterdir())
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    def letter(self, to: str, subject: str) -> str:
        """The text of the one letter to a person with this in its subject."""
        found = [each for each in self.letters if to in each["To"] and subject in each["Subject"]]
        assert len(found) == 1, [each["Subject"] for each in found]
        return found[0].get_body(("plain",)).get_content()

    def said(self, kind: type, subject: str = "") -> list[Entry]:
        return [e for e in self.entries if isinstance(e.fact, kind) and (not subject or e.subject == subject)]


@pytest.fixture(scope="module")
def performance(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    """Played once, whichever of the workers of xdist needs it first."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"
    folder.mkdir(exist_ok=True)
    story, kept = folder / "two-weeks", folder / "ran.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_text(json.dumps(asdict(paceline("demo", "--folder", story, cold=True))), encoding="utf-8")
    return Performance(story, Ran(**json.loads(kept.read_text(encoding="utf-8"))))


def test_it_plays_to_its_end(performance: Performance) -> None:
    ran = performance.ran
    assert (ran.code, ran.err) == (0, "")
    assert f"The letters   {performance.folder / 'letters'}" in ran.out
    assert f"The page      {performance.folder / 'index.html'}" in ran.out


def test_every_mail_came_in_and_was_understood(performance: Performance) -> None:
    assert Counter((mail["state"], mail["kind"]) for mail in performance.mails) == {
        ("settled", "calendar"): 2,
        ("settled", "reply"): 25,
    }


def test_a_commitment_is_renegotiated_before_its_day_and_kept(performance: Performance) -> None:
    (moved,) = performance.said(Renegotiated)
    assert moved.author == "ana"
    assert moved.at.date() <= moved.fact.was < moved.fact.due
    assert "admin rights" in moved.fact.reason
    assert performance.said(Kept, moved.subject)


def test_who_waits_for_it_says_yes_before_it_moves(performance: Performance) -> None:
    (moved,) = performance.said(Renegotiated)
    (proposed,) = performance.said(Proposed, moved.subject)
    (agreed,) = performance.said(Consented, moved.subject)
    assert (proposed.author, agreed.author) == ("ana", "mara")
    assert proposed.at < agreed.at <= moved.at
    (asked,) = (each for each in performance.letters if each["Subject"] == "Ana wants to move: migrate staging (C2)")
    assert "mara@acme.example" in asked["To"]


def test_an_intent_is_held_and_stands_later(performance: Performance) -> None:
    (held,) = performance.said(HeldBack)
    (stands,) = performance.said(Adopted, held.subject)
    assert held.author == "mara"
    assert stands.fact.since == held.fact.closes


def test_someone_asks_for_help_and_someone_takes_it(performance: Performance) -> None:
    (asked,) = performance.said(HelpRequested)
    (taken,) = performance.said(HelpTaken, asked.subject)
    assert (asked.author, taken.author) == ("ana", "chen")


def test_peers_are_asked_one_step_after_the_other_until_somebody_helps_and_is_thanked(performance: Performance) -> None:
    assert "I'll ask Bo and Eve, in their working hours" in " ".join(
        performance.letter("ana@", "Re: Platform weekly: your update for Mon 30 Nov").split()
    )
    assert [entry.fact.people for entry in performance.said(HelpSought)] == [("bo", "eve"), ("chen",)]
    (no,) = performance.said(HelpDeclined)
    (taken,) = performance.said(HelpTaken)
    assert (no.author, taken.fact.first, taken.fact.last) == ("bo", date(2026, 11, 30), date(2026, 12, 1))
    asked = [letter.person for letter in performance.posted if letter.kind == "help"]
    assert sorted(asked) == ["bo", "chen", "eve"]
    introduced = {
        letter["To"].addresses[0].username: letter["Reply-To"]
        for letter in performance.letters
        if letter["Subject"].startswith(("Chen gives you a hand", "You and Ana"))
    }
    assert introduced == {"ana": "chen@acme.example", "chen": "ana@acme.example"}
    assert "staging is ours again" in performance.letter("chen@", "Ana thanks you")


def test_a_commitment_is_offered_and_accepted(performance: Performance) -> None:
    (offered,) = performance.said(Offered)
    kinds = [type(e.fact).__name__ for e in performance.entries if e.subject == offered.subject]
    assert kinds == ["Offered", "Accepted", "Kept"]


def test_one_intent_stands_on_silence_and_another_is_objected_to(performance: Performance) -> None:
    (adopted,) = performance.said(Adopted)
    assert adopted.author == ""
    assert set(adopted.fact.silent) == set(TEAM) - {"dee"}
    (objected,) = performance.said(Objected)
    assert (objected.author, objected.fact.reason) == ("ana", "the importer needs two deployments that week")
    assert objected.subject != adopted.subject


def test_one_is_away_and_is_not_missed(performance: Performance) -> None:
    (away,) = performance.said(WentAway)
    assert away.author == "eve"
    assert performance.said(CameBack)
    digest = performance.letter("ana@", "Mon 30 Nov: no need to meet")
    assert "Eve until Fri 4 Dec" in digest
    reminded = [letter.recipient for letter in performance.posted if letter.kind == "reminder"]
    assert reminded == ["bo@acme.example"]


def test_nonsense_is_kept_and_what_can_t_be_done_is_refused_in_a_receipt(performance: Performance) -> None:
    receipt = performance.letter("bo@", "Re: Platform weekly: still time for your update")
    assert "qwertz flux uncertain, my cat likes this phone" in receipt
    recorded, _, refused = receipt.partition("NOT RECORDED")
    assert "C77" not in recorded
    assert "There is no C77." in refused
    assert "03/04" in refused


def test_the_invite_is_moved_and_all_that_hangs_on_it_moves_too(performance: Performance) -> None:
    assert len(performance.said(CadenceSet)) == 2
    assert "from Mon 7 Dec, 16:30 to Tue 8 Dec, 16:30" in " ".join(
        performance.letter("mara@", "moved to Tue 8 Dec").split()
    )
    asked = [letter for letter in performance.letters if letter["Subject"].endswith("your update for Tue 8 Dec")]
    assert {letter["To"].addresses[0].username for letter in asked if "Re:" not in letter["Subject"]} == set(TEAM)
    assert not any("Mon 7 Dec" in letter["Subject"] for letter in performance.letters)


def test_each_digest_goes_to_each_reader_once_and_the_second_says_to_meet(performance: Performance) -> None:
    first, second = performance.said(DigestSent)
    assert (first.fact.verdict, second.fact.verdict) == ("skip", "meet")
    digests = Counter((letter.about, letter.person) for letter in performance.posted if letter.kind == "digest")
    wanted = [(sent.fact.occurrence, person) for sent in (first, second) for person in TEAM]
    wanted.remove((first.fact.occurrence, "eve"))  # away: she reads in her next envelope what went by
    assert digests == dict.fromkeys(wanted, 1)
    assert "freeze deployments" in performance.letter("dee@", "Tue 8 Dec: meet 10 minutes").partition("CHANGED")[0]
    assert performance.said(Decided)


def test_every_letter_of_the_outbox_lies_in_the_maildir_once(performance: Performance) -> None:
    posted = performance.posted
    (overtaken,) = (letter for letter in posted if letter.state == "refused")
    assert (overtaken.person, overtaken.about) == ("eve", "D1"), "she reads how it ended, and not what was before"
    assert Counter(letter["Message-ID"] for letter in performance.letters) == dict.fromkeys(
        (letter.message_id for letter in posted if letter is not overtaken), 1
    )


def test_what_is_told_is_what_there_is(performance: Performance) -> None:
    told = re.findall(r"^\d\d:\d\d  letter to [\w, ]+(?: \([^)]+\))?: (.*)$", performance.ran.out, re.MULTILINE)
    assert set(told) == {letter["Subject"] for letter in performance.letters}
    assert len(re.findall(r"^\d\d:\d\d  recorded  ", performance.ran.out, re.MULTILINE)) == len(performance.entries)
    assert len(re.findall(r" writes from (?:Gmail|Outlook|an iPhone|Thunderbird): ", performance.ran.out)) == 27


def test_the_page_holds_every_letter_and_loads_nothing(performance: Performance) -> None:
    page = Looked((performance.folder / "index.html").read_text(encoding="utf-8"))
    texts = Counter(part.strip() for part in page.texts)
    for letter in performance.letters:
        assert texts[letter.get_body(("plain",)).get_content().replace("\r\n", "\n").strip()]
    htmls = Counter(page.frames)
    for letter in performance.letters:
        html = letter.get_body(("html",))
        assert html is None or htmls[html.get_content().replace("\r\n", "\n").rstrip("\n")]
    assert len(page.texts) == len(performance.letters) + 27
    assert "script" not in page.tags
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= page.ids
    assert page.tags.count("tr") == len(performance.entries) + 1


@pytest.mark.slow
def test_it_is_the_same_story_every_time(performance: Performance, tmp_path: Path) -> None:
    again = Performance(tmp_path / "again", paceline("demo", "--folder", tmp_path / "again", cold=True))
    assert _told(again) == _told(performance)
    assert again.entries == performance.entries
    assert sorted(map(bytes, again.letters)) == sorted(map(bytes, performance.letters))
    page = Path("index.html")
    assert (again.folder / page).read_bytes() == (performance.folder / page).read_bytes()


@pytest.mark.slow
def test_for_programs_it_is_told_in_json(performance: Performance, tmp_path: Path) -> None:
    ran = paceline("demo", "--json", "--folder", tmp_path / "json")
    records = ran.records
    assert Counter(record["what"] for record in records) == {
        "mail": 27,
        "fact": len(performance.entries),
        "letter": len(performance.letters),
    }
    mails = {record["id"] for record in records if record["what"] == "mail"}
    assert {record["mail"] for record in records if record["what"] == "fact"} - {""} <= mails


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    ran = paceline("demo", "--folder", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "is not empty" in ran.err
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def _told(performance: Performance) -> list[str]:
    """What was printed, without the port and the folder."""
    lines = re.sub(r" port \d+", " port", performance.ran.out).splitlines()
    return [line for line in lines if str(performance.folder) not in line]


class Looked(HTMLParser):
    """What a page holds: its tags, links, ids, the texts of its <pre>, the documents of its frames."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.texts: list[str] = []
        self.frames: list[str] = []
        self._in_text = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.ids.add(given.get("id", ""))
        self.links += [given[name] for name in ("href", "src") if name in given]
        if tag == "iframe":
            assert given["sandbox"] == ""
            self.frames.append(given["srcdoc"].rstrip("\n"))
        if tag == "pre":
            self._in_text = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_text = self._in_text and tag != "pre"

    def handle_data(self, data: str) -> None:
        if self._in_text:
            self.texts[-1] += data
