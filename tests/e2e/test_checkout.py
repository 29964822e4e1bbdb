"""Checking out by the button, on the page and in the widget: once, twice, with alcohol, on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from assistant.types import Reply
from assistant.web.ui import screenshots
from assistant.web.ui.screenshots import CHROMIUM
from assistant.web.widget import screenshots as widget_screenshots
from assistant.web.widget.demo.__main__ import Shop
from assistant.web.widget.screenshots import PATHS, embedded
from tests.e2e.visits import DESKTOP, visit, written
from tests.web.shop import NASTY, WrittenAssistant, bundle, card, line

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not there; install Debian's chromium")
PHONE: ViewportSize = {"width": 390, "height": 844}
LATEST_S = 20
# Every test orders from the one shop, so these are things of which it holds dozens.
TABLE = {"en": "buy 2 paper plates and 3 napkins", "ko": "종이접시 2개랑 냅킨 3개 담아줘"}
DRINKS = {"en": "buy 2 red wine and 3 lager beer", "ko": "레드 와인 2병이랑 맥주 3캔 담아줘"}
SAID = {
    "en": ("Placed, and the stock is reserved", "simulated order of a demo shop", "Payment is handed off", "packs"),
    "ko": ("재고도 잡아 두었어요", "시범 가게의 모의 주문", "결제 페이지로 넘겨요", "개"),
}
AGAIN = {"en": "ordered already", "ko": "이미 주문한 장바구니"}
AGE = {"en": ("Are you 21 or over?", "Yes, I am"), "ko": ("19세 이상이신가요?", "네, 맞아요")}
NUMBER = r"D-[A-Z0-9]{8}"


@dataclass(frozen=True)
class Side:
    """Where a shopper checks out: the page or the widget."""

    outcome: str
    ask: Callable[[Page, str], None]
    scrolls: str


PAGE = Side(".outcome", screenshots.ask, "document.documentElement.scrollWidth <= innerWidth")
LOG = "document.querySelector('damda-widget').shadowRoot.querySelector('.log')"
WIDGET = Side("[data-key=outcome]", widget_screenshots.ask, f"{LOG}.scrollWidth <= {LOG}.clientWidth")


@dataclass
class Gated(WrittenAssistant):
    """Orders when the gate is opened, so that a test sees what is shown until then."""

    gate: Event = field(default_factory=Event)

    def checkout(self, session_id: str, of_age: bool = False) -> Reply:
        """Wait, then order."""
        assert self.gate.wait(LATEST_S)
        return super().checkout(session_id, of_age)


@contextmanager
def visited(opened: Browser, shop: Shop, side: Side, language: str) -> Iterator[Page]:
    """The page, or the panel of the widget, in a language; no script may fail."""
    if side is WIDGET:
        troubles: list[str] = []
        with visit(opened, shop, PATHS[language], troubles) as page:
            yield page
        assert troubles == []
        return
    context = opened.new_context(locale=screenshots.SENTENCES[language][0], viewport=DESKTOP)
    page, broken = context.new_page(), list[str]()
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(shop.damda)
    page.wait_for_selector(".hello")
    yield page
    context.close()
    assert broken == []


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    with embedded() as shop:
        yield shop


@pytest.fixture(params=[PAGE, WIDGET], ids=["page", "widget"])
def side(request: pytest.FixtureRequest) -> Side:
    side = request.param
    assert isinstance(side, Side)
    return side


@pytest.fixture
def page(opened: Browser, shop: Shop, side: Side, language: str) -> Iterator[Page]:
    with visited(opened, shop, side, language) as page:
        yield page


def number(page: Page, side: Side) -> str:
    """The number of the order that is shown."""
    return page.locator(side.outcome).inner_text().split("\n")[0]


def test_a_press_by_keyboard_orders_and_reads_the_order_out(page: Page, side: Side, language: str) -> None:
    side.ask(page, TABLE[language])
    total = page.locator(".total dd").inner_text()
    button = page.locator(".check-out")
    expect(button).to_have_accessible_name(
        {"en": f"Check out: {packs(page)} packs, {total}", "ko": f"주문하기: {packs(page)}개, {total}"}[language]
    )
    button.focus()
    page.keyboard.press("Enter")
    order = page.locator(side.outcome)
    for words in (*SAID[language], total, str(packs(page))):
        expect(order).to_contain_text(words)
    expect(order).to_be_focused()
    expect(button).to_be_enabled()


def packs(page: Page) -> int:
    """How many packs stand in the basket."""
    return sum(int(count) for count in page.locator(".stepper output").all_inner_texts())


def test_pressing_twice_shows_the_same_order(page: Page, side: Side, language: str) -> None:
    side.ask(page, TABLE[language])
    page.locator(".check-out").dblclick()
    expect(page.locator(side.outcome)).to_contain_text(SAID[language][2])
    once = number(page, side)
    page.locator(".check-out").click()
    expect(page.locator(side.outcome)).to_contain_text(AGAIN[language])
    assert number(page, side) == once


def test_alcohol_asks_for_the_age_and_then_orders(page: Page, side: Side, language: str) -> None:
    side.ask(page, DRINKS[language])
    page.locator(".check-out").click()
    question, yes = AGE[language]
    expect(page.locator(side.outcome)).to_contain_text(question)
    expect(page.locator(".order")).to_have_count(0)
    expect(page.locator(side.outcome)).to_be_focused()
    page.keyboard.press("Tab")
    answer = page.locator(".age .yes")
    expect(answer).to_be_focused()
    expect(answer).to_have_text(yes)
    page.keyboard.press("Enter")
    expect(page.locator(side.outcome)).to_contain_text(SAID[language][0])


def test_who_says_no_orders_nothing(page: Page, side: Side, language: str) -> None:
    side.ask(page, DRINKS[language])
    page.locator(".check-out").click()
    page.locator(".age .choose:not(.yes)").click()
    expect(page.locator(side.outcome)).to_have_count(0)
    expect(page.locator(".status")).to_contain_text({"en": "Nothing is ordered", "ko": "주문하지 않았어요"}[language])
    expect(page.locator(".check-out")).to_be_focused()


def test_a_phone_shows_button_and_order_without_scrolling_sideways(page: Page, side: Side, language: str) -> None:
    page.set_viewport_size(PHONE)
    side.ask(page, TABLE[language])
    page.locator(".check-out").click()
    expect(page.locator(side.outcome)).to_contain_text(SAID[language][0])
    expect(page.locator(side.outcome)).to_be_in_viewport()
    page.locator(f"{side.outcome} summary").click()
    assert page.evaluate(side.scrolls)
    box = page.locator(".check-out").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["x"] + box["width"] <= PHONE["width"]


def test_a_change_of_the_basket_takes_the_order_away(page: Page, side: Side, language: str) -> None:
    side.ask(page, TABLE[language])
    page.locator(".check-out").click()
    expect(page.locator(side.outcome)).to_contain_text(SAID[language][0])
    page.locator(".line .remove").first.click()
    expect(page.locator(side.outcome)).to_have_count(0)


@pytest.mark.parametrize("side", [PAGE, WIDGET], ids=["page", "widget"])
def test_the_button_rests_until_the_answer_is_there(opened: Browser, side: Side) -> None:
    assistant = Gated()
    with written(assistant) as shop, visited(opened, shop, side, "en") as page:
        side.ask(page, "football party")
        page.locator(".check-out").click()
        expect(page.locator(".check-out")).to_be_disabled()
        expect(page.locator(".check-out")).to_have_text("Placing the order…")
        page.locator(".check-out").click(force=True)
        assistant.gate.set()
        expect(page.locator(side.outcome)).to_contain_text("D-WRITTEN1")
        expect(page.locator(".check-out")).to_be_enabled()
    assert assistant.ordered == [("s1", False)]


@pytest.mark.parametrize("side", [PAGE, WIDGET], ids=["page", "widget"])
def test_short_stock_is_said_and_the_basket_stays(opened: Browser, side: Side) -> None:
    with written(WrittenAssistant(short=NASTY)) as shop, visited(opened, shop, side, "en") as page:
        side.ask(page, "football party")
        page.locator(".check-out").click()
        expect(page.locator(side.outcome)).to_contain_text("Nothing is ordered")
        expect(page.locator(side.outcome)).to_contain_text(NASTY)
        expect(page.locator(".line")).to_have_count(2)


@pytest.mark.parametrize("side", [PAGE, WIDGET], ids=["page", "widget"])
def test_markup_in_an_order_is_shown_as_text(opened: Browser, side: Side) -> None:
    nasty = '<img src="/x" onerror="document.title=1">'
    assistant = WrittenAssistant(bundle(line(card("x", nasty, image=None))))
    with written(assistant) as shop, visited(opened, shop, side, "en") as page:
        title = page.title()
        side.ask(page, "football party")
        page.locator(".check-out").click()
        page.locator(f"{side.outcome} summary").click()
        expect(page.locator(f"{side.outcome} li")).to_contain_text(nasty)
        assert page.locator("[onerror]").count() == 0
        assert page.title() == title


@pytest.mark.parametrize("side", [PAGE, WIDGET], ids=["page", "widget"])
def test_a_fault_is_told_and_can_be_pressed_again(opened: Browser, side: Side) -> None:
    assistant = WrittenAssistant()
    with written(assistant) as shop, visit_quietly(opened, shop, side) as page:
        side.ask(page, "football party")
        assistant.error = RuntimeError("down")
        page.locator(".check-out").click()
        expect(page.get_by_text("nothing is ordered twice")).to_be_attached()
        expect(page.locator(".check-out")).to_be_enabled()
        assistant.error = None
        page.locator(".check-out").click()
        expect(page.locator(side.outcome)).to_contain_text("D-WRITTEN1")


@contextmanager
def visit_quietly(opened: Browser, shop: Shop, side: Side) -> Iterator[Page]:
    """A visit on which the console may say that a request has failed."""
    with visit(opened, shop) if side is WIDGET else visited(opened, shop, side, "en") as page:
        yield page


def test_an_order_is_there_on_the_shops_next_page(opened: Browser, shop: Shop) -> None:
    with visited(opened, shop, WIDGET, "en") as page:
        WIDGET.ask(page, TABLE["en"])
        page.locator(".check-out").click()
        expect(page.locator(WIDGET.outcome)).to_contain_text(SAID["en"][0])
        ordered = number(page, WIDGET)
        page.reload()
        expect(page.locator(WIDGET.outcome)).to_contain_text(ordered)
