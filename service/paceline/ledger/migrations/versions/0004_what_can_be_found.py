"""What can be found by words: full-text search by FTS5 or tsvector. `Ledger.upgrade` fills it from the facts.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "searched",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, comment="of its newest fact"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_searched")),
    )
    op.create_index("ix_searched_subject", "searched", ["subject"], unique=True)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("create table searched_words (id integer primary key, words tsvector not null)")
        op.execute("create index ix_searched_words_words on searched_words using gin (words)")
    else:
        op.execute("create virtual table searched_words using fts5 (title, words, tokenize = 'ascii')")


def downgrade() -> None:
    op.drop_table("searched_words")
    op.drop_table("searched")
