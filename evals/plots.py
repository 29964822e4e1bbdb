"""Plots of scores as SVG text: means by group with their error bars, and how the cases' values are spread."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evals.gates import Verdict
from evals.score import Score

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, BAR, HEAD = 5.2, 0.26, 0.7  # inches: of a plot, of one bar, and of what stands around the bars
BINS = 20
GOOD, MISSED, SOFT = "#2f8f68", "#c4553b", "#8a9287"  # readable on white and on near-black alike
ERRORS = 1.96  # standard errors to each side that hold the true mean in 95 of 100 samples


def means(title: str, rows: Sequence[Verdict]) -> str:
    """One bar a group with a 95 % error bar; a bar that misses its gate has the other colour."""
    figure, axes = _figure(HEAD + BAR * len(rows))
    places = range(len(rows))
    axes.barh(
        places,
        [row.summary.mean for row in rows],
        xerr=[ERRORS * row.summary.error for row in rows],
        color=[GOOD if row.passed else MISSED for row in rows],
        ecolor=SOFT,
        height=0.7,
    )
    axes.set_yticks(list(places), [row.summary.group for row in rows])
    axes.invert_yaxis()
    axes.axvline(0, color=SOFT, linewidth=0.8)
    if fractions([row.summary.mean for row in rows]):
        axes.set_xlim(0, 1.02)
    return _svg(figure, axes, f"{title}: mean and 95 % interval")


def spread(title: str, scores: Sequence[Score]) -> str:
    """How many cases have which value, all groups together."""
    figure, axes = _figure(2.2)
    values = [score.value for score in scores]
    axes.hist(values, bins=BINS, color=GOOD, range=(0, 1) if fractions(values) else None)
    axes.set_ylabel("cases")
    return _svg(figure, axes, f"{title}: value of each case")


def costs(title: str, sizes: Sequence[int], series: Mapping[str, Sequence[float]]) -> str:
    """One line a series over sizes, both scales logarithmic."""
    figure, axes = _figure(2.6)
    for colour, (name, values) in zip((GOOD, MISSED, SOFT), series.items(), strict=False):
        axes.plot(sizes, values, marker="o", markersize=4, color=colour, label=name)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(list(sizes), [f"{size:,}" for size in sizes])
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.minorticks_off()
    axes.legend(frameon=False)
    return _svg(figure, axes, title)


def fractions(values: Sequence[float]) -> bool:
    """Whether values are shares, which are shown from 0 to 1."""
    return all(0 <= value <= 1 for value in values)


def _figure(height: float) -> tuple[Figure, Axes]:
    """A figure that draws without a screen and keeps its letters as text."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with rc_context({"font.family": "sans-serif", "font.size": 9}):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        FigureCanvasSVG(figure)
        return figure, figure.add_subplot()


def _svg(figure: Figure, axes: Axes, title: str) -> str:
    """The SVG element, its ink the ink of the page around it and its ids its own."""
    from matplotlib import rc_context

    _quiet(axes, title)
    target = io.StringIO()
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": title}  # text stays text; the same ids every time
    with rc_context(settings):
        figure.savefig(target, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawn = target.getvalue()
    drawn = drawn[drawn.index("<svg") :].replace("#000000", "currentColor").replace("fill: black", "fill: currentColor")
    return re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL)


def _quiet(axes: Axes, title: str) -> None:
    axes.set_title(title, fontsize=10, loc="left")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0)
