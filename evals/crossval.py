"""Whether the search's weights are a fit to 75 queries: learn them on four fifths, measure on the fifth left out.

The search learns by coordinate ascent, the way in which the shipped weights were found. It begins at equal halves of
meaning and words, so that a held-out query has had no say in its own weights, not even by where the search begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalog.cli import cache_folder, text_encoder
from catalog.rank.ranking import WEIGHTS, Weights
from catalog.search import Search
from evals import esci
from evals.baselines import fingerprint, keep
from evals.bootstrap import Interval, gained
from evals.judged import Judged
from evals.search import NDCG, Comparison, families
from evals.search_page import fill
from evals.signals import NAMES, Numbers, Signals, signals
from evals.stages import STAGES, weights_of
from evals.suites import Setting
from evals.systems import HYBRID, others

BASELINE = "search_crossval"
FIXED = "meaning"  # the measure of the others: only their ratio to it counts
STEPS = (-0.2, -0.1, -0.05, 0.05, 0.1, 0.2)
ROUNDS = 4  # over all weights; what has not settled then is noise
RECALLED = 0.3  # of the objective: recall counts, the first page counts more
STAY = 0.004  # taken off for each unit that a weight is moved: who moves it must show a gain
LEAST = 1e-5  # a gain smaller than this is arithmetic
FOLDS, REPEATS = 5, 3
START = weights_of(STAGES[:1])


def learned(seen: Signals, start: Weights) -> Weights:
    """The weights that are best on these queries, one weight moved at a time until none gains."""
    weights, best = start, objective(seen, start, start)
    for _ in range(ROUNDS):
        before = best
        for name in NAMES:
            for step in STEPS if name != FIXED else ():
                tried = replace(weights, **{name: round(getattr(weights, name) + step, 4)})
                if (value := objective(seen, tried, start)) > best + LEAST:
                    weights, best = tried, value
        if best == before:
            break
    return weights


def objective(seen: Signals, weights: Weights, start: Weights) -> float:
    """nDCG@10 and some recall@100, less what is taken off for moving."""
    ndcg, recall = seen.measured(weights)
    moved = sum(abs(getattr(weights, name) - getattr(start, name)) for name in NAMES)
    return float(ndcg.mean() + RECALLED * recall.mean() - STAY * moved)


@dataclass(frozen=True)
class HeldOut:
    """Each query's figures under weights that it had no say in, mean over the repeats, and every fold's weights."""

    ndcg: Numbers
    recall: Numbers
    weights: tuple[Weights, ...]


def held_out(seen: Signals, start: Weights, repeats: int = REPEATS, folds: int = FOLDS) -> HeldOut:
    """Learn without each fold and measure it."""
    count = len(seen.ideal)
    totals, kept = np.zeros((2, count)), []
    for seed in range(repeats):
        order = np.random.default_rng(seed).permutation(count)
        for fold in range(folds):
            out: NDArray[np.int64] = order[fold::folds]
            weights = learned(seen.some(np.setdiff1d(order, out).tolist()), start)
            kept.append(weights)
            totals[:, out] += seen.some(out.tolist()).measured(weights)
    ndcg, recall = totals / repeats
    return HeldOut(ndcg, recall, tuple(kept))


@dataclass(frozen=True)
class Row:
    """A line of the table: the means, and how far nDCG@10 is above the untuned hybrid's."""

    name: str
    ndcg: float
    recall: float
    over: Interval | None = None


def rows(search: Search, seen: Signals, judged: Judged, out: HeldOut) -> Iterator[Row]:
    """What was learned and measured apart, learned and measured on the same, the shipped weights, and untuned ones."""
    hybrid = Comparison(judged, others(search), families(search.snapshot.products))
    scores = hybrid.scores(HYBRID, sorted(judged.queries), Setting(progress=False))
    base = [score.value for score in scores if score.metric == NDCG]
    recall = [score.value for score in scores if score.metric.startswith("recall")]
    yield Row(HYBRID, float(np.mean(base)), float(np.mean(recall)))
    for name, (ndcg, recalled) in {
        "learned, on held-out queries": (out.ndcg, out.recall),
        "learned, on its own queries": seen.measured(learned(seen, START)),
        "as shipped": seen.measured(WEIGHTS),
    }.items():
        yield Row(name, float(ndcg.mean()), float(recalled.mean()), gained(ndcg.tolist(), base))


def markdown(found: Sequence[Row], out: HeldOut) -> str:
    """The table, and how far the folds agree on each weight."""
    lines = ["| weights | nDCG@10 | over the untuned hybrid | recall@100 |", "|---|---|---|---|"]
    lines += [f"| {row.name} | {row.ndcg:.3f} | {row.over or ''} | {row.recall:.3f} |" for row in found]
    lines += ["", "| weight | shipped | learned, mean ± spread over the folds |", "|---|---|---|"]
    for name in NAMES:
        each = np.array([getattr(weights, name) for weights in out.weights])
        lines.append(f"| {name} | {getattr(WEIGHTS, name):.2f} | {each.mean():.2f} ± {each.std():.2f} |")
    return "\n".join(lines)


def crossval(data: Path, save: bool) -> None:
    """Print the tables; keep the figures where that is wanted."""
    folder, encoder = esci.within(data), text_encoder()
    search = esci.search(folder, esci.products(folder), cache_folder(), encoder, True)
    judged = esci.judged(folder)
    seen = signals(search, encoder, judged)
    out = held_out(seen, START)
    found = list(rows(search, seen, judged, out))
    print(markdown(found, out))
    if save:
        fill("crossval", markdown(found, out))
        told = {"data": fingerprint(judged, esci.fingerprint(folder)), "count": len(judged.queries)}
        keep(BASELINE, {**told, "rows": [asdict(row) for row in found], "weights": [asdict(w) for w in out.weights]})
