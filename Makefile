.PHONY: install app test lint types check bench examples screenshots

install:
	pip install -e ".[dev]"

app:
	python app.py

test:
	pytest -n auto

lint:
	ruff check . && ruff format --check .

types:
	mypy

check: lint types test
	python -m evals run basket grounding bias --quick

bench:
	python -m evals bench

examples:
	python -m evals examples

screenshots:
	python -m assistant.web.ui.screenshots --out docs/screenshots
	python -m assistant.web.widget.screenshots --out docs/screenshots
