"""Runs `rectify verify` on small projects, as a user does."""
