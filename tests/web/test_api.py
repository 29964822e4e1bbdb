"""The HTTP contract: what goes in, what comes out, and how every refusal reads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.web.signing import Signing
from tests.web.client import SIGNING, app, problem
from tests.web.shop import WrittenAssistant

ASK = {"text": "football party for 8"}
SESSION = SIGNING.sign_session("s1")
EDIT = {"session": SESSION, "kind": "quantity", "product_id": "chips", "quantity": 3}


@pytest.fixture(scope="module")
def written() -> WrittenAssistant:
    return WrittenAssistant()


@pytest.fixture(scope="module")
def client(written: WrittenAssistant) -> Iterator[TestClient]:
    with TestClient(app(written), raise_server_exceptions=False) as client:
        yield client


def test_chat_answers_with_the_reply_record(client: TestClient, written: WrittenAssistant) -> None:
    response = client.post("/api/chat", json={**ASK, "market": "us", "session": SESSION, "at": "2026-11-21T18:00:00Z"})
    assert response.status_code == 200
    body = response.json()
    assert body["session"] == SESSION
    assert written.turns[-1].session == "s1"
    assert body["bundle"]["total"] == {"amount": 1348, "currency": "USD"}
    assert written.turns[-1].market == "us"
    assert written.turns[-1].at is not None


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (b'{"text": ', 400, "JSON"),
        (b"", 422, "body"),
        (b"[]", 422, "body"),
        (b"{}", 422, "text"),
        (b'{"text": 5}', 422, "text"),
        (b'{"text": "hi", "extra": 1}', 422, "extra"),
        (b'{"text": "hi", "at": "yesterday"}', 422, "at"),
        (b'{"text": "hi", "market": "jp"}', 422, "market"),
        (b'{"text": "hi", "language": "fr"}', 422, "language"),
        (b'{"text": "\\ud800"}', 422, "text"),
        (b"[" * 30_000, 400, "body"),
    ],
)
def test_a_bad_chat_body_is_refused_in_one_line(client: TestClient, body: bytes, status: int, says: str) -> None:
    response = client.post("/api/chat", content=body, headers={"content-type": "application/json"})
    assert says in problem(response, status)


def test_a_body_over_64_kib_is_refused_before_it_is_read(client: TestClient, written: WrittenAssistant) -> None:
    asked = len(written.turns)
    assert "65536" in problem(client.post("/api/chat", json={"text": "x" * 70_000}), 413)
    assert len(written.turns) == asked


def test_a_long_body_of_unstated_length_is_refused(client: TestClient) -> None:
    pieces = (b" " * 10_000 for _ in range(10))
    assert "longer" in problem(client.post("/api/chat", content=pieces), 413)


def test_a_fault_of_ours_is_one_line_and_no_traceback() -> None:
    broken = WrittenAssistant(error=RuntimeError("secret path /srv/x"))
    client = TestClient(app(broken), raise_server_exceptions=False)
    assert "secret" not in problem(client.post("/api/chat", json=ASK), 500)


def test_the_basket_is_changed_by_its_session(client: TestClient, written: WrittenAssistant) -> None:
    response = client.post("/api/basket", json=EDIT)
    assert response.status_code == 200
    assert response.json()["bundle"]["lines"][0]["quantity"] == 3
    assert written.edits[-1].quantity == 3


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"session": "s1"}, "session"),
        ({"session": SIGNING.sign_session("gone")}, "session"),
        ({"quantity": 0}, "quantity"),
        ({"kind": "double"}, "kind"),
    ],
)
def test_an_impossible_change_is_refused(client: TestClient, change: dict[str, object], says: str) -> None:
    assert says in problem(client.post("/api/basket", json=EDIT | change), 422)


def test_a_product_is_shown_in_a_language_and_market(client: TestClient) -> None:
    response = client.get("/api/products/chips", params={"language": "ko", "market": "kr"})
    assert response.status_code == 200
    assert response.json()["id"] == "chips"


def test_an_unknown_product_is_404(client: TestClient) -> None:
    assert "nothing" in problem(client.get("/api/products/nothing"), 404)


def test_an_unknown_market_of_a_product_is_refused(client: TestClient) -> None:
    assert "market" in problem(client.get("/api/products/chips", params={"market": "jp"}), 422)


def test_pictures_are_svg_that_may_be_kept(client: TestClient) -> None:
    response = client.get("/pictures/grocery/jar.svg")
    assert response.headers["content-type"].startswith("image/svg+xml")
    assert "max-age" in response.headers["cache-control"]
    assert response.text.startswith("<svg")


@pytest.mark.parametrize("path", ["/pictures/grocery/nothing.svg", "/pictures/nowhere/jar.svg"])
def test_an_unknown_picture_is_404(client: TestClient, path: str) -> None:
    assert "picture" in problem(client.get(path), 404)


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/nothing"), ("POST", "/api/"), ("DELETE", "/api/chat/x")])
def test_what_the_api_lacks_is_404(client: TestClient, method: str, path: str) -> None:
    assert "/api/docs" in problem(client.request(method, path), 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/chat", "POST"),
        ("DELETE", "/api/basket", "POST"),
        ("PUT", "/api/events", "POST"),
        ("OPTIONS", "/api/chat", "POST"),
        ("POST", "/api/products/chips", "GET"),
    ],
)
def test_a_method_that_a_path_does_not_take_is_405(client: TestClient, method: str, path: str, allowed: str) -> None:
    response = client.request(method, path)
    problem(response, 405)
    assert response.headers["allow"] == allowed


def test_a_session_of_another_server_starts_a_new_conversation(client: TestClient, written: WrittenAssistant) -> None:
    foreign = Signing(b"another").sign_session("s1")
    assert client.post("/api/chat", json={**ASK, "session": foreign}).status_code == 200
    assert written.turns[-1].session == ""


def test_the_process_says_that_it_is_well(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize("path", ["/", "/api/docs"])
def test_pages_name_no_other_host(client: TestClient, path: str) -> None:
    page = client.get(path).text.replace("http://testserver", "").replace("http://www.w3.org/2000/svg", "")
    assert "http://" not in page
    assert "https://" not in page


def test_the_page_may_talk_to_its_own_host_only(client: TestClient) -> None:
    assert "connect-src 'self'" in client.get("/").headers["content-security-policy"]


def test_the_docs_list_every_route(client: TestClient) -> None:
    page = client.get("/api/docs").text
    assert all(path in page for path in client.get("/api/openapi.json").json()["paths"])


def test_the_docs_describe_the_event_stream(client: TestClient) -> None:
    answer = client.get("/api/openapi.json").json()["paths"]["/api/chat"]["post"]["responses"]["200"]["content"]
    assert set(answer) == {"application/json", "text/event-stream"}
    assert "text/event-stream" in client.get("/api/docs").text
