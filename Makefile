# make run    installs what it needs, brings the index up to date, starts Prima
# make test   installs what it needs, runs the tests
# make check  lint, format check, strict types
.PHONY: run test check format clean

PYTHON ?= python3
BIN := .venv/bin
export PYTHONUTF8 := 1

run: .venv/.run
	@$(BIN)/python -m indexer build
	@$(BIN)/python -m bot

test: .venv/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal

check: .venv/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: .venv/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The stamps are younger than the requirements they were made from, so nothing is installed twice.
# Python compiles a library's modules when they are first imported; most never are.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -r

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Prima needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/.run: requirements.txt | .venv/bin/python
	$(INSTALL) requirements.txt
	@touch $@

.venv/.dev: requirements.txt requirements-dev.txt | .venv/bin/python
	$(INSTALL) requirements-dev.txt
	@touch .venv/.run $@
