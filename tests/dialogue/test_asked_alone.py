"""A basket for what alone is asked for holds that, through the turns that follow, and whatever is put in by name."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.plan.groups import categories_of
from assistant.plan.match import overlap
from assistant.types import Only, Reply
from tests.dialogue.turns import hold


def _strays(reply: Reply, *names: str) -> list[str]:
    """The titles of the lines that are of none of the groups."""
    assert reply.bundle is not None
    assert reply.bundle.lines
    kinds = categories_of([Only(group=name) for name in names])
    return [one.product.title for one in reply.bundle.lines if not overlap(("/".join(one.product.categories),), kinds)]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("football party for 8, just the snacks, $50", "snacks"),
        ("camping weekend for two, food only", "food"),
        ("Christmas decorations only, $40", "decorations"),
        ("what drinks should I get for pizza night, 6 people", "drinks"),
        ("캠핑 가는데 먹을 것만 담아줘", "food"),
        ("축구 보면서 파티, 음료만 8명", "drinks"),
        ("자취방 청소할 거 2만원", "cleaning"),
        ("돈 없는데 크리스마스 분위기 내고 싶어 만오천원", "decorations"),
        ("snacks for my cat", "snacks"),
    ],
)
def test_a_job_of_which_one_thing_is_asked_is_that_thing(assistant: Assistant, text: str, group: str) -> None:
    (reply,) = hold(assistant, text)
    assert _strays(reply, group) == []


@pytest.mark.parametrize(
    ("job", "turn", "named", "later"),
    [
        ("football party for 8, $80", "keep only the snacks and drinks", "add paper plates", "make it for 12"),
        ("축구 보면서 파티 8명", "간식이랑 음료만 남겨줘", "종이접시 추가해줘", "6명으로 줄여줘"),
    ],
)
def test_what_is_left_out_stays_out_and_what_is_named_comes_in(
    assistant: Assistant, job: str, turn: str, named: str, later: str
) -> None:
    whole, *after = hold(assistant, job, turn, named, later)
    assert _strays(whole, "snacks", "drinks")
    assert _strays(after[0], "snacks", "drinks") == []
    plates = [
        _strays(reply, "snacks", "drinks", "tableware") + _strays(reply, "snacks", "drinks") for reply in after[1:]
    ]
    assert all(len(strays) == 1 for strays in plates), "one line of plates, and nothing that was left out"


def test_a_list_of_two_things_is_no_job_though_a_playbook_goes_by_one(assistant: Assistant) -> None:
    (reply,) = hold(assistant, "겨울 침낭이랑 핫팩 ㅊㅊ")
    assert reply.bundle is not None
    assert len(reply.bundle.lines) == 2


@pytest.mark.parametrize(
    ("job", "turn", "group", "kept"),
    [
        ("snacks for a movie night for 4", "add paper plates", "snacks", True),
        ("집들이 음식 추천 6명", "종이컵 추가해줘", "food", True),
        ("축구 파티 음식이랑 응원용품 8명", "6명으로 줄여줘", "food", False),
    ],
)
def test_a_later_turn_leaves_out_what_the_first_did_and_no_more(
    assistant: Assistant, job: str, turn: str, group: str, kept: bool
) -> None:
    before, after = hold(assistant, job, turn)
    assert (_strays(before, group) == []) is kept
    assert len(_strays(after, group)) == (1 if kept else len(_strays(before, group)))
