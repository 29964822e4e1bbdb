"""Take pictures of the page at two widths in two languages.

`python -m assistant.web.ui.screenshots --out DIR [--url URL]`

For people who change the page: it needs Playwright and Debian's chromium, which shoppers do not.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
APP = Path(__file__).parents[3] / "app.py"
SENTENCES = {
    "en": ("en-US", "help me host a football party for 8, under $120, two vegans, no alcohol"),
    "ko": ("ko-KR", "축구 경기를 보면서 파티를 할 건데 도와줘! 8명이고 예산은 12만원이야"),
}
SHOPPER = "sim-007"  # whose past shows in many lines of both baskets
GROCERIES = {"en": "My weekly groceries for 2, under $60", "ko": "2명이 먹을 일주일 장보기, 6만원 안으로"}
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
START_S = 600  # the first start builds the demo shop
ANSWER_MS = 60_000
SETTLE_MS = 900  # fonts, pictures and the smooth scroll


def main() -> int:
    """Write `{language}-{size}-{welcome,basket}.png` and the two pictures of a shopper below the folder."""
    parser = argparse.ArgumentParser(description="Take pictures of the Damda page.")
    parser.add_argument("--out", type=Path, required=True, help="the folder that the pictures go to")
    parser.add_argument("--url", help="a running page; without it the app is started")
    given = parser.parse_args()
    if not CHROMIUM.exists():
        print(f"screenshots: {CHROMIUM} is not there; install Debian's chromium", file=sys.stderr)
        return 1
    given.out.mkdir(parents=True, exist_ok=True)
    if given.url:
        shoot_all(given.url, given.out)
    else:
        with running() as url:
            shoot_all(url, given.out)
    return 0


@contextmanager
def running(start_s: float = START_S) -> Iterator[str]:
    """Start the app on a free port, with records of its own, and give its address.

    Raises RuntimeError where it does not come up in time.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="damda-data-") as data:
        own = os.environ | {"DAMDA_DATA": data}  # nobody's records are shown, or lost
        process = subprocess.Popen([sys.executable, str(APP), "--port", str(port)], cwd=APP.parent, env=own)
        try:
            _wait(url, process, time.monotonic() + start_s)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(url: str, process: subprocess.Popen[bytes], deadline: float) -> None:
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"app.py ended with status {process.returncode}; run it by hand to see why")
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError(f"app.py did not answer at {url} in time")


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's chromium, headless."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        try:
            yield opened
        finally:
            opened.close()


def shoot_all(url: str, out: Path) -> None:
    """Every language at every size."""
    with browser() as opened:
        for language, (locale, sentence) in SENTENCES.items():
            for size, (width, height) in SIZES.items():
                context = opened.new_context(viewport={"width": width, "height": height}, locale=locale)
                _shoot(context.new_page(), url, sentence, out, f"{language}-{size}", full=size == "phone")
                context.close()
            _shoot_shopper(opened, url, out, language)


def _shoot(page: Page, url: str, sentence: str, out: Path, name: str, full: bool) -> None:
    page.goto(url)
    page.wait_for_selector(".hello")
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=out / f"{name}-welcome.png", full_page=full)
    ask(page, sentence)
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=out / f"{name}-basket.png", full_page=full)


def _shoot_shopper(opened: Browser, url: str, out: Path, language: str) -> None:
    """The basket of a shopper whose past is known in Korean, what is held of them in English."""
    width, height = SIZES["desktop"]
    context = opened.new_context(viewport={"width": width, "height": height}, locale=SENTENCES[language][0])
    page = context.new_page()
    page.goto(url)
    choose(page, SHOPPER)
    if language == "ko":
        ask(page, GROCERIES[language])
        page.locator(".line:has(.own) .why summary").first.click()
        page.locator(".proof summary").first.click()
    else:
        page.get_by_role("tab").last.click()
        page.locator(".held-part").first.wait_for()
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=out / f"{'shopper' if language == 'ko' else 'privacy'}-{language}-desktop.png")
    context.close()


def choose(page: Page, shopper: str) -> None:
    """Go on as a simulated shopper."""
    page.wait_for_selector(".hello")
    page.locator("#damda-who input").click()
    page.get_by_role("option").nth(1).wait_for(timeout=ANSWER_MS)  # the first visit loads the shoppers
    page.keyboard.type(shopper)
    page.get_by_role("option", name=shopper).click()
    page.locator(".asking").wait_for(timeout=ANSWER_MS)


def ask(page: Page, sentence: str) -> None:
    """Send a message and wait for its answer."""
    answers = page.locator(".bubble.damda:not(.thinking)").count()
    page.fill("#damda-ask textarea", sentence)
    page.press("#damda-ask textarea", "Enter")
    page.locator(".bubble.damda:not(.thinking)").nth(answers).wait_for(timeout=ANSWER_MS)


if __name__ == "__main__":
    sys.exit(main())
