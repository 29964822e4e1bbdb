"""The whole search at a thousand to a million products: time, memory, and what is found against brute force.

Each size is built by one process and asked by another, whose memory is then the memory of a server.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from catalog.cli import text_encoder
from catalog.encode import Encoder
from catalog.index.fields import said
from catalog.sample.shop import demo_products
from evals.baselines import keep
from evals.bench.figures import Figure
from evals.bench.measured import Measured
from evals.bench.tiled import build, rows
from evals.bench.whole import QUERIES, measure
from evals.docs import INK
from evals.plots import costs

SIZES = (1_000, 10_000, 50_000, 200_000, 1_000_000)
SHOWN = {
    "size": "products",
    "dense_p95": "vectors",
    "lexical_p95": "words",
    "ranking_p95": "rank",
    "whole_p50": "whole p50",
    "whole_p95": "p95",
    "filtered_p95": "filtered",
    "asked_p50": "encoded p50",
    "asked_p95": "p95",
    "mb_peak": "MB",
}


def quiet() -> Encoder:
    """The encoder of the environment's settings."""
    return text_encoder(quiet=True)


def scale(sizes: Sequence[int] = SIZES, plot: Path | None = None, save: bool = False) -> list[Figure]:
    """Measure every size, the smallest first; print the table, and draw the cost of a query."""
    measured = [apart(size) for size in sorted(sizes)]
    Console().print(table(measured))
    if plot is not None:
        plot.parent.mkdir(parents=True, exist_ok=True)
        plot.write_text(draw(measured).replace(">", ">" + INK, 1), "utf-8")
    if save:
        keep("scale", {"queries": QUERIES, "sizes": [one.row() for one in measured]})
    return [figure for one in measured for figure in one.figures()]


def apart(size: int) -> Measured:
    """Build a shop in one process and ask it in another."""
    with tempfile.TemporaryDirectory(prefix="damda-scale-") as folder:
        with _process() as builder:
            builder.submit(made, Path(folder), size, quiet).result()
        with _process() as asker:
            return asker.submit(measure, Path(folder), size, quiet).result()


def _process() -> Executor:
    return ProcessPoolExecutor(1, get_context("spawn"))


def made(folder: Path, size: int, encoder: Callable[[], Encoder]) -> None:
    """Write the index of a size below a folder."""
    tile = demo_products()
    build(folder, size, tile, list(map(said, tile)), rows(tile, encoder()))


def table(measured: Sequence[Measured]) -> Table:
    """A row a size; milliseconds are p95 where nothing else is said."""
    found = Table(title="Search by size: ms, and MB at the most", box=SIMPLE, padding=0)
    for head in SHOWN.values():
        found.add_column(head, justify="right")
    for row in (one.row() for one in measured):
        found.add_row(*(f"{row[name]:,}" for name in SHOWN))
    return found


def draw(measured: Sequence[Measured]) -> str:
    """The p95 of a query by size, encoding aside, as SVG."""
    parts = {"whole search": "whole", "category and price": "filtered", "vectors alone": "dense"}
    series = {name: [one.slow(part) for one in measured] for name, part in parts.items()}
    return costs("Search without encoding, p95 in ms", [one.size for one in measured], series)
