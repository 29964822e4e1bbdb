"""Steps back, baskets by name, and starting over."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.dialogue.keeping import MOST_BASKETS, name_of, steps_of
from assistant.types import Edit
from tests.dialogue.turns import BEER, CHIPS, Talk, codes, lines, opened, priced, restocked


@pytest.fixture
def shop(tmp_path: Path) -> Assistant:
    """The small shop."""
    return opened(tmp_path)


def with_steps(shop: Assistant) -> Talk:
    """A conversation whose plates went 6, 5, 4, 3."""
    talk = Talk(shop)
    talk.say(CHIPS)
    for plates in (5, 4, 3):
        shop.edit(talk.session or "", Edit(kind="quantity", product_id="plates", quantity=plates))
    return talk


@pytest.mark.parametrize(
    ("text", "plates"),
    [
        ("undo", 4),
        ("undo that please", 4),
        ("go back two steps", 5),
        ("undo the last 3 changes", 6),
        ("undo twice", 5),
        ("take me all the way back", 6),
        ("undo 99 steps", 6),
        ("되돌려줘", 4),
        ("두 단계 전으로", 5),
        ("3번 되돌려줘", 6),
        ("처음으로 되돌려줘", 6),
    ],
)
def test_undo_goes_back_as_many_steps_as_are_asked(shop: Assistant, text: str, plates: int) -> None:
    """In either language, and never further than there is."""
    assert lines(with_steps(shop).do("undo", text))["plates"] == plates


def test_undo_one_by_one_reaches_the_first_basket_and_stops(shop: Assistant) -> None:
    """Then it says so, and the basket stays."""
    talk = with_steps(shop)
    assert [lines(talk.do("undo", "undo"))["plates"] for _ in range(3)] == [4, 5, 6]
    reply = talk.do("undo", "undo")
    assert reply.bundle is None
    assert reply.text == "There is nothing to take back yet."
    assert lines(shop.resume(talk.session or ""))["plates"] == 6


def test_after_undoing_another_branch_can_be_undone_too(shop: Assistant) -> None:
    """A new change leads back to where it was made."""
    talk = with_steps(shop)
    talk.do("undo", "undo 2 steps")
    shop.edit(talk.session or "", Edit(kind="remove", product_id="chips-plain"))
    assert lines(talk.do("undo", "undo")) == {"chips-plain": 2, "plates": 5}
    assert lines(talk.do("undo", "undo")) == {"chips-plain": 2, "plates": 6}


def test_undo_with_nothing_said_before_is_no_error(shop: Assistant) -> None:
    """The very first turn."""
    assert Talk(shop).do("undo", "undo").bundle is None


def test_an_undone_basket_is_that_of_the_shop_today(tmp_path: Path) -> None:
    """Prices of now, and a word about it."""
    talk = with_steps(opened(tmp_path))
    restocked(tmp_path, priced("plates", 250))
    reply = talk.elsewhere(opened(tmp_path)).do("undo", "undo")
    assert reply.bundle is not None
    assert reply.bundle.total.amount == 2 * 299 + 4 * 250
    assert "now_price" in codes(reply)


@pytest.mark.parametrize("text", ["start over", "let's start over", "처음부터 다시", "reset"])
def test_starting_over_empties_the_basket_and_can_be_undone(shop: Assistant, text: str) -> None:
    """The conversation is the same one."""
    talk = with_steps(shop)
    session = talk.session
    assert talk.say(text).bundle is None
    assert talk.session == session
    assert lines(talk.do("undo", "undo"))["plates"] == 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("save this as camping", "camping"),
        ("Save this basket as “Camping trip”.", "Camping trip"),
        ("keep it under the name game night please", "game night"),
        ("call this basket football", "football"),
        ("save the football basket", "football"),
        ("please save this basket", ""),
        ("save it for later", ""),
        ("이 장바구니 캠핑으로 저장해줘", "캠핑"),
        ("이 장바구니를 축구 파티로 저장해 줘", "축구 파티"),
        ("캠핑 장바구니로 저장해줘", "캠핑"),
        ("'주말 캠핑'이라는 이름으로 저장해 주세요", "주말 캠핑"),
        ("돌잔치라는 이름으로 보관해줘", "돌잔치"),
        ("이 장바구니 저장해줘", ""),
        ("이거 저장해줘", ""),
    ],
)
def test_names_are_read(text: str, name: str) -> None:
    """What the basket is to be called, or that nothing is said."""
    assert name_of(text) == name


@pytest.mark.parametrize(
    ("text", "count"), [("undo", 1), ("undo five times", 5), ("네 단계 전으로", 4), ("한 번만", 1)]
)
def test_steps_are_counted(text: str, count: int) -> None:
    assert steps_of(text) == count


SAVED = [
    ("save this as camping", "open my camping basket", "camping"),
    ("이 장바구니 캠핑으로 저장해줘", "캠핑 장바구니 열어줘", "캠핑"),
]


@pytest.mark.parametrize(("save", "open_it", "name"), SAVED)
def test_a_basket_is_saved_listed_opened_and_thrown_away(shop: Assistant, save: str, open_it: str, name: str) -> None:
    """By its name, whatever the conversation has come to since."""
    talk = Talk(shop)
    before = lines(talk.say(CHIPS))
    reply = talk.do("keep", save)
    assert name in reply.text
    talk.say(BEER)
    assert lines(talk.do("keep", open_it)) == before
    assert lines(talk.do("undo", "undo")) != before
    korean = any("가" <= letter <= "힣" for letter in save)
    assert name in talk.do("keep", "저장한 장바구니 보여줘" if korean else "show me my saved baskets").text
    talk.do("keep", f"{name} 장바구니 삭제해줘" if korean else f"delete my {name} basket")
    assert talk.do("keep", open_it).bundle is None


def test_a_name_is_taken_once(shop: Assistant) -> None:
    """The second basket takes the first one's place, and the reply says so."""
    talk = Talk(shop)
    talk.say(CHIPS)
    talk.do("keep", "save this as party")
    shop.edit(talk.session or "", Edit(kind="quantity", product_id="plates", quantity=1))
    assert "in place of" in talk.do("keep", "save this as party").text
    assert lines(talk.do("keep", "open my party basket"))["plates"] == 1


def test_an_unnamed_basket_is_called_after_its_job(shop: Assistant) -> None:
    """A name can always be said again."""
    talk = Talk(shop)
    title = talk.say(CHIPS).bundle
    assert title is not None
    assert title.title[:20] in talk.do("keep", "save this basket").text


@pytest.mark.parametrize("text", ["save this as party", "open my party basket", "show me my saved baskets"])
def test_with_nothing_there_it_is_said(shop: Assistant, text: str) -> None:
    """No basket to save, none saved."""
    reply = Talk(shop).do("keep", text)
    assert reply.bundle is None
    assert reply.text.startswith(("There is no", "I have no"))


def test_baskets_are_their_own_conversations(shop: Assistant) -> None:
    """A stranger sees none of them."""
    talk = Talk(shop)
    talk.say(CHIPS)
    talk.do("keep", "save this as party")
    assert "party" not in Talk(shop).do("keep", "show me my saved baskets").text


def test_a_shoppers_baskets_are_theirs_in_every_conversation(shop: Assistant) -> None:
    """Where they agreed to be remembered."""
    shop.desk.shoppers.consent("ann", "remember", True)
    talk = Talk(shop, shopper="ann")
    talk.say(CHIPS)
    talk.do("keep", "save this as party")
    assert lines(Talk(shop, shopper="ann").do("keep", "open my party basket")) == {"chips-plain": 2, "plates": 6}
    assert Talk(shop, shopper="bo").do("keep", "open my party basket").bundle is None


def test_there_are_only_so_many_baskets(shop: Assistant) -> None:
    """A full shelf says so and keeps what it holds."""
    talk = Talk(shop)
    talk.say(CHIPS)
    for n in range(MOST_BASKETS):
        talk.do("keep", f"save this as basket number {n}")
    assert "Delete one" in talk.do("keep", "save this as one more").text
    assert "in place of" in talk.do("keep", "save this as basket number 3").text


def test_a_name_is_text_and_nothing_else(shop: Assistant) -> None:
    """It is cut to length, and kept as it was written."""
    talk = Talk(shop)
    talk.say(CHIPS)
    reply = talk.do("keep", "save this as <b>" + "x" * 200)
    assert "<b>" in reply.text
    assert "x" * 41 not in reply.text
