"""The stages of the search one by one, and the bootstrap of their gains."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from assistant.errors import BadInput
from catalog.errors import SourceError
from catalog.rank.ranking import WEIGHTS, Weights
from catalog.types import Query
from evals import baselines, esci
from evals.bootstrap import Interval, gained
from evals.judged import Judged
from evals.stages import STAGES, Staged, as_typed, climb, markdown, stages, weights_of
from evals.suites import Setting
from tests.fakes import Shop

QUIET = Setting(progress=False)
TEXTS = ("tomato salsa dip", "snacks without nuts", "축구 종이접시", "cheap tent for 4 people", "romantic lotoin")
TINY = Judged("tiny", {"a": "tomato salsa dip", "b": "puzzle"}, {"a": {"salsa": 1}, "b": {"puzzle": 1}})


def test_every_weight_comes_into_force_at_one_stage() -> None:
    """A new signal must be given its place in the table."""
    brought = sorted(name for stage in STAGES for name in stage.weights)
    assert brought == sorted(field.name for field in fields(Weights))
    assert weights_of(STAGES) == WEIGHTS


def test_the_last_stage_is_the_search_itself(tiny_shop: Shop) -> None:
    """What the table ends with is what is shipped."""
    last = Staged(tiny_shop.search, tiny_shop.encoder, STAGES)
    for text in TEXTS:
        query = Query(text=text, k=12)
        assert last.search(query) == tiny_shop.search.search(query), text


def test_the_first_stage_takes_a_query_as_it_is_typed(tiny_shop: Shop) -> None:
    """Nothing mended, nothing ruled out, no other way to say it."""
    first = Staged(tiny_shop.search, tiny_shop.encoder, STAGES[:1])
    assert first.read("snacks without nuts") == as_typed("snacks without nuts")
    assert as_typed("snacks without nuts").without == ()
    assert all(len(concept.ways) == 1 for concept in as_typed("a couch").concepts)


def test_each_stage_is_measured_against_the_one_before(tiny_shop: Shop) -> None:
    """The first has nothing to gain on; the table has a row for each."""
    ladder = climb(tiny_shop.search, tiny_shop.encoder, TINY, "products", QUIET)
    assert [step.stage for step in ladder.steps] == [stage.name for stage in STAGES]
    assert [step.gain is None for step in ladder.steps] == [True] + [False] * (len(STAGES) - 1)
    assert ladder.steps[-1].ndcg == 1
    table = markdown([ladder, ladder]).splitlines()
    assert len(table) == len(STAGES) + 2
    assert {line.count("|") for line in table} == {8}


def test_kept_figures_name_the_data_that_they_are_of() -> None:
    """Another judgement or catalogue is another fingerprint."""
    other = Judged("tiny", TINY.queries, {**TINY.grades, "b": {"puzzle": 2}})
    prints = {baselines.fingerprint(judged, products) for judged in (TINY, other) for products in ("one", "two")}
    assert len(prints) == 4


def test_the_interval_is_that_of_the_paired_difference() -> None:
    """The same seed gives the same interval; what is the same for every query is certain."""
    now, then = [0.4, 0.9, 0.7, 0.6], [0.2, 0.9, 0.6, 0.7]
    found = gained(now, then)
    assert found == gained(now, then)
    assert found.mean == pytest.approx(0.05)
    assert found.low < found.mean < found.high
    assert str(gained([0.5, 0.7], [0.25, 0.45])) == "+0.250 [+0.250, +0.250]"
    assert str(Interval(-0.0001, -0.0004, 0.01)) == "+0.000 [+0.000, +0.010]"


def test_values_of_other_queries_are_refused() -> None:
    """A pair is two values of one query."""
    with pytest.raises(ValueError, match="pair the same queries"):
        gained([1.0], [1.0, 0.0])


def test_data_without_the_public_set_is_one_line(tmp_path: Path) -> None:
    """Named with the mend."""
    with pytest.raises(SourceError, match="holds no search_esci"):
        esci.within(tmp_path)


@pytest.mark.parametrize("setting", [Setting(progress=False), Setting(data=Path("data"), quick=True, progress=False)])
def test_half_a_table_is_not_kept(setting: Setting) -> None:
    """Refused before anything is measured."""
    with pytest.raises(BadInput, match="--save"):
        stages(setting, save=True)
