"""The list similarities hold what their definitions promise."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.similarity import jaccard, prag, serp

MEASURES = (jaccard, serp, prag)
LISTS = st.lists(st.sampled_from("abcdefghij"), unique=True)


@pytest.mark.parametrize("measure", MEASURES)
@given(x=LISTS)
def test_identical_lists_are_one(measure, x):
    """A list is wholly like itself, whatever its length."""
    assert measure(x, x) == 1


@pytest.mark.parametrize("measure", MEASURES)
@given(x=LISTS, y=LISTS)
def test_disjoint_lists_are_zero(measure, x, y):
    """Nothing shared, no likeness; one empty list against a full one is no likeness either."""
    if x or y:
        assert measure(x, [item.upper() for item in y]) == 0


@pytest.mark.parametrize("measure", MEASURES)
@given(x=LISTS, y=LISTS)
def test_range(measure, x, y):
    """Every value lies in 0..1."""
    assert 0 <= measure(x, y) <= 1


@given(x=LISTS.filter(len), y=LISTS)
def test_serp_is_its_definition(x, y):
    """SERP* is the sum of its paper's formula, with ranks from 1."""
    size = len(x)
    total = sum(size - (x.index(v) + 1) + 1 for v in set(x) & set(y))
    assert serp(x, y) == pytest.approx(total / (size * (size + 1) / 2))


@given(x=LISTS.filter(lambda found: len(found) > 1), y=LISTS)
def test_prag_is_its_definition(x, y):
    """PRAG* counts the ordered pairs of its paper's formula."""
    count = 0
    for i in range(len(x)):
        for j in range(i + 1, len(x)):
            if x[i] in y and (x[j] not in y or y.index(x[i]) < y.index(x[j])):
                count += 1
    assert prag(x, y) == pytest.approx(count / comb(len(x), 2))


@given(x=LISTS, y=LISTS)
def test_jaccard_is_symmetric_and_blind_to_order(x, y):
    """Jaccard sees sets alone."""
    assert jaccard(x, y) == jaccard(y, x) == jaccard(x[::-1], y)


@given(rest=st.lists(st.sampled_from("bcdefgh"), unique=True, min_size=1), data=st.data())
def test_serp_falls_as_the_shared_item_moves_down(rest, data):
    """The same shared item is worth less further down."""
    high = data.draw(st.integers(0, len(rest) - 1))
    low = data.draw(st.integers(high + 1, len(rest)))
    assert serp([*rest[:low], "a", *rest[low:]], ["a"]) < serp([*rest[:high], "a", *rest[high:]], ["a"])


@given(x=LISTS.filter(lambda found: len(found) > 1))
def test_prag_of_a_reversed_list_is_zero(x):
    """No pair keeps its order."""
    assert prag(x[::-1], x) == 0


@pytest.mark.parametrize(
    ("x", "y", "wanted"),
    [([], [], 1), ([], ["a"], 0), (["a"], [], 0), (["a"], ["b", "a"], 1), (["a"], ["b"], 0), (["a", "b"], ["a"], 1)],
)
def test_edges_of_prag(x, y, wanted):
    """Short and empty lists have the values that the docstring states."""
    assert prag(x, y) == wanted
