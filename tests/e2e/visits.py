"""Visits of the widget on somebody's shop, over the real engine or a written one."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from playwright.sync_api import Browser, Page, ViewportSize

from assistant.web.api import create_app
from assistant.web.widget.demo.__main__ import Shop
from assistant.web.widget.screenshots import open_to_visitors
from tests.web.shop import WrittenAssistant

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
LATEST_START_S = 30


@contextmanager
def visit(opened: Browser, shop: Shop, path: str = "/", troubles: list[str] | None = None) -> Iterator[Page]:
    """A visit with the panel open; collects what must not be: requests elsewhere, console errors, broken scripts."""
    troubles = [] if troubles is None else troubles
    context = opened.new_context(viewport=DESKTOP)
    page = context.new_page()
    hosts = (shop.address, shop.damda, "data:")
    page.on("request", lambda asked: None if asked.url.startswith(hosts) else troubles.append(asked.url))
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(shop.address + path)
    page.locator(".launcher").click()
    yield page
    context.close()


@contextmanager
def written(assistant: WrittenAssistant) -> Iterator[Shop]:
    """A shop with the widget over a written assistant."""
    with Shop(0, "") as shop, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        shop.damda = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = create_app(assistant, shops={"demo": (shop.address,)})
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="none"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        latest = time.monotonic() + LATEST_START_S
        while not server.started and time.monotonic() < latest:
            time.sleep(0.05)
        with open_to_visitors(shop):
            yield shop
        server.should_exit = True
        thread.join()
