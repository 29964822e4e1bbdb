"""Budgets and price limits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Budget
from assistant.understand.money import find_budget, find_budgets

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "money.yaml").read_text(encoding="utf-8"))
PIECES = st.sampled_from(
    [
        "$",
        "₩",
        "원",
        "만",
        "천",
        "예산",
        " ",
        "-",
        "~",
        "5",
        "12,000",
        "under",
        "budget",
        "each",
        "dollars",
        "삼",
        "이상",
    ]
)


def plain(budget: Budget) -> dict[str, Any]:
    """A budget as the table writes it."""
    marks = {"each": budget.per_person, "about": budget.about}
    floor = {} if budget.floor is None else {"from": budget.floor.amount}
    return {budget.limit.currency.lower(): budget.limit.amount} | floor | {k: v for k, v in marks.items() if v}


def outcome(text: str) -> dict[str, Any] | None:
    """What is found in a text, as the table writes it."""
    found = find_budget(text)
    return plain(found.value) if found else None


@pytest.mark.parametrize("case", CASES["en"] + CASES["ko"], ids=lambda case: case["text"])
def test_the_limit_is_what_the_shopper_said(case: dict[str, Any]) -> None:
    assert outcome(case["text"]) == case["expect"]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("$40 for snacks and $20 for drinks", [4000, 2000]),
        ("간식은 4만원, 음료는 2만원", [40000, 20000]),
        ("no money words here", []),
    ],
)
def test_every_limit_is_found_in_the_order_of_the_text(text: str, limits: list[int]) -> None:
    assert [found.value.limit.amount for found in find_budgets(text)] == limits


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("snacks under $40 please", "under $40"),
        ("예산은 12만원 정도로 8명", "예산은 12만원 정도로"),
        ("인당 2만원 간식", "인당 2만원"),
    ],
)
def test_the_span_covers_the_words_that_make_it_a_limit(text: str, said: str) -> None:
    found = find_budget(text)
    assert found is not None
    assert found.span.text.strip() == said


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)))
def test_spans_are_exact_whatever_the_text(text: str) -> None:
    for found in find_budgets(text):
        assert text[found.span.start : found.span.end] == found.span.text


SAID_LAST = [
    ("whole running outfit incl. shoes, 200", 20_000, False),
    ("getting a puppy saturday. 150 to get him started", 15_000, False),
    ("friendsgiving, 8 people, sides only, one-twenty", 12_000, False),
    ("wfh desk setup. four hundred, firm", 40_000, False),
    ("nvm the extra. 180 and not a cent over", 18_000, False),
    ("mediterranean dinner, four adults, under 75", 7_500, False),
    ("I've got a fiver short of eighty bucks to spend", 7_500, False),
    ("show me ones that aren't over 100", 10_000, False),
    ("30만 원에서 만오천 원 모자라는 돈으로요", 285_000, False),
    ("자취생 장보기, 5만원권 두 장 있음", 100_000, False),
    ("나까지 여덟이고 두당 이만 오천", 25_000, True),
    ("어른 애 다 합쳐 열여섯, 35만 원이 마지노선이에요", 350_000, False),
]


@pytest.mark.parametrize(("text", "limit", "each"), SAID_LAST)
def test_money_is_heard_where_people_say_it(text: str, limit: int, each: bool) -> None:
    found = find_budget(text)
    assert found is not None
    assert (found.value.limit.amount, found.value.per_person) == (limit, each)


@pytest.mark.parametrize(
    "text", ["backyard party, 30", "add 3 packs, 24", "cups for 12, ages 8 and 10", "다 해서 넷이 먹어"]
)
def test_other_numbers_said_last_are_no_money(text: str) -> None:
    assert find_budget(text) is None
