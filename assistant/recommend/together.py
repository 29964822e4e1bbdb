"""What is bought together: item-to-item cosines of everybody's orders, as a sparse matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix = sparse.csr_array
NEIGHBOURS_PRIOR = 5.0  # as if so many orders with one of them stood beside: two chance meetings say little


def similarity(pairs: Iterable[tuple[int, int]], items: int, prior: float = NEIGHBOURS_PRIOR) -> Matrix:
    """Item × item: |orders with both| / (√(|orders with a|·|orders with b|) + prior), the diagonal empty.

    `pairs` are (order, item) numbers. The cosine of Sarwar et al. 2001 with a shrinkage for rare items.
    """
    found = list(pairs)
    bought = members(found, max((order for order, _ in found), default=-1) + 1, items)
    both = sparse.coo_array(bought.T @ bought)
    counts: NDArray[np.float32] = np.asarray(bought.sum(axis=0), np.float32).ravel()
    off = both.row != both.col
    row, column, shared = both.row[off], both.col[off], both.data[off]
    values = shared / (np.sqrt(counts[row] * counts[column]) + prior)
    return sparse.csr_array((values.astype(np.float32), (row, column)), shape=(items, items))


def members(pairs: Iterable[tuple[int, int]], orders: int, items: int) -> Matrix:
    """Order × item: 1 where an item was in an order. `pairs` are (order, item) numbers."""
    rows, columns = _numbers(pairs)
    bought = sparse.csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=(orders, items))
    bought.data[:] = 1.0  # twice in one order is once
    return bought


def together_scores(matrix: Matrix, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Σ over what was bought of weight × similarity, scaled so that the best product has 1."""
    scores = np.asarray(weights @ matrix, np.float32).ravel()
    best = float(scores.max()) if len(scores) else 0.0
    return scores / best if best > 0 else scores


def _numbers(pairs: Iterable[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    found: Sequence[tuple[int, int]] = list(pairs)
    table = np.array(found, np.int64).reshape(len(found), 2)
    return table[:, 0], table[:, 1]
