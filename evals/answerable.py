"""Whether a product question can be answered at all, and how sure an answer must be before it is given.

For each public question: the chance that the text put first answers it fully (`catalog.certainty`), held out. AUROC of
answerable-or-not asks the same number whether any of the texts is a full answer. Coverage at a precision is the largest
share of the questions that can be answered, the surest first, while so many of the answers given are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog.certainty import row
from catalog.encode import Encoder
from catalog.passages import WEIGHTS, features
from evals.answers import Asked

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]

PRECISION = 0.95  # of the answers that are given
RIDGE, STEPS, SETTLED = 1.0, 50, 1e-9  # as in evals.listwise: of features in units of their spread
FOLDS, REPEATS = 10, 5


@dataclass(frozen=True)
class Measured:
    """The questions as numbers: a row each, whether the text put first is right, and whether any text is."""

    rows: Matrix
    right: Flags
    answerable: Flags


def measured(asked: Sequence[Asked], encoder: Encoder) -> Measured:
    """Measure every question."""
    rows, right, answerable = [], [], []
    for item in asked:
        found = features(item.question, item.texts, encoder)
        rows.append(row(item.question, item.texts, found))
        full = item.answered()
        right.append(bool(full[int((found @ np.array(WEIGHTS)).argmax())]))
        answerable.append(bool(full.any()))
    return Measured(np.array(rows), np.array(right), np.array(answerable))


def learn(rows: Matrix, right: Flags) -> tuple[float, Matrix]:
    """The bias and the weights of a logistic regression, by Newton's method."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread == 0] = 1.0
    design = np.column_stack([np.ones(len(rows)), (rows - mean) / spread])
    ridge = RIDGE * np.eye(design.shape[1])
    ridge[0, 0] = 0.0  # the bias is not held back
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (chance - right) + ridge @ weights
        step = np.linalg.solve((design.T * (chance * (1 - chance))) @ design + ridge, slope)
        weights = weights - step
        if float(np.abs(step).max()) < SETTLED:
            break
    own = weights[1:] / spread
    return float(weights[0] - own @ mean), np.asarray(own, np.float64)


def held_out(found: Measured) -> list[Matrix]:
    """For each repeat the chance of every question, by weights that were learned without its fold."""
    runs = []
    for seed in range(REPEATS):
        order = np.random.default_rng(seed).permutation(len(found.rows))
        chances = np.zeros(len(found.rows))
        for fold in range(FOLDS):
            out = order[fold::FOLDS]
            kept = np.setdiff1d(order, out)
            bias, weights = learn(found.rows[kept], found.right[kept])
            chances[out] = 1 / (1 + np.exp(-(bias + found.rows[out] @ weights)))
        runs.append(chances)
    return runs


def auroc(chances: Matrix, positive: Flags) -> float:
    """The chance that a positive stands above a negative; ties count a half. 0.5 where one of them is missing."""
    above, below = chances[positive], chances[~positive]
    if not len(above) or not len(below):
        return 0.5
    apart = above[:, None] - below[None, :]
    return float((apart > 0).mean() + (apart == 0).mean() / 2)


def coverage(chances: Matrix, right: Flags, precision: float = PRECISION) -> tuple[float, float]:
    """The largest share of questions answered at this precision, and the chance from which it is."""
    order = np.argsort(-chances, kind="stable")
    precise = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    kept = np.flatnonzero(precise >= precision)
    if not len(kept):
        return 0.0, 1.0
    last = int(kept[-1])
    return (last + 1) / len(order), float(chances[order[last]])
