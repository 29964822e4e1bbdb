"""What people say who do not know a thing's name: every sentence is of a shelf that there is, and finds its kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.errors import BadData
from assistant.plan.described import UNKNOWN, Described, Kind, kinds
from tests.fakes import HashEncoder

SAID = [
    ("the little sticky strips for a wound", "health/first_aid"),
    ("thing kids hit with a stick until sweets fall out", "party/games"),
    ("상처에 붙이는 거", "health/first_aid"),
    ("입술 틀 때 바르는 거", "beauty"),
]
KINDS = (Kind("garten/farbe", ("paint", "페인트"), ("what makes the fence green again", "담장 칠하는 거")),)


def test_every_shelf_of_the_demo_shop_has_kinds_and_no_other_has(assistant: Assistant) -> None:
    shelves = {product.category for product in assistant.search.snapshot.products}
    assert {one.shelf for one in kinds()} == shelves


@pytest.mark.parametrize(("said", "shelf"), SAID)
def test_a_description_is_near_its_kind(assistant: Assistant, said: str, shelf: str) -> None:
    snapshot = assistant.search.snapshot
    nearness = assistant.shop.planner.described.nearness(said, snapshot)
    best = nearness.argsort()[::-1][:30].tolist()
    assert any(snapshot.products[place].category.startswith(shelf) for place in best)


def test_of_a_shop_with_other_shelves_nothing_is_known(assistant: Assistant) -> None:
    nearness = Described(HashEncoder(), lambda: KINDS).nearness(
        "what makes the fence green again", assistant.search.snapshot
    )
    assert (nearness == UNKNOWN).all()


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("shelf: [{name: {en: x}, en: [], ko: [y]}]", "utf-8")
    with pytest.raises(BadData, match=r"bad\.yaml"):
        kinds(tmp_path)
