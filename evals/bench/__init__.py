"""Measure the main job: cold starts, turns, streams, memory, and the naive assistant beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from evals.bench.figures import Figure


def bench(report: Path | None) -> bool:
    """Run everything, print a table, write bench.json, and return whether every target is met."""
    from assistant.bootstrap import bootstrap
    from assistant.settings import Settings
    from evals.bench.beside import beside_naive, profile_adds
    from evals.bench.start import starts
    from evals.bench.stream import stream
    from evals.bench.turns import turns

    figures = [*starts(), *stream()]
    assistant = bootstrap(Settings(quiet=True))
    figures += turns(assistant)  # before the naive assistant's model counts as memory
    figures += [*profile_adds(assistant), *beside_naive(assistant)]
    return _done("Damda bench", figures, report, "bench.json")


def bench_scale(report: Path | None, plot: Path, save: bool = False) -> bool:
    """Measure the search at sizes up to a million products, as above, and draw its cost."""
    from evals.bench.scale import scale

    return _done("Damda at scale", scale(plot=plot, save=save), report, "scale.json")


def _done(title: str, figures: Sequence[Figure], report: Path | None, name: str) -> bool:
    show(title, figures)
    if report is not None:
        report.mkdir(parents=True, exist_ok=True)
        (report / name).write_text(json.dumps([asdict(f) for f in figures], indent=1), "utf-8")
    return all(figure.met for figure in figures)


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print the figures beside their targets."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title)
    for head in ("figure", "measured", "target", ""):
        table.add_column(head)
    for figure in figures:
        target = "" if figure.target is None else f"≤ {figure.target:g} {figure.unit}"
        table.add_row(figure.name, f"{figure.value:.3g} {figure.unit}", target, "" if figure.met else "missed")
    Console().print(table)
