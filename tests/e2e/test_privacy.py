"""A simulated shopper on the real page over the real engine: their past in the basket, withdrawn, exported, erased."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from assistant.web.ui.screenshots import CHROMIUM, GROCERIES, SENTENCES, ask, choose

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not there; install Debian's chromium")
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SLOW_MS = 60_000
PAST = {"en": re.compile("you bought it|your usual brand"), "ko": re.compile("사셨어요|사신|고르시던")}
ERASED = {"en": "Nothing is held of {}", "ko": "{} 님에 대해 갖고 있는 것이 없어요"}
# Each test has a shopper of its own, because what is withdrawn or erased stays so for every visitor.
WITHDRAWING = {"en": "sim-001", "ko": "sim-002"}
ERASING = {"en": "sim-003", "ko": "sim-004"}


def basket(page: Page) -> list[tuple[str, str]]:
    """Titles and quantities."""
    expect(page.locator(".line").first).to_be_visible(timeout=SLOW_MS)
    return [(one.locator("h3").inner_text(), one.locator("output").inner_text()) for one in page.locator(".line").all()]


def groceries(page: Page, language: str) -> list[tuple[str, str]]:
    ask(page, GROCERIES[language])
    return basket(page)


def as_guest(opened: Browser, url: str, language: str) -> list[tuple[str, str]]:
    """What a guest gets for the same words."""
    context = opened.new_context(locale=SENTENCES[language][0], viewport=DESKTOP)
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(".hello")
    found = groceries(page, language)
    context.close()
    return found


def privacy(page: Page) -> None:
    page.get_by_role("tab").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".held")).to_be_visible()


def test_a_shoppers_past_shows_and_goes_with_their_consent(
    page: Page, opened: Browser, url: str, language: str
) -> None:
    stranger = as_guest(opened, url, language)
    choose(page, WITHDRAWING[language])
    assert groceries(page, language) != stranger
    own = page.locator(".line:has(.reason.own)").first
    expect(own.locator(".reason.own")).to_contain_text(PAST[language])
    own.locator(".why summary").first.click()
    own.locator(".proof summary").first.click()
    expect(own.locator(".proof code").first).to_have_text(re.compile(rf"^{WITHDRAWING[language]}/"))
    privacy(page)
    switch = page.locator("[role=switch][data-purpose=personalise]")
    expect(switch).to_have_attribute("aria-checked", "true")
    switch.focus()
    page.keyboard.press("Space")
    expect(switch).to_have_attribute("aria-checked", "false")
    expect(page.locator(".held-said")).not_to_be_empty()
    page.get_by_role("tab").first.click()
    assert groceries(page, language) == stranger
    expect(page.locator(".reason.own")).to_have_count(0)


def test_what_is_held_is_saved_as_json_and_then_erased(
    page: Page, opened: Browser, url: str, language: str, tmp_path: Path
) -> None:
    shopper = ERASING[language]
    choose(page, shopper)
    privacy(page)
    with page.expect_download() as download:
        page.locator("[data-act=export]").click()
    download.value.save_as(tmp_path / "export.json")
    exported = json.loads((tmp_path / "export.json").read_text("utf-8"))
    assert download.value.suggested_filename == f"damda-{shopper}.json"
    assert exported["shopper"] == shopper
    assert len(exported["events"]) > 50
    page.locator(".erase summary").click()
    page.locator(".erase-now").click()
    expect(page.locator(".held-said")).to_contain_text(str(len(exported["events"])))
    expect(page.locator(".held .opening")).to_contain_text(ERASED[language].format(shopper))
    expect(page.locator(".held button")).to_have_count(0)
    page.get_by_role("tab").first.click()
    assert groceries(page, language) == as_guest(opened, url, language)


def test_what_is_told_in_the_chat_can_be_forgotten(page: Page, language: str) -> None:
    choose(page, {"en": "sim-005", "ko": "sim-006"}[language])
    ask(page, {"en": "I hate coriander. " + GROCERIES["en"], "ko": "고수는 싫어해요. " + GROCERIES["ko"]}[language])
    privacy(page)
    told = page.locator(".told li:has(button)")
    expect(told).to_have_count(1)
    told.get_by_role("button").click()
    expect(told).to_have_count(0)


def test_a_guest_reads_that_nothing_is_held(page: Page, language: str) -> None:
    privacy(page)
    expect(page.locator(".held .opening")).to_contain_text(
        {"en": "nothing is held", "ko": "갖고 있는 정보가 없어요"}[language]
    )


def test_the_language_switch_changes_tabs_picker_and_record(page: Page, language: str) -> None:
    choose(page, "sim-008")
    privacy(page)
    page.locator("#damda-language").get_by_text({"en": "한국어", "ko": "English"}[language]).click()
    expect(page.get_by_role("tab").last).to_have_text({"en": "개인정보", "ko": "Privacy"}[language])
    expect(page.locator("#damda-who input")).to_have_value(
        {"en": "sim-008 (가상)", "ko": "sim-008 (simulated)"}[language]
    )
    expect(page.locator(".held h2")).to_have_text({"en": "갖고 있는 정보", "ko": "What is held of you"}[language])


def test_the_record_never_scrolls_a_phone_sideways(page: Page) -> None:
    page.set_viewport_size(PHONE)
    choose(page, "sim-009")
    privacy(page)
    page.locator(".erase summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
