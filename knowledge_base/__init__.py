"""WHAT WE KNOW: notes, the database that keeps them, and the settings. Imports nothing of ours."""

VERSION = "0.1.0"
"""This program's version, as pyproject.toml has it."""
