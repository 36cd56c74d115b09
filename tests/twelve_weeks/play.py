"""The play: the clock moves from moment to moment, people answer what they get, and things happen to them."""

from __future__ import annotations

import heapq
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from conversation import ROBOT, Conversation, Letter
from sqlalchemy import event, select, text

from paceline import app
from paceline.config import load
from paceline.domain.asks import Item
from paceline.domain.cadence import cadence_id
from paceline.domain.commitments import Commitment
from paceline.domain.help import HelpRequest
from paceline.flow import Service
from paceline.ledger import facts, outbox, schema
from paceline.ledger.outbox import Posted
from twelve_weeks import cast
from twelve_weeks.answers import Pen
from twelve_weeks.cast import (
    ABSENCES,
    BOUNCING,
    BY_ID,
    FIRST_DAY,
    OUTAGE,
    PLAYERS,
    SERIES,
    STOPS,
    Leave,
    Player,
    Series,
)
from twelve_weeks.evidence import IDS, DigestDue, Evidence, Told, opened
from twelve_weeks.invariants import broken

MESSAGE_ID = re.compile(rb"^Message-ID: (<[^>]+>)", re.MULTILINE)
FAR = date(2099, 1, 1)
DIGESTS_SETTLED_AFTER = timedelta(days=21)
"""By then a digest has reached a reader who was on holiday that day and then away."""


@dataclass(order=True)
class _Act:
    at: datetime
    turn: int
    do: Callable[[], None] = field(compare=False)


class Play:
    """`seed` decides who writes what and when. What is broken after each day is in `broken`, as (day, what)."""

    def __init__(self, folder: Path, seed: int, *, weeks: int = cast.WEEKS) -> None:
        self.folder, self.weeks = folder, weeks
        self.dice = random.Random(seed)
        self.pen = Pen(self.dice)
        self.team = Conversation(folder, config=cast.config(FIRST_DAY), start=f"{FIRST_DAY} 00:30")
        self.team.zone = UTC  # type: ignore[assignment]
        self._write_without_waiting()
        self.evidence, self.broken = Evidence(), list[tuple[date, str]]()
        self.replies: Counter[str] = Counter()
        self._acts: list[_Act] = []
        self._turn = self._read = self._last_fact = 0
        self._settled_digests: set[tuple[str, datetime]] = set()
        with self.team.ledger.begin() as tx:
            for prefix in ("C", "D", "H"):
                tx.execute(schema.counters.insert(), {"prefix": prefix, "last": 99})

    def _write_without_waiting(self) -> None:
        """That what was written outlasts a power cut is shown elsewhere, and would take most of the time here."""
        engine = self.team.ledger.engine
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        engine.dispose()

    # --- time ----------------------------------------------------------------------------------------

    def run(self) -> Play:
        for day in self._days():
            self._plan_day(day)
            self._until(datetime.combine(day + timedelta(days=1), time(0), UTC))
            self._look(day)
        return self

    def close(self) -> None:
        self.team.close()

    def _days(self) -> Iterator[date]:
        return (FIRST_DAY + timedelta(days=n) for n in range(self.weeks * 7))

    def _until(self, end: datetime) -> None:
        while True:
            nxt = self.team._next()
            at = min((t for t in (nxt, self._acts[0].at if self._acts else None) if t), default=end)
            if at >= end:
                break
            self.team.clock.instant = self._not_in_the_outage(max(self.team.clock.instant, at))
            while self._acts and self._acts[0].at <= self.team.clock.instant:
                heapq.heappop(self._acts).do()
            self.team.tick()
            self._open_letters()
        self.team.clock.instant = max(self.team.clock.instant, end)

    def _not_in_the_outage(self, at: datetime) -> datetime:
        begins, ends = (instant.replace(tzinfo=UTC) for instant in OUTAGE)
        return ends if begins <= at < ends else at

    def _at(self, at: datetime, do: Callable[[], None]) -> None:
        self._turn += 1
        heapq.heappush(self._acts, _Act(max(at, self.team.clock.instant), self._turn, do))

    @property
    def now(self) -> datetime:
        return self.team.clock.instant

    # --- what is planned for a day -------------------------------------------------------------------

    def _plan_day(self, day: date) -> None:
        if day == FIRST_DAY:
            for n, series in enumerate(SERIES):
                self._at(self._hour(series.organizer, day, 9, n), lambda s=series: self._invite(s))
        for leave in ABSENCES:
            if day == leave.first - timedelta(days=leave.told):
                self._tell(leave, day)
        for who, (words, stops, starts) in STOPS.items():
            if day == stops:
                self._at(self._hour(who, day, 12), lambda w=who, t=words: self._stop(w, t))
            if day == starts:
                self._at(self._hour(who, day, 12), lambda w=who: self._start(w))
        if day == cast.LEAVES:
            organizer = next(it.organizer for it in SERIES if cast.LEAVER in it.guests)
            self._at(self._hour(organizer, day, 11), lambda: self._has_left(organizer, day))
        if day in (cast.JOINS, cast.LEAVES + timedelta(days=1), cast.RULES_CHANGE):
            self._at(datetime.combine(day, time(0, 5), UTC), lambda: self._restart(day))
        if day == cast.RULES_CHANGE:
            for who, words in cast.AGREED.items():
                self._at(self._hour(who, day, 11), lambda p=BY_ID[who], w=words: self._write(p, None, w, "unasked"))
        for series in SERIES:
            self._change_series(series, day)
        for player in PLAYERS:
            if self._is_here(player, day) and player.works_on(day) and self.dice.random() < 0.3 * player.diligence:
                at = self._hour(player.id, day, self.dice.randint(9, 17), self.dice.randint(0, 59))
                self._at(at, lambda p=player: self._of_their_own(p))

    def _hour(self, who: str, day: date, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute), BY_ID[who].zone).astimezone(UTC)

    def _is_here(self, player: Player, day: date) -> bool:
        gone = any(leave.who == player.id and leave.first <= day <= leave.last for leave in ABSENCES)
        span = BOUNCING.get(player.id)
        cut_off = span is not None and span[0] <= day <= span[1]
        return player.id in self._members(day) and not gone and not cut_off

    def _members(self, day: date) -> frozenset[str]:
        late = {cast.JOINER} if day < cast.JOINS else set()
        return frozenset(p.id for p in PLAYERS) - late - ({cast.LEAVER} if day >= cast.LEAVES else set())

    # --- calendars -----------------------------------------------------------------------------------

    def _invite(self, series: Series, *, sequence: int = 0, start: datetime | None = None, extra: str = "") -> None:
        guests = tuple(who for who in series.guests if series.takes_part(who, self.now.date()))
        self.team.invites(
            series.organizer, series.rule, start=f"{start or series.start:%Y-%m-%d %H:%M}", title=series.title,
            guests=guests, text=series.text, uid=series.uid, sequence=sequence, minutes=series.minutes,
            zone=series.zone, extra=extra,
        )  # fmt: skip
        self._open_letters()

    def _change_series(self, series: Series, day: date) -> None:
        """What the organizer changes, some days before it takes effect."""
        soon = day + timedelta(days=4)
        if soon in series.moved:
            to = series.moved[soon]
            self._at(self._hour(series.organizer, day, 10), lambda: self._one_date(series, soon, to))
        if soon in series.cancelled:
            self._at(self._hour(series.organizer, day, 10), lambda: self._one_date(series, soon, None))
        if series.later and soon == series.later[0]:
            start = datetime.combine(series.start.date(), series.later[1])
            self._at(self._hour(series.organizer, day, 10), lambda: self._invite(series, sequence=2, start=start))
        if any(day in span for span in series.members.values()):
            self._at(self._hour(series.organizer, day, 10), lambda: self._invite(series, sequence=1))

    def _one_date(self, series: Series, day: date, to: datetime | None) -> None:
        at = datetime.combine(day, series.start.time())
        named = f"RECURRENCE-ID;TZID={series.zone}:{at:%Y%m%dT%H%M%S}\n"
        guests = tuple(who for who in series.guests if series.takes_part(who, day))
        self.team.invites(
            series.organizer, "", start=f"{to or at:%Y-%m-%d %H:%M}", title=series.title, guests=guests,
            text=series.text, uid=series.uid, sequence=1, minutes=series.minutes, zone=series.zone, extra=named,
            method="REQUEST" if to else "CANCEL",
        )  # fmt: skip
        self._open_letters()

    # --- what happens to people ----------------------------------------------------------------------

    def _tell(self, leave: Leave, day: date) -> None:
        if leave.how == "notice":
            return  # their mail program says so when a letter comes
        told = self._hour(leave.who, day, 8 if leave.told == 0 else 15)
        self._at(told, lambda: self._say_away(leave))

    def _say_away(self, leave: Leave) -> None:
        deputy = f", deputy @{leave.deputy}" if leave.deputy else ""
        if leave.how == "said":
            words = f"away {leave.first.day} {leave.first:%b} to {leave.last.day} {leave.last:%b}{deputy}"
            self.team.says(leave.who, words, to="new")
        else:
            self.team.invites(
                leave.who, "", start=str(leave.first), title="Vacation", all_day=True, guests=(),
                uid=f"away-{leave.who}@acme.example", days=(leave.last - leave.first).days + 1,
                text=f"deputy: @{leave.deputy}" if leave.deputy else "",
            )  # fmt: skip
        self._is_away(leave)

    def _is_away(self, leave: Leave) -> None:
        self.evidence.told.append(Told(leave.who, leave.first, leave.last, self.now))
        self._open_letters()

    def _stop(self, who: str, words: str) -> None:
        self.team.says(who, words, to="new")
        what = words.partition(" ")[2]
        self.evidence.told.append(Told(who, self.now.date(), STOPS[who][2] or FAR, self.now, what))
        self._open_letters()

    def _start(self, who: str) -> None:
        told = self.evidence.told
        self.evidence.told = [it for it in told if it.who != who or it.what == "away"]
        self.team.says(who, "start", to="new")
        self._open_letters()

    def _has_left(self, organizer: str, day: date) -> None:
        self.team.says(organizer, f"@{cast.LEAVER} has left", to="new")
        self.team.says(organizer, f"yes, @{cast.LEAVER} has left", to="new")
        self.evidence.told.append(Told(cast.LEAVER, day, FAR, self.now))
        self._open_letters()

    def _take_over(self, player: Player, letter: Letter) -> None:
        """Somebody takes one of the things that have no owner any more."""
        found = [it for it in IDS.findall(letter.text) if it.startswith("C")]
        if found:
            self._write(player, letter, f"{self.dice.choice(found)} accept", "takes over")

    def _restart(self, day: date) -> None:
        """The service is started anew with the configuration of that day."""
        path = self.folder / "paceline.toml"
        path.write_text(cast.config(day))
        self.team.config = load(path, {})
        app.prepare(self.team.config)
        self.team.service = Service(self.team.config, self.team.ledger, self.team.clock)

    def _of_their_own(self, player: Player) -> None:
        self._write(player, None, self._unasked(player), "unasked")

    def _unasked(self, player: Player) -> str:
        today = self.now.astimezone(player.zone).date()
        return self.pen.of_their_own(player, today, self._members(today), self._promises(player))

    def _promises(self, player: Player) -> list[Commitment]:
        with self.team.ledger.begin() as tx:
            found = facts.open_items(tx, owner=player.id, prefix="C")
        return [it for it in found if isinstance(it, Commitment) and it.is_open]

    # --- letters -------------------------------------------------------------------------------------

    def _open_letters(self) -> None:
        """Everybody opens what has come: keeps it as evidence, and thinks of an answer."""
        fresh = self.team.transport.letters[self._read :]
        self._read += len(fresh)
        if not fresh:
            return
        ids = [MESSAGE_ID.findall(letter.raw)[0].decode() for letter in fresh]
        with self.team.ledger.begin() as tx:
            posted = {
                it.message_id: it
                for at in range(0, len(ids), 50)
                for it in outbox.by_message_ids(tx, ids[at : at + 50])
            }
        for letter, message_id in zip(fresh, ids, strict=True):
            self._open(letter, posted[message_id])

    def _open(self, letter: Letter, row: Posted) -> None:
        sent = opened(
            letter.raw, self.now, key=row.key, kind=row.kind, team=row.team, person=row.person, about=row.about,
            items=row.items,
        )  # fmt: skip
        self.evidence.letters.append(sent)
        player = BY_ID.get(row.person)
        if player is None:
            return
        today = self.now.astimezone(player.zone).date()
        span = BOUNCING.get(player.id)
        if span and span[0] <= today <= span[1]:
            self._at(self.now + timedelta(minutes=4), lambda: self._bounce(letter, row.key))
        elif not self._is_here(player, today):
            self._answer_by_machine(player, letter, today)
        elif sent.asks and self.dice.random() < player.diligence:
            self._think_about(player, letter, row)
        elif row.kind == "digest" and self.dice.random() < 0.12:
            self._at(self._later(0.2, 5), lambda: self._comment(player, letter))
        elif row.kind == "departure" and self.dice.random() < 0.4:
            self._at(self._later(0.2, 30), lambda: self._take_over(player, letter))
        elif row.kind == "receipt" and self.dice.random() < 0.03 and "Away from" not in sent.text:
            self._at(self._later(0.1, 3), lambda: self._write(player, letter, "undo", "undone"))

    def _answer_by_machine(self, player: Player, letter: Letter, today: date) -> None:
        """A mail program that was told of the absence answers, where the letter does not ask it not to."""
        leave = next((it for it in ABSENCES if it.who == player.id and it.first <= today <= it.last), None)
        if leave and leave.how == "notice" and "OOF" not in str(letter.mail["X-Auto-Response-Suppress"]):
            words = f"I am out of office from {leave.first:%d %B %Y} until {leave.last:%d %B %Y}."
            self._at(self.now + timedelta(minutes=1), lambda: self._notice(leave, letter, words))

    def _notice(self, leave: Leave, letter: Letter, words: str) -> None:
        self.team.says(
            leave.who, words, to=letter, quote=False, subject="Out of office", **{"Auto-Submitted": "auto-replied"}
        )
        self.replies["out of office"] += 1
        self._is_away(leave)

    def _bounce(self, letter: Letter, key: str) -> None:
        self.team.brings(bounce(letter, len(self.evidence.came_back)))
        self.evidence.came_back[key] = self.now
        self.evidence.told.append(Told(letter.to.partition("@")[0], date.min, FAR, self.now, "unreachable"))
        self.replies["bounced"] += 1
        self._open_letters()

    def _later(self, soonest: float, latest: float) -> datetime:
        """So many hours from now."""
        return self.now + timedelta(seconds=round(3600 * self.dice.uniform(soonest, latest)))

    def _think_about(self, player: Player, letter: Letter, row: Posted) -> None:
        late = self.dice.random() < 0.15
        at = self._later(26, 90) if late else self._later(0.2, 7)
        how = "late" if late else "on time"
        self._at(at, lambda: self._reply(player, letter, row, how))
        if self.dice.random() < 0.06:
            self._at(at + timedelta(hours=2), lambda: self._reply(player, letter, row, "a second time"))

    def _reply(self, player: Player, letter: Letter, row: Posted, how: str) -> None:
        today = self.now.astimezone(player.zone).date()
        if not self._is_here(player, today):
            return
        mine = self._promises(player)
        parts = [self._answer(item, player, today, mine) for item in row.items if item.number]
        words = "\n".join(part for part in reversed(parts) if part)
        if words:
            self._write(player, letter, words, how)

    def _answer(self, item: Item, player: Player, today: date, mine: list[Commitment]) -> str:
        here = self._members(today)
        if item.kind != "update":
            return self.pen.answer(item, player, today, here)
        if item.subject.startswith(cadence_id(cast.PULSE)):
            return self.pen.pulse(player, item.number)
        return self.pen.update(player, today, here, mine)

    def _comment(self, player: Player, letter: Letter) -> None:
        with self.team.ledger.begin() as tx:
            found = facts.open_items(tx, team=player.team, prefix="H")
        helps = [it.id for it in found if isinstance(it, HelpRequest) and it.owner != player.id and it.state == "open"]
        self._write(player, letter, self.pen.about_a_digest(player, helps), "to a digest")

    def _write(self, player: Player, letter: Letter | None, words: str, how: str) -> None:
        self.replies[how] += 1
        self._is_reachable(player.id)
        mail = self.team.mail(player.id, words, letter, quote=self.dice.random() < 0.7)
        if self.dice.random() < 0.1:
            mail.set_content("<div>" + "</div><div>".join(words.splitlines()) + "</div>", subtype="html")
        raw = mail.as_bytes()
        self.team.brings(raw)
        if self.dice.random() < 0.03:
            self.replies["delivered twice"] += 1
            self.team.brings(raw)
        self._open_letters()

    def _is_reachable(self, who: str) -> None:
        """Who writes from an address reads what comes there."""
        told = self.evidence.told
        for at, it in enumerate(told):
            if it.who == who and it.what == "unreachable" and it.until is None:
                told[at] = replace(it, until=self.now)

    # --- the evening ---------------------------------------------------------------------------------

    def _look(self, day: date) -> None:
        e = self.evidence
        with self.team.ledger.begin() as tx:
            newest = tx.execute(select(schema.facts.c.seq).order_by(schema.facts.c.seq.desc()).limit(1)).scalar() or 0
            if newest > self._last_fact:
                query = select(schema.facts).where(schema.facts.c.seq > self._last_fact).order_by(schema.facts.c.seq)
                e.facts += facts._entries(tx.execute(query))
            rows = tx.execute(text("select subject, owner, due from open_items")).all()
        self._last_fact = newest
        e.items = {row[0]: (row[1], row[2] or "") for row in rows}
        e.digests_due = list(self._digests_due(self.now - DIGESTS_SETTLED_AFTER))
        self.broken += [(day, what) for what in broken(e)]

    def _digests_due(self, until: datetime) -> Iterator[DigestDue]:
        for series in SERIES:
            for start in series.occurrences():
                if start < until and (series.uid, start) not in self._settled_digests:
                    self._settled_digests.add((series.uid, start))
                    for who in series.guests:
                        if series.takes_part(who, start.date()):
                            yield DigestDue(cadence_id(series.uid), start, who)


def bounce(letter: Letter, count: int) -> bytes:
    """What a mail server sends for a letter that it could not deliver (RFC 3464)."""
    return (
        f"From: MAILER-DAEMON@acme.example\r\nTo: {ROBOT}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"Message-ID: <b{count}@mx.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nUser unknown\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {letter.to}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {letter.mail['Message-ID']}\r\n\r\n--b--\r\n"
    ).encode()
