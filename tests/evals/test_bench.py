"""The bench's figures: percentiles, targets, and the events of a streamed turn."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.types import Turn
from evals.bench.figures import Figure, percentile
from evals.bench.stream import streamed
from evals.served import NotServed, Served

EVENTS = {
    "whole": 'event: open\ndata: {}\n\nevent: text\ndata: {"text": "Six"}\n\nevent: reply\ndata: {"id": "1"}\n\n',
    "broken": 'event: open\ndata: {}\n\nevent: problem\ndata: {"status": 500}\n\n',
}


class FakeStream(BaseHTTPRequestHandler):
    """Answers the stream that the text of the turn names."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(EVENTS["broken" if "broken" in body else "whole"].encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def app() -> Iterator[Served]:
    """The fake's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeStream)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served("127.0.0.1", server.server_port, 0.0)
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_stream_is_timed_event_by_event(app: Served) -> None:
    """The first byte, the first words and the end come in that order."""
    seen = streamed(app, Turn(text="six cans"))
    assert 0 < seen.byte <= seen.text <= seen.whole


def test_a_stream_without_a_reply_is_one_line(app: Served) -> None:
    """A problem in the stream is no figure."""
    with pytest.raises(NotServed, match="no reply"):
        streamed(app, Turn(text="broken"))


def test_an_app_that_is_not_there_is_one_line() -> None:
    """Nothing listens on the port."""
    with pytest.raises(NotServed, match="broke off"):
        streamed(Served("127.0.0.1", 1, 0.0), Turn(text="six cans"))


@pytest.mark.parametrize(("share", "value"), [(0.5, 2.0), (0.95, 4.0), (0.25, 1.0)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: float) -> None:
    """The smallest that enough of the values do not exceed."""
    assert percentile([4.0, 1.0, 3.0, 2.0], share) == value


def test_a_figure_meets_its_target_up_to_it() -> None:
    """At most the target; none is always met."""
    assert [Figure("f", 30, "ms", 30).met, Figure("f", 31, "ms", 30).met, Figure("f", 31, "ms").met] == [
        True,
        False,
        True,
    ]
