"""docs/search.md: its commands are real, its tables are what was measured."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import asdict
from pathlib import Path

import pytest
import typer

from assistant.errors import BadInput
from catalog.__main__ import app as catalog_app
from catalog.rank.ranking import WEIGHTS
from evals.__main__ import app as evals_app
from evals.baselines import HERE
from evals.score import Summary
from evals.search import NDCG
from evals.search_page import PAGE, classes, fill, systems

COMMAND = re.compile(r"^    python -m ((?:evals|catalog) [^#\n]+)", re.MULTILINE)
APPS = {"evals": evals_app, "catalog": catalog_app}
MARKS = ("stages", "systems", "classes", "crossval")


def between(name: str) -> list[str]:
    """The lines of one of the page's tables."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", PAGE.read_text("utf-8"), re.DOTALL)
    assert found, name
    return [line for line in found[1].splitlines() if line]


@pytest.mark.parametrize("line", [match[1].strip() for match in COMMAND.finditer(PAGE.read_text("utf-8"))])
def test_a_documented_command_is_understood(line: str) -> None:
    """Its name and options are those of today."""
    app, name, *words = shlex.split(line)
    commands = typer.main.get_command(APPS[app])
    assert isinstance(commands, typer.core.TyperGroup)
    assert commands.commands[name].make_context(name, words)


@pytest.mark.parametrize("name", MARKS)
def test_every_table_is_filled(name: str) -> None:
    """By the command that stands above it."""
    assert len(between(name)) > 2


def test_the_stages_on_the_page_are_those_that_are_kept() -> None:
    """Each stage's nDCG and recall on each set."""
    kept = json.loads((HERE / "search_stages.json").read_text("utf-8"))
    rows = between("stages")[2:]
    for found in kept["sets"]:
        for row, step in zip(rows, found["steps"], strict=True):
            assert step["stage"] in row
            assert f"| {step['ndcg']:.3f} |" in row
            assert f"| {step['recall']:.3f} |" in row


def test_what_is_kept_was_measured_with_the_weights_that_are_shipped() -> None:
    """Who changes a weight measures the stages again: `python -m evals stages --data DIR --save`."""
    assert json.loads((HERE / "search_stages.json").read_text("utf-8"))["weights"] == asdict(WEIGHTS)


def test_a_table_replaces_the_one_before(tmp_path: Path) -> None:
    """Between its marks, and nothing else; a backslash in it is text."""
    page = tmp_path / "page.md"
    page.write_text("head\n<!-- a -->\nold\n<!-- /a -->\n<!-- b -->\n<!-- /b -->\n", "utf-8")
    fill("a", r"\1 new", page)
    fill("a", r"\1 newer", page)
    assert page.read_text("utf-8") == "head\n<!-- a -->\n\n\\1 newer\n\n<!-- /a -->\n<!-- b -->\n<!-- /b -->\n"


def test_a_page_without_marks_is_one_line(tmp_path: Path) -> None:
    """The mark is named."""
    page = tmp_path / "page.md"
    page.write_text("nothing", "utf-8")
    with pytest.raises(BadInput, match="<!-- a -->"):
        fill("a", "x", page)


def test_what_was_not_measured_is_a_dash() -> None:
    """A system or class that a set lacks does not read as zero."""
    found = [Summary(NDCG, "tiny/ours", 4, 0.8, 0.01), Summary(NDCG, "tiny/ours/names", 3, 0.9, 0.02)]
    assert systems(found).splitlines()[-1] == "| ours | 0.800 ± 0.010 | – | – |"
    assert classes(found).splitlines()[2] == "| tiny, names | 3 | – | – | 0.900 ± 0.020 |"
