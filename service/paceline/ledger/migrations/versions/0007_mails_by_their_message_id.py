"""Which mails bear one Message-ID: a hash of it, so that a second mail under it is told from the first.

Revision: 0007, after 0006. Mails that came before have none: theirs are not looked for.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    said = "hash of its Message-ID, once it is read"
    op.add_column("inbox", sa.Column("bears", sa.String(length=32), nullable=False, server_default="", comment=said))
    op.create_index("ix_inbox_bears", "inbox", ["bears"])


def downgrade() -> None:
    op.drop_index("ix_inbox_bears", "inbox")
    op.drop_column("inbox", "bears")
