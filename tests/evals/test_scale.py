"""The bench of a growing shop: what it makes, what it finds, and what it draws."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from catalog.index.fields import said
from catalog.search import Search
from catalog.types import Query
from evals.bench.brute import best
from evals.bench.figures import Figure
from evals.bench.measured import FOUND, PARTS, Measured
from evals.bench.scale import draw, table
from evals.bench.tiled import TEN, build, mixed, name, opened, products, rows
from evals.bench.whole import filtered, measure
from tests.fakes import HashEncoder, tiny_products

SIZE = 60
TILE = tuple(product for product in tiny_products() if product.title.get("en"))


def a_measured(size: int, milliseconds: float, found: float = 1.0, memory: float = 100) -> Measured:
    """A size that took so long and found so much."""
    times, shares = dict.fromkeys(PARTS, (milliseconds,)), dict.fromkeys(FOUND, found)
    return Measured(size, times, shares, {"peak": memory})


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of more products than the tile has."""
    folder = tmp_path_factory.mktemp("tiled")
    build(folder, SIZE, TILE, [said(product) for product in TILE], rows(TILE, HashEncoder()))
    return folder


def test_a_small_shop_is_asked_and_measured(shop: Path) -> None:
    """Every part has a time for each query, and everything is found."""
    measured = measure(shop, SIZE, HashEncoder, queries=2)
    assert set(measured.times) == set(PARTS)
    assert {len(times) for times in measured.times.values()} == {2}
    assert dict(measured.found) == dict.fromkeys(FOUND, 1.0)
    assert measured.memory["peak"] > 0


def test_every_copy_is_a_product_of_its_own(shop: Path) -> None:
    """Ids, titles and prices are all different, and hardly two vectors alike; a copy's words find it."""
    snapshot = opened(shop, SIZE)
    assert len({product.id for product in snapshot.products}) == SIZE
    assert len({product.title["en"] for product in snapshot.products}) == SIZE
    assert len(np.unique(snapshot.dense.rows, axis=0)) > 0.9 * SIZE  # two drawn alike leave a row as it was
    assert all(len(set(prices.tolist())) == SIZE for prices in snapshot.columns.prices.values())
    last = snapshot.products[SIZE - 1].title["en"]
    assert snapshot.lexical.named(last.casefold().split()[-1:]).tolist() == [SIZE - 1]


def test_what_is_built_at_once_is_what_the_copies_say(shop: Path) -> None:
    """The index's facts and ids are those of the products that it holds."""
    snapshot = opened(shop, SIZE)
    made = list(products(TILE, SIZE))
    assert [product.id for product in made] == [product.id for product in snapshot.products]
    assert snapshot.columns.categories.tolist() == [product.category for product in made]
    assert [snapshot.position(product.id) for product in made] == list(range(SIZE))
    assert len(set(snapshot.columns.groups.tolist())) == len({product.group_id for product in made})


def test_filters_leave_what_they_say(shop: Path) -> None:
    """Ten of a brand of its own, and a branch with half of the prices."""
    search = Search(opened(shop, SIZE), HashEncoder())
    assert search.mask(Query(brands=(TEN,))).sum() == 10
    behind = filtered(search, "chips", 0)
    assert behind.max_price == SIZE // 2
    assert 0 < search.mask(behind).sum() < SIZE / 2


@pytest.mark.parametrize(
    ("size", "milliseconds", "found", "missed"),
    [
        (50_000, 25, 1.0, 0),
        (50_000, 29, 1.0, 1),
        (50_000, 51, 1.0, 3),
        (1_000_000, 150, 0.97, 1),
        (1_000_000, 151, 0.97, 3),
        (1_000_000, 150, 0.96, 2),
    ],
)
def test_what_is_slow_or_overlooked_misses_its_target(
    size: int, milliseconds: float, found: float, missed: int
) -> None:
    """Ten products that a filter leaves have to be found all; of a hundred, three may be missed."""
    rows = a_measured(size, milliseconds, found).figures()
    assert sum(not figure.met for figure in rows) == missed
    assert isinstance(rows[0], Figure)


def test_more_than_six_gigabytes_are_too_many() -> None:
    """Whatever the size."""
    assert not all(figure.met for figure in a_measured(1_000_000, 1, memory=6_145).figures())


def test_names_are_words_and_all_different() -> None:
    """Of three syllables at least, so that they are no word of a query."""
    made = [name(number) for number in range(5_000)]
    assert len(set(made)) == len(made)
    assert all(word.isalpha() and len(word) >= 6 for word in made)


def test_mixed_rows_are_new_and_of_unit_length() -> None:
    """And the same for the same seed."""
    known = np.random.default_rng(0).standard_normal((50, 8)).astype(np.float32)
    own = np.arange(500) % 50
    rows = mixed(known, own, np.random.default_rng(1))
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    assert len(np.unique(rows, axis=0)) > 490
    assert np.array_equal(rows, mixed(known, own, np.random.default_rng(1)))


@pytest.mark.parametrize(("count", "places"), [(1, [2]), (2, [0, 2]), (3, [0, 1, 2]), (9, [0, 1, 2])])
def test_the_best_are_those_that_score_most(count: int, places: list[int]) -> None:
    """All of them where there are fewer."""
    assert sorted(best(np.array([0.5, 0.1, 0.9], np.float32), count).tolist()) == places


def test_a_plot_names_its_lines_and_is_the_same_each_time() -> None:
    """So that a rewritten page differs where a figure does."""
    measured = [a_measured(1_000, 1.0), a_measured(10_000, 3.0)]
    assert draw(measured) == draw(measured)
    assert all(words in draw(measured) for words in ("whole search", "category and price", "10,000"))


def test_the_table_has_a_row_a_size() -> None:
    """With the parts of the search and the memory."""
    found = table([a_measured(1_000, 1.0), a_measured(10_000, 3.0)])
    assert found.row_count == 2
    assert [column.header for column in found.columns][-1] == "MB"
