"""What was asked outside for a contact, what came of it, and which hosts are to be left alone."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", Identity, nullable=False),
        sa.Column("record_id", Identity, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("fresh_until", sa.String(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_evidence_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_record_id"), "evidence", ["record_id"], unique=False)
    op.create_index(op.f("ix_evidence_host_asked_at"), "evidence", ["host", "asked_at"], unique=False)
    op.create_index(op.f("ix_evidence_url"), "evidence", ["url"], unique=False)
    op.create_table(
        "lookups",
        sa.Column("id", Identity, nullable=False),
        sa.Column("record_id", Identity, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("led_to", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_lookups_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lookups")),
    )
    op.create_index(op.f("ix_lookups_record_id"), "lookups", ["record_id"], unique=False)
    op.create_table(
        "pauses",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_pauses")),
    )
