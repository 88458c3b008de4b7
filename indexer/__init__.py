"""How Prima finds what it knows: Indonesian text, vectors, both indexes and the ranking."""
