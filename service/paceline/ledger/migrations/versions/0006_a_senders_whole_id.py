"""The id of a mail's sender may be as long as a person's id: PostgreSQL refused what is longer than 20 characters.

Revision: 0006, after 0005. SQLite holds no length against anybody, and keeps no other octets for another: there the
table's text alone is changed (https://sqlite.org/lang_altertable.html, 7), and not all mails are written anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _set_length(20, 64)


def downgrade() -> None:
    _set_length(64, 20)


def _set_length(was: int, now: int) -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.alter_column("inbox", "sender", type_=sa.String(length=now), existing_nullable=False)
        return
    version = connection.exec_driver_sql("pragma schema_version").scalar() or 0
    connection.exec_driver_sql("pragma writable_schema = on")
    connection.exec_driver_sql(
        "update sqlite_master set sql = replace(sql, ?, ?) where type = 'table' and name = 'inbox'",
        (f"sender VARCHAR({was})", f"sender VARCHAR({now})"),
    )
    connection.exec_driver_sql(f"pragma schema_version = {version + 1}")
    connection.exec_driver_sql("pragma writable_schema = off")
