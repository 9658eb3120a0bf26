# Two commands for everybody: `make serve` reads the book, `make test` proves it.
.PHONY: serve site kit test test-everything record check execute execute-all benchmark linkcheck chapters chromium clean

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif
UV := $(BIN)/uv
UV_VERSION := 0.13.8

serve: .venv/build
	$(BIN)/press serve --port $(PORT)

site: .venv/build
	$(BIN)/press build

# Zips for a classroom without internet, in _build/kit.
kit: .venv/build
	$(BIN)/press kit

check: .venv/build
	$(BIN)/press check

execute: chapters
	$(BIN)/press execute

execute-all: chapters
	$(BIN)/press execute --all

linkcheck: .venv/build
	$(BIN)/press links

test: .venv/everything chromium
	$(BIN)/press build
	$(BIN)/python -m pytest

# Without the shortcuts of `make test`, which tests/support/extent.py lists; the weekly workflow runs it.
test-everything: export TEST_EVERYTHING = 1
test-everything: test

# Writes down what the real JAX answers to new or changed programs of tests/stand_in.
record: export STAND_IN_REAL = record
record: .venv/everything
	$(BIN)/python -m pytest tests/stand_in

# The stand-in for JAX against hand-written NumPy, autograd and the real JAX.
benchmark: .venv/everything chromium
	$(BIN)/press build
	$(BIN)/python benchmarks/stand_in.py

# What chapters import; only executing them needs it.
chapters: .venv/chapters

# The browser that the tests drive.
chromium: .venv/everything
	@$(BIN)/python tests/support/install_chromium.py

$(UV):
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed: make PYTHON=python3.12 …')"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# uv stays in the environment that it fills, hence --inexact.
SYNC = $(UV) sync --locked --inexact --quiet --python $(BIN)/python

.venv/build: $(UV) pyproject.toml uv.lock code/press/pyproject.toml code/practicals/pyproject.toml
	$(SYNC) --group build
	@touch $@

.venv/chapters: .venv/build
	$(SYNC) --group build --group chapters
	@touch $@

.venv/everything: .venv/build
	$(SYNC) --all-groups
	@touch $@ .venv/chapters

clean:
	rm -rf _build
