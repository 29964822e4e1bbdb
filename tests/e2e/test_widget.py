"""The widget on a stranger's shop, in a real browser: plan, change, go on, and stay inside its two hosts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from assistant.types import Citation, Compared, Comparison, Reply, Turn
from assistant.web.ui.screenshots import CHROMIUM, SENTENCES
from assistant.web.widget.demo.__main__ import Shop
from assistant.web.widget.screenshots import PATHS, ask, embedded, open_to_visitors
from tests.e2e.visits import visit, written
from tests.web.shop import NASTY, WrittenAssistant, bundle, card, line

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not there; install Debian's chromium")
PHONE: ViewportSize = {"width": 390, "height": 844}
NASTIER = '<img src="x" onerror="document.title=1">'
# Notes, at every change of the panel, how long the words are and whether a line of the basket stands already.
WATCH = """() => {
  const panel = document.querySelector("damda-widget").shadowRoot.querySelector(".panel");
  window.seen = [];
  new MutationObserver(() => window.seen.push([
    panel.querySelector(".bubble[aria-busy] .words")?.textContent.length ?? 0, panel.querySelectorAll(".line").length,
  ])).observe(panel, { subtree: true, childList: true, characterData: true });
}"""


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    with embedded() as shop:
        yield shop


@pytest.fixture
def page(opened: Browser, shop: Shop, language: str) -> Iterator[Page]:
    troubles: list[str] = []
    with visit(opened, shop, PATHS[language], troubles) as page:
        yield page
    assert troubles == []


@pytest.fixture
def basket(page: Page, language: str) -> Page:
    """The panel with the football basket in it."""
    ask(page, SENTENCES[language][1])
    expect(page.locator(".line").first).to_be_visible()
    return page


def titles(page: Page) -> list[str]:
    return page.locator(".line h4").all_inner_texts()


def quantities(page: Page) -> int:
    return sum(int(count) for count in page.locator(".stepper output").all_inner_texts())


def test_the_panel_speaks_the_language_of_its_script_line(page: Page, language: str) -> None:
    hello = {"en": "What are you planning?", "ko": "무엇을 준비하세요?"}[language]
    expect(page.get_by_role("dialog").locator(".hello h2")).to_have_text(hello)


def test_words_come_before_the_basket(page: Page, language: str) -> None:
    page.evaluate(WATCH)
    ask(page, SENTENCES[language][1])
    expect(page.locator(".line").first).to_be_visible()
    growing = [length for length, lines in page.evaluate("window.seen") if lines == 0]
    assert len(set(growing)) > 5
    assert growing == sorted(growing)


def test_a_sentence_fills_a_basket_inside_its_budget(basket: Page, language: str) -> None:
    bar = basket.get_by_role("progressbar")
    assert 0 < int(bar.get_attribute("aria-valuenow") or 0) <= 100
    assert {"en": "$120.00", "ko": "₩120,000"}[language] in (bar.get_attribute("aria-valuetext") or "")
    assert len(titles(basket)) >= 4
    demo = {"en": "Demo shop: invented products, simulated ratings.", "ko": "시범 가게예요."}[language]
    expect(basket.locator(".demo")).to_contain_text(demo)
    basket.locator(".picture img").first.scroll_into_view_if_needed()
    basket.wait_for_function(
        "document.querySelector('damda-widget').shadowRoot.querySelector('.picture img').naturalWidth > 0"
    )


def test_one_more_changes_the_quantity_and_keeps_the_focus(basket: Page) -> None:
    more = basket.locator(".stepper button:last-child:enabled").first
    name, before = more.get_attribute("aria-label") or "", quantities(basket)
    more.focus()
    basket.keyboard.press("Enter")
    expect(basket.locator(".status")).not_to_be_empty()
    assert quantities(basket) == before + 1
    expect(basket.get_by_role("button", name=name, exact=True)).to_be_focused()


def test_a_swap_puts_the_chosen_product_in_the_line(basket: Page) -> None:
    line = basket.locator(".line", has=basket.locator(".swap")).first
    before, ident = titles(basket), line.get_attribute("data-product")
    line.locator(".swap summary").click()
    chosen = line.locator(".swap li").first
    title = chosen.locator(".what p").first.inner_text()
    chosen.get_by_role("button").click()
    expect(basket.locator(f'.line[data-product="{ident}"]')).to_have_count(0)
    assert title in titles(basket)
    assert len(titles(basket)) == len(before)


def test_a_removed_line_is_gone(basket: Page) -> None:
    before = titles(basket)
    basket.locator(".line .remove").first.click()
    expect(basket.locator(".line")).to_have_count(len(before) - 1)
    assert before[0] not in titles(basket)


def test_the_shop_hears_the_basket_now_and_on_its_next_page(basket: Page) -> None:
    expect(basket.locator("#count")).to_have_text(str(quantities(basket)))
    basket.locator(".line .remove").first.click()
    expect(basket.locator(".status")).not_to_be_empty()
    left = titles(basket)
    expect(basket.locator("#count")).to_have_text(str(quantities(basket)))
    basket.reload()
    expect(basket.locator(".line").first).to_be_visible()
    assert titles(basket) == left
    expect(basket.locator("#count")).to_have_text(str(quantities(basket)))
    basket.locator(".line .remove").first.click()
    expect(basket.locator(".line")).to_have_count(len(left) - 1)


def test_a_follow_up_is_sent_by_its_chip(basket: Page) -> None:
    chip = basket.locator(".next button").first
    said = chip.inner_text()
    chip.click()
    expect(basket.locator(".bubble.shopper")).to_have_count(2)
    expect(basket.locator(".bubble.shopper").last).to_contain_text(said)
    expect(basket.locator(".bubble.damda:not([aria-busy])")).to_have_count(2, timeout=60_000)


def test_the_shops_own_button_opens_the_panel_and_asks(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator("#plan").click()
    expect(page.locator(".bubble.damda:not([aria-busy])")).to_have_count(1, timeout=60_000)


def test_starting_over_forgets_the_conversation(basket: Page) -> None:
    basket.locator(".restart").click()
    expect(basket.locator(".line")).to_have_count(0)
    basket.reload()
    expect(basket.locator(".hello")).to_be_visible()


def test_escape_closes_and_gives_the_focus_back(page: Page) -> None:
    expect(page.locator(".composer textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_be_hidden()
    expect(page.locator(".launcher")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".composer textarea")).to_be_focused()


def test_tab_stays_inside_the_panel(basket: Page) -> None:
    basket.locator(".restart").focus()
    basket.keyboard.press("Shift+Tab")
    expect(basket.locator(".send")).to_be_focused()
    basket.keyboard.press("Tab")
    expect(basket.locator(".restart")).to_be_focused()


def test_a_phone_gets_the_whole_screen_and_never_scrolls_sideways(basket: Page) -> None:
    basket.set_viewport_size(PHONE)
    for details in basket.locator(".panel summary").all():
        details.click()
    assert basket.locator(".panel").bounding_box() == {"x": 0, "y": 0, **PHONE}
    assert basket.locator(".log").evaluate("(log) => log.scrollWidth <= log.clientWidth")


def test_a_shop_that_is_not_on_the_list_is_told_so(opened: Browser, shop: Shop, language: str) -> None:
    with Shop(0, shop.damda) as stranger, open_to_visitors(stranger):  # noqa: SIM117
        with visit(opened, stranger, PATHS[language]) as page:
            page.locator(".composer textarea").fill(SENTENCES[language][1])
            page.keyboard.press("Enter")
            words = {"en": "address is not on the list", "ko": "주소가 채팅을 쓸 수 있는 목록에 없어요"}[language]
            expect(page.get_by_role("alert")).to_contain_text(words)
            expect(page.locator(".line")).to_have_count(0)


def test_without_a_connection_the_message_can_be_sent_again(opened: Browser, shop: Shop) -> None:
    with visit(opened, shop) as page:
        page.context.set_offline(True)
        page.locator(".composer textarea").fill(SENTENCES["en"][1])
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("cannot reach the shop")
        page.context.set_offline(False)
        page.get_by_role("button", name="Try again").click()
        expect(page.locator(".line").first).to_be_visible(timeout=60_000)
        expect(page.locator(".bubble.shopper")).to_have_count(1)
        expect(page.get_by_role("alert")).to_be_empty()


def test_markup_in_a_product_is_shown_as_text(opened: Browser) -> None:
    bad = card("bad", NASTY, image="javascript:document.title=1", url="javascript:document.title=1")
    worse = card("worse", NASTIER, image='x" onerror="document.title=1', promotion=NASTIER)
    troubles: list[str] = []
    with written(WrittenAssistant(bundle(line(bad, 2, worse), line(worse, 1)))) as shop:  # noqa: SIM117
        with visit(opened, shop, "/", troubles) as page:
            title = page.title()
            ask(page, NASTIER)
            expect(page.locator(".line")).to_have_count(2)
            for details in page.locator(".panel summary").all():
                details.click()
            assert titles(page) == [NASTY, NASTIER]
            expect(page.locator(".bubble.shopper")).to_contain_text(NASTIER)
            assert page.locator(".panel script, .panel a, .panel [onerror]").count() == 0
            assert page.title() == title
    assert [one for one in troubles if "404" not in one] == []  # the picture that is none


class Citing(WrittenAssistant):
    """Answers with a comparison and with what it rests on, markup in all of it."""

    def reply(self, turn: Turn) -> Reply:
        """Two products side by side."""
        table = Comparison(
            products=(card("one", NASTY), card("two", NASTIER)), rows=(Compared(label=NASTY, values=(NASTIER, None)),)
        )
        cited = (
            Citation(source="review", ref="r1", text=NASTIER),
            Citation(source="terms", ref="returns", text="thirty days"),
        )
        told = {"bundle": None, "comparison": table, "citations": cited}
        return super().reply(turn).model_copy(update=told)


def test_a_comparison_and_its_sources_are_shown_as_text(opened: Browser) -> None:
    with written(Citing()) as shop, visit(opened, shop) as page:
        title = page.title()
        ask(page, "compare them")
        table = page.get_by_role("region", name="What differs")
        assert table.get_by_role("columnheader").all_inner_texts() == [NASTY, NASTIER]
        assert table.get_by_role("cell").all_inner_texts()[-2:] == [NASTIER, "–"]
        page.get_by_text("What this rests on (2)").click()
        sources = page.locator(".bubble .listing li").all_inner_texts()
        assert sources == [f"Review: {NASTIER}", "Shop terms: thirty days"]
        page.set_viewport_size(PHONE)
        assert page.locator(".log").evaluate("(log) => log.scrollWidth <= log.clientWidth")
        assert page.title() == title


def test_a_fault_of_the_server_can_be_tried_again(opened: Browser) -> None:
    assistant = WrittenAssistant(error=RuntimeError("down"))
    with written(assistant) as shop, visit(opened, shop) as page:
        page.locator(".composer textarea").fill("football party")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Something went wrong on our side")
        expect(page.locator(".bubble.damda")).to_have_count(0)
        assistant.error = None
        page.get_by_role("button", name="Try again").click()
        expect(page.locator(".line")).to_have_count(2)
    assert [turn.text for turn in assistant.turns] == ["football party", "football party"]
