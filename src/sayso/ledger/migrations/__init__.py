"""Alembic's migrations of the ledger, oldest first; their numbers are the versions of the schema."""
