"""The load test: what shoppers meet, and when that is good enough."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from evals.load import MOST_P95, Outcome, holds, shop, summary

REPLY = {
    "text": "Six cans, ₩9,900",
    "session": "s-1",
    "bundle": {"lines": [{"quantity": 2, "product": {"id": "lager"}}]},
}


class FakeApp(BaseHTTPRequestHandler):
    """Answers every ask with a basket, and every edit with a problem."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        status, body = (200, REPLY) if self.path == "/api/chat" else (422, {"title": "no such line"})
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def fake_app() -> Iterator[str]:
    """The fake's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeApp)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_shoppers_chat_and_what_is_refused_is_an_error(fake_app: str) -> None:
    """Every turn comes back with its kind; an error says what was answered."""
    outcomes = shop(fake_app, shoppers=8, seconds=6)
    assert sum(1 for outcome in outcomes if outcome.kind == "ask") >= 8
    assert {outcome.kind for outcome in outcomes if outcome.error} <= {"edit"}
    assert all("422" in str(outcome.error) for outcome in outcomes if outcome.kind == "edit")
    assert all(outcome.milliseconds > 0 for outcome in outcomes)


def test_the_summary_is_of_all_turns_and_of_each_kind() -> None:
    """All first, then the kinds by name."""
    loads = summary([Outcome("ask", 100.0, None), Outcome("ask", 300.0, None), Outcome("edit", 10.0, "422: no")])
    assert [(load.kind, load.turns, load.errors, load.p50, load.p95) for load in loads] == [
        ("all", 3, 1, 100.0, 300.0),
        ("ask", 2, 0, 100.0, 300.0),
        ("edit", 1, 1, 10.0, 10.0),
    ]


@pytest.mark.parametrize(
    ("outcomes", "held"),
    [
        ([Outcome("ask", 100.0, None)], True),
        ([Outcome("ask", 100.0, "500: failed")], False),
        ([Outcome("ask", MOST_P95 + 1, None)], False),
        ([], False),
    ],
)
def test_it_holds_with_turns_without_errors_and_in_time(outcomes: list[Outcome], held: bool) -> None:
    """No turns at all is no success."""
    assert holds(summary(outcomes)) is held
