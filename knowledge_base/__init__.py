"""WHAT WE KNOW: notes, the database that keeps them, and the settings. Imports nothing of ours."""
