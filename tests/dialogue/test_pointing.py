"""What words point at: what a line is there for, a thing of its kind, and never what is not there."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from tests.dialogue.turns import hold, lines

COAT = "I'm moving to a cold country and own zero warm clothes. $320, just for me."


def test_a_thing_is_meant_by_what_it_is_there_for(assistant: Assistant) -> None:
    """The parka is the coat, though it is called a parka."""
    first, reply = hold(assistant, COAT, "does the coat have a hood?")
    assert first.bundle is not None
    coat = next(
        line.product.title for line in first.bundle.lines if "clothing/outerwear" in "/".join(line.product.categories)
    )
    assert coat in reply.text


def test_a_thing_of_another_kind_is_never_taken_for_it(assistant: Assistant) -> None:
    """A sleeping bag is no tent, and who is done with a cake keeps the candles."""
    replies = hold(assistant, "sleeping bags", "add the first one", "is the tent waterproof?")
    assert not replies[-1].citations
    party = hold(assistant, "아이 생일파티 여섯 명 10만원", "케이크는 빵집에 따로 맞췄어요")
    candles = [one for one in lines(party[0]) if "candles" in one]
    assert all(one in lines(party[1]) for one in candles)


def test_what_is_asked_of_a_thing_is_not_the_thing(assistant: Assistant) -> None:
    """ "How much sugar is in those" is about the juice that was put in, not about sugar-free cola."""
    *_, added, asked = hold(
        assistant, "picnic for four, $80", "add two packs of juice pouches", "how much sugar is in those"
    )
    assert added.bundle is not None
    juice = next(line.product.title for line in added.bundle.lines if "juice-pouches" in line.product.id)
    assert juice in asked.text


@pytest.mark.parametrize("text", ["could you bring the price down?", "the whole thing, but cheaper"])
def test_what_is_said_of_everything_points_at_no_line(assistant: Assistant, text: str) -> None:
    first, _, reply = hold(assistant, "board game night for six, $120", "why the first one?", text)
    assert first.bundle is not None
    assert reply.bundle is not None
    assert reply.bundle.total.amount < first.bundle.total.amount


@pytest.mark.parametrize(
    ("search", "pick"), [("peanut butter", "the ninth looks alright, take that"), ("땅콩버터", "아홉 번째 거 담아줘")]
)
def test_a_place_beyond_the_list_is_said_and_nothing_is_put_in(assistant: Assistant, search: str, pick: str) -> None:
    reply = hold(assistant, search, pick)[-1]
    assert reply.bundle is None
    assert reply.text


def test_the_cheapest_is_of_what_was_searched_for(assistant: Assistant) -> None:
    """No block is the cheapest mat."""
    reply = hold(assistant, "yoga mat", "add the cheapest one")[-1]
    assert ["mat" in one for one in lines(reply)] == [True]


FORMS = [
    (("harness for a dog, soft one", "add the M"), "soft-mesh-harness-m"),
    (("what lager do you have", "the box of 24"), "alc-crisp-lager-24"),
    (("show me step ladders", "the three step one"), "folding-step-ladder-3s"),
    (("gluten free burger buns", "add two packs of the 4s"), "brioche-burger-buns-gf"),
    (("사다리 보여줘", "그중에 3단 담아줘"), "folding-step-ladder-3s"),
    (("토스트 해먹을 식빵 보여줘", "통곡물로 하나 담아줘"), "wholegrain-loaf"),
    (("소파에서 덮을 담요 하나 보여줘", "극세사로 된 걸로 담아"), "fleece-throw-cocoa"),
]


@pytest.mark.parametrize(("turns", "form"), FORMS, ids=[turns[-1] for turns, _ in FORMS])
def test_a_size_or_a_word_of_its_title_chooses_from_a_list(
    assistant: Assistant, turns: tuple[str, ...], form: str
) -> None:
    """That one alone, also where the list shows another form of it."""
    assert set(lines(hold(assistant, *turns)[-1])) == {form}


@pytest.mark.parametrize(
    "turns",
    [
        (
            "harness for a dog, soft one",
            "add the M",
            "show me leads",
            "add the first",
            "take out the first thing i added",
        ),
        ("개 하네스 보여줘", "1번 담아줘", "리드줄 보여줘", "1번 담아줘", "맨 처음 담은 거 빼줘"),
    ],
)
def test_what_was_put_in_first_is_known(assistant: Assistant, turns: tuple[str, ...]) -> None:
    replies = hold(assistant, *turns)
    first, both, rest = (set(lines(replies[at])) for at in (1, 3, 4))
    assert both - rest == first


def test_a_named_thing_is_put_in_and_not_what_a_word_of_it_is_in(assistant: Assistant) -> None:
    """An energy bar is no energy drink."""
    _, reply = hold(assistant, "자전거 펌프 하나", "에너지바도 좀 넣어줘요")
    assert any("bars" in one for one in lines(reply))
