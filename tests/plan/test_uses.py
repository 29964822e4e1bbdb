"""What shelves are for: every sentence is of a shelf that there is, and a job that names nothing finds its shelf."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.errors import BadData
from assistant.plan.uses import Uses, uses
from tests.fakes import HashEncoder

JOBS = [
    ("the drawers squeak and stick every morning", "tools"),
    ("my lips crack in the wind", "beauty"),
    ("강아지가 혼자 있으면 심심해해요", "pets"),
]


def test_every_shelf_of_the_demo_shop_has_uses_and_no_other_has(assistant: Assistant) -> None:
    shelves = {product.category for product in assistant.search.snapshot.products}
    assert set(uses()) == shelves


@pytest.mark.parametrize(("said", "department"), JOBS)
def test_a_job_that_names_nothing_is_close_to_its_shelf(assistant: Assistant, said: str, department: str) -> None:
    shelves = sorted(uses())
    close = assistant.shop.planner.uses.closeness(said, shelves)
    best = [shelves[place] for place in close.argsort()[::-1][:5]]
    assert any(shelf.startswith(department) for shelf in best), best


def test_a_shelf_that_none_speaks_of_is_neither_near_nor_far() -> None:
    known = Uses(HashEncoder(), {"a": ("one thing", "two things"), "b": ("three things", "four things")})
    assert known.closeness("one thing", ["a", "other", "b"])[1] == 0


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("shelf: {en: []}", "utf-8")
    with pytest.raises(BadData, match=r"bad\.yaml"):
        uses(tmp_path)
