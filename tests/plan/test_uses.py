"""What shelves are for: every sentence is of a shelf that there is, and no shelf goes without."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.errors import BadData
from assistant.plan.uses import uses


def test_every_shelf_of_the_demo_shop_has_uses_and_no_other_has(assistant: Assistant) -> None:
    shelves = {product.category for product in assistant.search.snapshot.products}
    assert set(uses()) == shelves


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("shelf: {en: []}", "utf-8")
    with pytest.raises(BadData, match=r"bad\.yaml"):
        uses(tmp_path)
