"""Changes that point at one line or one listed product: only that changes, and it holds from then on."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from tests.dialogue.turns import hold, lines

JOB = "camping for 4 this weekend under $400"


@pytest.mark.parametrize("text", ["remove the third one", "세 번째 거 빼줘"])
def test_removing_by_place_takes_that_very_line_as_it_is_shown(assistant: Assistant, text: str) -> None:
    """Lines are counted in the order in which they are shown, and the others stay."""
    first, second = hold(assistant, JOB, text)
    before = list(lines(first).items())
    assert list(lines(second).items()) == [*before[:2], *before[3:]]


def test_a_line_that_was_taken_out_stays_out_when_the_basket_is_made_anew(assistant: Assistant) -> None:
    """A later refinement does not bring it back."""
    first, _, third = hold(assistant, JOB, "remove the second one", "keep it under $350")
    gone = list(lines(first))[1]
    assert gone not in lines(third)
    assert third.bundle is not None
    assert third.bundle.total.amount <= 35_000


def test_why_one_thing_explains_that_line_alone(assistant: Assistant) -> None:
    """The other lines are not listed."""
    first, second = hold(assistant, JOB, "why the tent?")
    assert first.bundle is not None
    told = [line.product.id for line in first.bundle.lines if line.product.title in second.text]
    assert len(told) == 1
    assert "tent" in told[0]


def test_a_search_beside_a_basket_leaves_basket_and_budget_alone(assistant: Assistant) -> None:
    """ "running shoes under $100" is no new budget of the camping basket."""
    first, second, third = hold(assistant, JOB, "running shoes under $100", "undo")
    assert second.act == "find"
    assert second.products
    assert third.act == "undo"
    assert first.bundle is not None


@pytest.mark.parametrize(
    ("search", "pointing"), [("running shoes", "add the second one"), ("무선 이어폰 추천해줘", "두 번째로 담아줘")]
)
def test_a_listed_product_is_added_itself(assistant: Assistant, search: str, pointing: str) -> None:
    """Not something that is called like it."""
    first, second = hold(assistant, search, pointing)
    assert list(lines(second)) == [first.products[1].id]


def test_a_number_that_the_budget_forbids_is_not_set(assistant: Assistant) -> None:
    """It is said instead, and the basket stays."""
    _, second = hold(assistant, JOB, "make the tent nine")
    assert second.bundle is None or second.bundle.total.amount <= 40_000


def test_another_one_keeps_a_limit_that_came_since(assistant: Assistant) -> None:
    """Whoever has said to be allergic gets no sweets of unknown making in another's place."""
    told = "please remember that I'm allergic to milk and nuts"
    *_, last = hold(assistant, "snacks for a movie night for 4, $60", told, "something else instead of number 2")
    if last.bundle is not None:
        products = [line.product for line in last.bundle.lines]
        eaten = [one for one in products if one.categories[0] in ("grocery", "fresh", "frozen")]
        assert all(one.allergens is not None and not {"milk", "peanut"} & set(one.allergens) for one in eaten)


@pytest.mark.parametrize(
    ("job", "text", "kind"),
    [
        ("신입사원 첫 출근룩, 예산 18만원이에요", "신발 자체를 빼주세요", "shoes"),
        ("movie night for 4, $60", "remove all the sweets", ""),
    ],
)
def test_a_whole_kind_goes_at_once(assistant: Assistant, job: str, text: str, kind: str) -> None:
    """Not only the first of them."""
    *_, last = hold(assistant, job, text)
    assert last.bundle is not None
    assert not kind or not any(line.product.categories[0] == kind for line in last.bundle.lines)
