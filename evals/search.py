"""The search suite: nDCG@10, recall@100 and MRR@10 of our search, of its parts alone, and of the naive retriever.

Every system ranks the same products for the same queries in the same run. Variants of a product count as one answer
in every ranking. The difference to the naive retriever is taken query by query, so that its standard error is that of
the paired difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import ir_measures
import numpy as np

from catalog.cli import cache_folder, open_search, text_encoder
from catalog.encode import Vectors
from catalog.errors import SourceError
from catalog.search import Scores, Search
from catalog.types import Product, Query
from evals import esci
from evals.judged import Judged, read_judged
from evals.naive import NaiveRetriever
from evals.score import Score, summarize
from evals.shop_queries import LANGUAGES, judged_for
from evals.suites import Setting

DEPTH = 100  # what recall looks at
SHOWN = 10  # what nDCG and the reciprocal rank look at
OURS, NAIVE = "ours", "naive"
EVERY = 4  # when quick, one query of so many
MOST = 1000  # what `catalog.search` returns at most

Rank = Callable[[str, int], list[str]]  # a text and how many -> product ids, best first


def run(setting: Setting) -> list[Score]:
    """Every system over the demo shop's queries, and over the public set where `data` holds it."""
    if setting.data is not None and not setting.data.is_dir():
        raise SourceError(f"--data: {setting.data} is not a folder; give the folder that holds {esci.FOLDER}/")
    public = setting.data / esci.FOLDER if setting.data else None
    scores = list(_demo(setting))
    return [*scores, *_public(public, setting)] if public and public.is_dir() else scores


def _demo(setting: Setting) -> Iterator[Score]:
    shop = open_search(None, quiet=not setting.progress)
    items = shop.snapshot.products
    systems = {**ours(shop), NAIVE: naive(esci.demo_naive(items, setting.progress))}
    for language in LANGUAGES:
        yield from Comparison(judged_for(language, items), systems, families(items)).run(setting)


def _public(folder: Path, setting: Setting) -> list[Score]:
    items, cache = esci.products(folder), cache_folder()
    found = esci.search(folder, items, cache, text_encoder(quiet=not setting.progress), setting.progress)
    systems = {**ours(found), NAIVE: naive(esci.naive(folder, items, cache, setting.progress))}
    return Comparison(esci.judged(folder), systems, families(items)).run(setting)


def families(items: tuple[Product, ...]) -> dict[str, str]:
    """For each product the group that its variants share, or its own id."""
    return {product.id: product.group_id or product.id for product in items}


def ours(search: Search) -> dict[str, Rank]:
    """Our search, and each of its two parts without the other."""
    return {
        OURS: lambda text, k: [hit.product.id for hit in search.search(Query(text=text, k=k))],
        "dense only": _part(search, lambda scores: scores.standout),
        "bm25 only": _part(search, lambda scores: scores.lexical),
    }


def _part(search: Search, part: Callable[[Scores], Vectors]) -> Rank:
    def rank(text: str, k: int) -> list[str]:
        scores = part(search.scores(text))
        return [search.snapshot.products[i].id for i in np.argsort(-scores, kind="stable")[:k] if scores[i] != 0]

    return rank


def naive(retriever: NaiveRetriever) -> Rank:
    """The naive retriever as a ranking of ids."""
    return lambda text, k: [product.id for product in retriever.search(text, k)]


@dataclass(frozen=True)
class Comparison:
    """Systems that rank for the same judged queries; `family` says which products are variants of one answer."""

    judged: Judged
    systems: Mapping[str, Rank]
    family: Mapping[str, str]
    depth: int = DEPTH

    def run(self, setting: Setting) -> list[Score]:
        """The scores of every system, query by query, and ours less the naive one's."""
        queries = setting.some(sorted(self.judged.queries), EVERY)
        found = {name: self._scores(name, queries, setting) for name in self.systems}
        scores = [score for scored in found.values() for score in scored]
        if {OURS, NAIVE} <= found.keys():
            scores += [self._difference(*pair) for pair in zip(found[OURS], found[NAIVE], strict=True)]
        return scores

    def _scores(self, system: str, queries: list[str], setting: Setting) -> list[Score]:
        """The scores of one system in the order of queries and metrics."""
        largest = max(Counter(self.family.values()).values(), default=1)
        asked = min(MOST, self.depth * largest)  # enough to have `depth` families among them
        ranked: dict[str, list[str]] = {}
        for qid in setting.bar(queries, f"{self.judged.name}, {system}", "query"):
            found = self.systems[system](self.judged.queries[qid], asked)
            ranked[qid] = list(dict.fromkeys(self.family.get(ident, ident) for ident in found))[: self.depth]
        values = sorted(measure(self.judged, ranked, self.depth).items())
        group, queries_of = f"{self.judged.name}/{system}", self.judged.queries
        return [
            Score(qid, group, metric, value, *_shown(self.judged, qid, ranked[qid]), queries_of[qid])
            for (qid, metric), value in values
        ]

    def _difference(self, mine: Score, theirs: Score) -> Score:
        metric, value = f"{mine.metric} over naive", mine.value - theirs.value
        said = f"ours {mine.value:.3f}, naive {theirs.value:.3f}; naive found: {theirs.answer}"
        return Score(mine.case, self.judged.name, metric, value, mine.answer, said, mine.text)


def _shown(judged: Judged, qid: str, ranked: list[str]) -> tuple[str, str]:
    first = ranked[:SHOWN]
    grades = " ".join(str(judged.grades[qid].get(ident, 0)) for ident in first)
    return "; ".join(first), f"grades of the first {SHOWN}: {grades}" if first else "nothing was found"


def measure(judged: Judged, ranked: Mapping[str, list[str]], depth: int = DEPTH) -> dict[tuple[str, str], float]:
    """Each query's value of each metric, by ir-measures; a query without an answer to find scores 0."""
    metrics = {
        ir_measures.nDCG @ SHOWN: f"nDCG@{SHOWN}",
        ir_measures.R(rel=judged.relevant) @ depth: f"recall@{depth}",
        ir_measures.RR(rel=judged.relevant) @ SHOWN: f"MRR@{SHOWN}",
    }
    qrels = {qid: dict(judged.grades[qid]) for qid in ranked}
    run = {qid: {ident: float(-place) for place, ident in enumerate(found)} for qid, found in ranked.items()}
    return {(m.query_id, metrics[m.measure]): m.value for m in ir_measures.iter_calc(list(metrics), qrels, run)}


def search_index(index: Path | None, queries: Path, qrels: Path, relevant: int, depth: int) -> None:
    """Print the figures of an index over any queries and judgements."""
    from rich.console import Console
    from rich.table import Table

    judged = read_judged(queries.stem, queries, qrels, relevant)
    shop = open_search(index)
    table = Table(title=f"{len(judged.queries)} queries of {queries.name}")
    for head in ("system", "metric", "mean ± s.e."):
        table.add_column(head)
    comparison = Comparison(judged, ours(shop), {}, depth)
    for summary in summarize(comparison.run(Setting())):
        table.add_row(summary.group.split("/")[-1], summary.metric, f"{summary.mean:.4f} ± {summary.error:.4f}")
    Console().print(table)
