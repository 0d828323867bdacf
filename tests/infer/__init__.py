"""Proves what is learnt from a project's own types: see README.md."""
