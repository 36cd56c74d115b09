"""What became of a commitment, told to those whom it concerns, each in a letter of their own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from paceline.agenda.contents import Tidings, TidingsKind
from paceline.agenda.rounds import digest_for
from paceline.clerks import mailroom
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.domain.commitments import Commitment
from paceline.ledger import facts, people
from paceline.letters import write
from paceline.letters.write import Letter


def tell(
    desk: Desk, it: Commitment, kind: TidingsKind, to: Iterable[str], *, by: str, reason: str | None = None
) -> None:
    """Tell those in `to` (ids), after their quiet hours. `by` is who brought it about: their receipt says it already.

    Who wants neither asks nor digests hears nothing.
    """
    names = desk.names(it.team)
    count = len(facts.of(desk.tx, it.id))
    for person in dict.fromkeys(to):
        reader = people.by_id(desk.tx, person)
        if reader is None or person == by or reader.wants_nothing:
            continue
        content = Tidings(
            reader=reader,
            kind=kind,
            id=it.id,
            what=it.what,
            who=names.get(by, by),
            due=it.due,
            was=it.moves[-1].was if it.moves else None,
            words=it.was[-1] if it.was else "",
            reason=_reason(it, kind) if reason is None else reason,
            day=desk.today(reader),
            lessons=it.lessons if kind == "learned" else (),
        )
        posting = Posting(
            key=f"tidings/{it.id}/{count}/{kind.replace(' ', '-')}/{person}",
            team=it.team,
            about=it.id,
            thread=it.id,
            not_before=digest_for(reader, desk.now),
        )
        mailroom.post(desk, reader, posting, partial(_letter, desk, content))


def _reason(it: Commitment, kind: TidingsKind) -> str:
    if kind in ("moved", "accepted") and it.moves:
        return it.moves[-1].reason
    return it.note


def _letter(desk: Desk, content: Tidings, reply_to: str) -> Letter:
    return write.tidings(content, reply_to, desk.folders)
