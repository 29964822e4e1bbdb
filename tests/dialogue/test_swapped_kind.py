"""Of a kind, another: the red for white is white wine, never a scarf that is red and white."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.understand.wants import find_turned
from tests.dialogue.turns import hold, lines

CLUB = "book club, 7 women, red wine and nibbles, $90"
NIGHT = "와인 모임 6명 10만원"


@pytest.mark.parametrize(
    ("job", "turn"),
    [
        (CLUB, "swap the red for white"),
        (CLUB, "white instead of the red"),
        (CLUB, "make the wine white"),
        (NIGHT, "레드 말고 화이트로"),
        (NIGHT, "레드를 화이트로 바꿔줘"),
    ],
)
def test_a_form_of_a_kind_is_swapped_for_another_of_it(assistant: Assistant, job: str, turn: str) -> None:
    before, after = hold(assistant, job, turn)
    assert before.bundle is not None
    assert after.bundle is not None
    reds = {one.product.id for one in before.bundle.lines if one.product.categories[-1] == "red"}
    there = {one.product.id: one.product.categories for one in after.bundle.lines}
    assert reds
    assert not reds & set(there)
    come = [categories for one, categories in there.items() if one not in lines(before)]
    assert [categories[:2] for categories in come] == [("alcohol", "wine")]
    assert set(lines(before)) - reds <= set(there)


@pytest.mark.parametrize(
    "turn", ["make the cake bigger", "make the tent nine", "make the whole thing vegan", "케이크는 땅콩 없는 걸로"]
)
def test_a_comparison_a_number_and_a_diet_are_no_kind(turn: str) -> None:
    assert find_turned(turn) == ()


def test_nothing_else_that_is_called_so_comes_where_there_is_no_room(assistant: Assistant) -> None:
    """Strawberries too dear for the picnic are no strawberry yogurt: it is said what they would be over."""
    *_, before, reply = hold(
        assistant,
        "초등학교 2학년 아이 소풍 도시락 싸야 돼 3만원",
        "김밥 말고 샌드위치로",
        "음료는 두 개",
        "과일 말고 딸기로",
    )
    there = lines(reply) if reply.bundle is not None else lines(before)
    assert not any("yogurt" in one for one in there)


@pytest.mark.parametrize("turn", ["remove the lantern and add 2 headlamps", "swap the lantern for 2 headlamps"])
def test_so_many_come_in_the_place_of_what_goes(assistant: Assistant, turn: str) -> None:
    _, after = hold(assistant, "camping for 2", turn)
    assert after.bundle is not None
    lamps = [line for line in after.bundle.lines if "headlamp" in line.product.title.casefold()]
    assert [line.quantity for line in lamps] == [2]
    assert not [line for line in after.bundle.lines if "lantern" in line.product.title.casefold()]


def test_a_spray_for_shoes_is_no_shoe(assistant: Assistant) -> None:
    _, after = hold(assistant, "옷이랑 향수 15만원", "신발도 필요해")
    assert after.bundle is not None
    shoes = [line.product.categories for line in after.bundle.lines if line.product.categories[0] == "shoes"]
    assert shoes
    assert ("shoes", "care") not in shoes


def test_what_is_like_what_is_ruled_out_is_never_put_in(assistant: Assistant) -> None:
    before, after = hold(assistant, "자취 시작 20만원", "기저귀 같은 소모품은 말고")
    assert lines(after) == lines(before)
