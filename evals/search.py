"""The search suite: nDCG@10, recall@100 and MRR@10 of our search beside others, in one run over the same products.

Variants of a product count as one answer in every ranking. The difference to another system is taken query by query,
so that its standard error is that of the paired difference. Queries are also shown by kind, by whether some product is
called what they say (`names`) or they describe one (`descriptions`), and as plain `terms` (head words, brands, numbers)
and described `needs`: a fusion must lose to neither of its parts on any of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import ir_measures

from catalog.cli import cache_folder, open_search, text_encoder
from catalog.errors import SourceError
from catalog.rank import signals
from catalog.search import Search
from catalog.types import Language, Product
from evals import esci
from evals.judged import Judged, read_judged
from evals.score import Score, summarize
from evals.shop_queries import LANGUAGES, PARTS, Kind, Part, judged_for, kinds
from evals.suites import Setting
from evals.systems import MEANING, NAIVE, OURS, WORDS, Rank, naive, others, ours

DEPTH = 100  # what recall looks at
SHOWN = 10  # what nDCG and the reciprocal rank look at
EVERY = 4  # when quick, one query of so many
MOST = 1000  # what `catalog.search` returns at most
NAMED = 0.9  # of a query said by one product's name, rare words counting more: from here on it is a name
NDCG = f"nDCG@{SHOWN}"
CLASS_OF: dict[Kind, str] = {"head": "terms", "brand": "terms", "number": "terms", "need": "needs"}
OVER_PARTS = (f"{NDCG} over {MEANING}", f"{NDCG} over {WORDS}")


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
    systems = {**ours(shop), **others(shop), NAIVE: naive(esci.demo_naive(items, setting.progress))}
    for language in LANGUAGES:
        shared: list[Score] = []
        for part in parts(setting):
            judged = judged_for(language, items, part)
            scores = Comparison(judged, systems, families(items)).run(setting)
            yield from scores
            kind = kinds(language, part)
            yield from split(scores, kind, of_ours)
            for classes in (names(judged, shop), {qid: CLASS_OF[k] for qid, k in kind.items() if k in CLASS_OF}):
                yield from split(scores, classes, by_class)
            shared += alike(scores, language, part)
        yield from shared
        if setting.held_out:
            yield from (replace(score, group=f"demo_{language}_both/{OURS}") for score in shared)


def parts(setting: Setting) -> tuple[Part, ...]:
    """What may be tuned on, and the rest only where it is asked for by name."""
    return PARTS if setting.held_out else ("dev",)


def _public(folder: Path, setting: Setting) -> list[Score]:
    items, cache = esci.products(folder), cache_folder()
    found = esci.search(folder, items, cache, text_encoder(quiet=not setting.progress), setting.progress)
    retriever = esci.naive(folder, items, cache, setting.progress)
    judged = esci.judged(folder)
    scores = Comparison(judged, {**ours(found), **others(found), NAIVE: naive(retriever)}, families(items)).run(setting)
    return [*scores, *split(scores, names(judged, found), by_class)]


def families(items: Sequence[Product]) -> dict[str, str]:
    """For each product the group that its variants share, or its own id."""
    return {product.id: product.group_id or product.id for product in items}


def names(judged: Judged, search: Search) -> dict[str, str]:
    """For each query whether it is a name or a description."""
    lexical = search.snapshot.lexical
    return {
        qid: "names" if signals.named(search.read(text), lexical) >= NAMED else "descriptions"
        for qid, text in judged.queries.items()
    }


def of_ours(score: Score) -> bool:
    """Whether it is the nDCG of our search."""
    return score.metric == NDCG and score.group.endswith(f"/{OURS}")


def by_class(score: Score) -> bool:
    """Whether it is the nDCG of our search or of one of its parts, or how far ours is above one of them."""
    return score.metric in OVER_PARTS or (score.metric == NDCG and score.group.split("/")[-1] in (OURS, MEANING, WORDS))


def split(scores: Sequence[Score], of: Mapping[str, str], wanted: Callable[[Score], bool]) -> Iterator[Score]:
    """The wanted scores of the queries that have a class once more, each in the group of its query's class."""
    return (
        replace(score, group=f"{score.group}/{of[score.case]}")
        for score in scores
        if score.case in of and wanted(score)
    )


def alike(scores: Sequence[Score], language: Language, part: Part) -> list[Score]:
    """Ours on the queries that every language asks, judged once, so that languages can be compared."""
    shared = {qid: "shared" for qid, kind in kinds(language, part).items() if kind != "own"}
    return list(split(scores, shared, of_ours))


@dataclass(frozen=True)
class Comparison:
    """Systems that rank for the same judged queries; `family` says which products are variants of one answer."""

    judged: Judged
    systems: Mapping[str, Rank]
    family: Mapping[str, str]
    depth: int = DEPTH

    def run(self, setting: Setting) -> list[Score]:
        """The scores of every system, query by query, and how far ours is above each other one."""
        queries = setting.some(sorted(self.judged.queries), EVERY)
        found = {name: self.scores(name, queries, setting) for name in self.systems}
        scores = [score for scored in found.values() for score in scored]
        for other in [name for name in found if OURS in found and name != OURS]:
            pairs = zip(found[OURS], found[other], strict=True)
            scores += [self._difference(*pair, other) for pair in pairs if other == NAIVE or pair[0].metric == NDCG]
        return scores

    def scores(self, system: str, queries: Sequence[str], setting: Setting) -> list[Score]:
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

    def _difference(self, mine: Score, theirs: Score, other: str) -> Score:
        metric, value = f"{mine.metric} over {other}", mine.value - theirs.value
        said = f"ours {mine.value:.3f}, {other} {theirs.value:.3f}; {other} found: {theirs.answer}"
        return Score(mine.case, self.judged.name, metric, value, mine.answer, said, mine.text)


def _shown(judged: Judged, qid: str, ranked: list[str]) -> tuple[str, str]:
    first = ranked[:SHOWN]
    grades = " ".join(str(judged.grades[qid].get(ident, 0)) for ident in first)
    return "; ".join(first), f"grades of the first {SHOWN}: {grades}" if first else "nothing was found"


def measure(judged: Judged, ranked: Mapping[str, list[str]], depth: int = DEPTH) -> dict[tuple[str, str], float]:
    """Each query's value of each metric, by ir-measures; a query without an answer to find scores 0."""
    metrics = {
        ir_measures.nDCG @ SHOWN: NDCG,
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
