"""Checking out on the page: what each press makes of the view, and how the order, the question and the refusal look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.errors import BadInput
from assistant.types import Reply
from assistant.web.ui.basket import basket as draw
from assistant.web.ui.chat import chat
from assistant.web.ui.checkout import check_out
from assistant.web.ui.labels import label
from assistant.web.ui.view import View, answered, change, send
from catalog.types import Language
from tests.dialogue.turns import BEER, CHIPS, opened, priced, restocked
from tests.web.shop import NASTY, WrittenAssistant, basket, bundle, card, line, order
from tests.web.test_basket_html import Tags

ORDER = {"do": "order"}
OF_AGE = {"do": "of_age"}


@pytest.fixture
def shop(tmp_path: Path) -> Assistant:
    """The small shop."""
    return opened(tmp_path)


def filled(assistant: Assistant | WrittenAssistant, text: str = CHIPS, language: Language = "en") -> View:
    """The page with a basket in it."""
    *_, view = send(assistant, View(language=language, language_chosen=True), text)
    return view


def pressed(assistant: Assistant | WrittenAssistant, view: View, data: object = ORDER) -> View:
    """The view after a press."""
    *_, after = check_out(assistant, view, data)
    return after


def buttons(view: View) -> list[dict[str, str | None]]:
    """The buttons that check out, or answer the question after the age."""
    return Tags(draw(view)).all("button", **{"data-act": "checkout"})


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [("en", "Check out: 3 packs, $13.48", ">Check out<"), ("ko", "주문하기: 3개, $13.48", ">주문하기<")],
)
def test_the_button_stands_beside_the_total_and_says_what_it_orders(language: Language, name: str, words: str) -> None:
    view = View(language=language, basket=basket())
    (button,) = buttons(view)
    assert button["aria-label"] == name
    assert "disabled" not in button
    html = draw(view)
    assert words in html[html.index("sum-up") :]


def test_without_a_basket_there_is_nothing_to_check_out() -> None:
    assert buttons(View()) == []
    assert buttons(View(basket=bundle())) == []


def test_the_button_rests_while_the_order_is_on_its_way() -> None:
    asked, done = check_out(WrittenAssistant(), View(session="s1", basket=basket()), ORDER)
    assert asked.ordering
    assert 'aria-busy="true"' in draw(asked)
    assert "disabled" in buttons(asked)[0]
    assert not done.ordering
    assert "disabled" not in buttons(done)[0]
    assert asked.edits != done.edits  # so that the browser draws it anew, even where nothing else has changed


def test_what_is_sent_while_the_order_is_on_its_way_leaves_no_button_at_rest() -> None:
    written = WrittenAssistant()
    asked = next(check_out(written, filled(written), ORDER))
    *_, answer = send(written, asked, "thanks")
    for after in (answer, change(written, asked, {"kind": "remove", "product_id": "chips"})):
        assert "disabled" not in buttons(after)[0]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_order_shows_its_number_packs_total_reserve_and_payment(shop: Assistant, language: Language) -> None:
    view = pressed(shop, filled(shop, language=language))
    assert view.ordered is not None
    assert view.ordered.order is not None
    html = draw(view)
    for words in (
        view.ordered.order.id,
        {"en": "8 packs · <b>$17.92</b>", "ko": "8개 · <b>$17.92</b>"}[language],
        label(language, "order_placed"),
        f"https://pay.invalid/simulated/{view.ordered.order.id}",
    ):
        assert words in html


def test_the_order_of_a_demo_shop_says_that_it_is_simulated() -> None:
    written = WrittenAssistant()
    view = pressed(written, filled(written))
    assert label("en", "order_simulated") in draw(view)
    assert view.ordered is not None
    assert view.ordered.order is not None
    real = view.ordered.model_copy(update={"order": view.ordered.order.model_copy(update={"simulated": False})})
    assert label("en", "order_simulated") not in draw(replace(view, ordered=real))


def test_pressing_twice_shows_the_same_order(shop: Assistant) -> None:
    once = pressed(shop, filled(shop))
    twice = pressed(shop, once)
    assert once.ordered is not None
    assert twice.ordered is not None
    assert twice.ordered.order == once.ordered.order
    assert label("en", "order_again") not in draw(once)
    assert label("en", "order_again") in draw(twice)


def test_alcohol_asks_for_the_age_and_then_orders(shop: Assistant) -> None:
    view = pressed(shop, filled(shop, BEER))
    html = draw(view)
    assert "Are you 21 or over?" in html
    assert [button["data-do"] for button in buttons(view)] == ["order", "of_age", "too_young"]
    done = pressed(shop, view, OF_AGE)
    assert done.ordered is not None
    assert done.ordered.order is not None
    assert done.ordered.order.lines[0].product_id == "lager"


def test_who_is_too_young_orders_nothing(shop: Assistant) -> None:
    view = pressed(shop, pressed(shop, filled(shop, BEER)), {"do": "too_young"})
    assert view.ordered is None
    assert view.status == label("en", "not_ordered")
    assert shop.ledger.reserved(["lager"], "online") == {}


def test_short_stock_names_its_lines_and_writes_nothing(shop: Assistant) -> None:
    mine = filled(shop)  # made before the other order took what there was
    pressed(shop, filled(shop, "buy 58 paper plates"))
    view = pressed(shop, mine)
    assert view.ordered is not None
    assert view.ordered.order is None
    html = draw(view)
    assert label("en", "not_ordered") in html
    assert "2 left, 6 in the basket" in html


def test_a_changed_price_is_told_and_the_basket_shows_what_was_ordered(shop: Assistant, tmp_path: Path) -> None:
    view = filled(shop)
    restocked(tmp_path, priced("plates", 299))
    after = pressed(opened(tmp_path), view)
    assert after.ordered is not None
    assert after.ordered.order is not None
    assert after.basket is not None
    assert view.basket is not None
    assert after.basket.total == after.ordered.order.total != view.basket.total
    assert "$11.94 → $17.94" in draw(after)


def test_a_change_of_the_basket_takes_the_order_from_beside_it() -> None:
    written = WrittenAssistant()
    view = pressed(written, filled(written))
    assert view.ordered is not None
    assert change(written, view, {"kind": "remove", "product_id": "chips"}).ordered is None


def test_a_message_leaves_an_order_and_takes_an_open_question() -> None:
    written = WrittenAssistant()
    view = pressed(written, filled(written))
    asked = next(send(written, view, "thanks"))
    assert asked.ordered == view.ordered
    written.restricted = True
    questioned = pressed(written, filled(written))
    assert next(send(written, questioned, "thanks")).ordered is None


def test_an_order_that_is_cancelled_in_words_is_shown_as_cancelled(shop: Assistant) -> None:
    view = pressed(shop, filled(shop))
    *_, after = send(shop, view, "cancel my order")
    assert label("en", "order_cancelled") in draw(after)
    assert view.ordered is not None
    assert view.ordered.order is not None
    assert f"Order {view.ordered.order.id}" in chat(after)


def test_an_order_in_words_is_shown_beside_the_basket_too(shop: Assistant) -> None:
    *_, view = send(shop, filled(shop), "check out")
    assert label("en", "order_placed") in draw(view)
    assert "receipt" in chat(view)


def test_titles_and_words_from_outside_never_become_markup() -> None:
    nasty = bundle(line(card("x", NASTY)))
    reply = WrittenAssistant(nasty).checkout("s1").model_copy(update={"text": f"first\n{NASTY}"})
    for view in (
        View(basket=nasty, ordered=reply.model_copy(update={"order": order(nasty, NASTY)})),
        View(basket=nasty, ordered=WrittenAssistant(nasty, restricted=True).checkout("s1")),
        View(basket=nasty, ordered=WrittenAssistant(nasty, short=NASTY).checkout("s1")),
        answered(View(), reply.model_copy(update={"order": order(nasty, NASTY)})),
    ):
        for html in (draw(view), chat(view)):
            assert "<script" not in html
            assert Tags(html).all("script") == []


@pytest.mark.parametrize("data", [{}, None, "order", {"do": "free"}, {"do": ["order"]}])
def test_a_press_that_makes_no_sense_orders_nothing(data: object) -> None:
    written = WrittenAssistant()
    after = pressed(written, View(session="s1", basket=basket()), data)
    assert after.status == label("en", "no_order")
    assert written.ordered == []


@pytest.mark.parametrize(
    ("error", "says"), [(BadInput("session: has no basket"), "no_order"), (RuntimeError("/srv/x"), "order_fault")]
)
def test_a_failed_order_is_told_and_the_button_is_there_again(error: Exception, says: str) -> None:
    after = pressed(WrittenAssistant(error=error), View(session="s1", basket=basket()))
    assert after.status == label("en", says)
    assert "disabled" not in buttons(after)[0]
    assert "/srv" not in draw(after)


def test_an_order_stands_though_its_basket_cannot_be_drawn_anew() -> None:
    class Forgetful(WrittenAssistant):
        """Orders, then has no basket any more."""

        def resume(self, session_id: str) -> Reply:
            if self.orders:
                raise BadInput("session: has no basket; ask for one first")
            return super().resume(session_id)

    shown = replace(View(session="s1"), basket=bundle(line(card(), 1)))
    after = pressed(Forgetful(), shown)
    assert after.ordered is not None
    assert after.ordered.order is not None
    assert after.basket == shown.basket
