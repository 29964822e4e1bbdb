"""Gates: floors, ceilings, distances from zero and gaps between groups."""

from __future__ import annotations

import pytest

from evals.gates import Gate, Gates, verdicts
from evals.score import Score, Summary, summarize


def summary(metric: str, group: str, mean: float) -> Summary:
    return Summary(metric, group, 10, mean, 0.01)


def test_a_summary_is_the_mean_and_its_standard_error() -> None:
    """s/√n with the sample's own spread; a lone case has none."""
    scores = [Score(str(i), "en", "m", value, "", "") for i, value in enumerate((1.0, 0.0, 1.0, 0.0))]
    (found,) = summarize(scores)
    assert (found.count, found.mean) == (4, 0.5)
    assert found.error == pytest.approx((1 / 3) ** 0.5 / 2)
    assert summarize(scores[:1])[0].error == 0.0


@pytest.mark.parametrize(
    ("gate", "mean", "held"),
    [
        (0.8, 0.8, True),
        (0.8, 0.79, False),
        (Gate(ceiling=0.1), 0.1, True),
        (Gate(ceiling=0.1), 0.11, False),
        (Gate(within=0.01), -0.01, True),
        (Gate(within=0.01), -0.011, False),
        (Gate(floor=-0.01), -0.005, True),
        (1.0, 0.1 + 0.2 + 0.7, True),
    ],
)
def test_a_gate_is_held_at_its_edge(gate: float | Gate, mean: float, held: bool) -> None:
    """The edge itself passes; what is beyond it does not."""
    (found,) = verdicts([summary("m", "en", mean)], {"m": gate})
    assert found.passed is held


@pytest.mark.parametrize(("korean", "held"), [(0.89, True), (0.88, True), (0.87, False), (0.93, False)])
def test_a_gap_compares_the_groups(korean: float, held: bool) -> None:
    """Two languages may differ by so much, whichever is better."""
    found = verdicts([summary("m", "en", 0.90), summary("m", "ko", korean)], {"m": Gate(gap=0.02)})
    assert all(verdict.passed for verdict in found) is held


def test_the_group_that_trails_is_named() -> None:
    """A gap that is too wide is missed by the lower group alone."""
    found = verdicts([summary("m", "en", 0.9), summary("m", "ko", 0.5)], {"m": Gate(gap=0.02)})
    assert [(verdict.summary.group, verdict.passed) for verdict in found] == [("en", True), ("ko", False)]


def test_a_group_may_have_a_gate_of_its_own() -> None:
    """`metric:pattern` counts before the metric's gate, and groups without one are reported only."""
    gates: Gates = {"m": 0.5, "m:ko/*": 0.9, "n:en": 1.0}
    rows = [summary("m", "ko/age", 0.8), summary("m", "en/age", 0.8), summary("n", "ko", 0.0)]
    assert [(v.gate, v.passed) for v in verdicts(rows, gates)] == [("≥ 0.9", False), ("≥ 0.5", True), ("", True)]


def test_a_sample_has_the_slack_of_its_error_and_rules_have_none() -> None:
    """A quick run may fall short by two standard errors; a hard limit is broken by one case."""
    gates: Gates = {"m": 0.8, "limits": 1.0, "gap": Gate(gap=0.02)}
    rows = [summary("m", "en", 0.785), summary("limits", "en", 0.99)]
    rows += [summary("gap", "en", 0.9), summary("gap", "ko", 0.86)]
    assert [v.passed for v in verdicts(rows, gates, errors=2.0)] == [True, False, True, True]
    assert [v.passed for v in verdicts(rows, gates)] == [False, False, True, False]
