"""Ordering and coming back over HTTP: signed sessions alone, one order however often it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.dialogue.assistant import Assistant
from assistant.web.api import create_app
from tests.dialogue.turns import BEER, CHIPS, opened
from tests.web.client import SHOPS, SIGNING, app, problem
from tests.web.shop import WrittenAssistant

SESSION = SIGNING.sign_session("s1")


def client_of(assistant: Assistant) -> TestClient:
    """A client of the app over an assistant; made inside a loop, as Gradio wants it."""

    async def made() -> TestClient:
        return TestClient(create_app(assistant, SIGNING, SHOPS), raise_server_exceptions=False)

    return asyncio.run(made())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small shop is."""
    return tmp_path_factory.mktemp("small")


@pytest.fixture(scope="module")
def client(small: Path) -> Iterator[TestClient]:
    """A server of the small shop."""
    with client_of(opened(small)) as client:
        yield client


def session_of(client: TestClient, text: str) -> str:
    """The session of a basket."""
    return str(client.post("/api/chat", json={"text": text}).json()["session"])


def test_a_checkout_answers_with_the_order(client: TestClient) -> None:
    """Its lines, its total, and a session that is signed as before."""
    session = session_of(client, CHIPS)
    body = client.post("/api/checkout", json={"session": session}).json()
    assert body["session"] == session
    assert body["act"] == "checkout"
    assert body["order"]["status"] == "placed"
    assert body["order"]["total"] == {"amount": 2 * 299 + 6 * 199, "currency": "USD"}


def test_a_double_click_is_one_order(client: TestClient) -> None:
    """Eight clicks at once."""
    session = session_of(client, CHIPS)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.post("/api/checkout", json={"session": session}).json(), range(8)))
    assert len({answer["order"]["id"] for answer in answers}) == 1


def test_alcohol_needs_the_age(client: TestClient) -> None:
    """Without it the order is null and the notice says why."""
    session = session_of(client, BEER)
    refused = client.post("/api/checkout", json={"session": session}).json()
    assert refused["order"] is None
    assert [notice["code"] for notice in refused["notices"]] == ["age_unconfirmed"]
    placed = client.post("/api/checkout", json={"session": session, "of_age": True}).json()
    assert placed["order"]["lines"][0]["product_id"] == "lager"


def test_a_session_comes_back_on_another_device_and_another_server(client: TestClient, small: Path) -> None:
    """The signed id is all that it takes."""
    session = session_of(client, CHIPS)
    with client_of(opened(small)) as other:
        body = other.post("/api/session", json={"session": session}).json()
    assert [line["quantity"] for line in body["bundle"]["lines"]] == [2, 6]
    assert body["session"] == session


@pytest.mark.parametrize("path", ["/api/checkout", "/api/session"])
@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({"session": "s1"}, 422, "no basket"),
        ({"session": SESSION + "x"}, 422, "no basket"),
        ({"session": SESSION}, 422, "no basket"),
        ({}, 422, "session"),
        ({"session": 5}, 422, "session"),
        ({"session": SESSION, "price": 0}, 422, "price"),
    ],
)
def test_a_bad_body_is_refused_in_one_line(
    client: TestClient, path: str, body: dict[str, object], status: int, says: str
) -> None:
    """Unsigned, forged, unknown, or not what is asked."""
    assert says in problem(client.post(path, json=body), status)


def test_the_age_reaches_the_engine_as_it_was_sent() -> None:
    """Nothing is assumed of it."""
    written = WrittenAssistant()
    with TestClient(app(written)) as client:
        client.post("/api/checkout", json={"session": SESSION})
        client.post("/api/checkout", json={"session": SESSION, "of_age": True})
    assert written.ordered == [("s1", False), ("s1", True)]
