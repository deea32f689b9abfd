# `make help` lists the targets. Every target uses the same virtual environment.
VENV := $(shell tools/venv-path)
PYTHON ?= $(firstword $(wildcard /usr/bin/python3) python3)
RUN := $(VENV)/bin/python
PYTEST := $(RUN) -m pytest -n auto --dist loadgroup
SPHINX := $(RUN) -m sphinx --quiet --fresh-env --fail-on-warning --keep-going
SOURCES := amazons3cfg action/amazons3action benchmarks demo docs editors/tests fuzz tests

.DEFAULT_GOAL := help
.PHONY: help demo test oracle check docs vscode editors oldest pythons format bench faults histories debian fuzz mutants clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.demo-ready: pyproject.toml action/pyproject.toml tools/debian-packages
	@tools/debian-packages
	@echo "installing into $(VENV)" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip install --quiet --upgrade 'pip>=25.1'
	@$(RUN) -m pip install --quiet --editable . --editable action --group demo
	@touch $@

$(VENV)/.ready: $(VENV)/.demo-ready
	@$(RUN) -m pip install --quiet --group test --group lint --group docs
	@touch $@

demo: $(VENV)/.demo-ready ## Check sample files, then back up and restore sample data (the backup as root)
	@echo '$$ amazons3cfg check samples/good.conf'
	@$(VENV)/bin/amazons3cfg check samples/good.conf
	@echo; echo '$$ amazons3cfg check samples/bad.conf'
	@! $(VENV)/bin/amazons3cfg check samples/bad.conf
	@echo; echo 'A backup with the real cback3, aws, gpg and a throw-away S3 server:'
	@PYTHONPATH=action $(RUN) demo/backup.py

test: $(VENV)/.ready ## Run all tests (those of the action as root)
	@$(PYTEST)

oracle: $(VENV)/.ready ## Make every mistake in a complete file, and compare the check with the original
	@PYTHONPATH=tests/amazons3cfg $(RUN) -m oracle

check: $(VENV)/.ready ## Run the linter, the type checker and the coverage measurement, and build the site
	@$(RUN) -m ruff check
	@$(RUN) -m ruff format --check
	@$(RUN) -m mypy --strict $(SOURCES)
	@set -e; for platform in linux darwin win32; do $(RUN) -m mypy --strict --platform $$platform amazons3cfg; done
	@$(RUN) -m coverage erase
	@$(RUN) -m coverage run -m pytest -n auto -q tests/amazons3cfg
	@$(RUN) -m coverage combine -q
	@$(RUN) -m coverage report
	@$(SPHINX) -b html docs dist/docs

docs: $(VENV)/.ready ## Write the generated pages, the manual page and the pictures, and build the site into dist/docs
	@$(RUN) docs/generate.py
	@$(RUN) -m amazons3cfg.schemas.xsd schema
	@$(RUN) docs/terminal.py
	@$(RUN) -m benchmarks.plot
	@! command -v dot >/dev/null || for name in docs/pictures/*.dot; do dot -Tsvg $$name -o $${name%.dot}.svg; done
	@$(SPHINX) -b man -D root_doc=command_line -D include_patterns=command_line.md docs dist/man
	@cp dist/man/amazons3cfg.1 docs/
	@$(SPHINX) -b html docs dist/docs

vscode: dist/amazons3cfg.vsix ## Build the extension for Visual Studio Code into dist

dist/amazons3cfg.vsix: $(shell find editors/vscode -name node_modules -prune -o -type f -print) .editors/.node
	@mkdir -p dist
	@cp LICENSE editors/vscode/
	@cd editors/vscode && PATH=$(CURDIR)/.editors/node_modules/.bin:$$PATH && \
	    npm install --silent --ignore-scripts --no-audit --no-fund && \
	    npx vsce package --skip-license --allow-missing-repository --out ../../$@

.editors/.node: tools/node
	@tools/debian-packages editors
	@tools/node .editors
	@touch $@

.editors/.ready: tools/code-server .editors/.node
	@tools/code-server .editors
	@touch $@

editors: $(VENV)/.ready .editors/.ready vscode ## Try the language server in Visual Studio Code, Neovim and Emacs
	@# A browser without a screen loses a key now and then: what failed is tried once more.
	@$(RUN) -m pytest -n 2 editors/tests || $(RUN) -m pytest --last-failed editors/tests

bench: $(VENV)/.ready ## Measure beside the original and the limit, and rewrite docs/benchmarks.md (as root)
	@tools/debian-packages bench
	@$(RUN) -m benchmarks --keep

faults: $(VENV)/.ready ## Play every fault of docs/faults.md and print the table (as root)
	@PYTHONPATH=action $(RUN) -m testbed.faults

histories: $(VENV)/.ready ## Try HISTORIES (10000) random histories of runs against a stub of aws (as root)
	@HISTORIES=$$(( $${HISTORIES:-10000} / 20 )) HISTORIES_PARTS=20 $(PYTEST) -q tests/action/stateful

debian: $(VENV)/.ready ## Install and move over as the pages say, in a fresh Debian tree (as root, with debootstrap)
	@DEBIAN=1 $(RUN) -m pytest tests/debian

fuzz: $(VENV)/.ready ## Fuzz each target for FUZZ_SECONDS (60)
	@$(RUN) -m pip install --quiet --group fuzz
	@$(RUN) -m fuzz

mutants: $(VENV)/.ready ## Change the code in every way and say what no test notices
	@$(RUN) -m pip install --quiet --group mutation
	@rm -rf mutants action/mutants
	@mkdir action/mutants && cp -r tests action/mutants
	@set -e; for part in . action; do cd $$part; \
	    EXAMPLES=25 $(RUN) -m mutmut run --max-children 1; $(RUN) -m mutmut results; done

oldest: $(VENV)/.demo-ready ## Run the tests with the oldest dependencies that pyproject.toml allows (as root)
	@$(PYTHON) -m venv --clear $(VENV)-oldest
	@$(VENV)-oldest/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	@$(VENV)-oldest/bin/python -m pip install --quiet --group test
	@$(RUN) tools/oldest-releases pyproject.toml action/pyproject.toml > $(VENV)-oldest/constraints.txt
	@$(VENV)-oldest/bin/python -m pip install --quiet -c $(VENV)-oldest/constraints.txt -e . -e action
	@EXAMPLES=25 $(VENV)-oldest/bin/python -m pytest -n auto --dist loadgroup tests/amazons3cfg tests/action

pythons: $(VENV)/.demo-ready ## Run the tests that need no server with each Python that is found, or PYTHONS
	@tools/debian-packages pythons
	@$(PYTHON) tools/pythons $(VENV) $(PYTHONS)

format: $(VENV)/.ready ## Format the sources
	@$(RUN) -m ruff check --fix
	@$(RUN) -m ruff format

clean: ## Remove the virtual environment and all that was generated
	rm -rf $(VENV) $(VENV)-oldest $(VENV)-3.* .editors editors/vscode/node_modules dist mutants action/mutants .hypothesis .coverage* .mypy_cache .ruff_cache .pytest_cache
