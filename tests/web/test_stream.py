"""The event stream: the first byte before any work, the text in pieces, the whole reply last, or a problem."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.errors import BadInput
from assistant.types import Grown, Turn
from assistant.web import stream
from tests.web.client import SIGNING, app, problem
from tests.web.shop import WrittenAssistant

Event = tuple[str, dict[str, object]]
STREAM = {"accept": "text/event-stream"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(app(WrittenAssistant())) as client:
        yield client


def read(body: str) -> list[Event]:
    """The events of a stream."""
    events = []
    for block in body.removesuffix("\n\n").split("\n\n"):
        name, data = block.split("\n")
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


def collected(answer: Callable[[], Iterator[Grown]]) -> list[Event]:
    """The events of an answer, without HTTP."""

    async def all_of() -> str:
        return "".join([one async for one in stream.events(answer)])

    return read(asyncio.run(all_of()))


def test_a_stream_opens_then_speaks_then_gives_the_whole_reply(client: TestClient) -> None:
    response = client.post("/api/chat", json={"text": "party"}, headers=STREAM)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["x-accel-buffering"] == "no"
    (first, nothing), *said, (last, reply) = read(response.text)
    assert (first, nothing, last) == ("open", {}, "reply")
    assert {name for name, _ in said} == {"text"}
    assert len(said) > 1
    assert "".join(str(data["text"]) for _, data in said) == reply["text"]
    assert SIGNING.open_session(str(reply["session"])) == "s1"


def test_a_stream_ends_with_the_reply_that_plain_json_gives(client: TestClient) -> None:
    plain = client.post("/api/chat", json={"text": "party"}).json()
    assert read(client.post("/api/chat", json={"text": "party"}, headers=STREAM).text)[-1][1] == plain


def test_the_stream_opens_before_any_work() -> None:
    worked = threading.Event()

    def answer() -> Iterator[Grown]:
        worked.set()
        yield from WrittenAssistant().replies(Turn(text="party"))

    async def first() -> str:
        events = stream.events(answer)
        opened = await anext(events)
        await events.aclose()
        return opened

    assert asyncio.run(first()) == "event: open\ndata: {}\n\n"
    assert not worked.is_set()


def test_while_a_model_words_it_the_basket_is_there_and_the_words_come_line_by_line() -> None:
    said = WrittenAssistant().reply(Turn(text="party"))
    texts = [said.text, f"Kick-off soon.\n{said.text}", f"Kick-off soon.\n{said.text}\nEnjoy."]

    def answer() -> Iterator[Grown]:
        yield from (Grown(said.model_copy(update={"text": text}), whole=False) for text in texts)
        yield Grown(said.model_copy(update={"text": texts[-1]}), whole=True)

    opened, (shown, reply), *drafts, (last, whole) = collected(answer)
    assert (opened[0], shown, reply["text"]) == ("open", "basket", said.text)
    assert reply["bundle"] == whole["bundle"]
    assert [data["text"] for name, data in drafts if name == "draft"] == texts[1:]
    assert "".join(str(data["text"]) for name, data in drafts if name == "text") == whole["text"] == texts[-1]
    assert last == "reply"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "one",
        "축구 보는 날, 8명\n토르티야 칩 × 2",
        "  two  spaces\n\n\nand lines\n",
        "a\u2028b c\u00a0d e\r\nf",
    ],
)
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(stream.pieces(text)) == text


def test_an_unusable_turn_ends_the_stream_with_a_problem(client: TestClient) -> None:
    response = client.post("/api/chat", json={"text": "party", "market": "jp"}, headers=STREAM)
    opened, (name, said) = read(response.text)
    assert (opened[0], name, said["status"]) == ("open", "problem", 422)
    assert "market" in str(said["detail"])


@pytest.mark.parametrize(("error", "status"), [(BadInput("text: is\nno use"), 422), (RuntimeError("/srv/x"), 500)])
def test_a_failed_answer_is_one_line_without_our_secrets(error: Exception, status: int) -> None:
    _, (name, said) = collected(lambda: WrittenAssistant(error=error).replies(Turn(text="party")))
    assert (name, said["status"]) == ("problem", status)
    assert "\n" not in str(said["detail"])
    assert "/srv" not in str(said)


def test_what_is_wrong_before_any_work_is_refused_without_a_stream(client: TestClient) -> None:
    assert "text" in problem(client.post("/api/chat", json={}, headers=STREAM), 422)


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("text/event-stream", True),
        ("Text/Event-Stream; charset=utf-8", True),
        ("application/json, text/event-stream;q=0.5", True),
        ("application/json", False),
        ("*/*", False),
        ("", False),
    ],
)
def test_only_who_names_the_stream_gets_it(accept: str, wanted: bool) -> None:
    assert stream.wanted(accept) is wanted
