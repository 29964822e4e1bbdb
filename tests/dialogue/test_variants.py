"""Another size, colour or flavour of what is in the basket takes its place, and every other line stays."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from tests.dialogue.turns import hold, lines

TURNS = [
    (
        ("yoga mat for a beginner", "add the tpe mat in teal", "lavender instead of teal actually"),
        "tpe-yoga-mat-lavender",
    ),
    (("yoga mat for a beginner", "add the tpe mat in teal", "make it the lavender one"), "tpe-yoga-mat-lavender"),
    (("show me power strips", "add the first", "swap it for the 4 socket one"), "switched-power-strip-4x3"),
    (
        ("방 벽 페인트칠 하려는데 도구까지 12만원", "벽 페인트를 세이지로 바꾸자"),
        "low-odour-wall-paint-sage",
    ),
    (("혼자 1박 낚시 가요 25만원", "팔걸이 있는 캠핑의자 넣어줘", "그거 그린으로"), "folding-arm-camp-chair-green"),
    (
        ("핸드드립 세트 보여줘", "첫 번째 거 담아줘", "에티오피아 원두도 한 봉 추가", "콜롬비아로 바꿔줘"),
        "single-origin-coffee-colombia",
    ),
]


@pytest.mark.parametrize(("turns", "form"), TURNS, ids=[turns[-1] for turns, _ in TURNS])
def test_another_form_takes_the_lines_place(assistant: Assistant, turns: tuple[str, ...], form: str) -> None:
    before, after = (lines(reply) for reply in hold(assistant, *turns)[-2:])
    assert form not in before
    assert set(after) - set(before) == {form}
    assert len(after) == len(before)


def test_what_is_described_takes_the_place_of_what_was_spoken_of(assistant: Assistant) -> None:
    """The shop has no such form of it: what comes nearest on its shelf does."""
    turns = ("장마 대비 출퇴근용품 챙겨줘", "롱 레인부츠도 추가", "발목까지만 오는 걸로 바꿔줘")
    before, after = (lines(reply) for reply in hold(assistant, *turns)[-2:])
    assert any("boot" in one for one in before)
    assert len(set(after) - set(before)) == 1
    assert len(after) == len(before)


def test_a_form_that_does_not_exist_changes_nothing(assistant: Assistant) -> None:
    before, after = hold(
        assistant, "yoga mat for a beginner", "add the tpe mat in teal", "make it the zebra striped one"
    )[-2:]
    assert after.bundle is None or lines(after) == lines(before)
