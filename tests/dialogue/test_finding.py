"""Searches: among other turns, for what the shop has nothing just like, and what stands first in the list."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.types import Turn
from tests.dialogue.turns import AT, hold, lines

LOOKS = [
    ("show me plasters", "체온계도 찾아주세요"),
    ("picnic for four", "any cookbooks?"),
    ("고양이 데려와요", "메모리폼 깔창도 파시나요"),
    ("show me teethers", "now baby wipes, show me the water ones"),
    ("what cordless drills do you carry", "and wall plugs?"),
]
ASKS = ["is it gift wrapped?", "do you offer gift wrapping?", "does the tent have a window?"]


@pytest.mark.parametrize(("before", "text"), LOOKS, ids=[text for _, text in LOOKS])
def test_a_search_among_other_turns_is_one(assistant: Assistant, before: str, text: str) -> None:
    """It lists, and puts nothing in."""
    last = hold(assistant, before, text)[-1]
    assert last.act == "find"
    assert last.products


@pytest.mark.parametrize("text", ASKS)
def test_a_question_is_no_search(assistant: Assistant, text: str) -> None:
    assert hold(assistant, "camping for four this weekend", text)[-1].act == "ask"


@pytest.mark.parametrize("text", ["스팸 있나요", "손톱깎이 세트는 어떤 거 팔아"])
def test_what_the_shop_has_nothing_just_like_lists_what_comes_nearest(assistant: Assistant, text: str) -> None:
    """And says so."""
    reply = assistant.reply(Turn(text=text, at=AT))
    assert reply.products
    assert "꼭 맞는 상품은 보이지 않아요" in reply.text


def test_what_is_called_so_stands_before_what_goes_with_it(assistant: Assistant) -> None:
    """Every helmet before the lock and the pump of its shelf."""
    ids = [card.id for card in assistant.reply(Turn(text="자전거 헬멧 어떤 거 팔아?", at=AT)).products]
    helmets = [at for at, one in enumerate(ids) if "helmet" in one]
    assert helmets == list(range(len(helmets)))
    assert helmets


def test_have_you_got_is_no_claim_to_own_it(assistant: Assistant) -> None:
    reply = assistant.reply(Turn(text="what have you got in the way of desk chairs", at=AT))
    assert any("chair" in card.id for card in reply.products)


@pytest.mark.parametrize(
    ("text", "thing"),
    [("add the 42 piece box", "magnet-tile-set-42p"), ("the 42 piece one, please add it", "magnet-tile-set-42p")],
)
def test_one_of_a_list_is_told_by_what_it_is(assistant: Assistant, text: str, thing: str) -> None:
    assert list(lines(hold(assistant, "looking for magnetic building tiles", text)[-1])) == [thing]


def test_what_is_not_at_hand_is_compared_with_from_the_shop(assistant: Assistant) -> None:
    last = hold(assistant, "movie night for four", "add lollipops", "how do they compare to the fruit gummies")[-1]
    assert last.comparison is not None
    assert {"lollipop", "gummies"} <= {part for one in last.comparison.products for part in one.id.split("-")}


def test_a_description_keeps_the_limit_of_each_thing(assistant: Assistant) -> None:
    reply = hold(assistant, "show me something to keep my phone charged on a hike, under $20")[-1]
    assert reply.products
    assert all(one.price.amount <= 2000 for one in reply.products)


@pytest.mark.parametrize("text", ["재밌는 거 보여줘", "show me something nice"])
def test_what_describes_nothing_is_no_description(assistant: Assistant, text: str) -> None:
    reply = hold(assistant, text)[-1]
    assert "air-fryer-4l" not in {one.id for one in reply.products}


@pytest.mark.parametrize("text", ["I need a mini fridge for my dorm", "do you have bicycles?"])
def test_what_shares_only_a_word_is_not_said_to_fit(assistant: Assistant, text: str) -> None:
    """A mini projector is no mini fridge."""
    reply = assistant.reply(Turn(text=text, at=AT))
    assert reply.products
    assert reply.text.startswith("I do not see exactly")


@pytest.mark.parametrize(
    ("text", "said"),
    [("냉장고 추천해줘", "맞는 상품이 없어요"), ("I need a fridge", "Nothing in the shop fits “fridge”")],
)
def test_a_product_that_the_shop_has_not_is_understood(assistant: Assistant, text: str, said: str) -> None:
    reply = assistant.reply(Turn(text=text, at=AT))
    assert said in reply.text
    assert not reply.products


@pytest.mark.parametrize(
    "text",
    [
        "I would like a carry-on suitcase for a three-day trip, please.",
        "사흘 여행에 들고 갈 기내용 캐리어가 필요해요.",
        "자취방에 둘 작은 냉장고 필요해",
        "I want a bed for my first apartment",
        "다섯 살 조카 줄 블록 장난감 찾아요",
    ],
)
def test_one_thing_that_is_wished_for_is_looked_for(assistant: Assistant, text: str) -> None:
    """However politely, and whatever job its place or its use belongs to."""
    assert assistant.reply(Turn(text=text, at=AT)).act == "find"


@pytest.mark.parametrize(
    "text", ["결혼식에 입을 옷 추천해줘", "면접 때 입을 옷 추천해주세요", "I need an outfit for an interview"]
)
def test_clothes_for_a_known_occasion_are_an_outfit(assistant: Assistant, text: str) -> None:
    """No list of whatever is worn."""
    reply = assistant.reply(Turn(text=text, at=AT))
    assert reply.bundle is not None
    assert not [line for line in reply.bundle.lines if "jeans" in "/".join(line.product.categories)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Children's rain boots, show me those", "Children's rain boots"),
        ("엄마 드릴 장갑 찾아요", "‘엄마 드릴 장갑’"),
        ("엄마 드릴 장갑 찾고 있어요", "‘엄마 드릴 장갑’"),
    ],
)
def test_the_words_that_a_list_answers_are_shown_whole(assistant: Assistant, text: str, words: str) -> None:
    assert words in assistant.reply(Turn(text=text, at=AT)).text
