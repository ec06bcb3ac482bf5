# The two commands a newcomer needs: make chat, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# What is installed besides: `make test EXTRAS=dev,page-tests,scan` also tries the pages in Chromium, and reads pictures.
EXTRAS ?= dev

# Compiled code is kept while testing, whatever the environment says: else each of the processes that the tests start,
# some three hundred, compiles the program anew.
KEEPING := env -u PYTHONDONTWRITEBYTECODE

.PHONY: chat test test-long check bench fit gallery screenshots bundle try-bundle clean

chat: $(READY)
	@$(BIN)/chisotinh chat

test: $(READY)
	$(KEEPING) $(BIN)/python -m pytest --numprocesses auto -m 'not real_time'
	$(KEEPING) $(BIN)/python -m pytest --numprocesses 3 -m 'real_time and not long'
	@echo "NOT RUN HERE: installations of several workers, end to end: make test-long"

# Whole installations of several processes: supervisors, renewals, outages, a pooler.
test-long: $(READY)
	$(KEEPING) $(BIN)/python -m pytest --numprocesses 2 -m long

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# `make bench` measures everything, `make bench PARTS="web chat"` only these.
bench: $(READY)
	$(BIN)/python -m tests.bench $(PARTS)

# The weights of the kinds of answer, fitted anew on every question set.
fit: $(READY)
	$(BIN)/python -m tests.questions.fit

# The pictures of README's gallery.
gallery: $(READY)
	$(BIN)/python -m tests.charts.gallery

# The pictures of the pages in README; needs Chromium and EXTRAS=dev,page-tests.
screenshots: $(READY)
	$(BIN)/python -m tests.web.screenshots

# One file for a server without a network: dist/chisotinh-VERSION-pythonX.Y-linux-MACHINE.tar, for this PYTHON and machine.
bundle:
	$(PYTHON) deploy/bundle.py dist

# Installs that file without a network, elsewhere, and uses it.
try-bundle: $(READY) bundle
	$(BIN)/python -m tests.deploy.bundle_trial

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[$(EXTRAS)]'
	@touch $(READY)

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
