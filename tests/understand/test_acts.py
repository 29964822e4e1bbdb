"""What a turn asks for, and which line it points at, as shoppers say it, with exact spans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import ACTS
from assistant.understand.acts import find_act, find_target
from evals.jobs import CASES as EVALUATED
from evals.learn_acts import RULED

CASES = {"act": EVALUATED / RULED, "target": Path(__file__).parent / "cases" / "target.yaml"}
NEEDS_A_BASKET = {"refine", "why", "compare", "ask", "add", "remove", "quantity", "checkout"}
PIECES = [
    "cheaper",
    "why",
    "the second one",
    "add",
    "milk",
    "for 10",
    "party",
    "더",
    "싸게",
    "빼줘",
    "두 번째",
    "추천",
    "왜",
]
ANY_TEXT = st.text(max_size=200) | st.lists(st.sampled_from(PIECES)).map(" ".join)


def cases(field: str) -> list[Any]:
    read = yaml.safe_load(CASES[field].read_text(encoding="utf-8"))
    return [
        pytest.param(case, id=f"{language}: {case['text']}{' (basket)' if case.get('basket') else ''}")
        for language, rows in read.items()
        for case in rows
    ]


@pytest.mark.parametrize("case", cases("act"))
def test_finds_what_the_turn_asks_for(case: dict[str, Any]) -> None:
    assert find_act(case["text"], case.get("basket", False)).value == case["expect"]


@pytest.mark.parametrize("case", cases("target"))
def test_finds_the_line_that_is_pointed_at(case: dict[str, Any]) -> None:
    found = find_target(case["text"])
    assert (found.value if found else None) == case["expect"]


@given(ANY_TEXT, st.booleans())
def test_every_text_has_one_act_and_exact_spans(text: str, has_basket: bool) -> None:
    act, target = find_act(text, has_basket), find_target(text)
    assert act.value in ACTS
    assert has_basket or act.value not in NEEDS_A_BASKET
    for found in (act, target):
        assert found is None or text[found.span.start : found.span.end] == found.span.text
