"""The search suite: metrics, judgements, the public set and the demo shop's own queries."""

from __future__ import annotations

import gzip
import json
import math
from pathlib import Path

import pytest

from catalog.errors import SourceError
from catalog.sample.shop import demo_products
from catalog.types import Language
from evals import esci
from evals.judged import Judged, read_judged
from evals.naive import NaiveRetriever
from evals.score import Score, summarize
from evals.search import NDCG, Comparison, alike, by_class, families, measure, names, parts, run, split
from evals.shop_queries import EXACT, LANGUAGES, RELATED, ShopQuery, judged_for, kinds, shop_queries
from evals.suites import Setting
from evals.systems import HYBRID, MEANING, NAIVE, OURS, PLAIN, WORDS, Rank, naive, others, ours
from tests.evals.hash_embedder import HashEmbedder
from tests.fakes import CountingEncoder, HashEncoder, Shop, a_product, tiny_products

QUIET = Setting(progress=False)
TWO = Judged("two", {"a": "first", "b": "second"}, {"a": {"x": 100, "y": 10}, "b": {"z": 100}}, relevant=100)


def by_metric(scores: list[Score], group: str) -> dict[str, float]:
    """The means of a group."""
    return {summary.metric: summary.mean for summary in summarize(scores) if summary.group == group}


def fixed(*ranked: str) -> Rank:
    """A system that always answers the same."""
    return lambda text, k: list(ranked)[:k] if text else []


def test_the_metrics_are_those_of_the_textbook() -> None:
    """Gains are the grades themselves; recall and the reciprocal rank count exact answers."""
    values = measure(TWO, {"a": ["y", "x"], "b": ["other"]})
    ideal, found = 100 + 10 / math.log2(3), 10 + 100 / math.log2(3)
    assert values[("a", "nDCG@10")] == pytest.approx(found / ideal)
    assert values[("a", "MRR@10")] == pytest.approx(0.5)
    assert values[("a", "recall@100")] == 1
    assert [values[("b", metric)] for metric in ("nDCG@10", "recall@100", "MRR@10")] == [0, 0, 0]


def test_the_difference_to_the_naive_one_is_paired() -> None:
    """Each query's difference is a score, so its standard error is that of the pairs."""
    systems = {OURS: fixed("x", "z"), NAIVE: fixed("z")}
    scores = Comparison(TWO, systems, {}).run(QUIET)
    pairs = {s.case: s.value for s in scores if s.metric == "MRR@10 over naive"}
    assert pairs == {"a": 1.0, "b": -0.5}
    assert {s.group for s in scores} == {"two/ours", "two/naive", "two"}


def test_ours_is_set_against_each_part_by_its_ndcg() -> None:
    """So that a fusion that loses to one of its parts is seen."""
    scores = Comparison(TWO, {OURS: fixed("z"), WORDS: fixed("x"), MEANING: fixed("z")}, {}).run(QUIET)
    over = {(s.metric, s.case): s.value for s in scores if " over " in s.metric}
    assert over[(f"{NDCG} over {WORDS}", "b")] == 1
    assert over[(f"{NDCG} over {MEANING}", "b")] == 0
    assert {metric for metric, _ in over} == {f"{NDCG} over {WORDS}", f"{NDCG} over {MEANING}"}


def test_queries_are_told_apart_by_whether_a_product_is_called_so(tiny_shop: Shop) -> None:
    """A title is a name; what no title says is a description; both classes show ours and its parts."""
    judged = Judged("tiny", {"n": "tomato salsa dip", "d": "something red to eat on the sofa"}, {"n": {}, "d": {}})
    found = names(judged, tiny_shop.search)
    assert found == {"n": "names", "d": "descriptions"}
    scores = Comparison(judged, {OURS: fixed("a"), WORDS: fixed("a"), PLAIN: fixed("a")}, {}).run(QUIET)
    groups = {score.group for score in split(scores, found, by_class)}
    assert groups == {f"tiny{system}/{kind}" for system in ("", "/ours", "/bm25 only") for kind in found.values()}


def test_languages_are_compared_on_what_both_ask() -> None:
    """Queries that one language has for itself stay out."""
    pair = next(qid for qid, kind in kinds("ko").items() if kind != "own")
    own = next(qid for qid, kind in kinds("ko").items() if kind == "own")
    judged = Judged("demo_ko", {pair: "하나", own: "둘"}, {pair: {"x": 1}, own: {"x": 1}})
    found = alike(Comparison(judged, {OURS: fixed("x")}, {}).run(QUIET), "ko", "dev")
    assert [(score.case, score.group, score.metric) for score in found] == [(pair, "demo_ko/ours/shared", NDCG)]


def test_what_is_held_out_is_measured_only_when_asked_for() -> None:
    """Nobody tunes on it by accident."""
    assert parts(Setting()) == ("dev",)
    assert parts(Setting(held_out=True)) == ("dev", "test")


def test_variants_are_one_answer_in_every_ranking() -> None:
    """Ten colours of one product do not push the next product down."""
    judged = Judged("shop", {"q": "x"}, {"q": {"right": 2}}, relevant=2)
    systems = {OURS: fixed(*(f"wrong-{n}" for n in range(20)), "right-1")}
    family = {f"wrong-{n}": "wrong" for n in range(20)} | {"right-1": "right"}
    assert by_metric(Comparison(judged, systems, family).run(QUIET), "shop/ours")["MRR@10"] == 0.5


def test_our_search_its_parts_and_the_naive_one_rank_the_same_shop(tiny_shop: Shop) -> None:
    """Every system finds what is named by its words."""
    judged = Judged("tiny", {"q": "tomato salsa dip"}, {"q": {"salsa": 1}})
    retriever = NaiveRetriever(tiny_products(), HashEmbedder())
    systems = {**ours(tiny_shop.search), **others(tiny_shop.search), NAIVE: naive(retriever)}
    assert set(systems) == {OURS, MEANING, WORDS, PLAIN, HYBRID, NAIVE}
    scores = Comparison(judged, systems, families(tiny_products())).run(QUIET)
    for system in systems:
        assert by_metric(scores, f"tiny/{system}")["MRR@10"] == 1, system


@pytest.mark.parametrize(
    ("queries", "qrels", "said"),
    [
        ("q1 no tab", "q1 0 x 1", "line 1 is not a query"),
        ("q1\tone\nq1\ttwo", "q1 0 x 1", "line 2 names query 'q1' again"),
        ("q1\tone", "q1 x 1", "line 1 is not a judgement"),
        ("q1\tone", "q1 0 x good", "line 1 is not a judgement"),
        ("q1\tone", "q2 0 x 1", "line 1 judges query 'q2'"),
        ("q1\tone", "", "judges no query"),
    ],
)
def test_what_is_wrong_with_a_file_is_one_line(tmp_path: Path, queries: str, qrels: str, said: str) -> None:
    """The file, the line and the mend."""
    (tmp_path / "q.tsv").write_text(queries, "utf-8")
    (tmp_path / "q.txt").write_text(qrels, "utf-8")
    with pytest.raises(SourceError, match=said) as raised:
        read_judged("q", tmp_path / "q.tsv", tmp_path / "q.txt")
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    """Its name and the mend."""
    with pytest.raises(SourceError, match="cannot be read"):
        read_judged("q", tmp_path / "none.tsv", tmp_path / "none.txt")


def test_data_that_is_no_folder_is_one_line(tmp_path: Path) -> None:
    """Refused before anything is encoded."""
    with pytest.raises(SourceError, match="is not a folder"):
        run(Setting(data=tmp_path / "none", progress=False))


def write_public(folder: Path, title: str) -> None:
    """A public set of two products and one query."""
    rows = [{"id": "B1", "title": title, "description": ""}, {"id": "B2", "title": "wall clock", "description": ""}]
    content = "\n".join(map(json.dumps, rows))
    (folder / "products.jsonl.gz").write_bytes(gzip.compress(content.encode(), mtime=0))
    (folder / "queries_dev.tsv").write_text("q0\tred kite\n", "utf-8")
    (folder / "qrels_dev.txt").write_text("q0 0 B1 100\nq0 0 B2 0\n", "utf-8")


def test_the_public_index_is_made_once_a_content(tmp_path: Path) -> None:
    """It is encoded at the first run, read at the second, and encoded anew where the products differ."""
    encoder, cache = CountingEncoder(HashEncoder()), tmp_path / "cache"
    write_public(tmp_path, "red kite")
    for title, batches in (("red kite", 1), ("red kite", 1), ("blue kite", 2)):
        write_public(tmp_path, title)
        items = esci.products(tmp_path)
        found = esci.search(tmp_path, items, cache, encoder, progress=False)
        found.snapshot.store.close()
        assert len(encoder.batches) == batches
    retriever = esci.naive(tmp_path, items, cache, False, HashEmbedder())
    systems = {**ours(found), NAIVE: naive(retriever)}
    scores = Comparison(esci.judged(tmp_path), systems, families(items)).run(QUIET)
    assert by_metric(scores, "esci/ours")["nDCG@10"] == by_metric(scores, "esci/naive")["nDCG@10"] == 1


def test_a_query_grades_by_shelf_and_words() -> None:
    """Exact with every word, related on the shelf, nothing elsewhere or on a shelf of a longer name."""
    query = ShopQuery(id="q", query="vegan cheese", shelf=("fresh/dairy/cheese",), words=("vegan|plant", "slices"))
    path = ("fresh", "dairy", "cheese")
    assert query.grade(a_product(title={"en": "Vegan slices"}, categories=path)) == EXACT
    assert query.grade(a_product(title={"en": "Cheddar slices"}, categories=path)) == RELATED
    assert query.grade(a_product(title={"en": "Vegan slices"}, categories=("fresh", "dairy"))) == 0
    assert query.grade(a_product(title={"en": "Vegan slices"}, categories=("fresh", "dairy", "cheesecake"))) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_query_of_the_demo_shop_has_an_answer(language: Language) -> None:
    """At least sixty queries a language, ids once, shelves that exist, and an exact product for each."""
    queries = shop_queries(language)
    assert len(queries) >= 60
    assert len({query.id for query in queries}) == len(queries)
    judged = judged_for(language, demo_products())
    assert [qid for qid, grades in judged.grades.items() if EXACT not in grades.values()] == []


def test_a_case_file_that_is_wrong_is_one_line(tmp_path: Path) -> None:
    """The file and the field."""
    (tmp_path / "search_en.yaml").write_text("- {id: a, query: x, shelf: [], more: 1}", "utf-8")
    with pytest.raises(SourceError, match="shelf"):
        shop_queries("en", tmp_path)
