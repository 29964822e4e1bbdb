"""What a shop reports of a shopper, and whose word about who they are is taken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.web.signing import Signing
from tests.web.client import SIGNING, app, problem
from tests.web.shop import WrittenAssistant

SEEN = {"kind": "view", "product_id": "chips"}


@pytest.fixture
def written() -> WrittenAssistant:
    return WrittenAssistant()


@pytest.fixture
def client(written: WrittenAssistant) -> Iterator[TestClient]:
    with TestClient(app(written)) as client:
        yield client


def test_events_of_a_simulated_shopper_are_kept(client: TestClient, written: WrittenAssistant) -> None:
    rated = SEEN | {"kind": "rating", "value": 5, "at": "2026-11-21T18:00:00+09:00"}
    response = client.post("/api/events?shop=demo", json={"shopper": "sim-001", "events": [SEEN, rated]})
    assert (response.status_code, response.json()) == (200, {"recorded": 2, "refused": None})
    (shopper, seen), (_, stars) = written.happened
    assert (shopper, seen.kind, seen.at, stars.value) == ("sim-001", "view", None, 5)


def test_events_of_a_signed_shopper_are_kept_under_the_bare_id(client: TestClient, written: WrittenAssistant) -> None:
    client.post("/api/events", json={"shopper": SIGNING.sign_shopper("kim"), "events": [SEEN]})
    assert written.happened[0][0] == "kim"


def test_without_consent_nothing_is_kept_and_the_answer_says_why(client: TestClient) -> None:
    answer = client.post("/api/events", json={"shopper": "sim-002", "events": [SEEN]}).json()
    assert answer["recorded"] == 0
    assert "consent" in answer["refused"]


@pytest.mark.parametrize(
    "shopper", ["", "kim", "sim-301", "sim-999.sig", Signing(b"two").sign_shopper("kim"), SIGNING.sign_session("kim")]
)
@pytest.mark.parametrize(("path", "rest"), [("/api/events", {"events": [SEEN]}), ("/api/chat", {"text": "party"})])
def test_a_shopper_that_nobody_signed_is_refused(
    client: TestClient, written: WrittenAssistant, path: str, rest: dict[str, object], shopper: str
) -> None:
    assert problem(client.post(path, json={"shopper": shopper} | rest), 403).startswith("shopper: ")
    assert not written.turns
    assert not written.happened


@pytest.mark.parametrize("shopper", ["sim-001", SIGNING.sign_shopper("sim-001")])
def test_a_turn_reaches_the_engine_with_the_bare_shopper(
    client: TestClient, written: WrittenAssistant, shopper: str
) -> None:
    assert client.post("/api/chat", json={"text": "party", "shopper": shopper, "language": "ko"}).status_code == 200
    assert (written.turns[0].shopper, written.turns[0].language) == ("sim-001", "ko")


@pytest.mark.parametrize(
    ("events", "says"),
    [
        ([], "events"),
        ([SEEN] * 101, "events"),
        ([SEEN | {"kind": "stare"}], "events.0.kind"),
        ([SEEN, {"kind": "view"}], "events.1.product_id"),
        ([SEEN | {"at": "2026-11-21T18:00:00"}], "events.0.at"),
        ([SEEN | {"at": "yesterday"}], "events.0.at"),
        ([SEEN | {"kind": "purchase", "value": 0}], "events.0.value"),
        ([SEEN | {"kind": "rating"}], "stars"),
        ([SEEN | {"kind": "rating", "value": 6}], "stars"),
        ([SEEN | {"mood": "good"}], "events.0.mood"),
        ([SEEN | {"product_id": "unknown"}], "product: 'unknown' is not in the shop"),
    ],
)
def test_events_that_cannot_be_are_refused(
    client: TestClient, written: WrittenAssistant, events: list[object], says: str
) -> None:
    assert says in problem(client.post("/api/events", json={"shopper": "sim-001", "events": events}), 422)
    assert not written.happened


def test_the_limit_on_a_body_stands_here_too(client: TestClient, written: WrittenAssistant) -> None:
    assert "65536" in problem(client.post("/api/events", json={"shopper": "x" * 70_000, "events": [SEEN]}), 413)
    assert not written.happened
