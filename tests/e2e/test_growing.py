"""While a model words a reply the basket is there already, on the page and in the widget, and the words come in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.types import Grown, Turn
from assistant.web.ui.screenshots import CHROMIUM
from tests.e2e.visits import DESKTOP, visit, written
from tests.web.shop import WrittenAssistant

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not there; install Debian's chromium")
LATEST_S = 20
OPENING = "Kick-off is soon, so everything here is quick."


@dataclass
class Slow(WrittenAssistant):
    """Answers as a model words it: the basket at once, a line more, and the rest when the gate is opened."""

    gate: Event = field(default_factory=Event)

    def replies(self, turn: Turn) -> Iterator[Grown]:
        """The reply as it grows."""
        first = self.reply(turn)
        better = first.model_copy(update={"text": f"{OPENING}\n{first.text}"})
        yield Grown(first, whole=False)
        yield Grown(better, whole=False)
        assert self.gate.wait(LATEST_S)
        yield Grown(better.model_copy(update={"text": f"{better.text}\nTell me what to change."}), whole=True)


@contextmanager
def on_the_page(opened: Browser, slow: Slow) -> Iterator[Page]:
    """The page over it, asked, with the answer still growing."""
    with written(slow) as shop:
        context = opened.new_context(viewport=DESKTOP)
        page = context.new_page()
        page.goto(shop.damda)
        page.fill("#damda-ask textarea", "football party")
        page.press("#damda-ask textarea", "Enter")
        yield page
        context.close()


@contextmanager
def in_the_widget(opened: Browser, slow: Slow) -> Iterator[Page]:
    """The widget over it, asked, with the answer still growing."""
    with written(slow) as shop, visit(opened, shop) as page:
        page.locator(".composer textarea, textarea").last.fill("football party")
        page.keyboard.press("Enter")
        yield page


@pytest.mark.parametrize("side", [on_the_page, in_the_widget], ids=["page", "widget"])
def test_the_basket_is_there_before_its_words_are(opened: Browser, side: object, tmp_path: Path) -> None:
    slow = Slow()
    with side(opened, slow) as page:  # type: ignore[operator]
        expect(page.locator(".line").first).to_be_visible()
        expect(page.locator(".bubble.damda").last).to_be_visible()
        expect(page.get_by_text(OPENING).first).to_be_visible()
        if side is on_the_page:
            expect(page.get_by_role("status").filter(has_text="Finding the words…")).to_be_visible()
        assert page.get_by_text("Tell me what to change.").count() == 0
        page.screenshot(path=tmp_path / "growing.png")
        slow.gate.set()
        expect(page.get_by_text("Tell me what to change.").first).to_be_visible()
        assert page.get_by_text(OPENING).count() == 1
        expect(page.locator(".thinking")).to_have_count(0)
