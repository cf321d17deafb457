# All that a checkout needs beside this file: Python 3.11 to 3.14, make and git.
VENV   := .venv
BIN    := $(VENV)/bin
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
UV     ?= uv
PIP    := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input
STORY  ?= examples/harbour.txt
STORIES ?= examples/sallow-bridge
ASKED  ?= the north anchor gave way first
QUESTION = Why did the bridge fall?
CHECKED ?= the police received a letter from Lenn Watch before the Sallow Bridge fell
TRAINED ?= build/trained
WEIGHTS ?= src/sayso/models/trained/data
ENTAILER ?= build/entailer
ENTAILED ?= src/sayso/entailers/trained/data
ENTAIL = $(BIN)/torchrun --nproc-per-node 2 training/entailment/train.py
SCORER ?= $(DATA)/../tools/score_attribution.py

.PHONY: help demo test check format docs lock train train-entailment clean
.DEFAULT_GOAL := help

help: ## list these targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)$$/  make \1	\2/p' Makefile

demo: $(VENV)/.run-ready ## read an example article (demo.html), trace one claim through 33 (trace.html), check another (check.html), weigh who is to blame (weighed.html)
	@$(BIN)/sayso read $(STORY) --html demo.html
	@echo "One article, and what it rests on. Now $(STORIES): many on one event, in the ledger demo.db."
	@$(BIN)/sayso add $(STORIES) --ledger demo.db
	@echo "Which of their claims do most outlets tell for each origin?"
	@$(BIN)/sayso trace --all --limit 5 --ledger demo.db
	@echo "And where does \"$(ASKED)\" come from?"
	@$(BIN)/sayso trace "$(ASKED)" --html trace.html --ledger demo.db
	@$(BIN)/sayso trace "$(ASKED)" --ledger demo.db
	@echo "And what stands for and against \"$(CHECKED)\"?"
	@$(BIN)/sayso check "$(CHECKED)" --html check.html --ledger demo.db
	@$(BIN)/sayso check "$(CHECKED)" --ledger demo.db
	@$(BIN)/sayso hypotheses import examples/hypotheses/sallow-bridge.json --ledger demo.db
	@echo "Two analysts asked of these articles: $(QUESTION) What did they make of it on 11 June, and what if the bag was planted?"
	@$(BIN)/sayso weigh "$(QUESTION)" --as-of 2025-06-11 --planted R1 --ledger demo.db
	@$(BIN)/sayso weigh "$(QUESTION)" --since 2025-06-12 --html matrix.html --ledger demo.db
	@$(BIN)/sayso weigh "$(QUESTION)" --report weighed.html --ledger demo.db
	@echo "The same to open in a browser: demo.html, the article; trace.html, the claim's family tree; check.html, the evidence;"
	@echo "matrix.html, the hypotheses and all that was said of them; weighed.html, the report to hand over."

test: $(VENV)/.dev-ready ## run the tests (ARGS="tests/claims -x" for some)
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.dev-ready ## format, lint, types, import directions, size budgets
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_architecture.py

format: $(VENV)/.dev-ready ## let ruff format and mend the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.dev-ready ## write the outputs and tables that the docs show anew
	@PYTHONPATH=tests $(BIN)/python tests/doc_blocks.py

lock: ## make the lock files anew from pyproject.toml (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv, or make lock UV=/path/to/uv"; exit 1; }
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock

train: ## train the extractor anew (DATA=labelled data, ENCODER=all-MiniLM-L6-v2; see training/README.md)
	@test -d "$(DATA)" && test -d "$(ENCODER)" || { echo "make train wants DATA=folder ENCODER=folder: see training/README.md"; exit 1; }
	@mkdir -p $(TRAINED)
	$(BIN)/python training/silver.py $(DATA) $(TRAINED)/silver.jsonl
	$(BIN)/python training/prepare.py $(DATA) $(TRAINED)/silver.jsonl $(ENCODER)/vocab.txt $(TRAINED)/prepared.pkl
	OMP_NUM_THREADS=1 $(BIN)/torchrun --nproc-per-node 2 training/train.py \
		$(TRAINED)/prepared.pkl $(ENCODER) $(TRAINED)/run --resume $(TRAIN)
	$(BIN)/python training/export.py $(TRAINED)/run/final.pt $(ENCODER)/vocab.txt $(WEIGHTS)
	$(BIN)/python training/calibrate.py $(TRAINED)/tune.jsonl.gz $(SCORER) $(WEIGHTS)
	$(BIN)/python training/judging.py $(TRAINED)/prepared.pkl $(WEIGHTS)
	$(BIN)/python training/evaluate.py $(TRAINED)/tune.jsonl.gz $(SCORER) --weights $(WEIGHTS)

train-entailment: ## train the entailer anew (DATA=labelled data, ENCODER=all-mpnet-base-v2; see training/README.md)
	@test -d "$(DATA)" && test -d "$(ENCODER)" || { echo "make train-entailment wants DATA=folder ENCODER=folder: see training/README.md"; exit 1; }
	@mkdir -p $(ENTAILER)
	OMP_NUM_THREADS=1 $(ENTAIL) $(DATA) $(ENCODER) $(ENTAILER)/first --lessons first --pairs 12000 --lowest 0.5 $(TRAIN)
	OMP_NUM_THREADS=1 $(ENTAIL) $(DATA) $(ENCODER) $(ENTAILER)/whole --weights $(ENTAILER)/first/final.pt $(TRAIN)
	$(BIN)/python training/entailment/export.py $(ENTAILER)/whole/final.pt $(ENCODER) $(ENTAILED)
	$(BIN)/python training/entailment/calibrate.py $(DATA) $(ENTAILED)

clean: ## remove what the other targets made
	rm -rf $(VENV) demo.html trace.html check.html matrix.html weighed.html demo.db demo.db-* demo.db.* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# One lock serves every Python and system; only wheels, so that installing runs nobody's build script.
LOCK = $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--only-binary :all: --no-emit-index-url --custom-compile-command "make lock" pyproject.toml

# The stamps are newer than all they were made from, so that a second run goes straight to its work.
$(VENV)/.run-ready: requirements.lock pyproject.toml
	@$(FIND_PYTHON); echo "Setting up $(VENV) with $$python (once, about a minute) ..."; "$$python" -m venv $(VENV)
	@echo "  fetching the libraries that requirements.lock names, each checked by its hash"
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock || $(UNREACHED)
	@echo "  installing sayso itself, from this folder"
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev-ready: $(VENV)/.run-ready requirements-dev.lock
	@echo "  fetching what the tests and checks need"
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.lock || $(UNREACHED)
	@touch $@

UNREACHED = { echo "Not all libraries could be had; is the Python package index within reach?"; \
	echo "The same command goes on from here."; exit 1; }

# Sets $python to the first of $(PYTHON) that will do, or says what is wrong with each and stops.
FIND_PYTHON = python=; found=; \
	for candidate in $(PYTHON); do \
	  version=$$("$$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  case $$version in \
	    3.11|3.12|3.13|3.14) python=$$candidate; break;; \
	    *) found="$$found $$candidate is $$version;";; \
	  esac; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Sayso needs Python 3.11 to 3.14, and none was found.$$found"; \
	  echo "Install one, or say where it is: make demo PYTHON=/path/to/python3.12"; exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$python cannot make virtual environments: its venv or ensurepip module is missing."; \
	  echo "On Debian and Ubuntu: apt install python3-venv. Or name another Python: make demo PYTHON=..."; exit 1; \
	fi
