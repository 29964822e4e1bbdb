"""What fails several times in a row is left alone for a while."""

from __future__ import annotations

import pytest

from assistant.adapters.breaker import Breaker
from assistant.errors import ModelFailed


class Hand:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def breaker(hand: Hand) -> Breaker:
    return Breaker(failures=3, rest=30, now=hand)


def is_open(breaker: Breaker) -> bool:
    """Whether a call is refused."""
    try:
        breaker.enter()
    except ModelFailed:
        return True
    return False


def test_three_failures_in_a_row_open_it(breaker: Breaker) -> None:
    for _ in range(2):
        breaker.failed(ModelFailed("late"))
    assert not is_open(breaker)
    breaker.failed(ModelFailed("late"))
    assert is_open(breaker)


def test_a_success_between_starts_the_count_anew(breaker: Breaker) -> None:
    for _ in range(4):
        breaker.failed(ModelFailed("late"))
        breaker.succeeded()
    assert not is_open(breaker)


def test_after_a_rest_one_call_tries_and_the_others_wait(breaker: Breaker, hand: Hand) -> None:
    breaker.failed(ModelFailed("refused"))
    hand.now = 31
    assert [is_open(breaker), is_open(breaker)] == [False, True]
    breaker.succeeded()
    assert not is_open(breaker)


@pytest.mark.parametrize(("asked", "rests"), [(5, 5), (10_000, 600)])
def test_what_the_other_side_asks_for_is_kept_within_bounds(
    breaker: Breaker, hand: Hand, asked: float, rests: float
) -> None:
    breaker.failed(ModelFailed("busy", asked))
    hand.now = rests - 1
    assert is_open(breaker)
    hand.now = rests
    assert not is_open(breaker)
