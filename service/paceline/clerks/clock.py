"""A clock that could not be believed for a while: the operator is told when it is over."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from paceline.agenda.contents import ClockWasWrong
from paceline.clerks import mailroom
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.letters import write


def tell(desk: Desk, since: datetime, until: datetime, why: str) -> None:
    """Once for all processes that noticed within the hour."""
    reader = mailroom.operator(desk)
    content = ClockWasWrong(reader, since, until, why)
    posting = Posting(key=f"clock/{since:%Y-%m-%dT%H}")
    mailroom.post(desk, reader, posting, partial(write.clock, content, folders=desk.folders))
