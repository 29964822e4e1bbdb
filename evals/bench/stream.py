"""A streamed turn over HTTP: when the first byte comes, when the first words do, and when it is whole."""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass

from tqdm import tqdm

from assistant.types import Turn
from evals.bench.figures import Figure, percentile
from evals.bench.turns import GREETINGS, asked
from evals.served import NotServed, Served, served

ROUNDS = 2
TIMEOUT = 60.0  # seconds


@dataclass(frozen=True)
class Streamed:
    """Milliseconds from the start of the request to its first byte, first words and end."""

    byte: float
    text: float
    whole: float


def stream() -> list[Figure]:
    """Every example, streamed from a freshly started app."""
    with served() as app:
        for turn in tqdm(asked(GREETINGS[:1]), desc="warming up", unit="turn"):
            streamed(app, turn)
        measured = asked(GREETINGS[1 : 1 + ROUNDS])  # other words than those in memory by now
        seen = [streamed(app, turn) for turn in tqdm(measured, desc="streamed", unit="turn")]
    return [
        Figure("first streamed byte p95", percentile([one.byte for one in seen], 0.95), "ms", 150),
        Figure("first streamed text p95", percentile([one.text for one in seen], 0.95), "ms"),
        Figure("streamed reply p95", percentile([one.whole for one in seen], 0.95), "ms"),
    ]


def streamed(app: Served, turn: Turn) -> Streamed:
    """Send one turn and time its events. Raises NotServed where the reply does not come."""
    body = json.dumps({"text": turn.text, "at": turn.at.isoformat() if turn.at else None})
    start = time.perf_counter()
    connection = http.client.HTTPConnection(app.host, app.port, timeout=TIMEOUT)
    try:
        headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
        connection.request("POST", "/api/chat", body.encode(), headers)
        times = _event_times(connection.getresponse(), start)
    except (OSError, http.client.HTTPException) as error:
        raise NotServed(f"/api/chat: the stream broke off ({error}); run `python app.py` to see why") from error
    finally:
        connection.close()
    if not {"text", "reply"} <= times.keys():
        raise NotServed(f"/api/chat: events {sorted(times)} came, but no reply; run `python app.py` to see why")
    return Streamed(times["open"], times["text"], times["reply"])


def _event_times(response: http.client.HTTPResponse, start: float) -> dict[str, float]:
    """When the first event of each name came, in milliseconds; a reply counts at its end."""
    times: dict[str, float] = {}
    name = ""
    while line := response.readline():
        if line.startswith(b"event: "):
            name = line.removeprefix(b"event: ").decode().strip()
        if name and (name != "reply" or line.startswith(b"data: ")):
            times.setdefault(name, (time.perf_counter() - start) * 1000)
    return times
