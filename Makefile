# make report  生成完整示例的报告；make test  运行全部测试。两条命令都会先自动完成安装。
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
EXAMPLE ?= corpora/examples/tianjin/填报.yaml

.PHONY: report test check bench setup clean

setup: .venv/ready

.venv/ready: requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

report: setup
	mkdir -p out
	$(BIN)/reportgen generate $(EXAMPLE) -o out/自评报告.docx --overwrite || test $$? -eq 1

test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff format --check src tests eval
	$(BIN)/ruff check src tests eval
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

bench: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/comparison.txt
	$(BIN)/python eval/performance/measure.py

clean:
	rm -rf .venv out
