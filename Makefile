# Everything a person does with this project. `make` alone lists the targets.

.DEFAULT_GOAL := help
.SUFFIXES:

# What was compiled once is kept, also where the environment says not to, as images of containers do: each worker and each
# process of the tests would compile all of the project anew.
unexport PYTHONDONTWRITEBYTECODE

PORT = 8000
ARGS =
UPGRADE =
# The first interpreter that is new enough; name another with `make PYTHON=… serve`.
PYTHON = $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
NEEDS_PYTHON = $(if $(PYTHON),,$(error Python 3.11 or later is needed and was not found; name one: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)))
BIN = .venv/bin
# It formats and checks style sheets and scripts; the site itself needs neither it nor Node.
BIOME = $(BIN)/node node_modules/@biomejs/biome/bin/biome
# Where the checks of a deployment look: an address with https, as in production.
DEPLOYED = DEBUG=false SITE_URL=https://directory.example ALLOWED_HOSTS=directory.example \
	OPERATOR_NAME=Someone OPERATOR_ADDRESS=Somewhere \
	PRIVACY_CONTACT=Somebody PRIVACY_LEGAL_BASES=Some PRIVACY_PROCESSORS=None \
	DATABASE_URL=postgres://nobody@db.example/directory CACHE_URL=redis://cache.example:6379/0 \
	EMAIL_URL=smtp+tls://nobody:nothing@mail.example:587 DEFAULT_FROM_EMAIL=directory@directory.example \
	BEHIND_PROXY=true MEDIA_ROOT=/srv/directory/media SECOND_FACTOR=true

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: serve
serve: ## Set everything up and serve on 127.0.0.1:8000 (PORT=8001 for another port); Ctrl-C stops
	@$(NEEDS_PYTHON)$(PYTHON) deploy/serve.py --port $(PORT)

.PHONY: setup
setup: ## Make .venv and var/env, with what tests and checks need
	@$(NEEDS_PYTHON)$(PYTHON) deploy/environment.py --dev

.PHONY: test
test: setup node_modules ## Run all tests on SQLite, getting Chromium if it can (DATABASE_URL=postgres://… CACHE_URL=redis://… for PostgreSQL and Redis)
	@$(BIN)/python deploy/browser.py
	$(BIN)/python -m pytest -n 2 --dist worksteal --durations 10 $(ARGS)

# Node comes with the packages for development, so that it need not be on the machine.
node_modules: setup package-lock.json
	@cmp -s package-lock.json node_modules/installed || { $(BIN)/npm ci --silent && cp package-lock.json node_modules/installed; }

.PHONY: check
check: setup node_modules ## Check style, types, templates, style sheets, scripts, migrations and the settings of a deployment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(BIOME) ci --error-on-warnings
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(DEPLOYED) $(BIN)/python manage.py check --deploy --fail-level WARNING

.PHONY: audit
audit: setup ## Look for known holes and unwanted licences in what a deployment installs (holes need a network)
	$(BIN)/python .ci/licences.py requirements.lock
	$(BIN)/python .ci/vulnerabilities.py requirements.lock

.PHONY: format
format: setup node_modules ## Format the code
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(BIOME) check --write

.PHONY: bench
bench: setup ## Measure on SQLite and PostgreSQL (ARGS="--sizes 200" for a quick look); see docs/benchmarks.md
	$(BIN)/python -m benchmarks.run $(ARGS)

.PHONY: screenshots
screenshots: setup ## Take the pictures in docs/screenshots anew from what `make serve` serves
	$(BIN)/python -m docs.screenshots.take http://127.0.0.1:$(PORT)

# What curators alone see stays English.
NOT_TRANSLATED = .venv node_modules tests var admin curating operations admin.py benchmarks docs deploy
.PHONY: messages
messages: setup ## Collect the texts to translate into locale/, and compile what is translated (needs gettext)
	$(BIN)/python manage.py makemessages --all --no-obsolete --add-location file $(NOT_TRANSLATED:%=--ignore %)
	$(BIN)/python manage.py compilemessages --verbosity 0 --ignore .venv

.PHONY: lock
lock: setup ## Make the lock files anew (needs uv; UPGRADE=--upgrade for the newest versions)
	uv pip compile $(UPGRADE) --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --output-file requirements.lock
	uv pip compile $(UPGRADE) --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(BIN)/npm install --package-lock-only --silent
