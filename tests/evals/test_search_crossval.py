"""Cross-validation of the search's weights: it ranks as the search does, and what is held out has no say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from catalog.rank.ranking import WEIGHTS, Facts, Weights, rank
from evals.crossval import START, held_out, learned, objective
from evals.judged import Judged
from evals.signals import Signals, signals
from tests.fakes import Shop

QUERIES = {
    "a": "tomato salsa dip",
    "b": "snacks without nuts",
    "c": "축구 종이접시",
    "d": "cheap tent for 4 people",
    "e": "rose lotion",
    "f": "wooden puzzle for kids",
}
GRADES = {"a": "salsa", "b": "popcorn", "c": "plates", "d": "tent", "e": "lotion", "f": "puzzle"}
JUDGED = Judged("tiny", QUERIES, {qid: {ident: 1} for qid, ident in GRADES.items()})
POOR = replace(START, wording=-0.3, wording_described=-0.3)  # what says the query's words is put last
OTHERS = (
    WEIGHTS,
    START,
    Weights(meaning=1.0, wording=0.1, shelf=0.0),
    replace(WEIGHTS, shelf=2.0, unwanted=-1.0, head=0.7),
)


@pytest.fixture(scope="module")
def seen(tiny_shop: Shop) -> Signals:
    """The signals of the queries above."""
    return signals(tiny_shop.search, tiny_shop.encoder, JUDGED)


@pytest.mark.parametrize("weights", OTHERS)
def test_any_weights_order_products_as_the_search_would(tiny_shop: Shop, seen: Signals, weights: Weights) -> None:
    """Else something would be learned that is never shipped."""
    snapshot = tiny_shop.search.snapshot
    columns, every = snapshot.columns, np.ones(len(snapshot.products), bool)
    product, prices = snapshot.products.__getitem__, columns.prices["us"]
    facts = Facts(snapshot.lexical, columns.categories, columns.by_id, product, prices)
    by_id = np.argsort(columns.by_id)
    for row, qid in enumerate(sorted(QUERIES)):
        asked = tiny_shop.search.read(QUERIES[qid])
        cosine = snapshot.dense.scores(tiny_shop.encoder.encode([asked.text], query=True)[0])
        expected = rank(asked, cosine, every, facts, weights).places
        assert by_id[seen.order(weights)[row]].tolist() == expected.tolist(), QUERIES[qid]


def test_learning_gains_on_its_own_queries(seen: Signals) -> None:
    """Weights that are learned are better there than where they began."""
    assert objective(seen, learned(seen, POOR), POOR) > objective(seen, POOR, POOR)


def test_a_query_has_no_say_in_the_weights_that_measure_it(seen: Signals) -> None:
    """Whatever is the right answer to a held-out query, the weights learned without it are the same."""
    out = held_out(seen, POOR, repeats=1, folds=len(QUERIES))
    order = np.random.default_rng(0).permutation(len(QUERIES))
    gains, answers = seen.gains.copy(), seen.answers.copy()
    gains[order[0]], answers[order[0]] = gains[order[0]][::-1], answers[order[0]][::-1]
    changed = held_out(replace(seen, gains=gains, answers=answers), POOR, repeats=1, folds=len(QUERIES))
    assert changed.weights[0] == out.weights[0] != POOR
    assert changed.weights[1:] != out.weights[1:]  # where it is not held out, it has
    assert len(out.weights) == len(QUERIES) == len(out.ndcg)
