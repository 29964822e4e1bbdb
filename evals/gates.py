"""Gates: what a metric's mean must reach, and where it does not."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from evals.score import Summary

QUICK_SLACK = 2.0  # standard errors: what a sample of the cases may fall short of a gate for all of them
ROUNDING = 1e-9  # a mean that is a hair below its gate through floating point has reached it


@dataclass(frozen=True)
class Gate:
    """What a mean must be: at least `floor`, at most `ceiling`, `within` this of zero; and no two of the
    groups' means further apart than `gap`."""

    floor: float | None = None
    ceiling: float | None = None
    within: float | None = None
    gap: float | None = None

    def misses(self, mean: float, slack: float = 0.0) -> bool:
        """Whether a group's mean is further than `slack` from what it must be. A floor of 1 is a rule: no slack."""
        return (
            (self.floor is not None and mean < self.floor - ROUNDING - (slack if self.floor != 1 else 0))
            or (self.ceiling is not None and mean > self.ceiling + ROUNDING + slack)
            or (self.within is not None and abs(mean) > self.within + ROUNDING + slack)
        )

    def goodness(self, value: float) -> float:
        """A value turned so that more is better: what is to be low or near zero counts below zero."""
        if self.within is not None:
            return -abs(value)
        return -value if self.ceiling is not None else value

    def __str__(self) -> str:
        shown = {"≥ ": self.floor, "≤ ": self.ceiling, "within ±": self.within, "groups within ": self.gap}
        return ", ".join(f"{sign}{value:g}" for sign, value in shown.items() if value is not None)


Gates = Mapping[str, float | Gate]


@dataclass(frozen=True)
class Verdict:
    """A summary beside its gate ('' where it has none), and whether it holds."""

    summary: Summary
    gate: str
    passed: bool


def gate_of(gates: Gates, summary: Summary) -> Gate | None:
    """The gate of a summary: that of `metric:group` (a pattern such as `price:ko/*`), else that of the metric."""
    keys = [key for key in gates if ":" in key and fnmatchcase(f"{summary.metric}:{summary.group}", key)]
    found = gates[keys[0]] if keys else gates.get(summary.metric)
    return Gate(floor=found) if isinstance(found, int | float) else found


def verdicts(summaries: Sequence[Summary], gates: Gates, errors: float = 0.0) -> list[Verdict]:
    """Every summary judged, with so many standard errors of slack (for a sample of the cases).

    A gap that is too wide is missed by the group with the lowest mean.
    """
    found = []
    for summary in summaries:
        gate = gate_of(gates, summary)
        missed = gate is not None and (
            gate.misses(summary.mean, errors * summary.error) or _trails(summary, gate, summaries, gates, errors)
        )
        found.append(Verdict(summary, str(gate or ""), not missed))
    return found


def _trails(summary: Summary, gate: Gate, summaries: Sequence[Summary], gates: Gates, errors: float) -> bool:
    if gate.gap is None:
        return False
    peers = [s for s in summaries if s.metric == summary.metric and gate_of(gates, s) == gate]
    first, last = max(peers, key=lambda s: s.mean), min(peers, key=lambda s: s.mean)
    slack = errors * math.hypot(first.error, last.error)
    return summary.mean == last.mean and first.mean - last.mean > gate.gap + ROUNDING + slack
