"""What the page draws: every amount and word of the bundle, in both languages, and nothing that runs."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.types import Bundle, Turn
from assistant.web.ui.basket import basket as draw
from assistant.web.ui.chat import chat
from assistant.web.ui.labels import EXAMPLES, label, preferred
from assistant.web.ui.view import Message, View, answered, change, send
from catalog.types import Language, Money
from tests.web.shop import NASTY, WrittenAssistant, basket, bundle, card, line


class Tags(HTMLParser):
    """Every start tag of a page with its attributes; complains about tags that do not close."""

    VOID = frozenset({"img", "path", "br", "rect"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [a for t, a in self.found if t == tag and all(a.get(k) == v for k, v in wanted.items())]


def shown(bundle: Bundle | None = None, language: Language = "en", **changes: object) -> str:
    view = View(language=language, basket=bundle or basket())
    return draw(replace(view, **changes))  # type: ignore[arg-type]


def test_every_line_shows_its_product_amounts_and_reasons() -> None:
    html = shown()
    for text in ("Football night", "Tortilla chips, party bag", "$9.98", "$4.99 each", "1+1", "2 packs serve 8"):
        assert text in html
    assert "/pictures/grocery/jar.svg" in html
    assert "you asked for chips" in html


def test_what_is_missing_and_what_to_know_stand_in_plain_words() -> None:
    html = shown(notices=("Only 3 left of Salsa dip.",))
    assert "Bunting needs $4.00 more." in html
    assert "Only 3 left of Salsa dip." in html


def test_a_title_from_outside_never_becomes_markup() -> None:
    nasty = line(card("x", NASTY, promotion=NASTY), 1, card("y", NASTY, 100))
    html = shown(bundle(nasty), notices=(NASTY,), status=NASTY, found=(card("z", NASTY, brand=NASTY),))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert Tags(html).all("script") == []


def test_what_the_shopper_writes_never_becomes_markup() -> None:
    html = chat(
        View(messages=(Message("shopper", NASTY), Message("damda", NASTY)), follow_ups=(NASTY + '" onclick="x',))
    )
    assert "<script" not in html
    assert all("onclick" not in attributes for _, attributes in Tags(html).found)


@pytest.mark.parametrize("image", ["javascript:alert(1)", 'x" onerror="alert(1)', "http://elsewhere/x.png", None])
def test_only_safe_pictures_are_shown(image: str | None) -> None:
    assert Tags(shown(bundle(line(card(image=image))))).all("img") == []


@pytest.mark.parametrize(
    ("budget", "now", "text"),
    [
        (12_000, "8", "$9.98 of $120.00, $110.02 left"),
        (998, "100", "$9.98 of $9.98, $0.00 left"),
        (500, "100", "$9.98 of $5.00, $4.98 over"),
    ],
)
def test_the_budget_bar_says_what_is_spent_and_left(budget: int, now: str, text: str) -> None:
    (bar,) = Tags(shown(bundle(line(card()), budget=budget))).all("div", role="progressbar")
    assert bar["aria-valuenow"] == now
    assert bar["aria-valuetext"] == text


@pytest.mark.parametrize("budget", [None, 0])
def test_without_a_budget_the_total_stands_alone(budget: int | None) -> None:
    html = shown(bundle(line(card()), budget=budget))
    assert "progressbar" not in html
    assert "big-total" in html


def test_alternatives_show_price_difference_and_a_named_button() -> None:
    html = shown()
    assert "+$2.02" in html
    assert "−$6.99" in html
    (button,) = Tags(html).all("button", **{"data-kind": "swap", "data-to": "corn"})
    assert button["aria-label"] == "Swap Tortilla chips, party bag for Corn chips"


def test_the_stepper_stops_at_one_and_at_the_stock() -> None:
    last = Tags(shown(bundle(line(card(), 1)))).all("button", **{"data-kind": "quantity"})
    full = Tags(shown(bundle(line(card(), 6)))).all("button", **{"data-kind": "quantity"})
    assert ["disabled" in button for button in last] == [True, False]
    assert ["disabled" in button for button in full] == [False, True]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_button_has_a_name_in_the_language_of_the_page(language: Language) -> None:
    buttons = Tags(shown(language=language)).all("button")
    assert buttons
    assert all(button["aria-label"] for button in buttons)
    removing = label(language, "remove", item="Salsa dip")
    assert removing in [button["aria-label"] for button in buttons]


def test_korean_labels_and_won_are_written_as_koreans_write_them() -> None:
    won = Money(amount=97_480, currency="KRW")
    html = shown(basket().model_copy(update={"total": won, "budget": won.of(120_000)}), "ko")
    assert "₩120,000 중 ₩97,480" in html
    assert "₩22,520 남음" in html
    assert "8명" in html


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_empty_page_greets_and_offers_examples_of_both_languages(language: Language) -> None:
    html = chat(View(language=language))
    chips = [chip["data-text"] for chip in Tags(html).all("button")]
    assert label(language, "hello") in html
    assert chips[:3] == list(EXAMPLES[language])
    assert len(chips) == 6
    assert label(language, "empty") in draw(View(language=language))


@pytest.mark.parametrize(
    ("header", "language"),
    [("ko-KR,ko;q=0.9,en;q=0.8", "ko"), ("en-GB", "en"), ("fr,ko;q=0.5", "ko"), ("fr", "en"), ("", "en")],
)
def test_the_page_starts_in_the_language_of_the_browser(header: str, language: Language) -> None:
    assert preferred(header) == language


def test_the_list_in_words_is_folded_where_the_basket_shows_it() -> None:
    view = list(send(WrittenAssistant(), View(), "party"))[-1]
    html = chat(view)
    assert "<li>Tortilla chips, party bag × 2</li>" in html
    assert "Make it cheaper" in html


def test_a_message_shows_work_first_and_the_answer_after() -> None:
    asked, done = send(WrittenAssistant(), View(), "party")
    assert asked.thinking
    assert "Filling the basket" in chat(asked)
    assert 'aria-busy="true"' in draw(asked)
    assert not done.thinking
    assert done.session == "s1"
    assert done.basket is not None


def test_an_empty_message_changes_nothing() -> None:
    assert list(send(WrittenAssistant(), View(), "  \n")) == [View()]


def test_a_failure_is_said_and_the_page_goes_on() -> None:
    *_, after = send(WrittenAssistant(error=RuntimeError("boom")), View(), "party")
    assert not after.thinking
    assert after.messages[-1].text == label("en", "failed")


def test_the_page_follows_the_language_of_replies_until_one_is_chosen() -> None:
    reply = WrittenAssistant(language="ko").reply(Turn(text="…"))
    assert answered(View(), reply).language == "ko"
    assert answered(View(language_chosen=True), reply).language == "en"


def test_a_reply_without_a_basket_leaves_the_basket_as_it_stands() -> None:
    reply = WrittenAssistant().reply(Turn(text="…"))
    view = answered(View(), reply)
    assert answered(view, reply.model_copy(update={"bundle": None})).basket == reply.bundle


@pytest.mark.parametrize(
    "data",
    [{}, {"kind": "explode", "product_id": "chips"}, {"kind": "quantity", "product_id": "chips", "quantity": "<b>"}],
)
def test_an_edit_that_makes_no_sense_is_refused_politely(data: dict[str, object]) -> None:
    view = View(session="s1", basket=basket())
    after = change(WrittenAssistant(), view, data)
    assert after.status == label("en", "not_changed")
    assert after.basket == view.basket


def test_an_edit_shows_the_basket_that_comes_back() -> None:
    after = change(WrittenAssistant(), View(session="s1"), {"kind": "remove", "product_id": "chips"})
    assert after.basket is not None
    assert [one.product.id for one in after.basket.lines] == ["salsa"]


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ({"kind": "quantity", "product_id": "chips", "quantity": 3}, "Changed: Tortilla chips, party bag × 3."),
        ({"kind": "remove", "product_id": "chips"}, "Taken out: Tortilla chips, party bag."),
    ],
)
def test_an_edit_says_what_it_did(edit: dict[str, object], says: str) -> None:
    assert change(WrittenAssistant(), View(session="s1", basket=basket()), edit).status == says
