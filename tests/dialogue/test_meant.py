"""What a turn of a conversation means: a description, a form, one of a list, what was spoken of last."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.types import Reply, Turn

AT = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)
BASKETS = [
    (
        "a dress for a summer wedding",
        "the linen shirt dress, chambray blue, add it",
        "And add something to keep the sun off my face, with a big brim.",
        "wide-brim-sun-hat",
    ),
    (
        "show me hair dryers",
        "add the ionic one in dark grey",
        "leave the dryer in but white, to match the bathroom",
        "ionic-hair-dryer-white",
    ),
    ("목이랑 어깨 주물러주는 기계 보여줘", "1번 거 선 없이 쓸 수 있어?", "ㅇㅋ 담아", "cordless-neck-massager"),
    (
        "안녕하세요",
        "애가 무릎이 까졌는데 상처에 붙이는 거 있나요",
        "물 닿아도 되는 걸로 하나 담아주세요",
        "fabric-plasters-waterproof",
    ),
    (
        "조카 돌잔치를 집에서 해요. 어른 열둘에 아기 하나, 30만원",
        "얼마 남았어?",
        "케이크에 꽂을 숫자 1 초 있나요? 그거 하나 넣어주세요",
        "party-number-candles-1",
    ),
]
ANSWERS = [
    ("a first aid bag for the car", "add a family mosquito spray", "is that ok on a 6 yr old's skin?", "repellent"),
    ("a first aid bag for the car", "add fabric plasters", "how many in a box?", "plasters"),
]


def talk(assistant: Assistant, *turns: str) -> Reply:
    """The last reply of a conversation."""
    session: str | None = None
    for text in turns:
        reply = assistant.reply(Turn(text=text, session=session, at=AT))
        session = reply.session
    return reply


@pytest.mark.parametrize(("first", "second", "third", "product"), BASKETS)
def test_what_was_meant_is_in_the_basket(
    assistant: Assistant, first: str, second: str, third: str, product: str
) -> None:
    reply = talk(assistant, first, second, third)
    assert reply.bundle is not None
    assert product in [line.product.id for line in reply.bundle.lines]


@pytest.mark.parametrize(("first", "second", "third", "title"), ANSWERS)
def test_a_question_is_about_what_was_put_in_last(
    assistant: Assistant, first: str, second: str, third: str, title: str
) -> None:
    assert title in talk(assistant, first, second, third).text


def test_what_there_is_no_room_for_is_shown_and_spoken_of(assistant: Assistant) -> None:
    turns = ("a spa night at home for two, $75", "and something that'll knead my neck, no cord, add it")
    left_out = talk(assistant, *turns)
    assert left_out.bundle is None
    assert "Cordless neck and shoulder massager" in left_out.text
    assert "massager" in talk(assistant, *turns, "how long does it run on one charge?").text
