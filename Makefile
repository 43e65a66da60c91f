# Everything a person or CI does here, in one place. `make` alone tells what there is.

.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
LOCALE := resources/locale
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard $(LOCALE)/*/LC_MESSAGES/cabina.po))
PIP_COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-annotate \
	--no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: help setup run test lint bench pictures check migration translations requirements clean

help: ## What can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.debian .venv/.installed $(CATALOGUES) ## Everything needed to run and test, once

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@touch $@

.venv/.debian: .ci/debian | .venv/.made
	@sh .ci/debian
	@touch $@

.venv/.installed: requirements/runtime.txt requirements/dev.txt | .venv/.made
	@echo "Installing the pinned requirements…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements/runtime.txt -r requirements/dev.txt
	@touch $@

%.mo: %.po | .venv/.installed
	@$(BIN)/pybabel --quiet compile --use-fuzzy --input-file $< --output-file $@

run: setup ## Open the program; without a display it does its main job offscreen, into out/
	@$(PY) main.py

test: setup lint ## Everything: style, types, floors, tests on SQLite and PostgreSQL, real veraPDF
	@$(PY) -m pytest -n 2 --dist worksteal -q

lint: .venv/.installed ## Style, types and floors only
	@$(BIN)/ruff check .
	@$(BIN)/mypy --strict app main.py
	@$(BIN)/lint-imports --no-cache

bench: setup ## Times and memory, as ratios to the floors of the same run
	@$(PY) -m benchmarks

pictures: setup ## Every screen pictured again, into docs/pictures
	@$(PY) -m tests.helpers.pictures

check: setup ## Integrity and history of your register, translations missing
	@$(PY) main.py check

migration: setup ## A new migration from what the domain declares: make migration name="what changes"
	@test -n "$(name)" || { echo 'Say what changes: make migration name="add a field to projects"'; exit 2; }
	@$(PY) -m app.store.draft "$(name)"

translations: .venv/.installed ## Gather the words of the code into every catalogue, then compile them
	@$(BIN)/pybabel --quiet extract --no-location --no-wrap --sort-output \
		-k N_ -k tr -k trn:1,2 -k Nn_:1,2 -k trp:1c,2 -k T:2 --output-file .venv/cabina.pot app main.py
	@for po in $(LOCALE)/*/LC_MESSAGES/cabina.po; do \
		test ! -f $$po || $(BIN)/pybabel --quiet update --domain cabina --no-wrap --no-fuzzy-matching \
			--ignore-obsolete --ignore-pot-creation-date --input-file .venv/cabina.pot --output-file $$po \
			--locale $$(basename $$(dirname $$(dirname $$po))); \
	done
	@$(MAKE) --no-print-directory setup

requirements: .venv/.installed ## Pin anew what requirements/*.in ask for
	@for name in runtime dev installer; do \
		$(PIP_COMPILE) $(upgrade) --output-file requirements/$$name.txt requirements/$$name.in && \
		sed -i "1i # Pinned with hashes by \`make requirements\` from $$name.in: edit that one." requirements/$$name.txt; \
	done

clean: ## Throw away what was made here (the register in your data folder stays)
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist out
