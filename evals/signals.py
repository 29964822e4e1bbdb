"""What ranking sees of judged queries, taken once, so that any weights are measured in milliseconds.

`rank` is linear in every weight but the shelf's, so each signal is what `rank` returns with its weight alone at 1. The
score of any weights is then a product of matrices, and the shelf, which looks at the best answers so far. Diversity is
left out: it has no weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from catalog.encode import Encoder
from catalog.rank.ranking import ROUNDED, WEIGHTS, Facts, Weights, rank
from catalog.rank.signals import UPPERMOST
from catalog.search import Search
from evals.judged import Judged

SHELF = "shelf"
NAMES = tuple(field.name for field in fields(Weights))
LINEAR = tuple(name for name in NAMES if name != SHELF)
SHOWN, DEPTH = 10, 100
MARKET = "us"  # whose prices the public queries mean

Array = NDArray[np.float32]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Signals:
    """What ranking sees of a set of queries, one row a query, its pool in id order.

    `linear` is float32[queries, pool, len(LINEAR)]; `kin[q, i, j]` the share of product j's path that i's path has.
    """

    linear: Array
    kin: Array
    filed: NDArray[np.bool_]
    gains: Numbers
    ideal: Numbers  # the discounted gain of the best order
    answers: NDArray[np.bool_]
    exact: Numbers  # how many exact answers each query has in the whole catalogue

    def some(self, rows: Sequence[int]) -> Signals:
        """The same of some of the queries."""
        picked = list(rows)
        return Signals(**{field.name: getattr(self, field.name)[picked] for field in fields(Signals)})

    def order(self, weights: Weights) -> NDArray[np.intp]:
        """The pool of each query, best first, as `rank` orders it."""
        each = np.array([getattr(weights, name) for name in LINEAR], np.float32)
        scores = np.asarray(self.linear @ each, np.float32)
        best = _sorted(scores)[:, :UPPERMOST]
        support = np.maximum(np.take_along_axis(scores, best, 1), 0) * np.take_along_axis(self.filed, best, 1)
        total = support.sum(axis=1, keepdims=True)
        support = np.divide(support, total, out=np.zeros_like(support), where=total > 0)
        found = (support[:, None, :] @ self.kin[np.arange(len(best))[:, None], best])[:, 0]
        unfiled = _mean(np.take_along_axis(found, best, 1), np.take_along_axis(self.filed, best, 1))
        filed = np.where(self.filed, found, unfiled[:, None])
        return _sorted(np.asarray(scores + np.float32(weights.shelf) * filed, np.float32))

    def measured(self, weights: Weights) -> tuple[Numbers, Numbers]:
        """nDCG@10 and the recall of exact answers at 100, a number a query."""
        order = self.order(weights)
        first = np.take_along_axis(self.gains, order[:, :SHOWN], 1)
        found = np.take_along_axis(self.answers, order[:, :DEPTH], 1).sum(axis=1)
        ndcg = np.divide(first @ _discounts(first.shape[1]), self.ideal, out=np.zeros(len(order)), where=self.ideal > 0)
        return ndcg, np.divide(found, self.exact, out=np.zeros(len(order)), where=self.exact > 0)


def signals(search: Search, encoder: Encoder, judged: Judged) -> Signals:
    """The signals of every query, in the order of their ids."""
    columns, products = search.snapshot.columns, search.snapshot.products
    prices = columns.prices.get(MARKET)
    facts = Facts(search.snapshot.lexical, columns.categories, columns.by_id, lambda at: products[at], prices)
    rows = []
    for qid in sorted(judged.queries):
        places, linear = _linear(search, encoder, facts, judged.queries[qid])
        kin, filed = _kin([facts.categories[int(at)] for at in places])
        grades = np.array([judged.grades[qid].get(products[int(at)].id, 0) for at in places], np.float64)
        best = np.sort(np.array(list(judged.grades[qid].values()), np.float64))[::-1]
        ideal = np.array(best[:SHOWN] @ _discounts(len(best[:SHOWN])))
        exact = np.array(float((best >= judged.relevant).sum()))
        rows.append((linear, kin, filed, grades, ideal, grades >= judged.relevant, exact))
    return Signals(*(np.stack(part) for part in zip(*rows, strict=True)))


def _linear(search: Search, encoder: Encoder, facts: Facts, text: str) -> tuple[NDArray[np.int64], Array]:
    """The pool that the shipped weights look at, in id order, and every signal of it but the shelf's."""
    asked, count = search.read(text), len(search.snapshot.products)
    cosine = search.snapshot.dense.scores(encoder.encode([asked.text], query=True)[0])
    places = rank(asked, cosine, np.ones(count, bool), facts, WEIGHTS).places
    pool = np.isin(np.arange(count), places)
    every = np.zeros((count, len(LINEAR)), np.float32)
    for column, name in enumerate(LINEAR):
        alone = rank(asked, cosine, pool, facts, Weights(**{other: float(other == name) for other in NAMES}))
        every[alone.places, column] = alone.scores
    places = places[np.argsort(facts.by_id[places])]
    return places, every[places]


def _kin(paths: Sequence[str]) -> tuple[Array, NDArray[np.bool_]]:
    """Which share of each path (columns) each other one (rows) has too, and which products have a path."""
    names, codes = np.unique(np.array(paths, object).astype(str), return_inverse=True)
    levels = [{"/".join(parts[: n + 1]) for n in range(len(parts))} for parts in (str(n).split("/") for n in names)]
    shared = np.array([[len(a & b) / len(b) for b in levels] for a in levels], np.float32)
    filed = np.array([bool(path) for path in paths])
    return shared[np.ix_(codes, codes)] * filed[None, :] * filed[:, None], filed


def _sorted(scores: Array) -> NDArray[np.intp]:
    return np.argsort(-np.round(scores, ROUNDED), axis=1, kind="stable")


def _mean(values: Array, where: NDArray[np.bool_]) -> Array:
    """The mean of each row where it is to count, 0 where nothing is."""
    return np.asarray((values * where).sum(axis=1) / np.maximum(where.sum(axis=1), 1), np.float32)


def _discounts(count: int) -> Numbers:
    return np.asarray(1 / np.log2(np.arange(2, count + 2)), np.float64)
