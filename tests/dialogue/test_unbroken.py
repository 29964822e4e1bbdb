"""No basket is answered with that breaks a limit, whichever way its lines came in and the limit was said."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from tests.dialogue.turns import hold, lines

KEPT = [
    ("movie night for four, $60", "remember I'm allergic to milk", "two of the popcorn", "milk"),
    ("토스트 해먹을 식빵 보여줘", "나 땅콩 알레르기야 기억해놔", "아카시아 꿀도 한 병", "peanuts"),
]


@pytest.mark.parametrize(("job", "allergy", "then", "allergen"), KEPT)
def test_an_allergy_to_remember_holds_for_the_basket_that_is_there(
    assistant: Assistant, job: str, allergy: str, then: str, allergen: str
) -> None:
    """At once, and after what comes next."""
    for reply in hold(assistant, job, "add the second one", allergy, then)[2:]:
        assert reply.bundle is not None
        for one in reply.bundle.lines:
            product = assistant.search.product(one.product.id)
            assert product is not None
            assert product.allergens is None or allergen not in product.allergens


def test_what_goes_for_a_limit_is_said(assistant: Assistant) -> None:
    before, after = hold(assistant, "movie night for four, $60", "remember I'm allergic to milk")
    gone = set(lines(before)) - set(lines(after))
    assert gone
    assert "took out" in after.text


def test_a_first_aid_bag_for_children_is_no_match_party(assistant: Assistant) -> None:
    reply = hold(assistant, "I coach the u8 soccer girls and want a small first aid and hygiene bag for the car")[-1]
    assert reply.bundle is not None
    assert not any(one.product.id.startswith("alc-") for one in reply.bundle.lines)
    assert any("first-aid" in one.product.id for one in reply.bundle.lines)


def test_going_back_brings_nothing_back_that_a_limit_rules_out(assistant: Assistant) -> None:
    turns = ("movie night for four, $60", "remember I'm allergic to milk", "add popcorn", "undo", "undo")
    for reply in hold(assistant, *turns)[1:]:
        for one in reply.bundle.lines if reply.bundle is not None else ():
            product = assistant.search.product(one.product.id)
            assert product is not None
            assert product.allergens is None or "milk" not in product.allergens
