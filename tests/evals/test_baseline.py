"""A run is compared with a baseline case by case."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BadInput
from evals.baseline import falls, load_baseline, save_baseline
from evals.gates import Gate, Gates
from evals.results import Result, result
from evals.score import Score


def run_of(values: list[float], metric: str = "covered", gates: Gates | None = None) -> Result:
    scores = [Score(f"en-{place:03d}", "en", metric, value, "", "") for place, value in enumerate(values)]
    return result("basket", "jobs", scores, gates or {}, quick=False, seconds=0.0)


def fell(
    then: list[float], now: list[float], folder: Path, metric: str = "covered", gates: Gates | None = None
) -> list:
    save_baseline([run_of(then, metric)], folder / "baseline.json")
    return falls(run_of(now, metric, gates), load_baseline(folder / "baseline.json"), gates or {})


def test_the_same_run_falls_nowhere(tmp_path: Path) -> None:
    assert fell([1.0, 0.5, 0.0], [1.0, 0.5, 0.0], tmp_path) == []


def test_a_step_back_is_named_with_its_cases(tmp_path: Path) -> None:
    """The cases that fell stand in the message, the worst first."""
    (found,) = fell([1.0] * 10, [1.0] * 4 + [0.5] * 3 + [0.4] + [0.5] * 2, tmp_path)
    assert found.cases == ("en-007", "en-004", "en-005", "en-006", "en-008", "en-009")
    assert "basket covered (en) fell: -0.310" in str(found)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ([1.0, 0.0] * 20, [0.0, 1.0] * 20),  # as many rise as fall
        ([1.0] * 100, [1.0] * 99 + [0.0]),  # one case of a hundred may be an accident
        ([0.9] * 50, [0.896] * 50),  # certain, and too little to matter
        ([0.5] * 10, [0.6] * 10),
    ],
)
def test_noise_and_progress_are_no_fall(then: list[float], now: list[float], tmp_path: Path) -> None:
    assert fell(then, now, tmp_path) == []


def test_an_even_fall_counts_though_its_error_is_zero(tmp_path: Path) -> None:
    assert len(fell([0.9] * 5, [0.8] * 5, tmp_path)) == 1


def test_what_is_to_be_low_falls_by_rising(tmp_path: Path) -> None:
    """A price that moves away from zero is worse in both directions."""
    gates: Gates = {"price": Gate(within=0.01)}
    assert fell([0.0] * 5, [-0.05] * 5, tmp_path, "price", gates)
    assert not fell([-0.05] * 5, [0.0] * 5, tmp_path, "price", gates)


def test_only_shared_cases_are_compared(tmp_path: Path) -> None:
    """A quick run is held against the same cases of a full one; new cases are not compared."""
    assert fell([1.0, 1.0, 0.0], [1.0], tmp_path) == []
    assert fell([1.0], [1.0, 0.0, 0.0], tmp_path) == []


@pytest.mark.parametrize("content", ["no json", "[1]", '{"basket": {"m": {"en": {"a": "x"}}}}'])
def test_a_file_that_is_no_baseline_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    file.write_text(content)
    with pytest.raises(BadInput, match=r"baseline|JSON"):
        load_baseline(file)
