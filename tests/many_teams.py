"""Many teams at one service, each with a word of its own in all that it is called and says; every letter that goes out
is looked through for the words, addresses, links and reply addresses of the others.

Their people have the same first names and write about the same importer; they name ids, answer letters and cancel
reviews that are other teams'.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from conversation import Conversation, Letter
from twelve_weeks.evidence import TOKEN, opened

from paceline.ledger import schema

FIRST_DAY = date(2026, 11, 23)
WORD = re.compile(r"kw[a-z]{5}wk")
ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(r"(?:https?|webcal)://[^\s\"'<>)]+")
FIRST_NAMES = ("Mara", "Ana", "Bo", "Eve")
FEEDS = "https://async.acme.example/"
_OURS = ("@acme.example", "@client.example", "@calendar.example")
"""Of the service, and of Message-IDs."""

OWN = (
    "Next\n- ship the {word} importer {n} by {day}, done when {word} is green",
    "Next\n- ship the {word} importer {n} by {day} for @{other}",
    "@{other}: review the {word} importer {n} by {day}",
    "Decision: we keep the {word} importer {n} because {word} is enough, review in 3 weeks",
    "Intent: drop the {word} importer {n} unless objected by {day}",
    "Help: somebody who knows the {word} importer {n}",
    "private to @{other}: the {word} importer {n} hurts",
    "offer: review the {word} importer, an hour",
    "Thanks: @{other} for the {word} importer {n}",
    "Notes\nThe {word} importer {n} is slow.",
    "Done\n- the {word} importer {n}\nBlocked\n- nobody knows {word} {n}\nNotes\nNo importer like {word}.",
    "Intent: agreement 3.1: three working days because {word} {n} needs them",
    "@Mara {word} has left",
)
QUESTIONS = (
    "mine", "status", "find importer", "find importer week", "decisions since Monday", "offers", "agreement", "help",
    "feed", "why C{id}", "why D{id}", "find C{id}", "H{id}",
)  # fmt: skip
MEDDLING = (
    "C{id} done", "C{id} at risk: it burns", "C{id} to Friday because it rains", "C{id} accept",
    "C{id} needs C{other_id}", "C{id} drop because no", "C{id} hand to @bo", "C{id} help: an hour",
    "D{id} ok", "D{id} object: it is wrong", "D{id} withdraw", "D{id} delegate to @bo", "H{id} take", "H{id} can't",
    "private to @bo: C{id}", "fix 1: C{id} done", "Next\n- build on C{id} by {day}, C{id} needs it",
    "Decision: it is so because of D{id}, replaces D{id}",
)  # fmt: skip
ANSWERS = (
    "1 done",
    "1 ok",
    "1 accept",
    "1 take",
    "1 to Friday because it rains",
    "1 can't",
    "undo",
    "yes",
    "2 done\n1 ok",
)


@dataclass(frozen=True)
class SmallTeam:
    number: int

    @property
    def id(self) -> str:
        return f"t{self.number}"

    @property
    def word(self) -> str:
        """Five letters that tell the number, within marks that nothing else has."""
        digits, left = "", self.number * 7919 + 11
        for _ in range(5):
            left, digit = divmod(left, 26)
            digits += chr(ord("a") + digit)
        return f"kw{digits}wk"

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(f"{name.lower()}{self.number}" for name in FIRST_NAMES)

    @property
    def domain(self) -> str:
        return f"{self.word}.example"

    @property
    def review(self) -> str:
        return f"weekly-{self.word}@{self.domain}"

    def address(self, person: str) -> str:
        return f"{person.rstrip('0123456789')}@{self.domain}"

    def config(self) -> str:
        people = "".join(
            f'[people.{person}]\nname = "{name} {self.word.title()}"\naddress = "{self.address(person)}"\n'
            f'team = "{self.id}"\nzone = "Europe/Berlin"\n'
            for person, name in zip(self.people, FIRST_NAMES, strict=True)
        )
        return f'[teams.{self.id}]\nname = "Team {self.word}"\nhelp_at_once = 2\n{people}'


class Town(Conversation):
    def address(self, who: str) -> str:
        return who if "@" in who else SmallTeam(int(who.lstrip("abcdefghijklmnopqrstuvwxyz"))).address(who)


@dataclass
class Watch:
    """Looks through each letter as it goes out; `found` holds what was another team's."""

    of_domain: dict[str, SmallTeam]
    letters: int = 0
    to_operator: int = 0
    found: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    heard_of_themselves: Counter[int] = field(default_factory=Counter)
    last: dict[str, Letter] = field(default_factory=dict)
    wrote_to: set[tuple[str, str]] = field(default_factory=set)
    """Who answered a letter that was another's: that one may hear from whom. Addresses of both."""
    _whose: dict[str, int] = field(default_factory=dict)
    """Which team a link or a token was first seen at."""

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:
        team = self.of_domain.get(recipient.rpartition("@")[2])
        if team is None:
            self.to_operator += 1
            return
        self.letters += 1
        self.last[recipient] = Letter(recipient, raw)
        everything, subject = _all_of(raw)
        self.kinds[" ".join(WORD.sub("", subject).split()[:2])] += 1
        self.heard_of_themselves[team.number] += team.word in everything
        foreign = set(self._foreign(team, everything))
        if "answered a letter that was yours" in subject:
            writers = {writer for writer, owner in self.wrote_to if owner == recipient}
            foreign -= {*writers, *(word for writer in writers for word in WORD.findall(writer))}
        self.found += [f"{recipient}: {what} in “{subject}”" for what in sorted(foreign)]

    def _foreign(self, team: SmallTeam, everything: str) -> Iterator[str]:
        yield from set(WORD.findall(everything)) - {team.word}
        for address in set(ADDRESS.findall(everything)):
            if not address.endswith((f"@{team.domain}", *_OURS)):
                yield address
        for one in {*TOKEN.findall(everything), *LINK.findall(everything)}:
            if self._whose.setdefault(one, team.number) != team.number:
                yield one

    def close(self) -> None: ...


def _all_of(raw: bytes) -> tuple[str, str]:
    sent = opened(raw, None, key="", kind="", team="", person="", about="", items=())  # type: ignore[arg-type]
    return unquote(unescape(sent.everything)).lower(), sent.subject


class Streets:
    """Some weeks of `teams` teams, played from a seed, until `letters` went out."""

    def __init__(self, folder: Path, teams: int, seed: int = 1, mails_a_day: int = 4) -> None:
        self.dice = random.Random(seed)
        self.teams = [SmallTeam(number) for number in range(1, teams + 1)]
        self.mails_a_day = mails_a_day
        self.town = Town(folder, config=_config(self.teams), start=f"{FIRST_DAY} 07:00")
        self.watch = Watch({team.domain: team for team in self.teams})
        self.town.transport = self.watch  # type: ignore[assignment]
        self.count = 0
        with self.town.ledger.begin() as tx:
            for prefix in ("C", "D", "H"):
                tx.execute(schema.counters.insert(), {"prefix": prefix, "last": 99})

    def run(self, letters: int, told: Callable[[str], None] = lambda line: None) -> Watch:
        for team in self.teams:
            self._invites(team)
        day = FIRST_DAY
        while self.watch.letters < letters:
            if day.weekday() < 5:
                for hour in range(9, 17, 2):
                    self.town.at(f"{day} {hour:02}:30")
                    self._everybody_writes(self.mails_a_day / 4)
            day += timedelta(days=1)
            told(f"{day}: {self.watch.letters} letters, {len(self.watch.found)} found")
        return self.watch

    def close(self) -> None:
        self.town.close()

    def _invites(self, team: SmallTeam) -> None:
        mara, *_ = team.people
        self.town.invites(
            mara, title=f"Weekly {team.word}", guests=team.people, uid=team.review, start="2026-11-30 10:00",
            text=f"why: so that {team.word} holds\nDecision: we use {team.word} because it is there",
        )  # fmt: skip

    def _everybody_writes(self, likely: float) -> None:
        for team in self.teams:
            for person in team.people:
                if self.dice.random() < likely:
                    self._writes(team, person)
        self.town.tick()

    def _writes(self, team: SmallTeam, person: str) -> None:
        self.count += 1
        form, town = self.dice.random(), self.town
        last = self.watch.last.get(team.address(person))
        if form < 0.02:
            return self._meddles(person)
        if form < 0.04 and self.watch.last:
            theirs = self.dice.choice(list(self.watch.last.values()))
            self.watch.wrote_to.add((team.address(person), theirs.to))
            return town.mailbox.bring(town.mail(person, self.dice.choice(ANSWERS), theirs).as_bytes())
        of = self.dice.choices((OWN, QUESTIONS, MEDDLING, ANSWERS), (4, 3, 2, 3))[0]
        said = self.dice.choice(of).format(
            word=team.word, n=self.count, other=self.dice.choice(FIRST_NAMES).lower(), id=self._id(),
            other_id=self._id(), day=f"{town.clock.instant.date() + timedelta(days=self.dice.randint(1, 9)):%d %B}",
        )  # fmt: skip
        to = last if of is ANSWERS or form > 0.5 else None
        town.mailbox.bring(town.mail(person, said, to).as_bytes())
        return None

    def _meddles(self, person: str) -> None:
        """With another team's review."""
        other = self.dice.choice(self.teams)
        method, sequence = self.dice.choice(("CANCEL", "REQUEST")), self.dice.randint(0, 9)
        self.town.invites(person, uid=other.review, method=method, sequence=sequence, title="Weekly", guests=(person,))

    def _id(self) -> int:
        return self.dice.randint(100, 100 + self.count // 4)


def _config(teams: list[SmallTeam]) -> str:
    service = (
        '[service]\naddress = "async@acme.example"\noperator = "ops@acme.example"\n'
        'secret = "a secret of thirty-two characters, at least"\nzone = "Europe/Berlin"\ntrust = "token"\n'
        'data = "data"\n[mailbox]\nconnector = "maildir"\npath = "in"\n[transport]\nconnector = "maildir"\n'
        f'path = "out"\n[feeds]\nurl = "{FEEDS}"\nlisten = "127.0.0.1:1"\n'
    )
    return service + "".join(team.config() for team in teams)
