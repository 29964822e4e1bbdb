"""One list worth reading: variants, near-copies and crowds make room for others, and nothing is lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.rank.diversify import NEAR_COPY, PER_SHELF, SHOWN, collapse, near_copies, shelves, stepped_back
from catalog.types import Product
from tests.fakes import a_product

ORDERS = st.integers(0, 60).flatmap(lambda n: st.permutations(range(n)))


@pytest.mark.parametrize(
    ("groups", "k", "chosen"),
    [
        ([1, 1, 2, 3], 3, [0, 2, 3]),
        ([1, 1, 2, 3], 4, [0, 2, 3, 1]),
        ([1, 1, 1], 2, [0, 1]),
        ([1, 2, 3], 2, [0, 1]),
        ([1, 2, 3], 9, [0, 1, 2]),
        ([], 3, []),
    ],
)
def test_variants_stand_for_each_other(groups: list[int], k: int, chosen: list[int]) -> None:
    """The best of each, then the others where there is room."""
    assert collapse(range(len(groups)), np.array(groups, np.int64), k) == chosen


@given(ORDERS, st.sets(st.integers(0, 60)))
def test_stepping_back_loses_nobody(order: list[int], crowded: set[int]) -> None:
    """Whoever is crowded, all of them are still there, once, and those of the page kept their order."""
    found = stepped_back(order, lambda place, _: place in crowded)
    assert sorted(found) == sorted(order)
    page = [place for place in found[:SHOWN] if place not in crowded]
    assert page == sorted(page, key=order.index)


def test_who_steps_back_stands_right_behind_the_page() -> None:
    """Where others are near enough to take the place."""
    assert stepped_back(list(range(30)), lambda place, _: place == 3) == [0, 1, 2, *range(4, 11), 3, *range(11, 30)]


def test_who_is_alone_stays_though_crowded() -> None:
    """A page is filled up with what there is."""
    assert stepped_back([0, 1, 2], lambda place, _: place > 0) == [0, 1, 2]


def test_nobody_from_too_far_takes_a_place() -> None:
    """A page of copies stays one where the others are deeper than three pages."""
    order = list(range(60))
    assert stepped_back(order, lambda place, _: 0 < place < 40) == order


TITLE = "Steel water bottle with straw lid, wide mouth, 750 ml"


@pytest.mark.parametrize(
    ("one", "other", "copies"),
    [
        (("olim", TITLE), ("olim", TITLE), True),
        (("olim", TITLE), ("olim", TITLE.upper()), True),
        (("olim", TITLE), ("olim", TITLE.replace("with", "and")), True),
        (("olim", TITLE), ("other", TITLE), False),
        (("olim", TITLE), ("olim", TITLE.replace("750", "500")), False),
        (("olim", TITLE), ("olim", "Steel water bottle"), False),
        (("", ""), ("", ""), False),
        (("olim", "tent"), ("olim", ""), False),
    ],
)
def test_near_copies_say_the_same_under_one_brand(one: tuple[str, str], other: tuple[str, str], copies: bool) -> None:
    """Another size is another product."""
    items = [a_product(str(n), brand=brand, title={"en": title}) for n, (brand, title) in enumerate((one, other))]
    assert near_copies(items.__getitem__)(1, [0]) is copies
    assert 0 < NEAR_COPY < 1


def test_a_copy_is_seen_among_many() -> None:
    """Any of those above it."""
    items: list[Product] = [a_product(str(n), title={"en": title}) for n, title in enumerate(["tent", "mat", "tent"])]
    assert near_copies(items.__getitem__)(2, [0, 1])
    assert not near_copies(items.__getitem__)(0, [])


def test_a_shelf_is_crowded_by_its_own() -> None:
    """So many of one category and no more."""
    crowded = shelves(["a", "a", "a", "a", "b"].__getitem__)
    assert not crowded(3, list(range(PER_SHELF - 1)))
    assert crowded(3, list(range(PER_SHELF)))
    assert not crowded(4, list(range(PER_SHELF)))
