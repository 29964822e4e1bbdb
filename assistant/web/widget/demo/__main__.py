"""Serve a small shop of somebody else's with the widget in it: `python -m assistant.web.widget.demo`.

For people who want to see the widget on a page that Damda does not serve. The shop is a demonstration and says so.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
FILES = {  # what the shop has; nothing else is served
    "/": ("index.html", "text/html"),
    "/ko": ("ko.html", "text/html"),
    "/shop.css": ("shop.css", "text/css"),
    "/shop.js": ("shop.js", "text/javascript"),
}
LANGUAGES = {"index.html": ("en", "us"), "ko.html": ("ko", "kr")}
COLOUR = "#39489b"  # the shop's own
LAST_PORT = 65535
PLACE = "<!-- the widget -->"


def main() -> int:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description="Serve a demonstration shop with the Damda widget in it.")
    parser.add_argument("--port", type=int, default=7861)
    parser.add_argument("--damda", default="http://127.0.0.1:7860", help="where `python app.py` answers")
    given = parser.parse_args()
    if urlsplit(given.damda).scheme not in ("http", "https") or not urlsplit(given.damda).hostname:
        parser.error(f"--damda: {given.damda!r} is no http or https address; give one such as http://127.0.0.1:7860")
    if not 0 <= given.port <= LAST_PORT:
        parser.error(f"--port: {given.port} is no port; give one from 0 (any free one) to {LAST_PORT}")
    try:
        server = Shop(given.port, given.damda)
    except OSError as error:
        print(f"demo: port {given.port} cannot be used ({error.strerror}); give another with --port", file=sys.stderr)
        return 1
    print(f"The demonstration shop is at {server.address}", flush=True)
    with server, suppress(KeyboardInterrupt):  # stopped by hand, as meant
        server.serve_forever()
    return 0


class Shop(ThreadingHTTPServer):
    """The shop's few files on one port (0: any free one), with the script line of a Damda server in its pages."""

    daemon_threads = True

    def __init__(self, port: int, damda: str) -> None:
        self.damda = damda.rstrip("/")
        super().__init__(("127.0.0.1", port), Visit)

    @property
    def address(self) -> str:
        """Where the shop is."""
        return f"http://127.0.0.1:{self.server_port}"

    def body(self, path: str) -> bytes | None:
        """What stands at a path, if anything."""
        if path not in FILES:
            return None
        name, _ = FILES[path]
        text = (HERE / name).read_text("utf-8")
        if name in LANGUAGES:
            text = text.replace(PLACE, script_line(self.damda, *LANGUAGES[name]))
        return text.encode("utf-8")

    @property
    def policy(self) -> str:
        """What a careful shop sends: its own files, and of Damda's server the script, the answers and the pictures."""
        host = "{0.scheme}://{0.netloc}".format(urlsplit(self.damda))
        return (
            f"default-src 'none'; style-src 'self'; script-src 'self' {host}; connect-src {host}; "
            f"img-src 'self' data: {host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )


class Visit(BaseHTTPRequestHandler):
    """One request of a visitor."""

    server: Shop

    def do_GET(self) -> None:
        """Answer with one of the shop's files."""
        path = urlsplit(self.path).path
        body = self.server.body(path)
        if body is None:
            self.send_error(404, "This shop has no such page")
            return
        self.send_response(200)
        self.send_header("content-type", f"{FILES[path][1]}; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.send_header("content-security-policy", self.server.policy)
        self.send_header("x-content-type-options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for the address."""


def script_line(damda: str, language: str, market: str) -> str:
    """The one line that a shop puts into its pages."""
    return (
        f'<script src="{escape(damda)}/widget.js" data-shop="demo" data-language="{language}" '
        f'data-market="{market}" data-colour="{COLOUR}" defer></script>'
    )


if __name__ == "__main__":
    sys.exit(main())
