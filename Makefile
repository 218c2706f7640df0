# Two commands set everything up: `make demo` and `make test`. A second run does no set-up again.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test test-all check fuzz bench setup types fixtures docs clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt scripts/system_packages.sh scripts/node_packages.sh
	@sh scripts/system_packages.sh
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@mkdir -p .cache
	@echo "正在安装 Python 软件包 / installing Python packages" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
	  -c constraints.txt -e ".[dev]" >.cache/install.log 2>&1 || { cat .cache/install.log >&2; exit 1; }
	@$(BIN)/python -m compileall -q artifacts cli.py exam gradebook graders messages reports rubrics
	@sh scripts/node_packages.sh $(VENV)
	@touch $(STAMP)

demo: setup
	@$(BIN)/python scripts/demo.py

# What every change must pass: one paper per project, at most ten minutes on two cores.
test: setup
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow and not samples" -q

test-all: setup check
	$(BIN)/python -m pytest -n 2 --dist worksteal -q

# Lint, layers and types.
check: setup types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	MYPYPATH=.cache/types $(BIN)/mypy -p yuejuan
	$(BIN)/python -m pytest -q tests/test_architecture.py tests/test_packaging.py

types:
	@mkdir -p .cache/types && ln -sfn ../.. .cache/types/yuejuan

fixtures: setup
	$(BIN)/python fixtures/make.py

docs: setup
	$(BIN)/python scripts/generate.py --write

fuzz: setup
	YUEJUAN_FUZZ=long $(BIN)/python -m pytest -q tests/fuzz -n 2

bench: setup
	$(BIN)/python -m bench

clean:
	rm -rf .venv .cache build demo *.egg-info
