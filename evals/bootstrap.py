"""The paired bootstrap: how sure a mean difference over a set of queries is (Efron 1979; Sakai 2006 for retrieval)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 10_000
SEED = 20_260_101
SURE = 95.0  # per cent of the resampled means that lie in the interval


@dataclass(frozen=True)
class Interval:
    """A mean and the interval that holds 95 of 100 means of resampled queries."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        mean, low, high = (round(value, 3) + 0.0 for value in (self.mean, self.low, self.high))  # no "-0.000"
        return f"{mean:+.3f} [{low:+.3f}, {high:+.3f}]"


def gained(now: Sequence[float], then: Sequence[float], resamples: int = RESAMPLES, seed: int = SEED) -> Interval:
    """How far `now` is above `then`, query by query: queries are drawn with replacement, each with both its values.

    The same numbers and seed give the same interval. Raises ValueError where the two are not of the same queries.
    """
    if len(now) != len(then) or not now:
        raise ValueError(f"{len(now)} values beside {len(then)}: pair the same queries")
    differences = np.asarray(now, np.float64) - np.asarray(then, np.float64)
    drawn = np.random.default_rng(seed).integers(len(differences), size=(resamples, len(differences)))
    means = differences[drawn].mean(axis=1)
    low, high = np.percentile(means, [(100 - SURE) / 2, (100 + SURE) / 2])
    return Interval(float(differences.mean()), float(low), float(high))
