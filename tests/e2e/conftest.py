"""What the browser tests share: a server over the demo shop, a browser, both languages, and a clean visit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from assistant.web.ui.screenshots import SENTENCES, browser, running

DESKTOP: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running() as address:
        yield address


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as chromium:
        yield chromium


@pytest.fixture(params=["en", "ko"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(opened: Browser, url: str, language: str) -> Iterator[Page]:
    """A fresh visit in a language; no request may leave the host and no script may fail."""
    context = opened.new_context(locale=SENTENCES[language][0], viewport=DESKTOP)
    page = context.new_page()
    strangers: list[str] = []
    own = (url, "data:", "blob:")
    page.on("request", lambda request: None if request.url.startswith(own) else strangers.append(request.url))
    page.on("pageerror", lambda error: strangers.append(str(error)))
    page.goto(url)
    page.wait_for_selector(".hello")
    yield page
    context.close()
    assert strangers == []
