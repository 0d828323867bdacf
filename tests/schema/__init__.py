"""Holds what `rectify schema` says against a real Postgres."""
