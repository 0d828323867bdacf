"""Proves rewritten revisions right by running them on a real Postgres."""
