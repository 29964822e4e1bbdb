"""The bench of a growing shop: what it makes, what it finds, and what it draws."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evals.bench.figures import Figure
from evals.bench.scale import Measured, best, draw, mixed, scale


def a_measured(size: int, milliseconds: float, found: float = 1.0) -> Measured:
    """A size that took so long and found so much."""
    return Measured(size, (milliseconds,), (milliseconds,), found, found, found, 100)


def test_a_small_shop_is_measured_and_drawn(tmp_path: Path) -> None:
    """Every target is met, everything is found, and the plot names both lines."""
    found = scale((50, 2_000), tmp_path / "docs" / "cost.svg")
    assert all(figure.met for figure in found)
    assert [figure.value for figure in found if "missed" in figure.name] == [0.0] * 6
    drawn = (tmp_path / "docs" / "cost.svg").read_text("utf-8")
    assert drawn.startswith("<svg")
    assert all(words in drawn for words in ("all products", "category and price", "2,000"))


@pytest.mark.parametrize(("milliseconds", "found", "missed"), [(150, 0.97, 1), (151, 0.97, 3), (150, 0.96, 3)])
def test_what_is_slow_or_overlooked_misses_its_target(milliseconds: float, found: float, missed: int) -> None:
    """Ten products that a filter leaves have to be found all; of a hundred, three may be missed."""
    rows = a_measured(1_000_000, milliseconds, found).figures()
    assert sum(not figure.met for figure in rows) == missed
    assert isinstance(rows[0], Figure)


def test_mixed_rows_are_new_and_of_unit_length() -> None:
    """And the same for the same seed."""
    known = np.random.default_rng(0).standard_normal((50, 8)).astype(np.float32)
    rows = mixed(known, 500, np.random.default_rng(1))
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    assert len(np.unique(rows, axis=0)) > 490
    assert np.array_equal(rows, mixed(known, 500, np.random.default_rng(1)))


@pytest.mark.parametrize(("count", "places"), [(1, [2]), (2, [0, 2]), (3, [0, 1, 2]), (9, [0, 1, 2])])
def test_the_best_are_those_that_score_most(count: int, places: list[int]) -> None:
    """All of them where there are fewer."""
    assert sorted(best(np.array([0.5, 0.1, 0.9], np.float32), count).tolist()) == places


def test_a_plot_is_the_same_each_time() -> None:
    """So that a rewritten page differs where a figure does."""
    measured = [a_measured(1_000, 1.0), a_measured(10_000, 3.0)]
    assert draw(measured) == draw(measured)
