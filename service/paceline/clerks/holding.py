"""Invites that are kept and not followed: the operator is told, and can let them in."""

from __future__ import annotations

from paceline.agenda.contents import Held
from paceline.clerks import mailroom
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.inbox.trust import Identity
from paceline.ledger.inbox import Arrival, Settlement
from paceline.letters import write


def hold(desk: Desk, arrival: Arrival, identity: Identity, title: str, why: str, asked: str = "") -> Settlement:
    """Kept, not followed; the operator is told once. `asked` is whom we asked about it, by first name."""
    again = f"paceline quarantine retry {arrival.id[:12]}"
    hint = (
        f"nothing: {asked} was told what would work. To let it in all the same: {again}"
        if asked
        else f"add the person to [people] or the domain to service.allow_domains, then: {again}"
    )
    reader = mailroom.operator(desk)
    content = Held(reader.address, identity.address or "(no valid From)", "invite", why, title, hint)
    posting = Posting(key=f"held/{arrival.id}", about=arrival.id)
    mailroom.post(desk, reader, posting, lambda reply_to: write.held(content, reply_to, desk.folders))
    return Settlement("held", "calendar", why)
