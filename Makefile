# Needs make and Python 3.11 or newer with venv; everything else goes into .venv. All paths are relative, so that the
# folder may have any name, a space included.
PYTHON ?=
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check

# An environment fits one content of pyproject.toml at one place. Times do not tell: git gives every file that it writes a
# new one, and a change of branch may bring back an older pyproject.toml. The place counts because the scripts in .venv hold it.
KEY := $(shell { pwd; cat pyproject.toml; } | cksum | cut -d ' ' -f 1)
RUN_ENV := .venv/installed-$(KEY)
TEST_ENV := .venv/installed-test-$(KEY)
# An upgrade of the system's Python leaves a .venv whose stamps are there and whose Python is not.
ANEW := $(shell $(PY) -c '' 2>/dev/null || echo ANEW)

.DEFAULT_GOAL := help
.PHONY: help site test bench pictures clean ANEW
.DELETE_ON_ERROR:

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

site: $(RUN_ENV) ## set up, and publish the bundled plan into site/
	$(PY) -m concordat publish -o site

test: $(TEST_ENV) ## set up, and run every test and the examples in the docstrings; ARGS="-k name" goes to pytest
	@if command -v "$${CONCORDAT_CHROMIUM:-chromium}"; then set --; \
	elif [ "$$CI" = true ] || [ "$$CONCORDAT_REQUIRE_BROWSER" = 1 ]; then set --; export CONCORDAT_REQUIRE_BROWSER=1; \
	else set -- -m 'not browser'; \
	  echo 'Chromium is missing, so the tests that open pages are left out. To have it: sudo apt-get install -y chromium' >&2; \
	fi >/dev/null; \
	$(PY) -m pytest -n auto "$$@" $(ARGS)

bench: $(TEST_ENV) ## set up, and run benchmarks/*.py; some of them open pages in Chromium
	@set -e; for script in benchmarks/*.py; do echo "$$script"; $(PY) "$$script"; done

pictures: $(TEST_ENV) ## set up, and make the pictures of the README from the folder as it is now, with Chromium
	$(PY) docs/pictures.py

clean: ## remove what make made: .venv, site, caches (a graph that you built stays)
	rm -rf .venv site build dist concordat.egg-info .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_ENV): $(ANEW)
	@for python in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
	  "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  echo "Setting up .venv with $$("$$python" --version): a minute, and only once." >&2; \
	  "$$python" -m venv --clear .venv && $(PIP) --editable '.[documents]' && touch '$@'; exit; \
	done; \
	echo 'No Python 3.11 or newer with venv found: sudo apt-get install -y python3-venv, or name one: make site PYTHON=/path/to/python3' >&2; exit 1

# The pip of Debian 12 does not know dependency groups yet.
$(TEST_ENV): $(RUN_ENV)
	@$(PY) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["test"], sep="\n")' > .venv/test.txt
	@$(PIP) --requirement .venv/test.txt && touch '$@'
