"""What the pages promise works: their commands run, their links and pictures exist."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from catalog.commands import run
from catalog.errors import CatalogError

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "CONTRIBUTING.md", "docs/evals.md", "docs/search.md")
COMMAND = re.compile(r"^    (python -m (assistant|catalog) [^#\n]+)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)|src=\"(?!https?:)([^\"]+)\"")
SLOW = ("screenshots", "widget.demo")  # made by hand, with a browser; and a server that runs until stopped


def commands() -> list[str]:
    """Every documented command of the assistant and the catalogue, in the order of the pages."""
    found = [m[1].strip() for page in PAGES for m in COMMAND.finditer((ROOT / page).read_text("utf-8"))]
    return [command for command in found if not any(word in command for word in SLOW)]


def test_the_documented_commands_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoder_cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One after another in a fresh folder, as a reader would type them."""
    from assistant.__main__ import app as assistant_app
    from catalog.__main__ import app as catalog_app

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DAMDA_CACHE", str(encoder_cache))
    monkeypatch.setenv("DAMDA_DATA", str(tmp_path / "data"))
    Path("train.tsv").write_text("ann\ttea\t1\nann\tcup\t2\nbo\ttea\t1\n", "utf-8")
    Path("users.txt").write_text("bo\n", "utf-8")
    Path("requests.jsonl").write_text('{"id": 1, "text": "film night for two, $30"}\n', "utf-8")
    rows = [
        {"id": f"p{n}", "title": t, "price": "$3.99", "category": "snacks"}
        for n, t in enumerate(["Chips", "무알코올 맥주"])
    ]
    Path("products.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    assert len(commands()) >= 6
    for command in commands():
        words = shlex.split(command)
        app = assistant_app if words[2] == "assistant" else catalog_app
        code = run(app, (AssistantError, CatalogError), " ".join(words[:3]), words[3:])
        assert code == 0, f"{command}: {capsys.readouterr().err}"


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_exist(page: str) -> None:
    """No page points at a file that is not there."""
    for match in LINK.finditer((ROOT / page).read_text("utf-8")):
        target = match[1] or match[2]
        assert ((ROOT / page).parent / target).exists(), target


def test_the_readme_has_exactly_two_commands_to_start() -> None:
    """One installs and runs, one installs and tests."""
    text = (ROOT / "README.md").read_text("utf-8")
    assert "pip install -e . && python app.py" in text
    assert 'pip install -e ".[dev]" && pytest' in text
