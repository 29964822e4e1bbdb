"""The HTTP side: conversations and products as JSON, the widget, the demo shop's pictures, and the page at `/`."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Protocol

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.routing import BaseRoute, Match, Route

from assistant.errors import BadInput
from assistant.settings import DEMO_SHOPS
from assistant.types import Card
from assistant.web.bodies import SHOP
from assistant.web.chat import chat_routes, event_routes, order_routes
from assistant.web.files import file_routes
from assistant.web.identity import Identity, Shoppers
from assistant.web.origins import Origins
from assistant.web.signing import SECRET_BYTES, Signing
from assistant.web.ui.apidocs import listing
from assistant.web.ui.problem import BodyLimit, Faults, one_line, problem, refusals
from assistant.web.ui.serve import mount_page
from assistant.web.ui.view import Answers
from catalog.types import Language, Market

ANY = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


class Assistant(Answers, Shoppers, Protocol):
    """The engine as the API needs it."""

    def card(self, product_id: str, language: str, market: str) -> Card | None: ...


def create_app(
    assistant: Assistant, signing: Signing | None = None, shops: Mapping[str, Sequence[str]] = DEMO_SHOPS
) -> FastAPI:
    """The whole app over an assistant: API, widget, pictures, docs, page. Without a signing, one of its own."""
    app = FastAPI(title="Damda", version="1", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.add_middleware(BodyLimit)
    app.add_middleware(Faults)
    app.add_middleware(Origins, shops=shops)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StarletteHTTPException, _refused)
    app.add_exception_handler(BadInput, _bad_input)
    identity = Identity(assistant, signing or Signing(secrets.token_bytes(SECRET_BYTES)))
    chat_routes(app, assistant, identity)
    order_routes(app, assistant, identity)
    event_routes(app, identity)
    _read_routes(app, assistant)
    file_routes(app)
    _rest(app)
    mount_page(app, assistant)
    return app


def _read_routes(app: FastAPI, assistant: Assistant) -> None:
    @app.get("/healthz", summary="Whether the process answers")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get(
        "/api/products/{product_id}",
        summary="A product as the shopper sees it",
        responses=refusals(403, 404, 422),
        dependencies=[SHOP],
    )
    def product(product_id: str, language: Language = "en", market: Market = "us") -> Card:
        card = assistant.card(product_id, language, market)
        if card is None:
            raise HTTPException(404, f"product: {product_id[:80]!r} is not for sale in the market {market!r}")
        return card


def _rest(app: FastAPI) -> None:
    """The docs, and a clear refusal of what the API lacks; after every other route."""

    @app.get("/api/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(listing(app.openapi()))

    known = tuple(app.routes)

    @app.api_route("/api/{path:path}", methods=ANY, include_in_schema=False)
    def nothing(path: str, request: Request) -> None:
        allowed = _methods(known, request)
        what = f"{request.method} /api/{path[:80]}"
        if allowed:
            raise HTTPException(405, f"{what}: it takes {allowed}; /api/docs says how", {"allow": allowed})
        raise HTTPException(404, f"{what}: there is no such thing; /api/docs lists what is")


def _methods(routes: Sequence[BaseRoute], request: Request) -> str:
    """The methods that a path takes, or nothing where no route has it."""
    partial = (one for one in routes if isinstance(one, Route) and one.matches(request.scope)[0] is Match.PARTIAL)
    return ", ".join(sorted({method for one in partial for method in one.methods or ()}))


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return problem(400, 'body: is not JSON; send an object such as {"text": "…"}')
    where = ".".join(str(part) for part in first["loc"][1:])
    if not where:
        return problem(422, "body: is not a JSON object; send one, with the content type application/json")
    return problem(422, f"{where}: {first['msg'].removeprefix('Value error, ')}")


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    return problem(error.status_code, str(error.detail), error.headers)


async def _bad_input(_: Request, error: Exception) -> Response:
    return problem(422, one_line(error))
