"""Compare a run with a saved one, case by case.

A case is compared with itself: d_i = goodness(now_i) − goodness(then_i) over the n cases that both runs scored by the
same metric in the same group. Pairing takes out how hard the cases are, so that small steps show. With the mean
difference d̄ and its standard error s.e. = s_d/√n (s_d: the standard deviation of the d_i), a metric fell when

    d̄ < −2·s.e.  and  d̄ < −0.005

The first says that it is no accident (about one in forty if nothing had changed), the second that it matters. Where
only one case is shared, or all fell alike, s.e. is 0 and the second decides. New and removed cases are not compared.
Each metric and group is tested by itself, so over forty of them one may be named by chance: look at its cases.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import BadInput
from evals.gates import Gates, gate_of
from evals.results import Result, read_json
from evals.score import Score, Summary

ERRORS = 2.0  # standard errors below zero that are no accident
LEAST = 0.005  # a mean difference smaller than half a hundredth does not matter

Key = tuple[str, str, str]  # case, group, metric
Baseline = Mapping[str, Mapping[Key, float]]  # by suite


@dataclass(frozen=True)
class Fall:
    """A metric that fell since the baseline: mean difference, its standard error, and the cases that fell."""

    suite: str
    metric: str
    group: str
    count: int
    difference: float
    error: float
    cases: tuple[str, ...]

    def __str__(self) -> str:
        shown = ", ".join(self.cases[:10]) + (" …" if len(self.cases) > 10 else "")
        mean = f"{self.difference:+.3f} ± {self.error:.3f} over {self.count} cases"
        return f"{self.suite} {self.metric} ({self.group}) fell: {mean}; {shown}"


def falls(found: Result, baseline: Baseline, gates: Gates) -> list[Fall]:
    """Every metric of a result that is worse than in the baseline."""
    then = baseline.get(found.suite, {})
    pairs: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for score in found.scores:
        key = (score.case, score.group, score.metric)
        if key in then:
            difference = _goodness(score, score.value, gates) - _goodness(score, then[key], gates)
            pairs.setdefault((score.metric, score.group), []).append((score.case, difference))
    tested = (_test(found.suite, metric, group, rows) for (metric, group), rows in sorted(pairs.items()))
    return [fall for fall in tested if fall is not None]


def _goodness(score: Score, value: float, gates: Gates) -> float:
    gate = gate_of(gates, Summary(score.metric, score.group, 1, value, 0.0))
    return value if gate is None else gate.goodness(value)


def _test(suite: str, metric: str, group: str, rows: Sequence[tuple[str, float]]) -> Fall | None:
    count = len(rows)
    mean = math.fsum(difference for _, difference in rows) / count
    spread = math.fsum((difference - mean) ** 2 for _, difference in rows) / (count - 1) if count > 1 else 0.0
    error = math.sqrt(spread / count)
    if mean >= -LEAST or mean >= -ERRORS * error:
        return None
    fallen = sorted((difference, case) for case, difference in rows if difference < 0)
    return Fall(suite, metric, group, count, mean, error, tuple(case for _, case in fallen))


def save_baseline(results: Sequence[Result], target: Path) -> None:
    """Write the values of a run: suite → metric → group → case → value. Raises BadInput where they cannot be."""
    content: dict[str, dict[str, dict[str, dict[str, float]]]] = {}
    for score, suite in ((score, found.suite) for found in results for score in found.scores):
        groups = content.setdefault(suite, {}).setdefault(score.metric, {})
        groups.setdefault(score.group, {})[score.case] = round(score.value, 4)
    try:
        target.write_text(json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    except OSError as error:
        raise BadInput(f"{target}: cannot be written ({error.strerror}); name another file") from error


def load_baseline(file: Path) -> Baseline:
    """Read a saved baseline. Raises BadInput where it is not one."""
    content = read_json(file)
    try:
        return {
            suite: {
                (case, group, metric): float(value)
                for metric, groups in metrics.items()
                for group, rows in groups.items()
                for case, value in rows.items()
            }
            for suite, metrics in content.items()
        }
    except (AttributeError, TypeError, ValueError) as error:
        raise BadInput(f"{file}: is no baseline; make one with `--save-baseline FILE`") from error
