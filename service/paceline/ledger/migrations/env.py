"""Alembic's entry: the connection is handed over by `Ledger.upgrade`."""

from alembic import context

from paceline.ledger.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
