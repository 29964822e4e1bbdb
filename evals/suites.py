"""The suites that `python -m evals run` knows, and the gates that they must pass."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.score import Score, Summary, summarize


@dataclass(frozen=True)
class Suite:
    """A named suite: what it asks, how it scores, and the least that each metric may reach."""

    about: str
    run: Callable[[Path | None], list[Score]]
    gates: dict[str, float]


def _basket(data: Path | None) -> list[Score]:
    from evals.basket import run

    return run(data)


SUITES = {
    "basket": Suite(
        "jobs in both languages: hard limits, needs covered, lines that belong",
        _basket,
        # Hard limits are hard; the rest is the level below which a change is a step back.
        {"limits": 1.0, "people": 0.85, "kept_out": 0.7, "covered": 0.78, "belongs": 0.82, "grounded": 1.0},
    ),
}


def run_suite(name: str, data: Path | None, report: Path | None) -> bool:
    """Run one suite, print its table, write its report, and return whether its gates hold."""
    suite = SUITES[name]
    scores = suite.run(data)
    summaries = summarize(scores)
    passed = _show(name, summaries, suite.gates)
    for score in scores:
        if score.value < 1 and score.metric == "limits":
            print(f"  {score.case}: {score.explanation}")
    if report is not None:
        report.mkdir(parents=True, exist_ok=True)
        content = {"summary": [asdict(s) for s in summaries], "scores": [asdict(s) for s in scores]}
        (report / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    return passed


def _show(name: str, summaries: list[Summary], gates: dict[str, float]) -> bool:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"suite {name}")
    for head in ("metric", "group", "cases", "mean ± s.e.", "gate", ""):
        table.add_column(head)
    passed = True
    for summary in summaries:
        gate = gates.get(summary.metric)
        ok = gate is None or summary.mean >= gate - 1e-9
        passed &= ok
        shown = "" if gate is None else f"≥ {gate:g}"
        mean = f"{summary.mean:.3f} ± {summary.error:.3f}"
        table.add_row(summary.metric, summary.group, str(summary.count), mean, shown, "" if ok else "missed")
    Console().print(table)
    return passed
