"""Money more or less than before: an amount with a sign, and nothing where something else is more or less."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.adjusted import find_adjustment, find_cheaper, find_restated, find_share
from assistant.understand.wishes import find_changes


@pytest.mark.parametrize(
    ("text", "currency", "more"),
    [
        ("raise the budget by 20", "USD", 2_000),
        ("add twenty to the budget", "USD", 2_000),
        ("I can spend another 30 more", "USD", 3_000),
        ("knock ten dollars off", "USD", -1_000),
        ("cut 15 off", "USD", -1_500),
        ("2만원 더 쓸게요", "KRW", 20_000),
        ("예산 2만원만 줄여줘", "KRW", -20_000),
    ],
)
def test_more_or_less_money_is_read_with_its_sign(text: str, currency: str, more: int) -> None:
    assert find_adjustment(text, currency) == more


@pytest.mark.parametrize(
    "text",
    [
        "please don't go 10 over",
        "we won't go 10 over",
        "I can't spend 20 more",
        "만원 더 쓰면 안 돼",
        "2만원 더 쓰기 싫어",
        "예산 2만원 줄이지 마",
        "lower the budget by 20 percent",
        "take two off the list",
        "raise it by 10%",
        "두 개 더 올려줘",
        "3개 더 추가",
        "take the chips off",
        "",
    ],
)
def test_more_of_other_things_is_no_money(text: str) -> None:
    assert find_adjustment(text, "USD" if text.isascii() else "KRW") is None


@given(st.integers(1, 5_000))
def test_what_is_added_is_what_was_said(dollars: int) -> None:
    assert find_adjustment(f"raise the budget by {dollars}", "USD") == dollars * 100


@pytest.mark.parametrize(
    "text", ["could we have 2 more?", "take two off", "add 2 more", "I have one extra.", "물 1000 더 추가해줘"]
)
def test_a_few_packs_are_no_money(text: str) -> None:
    assert find_adjustment(text, "USD" if text.isascii() else "KRW") is None


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("rent went up. take a third off the budget", 2 / 3),
        ("trim the money by a quarter too", 3 / 4),
        ("eh, go half again as much on the money", 3 / 2),
        ("예산에서 30%만 덜어낼게요", 0.7),
        ("예산 절반으로 줄여줘", 0.5),
        ("half the snacks, please", None),
    ],
)
def test_a_share_of_the_money_is_read(text: str, share: float | None) -> None:
    assert find_share(text) == pytest.approx(share)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("30% cheaper please", 0.7),
        ("can you make it 20 percent less", 0.8),
        ("half the price", 0.5),
        ("cheaper by a third", 2 / 3),
        ("20퍼센트 저렴하게", 0.8),
        ("절반 가격으로 맞춰줘", 0.5),
        ("half the price is the tent", None),
        ("half the snacks, please", None),
        ("cheaper", None),
        ("반만 줄여줘", None),
    ],
)
def test_a_share_of_what_it_costs_is_read(text: str, share: float | None) -> None:
    found = find_cheaper(text)
    assert (found.value if found else None) == (None if share is None else pytest.approx(share))


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("double the budget", 2.0),
        ("triple my budget", 3.0),
        ("cut the budget in half", 0.5),
        ("halve the budget", 0.5),
        ("예산 두 배로 가자", 2.0),
        ("예산을 반으로", 0.5),
    ],
)
def test_times_the_budget_is_money_and_nobody_more(text: str, share: float) -> None:
    assert find_share(text) == share
    assert not {"double", "half"} & {one.value for one in find_changes(text)}


@pytest.mark.parametrize(
    ("text", "before", "currency", "after"),
    [
        ("and 180?", 30_000, "USD", 18_000),
        ("what if it's 320", 30_000, "USD", 32_000),
        ("30 말고 45까지 써도 돼", 300_000, "KRW", 450_000),
        ("12까지는 괜찮아", 100_000, "KRW", 120_000),
        ("make it 12", 30_000, "USD", None),  # far from the budget: of something else
        ("and 180 napkins?", 30_000, "USD", None),
        ("45까지 쓰면 안 돼", 300_000, "KRW", None),
        ("45명까지 올 수 있어", 300_000, "KRW", None),
    ],
)
def test_a_number_alone_is_the_budget_where_it_is_near_it(
    text: str, before: int, currency: str, after: int | None
) -> None:
    assert find_restated(text, before, currency) == after
