"""Invites that are kept and not followed: the operator is told, and can let them in."""

from __future__ import annotations

from datetime import timedelta

from paceline.agenda.contents import Held
from paceline.clerks import mailroom, persons
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.inbox.trust import Identity
from paceline.ledger import outbox
from paceline.ledger.inbox import Arrival, Settlement
from paceline.letters import write

_HOUR = timedelta(hours=1)
TOLD_AN_HOUR = 10
"""Anybody on earth can send invites, and each that is held would be a letter to the operator."""


def hold(desk: Desk, arrival: Arrival, identity: Identity, title: str, why: str, asked: str = "") -> Settlement:
    """Kept, not followed; the operator is told once. `asked` is whom we asked about it, by first name."""
    if member := persons.taken_for(desk, identity.address) if identity.address else "":
        why = f"{why}; the address looks like {member}, and is another"
    again = f"paceline quarantine retry {arrival.id[:12]}"
    allowed = identity.address.rpartition("@")[2] in desk.config.service.allow_domains
    names = "the person to [people]" + (", with their team" if allowed else " or the domain to service.allow_domains")
    hint = (
        f"nothing: {asked} was told what would work. To let it in all the same: {again}"
        if asked
        else f"add {names}, then: {again}"
    )
    reader = mailroom.operator(desk)
    told = outbox.count_since(desk.tx, reader.id, ("held",), desk.now - _HOUR)
    if told + 1 == TOLD_AN_HOUR:
        hint = f"{hint}. What else is held within this hour is only in: paceline quarantine list"
    content = Held(reader.address, identity.address or "(no valid From)", "invite", why, title, hint)
    posting = Posting(key=f"held/{arrival.id}", about=arrival.id)
    if told < TOLD_AN_HOUR:
        mailroom.post(desk, reader, posting, lambda reply_to: write.held(content, reply_to, desk.folders))
    return Settlement("held", "calendar", why)
