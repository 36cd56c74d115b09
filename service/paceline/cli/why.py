"""`paceline why C12`: how something came to be, with the mails that say so."""

from __future__ import annotations

from typing import Annotated

import typer

from paceline.cli.commands import FailedError, command_app
from paceline.cli.opening import books
from paceline.cli.options import AsJson, ConfigPath
from paceline.cli.output import show

app = command_app()

EXAMPLE = """
\b
Example:
  paceline why C12
"""
COLUMNS = {
    "at": "When", "fact": "What happened", "mail": "Mail", "from": "From", "received_at": "Came",
    "subject": "Its subject",
}  # fmt: skip


@app.command(epilog=EXAMPLE)
def why(
    subject: Annotated[str, typer.Argument(help="A commitment (C12), a decision (D4) or a help request (H3).")],
    config: ConfigPath = None,
    as_json: AsJson = False,
) -> None:
    """Show the chain of facts behind one record, each with the mail that it came from."""
    from paceline.clerks.telling import in_words
    from paceline.inbox.mail import Message, read
    from paceline.ledger import facts, inbox, people

    with books(config) as tx:
        entries = facts.of(tx, subject.upper())
        if not entries:
            raise FailedError(f"there is no {subject}; the ids are in: paceline ledger")
        names = {person.id: person.first_name for person, _ in people.everyone(tx)}
        records = []
        for entry in entries:
            kept = inbox.kept(tx, entry.message) if entry.message else None
            mail = read(kept.raw) if kept and kept.raw else None
            about = mail.subject if isinstance(mail, Message) else ""
            told = {"at": entry.at, "fact": in_words(entry, names)}
            came = {
                "from": kept.sender if kept else "",
                "received_at": kept.received_at if kept else None,
            }
            records.append({**told, "mail": entry.message[:12], **came, "subject": about})
    show(records, COLUMNS, as_json=as_json)
