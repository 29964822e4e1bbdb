"""Mount the page, and clean what Gradio serves at `/`: no foreign addresses, and a policy that forbids them."""

from __future__ import annotations

import re
from urllib.parse import quote

import gradio as gr
from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.ui.page import HERE, build
from assistant.web.ui.theme import theme
from assistant.web.ui.view import Answers

# Gradio runs its own inline scripts and compiles templates, hence 'unsafe-inline' and 'unsafe-eval'. Product pictures
# of other catalogues lie on other hosts, so images alone may come from anywhere. Nothing else may leave this host.
POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; connect-src 'self'; frame-ancestors 'self'"
)
# Gradio's own advertisement, and the app manifest that carries its logo.
FOREIGN = re.compile(r'\s*<(?:meta\s+(?:property="og:|name="twitter:)|link\s+rel="manifest")[^>]*>')
ICON = quote(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="12" fill="#1F6F50"/>'
    '<path d="M10 18h20l-2.4 11.2a2.5 2.5 0 0 1-2.4 2H14.8a2.5 2.5 0 0 1-2.4-2zM15 18l4-8M25 18l-4-8" fill="none" '
    'stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>'
)
HEAD = f"""
<meta name="description" content="담다 Damda: say what you are planning, get one basket inside your budget.">
<meta property="og:title" content="담다 Damda">
<link rel="icon" type="image/svg+xml" href="data:image/svg+xml,{ICON}">
</head>"""


def mount_page(app: FastAPI, assistant: Answers) -> None:
    """Serve the page at `/` of an app. Routes that the app has already go first."""
    app.add_middleware(CleanPage)
    gr.mount_gradio_app(
        app,
        build(assistant),
        path="/",
        theme=theme(),
        css_paths=HERE / "page.css",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        mcp_server=False,
        show_error=False,
        max_file_size=1,  # the page takes no files
    )


class CleanPage:
    """ASGI middleware that rewrites the HTML of `/` and passes everything else through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await self.app({**scope, "headers": plain}, receive, hold)
        body = clean(b"".join(message.get("body", b"") for message in held))
        start = next(message for message in held if message["type"] == "http.response.start")
        await send({**start, "headers": _headers(start, len(body))})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def clean(body: bytes) -> bytes:
    """The page without the addresses and pictures that Gradio advertises itself with."""
    html = FOREIGN.sub("", body.decode("utf-8", "replace"))
    return html.replace("</head>", HEAD, 1).encode("utf-8")


def _headers(start: Message, length: int) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    return [
        *kept,
        (b"content-length", str(length).encode()),
        (b"content-security-policy", POLICY.encode()),
        (b"referrer-policy", b"same-origin"),
        (b"x-content-type-options", b"nosniff"),
    ]
