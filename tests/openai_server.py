"""A real HTTP server that speaks the OpenAI protocol as well, or as badly, as a test asks it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from typing_extensions import override

HUGE = 10_000_000  # bytes of an answer that nobody should read
FORM = {"act": "plan", "needs": [{"phrase": "paper plates", "must": True}]}
WORDING = "opening: Here is what a good evening takes.\nclosing: Tell me what you would like to change."
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One request, answered as the server's script says for its kind."""

    def do_POST(self) -> None:
        self.sent: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["content-length"])))
        script: Script = self.server.script  # type: ignore[attr-defined]
        script.requests.append(self.sent)
        script.keys.append(self.headers.get("authorization", ""))
        answers = script.stream if self.sent.get("stream") else script.typed
        try:
            answers[
                min(len(answers), sum(bool(r.get("stream")) == bool(self.sent.get("stream")) for r in script.requests))
                - 1
            ](self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the other side has stopped reading, as it should

    do_GET = do_POST  # noqa: N815 - the name that http.server looks for

    @override
    def log_message(self, format: str, *args: Any) -> None:
        return

    def send(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in {"content-type": kind, "content-length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def events(self) -> None:
        """The head of a stream, which ends when the connection does."""
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True

    def piece(self, delta: dict[str, Any] | str, finish: str | None = None) -> None:
        """One event of a stream."""
        given = {"role": "assistant", "content": delta} if isinstance(delta, str) else delta
        choice = {"index": 0, "delta": given, "finish_reason": finish}
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())
        self.wfile.flush()


def completion(message: dict[str, Any]) -> bytes:
    """A whole completion around a message."""
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 50, "completion_tokens": 20, "total_tokens": 70}
    whole = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage}
    return json.dumps(whole, ensure_ascii=False).encode()


def tool(fields: object) -> Answer:
    """The form as a tool call."""
    function = {"name": "Heard", "arguments": fields if isinstance(fields, str) else json.dumps(fields)}
    call = {"id": "t", "type": "function", "function": function}
    return lambda handler: handler.send(200, completion({"content": None, "tool_calls": [call]}))


def text(content: object) -> Answer:
    """The form as text: JSON, or whatever is given."""
    return lambda handler: handler.send(200, completion({"content": content}))


def raw(body: bytes, kind: str = "application/json") -> Answer:
    """Any bytes, with the status of a success."""
    return lambda handler: handler.send(200, body, kind)


def status(code: int, **headers: str) -> Answer:
    """An error."""
    return lambda handler: handler.send(code, b'{"error": {"message": "no", "type": "t"}}', **headers)


def silence(seconds: float = 30) -> Answer:
    """Nothing at all, for long; ends with the server."""
    return lambda handler: handler.server.stopped.wait(seconds) and None  # type: ignore[attr-defined]


def dribble(handler: Handler) -> None:
    """Comments that keep the connection alive and say nothing."""
    handler.events()
    while not handler.server.stopped.wait(0.05):  # type: ignore[attr-defined]
        handler.wfile.write(b": wait\n\n")
        handler.wfile.flush()


def huge(handler: Handler) -> None:
    """Ten megabytes."""
    if handler.sent.get("stream"):
        handler.events()
        for _ in range(HUGE // 10_000):
            handler.piece("opening: " + "word " * 2_000)
    else:
        handler.send(200, completion({"content": "x" * HUGE}))


def streamed(words: str = WORDING, cut: bool = False) -> Answer:
    """The words in pieces; `cut`: the connection ends in the middle of an event."""

    def answer(handler: Handler) -> None:
        handler.events()
        for start in range(0, len(words), 7):
            handler.piece(words[start : start + 7])
            if cut and start > len(words) // 2:
                handler.wfile.write(b'data: {"id": "c", "choi')
                handler.wfile.flush()
                return
        handler.piece({}, "stop")
        handler.wfile.write(b"data: [DONE]\n\n")

    return answer


@dataclass
class Script:
    """What is answered, call by call of each kind (the last one again and again), and what was asked."""

    typed: list[Answer] = field(default_factory=lambda: [tool(FORM)])
    stream: list[Answer] = field(default_factory=lambda: [streamed()])
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving(script: Script) -> Iterator[Script]:
    """The script on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.script, server.stopped = script, threading.Event()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    script.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield script
    finally:
        server.stopped.set()  # type: ignore[attr-defined]
        time.sleep(0)
        server.shutdown()
        server.server_close()
