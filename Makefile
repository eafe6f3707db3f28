# Two targets do everything: `make demo` shows the program, `make test` checks it.
# After a change of rules or samples, `make exports` brings exports/ and README.md up to date.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-load exports install dev lint types unit clean

demo: install
	$(BIN)/kg demo

test: lint types unit

# Two minutes of load on loopback: what clients of `kg serve` notice of queries that never end.
test-load: dev
	$(BIN)/python -m benchmarks.serve

exports: install
	$(BIN)/python -m tests.refresh

lint: dev
	$(BIN)/ruff check .

types: dev
	$(BIN)/mypy

unit: dev
	$(BIN)/python -m pytest

install: $(VENV)/.installed
dev: $(VENV)/.installed-test

$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.installed-test: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache dist build
