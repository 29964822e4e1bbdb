"""Scores and their summaries: a value, the answer it judges, and the explanation a person can check."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """One judgement of one case: a value, what was judged, why, and the request as it was sent."""

    case: str
    group: str
    metric: str
    value: float
    answer: str
    explanation: str
    text: str = ""


@dataclass(frozen=True)
class Summary:
    """A metric over a group: the mean and its standard error, s/√n."""

    metric: str
    group: str
    count: int
    mean: float
    error: float


def summarize(scores: Iterable[Score]) -> list[Summary]:
    """Means and standard errors by metric and group, in name order."""
    groups: dict[tuple[str, str], list[float]] = {}
    for score in scores:
        groups.setdefault((score.metric, score.group), []).append(score.value)
    return [_summary(metric, group, values) for (metric, group), values in sorted(groups.items())]


def _summary(metric: str, group: str, values: list[float]) -> Summary:
    count = len(values)
    mean = sum(values) / count
    spread = math.sqrt(sum((v - mean) ** 2 for v in values) / (count - 1)) if count > 1 else 0.0
    return Summary(metric, group, count, mean, spread / math.sqrt(count))
