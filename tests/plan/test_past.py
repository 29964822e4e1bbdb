"""Past baskets: what stood together comes first beside what is held, and their words teach which shelves are wanted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.bootstrap import planner_over
from assistant.dialogue.assistant import Assistant
from assistant.errors import BadData
from assistant.plan.limits import limits
from assistant.plan.past import Past, PastBasket, read, sketched
from assistant.types import Request
from tests.dialogue.turns import AT

FENCE = "the fence posts have rotted through"


@pytest.fixture(scope="module")
def baskets(assistant: Assistant) -> list[PastBasket]:
    """Ten times wall paint with chips, which nobody would guess."""
    products = assistant.search.snapshot.products
    paint = next(one.id for one in products if one.category == "tools/paint")
    chips = next(one.id for one in products if one.category == "grocery/snacks/chips")
    return [PastBasket(words=FENCE, products=(paint, chips))] * 10


def test_what_stood_together_stands_first(assistant: Assistant, baskets: list[PastBasket]) -> None:
    past = Past(assistant.search, assistant.shop.planner.shelves, baskets)
    paint, chips = baskets[0].products
    standing = past.standing("", [paint])
    standing[assistant.search.snapshot.position(paint)] = -1e9
    assert assistant.search.snapshot.products[int(standing.argmax())].id == chips


def test_a_basket_that_is_left_out_says_nothing(assistant: Assistant, baskets: list[PastBasket]) -> None:
    past = Past(assistant.search, assistant.shop.planner.shelves, baskets)
    paint, chips = baskets[0].products
    assert past.counts([paint])[assistant.search.snapshot.position(chips)] == len(baskets)
    assert past.counts([paint], range(len(baskets))).sum() == 0


def test_products_that_the_shop_has_no_more_are_passed_over(assistant: Assistant) -> None:
    gone = [PastBasket(words="x", products=("no-such-product",))]
    assert sketched(gone, assistant.search) == ()
    assert not Past(assistant.search, assistant.shop.planner.shelves, gone).counts(["no-such-product"]).any()


def test_a_job_without_a_playbook_gets_what_stood_beside_it(assistant: Assistant, baskets: list[PastBasket]) -> None:
    shop = assistant.shop
    planner = planner_over(assistant.search.encoder, shop.planner.matcher, baskets)(assistant.search, shop.meanings)
    request = Request(text=FENCE, job=FENCE, language="en", market="us", act="plan")
    bounds = limits(request, assistant.search.snapshot, shop.meanings)
    shelves = {path for need in planner.plan(request, bounds, AT).needs for path in need.categories}
    assert {"tools/paint", "grocery/snacks/chips"} <= shelves
    plain = {path for need in shop.planner.plan(request, bounds, AT).needs for path in need.categories}
    assert "grocery/snacks/chips" not in plain


@pytest.mark.parametrize("row", ["not json", '{"words": "x"}', '{"products": []}', "[1]"])
def test_a_row_that_is_no_basket_is_named(tmp_path: Path, row: str) -> None:
    file = tmp_path / "baskets.jsonl"
    file.write_text(json.dumps({"products": ["a"]}) + "\n" + row + "\n", "utf-8")
    with pytest.raises(BadData, match="line 2"):
        read(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"none\.jsonl"):
        read(tmp_path / "none.jsonl")
