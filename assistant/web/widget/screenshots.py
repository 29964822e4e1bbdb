"""Take pictures of the widget on somebody else's shop.

`python -m assistant.web.widget.screenshots --out DIR [--every]`

For people who change the widget: it needs Playwright and Debian's chromium, which shoppers do not.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page

from assistant.web.ui.screenshots import ANSWER_MS, CHROMIUM, SENTENCES, SETTLE_MS, SIZES, browser, running
from assistant.web.widget.demo.__main__ import Shop

KEPT = (("en", "desktop"), ("ko", "phone"))  # what the documents show
PATHS = {"en": "/", "ko": "/ko"}


def main() -> int:
    """Write `widget-{language}-{size}.png`, or every state of both languages and sizes, below the folder."""
    parser = argparse.ArgumentParser(description="Take pictures of the Damda widget.")
    parser.add_argument("--out", type=Path, required=True, help="the folder that the pictures go to")
    parser.add_argument("--every", action="store_true", help="both languages and sizes: closed, open, with a basket")
    given = parser.parse_args()
    if not CHROMIUM.exists():
        print(f"screenshots: {CHROMIUM} is not there; install Debian's chromium", file=sys.stderr)
        return 1
    given.out.mkdir(parents=True, exist_ok=True)
    wanted = [(language, size) for language in PATHS for size in SIZES] if given.every else KEPT
    with embedded() as shop, browser() as opened:
        for language, size in wanted:
            width, height = SIZES[size]
            context = opened.new_context(viewport={"width": width, "height": height}, locale=SENTENCES[language][0])
            _shoot(context.new_page(), shop.address, language, given.out / f"widget-{language}-{size}", given.every)
            context.close()
    return 0


@contextmanager
def embedded() -> Iterator[Shop]:
    """The shop on a free port with the real app behind its widget, which has the shop's address on its list."""
    with Shop(0, "") as shop, _listed(shop.address), running() as damda:
        shop.damda = damda
        with open_to_visitors(shop):
            yield shop


@contextmanager
def _listed(address: str) -> Iterator[None]:
    """The environment of the app that is started inside: one shop, at this address."""
    before = os.environ.get("DAMDA_SHOPS")
    os.environ["DAMDA_SHOPS"] = json.dumps({"demo": [address]})
    try:
        yield
    finally:
        del os.environ["DAMDA_SHOPS"]
        if before is not None:
            os.environ["DAMDA_SHOPS"] = before


@contextmanager
def open_to_visitors(shop: Shop) -> Iterator[None]:
    """Serve a shop in a thread for as long as the block runs."""
    Thread(target=shop.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        shop.shutdown()


def _shoot(page: Page, address: str, language: str, out: Path, every: bool) -> None:
    page.goto(address + PATHS[language])
    page.locator(".launcher").wait_for()
    if every:
        page.screenshot(path=out.with_name(out.name + "-closed.png"))
    page.locator(".launcher").click()
    page.wait_for_timeout(SETTLE_MS)
    if every:
        page.screenshot(path=out.with_name(out.name + "-open.png"))
    ask(page, SENTENCES[language][1])
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=out.with_name(out.name + ("-basket.png" if every else ".png")))


def ask(page: Page, sentence: str) -> None:
    """Send a message in the open panel and wait for its answer."""
    answers = page.locator(".bubble.damda:not([aria-busy])").count()
    page.locator(".composer textarea").fill(sentence)
    page.locator(".composer textarea").press("Enter")
    page.locator(".bubble.damda:not([aria-busy])").nth(answers).wait_for(timeout=ANSWER_MS)


if __name__ == "__main__":
    sys.exit(main())
