"""A job of a child alone is planned for that child, whom no clothes of adults fit."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.plan.limits import are_small
from assistant.plan.planner import head_count
from assistant.types import People
from tests.dialogue.turns import hold


@pytest.mark.parametrize("text", ["아이 수영 시작해요 7살", "my 7 year old is starting swimming lessons"])
def test_a_childs_first_lesson_is_for_one_and_buys_no_clothes_of_adults(assistant: Assistant, text: str) -> None:
    (reply,) = hold(assistant, text)
    assert reply.bundle is not None
    assert reply.bundle.lines
    assert all(line.quantity == 1 for line in reply.bundle.lines)
    assert not [line for line in reply.bundle.lines if line.product.categories[:2] == ("clothing", "swimwear")]
    assert reply.bundle.unmet, "the shop has no swimsuit for a child, and says so"


@pytest.mark.parametrize(
    ("children", "default", "expected"), [(1, 1, (0, 1)), (1, 4, (1, 1)), (2, 1, (1, 2)), (3, 4, (0, 3))]
)
def test_one_child_is_alone_in_what_one_does_alone(children: int, default: int, expected: tuple[int, int]) -> None:
    assert head_count(People(children=children), default)[:2] == expected


@pytest.mark.parametrize(
    ("people", "small"),
    [
        (People(adults=0, children=1, ages=(7,)), True),
        (People(adults=0, children=1, ages=(15,)), False),
        (People(adults=1, children=1, ages=(7,)), False),
        (People(children=1, ages=(7,)), False),
    ],
)
def test_clothes_of_adults_fit_teenagers_and_whoever_is_with_a_child(people: People, small: bool) -> None:
    assert are_small(people) is small
