"""A bare list is bought as it stands, and what of it the shop does not have is said."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.plan.listed import strangers
from assistant.types import Turn

AT = dt.datetime(2026, 6, 3, 9, 0, tzinfo=dt.UTC)
SOLD = frozenset("milk egg hammer mug bread rug 우유 계란 커튼 러그".split())


def is_called(word: str) -> bool:
    """Whether a product of a small shop is called so."""
    return word in SOLD


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("milk, eggs and durian", ["durian"]),
        ("a hammer, a garden gnome and two mugs", ["garden gnome"]),
        ("I need milk and a flux capacitor please", ["flux capacitor"]),
        ("우유랑 계란이랑 두리안", ["두리안"]),
        ("우유, 두리안, 계란 사줘", ["두리안"]),
        ("커튼, 러그, 벽난로 필요해요", ["벽난로"]),
        ("milk, eggs and durian for", ["durian"]),
    ],
)
def test_what_no_product_is_called(text: str, names: list[str]) -> None:
    """The parts that name a thing as the others do."""
    assert list(strangers(text, is_called)) == names


@pytest.mark.parametrize(
    "text",
    "hammer and nothing else|milk, eggs, asap|milk and keep it cheap|bread and such|milk, eggs and delivery|"
    "우유랑 계란이랑 빨리 부탁해|엄마랑 우유 마실 거야|우유랑 계란 주문할게요".split("|"),
)
def test_what_names_nothing(text: str) -> None:
    """Neither courtesies nor people nor how it is to come."""
    assert strangers(text, is_called) == ()


@pytest.mark.parametrize(
    ("text", "shelves", "word"),
    [
        ("milk, eggs and durian", {"fresh/dairy/milk", "fresh/eggs"}, "durian"),
        ("우유는 안 필요해 계란이랑 식빵 담아", {"fresh/eggs", "grocery/bread/loaves"}, ""),
        ("milk, eggs and durian for 2 people", {"fresh/dairy/milk", "fresh/eggs"}, "durian"),
        ("우유랑 계란이랑 두리안 필요해", {"fresh/dairy/milk", "fresh/eggs"}, "두리안"),
    ],
)
def test_a_list_is_no_job(assistant: Assistant, text: str, shelves: set[str], word: str) -> None:
    """Eggs and milk are no egg hunt and no baking day."""
    reply = assistant.reply(Turn(text=text, at=AT))
    assert reply.bundle is not None
    assert {"/".join(line.product.categories) for line in reply.bundle.lines} == shelves
    assert word in reply.text


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("milk, eggs, bread and ham", "make it under $40"),
        ("a hammer, nails and a saw", "make it under $60"),
        ("a tent, two sleeping bags and a lantern", "we are 4 now"),
        ("텐트랑 침낭 2개", "20만원 이하로"),
        ("이사했는데 커튼이랑 행거 필요해", "더 싸게"),
    ],
)
def test_a_change_leaves_a_list_the_list(assistant: Assistant, first: str, then: str) -> None:
    """Nothing that was named goes and nothing else comes, whatever is said of money and people."""
    before = assistant.reply(Turn(text=first, at=AT))
    after = assistant.reply(Turn(text=then, session=before.session, at=AT))
    assert before.bundle is not None
    assert after.bundle is not None
    assert {line.role for line in after.bundle.lines} == {line.role for line in before.bundle.lines}


def test_cheaper_never_costs_more_than_was_allowed(assistant: Assistant) -> None:
    """Where not all of a list fits the budget, a cheaper one does not make room for it by going over."""
    before = assistant.reply(Turn(text="a tent, two sleeping bags and a lantern, $70", at=AT))
    after = assistant.reply(Turn(text="cheaper please", session=before.session, at=AT))
    assert before.bundle is not None
    assert after.bundle is not None
    assert after.bundle.total.amount <= before.bundle.total.amount <= 7000
