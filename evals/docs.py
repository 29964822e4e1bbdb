"""Write docs/evals.md and its plots from the JSON of a full run, so that the page says what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from assistant.errors import BadInput
from catalog.plain_yaml import read_yaml
from evals.plots import means
from evals.results import Result, load

METHODS = Path(__file__).parent / "methods.yaml"
INK = (
    "<style>:root { color: #23281f } text { fill: currentColor } "
    "@media (prefers-color-scheme: dark) { :root { color: #eceee8 } }</style>"
)
HEAD = """# Evaluations

Written by `python -m evals docs` from the reports of a full run; every figure is a mean with its standard error (s/√n).
The demo shop's products and prices are invented, its ratings and shoppers simulated.

    python -m evals list
    python -m evals run all --report DIR
    python -m evals docs --report DIR --out docs/evals.md

`--gate evals/baseline.json` compares a run with the saved one, case by case; `evals/baseline.py` states the test.
"""


@cache
def methods() -> dict[str, str]:
    """How each suite measures."""
    found: dict[str, str] = read_yaml(METHODS)
    return found


def write_docs(report: Path, out: Path) -> int:
    """Write the page and a folder of plots beside it; return how many suites. Raises BadInput for a quick run."""
    results = [load(file) for name in methods() if (file := report / f"{name}.json").is_file()]
    if not results:
        raise BadInput(f"{report}: holds no reports; make them with `python -m evals run all --report {report}`")
    if quick := [found.suite for found in results if found.quick]:
        raise BadInput(f"{report}: {quick[0]} is of a quick run; run it in full first")
    plots = out.parent / out.stem
    plots.mkdir(parents=True, exist_ok=True)
    parts = [HEAD, *("\n".join(_suite(found, plots)) for found in results)]
    out.write_text("\n".join(parts) + "\n", "utf-8")
    return len(results)


def _suite(found: Result, plots: Path) -> Iterator[str]:
    yield f"## {found.suite}\n"
    yield f"{found.about[:1].upper()}{found.about[1:]}.\n\n    python -m evals run {found.suite}\n"
    yield methods()[found.suite].strip() + "\n"
    yield "| metric | group | cases | mean ± s.e. | gate | |\n|---|---|---|---|---|---|"
    for verdict in found.verdicts:
        row = verdict.summary
        held = "" if not verdict.gate else "held" if verdict.passed else "**missed**"
        mean = f"{row.mean:.3f} ± {row.error:.3f}"
        yield f"| {row.metric} | {row.group} | {row.count} | {mean} | {verdict.gate} | {held} |"
    yield ""
    for metric in dict.fromkeys(verdict.summary.metric for verdict in found.verdicts):
        name = f"{found.suite}-{metric.replace('@', '-at-').replace(' ', '-')}.svg"
        drawn = means(metric, [verdict for verdict in found.verdicts if verdict.summary.metric == metric])
        (plots / name).write_text(drawn.replace(">", ">" + INK, 1), "utf-8")
        yield f"![{metric} by group, mean and 95 % interval]({plots.name}/{name})"
    yield ""
