"""What a run of a suite found, and the JSON file that keeps it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.errors import BadInput
from evals.gates import QUICK_SLACK, Gate, Gates, Verdict, gate_of, verdicts
from evals.score import Score, Summary, summarize

WORST = 30  # cases shown of a suite


@dataclass(frozen=True)
class Result:
    """One run of one suite."""

    suite: str
    about: str
    scores: tuple[Score, ...]
    verdicts: tuple[Verdict, ...]
    quick: bool = False
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        return all(verdict.passed for verdict in self.verdicts)


def result(suite: str, about: str, scores: Sequence[Score], gates: Gates, quick: bool, seconds: float) -> Result:
    """Judge the scores of a suite by its gates."""
    judged = verdicts(summarize(scores), gates, QUICK_SLACK if quick else 0.0)
    return Result(suite, about, tuple(scores), tuple(judged), quick, round(seconds, 1))


def worst(scores: Sequence[Score], gates: Gates, count: int = WORST) -> list[Score]:
    """The scores that are furthest from good, of the metrics with a gate, perfect ones left out."""
    found = []
    for place, score in enumerate(scores):
        gate = gate_of(gates, Summary(score.metric, score.group, 1, score.value, 0.0))
        if gate is not None and gate.goodness(score.value) < best(gate):
            found.append((gate.goodness(score.value) - best(gate), place, score))
    return [score for _, _, score in sorted(found)[:count]]


def best(gate: Gate) -> float:
    """What a perfect case reaches: 0 for what is to be low or near zero, else 1, or a floor that is not above 0."""
    if gate.within is not None or gate.ceiling is not None:
        return 0.0
    return 1.0 if gate.floor is None or gate.floor > 0 else gate.floor


def save(found: Result, folder: Path) -> Path:
    """Write a result as JSON. Raises BadInput where the folder refuses."""
    target = folder / f"{found.suite}.json"
    content = {
        **{name: getattr(found, name) for name in ("suite", "about", "quick", "seconds", "passed")},
        "summary": [
            {**asdict(verdict.summary), "gate": verdict.gate, "passed": verdict.passed} for verdict in found.verdicts
        ],
        "scores": [asdict(score) for score in found.scores],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise BadInput(f"{target}: cannot be written ({error.strerror}); name another folder") from error
    return target


def load(file: Path) -> Result:
    """Read a saved result. Raises BadInput where it is not one."""
    found: Any = read_json(file)
    try:
        return Result(
            suite=found["suite"],
            about=found["about"],
            scores=tuple(Score(**row) for row in found["scores"]),
            verdicts=tuple(_verdict(row) for row in found["summary"]),
            quick=found["quick"],
            seconds=found["seconds"],
        )
    except (KeyError, TypeError) as error:
        raise BadInput(f"{file}: is no report of this version ({error}); run the suite again") from error


def _verdict(row: dict[str, Any]) -> Verdict:
    fields = {name: value for name, value in row.items() if name not in ("gate", "passed")}
    return Verdict(Summary(**fields), row["gate"], row["passed"])


def read_json(file: Path) -> Any:
    """Read a JSON file. Raises BadInput where it cannot be read."""
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"{file}: cannot be read as JSON; make it with `python -m evals run … --report DIR`") from error
