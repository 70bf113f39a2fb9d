# Eleven commands: up, dev, test, test-changed, fuzz, check, fmt, schema, lock, screenshots, bench-<name>. They need Python 3.11 or newer and make, nothing else.

PY := sh tools/python
BIN := .venv/bin
TESTS ?= tests
# Browsers wait more than they work: three workers keep two cores busy. None waits for another's file.
PYTEST ?= -q -n 3 --dist worksteal
# Browsers and signals race for two busy cores: what failed runs once more, and is named as a flake.
RERUNS = --reruns 1
COMPILE = uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate
export UV_PYTHON_DOWNLOADS := never
# Workers and the programs that tests start read what others compiled, also where containers say no.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: up dev test test-changed fuzz peer check check-form check-types check-floors check-rules check-client fmt schema lock screenshots clean run-packages dev-packages client browser

up: run-packages client  ## open the town at http://localhost:8000; SECOND_TOWN=yes for two
	@exec $(BIN)/leapfrog up $(if $(SECOND_TOWN),--second-town)

dev: dev-packages client  ## the same for who works on it: http://localhost:5173 follows the sources
	@$(BIN)/python tools/dev.py

test: dev-packages client browser peer  ## everything that is tested; TESTS=tests/kernel for a part
	@$(PY) tools/client.py peers
	@$(PY) tools/client.py test
	@$(BIN)/python -m pytest $(PYTEST) $(RERUNS) $(TESTS)

test-changed: dev-packages client browser  ## what the change at hand can break, in two minutes
	@$(BIN)/python tools/changed.py $(PYTEST) $(RERUNS)

# Laws are tried on the same examples each time in `make test`: it is red by what was changed, never
# by luck. Here they are others, and twenty times as many; what is found becomes an `@example`.
fuzz: dev-packages  ## look for what breaks a law; TESTS=tests/contacts for a part
	@$(BIN)/python -m pytest $(PYTEST) --hypothesis-profile=fuzz --timeout=0 -m hypothesis $(TESTS)

check: check-form check-types check-floors check-rules check-client  ## house rules; make -k check for all that is amiss

check-form: dev-packages
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

check-types: dev-packages
	@$(BIN)/mypy leapfrog tests/client tests/*.py

check-floors: dev-packages
	@$(BIN)/lint-imports

check-rules: dev-packages  ## sizes, imports, SQL, documents, migrations
	@$(BIN)/python -m pytest -q tests/tidy tests/kernel/test_settings.py tests/kernel/test_migrations.py

check-client:
	@$(PY) tools/client.py check
	@$(PY) tools/client.py test

fmt: dev-packages  ## put all files into form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(PY) tools/client.py format

schema: dev-packages  ## what the client knows of the API, anew from what the server says of it
	@$(PY) tools/client.py schema

lock:  ## write requirements/*.lock anew, keeping versions that still fit; needs uv
	$(COMPILE) pyproject.toml -o requirements/run.lock
	$(COMPILE) pyproject.toml --group dev --group bench -o requirements/dev.lock
	$(COMPILE) --group web -o requirements/web.lock
	$(COMPILE) --group install -o requirements/install.lock

bench-%: dev-packages client browser  ## one benchmark: make bench-chat; BENCH_SECONDS=3 for a smoke run
	@$(BIN)/python -m bench.$*

screenshots: dev-packages client browser  ## docs/pictures, from a fresh demo town
	@$(BIN)/python tools/screenshots.py

clean:  ## remove all that can be made again
	rm -rf .venv .venv-web leapfrog/static client/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .flakes

run-packages:
	@$(PY) tools/environment.py run

dev-packages:
	@$(PY) tools/environment.py dev

client:
	@$(PY) tools/client.py build

peer: dev-packages
	@$(PY) tools/peer.py

browser: dev-packages
	@$(BIN)/python tools/browser.py
