"""The scan of vectors at a thousand to a million products: time, memory, and what is found against brute force.

The vectors are real ones of the demo shop, mixed: a row, and half the difference of two others, at unit length. They
lie as real ones lie, and hardly two are alike. Wherever Chroma runs, this matrix is what answers, so it is timed.
"""

from __future__ import annotations

import resource
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from catalog.encode import Vectors, read_vectors
from catalog.index import matrix
from catalog.index.matrix import Dense, Mask
from catalog.sample.families import HERE
from evals.bench.figures import Figure, percentile
from evals.bench.turns import milliseconds
from evals.docs import INK
from evals.plots import costs

SIZES = (1_000, 10_000, 50_000, 200_000, 1_000_000)
SEED = 20_260_101
MIXED = 0.5  # of the difference of two rows: far enough that a copy's neighbours are not its original's alone
BATCH = 20_000  # rows made, or multiplied by brute force, at a time: 60 MB in double precision
QUERIES, WARM = 60, 3
JUDGED = 20  # queries whose answers brute force checks
TOP = 100
BRANCHES = 20  # categories of equal size; a filter takes one of them and half of the prices
HALF = 500  # of the prices lie below
SLOWEST, MEMORY = 150.0, 6.0 * 1024  # ms and MB at a million, on two cores
MISSED = 0.03  # of the true first hundred


@dataclass(frozen=True)
class Measured:
    """One size: milliseconds of every query, shares of the true answers that were found, and the peak of MB."""

    size: int
    plain: tuple[float, ...]
    filtered: tuple[float, ...]
    found: float  # of the first hundred
    found_filtered: float  # of the first hundred behind a filter
    found_ten: float  # of the ten products that a filter leaves
    memory: float

    def figures(self) -> list[Figure]:
        """The figures beside the targets, which a million has to meet."""
        name = f"{self.size:,}"
        return [
            Figure(f"{name}: p50", percentile(self.plain, 0.5), "ms"),
            Figure(f"{name}: p95", percentile(self.plain, 0.95), "ms", SLOWEST),
            Figure(f"{name}: p95, filtered", percentile(self.filtered, 0.95), "ms", SLOWEST),
            Figure(f"{name}: missed of {TOP}", _missed(self.found), "", MISSED),
            Figure(f"{name}: missed of {TOP}, filtered", _missed(self.found_filtered), "", MISSED),
            Figure(f"{name}: missed of ten left", _missed(self.found_ten), "", 0),
            Figure(f"{name}: peak memory", self.memory, "MB", MEMORY),
        ]


@dataclass(frozen=True)
class Facts:
    """What filters look at, a number a product."""

    branches: NDArray[np.int64]
    prices: NDArray[np.int64]

    def mask(self, branch: int) -> Mask:
        """A branch and the lower half of the prices, which leave one product in forty."""
        return np.asarray((self.branches == branch) & (self.prices < HALF), bool)


def scale(sizes: Sequence[int] = SIZES, plot: Path | None = None) -> list[Figure]:
    """Measure every size, the smallest first, and draw the cost of a query."""
    known = read_vectors(HERE / "vectors.npz")[1].astype(np.float32)
    measured = [measure(size, known) for size in sorted(sizes)]
    if plot is not None:
        plot.parent.mkdir(parents=True, exist_ok=True)
        plot.write_text(draw(measured).replace(">", ">" + INK, 1), "utf-8")
    return [figure for one in measured for figure in one.figures()]


def draw(measured: Sequence[Measured]) -> str:
    """The p95 of a query by size, as SVG."""
    series = {
        "all products": [percentile(one.plain, 0.95) for one in measured],
        "category and price": [percentile(one.filtered, 0.95) for one in measured],
    }
    return costs("Scan of vectors, p95 in ms", [one.size for one in measured], series)


def measure(size: int, known: Vectors) -> Measured:
    """Make the matrix of a size on disk, map it as a shop would, and ask it."""
    random = np.random.default_rng(SEED)
    with tempfile.TemporaryDirectory(prefix="damda-scale-") as folder:
        _fill(Path(folder), size, known, random)
        dense = matrix.load(Path(folder), size)
        assert dense is not None
        facts = Facts(random.integers(0, BRANCHES, size), random.integers(0, 2 * HALF, size))
        queries = mixed(known, WARM + QUERIES, random)
        ten = np.isin(np.arange(size), random.choice(size, 10, replace=False))
        plain = _timed(queries, lambda n: best(dense.scores(queries[n])))
        filtered = _timed(queries, lambda n: best(dense.scores(queries[n], facts.mask(n % BRANCHES))))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # before brute force adds its own
        cases = [(None, TOP, "plain"), (facts.mask(0), TOP, "filtered"), (ten, 10, "ten")]
        found = {name: _found(dense, queries[:JUDGED], mask, count) for mask, count, name in cases}
    return Measured(size, plain, filtered, found["plain"], found["filtered"], found["ten"], memory)


def mixed(known: Vectors, count: int, random: np.random.Generator) -> Vectors:
    """New rows that lie where the known ones do."""
    a, b, c = (known[random.integers(0, len(known), count)] for _ in range(3))
    rows = a + MIXED * (b - c)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _missed(found: float) -> float:
    return round(1 - found, 6)


def best(scores: Vectors, count: int = TOP) -> NDArray[np.intp]:
    """Positions of the best, in no order: what the rest of a search goes on with."""
    if count >= len(scores):
        return np.arange(len(scores))
    return np.argpartition(-scores, count)[:count]


def _fill(folder: Path, size: int, known: Vectors, random: np.random.Generator) -> None:
    with matrix.writing(folder) as writer, tqdm(total=size, desc=f"{size:,} vectors", unit="row") as bar:
        for start in range(0, size, BATCH):
            places = np.arange(start, min(start + BATCH, size))
            writer.add(mixed(known, len(places), random), places, places.astype(np.uint64))
            bar.update(len(places))


def _timed(queries: Vectors, ask: Callable[[int], object]) -> tuple[float, ...]:
    """Milliseconds a query, without the first few, which bring the matrix into memory."""
    times = [milliseconds(lambda n=n: ask(n)) for n in tqdm(range(len(queries)), desc="queries", unit="query")]
    return tuple(times[WARM:])


def _found(dense: Dense, queries: Vectors, mask: Mask | None, count: int) -> float:
    """The share of the truly best that the search finds too."""
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
