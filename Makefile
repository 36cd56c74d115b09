# Everything runs from a virtual environment of its own; only Python 3.11+ and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
FUZZ_ROUNDS ?= 1
FUZZ_MINUTES ?= 10
PYTEST := $(BIN)/python -m pytest -n auto --maxschedchunk=1 -q $(PYTEST_MORE)

# Hundreds of processes are started by the tests: none should compile all that it imports anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check faults fuzz mutations format bench clean

demo: $(STAMP)  ## a team's two weeks, through a real embedded mail server
	$(BIN)/paceline demo

test: $(STAMP)  ## the suite without its long proofs; parts that need a server are skipped with a reason
	$(PYTEST) -m "not slow"

check: $(STAMP)  ## what every commit must pass: format, lint, types, layers, "make test", and the long proofs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test
	$(PYTEST) -m slow

faults: $(STAMP)  ## processes killed, connections cut, disks full, clocks wrong: all campaigns, and their figures
	PYTHONPATH=tests $(BIN)/python -m faults

fuzz: $(STAMP)  ## what holds for all input, on input that no run has seen: FUZZ_ROUNDS times, then FUZZ_MINUTES by atheris
	for round in $$(seq $(FUZZ_ROUNDS)); do \
	  $(BIN)/python -m pytest -n auto -q --hypothesis-profile=search \
	    $$(grep -rl --include=test_*.py "from hypothesis" tests) || exit; \
	done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --group fuzz || true
	PYTHONPATH=tests nice $(BIN)/python -m fuzzing --minutes $(FUZZ_MINUTES)

mutations: $(STAMP)  ## each promise of docs/security.md is broken on purpose, and its test seen to fail
	PACELINE_FULL=1 $(PYTEST) tests/mutations

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP)
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Paceline needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[postgres,redis,imap,caldav,google,exchange,graph]" --group dev
	touch $@
