"""Cheaper by how much is said, with nothing new put in; the dearest and the cheapest are spoken of."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from tests.dialogue.turns import hold, lines


@pytest.mark.parametrize(
    ("job", "turn", "share"),
    [
        ("picnic for four people for $80", "30% cheaper", 0.7),
        ("picnic for four people for $80", "half the price please", 0.5),
        ("painting a room this weekend", "make it 40% less", 0.6),
        ("4명 피크닉 10만원", "30% 더 싸게 해줘", 0.7),
        ("4명 피크닉 10만원", "반값으로 줄여줘", 0.5),
        ("4명 피크닉 10만원", "더 싸게", 0.8),
    ],
)
def test_a_basket_costs_no_more_than_the_share_that_is_said(
    assistant: Assistant, job: str, turn: str, share: float
) -> None:
    first, cheaper = hold(assistant, job, turn)
    assert first.bundle is not None
    assert cheaper.bundle is not None
    assert cheaper.bundle.total.amount <= share * first.bundle.total.amount
    assert cheaper.request.people == first.request.people


@pytest.mark.parametrize("job", ["painting a room this weekend", "movie night for 3, $60", "집들이 6명 15만원"])
def test_what_is_made_cheaper_gets_nothing_new(assistant: Assistant, job: str) -> None:
    first, cheaper = hold(assistant, job, "30% cheaper" if job.isascii() else "30% 싸게")
    assert first.bundle is not None
    assert cheaper.bundle is not None
    musts = {line.role for line in cheaper.bundle.lines if line.must}
    assert {line.role for line in cheaper.bundle.lines} <= {line.role for line in first.bundle.lines} | musts


@pytest.mark.parametrize(
    ("job", "asks", "goes"),
    [
        ("movie night for 3, $60", "what's the dearest thing?", "drop it"),
        ("movie night for 3, $60", "and the cheapest?", "take that out"),
        ("거실 영화의 밤 3명 6만원", "제일 비싼 게 뭐야?", "그거 빼줘"),
    ],
)
def test_what_an_answer_named_is_spoken_of(assistant: Assistant, job: str, asks: str, goes: str) -> None:
    first, answer, reply = hold(assistant, job, asks, goes)
    (named,) = {one.product_id for one in answer.citations}
    assert named in lines(first)
    assert set(lines(first)) - set(lines(reply)) == {named}
