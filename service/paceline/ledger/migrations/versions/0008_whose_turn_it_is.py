"""The order in which waiting mails are settled: whoever writes very much lets others go first.

Revision: 0008, after 0007. Mails that wait go on in the order they had.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NEW = sa.text("state = 'new'")


def upgrade() -> None:
    for column in (
        sa.Column(
            "writer", sa.String(64), nullable=False, server_default="", comment="a person's id by what the mail says"
        ),
        sa.Column(
            "thread",
            sa.String(16),
            nullable=False,
            server_default="",
            comment="hash of what its conversation began with",
        ),
        sa.Column("turn", sa.String(27), nullable=True, comment="the order in which waiting mails are settled"),
    ):
        op.add_column("inbox", column)
    op.execute("update inbox set turn = next_at where state = 'new'")
    op.drop_index("ix_inbox_new", "inbox")
    op.create_index("ix_inbox_turn", "inbox", ["turn", "received_at", "id"], sqlite_where=NEW, postgresql_where=NEW)
    for lane in ("writer", "thread"):
        op.create_index(f"ix_inbox_{lane}", "inbox", [lane, "turn"], sqlite_where=NEW, postgresql_where=NEW)


def downgrade() -> None:
    for name in ("ix_inbox_turn", "ix_inbox_writer", "ix_inbox_thread"):
        op.drop_index(name, "inbox")
    op.create_index("ix_inbox_new", "inbox", ["next_at", "received_at", "id"], sqlite_where=NEW, postgresql_where=NEW)
    for column in ("turn", "thread", "writer"):
        op.drop_column("inbox", column)
