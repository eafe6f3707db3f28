# Two targets do everything: `make demo` shows the program, `make test` checks it.
# After a change of rules or samples, `make exports` brings exports/ and README.md up to date.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-browser test-load exports bench bench-explorer install dev browser lint types unit clean

demo: install
	$(BIN)/kg demo

test: lint types unit

# Two minutes of load on loopback: what clients of `kg serve` notice of queries that never end.
test-load: dev
	$(BIN)/python -m benchmarks.serve

# The explorer in a real browser; the first run installs what it needs.
test-browser: browser
	$(BIN)/python -m pytest -m browser

# What reading and asking cost, as ratios; make bench PAPERS=papers.jsonl measures on papers of your own.
PAPERS ?= $(firstword $(wildcard ../shared/corpus/abstracts-20k.jsonl.gz) kg/samples/landmarks.jsonl)
bench: dev
	$(BIN)/python -m benchmarks.reading $(PAPERS)
	$(BIN)/python -m benchmarks.queries --papers 1000 --limit 2 $(PAPERS)

# The explorer against plain pyvis; takes some minutes.
bench-explorer: browser
	$(BIN)/python -m benchmarks.explorer

exports: install
	$(BIN)/python -m tests.refresh

lint: dev
	$(BIN)/ruff check .

types: dev
	$(BIN)/mypy

unit: dev
	$(BIN)/python -m pytest -m "not browser" -n auto --dist worksteal

install: $(VENV)/.installed
dev: $(VENV)/.installed-test

$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.installed-test: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@

browser: dev $(VENV)/.installed-browser
	@for name in chromium chromium-browser google-chrome chrome; do command -v $$name >/dev/null && exit 0; done; \
		$(MAKE) --no-print-directory chromium

$(VENV)/.installed-browser: pyproject.toml $(VENV)/.installed-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[browser]'
	touch $@

.PHONY: chromium
chromium:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; \
	else \
		echo "no Chromium: install it (Debian: sudo apt-get install chromium), then run this again" >&2; exit 1; \
	fi

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache dist build
