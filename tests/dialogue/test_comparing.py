"""Comparisons: which products, what differs, and what is best, from the listings alone."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.explain.phrases import money
from assistant.types import Reply, Turn

AT = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)
PARTY = {
    "en": "help me host a football party for 8, under $120",
    "ko": "축구 보면서 파티할 건데 8명이고 예산은 12만원이야",
}
TENTS = {"en": "two-person tent", "ko": "텐트 추천해줘"}


def then(assistant: Assistant, first: Reply, text: str) -> Reply:
    """The reply to a turn after another."""
    return assistant.reply(Turn(text=text, session=first.session, at=AT))


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("en", "compare the first two", (0, 1)),
        ("en", "compare the second and the third", (1, 2)),
        ("ko", "첫 번째랑 세 번째 비교해줘", (0, 2)),
        ("ko", "1번이랑 2번 비교해줘", (0, 1)),
    ],
)
def test_places_of_the_list(assistant: Assistant, language: str, text: str, places: tuple[int, int]) -> None:
    """In the order in which they are said."""
    first = assistant.reply(Turn(text=TENTS[language], at=AT))
    reply = then(assistant, first, text)
    assert reply.act == "compare"
    assert reply.comparison is not None
    assert [card.id for card in reply.comparison.products] == [first.products[place].id for place in places]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_rows_differ_and_hold_a_value_for_each(assistant: Assistant, language: str) -> None:
    """Prices are those of the cards; nothing that is the same everywhere is a row."""
    first = assistant.reply(Turn(text=TENTS[language], at=AT))
    reply = then(assistant, first, {"en": "compare the first two", "ko": "1번이랑 2번 비교해줘"}[language])
    assert reply.comparison is not None
    rows = {row.label: row.values for row in reply.comparison.rows}
    assert all(len(values) == 2 and values[0] != values[1] for values in rows.values())
    prices = tuple(money(card.price, language) for card in reply.comparison.products)
    assert rows[{"en": "Price", "ko": "가격"}[language]] == prices


def test_the_cheapest_that_is_named_is_the_cheapest(assistant: Assistant) -> None:
    first = assistant.reply(Turn(text=TENTS["en"], at=AT))
    reply = then(assistant, first, "compare these")
    assert reply.comparison is not None
    assert 2 <= len(reply.comparison.products) <= 4
    cheapest = min(reply.comparison.products, key=lambda card: card.price.amount)
    assert reply.text.startswith(f"{cheapest.title} is the cheapest")


def test_things_of_a_basket_are_compared_by_their_names(assistant: Assistant) -> None:
    first = assistant.reply(Turn(text=PARTY["en"], at=AT))
    reply = then(assistant, first, "what is the difference between the pizza and the wings?")
    assert reply.comparison is not None
    paths = ["/".join(card.categories) for card in reply.comparison.products]
    assert len(paths) == 2
    assert any("pizza" in path for path in paths)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_offered_comparison_works(assistant: Assistant, language: str) -> None:
    """What an answer offers to say next puts the product beside the alternatives of its line."""
    first = assistant.reply(Turn(text=PARTY[language], at=AT))
    told = then(assistant, first, {"en": "what does the second one cost?", "ko": "두 번째 거 얼마야?"}[language])
    reply = then(assistant, told, told.follow_ups[1])
    assert first.bundle is not None
    line = first.bundle.lines[1]
    assert reply.comparison is not None, reply.text
    shown = [card.id for card in reply.comparison.products]
    beside = [one.product.id for one in line.alternatives]
    assert shown[0] == line.product.id
    assert len(shown) > 1
    assert [one for one in beside if one in shown] == shown[1:]  # those of its kind, in their order
    assert then(assistant, reply, told.follow_ups[0]).act == "ask"


def test_of_a_large_basket_it_is_asked_which(assistant: Assistant) -> None:
    first = assistant.reply(Turn(text=PARTY["en"], at=AT))
    reply = then(assistant, first, "compare")
    assert reply.comparison is None
    assert "Which ones" in reply.text


def test_the_basket_stays_as_it_is(assistant: Assistant) -> None:
    """A comparison changes nothing."""
    first = assistant.reply(Turn(text=PARTY["ko"], at=AT))
    then(assistant, first, "첫 번째랑 두 번째 비교해줘")
    assert first.bundle is not None
    again = then(assistant, first, "다 해서 얼마야?")
    assert f"{first.bundle.total.amount:,}" in again.text
