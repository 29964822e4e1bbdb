"""Sketches of jobs: each says itself in both languages and points at shelves that the demo shop has."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.errors import BadData
from assistant.plan.sketches import sketches
from catalog.text import HANGUL


def test_every_shelf_of_a_sketch_is_one_of_the_shop_or_holds_one(assistant: Assistant) -> None:
    shelves = {product.category for product in assistant.search.snapshot.products}
    prefixes = {"/".join(one.split("/")[:deep]) for one in shelves for deep in range(1, one.count("/") + 2)}
    assert {path for one in sketches() for path in one.shelves} <= prefixes


def test_each_language_is_written_in_its_own_letters() -> None:
    assert all(HANGUL.search(text) for one in sketches() for text in one.ko)
    assert not any(HANGUL.search(text) for one in sketches() for text in one.en)


def test_no_two_sketches_say_the_same() -> None:
    said = [text for one in sketches() for text in one.texts]
    assert len(set(said)) == len(said)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("- en: [one]\n", "utf-8")
    with pytest.raises(BadData, match=r"bad\.yaml"):
        sketches(tmp_path)
