"""Plain BM25 with the usual settings: what a ranking of texts has to beat."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from catalog.text import stem

K1, B = 1.5, 0.75  # the defaults of bm25s and of Lucene's kin


def words(text: str) -> list[str]:
    """The lower-case words of two letters and more, as most toolkits split them."""
    return re.findall(r"\b\w\w+\b", text.lower())


def stems(text: str) -> list[str]:
    """The stems of those words."""
    return [stem(word) for word in words(text)]


class Bm25:
    """Scores of every document for the words of a query, with Lucene's idf: ln(1 + (N − n + ½) / (n + ½))."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._size = len(documents)
        usual = sum(map(len, documents)) / max(1, self._size) or 1.0
        found: dict[str, list[tuple[int, float]]] = {}
        for place, document in enumerate(documents):
            damping = K1 * (1 - B + B * len(document) / usual)
            for word, count in Counter(document).items():
                found.setdefault(word, []).append((place, count / (count + damping)))
        self._postings = {word: self._weighed(rows) for word, rows in found.items()}

    def _weighed(self, rows: list[tuple[int, float]]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        rarity = math.log(1 + (self._size - len(rows) + 0.5) / (len(rows) + 0.5))
        return np.array([place for place, _ in rows], np.intp), rarity * np.array([weight for _, weight in rows])

    def scores(self, query: Sequence[str]) -> NDArray[np.float64]:
        """BM25 of each document; a word that the query repeats counts each time."""
        total = np.zeros(self._size)
        for word in query:
            if word in self._postings:
                places, weights = self._postings[word]
                total[places] += weights
        return total
