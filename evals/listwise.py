"""Learn the weights of a linear ranking: a softmax over each question's texts (ListNet, Cao et al. 2007)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

RIDGE = 1.0  # of features in units of their spread: holds weights back that few questions speak for
STEPS = 30  # Newton's; the loss is convex and four weights settle in fewer than ten
SETTLED = 1e-9
FOLDS, REPEATS = 10, 5  # each question is held out once a repeat, so one division's luck counts a fifth


@dataclass(frozen=True)
class Case:
    """One question: a row of features a text, and which texts are right."""

    rows: Matrix
    right: NDArray[np.bool_]


def learn(cases: Sequence[Case]) -> Matrix:
    """The weights under which right texts are likeliest to stand first. Cases without a right text say nothing."""
    spread = np.concatenate([case.rows for case in cases]).std(axis=0)
    spread[spread == 0] = 1.0  # a feature that never differs gets no weight
    useful = [Case(case.rows / spread, case.right) for case in cases if case.right.any()]
    weights = np.zeros(len(spread))
    for _ in range(STEPS):
        slope, bend = RIDGE * weights, RIDGE * np.eye(len(weights))
        for case in useful:
            one_slope, one_bend = _curve(case, weights)
            slope, bend = slope + one_slope, bend + one_bend
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if float(np.abs(step).max()) < SETTLED:
            break
    return np.asarray(weights / spread, np.float64)


def _curve(case: Case, weights: Matrix) -> tuple[Matrix, Matrix]:
    """The slope and curvature of one question's cross-entropy."""
    power = case.rows @ weights
    share = np.exp(power - power.max())
    share /= share.sum()
    mean = share @ case.rows
    apart = case.rows - mean
    return mean - case.rows[case.right].mean(axis=0), apart.T @ (share[:, None] * apart)


def held_out(cases: Sequence[Case], repeats: int = REPEATS, folds: int = FOLDS) -> list[list[Matrix]]:
    """For each repeat the scores of every case, by weights that were learned without its fold."""
    found = []
    for seed in range(repeats):
        order = np.random.default_rng(seed).permutation(len(cases))
        scores: list[Matrix] = [np.zeros(0)] * len(cases)
        for fold in range(folds):
            out = set(order[fold::folds].tolist())
            weights = learn([case for place, case in enumerate(cases) if place not in out])
            for place in out:
                scores[place] = cases[place].rows @ weights
        found.append(scores)
    return found
