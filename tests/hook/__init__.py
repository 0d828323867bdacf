"""Rectify as Alembic's post-write hook, in a project as a user has it."""
