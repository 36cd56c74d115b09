"""The first tables.

Revision: 0001, the first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "addresses",
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_addresses")),
    )
    op.create_index("ix_addresses_person", "addresses", ["person"], unique=False)
    op.create_table(
        "asks",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("cadence", sa.String(length=20), nullable=False),
        sa.Column("since", sa.String(length=27), nullable=False),
        sa.Column("until", sa.String(length=27), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False, comment="open, answered or lapsed"),
        sa.Column("letter", sa.String(length=200), nullable=False, comment="the envelope that carried it"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_asks")),
    )
    op.create_index("ix_asks_cadence", "asks", ["cadence", "state"], unique=False)
    op.create_index("ix_asks_person", "asks", ["person", "state"], unique=False)
    op.create_index("ix_asks_subject", "asks", ["subject"], unique=False)
    op.create_table(
        "cadences",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("organizer", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("ordered", sa.Text(), nullable=False, comment="settings that the organizer gave by mail"),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("paused_until", sa.String(length=27), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadences")),
    )
    op.create_index("ix_cadences_team", "cadences", ["team"], unique=False)
    op.create_table(
        "counters",
        sa.Column("prefix", sa.String(length=4), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", name=op.f("pk_counters")),
    )
    op.create_table(
        "facts",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("message", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_facts")),
    )
    op.create_index("ix_facts_message", "facts", ["message"], unique=False)
    op.create_index("ix_facts_subject", "facts", ["subject", "seq"], unique=False)
    op.create_index("ix_facts_team", "facts", ["team", "seq"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("id", sa.String(length=64), nullable=False, comment="hash of the mail without its trace headers"),
        sa.Column("mailbox", sa.String(length=100), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("received_at", sa.String(length=27), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False, comment="new, settled, held or quarantined"),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sender", sa.String(length=20), nullable=False, comment="the person's id, once known"),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
    )
    op.create_index(
        "ix_inbox_new",
        "inbox",
        ["next_at", "received_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'new'"),
        postgresql_where=sa.text("state = 'new'"),
    )
    op.create_table(
        "letters",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("return_path", sa.String(length=320), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False, comment="the occurrence or the inbox id it answers"),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.String(length=27), nullable=False),
        sa.Column("expires", sa.String(length=27), nullable=False, comment="its reply address counts until then"),
        sa.Column("state", sa.String(length=10), nullable=False, comment="queued, sending, sent, refused or unknown"),
        sa.Column(
            "next_at",
            sa.String(length=27),
            nullable=False,
            comment="when queued: not before; when sending: the lease's end",
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.String(length=27), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_letters")),
    )
    op.create_index("ix_letters_about", "letters", ["about"], unique=False)
    op.create_index("ix_letters_letter_id", "letters", ["letter_id"], unique=False)
    op.create_index("ix_letters_message_id", "letters", ["message_id"], unique=False)
    op.create_index("ix_letters_person", "letters", ["person", "created_at"], unique=False)
    op.create_index(
        "ix_letters_waiting",
        "letters",
        ["next_at", "created_at", "key"],
        unique=False,
        sqlite_where=sa.text("state IN ('queued', 'sending')"),
        postgresql_where=sa.text("state IN ('queued', 'sending')"),
    )
    op.create_table(
        "moments",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.Column("cadence", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_moments")),
    )
    op.create_index("ix_moments_at", "moments", ["at", "key"], unique=False)
    op.create_index("ix_moments_cadence", "moments", ["cadence"], unique=False)
    op.create_table(
        "open_items",
        sa.Column("subject", sa.String(length=20), nullable=False, comment="C12, D4 or H3, as long as it is open"),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("owner", sa.String(length=60), nullable=False),
        sa.Column("asked_by", sa.String(length=60), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=True, comment="ISO day"),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_open_items")),
    )
    op.create_index("ix_open_items_owner", "open_items", ["owner"], unique=False)
    op.create_index("ix_open_items_team", "open_items", ["team"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("learned", sa.Boolean(), nullable=False, comment="from an invite, not from the configuration"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index("ix_people_team", "people", ["team"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_people_team", table_name="people")
    op.drop_table("people")
    op.drop_index("ix_open_items_team", table_name="open_items")
    op.drop_index("ix_open_items_owner", table_name="open_items")
    op.drop_table("open_items")
    op.drop_index("ix_moments_cadence", table_name="moments")
    op.drop_index("ix_moments_at", table_name="moments")
    op.drop_table("moments")
    op.drop_index(
        "ix_letters_waiting",
        table_name="letters",
        sqlite_where=sa.text("state IN ('queued', 'sending')"),
        postgresql_where=sa.text("state IN ('queued', 'sending')"),
    )
    op.drop_index("ix_letters_person", table_name="letters")
    op.drop_index("ix_letters_message_id", table_name="letters")
    op.drop_index("ix_letters_letter_id", table_name="letters")
    op.drop_index("ix_letters_about", table_name="letters")
    op.drop_table("letters")
    op.drop_index(
        "ix_inbox_new",
        table_name="inbox",
        sqlite_where=sa.text("state = 'new'"),
        postgresql_where=sa.text("state = 'new'"),
    )
    op.drop_table("inbox")
    op.drop_index("ix_facts_team", table_name="facts")
    op.drop_index("ix_facts_subject", table_name="facts")
    op.drop_index("ix_facts_message", table_name="facts")
    op.drop_table("facts")
    op.drop_table("counters")
    op.drop_index("ix_cadences_team", table_name="cadences")
    op.drop_table("cadences")
    op.drop_index("ix_asks_subject", table_name="asks")
    op.drop_index("ix_asks_person", table_name="asks")
    op.drop_index("ix_asks_cadence", table_name="asks")
    op.drop_table("asks")
    op.drop_index("ix_addresses_person", table_name="addresses")
    op.drop_table("addresses")
