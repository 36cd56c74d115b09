"""Listens to the statements that a ledger is asked while a conversation plays: each that reads or changes rows of teams
names a team, or the one thing or person that it is about, which are of one team. What asks over all teams is listed
here, with its reason.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import Any

from sqlalchemy import Engine, event

from paceline.ledger import schema

TABLES = frozenset(table.name for table in schema.metadata.tables.values() if "team" in table.c)
NAMES_ONE = frozenset(
    ("team", "id", "key", "address", "seq", "subject", "message", "person", "owner", "asked_by", "author", "sender",
     "organizer", "cadence", "about", "letter", "letter_id", "message_id", "sent_as", "recipient", "bears", "writer",
     "thread")
)  # fmt: skip
"""Columns that name a team, or one thing, person or mail."""
OVER_ALL_TEAMS = {
    "moments.due": "the clock is one for all; what is due is done team by team",
    "moments.next_instant": "only an instant comes of it",
    "moments.of_kind": "whether something is armed at all",
    "moments.listing": "for the operator",
    "inbox.waits": "whether any mail waits at all",
    "inbox.next_new": "who writes is not known before the mail is read",
    "inbox.counts": "figures for the operator",
    "inbox.listing": "for the operator",
    "inbox.starting_with": "the operator names a mail by the beginning of its id",
    "outbox.claim": "a letter is finished; it only has to go",
    "outbox.next_instant": "only an instant comes of it",
    "outbox.counts": "figures for the operator",
    "outbox.listing": "for the operator",
    "outbox.everything": "for the operator's export",
    "outbox.doubt_waiting": "after a backup was put back",
    "outbox.doubt_written": "after a backup was put back",
    "outbox._no_longer_held": "the operator lets all that is held go, or none of it",
    "cadences.everything": "instants are derived anew for all; of a person's own reviews the guests are looked at",
    "cadences.running_after": "instants are derived anew for all",
    "people.everyone": "the configuration is of all teams; for the operator",
    "people.ids": "an id is given once",
    "people.sync": "the configuration is of all teams",
    "identities.all_facts": "who is erased, or is two, is so in every team",
    "identities.scrub": "who is erased is so in every team",
    "identities.raws": "who is erased is so in every team",
    "retention._empty": "what is kept no longer is so in every team",
    "retention._held": "figures for the operator",
    "figures.look": "figures for the operator",
    "figures.newest": "only an instant comes of it",
    "facts.rebuild": "what is derived is derived anew",
    "search.clear": "what is derived is derived anew",
    "facts.newest": "for the operator, where no team is asked for",
    "feeds.newest": "whether anything is new at all",
    "feeds.teams_since": "which teams have something new",
}
"""Why these may ask without naming one."""

_COMPARED = re.compile(r'(\w+)"? (?:=|IN)', re.IGNORECASE)
_LEDGER, _NOT_ASKING = "/paceline/ledger/", ("store.py", "upsert.py")


def listen(engine: Engine) -> list[str]:
    """What is found is in the list that comes back."""
    found: list[str] = []

    def asked(_connection: Any, _cursor: Any, sql: str, *_: object) -> None:
        if _names_nobody(sql) and (who := _who_asks()) and who not in OVER_ALL_TEAMS:
            found.append(f"{who} names neither a team nor one thing: {sql}")

    event.listen(engine, "before_cursor_execute", asked)
    return found


@cache
def _names_nobody(sql: str) -> bool:
    tables = re.findall(r"\b(?:FROM|JOIN|UPDATE) (\w+)", sql, re.IGNORECASE)
    if TABLES.isdisjoint(tables) or sql.upper().startswith("INSERT"):
        return False
    where = re.split(r"\bWHERE\b", sql, flags=re.IGNORECASE)[1:]
    return NAMES_ONE.isdisjoint(_COMPARED.findall(" ".join(where)))


def _who_asks() -> str:
    """The innermost function of the ledger's that has a name (a comprehension is none's own before Python 3.12); ""
    where a test asks for itself."""
    frame = sys._getframe(1)
    while frame:
        path, name = frame.f_code.co_filename.replace("\\", "/"), frame.f_code.co_name
        if _LEDGER in path and not path.endswith(_NOT_ASKING) and not name.startswith("<"):
            return f"{path.rpartition('/')[2].removesuffix('.py')}.{name}"
        frame = frame.f_back  # type: ignore[assignment]
    return ""
