"""From a basket to an order, once; and what becomes of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.dialogue.confirming import confirmed
from assistant.errors import BadInput
from assistant.types import Edit, Reply
from tests.dialogue.turns import BEER, CHIPS, Talk, codes, lines, opened, priced, restocked

BEER_KO = "라거 맥주 3개 담아줘"


@pytest.fixture
def shop(tmp_path: Path) -> Assistant:
    """The small shop."""
    return opened(tmp_path)


def ordered(shop: Assistant, **more: str) -> tuple[Talk, Reply]:
    """A conversation with an order."""
    talk = Talk(shop, **more)  # type: ignore[arg-type]
    talk.say(CHIPS)
    return talk, talk.do("checkout", "check out")


def test_an_order_is_the_basket_and_payment_is_handed_off(shop: Assistant) -> None:
    """Lines, packs and total to the cent; the link leads nowhere and says so."""
    talk, reply = ordered(shop)
    assert reply.order is not None
    assert {line.product_id: line.quantity for line in reply.order.lines} == {"chips-plain": 2, "plates": 6}
    assert reply.order.total.amount == 2 * 299 + 6 * 199 == sum(one.line_total.amount for one in reply.order.lines)
    assert f"https://pay.invalid/simulated/{reply.order.id}" in reply.text
    assert "never taken here" in reply.text
    assert shop.ledger.reserved(["plates"], "online") == {"plates": 6}
    assert talk.do("order", "where is my order?").order == reply.order


def test_pressing_again_orders_nothing_more(shop: Assistant) -> None:
    """By word and by button alike, also from another process over the same files."""
    talk, first = ordered(shop)
    for again in (
        talk.do("checkout", "check out"),
        shop.checkout(talk.session or ""),
        shop.checkout(talk.session or ""),
    ):
        assert again.order == first.order
        assert "ordered already" in again.text
    assert shop.ledger.reserved(["plates"], "online") == {"plates": 6}


def test_many_presses_at_once_write_one_order(tmp_path: Path) -> None:
    """Sixteen threads over two assistants of the same files."""
    shops = [opened(tmp_path), opened(tmp_path)]
    talk = Talk(shops[0])
    session = talk.say(CHIPS).session
    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(lambda n: shops[n % 2].checkout(session), range(16)))
    assert len({reply.order.id for reply in replies if reply.order}) == 1
    assert all(reply.order for reply in replies)
    assert shops[0].ledger.reserved(["plates"], "online") == {"plates": 6}


def test_a_changed_basket_is_another_order(shop: Assistant) -> None:
    """A changed one, and one that was saved and opened again, but not one that was undone."""
    talk, first = ordered(shop)
    talk.do("keep", "save this as party")
    shop.edit(talk.session or "", Edit(kind="quantity", product_id="plates", quantity=1))
    second = talk.do("checkout", "check out")
    talk.do("undo", "undo")
    assert talk.do("checkout", "check out").order == first.order
    talk.do("keep", "open my party basket")
    third = talk.do("checkout", "check out")
    numbers = {reply.order.id for reply in (first, second, third) if reply.order}
    assert len(numbers) == 3


def test_a_change_of_price_alone_is_no_new_basket(tmp_path: Path) -> None:
    """Who presses again after the price went up has ordered already."""
    talk, first = ordered(opened(tmp_path))
    restocked(tmp_path, priced("plates", 250))
    again = talk.elsewhere(opened(tmp_path)).assistant.checkout(talk.session or "")
    assert again.order == first.order
    assert "now_price" in codes(again)


def test_what_others_reserved_meanwhile_is_left_out_of_the_stock(shop: Assistant) -> None:
    """Sixty plates: where another order takes fifty-eight after the basket was made, nothing is written."""
    talk, other = Talk(shop), Talk(shop)
    talk.say(CHIPS)
    other.say("buy 58 paper plates")
    assert other.do("checkout", "check out").order is not None
    reply = talk.do("checkout", "check out")
    assert reply.order is None
    assert codes(reply) == ["short"]
    assert "2 left, 6 in the basket" in reply.text
    assert shop.ledger.reserved(["chips-plain"], "online") == {}
    shop.edit(talk.session or "", Edit(kind="quantity", product_id="plates", quantity=2))
    assert shop.checkout(talk.session or "").order is not None


def test_what_others_reserved_before_is_not_planned_with(shop: Assistant) -> None:
    """A basket made afterwards holds what is left."""
    other = Talk(shop)
    other.say("buy 58 paper plates")
    assert other.do("checkout", "check out").order is not None
    assert lines(Talk(shop).say(CHIPS))["plates"] == 2


AGES = [
    (BEER, "check out", "21", "yes, I am", True),
    (BEER, "check out", "21", "I'm 25", True),
    (BEER, "check out", "21", "I'm 17", False),
    (BEER, "check out", "21", "no", False),
    (BEER, "check out", "21", "I'm not 21", False),
    (BEER, "check out", "21", "I am not 21 or over", False),
    (BEER, "check out", "21", "yes, we are all over 21", True),
    (BEER_KO, "결제할게", "19세", "저희 다 성인이에요", True),
    (BEER_KO, "결제할게", "19세", "19세 미만이에요", False),
    (BEER_KO, "결제할게", "19세", "네, 19세 이상이에요", True),
    (BEER_KO, "결제할게", "19세", "네 성인이에요", True),
    (BEER_KO, "결제할게", "19세", "아니요", False),
    (BEER_KO, "결제할게", "19세", "17살이에요", False),
]


@pytest.mark.parametrize(("job", "press", "age", "answer", "old_enough"), AGES, ids=[row[3] for row in AGES])
def test_alcohol_asks_for_the_age_first(
    shop: Assistant, job: str, press: str, age: str, answer: str, old_enough: bool
) -> None:
    """Nothing is ordered before the answer; a no orders nothing."""
    talk = Talk(shop)
    talk.say(job)
    asked = talk.do("checkout", press)
    assert (asked.order, codes(asked)) == (None, ["age_unconfirmed"])
    assert age in asked.text
    reply = talk.say(answer)
    assert (reply.order is not None) == old_enough
    assert reply.act == "checkout"


@pytest.mark.parametrize(
    ("job", "answer"),
    [
        (BEER, "16"),
        (BEER, "I'm 16"),
        (BEER, "no"),
        (BEER, "I'm not 21"),
        (BEER_KO, "16"),
        (BEER_KO, "16살이요"),
        (BEER_KO, "열여섯이에요"),
        (BEER_KO, "중3이요"),
        (BEER, "sixteen"),
        (BEER_KO, "아니요"),
    ],
)
def test_who_has_answered_to_be_too_young_stays_so(shop: Assistant, job: str, answer: str) -> None:
    """No later yes and no button that takes the age along orders the beer; it leaves the basket."""
    talk = Talk(shop)
    talk.say(job)
    talk.do("checkout", "check out")
    assert talk.say(answer).order is None
    talk.do("checkout", "check out")
    talk.say("yes")
    shop.checkout(talk.session or "", of_age=True)
    sold = [line.product_id for one in shop.ledger.orders(talk.session or "", None) for line in one.lines]
    assert "lager" not in sold


@pytest.mark.parametrize("answer", ["never mind", "cancel", "not now, thanks"])
def test_who_thinks_better_of_it_is_not_too_young(shop: Assistant, answer: str) -> None:
    """The checkout stops and nothing else changes."""
    talk = Talk(shop)
    before = lines(talk.say(BEER))
    talk.do("checkout", "check out")
    assert talk.say(answer).order is None
    talk.do("checkout", "check out")
    order = talk.say("yes").order
    assert order is not None
    assert {line.product_id: line.quantity for line in order.lines} == before


def test_a_long_run_of_yeses_is_read_at_once() -> None:
    """What is longer than an answer is none."""
    assert confirmed("yes" + " please do" * 60 + " x") is None
    assert confirmed("yes please do") is True


def test_the_age_is_asked_once_a_conversation(shop: Assistant) -> None:
    """The second order with alcohol goes through."""
    talk = Talk(shop)
    talk.say(BEER)
    talk.do("checkout", "check out")
    assert talk.say("yes").order is not None
    shop.edit(talk.session or "", Edit(kind="quantity", product_id="lager", quantity=1))
    assert talk.do("checkout", "check out").order is not None


def test_a_yes_holds_for_the_very_next_turn_alone(shop: Assistant) -> None:
    """Later it is a yes to nothing."""
    talk = Talk(shop)
    talk.say(BEER)
    talk.do("checkout", "check out")
    talk.say("why these?")
    assert talk.say("yes").order is None
    assert shop.ledger.orders(talk.session or "", None) == ()


def test_the_button_takes_the_age_along(shop: Assistant) -> None:
    """Without it nothing is written."""
    session = Talk(shop).say(BEER).session
    assert codes(shop.checkout(session)) == ["age_unconfirmed"]
    assert shop.checkout(session, of_age=True).order is not None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("cancel my order", "cancelled"),
        ("주문 취소해줘", "cancelled"),
        ("I want to return it", "return_asked"),
        ("it arrived broken", "return_asked"),
        ("반품하고 싶어요", "return_asked"),
        ("where is my order?", "placed"),
        ("내 주문 어디쯤이야?", "placed"),
        ("what is your return policy?", "placed"),
        ("반품 가능한가요?", "placed"),
    ],
)
def test_orders_are_shown_cancelled_and_returned(shop: Assistant, text: str, status: str) -> None:
    """By what is said; a question about returns returns nothing."""
    talk, reply = ordered(shop)
    talk.do("order", text)
    (order,) = shop.ledger.orders(talk.session or "", None)
    assert reply.order is not None
    assert (order.id, order.status) == (reply.order.id, status)


def test_what_is_cancelled_stays_so_and_frees_its_stock(shop: Assistant) -> None:
    """A return of it is refused; the basket can be ordered again."""
    talk, first = ordered(shop)
    talk.do("order", "cancel my order")
    assert shop.ledger.reserved(["plates"], "online") == {}
    assert "cannot be changed" in talk.do("order", "I want to return it").text
    second = talk.do("checkout", "check out")
    assert second.order is not None
    assert first.order is not None
    assert second.order.id != first.order.id


def test_of_several_orders_it_is_asked_which(shop: Assistant) -> None:
    """Once, with their numbers; a number settles it."""
    talk, first = ordered(shop)
    shop.edit(talk.session or "", Edit(kind="quantity", product_id="plates", quantity=1))
    talk.do("checkout", "check out")
    asked = talk.do("order", "cancel my order")
    assert asked.order is None
    assert first.order is not None
    assert first.order.id in asked.text
    settled = talk.do("order", f"cancel order {first.order.id.lower()}")
    assert settled.order is not None
    assert (settled.order.id, settled.order.status) == (first.order.id, "cancelled")


@pytest.mark.parametrize(("text", "status"), [("cancel my order", "cancelled"), ("반품하고 싶어요", "return_asked")])
def test_the_number_alone_answers_which_order(shop: Assistant, text: str, status: str) -> None:
    """And in any other turn it shows the order."""
    talk, first = ordered(shop)
    shop.edit(talk.session or "", Edit(kind="quantity", product_id="plates", quantity=1))
    talk.do("checkout", "check out")
    assert first.order is not None
    assert first.order.id in talk.do("order", text).follow_ups
    settled = talk.say(first.order.id)
    assert settled.order is not None
    assert (settled.act, settled.order.id, settled.order.status) == ("order", first.order.id, status)
    assert talk.say(f"what about {first.order.id}").order == settled.order


def test_nobody_sees_or_cancels_another_ones_order(shop: Assistant) -> None:
    """Not even with its number."""
    _, reply = ordered(shop)
    assert reply.order is not None
    stranger = Talk(shop)
    for text in ("where is my order?", f"cancel order {reply.order.id}"):
        assert stranger.do("order", text).order is None
    other, _ = ordered(shop)
    assert "find no order" in other.do("order", f"cancel order {reply.order.id}").text
    assert {one.status for one in shop.ledger.orders(reply.session, None)} == {"placed"}


def test_a_shoppers_order_is_found_in_another_conversation(shop: Assistant) -> None:
    """Where they agreed to be remembered, and only then."""
    shop.desk.shoppers.consent("ann", "remember", True)
    _, reply = ordered(shop, shopper="ann")
    assert Talk(shop, shopper="ann").do("order", "where is my order?").order == reply.order
    _, other = ordered(shop, shopper="bo")
    assert Talk(shop, shopper="bo").do("order", "where is my order?").order is None
    assert other.order is not None


def test_without_a_basket_there_is_nothing_to_order(shop: Assistant) -> None:
    """By word it is said, by button refused."""
    assert Talk(shop).do("checkout", "check out").text.startswith("There is no basket yet")
    with pytest.raises(BadInput, match="no basket"):
        shop.checkout("nobody's")
    with pytest.raises(BadInput, match="no basket"):
        shop.resume("")


def test_an_emptied_basket_is_not_ordered(shop: Assistant) -> None:
    """Every line was removed."""
    talk = Talk(shop)
    session = talk.say(CHIPS).session
    for ident in lines(shop.resume(session)):
        shop.edit(session, Edit(kind="remove", product_id=ident))
    assert shop.checkout(session).order is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Yes", True),
        ("yes, please do", True),
        ("ok go ahead", True),
        ("no thanks", False),
        ("don't", False),
        ("네", True),
        ("응 지워줘", True),
        ("아니요, 그대로 두세요", False),
        ("네 명이서 갈 거야", None),
        ("yesterday's bread", None),
        ("nothing spicy", None),
        ("어묵 추가해줘", None),
        ("another one", None),
        ("yes and also help me plan a big birthday party for ten children next week", None),
    ],
)
def test_a_yes_is_a_yes_and_a_no_a_no(text: str, said: bool | None) -> None:
    """What is neither goes on as usual."""
    assert confirmed(text) is said


HALF_YES = [
    "absolutely not",
    "of course not, I'm 17",
    "yes I'm 16",
    "sure but not now",
    "ok, but take the beer out first",
    "sure, just drop the wine",
    "i am underage",
    "i am 17",
    "do it without the beer",
    "make it 24",
    "change the beer to 30",
    "no more than 25",
    "ok, actually show me the basket again",
    "응 아니야",
    "어, 맥주 빼줘",
    "어 잠깐만",
    "예산 200",
    "맥주는 20",
]


@pytest.mark.parametrize("text", HALF_YES)
def test_half_a_yes_orders_no_alcohol(shop: Assistant, text: str) -> None:
    """What has another word in it than a yes, or a number that is no age, confirms nothing."""
    talk = Talk(shop)
    talk.say(BEER)
    talk.say("checkout")
    assert talk.say(text).order is None
    assert confirmed(text) is not True


@pytest.mark.parametrize("answer", ["yes", "I'm 30", "24살이에요"])
def test_who_has_said_to_be_too_young_stays_so(shop: Assistant, answer: str) -> None:
    """The beer goes as soon as the age is said, and no later answer brings it back or orders it."""
    talk = Talk(shop)
    assert "lager" in lines(talk.say(BEER))
    talk.say("I'm 16")
    assert "lager" not in lines(shop.resume(talk.session or ""))
    talk.say("undo")
    talk.say("checkout")
    reply = talk.say(answer)
    assert reply.order is None or all(line.product_id != "lager" for line in reply.order.lines)
    assert "lager" not in lines(shop.resume(talk.session or ""))


def test_an_age_too_low_is_remembered(shop: Assistant) -> None:
    """The button that says to be of age does not help either."""
    talk = Talk(shop)
    talk.say(BEER)
    talk.say("checkout")
    talk.say("I'm 16")
    assert shop.checkout(talk.session or "", of_age=True).order is None


def test_a_basket_that_has_not_changed_is_ordered_once(shop: Assistant) -> None:
    """ "Could we have 2 more?" changes nothing here, so the same goods are no second order."""
    talk = Talk(shop)
    talk.say(CHIPS)
    first = talk.say("checkout").order
    talk.say("make it for the same people again")
    second = talk.say("checkout").order
    assert first is not None
    assert second is not None
    assert second.id == first.id
