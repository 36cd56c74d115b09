"""Due days and the ends of windows as events of our own calendar, for those teams whose people share it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from paceline.clerks.desk import Desk
from paceline.clerks.feeds import Feeds, Whose, uid_of
from paceline.ledger import calendars
from paceline.ledger import feeds as ledger
from paceline.letters import ical


@dataclass(frozen=True, slots=True)
class Difference:
    """What is to be written into the calendar (octets by UID), and what is to be taken away (UIDs)."""

    write: Mapping[str, bytes] = field(default_factory=dict)
    remove: tuple[str, ...] = ()


def rests_on(desk: Desk) -> str:
    """The newest fact, the day, and the teams: while they are the same there is no difference."""
    newest, _ = ledger.newest(desk.tx)
    return f"{newest} {desk.now:%Y-%m-%d} {','.join(desk.config.published)}"[:200]


def difference(desk: Desk) -> Difference:
    """Between what the calendar holds of us and what it should."""
    wanted = _wanted(desk)
    written = calendars.entries(desk.tx)
    fresh = {uid: raw for uid, raw in wanted.items() if written.get(uid) != digest(raw)}
    return Difference(fresh, tuple(sorted(written.keys() - wanted.keys())))


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _wanted(desk: Desk) -> dict[str, bytes]:
    feeds, uid = Feeds(desk), uid_of(desk)
    found: dict[str, bytes] = {}
    for team in desk.config.published:
        content = feeds.content(Whose("team", team))
        for entry in content.entries:
            raw = ical.event(entry, content.zone, uid=uid, service=desk.config.service.address)
            if raw:
                found[uid("due", entry.id)] = raw
    return found
