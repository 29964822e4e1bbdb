"""How sure an answer must be: the measures on numbers made by hand, and the model on questions made here."""

from __future__ import annotations

import numpy as np
import pytest

from catalog.certainty import NAMES, WEIGHTS, row, sure
from catalog.passages import FEATURES, features
from evals.answerable import FOLDS, Measured, auroc, coverage, held_out, learn, measured
from evals.answers import Asked
from evals.product_qa import certainty
from tests.fakes import HashEncoder

QUESTIONS = [
    Asked(str(n), f"how heavy is thing {n}", (f"thing {n} is heavy: {n} kg", "blue"), (2 if n % 3 else 0, 0))
    for n in range(3 * FOLDS)
]


@pytest.mark.parametrize(
    ("chances", "positive", "expected"),
    [
        ([0.9, 0.8, 0.1], [1, 1, 0], 1.0),
        ([0.1, 0.9], [1, 0], 0.0),
        ([0.5, 0.5], [1, 0], 0.5),
        ([0.3, 0.4], [1, 1], 0.5),
    ],
)
def test_auroc_counts_pairs_in_the_right_order(chances: list[float], positive: list[int], expected: float) -> None:
    """Ties count a half, and one class alone tells nothing."""
    assert auroc(np.array(chances), np.array(positive, bool)) == expected


def test_coverage_is_the_largest_share_that_keeps_the_precision() -> None:
    """A wrong answer in the middle may be outweighed by right ones after it."""
    chances, right = np.array([0.9, 0.8, 0.7, 0.6, 0.1]), np.array([1, 0, 1, 1, 0], bool)
    assert coverage(chances, right, 0.75) == (0.8, 0.6)
    assert coverage(chances, right, 1.0) == (0.2, 0.9)
    assert coverage(chances, ~np.ones(5, bool)) == (0.0, 1.0)


def test_the_model_learns_what_tells_right_from_wrong() -> None:
    """A feature that says it gets a weight of its sign; one that never differs gets none."""
    rows = np.column_stack([np.linspace(-1, 1, 40), np.ones(40)])
    bias, weights = learn(rows, rows[:, 0] > 0)
    assert weights[0] > 0
    assert weights[1] == pytest.approx(0)
    assert bias == pytest.approx(0, abs=0.2)


def test_every_question_is_held_out_once_a_repeat() -> None:
    found = measured(QUESTIONS, HashEncoder())
    assert isinstance(found, Measured)
    for chances in held_out(found):
        assert ((chances > 0) & (chances < 1)).all()


def test_the_suite_says_three_figures() -> None:
    names = {score.metric: score.value for score in certainty(QUESTIONS, HashEncoder())}
    assert set(names) == {"AUROC answerable", "AUROC right", "coverage at 95 % precision"}
    assert all(0 <= value <= 1 for value in names.values())


def test_a_row_has_a_number_for_each_weight() -> None:
    texts = ["it weighs 2 kg", "blue"]
    measures = row("how heavy is it", texts, features("how heavy is it", texts, HashEncoder()))
    assert len(measures) == len(NAMES) == len(WEIGHTS) == len(FEATURES) + 3


def test_no_text_is_no_certainty() -> None:
    assert sure("how heavy is it", [], HashEncoder()) == 0.0
    assert 0 <= sure("how heavy is it", ["2 kg"], HashEncoder()) <= 1
