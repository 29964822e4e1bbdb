"""The real page over the real engine in a real browser: ask, change, swap, remove, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from assistant.web.ui.screenshots import CHROMIUM, SENTENCES, ask

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not there; install Debian's chromium")
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def basket(page: Page, language: str) -> Page:
    """The page with the football basket in it."""
    ask(page, SENTENCES[language][1])
    expect(page.locator(".line").first).to_be_visible()
    return page


def titles(page: Page) -> list[str]:
    return page.locator(".line h3").all_inner_texts()


def test_the_page_greets_in_the_language_of_the_browser(page: Page, language: str) -> None:
    expect(page.locator(".hello h2")).to_have_text(
        {"en": "What are you planning?", "ko": "무엇을 준비하세요?"}[language]
    )
    assert page.evaluate("document.documentElement.lang") == language


def test_a_sentence_fills_a_basket_inside_its_budget(basket: Page, language: str) -> None:
    bar = basket.get_by_role("progressbar")
    assert 0 < int(bar.get_attribute("aria-valuenow") or 0) <= 100
    assert {"en": "$120.00", "ko": "₩120,000"}[language] in (bar.get_attribute("aria-valuetext") or "")
    assert len(titles(basket)) >= 4


def test_an_example_is_sent_by_its_chip(page: Page, language: str) -> None:
    page.locator(f".chip[lang={language}]").first.click()
    expect(page.locator(".line").first).to_be_visible(timeout=60_000)


def test_one_more_changes_the_quantity_and_the_total(basket: Page) -> None:
    more = basket.locator(".stepper button:last-child:enabled").first
    line = basket.locator(".line", has=more).first
    before, total = int(line.locator("output").inner_text()), basket.locator(".totals .total dd").inner_text()
    more.focus()
    basket.keyboard.press("Enter")
    expect(line.locator("output")).to_have_text(str(before + 1))
    expect(basket.locator(".status")).not_to_be_empty()
    assert basket.locator(".totals .total dd").inner_text() != total or "1+1" in line.inner_text()


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


def test_the_labels_change_with_the_language_switch(basket: Page, language: str) -> None:
    other = {"en": "한국어", "ko": "English"}[language]
    basket.locator("#damda-language").get_by_text(other).click()
    expect(basket.locator(".totals .total dt")).to_have_text({"en": "합계", "ko": "Total"}[language])


def test_markup_in_a_message_stays_text(page: Page) -> None:
    ask(page, "<img src=x onerror=alert(1)> football party for 4")
    expect(page.locator(".bubble.shopper")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(".bubble img").count() == 0


def test_a_phone_never_scrolls_sideways(basket: Page) -> None:
    basket.set_viewport_size(PHONE)
    for details in basket.locator(".line summary").all():
        details.click()
    assert basket.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
