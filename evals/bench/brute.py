"""What the scan of vectors finds, against brute force in double precision."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from catalog.encode import Vectors
from catalog.index.matrix import Dense, Mask
from evals.bench.tiled import BATCH

TOP = 100


def best(scores: Vectors, count: int = TOP) -> NDArray[np.intp]:
    """Positions of the best, in no order: what the rest of a search goes on with."""
    if count >= len(scores):
        return np.arange(len(scores))
    return np.argpartition(-scores, count)[:count]


def found(dense: Dense, queries: Vectors, mask: Mask | None = None, count: int = TOP) -> float:
    """The share of the truly best that the scan finds too."""
    allowed = np.ones(dense.products, bool) if mask is None else mask
    count = min(count, int(allowed.sum()))
    true = np.full((len(queries), dense.products), -np.inf, np.float32)
    for start in range(0, dense.products, BATCH):
        part = queries.astype(np.float64) @ dense.rows[start : start + BATCH].T.astype(np.float64)
        true[:, start : start + BATCH] = np.where(allowed[start : start + BATCH], part, -np.inf)
    shares = [
        len(np.intersect1d(best(row, count), best(dense.scores(query, mask), count))) / count
        for query, row in zip(queries, true, strict=True)
    ]
    return float(np.mean(shares))
