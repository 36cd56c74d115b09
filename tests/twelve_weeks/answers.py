"""What people write: to each thing they are asked, tidily or not; and unasked."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from paceline.domain.asks import Item
from paceline.domain.commitments import Commitment
from twelve_weeks.cast import CANARIES, PLAYERS, Player

TASKS = (
    "ship the {} importer",
    "write the {} runbook",
    "review the {} schema",
    "measure the {} retries",
    "publish the {} draft",
    "clean up the {} queue",
    "talk to the {} vendor",
    "renew the {} certificate",
)
REASONS = ("the {} vendor is late", "the {} review took longer", "{} staging was down", "I was ill")
PLANS = ("drop the old {} format", "freeze {} on Thursdays", "move {} to the new queue", "pay for {} support")
CANNOT = "can't"
TYPOS = {"Done": "Doen", "Next": "Nxet", "Blocked": "Blokced", "done": "dnoe", "by": "bye"}


@dataclass
class Pen:
    """Writes for one run. `count` makes each thing that is promised another one."""

    dice: random.Random
    count: int = 0

    def words(self, player: Player, of: tuple[str, ...]) -> str:
        return self.dice.choice(of).format(CANARIES[player.team])

    def task(self, player: Player) -> str:
        self.count += 1
        return f"{self.words(player, TASKS)} no {self.count}"

    def colleague(self, player: Player, here: frozenset[str]) -> str:
        return self.dice.choice([p.id for p in PLAYERS if p.team == player.team and p.id != player.id and p.id in here])

    def day(self, today: date, soonest: int = 1, latest: int = 12) -> str:
        day = today + timedelta(days=self.dice.randint(soonest, latest))
        return self.dice.choice((f"{day.day} {day:%B}", f"{day.day} {day:%b}", f"{day:%A} {day.day} {day:%B}"))

    # --- an update -----------------------------------------------------------------------------------

    def update(self, player: Player, today: date, here: frozenset[str], mine: list[Commitment]) -> str:
        """The answer to the questions of an update, in one of the forms that people use."""
        form = self.dice.random()
        if form < 0.06:
            return "skip"
        if form < 0.12:
            return f"Not much this week, the {CANARIES[player.team]} thing goes on. Same as last week."
        lines = [f"Done: {self.words(player, TASKS)}, more or less", "Next", *self.plans(player, today, here)]
        if self.dice.random() < 0.12:
            lines.append(f"Blocked: I need somebody who knows {CANARIES[player.team]} staging for an hour")
        if self.dice.random() < 0.12:
            lines += ["Decisions:", f"- {self.words(player, PLANS)} because it is enough, review in 3 weeks"]
        if self.dice.random() < 0.2:
            lines.append(f"Thanks: @{self.colleague(player, here)} for the {CANARIES[player.team]} rescue")
        if mine and self.dice.random() < 0.15:
            lines.insert(0, f"{self.dice.choice(mine).id} at risk: {self.words(player, REASONS)}")
        return self._in_form("\n".join(lines))

    def pulse(self, player: Player, number: int) -> str:
        """An answer to a pulse: words that nobody else writes."""
        self.count += 1
        return f"{number}. What helps:\n- {CANARIES[player.team]} pulse {self.count} is said by nobody\n"

    def plans(self, player: Player, today: date, here: frozenset[str]) -> list[str]:
        lines = []
        for _ in range(self.dice.choice((0, 1, 1, 1, 2))):
            line = f"- {self.task(player)}"
            if self.dice.random() < 0.85:
                line += f" by {self.day(today)}"
            if self.dice.random() < 0.3:
                line += f" for @{self.colleague(player, here)}"
            if self.dice.random() < 0.3:
                line += ", done when the nightly run is green"
            lines.append(line)
        if self.dice.random() < 0.25:
            lines.append(f"- @{self.colleague(player, here)}: {self.task(player)} by {self.day(today, 2)}")
        return lines

    def _in_form(self, text: str) -> str:
        form = self.dice.random()
        if form < 0.15:
            for right, wrong in TYPOS.items():
                if self.dice.random() < 0.4:
                    text = text.replace(right, wrong, 1)
        elif form < 0.3:
            text = text.replace("Done:", "**Done**\n-").replace("Next", "## Next")
        elif form < 0.4:
            text = f"Hi,\n\n{text}\n\nBest regards\nme\n-- \nsent from my phone"
        return text

    # --- what waits ----------------------------------------------------------------------------------

    def answer(self, item: Item, player: Player, today: date, here: frozenset[str]) -> str:
        """One line for one numbered thing, "" where they leave it."""
        write = ANSWERS.get(item.kind)
        words = write(self, player, today, here) if write else ""
        if not words:
            return ""
        which = f"{item.number}" if self.dice.random() < 0.6 else item.subject
        if self.dice.random() < 0.04:
            words = words.replace("done", "dnoe").replace("accept", "acept").replace("ok", "okk")
        return f"{which} {words}"

    def _of(self, *rows: tuple[float, str]) -> str:
        return self.dice.choices([words for _, words in rows], [weight for weight, _ in rows])[0]

    def due(self, player: Player, today: date, _here: frozenset[str]) -> str:
        why = self.words(player, REASONS)
        return self._of(
            (55, "done"),
            (5, f"done, the {CANARIES[player.team]} notes are in the wiki"),
            (12, f"+2d {why}"),
            (5, f"to {self.day(today, 1, 6)} because {why}"),
            (5, f"drop because {why}"),
            (8, f"help: an hour with {CANARIES[player.team]} staging"),
            (3, f"at risk: {why}"),
            (7, ""),
        )

    def offer(self, player: Player, today: date, _here: frozenset[str]) -> str:
        why = self.words(player, REASONS)
        return self._of((55, "accept"), (15, f"to {self.day(today, 3, 12)}"), (15, f"decline because {why}"), (15, ""))

    def change(self, player: Player, today: date, _here: frozenset[str]) -> str:
        why = self.words(player, REASONS)
        return self._of(
            (40, "ok"), (15, f"to {self.day(today, 2, 9)} because {why}"), (10, f"decline because {why}"), (35, "")
        )

    def counter(self, player: Player, _today: date, _here: frozenset[str]) -> str:
        return self._of((60, "accept"), (20, f"decline because {self.words(player, REASONS)}"), (20, ""))

    def intent(self, player: Player, _today: date, here: frozenset[str]) -> str:
        word = CANARIES[player.team]
        return self._of(
            (35, "ok"),
            (7, f"object: it breaks {word} for us"),
            (7, f"advice: watch the {word} write rate"),
            (6, "hold"),
            (4, "hold 2 days"),
            (4, f"delegate to @{self.colleague(player, here)}"),
            (37, ""),
        )

    def objection(self, player: Player, _today: date, _here: frozenset[str]) -> str:
        return self._of(
            (45, f"amend: {self.words(player, PLANS)}, but later"),
            (25, "withdraw"),
            (15, f"decide anyway: {CANARIES[player.team]} can't wait"),
            (15, ""),
        )

    def review(self, player: Player, _today: date, _here: frozenset[str]) -> str:
        return self._of(
            (50, "keep because it works"),
            (15, "keep, review in 3 weeks"),
            (10, "reverse because it did not work"),
            (10, f"amend: {self.words(player, PLANS)}, and say so"),
            (15, ""),
        )

    def lesson(self, player: Player, _today: date, _here: frozenset[str]) -> str:
        self.count += 1
        word = CANARIES[player.team]
        return self._of(
            (40, f"assumed: lesson {self.count}, that {word} was ready"),
            (20, f"lesson: lesson {self.count}, ask the {word} vendor sooner"),
            (40, ""),
        )

    def help(self, player: Player, _today: date, here: frozenset[str]) -> str:
        return self._of(
            (45, "take"),
            (15, f"part: I can look at {CANARIES[player.team]} for an hour"),
            (10, f"refer @{self.colleague(player, here)}"),
            (15, "can't"),
            (15, ""),
        )

    # --- unasked -------------------------------------------------------------------------------------

    def of_their_own(self, player: Player, today: date, here: frozenset[str], mine: list[Commitment]) -> str:
        """A mail that nobody asked for."""
        word, other = CANARIES[player.team], self.colleague(player, here)
        plan = f"{self.words(player, PLANS)} no {self.task(player).rpartition(' ')[2]}"
        rows = [
            (10, f"Intent: {plan} because it is simpler"),
            (4, f"Intent: {plan} because it is cheaper, not reversible"),
            (4, f"Intent: {plan} because it is safer, review in 2 weeks"),
            (5, f"Decision: {plan} because it is enough, review in 2 weeks"),
            (8, f"@{other}: {self.task(player)} by {self.day(today, 2)}"),
            (4, "mine"),
            (3, "status"),
            (3, f"find {word}"),
            (2, "decisions"),
            (1, "help"),
            (2, f"Help: somebody who knows {word}"),
        ]
        if mine:
            it = self.dice.choice(mine)
            why = self.words(player, REASONS)
            rows += [
                (14, f"{it.id} to {self.day(today, 2, 14)} because {why}"),
                (5, f"{it.id} +2d {why}"),
                (4, f"{it.id} shrink: only the first half of the {word} work"),
                (4, f"{it.id} hand to @{other}"),
                (4, f"{it.id} at risk: {why}"),
                (3, f"{it.id} drop because {why}"),
                (6, f"{it.id} done"),
                (4, f"{it.id} help: a pair of eyes on {word}"),
                (3, f"why {it.id}"),
                (2, "C12 done"),
            ]
            if len(mine) > 1:
                rows.append((4, f"{it.id} needs {self.dice.choice(mine).id}"))
        return self._of(*rows)

    def about_a_digest(self, player: Player, helps: list[str]) -> str:
        if helps and self.dice.random() < 0.7:
            part = f"part: the {CANARIES[player.team]} half"
            return f"{self.dice.choice(helps)} {self._of((5, 'take'), (2, part), (2, CANNOT))}"
        return f"I like how the {CANARIES[player.team]} part went."


ANSWERS: dict[str, Callable[[Pen, Player, date, frozenset[str]], str]] = {
    "due": Pen.due,
    "offer": Pen.offer,
    "change": Pen.change,
    "counter": Pen.counter,
    "intent": Pen.intent,
    "objection": Pen.objection,
    "review": Pen.review,
    "lesson": Pen.lesson,
    "help": Pen.help,
}
