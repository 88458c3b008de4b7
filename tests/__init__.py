"""The tests; a package, so that `tests.telegram` never hides the library of the same name."""
