"""Answers without a name, as long as their round runs.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unsigned",
        sa.Column("occurrence", sa.String(length=120), nullable=False),
        sa.Column("data", sa.Text(), nullable=False, comment="how many, and all their lines, sorted"),
        sa.PrimaryKeyConstraint("occurrence", name=op.f("pk_unsigned")),
    )


def downgrade() -> None:
    op.drop_table("unsigned")
