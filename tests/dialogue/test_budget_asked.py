"""A budget that buys nothing here is asked about once, and the answer goes on with the job."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.dialogue.guards import foreign_currency
from tests.dialogue.turns import codes, hold


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a picnic for two, around €60", "EUR"),
        ("£50ish for her birthday", "GBP"),
        ("keep it under 50 quid", "GBP"),
        ("둘이 피크닉, 100유로", "EUR"),
        ("생일 파티 10명 만엔", "JPY"),
        ("5천 엔 안에서", "JPY"),
        ("a 5 pound bag of flour", None),
        ("유로 2024 보면서 먹을 거", None),
        ("2024 유로 축구 보면서 먹을 거", None),
        ("$60 for two", None),
        ("엔진오일 3개", None),
    ],
)
def test_money_of_no_market_is_known(text: str, code: str | None) -> None:
    assert foreign_currency(text) == code


@pytest.mark.parametrize(
    ("asks", "answers", "code", "limit"),
    [
        ("picnic for two, budget $0", "ok $60", "budget", 6000),
        ("picnic for two, around €60", "65", "currency", 6500),
        ("둘이 피크닉 갈 건데 도와줘, 100유로", "10만원이요", "currency", 100_000),
    ],
)
def test_the_answer_goes_on_with_the_job(assistant: Assistant, asks: str, answers: str, code: str, limit: int) -> None:
    asked, reply = hold(assistant, asks, answers)
    assert asked.bundle is None
    assert code in codes(asked)
    assert reply.bundle is not None, reply.text
    assert reply.request.budget is not None
    assert reply.request.budget.limit.amount == limit
    assert reply.request.people.total == 2
    assert any("picnic" in line.product.id for line in reply.bundle.lines)


def test_another_job_is_no_answer(assistant: Assistant) -> None:
    _, reply = hold(assistant, "picnic for two, budget $0", "actually a movie night for 3, $60")
    assert reply.bundle is not None, reply.text
    assert reply.request.people.total == 3
    assert any("popcorn" in line.product.id for line in reply.bundle.lines)


def test_a_budget_holds_for_the_very_next_turn_alone(assistant: Assistant) -> None:
    _, _, reply = hold(assistant, "picnic for two, budget $0", "what are your opening hours?", "$60")
    assert reply.request.people.total is None
