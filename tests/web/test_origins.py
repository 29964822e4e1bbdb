"""Which pages may call: the server's own and those of a shop's list; and what any page may load."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.web.files import WIDGET, file_routes
from tests.web.client import app, problem
from tests.web.shop import WrittenAssistant

LISTED, FOREIGN, OWN = "http://localhost:7861", "https://elsewhere.example", "http://testserver"
PREFLIGHT = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}


@pytest.fixture(scope="module")
def written() -> WrittenAssistant:
    return WrittenAssistant()


@pytest.fixture(scope="module")
def client(written: WrittenAssistant) -> Iterator[TestClient]:
    with TestClient(app(written)) as client:
        yield client


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_a_listed_page_may_read_the_answer(client: TestClient, accept: str) -> None:
    response = client.post("/api/chat?shop=demo", json={"text": "party"}, headers={"origin": LISTED, "accept": accept})
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == LISTED
    assert response.headers["vary"] == "Origin"
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize("headers", [{}, {"origin": OWN}, {"origin": "HTTP://TestServer"}])
def test_no_page_and_the_own_page_need_no_shop(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/api/chat", json={"text": "party"}, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("query", "origin", "says"),
    [
        ("?shop=demo", FOREIGN, f"origin: '{FOREIGN}' is not on the list of shop 'demo'; add it to DAMDA_SHOPS"),
        ("?shop=garden", LISTED, "is not on the list of shop 'garden'"),
        ("?shop=demo", "null", "is not on the list"),
        ("?shop=demo", "https://testserver", "is not on the list"),
        ("?shop=demo", "http://testserver.elsewhere.example", "is not on the list"),
        ("?shop=demo", f"{LISTED}0", "is not on the list"),
        ("?shop=demo", "", "is not on the list"),
        ("", LISTED, "name your shop"),
        ("?shop=nobody", LISTED, "shop: 'nobody' is no shop"),
        ("?shop=", LISTED, "shop: '' is no shop"),
        ("?shop=nobody&shop=demo", LISTED, "is no shop"),
    ],
)
def test_any_other_page_is_refused_before_work(
    client: TestClient, written: WrittenAssistant, query: str, origin: str, says: str
) -> None:
    asked = len(written.turns)
    response = client.post(f"/api/chat{query}", json={"text": "party"}, headers={"origin": origin})
    assert says in problem(response, 403)
    assert "access-control-allow-origin" not in response.headers
    assert response.headers["vary"] == "Origin"
    assert len(written.turns) == asked


def test_an_unknown_shop_is_refused_without_a_page_too(client: TestClient) -> None:
    assert "is no shop" in problem(client.post("/api/chat?shop=nobody", json={"text": "party"}), 403)


def test_a_preflight_of_a_listed_page_is_answered(client: TestClient) -> None:
    response = client.options("/api/chat?shop=demo", headers={"origin": LISTED} | PREFLIGHT)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["access-control-allow-origin"] == LISTED
    assert "POST" in response.headers["access-control-allow-methods"]
    assert {"content-type", "accept"} <= set(response.headers["access-control-allow-headers"].split(", "))


def test_a_preflight_of_any_other_page_is_refused(client: TestClient) -> None:
    response = client.options("/api/chat?shop=demo", headers={"origin": FOREIGN} | PREFLIGHT)
    problem(response, 403)
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("path", ["/api/products/nothing", "/api/nothing", "/api/chat"])
def test_a_listed_page_may_read_refusals(client: TestClient, path: str) -> None:
    response = client.get(f"{path}?shop=demo", headers={"origin": LISTED})
    assert response.is_client_error
    assert response.headers["access-control-allow-origin"] == LISTED


def test_a_listed_page_may_read_that_we_failed() -> None:
    client = TestClient(app(WrittenAssistant(error=RuntimeError("boom"))))
    response = client.post("/api/chat?shop=demo", json={"text": "party"}, headers={"origin": LISTED})
    assert "log" in problem(response, 500)
    assert response.headers["access-control-allow-origin"] == LISTED


@pytest.mark.parametrize("path", ["/healthz", "/api/products/chips?language=ko&market=kr"])
def test_a_listed_page_may_read_what_is_read(client: TestClient, path: str) -> None:
    joined = f"{path}{'&' if '?' in path else '?'}shop=demo"
    response = client.get(joined, headers={"origin": LISTED})
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == LISTED


def test_the_health_of_the_process_is_no_secret_but_not_shared(client: TestClient) -> None:
    response = client.get("/healthz", headers={"origin": FOREIGN})
    assert response.status_code == 200
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("path", ["/api/openapi.json", "/healthz", "/pictures/grocery/jar.svg"])
def test_answers_tell_browsers_to_be_careful(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/pictures/grocery/jar.svg", "/widget.js"])
def test_any_page_may_load_files(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"origin": FOREIGN}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"


def files(widget: Path) -> TestClient:
    """An app of the files alone."""
    app = FastAPI()
    file_routes(app, widget)
    return TestClient(app)


def test_the_widget_is_a_script_that_is_asked_for_once(tmp_path: Path) -> None:
    (tmp_path / "widget.js").write_text("// 담다", "utf-8")
    client = files(tmp_path / "widget.js")
    response = client.get("/widget.js")
    assert response.text == "// 담다"
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["cache-control"] == "public, max-age=300"
    again = client.get("/widget.js", headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    (tmp_path / "widget.js").write_text("// 새로", "utf-8")
    assert client.get("/widget.js", headers={"if-none-match": response.headers["etag"]}).status_code == 200


def test_a_missing_widget_is_404(tmp_path: Path) -> None:
    response = files(tmp_path / "none.js").get("/widget.js")
    assert response.status_code == 404
    assert "widget" in response.json()["detail"]


def test_the_widget_lies_in_the_package() -> None:
    assert WIDGET.parent.parent.name == "web"
