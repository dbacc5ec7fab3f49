"""What files say of the user: proposals for the settings."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", Identity, nullable=False),
        sa.Column("file_id", Identity, nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_proposals_file_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_file_id"), "proposals", ["file_id"], unique=False)
