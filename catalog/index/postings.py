"""For each word the products that hold it: two arrays and a word list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Postings:
    """`positions[starts[w]:starts[w + 1]]` are the products with word number `w`, ascending."""

    words: dict[str, int]
    starts: NDArray[np.int64]
    positions: Positions

    @classmethod
    def of(cls, documents: Iterable[Sequence[str]]) -> Postings:
        """One document a product, in index order."""
        words: dict[str, int] = {}
        parts: list[Positions] = []
        lengths: list[int] = []
        for document in documents:
            parts.append(np.array([words.setdefault(w, len(words)) for w in dict.fromkeys(document)], np.int32))
            lengths.append(len(parts[-1]))
        numbers = np.concatenate(parts) if parts else np.zeros(0, np.int32)
        positions = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        order = np.argsort(numbers, kind="stable")
        counts = np.bincount(numbers, minlength=len(words))
        return cls(words, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), positions[order])

    def holding(self, word: str) -> Positions:
        """The products that hold a word."""
        number = self.words.get(word)
        return self.positions[:0] if number is None else self.positions[self.starts[number] : self.starts[number + 1]]

    def holding_all(self, words: Iterable[str]) -> Positions:
        """The products that hold every word; none where there is no word."""
        found = [self.holding(word) for word in dict.fromkeys(words)]
        if not found:
            return self.positions[:0]
        found.sort(key=len)
        both = found[0]
        for other in found[1:]:
            both = np.intersect1d(both, other, assume_unique=True)
        return both

    def count(self, word: str) -> int:
        """How many products hold a word."""
        number = self.words.get(word)
        return 0 if number is None else int(self.starts[number + 1] - self.starts[number])

    def save(self, path: Path, name: str) -> None:
        """Write the arrays and the words beside one another."""
        np.savez(path / f"{name}.npz", starts=self.starts, positions=self.positions)
        (path / f"{name}.json").write_text(json.dumps(list(self.words), ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, path: Path, name: str) -> Postings:
        """Read what `save` wrote. Raises OSError, ValueError or KeyError where it is not whole."""
        words = json.loads((path / f"{name}.json").read_text("utf-8"))
        with np.load(path / f"{name}.npz") as data:
            return cls({w: i for i, w in enumerate(words)}, data["starts"], data["positions"])
