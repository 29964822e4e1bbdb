"""Simulated shoppers for locust: each chats in one language, in sessions of an ask, refinements and basket edits.

Run by `python -m evals load`, in a process of its own, because locust changes how sockets work. Every turn's outcome
goes into the file that DAMDA_LOAD_OUTCOMES names: locust's own percentiles are rounded to two digits.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

from locust import HttpUser, between, events, task

from catalog.plain_yaml import read_yaml

REQUESTS = Path(__file__).parent / "requests" / "examples.yaml"
PAUSE = between(1, 5)  # seconds from a reply to the next turn; shoppers read longer, so this is the harder case
OPENINGS = {  # other words in front, so that not every request is in the encoder's memory
    "en": ("hi, ", "hello, ", "quick one: ", "so ", "ok ", "please help, ", "hey there, ", ""),
    "ko": ("안녕하세요, ", "저기요, ", "혹시 ", "급한데 ", "음 ", "부탁이 있는데 ", "있잖아요 ", ""),
}
REFINEMENTS = {
    "en": (
        "make it cheaper",
        "why the first one?",
        "we are two more people",
        "nothing with nuts",
        "swap the second one",
    ),
    "ko": ("더 싸게 해줘", "첫 번째는 왜 담았어?", "두 명 더 와요", "견과류는 빼줘", "두 번째 거 다른 걸로 바꿔줘"),
}
LANGUAGES = ("en", "ko")
TURNS = 3  # refinements and edits after an ask
OK = 200

outcomes: list[dict[str, Any]] = []
numbers = count()


def keep(name: str, response_time: float, exception: Exception | None, **_: Any) -> None:
    """Remember how a turn went."""
    outcomes.append({"kind": name, "milliseconds": response_time, "error": str(exception) if exception else None})


def write(**_: Any) -> None:
    """Hand the outcomes over."""
    Path(os.environ["DAMDA_LOAD_OUTCOMES"]).write_text(json.dumps(outcomes), "utf-8")


events.request.add_listener(keep)  # type: ignore[no-untyped-call]
events.quitting.add_listener(write)  # type: ignore[no-untyped-call]


class Shopper(HttpUser):
    """One shopper with one language; every other one is Korean."""

    wait_time = PAUSE

    def on_start(self) -> None:
        number = next(numbers)
        self.random = random.Random(number)
        self.language = LANGUAGES[number % len(LANGUAGES)]
        self.requests: list[str] = read_yaml(REQUESTS)[self.language]

    @task
    def converse(self) -> None:
        """Ask, then refine the basket or edit it, with a pause before every turn but the first."""
        said = self.random.choice(OPENINGS[self.language]) + self.random.choice(self.requests)
        reply = self._turn("ask", "/api/chat", {"text": said})
        for _ in range(TURNS):
            if reply is None:
                return
            self.wait()  # type: ignore[no-untyped-call]
            reply = self._edited(reply) if reply["bundle"] and self.random.random() < 0.5 else self._refined(reply)

    def _refined(self, reply: Mapping[str, Any]) -> dict[str, Any] | None:
        said = self.random.choice(REFINEMENTS[self.language])
        return self._turn("refine", "/api/chat", {"text": said, "session": reply["session"]})

    def _edited(self, reply: Mapping[str, Any]) -> dict[str, Any] | None:
        line = self.random.choice(reply["bundle"]["lines"])
        change = {"session": reply["session"], "kind": "remove", "product_id": line["product"]["id"]}
        if line["quantity"] > 1:
            change |= {"kind": "quantity", "quantity": line["quantity"] - 1}
        return self._turn("edit", "/api/basket", change)

    def _turn(self, name: str, path: str, body: Mapping[str, Any]) -> dict[str, Any] | None:
        """Send a turn; what is not a reply with words is an error."""
        with self.client.post(path, json=body, name=name, catch_response=True) as response:
            if response.status_code != OK:
                response.failure(f"{response.status_code}: {response.text[:200]}")
                return None
            reply: dict[str, Any] = response.json()
            if not reply.get("text"):
                response.failure("a reply without words")
                return None
            return reply
