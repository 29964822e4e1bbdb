"""One vector a product, centred on its department, so that a taste tells chips from chips and not food from socks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from catalog.encode import Vectors
from catalog.index.snapshot import Snapshot


def product_vectors(snapshot: Snapshot) -> Vectors:
    """A unit row a product (products × width): the mean of its languages, less its department's mean.

    e5's vectors all point much the same way; what is left after the department's mean is taken off is what tells one
    product of it from the others. A department of one product gets a row of zeros.
    """
    dense = snapshot.dense
    rows = np.zeros((dense.products, dense.rows.shape[1]), np.float32)
    np.add.at(rows, dense.positions, dense.rows)
    rows = _unit(rows)
    names = departments(snapshot)
    for name in np.unique(names):
        own = names == name
        rows[own] -= rows[own].mean(axis=0)
    return _unit(rows)


def departments(snapshot: Snapshot) -> NDArray[np.str_]:
    """The first key of each product's category path."""
    return np.array([path.split("/", 1)[0] for path in snapshot.columns.categories.tolist()], dtype=np.str_)


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-6), np.float32)
