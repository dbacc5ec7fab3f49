"""Run by Alembic inside the transaction that `legwork.store.schema` has opened."""

from alembic import context

from legwork.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can roll DDL back once the driver's own transactions are off, which Alembic cannot know.
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
