"""Weights are learned from which texts are right, and measured on questions that they did not see."""

from __future__ import annotations

import numpy as np
import pytest

from evals.listwise import Case, held_out, learn


def cases(count: int = 60, seed: int = 0) -> list[Case]:
    """Questions whose right text is likelier the higher its first feature; the second is noise, the third constant."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        rows = np.column_stack([rng.normal(size=5), rng.normal(size=5), np.ones(5)])
        right = np.zeros(5, bool)
        right[int((rows[:, 0] + 0.3 * rng.normal(size=5)).argmax())] = True
        found.append(Case(rows, right))
    return found


def test_what_tells_right_from_wrong_gets_the_weight() -> None:
    """Noise gets little, and what never differs none."""
    signal, noise, constant = learn(cases())
    assert signal > 5 * abs(noise)
    assert constant == pytest.approx(0)


def test_the_unit_of_a_feature_does_not_matter() -> None:
    """Ten times the feature, a tenth of the weight."""
    scaled = [Case(case.rows * np.array([10.0, 1.0, 1.0]), case.right) for case in cases()]
    assert learn(scaled) * np.array([10, 1, 1]) == pytest.approx(learn(cases()), abs=1e-6)


def test_questions_without_an_answer_say_nothing() -> None:
    silent = [Case(case.rows, np.zeros(5, bool)) for case in cases(20, seed=1)]
    assert learn(silent) == pytest.approx(np.zeros(3))


def test_held_out_questions_are_scored_by_other_weights() -> None:
    """The labels of a question do not reach its own scores."""
    rows = cases(20)
    turned = [Case(rows[0].rows, ~rows[0].right), *rows[1:]]
    before, after = held_out(rows, repeats=1, folds=20), held_out(turned, repeats=1, folds=20)
    assert before[0][0] == pytest.approx(after[0][0])
    assert before[0][1] != pytest.approx(after[0][1], abs=1e-12)


def test_every_question_is_held_out_once_a_repeat() -> None:
    found = held_out(cases(7), repeats=2, folds=3)
    assert [[scores.shape for scores in repeat] for repeat in found] == [[(5,)] * 7] * 2
