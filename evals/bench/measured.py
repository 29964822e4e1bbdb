"""What a search costs and finds in a shop of one size, beside the targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.bench.brute import TOP
from evals.bench.figures import Figure, percentile

USUAL = 50_000  # products; what is larger has the targets of a million
USUAL_MEDIAN, USUAL_P95, USUAL_FILTERED = 25.0, 50.0, 30.0  # ms; the last without encoding
LARGE_P95 = 150.0  # ms, on two cores
MEMORY = 6.0 * 1024  # MB
MISSED = 0.03  # of the true first hundred


PARTS = {
    "dense": "the vectors alone",
    "lexical": "the words alone",
    "ranking": "ranking without the two",
    "whole": "from the text to the hits, encoding aside",
    "asked": "the same with the encoding of a text that is new",
    "filtered": "behind a category and a price range, encoding aside",
}
FOUND = {
    "all": "of the first hundred of the vectors",
    "filtered": "the same behind a filter",
    "ten": "of the ten products that a filter leaves, by the whole search",
}


@dataclass(frozen=True)
class Measured:
    """One size: milliseconds of every query, shares of the true answers that were found, and MB of memory."""

    size: int
    times: Mapping[str, Sequence[float]]  # by PARTS
    found: Mapping[str, float]  # by FOUND
    memory: Mapping[str, float]  # by part; `peak` is of the process, the encoder's model included

    def figures(self) -> list[Figure]:
        """The figures beside the targets."""
        usual = self.size <= USUAL
        rows = [
            Figure("asked p50", self.median("asked"), "ms", USUAL_MEDIAN if usual else None),
            Figure("asked p95", self.slow("asked"), "ms", USUAL_P95 if usual else LARGE_P95),
            Figure("filtered p95, encoding aside", self.slow("filtered"), "ms", USUAL_FILTERED if usual else LARGE_P95),
            Figure(f"missed of {TOP}", self._missed("all"), "", MISSED),
            Figure(f"missed of {TOP}, filtered", self._missed("filtered"), "", self._missed("all")),
            Figure("missed of ten left", self._missed("ten"), "", 0),
            Figure("peak memory", self.memory["peak"], "MB", MEMORY),
        ]
        return [Figure(f"{self.size:,}: {row.name}", row.value, row.unit, row.target) for row in rows]

    def median(self, part: str) -> float:
        """The p50 of a part in milliseconds."""
        return percentile(self.times[part], 0.5)

    def slow(self, part: str) -> float:
        """The p95 of a part in milliseconds."""
        return percentile(self.times[part], 0.95)

    def row(self) -> dict[str, Any]:
        """The row of the table: milliseconds, shares and MB."""
        costs = {f"{part}_p50": self.median(part) for part in PARTS}
        costs |= {f"{part}_p95": self.slow(part) for part in PARTS}
        return {
            "size": self.size,
            **{name: round(value, 1) for name, value in costs.items()},
            **{f"found_{name}": round(share, 4) for name, share in self.found.items()},
            **{f"mb_{part}": round(value) for part, value in self.memory.items()},
        }

    def _missed(self, what: str) -> float:
        return round(1 - self.found[what], 6)
