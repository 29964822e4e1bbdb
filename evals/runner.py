"""Run suites one after another over one assistant: tables, reports, gates and the comparison with a baseline."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from assistant.errors import BadInput
from evals.baseline import Baseline, falls, load_baseline, save_baseline
from evals.results import Result, result, save, worst
from evals.suites import Setting, Suite
from evals.tables import verdict_table

SHOWN = 10  # failing cases named on the terminal; the report has more


@dataclass(frozen=True)
class Output:
    """Where a run's findings go, and what they are compared with."""

    report: Path | None = None
    baseline: Path | None = None
    save_baseline: Path | None = None


def chosen(names: Sequence[str], suites: Mapping[str, Suite], quick: bool) -> list[str]:
    """The suites that names mean; `all` is every one, when quick those that are quick. Raises BadInput for others."""
    if unknown := [name for name in names if name not in (*suites, "all")]:
        raise BadInput(f"evals: there is no suite {unknown[0]!r}; `python -m evals list` names them")
    every = [name for name, suite in suites.items() if suite.quick or not quick]
    return list(dict.fromkeys(name for given in names for name in (every if given == "all" else [given])))


def run_suites(names: Sequence[str], suites: Mapping[str, Suite], setting: Setting, output: Output) -> bool:
    """Run suites and return whether every gate holds and nothing fell below the baseline."""
    baseline = load_baseline(output.baseline) if output.baseline else {}
    console = Console()
    results = [run_suite(name, suites[name], setting) for name in _ready(names, suites, setting, console)]
    good = [_shown(found, suites[found.suite], baseline, console) for found in results]
    if output.report:
        _report(results, suites, output.report, console)
    if output.save_baseline:
        save_baseline(results, output.save_baseline)
        console.print(f"baseline written to {output.save_baseline}", highlight=False)
    return all(good)


def _ready(names: Sequence[str], suites: Mapping[str, Suite], setting: Setting, console: Console) -> list[str]:
    """The suites whose data is there; the others are named with the reason. Raises BadInput where none is left."""
    lacking = {name: reason for name in names if (reason := suites[name].lacks(setting.data))}
    ready = [name for name in names if name not in lacking]
    if lacking and not ready:
        raise BadInput("evals: " + "; ".join(f"{name} {reason}" for name, reason in lacking.items()))
    for name, reason in lacking.items():
        console.print(escape(f"{name} is left out: it {reason}"), highlight=False, soft_wrap=True)
    return ready


def run_suite(name: str, suite: Suite, setting: Setting) -> Result:
    """Run one suite and judge it by its gates."""
    start = time.perf_counter()
    scores = suite.run(setting)
    if not scores:
        raise BadInput(f"{name}: scored no case; look at its files in evals/cases and at --data")
    return result(name, suite.about, scores, suite.gates, setting.quick, time.perf_counter() - start)


def _shown(found: Result, suite: Suite, baseline: Baseline, console: Console) -> bool:
    console.print(verdict_table(found))
    missed = {(verdict.summary.metric, verdict.summary.group) for verdict in found.verdicts if not verdict.passed}
    behind = [score for score in found.scores if (score.metric, score.group) in missed]
    for score in worst(behind, suite.gates, SHOWN):
        console.print(escape(f"  {score.case} {score.metric} {score.value:g}: {score.explanation[:300]}"))
    fallen = falls(found, baseline, suite.gates)
    for fall in fallen:
        console.print(escape(f"  {fall}"), style="bold")
    return found.passed and not fallen


def _report(results: Sequence[Result], suites: Mapping[str, Suite], folder: Path, console: Console) -> None:
    from evals.report import write_report

    for found in results:
        save(found, folder)
    page = write_report(results, {name: suite.gates for name, suite in suites.items()}, folder)
    console.print(f"report written to {page}", highlight=False)
