"""What servers hold of ours: letters, as drafts and by a Message-ID of their own; our calendar, as it was last seen.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, kind, comment in (
        ("draft", sa.Text(), "what the server calls it while it lies there"),
        ("sent_as", sa.String(length=400), "the Message-ID it went under, if another"),
        ("event", sa.Text(), "the event of our own calendar that it answers"),
    ):
        op.add_column("letters", sa.Column(name, kind, nullable=False, server_default="", comment=comment))
    op.create_index("ix_letters_sent_as", "letters", ["sent_as"])
    op.create_table(
        "calendars",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False, comment="up to where it was read, in its server's own words"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_calendars")),
    )
    op.create_table(
        "events",
        sa.Column(
            "key", sa.String(length=64), nullable=False, comment="of the calendar and of what it calls the event"
        ),
        sa.Column("calendar", sa.String(length=300), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("cadence", sa.String(length=60), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False, comment="as it was last seen"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_events")),
    )
    op.create_index("ix_events_calendar", "events", ["calendar"])
    op.create_index("ix_events_cadence", "events", ["cadence"])
    op.create_table(
        "entries",
        sa.Column(
            "uid", sa.String(length=300), nullable=False, comment="of an event that we wrote into our own calendar"
        ),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_entries")),
    )


def downgrade() -> None:
    for table in ("entries", "events", "calendars"):
        op.drop_table(table)
    op.drop_index("ix_letters_sent_as", "letters")
    for column in ("event", "sent_as", "draft"):
        op.drop_column("letters", column)
