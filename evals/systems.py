"""What is compared: our search, each of its two parts alone, and what others would build over the same products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from catalog.encode import Vectors
from catalog.search import Scores, Search
from catalog.text import tokens
from catalog.types import Product, Query
from evals.bm25 import Bm25
from evals.naive import NaiveRetriever

OURS, NAIVE = "ours", "naive"
MEANING, WORDS = "dense only", "bm25 only"  # our two parts: the cosine, and the fielded BM25 of stems and morphemes
PLAIN, HYBRID = "plain bm25", "untuned hybrid"

Rank = Callable[[str, int], list[str]]  # a text and how many -> product ids, best first
Numbers = NDArray[np.float64]


def ours(search: Search) -> dict[str, Rank]:
    """Our search, and each of its two parts without the other, for the words as they were typed."""
    return {
        OURS: lambda text, k: [hit.product.id for hit in search.search(Query(text=text, k=k))],
        MEANING: _part(search, lambda scores: scores.standout),
        WORDS: _part(search, lambda scores: scores.lexical),
    }


def others(search: Search) -> dict[str, Rank]:
    """BM25 of words as they stand between spaces, and e5 with BM25 of stems, both halves equal and nothing tuned."""
    products = search.snapshot.products
    plain = Bm25([_said(product).lower().split() for product in products])
    titles, full = Bm25([tokens(_titles(p)) for p in products]), Bm25([tokens(_said(p)) for p in products])

    def hybrid(text: str) -> Numbers:
        words = tokens(text)
        meaning = np.asarray(search.scores(text).standout, np.float64)
        return unit(meaning) + unit(titles.scores(words) + full.scores(words))

    return {
        PLAIN: _by(products, lambda text: plain.scores(text.lower().split())),
        HYBRID: _by(products, hybrid),
    }


def naive(retriever: NaiveRetriever) -> Rank:
    """The naive retriever as a ranking of ids."""
    return lambda text, k: [product.id for product in retriever.search(text, k)]


def unit(scores: Numbers) -> Numbers:
    """Scores spread over 0..1 (min-max)."""
    low, high = (float(scores.min()), float(scores.max())) if len(scores) else (0.0, 0.0)
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)


def _part(search: Search, part: Callable[[Scores], Vectors]) -> Rank:
    return _by(search.snapshot.products, lambda text: np.asarray(part(search.scores(text)), np.float64))


def _by(products: Sequence[Product], scored: Callable[[str], Numbers]) -> Rank:
    """The products by their scores; what scores nothing was not found."""
    ids = cache(lambda: [product.id for product in products])

    def rank(text: str, k: int) -> list[str]:
        scores = scored(text)
        return [ids()[i] for i in np.argsort(-scores, kind="stable")[:k] if scores[i] != 0]

    return rank


def _titles(product: Product) -> str:
    return " ".join(product.title.values())


def _said(product: Product) -> str:
    """Titles and descriptions in one field, as the naive retriever has them."""
    return " ".join([*product.title.values(), *product.description.values()])
