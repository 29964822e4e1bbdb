"""The HTTP side: chat, basket and products as JSON, the demo shop's pictures, and the page at `/`."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Annotated, Literal, Protocol

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException as StarletteHTTPException

from assistant.errors import BadInput
from assistant.types import Card, Edit, Reply, Turn
from assistant.web.ui.apidocs import listing
from assistant.web.ui.problem import BodyLimit, problem
from assistant.web.ui.serve import mount_page
from assistant.web.ui.view import Answers
from catalog.sample.pictures import picture
from catalog.types import Language, Market

log = logging.getLogger(__name__)

LONGEST_ID = 200  # characters of a session, shopper or product id
A_WEEK = "public, max-age=604800"  # pictures are drawn from files that change with a release only


def whole(text: str) -> str:
    """The text, where it can be written as UTF-8; JSON lets half a character through, which nothing can send back."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("holds half a character; send valid Unicode")
    return text


Words = Annotated[str, AfterValidator(whole)]
Id = Annotated[Words, Field(max_length=LONGEST_ID)]


class Assistant(Answers, Protocol):
    """The engine as the API needs it."""

    def card(self, product_id: str, language: str, market: str) -> Card | None: ...


class ChatIn(BaseModel):
    """What a shopper says, and where and when."""

    model_config = ConfigDict(extra="forbid")

    text: Words
    market: Id | None = None
    session: Id | None = None
    shopper: Id | None = None
    at: dt.datetime | None = None


class BasketIn(BaseModel):
    """A change of the basket of a session."""

    model_config = ConfigDict(extra="forbid")

    session: Id
    kind: Literal["quantity", "swap", "remove"]
    product_id: Id
    quantity: int | None = Field(default=None, ge=1, le=999)
    to: Id | None = None


def create_app(assistant: Assistant) -> FastAPI:
    """The whole app over an assistant: API, pictures, docs, page."""
    app = FastAPI(title="Damda", version="1", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.add_middleware(BodyLimit)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StarletteHTTPException, _refused)
    app.add_exception_handler(BadInput, _bad_input)
    app.add_exception_handler(Exception, _failed)
    _chat_routes(app, assistant)
    _read_routes(app, assistant)
    mount_page(app, assistant)
    return app


def _chat_routes(app: FastAPI, assistant: Assistant) -> None:
    @app.post("/api/chat", summary="Answer a shopper")
    def chat(turn: ChatIn) -> Reply:
        return assistant.reply(Turn(**turn.model_dump()))

    @app.post("/api/basket", summary="Change a line of a session's basket")
    def basket(change: BasketIn) -> Reply:
        return assistant.edit(change.session, Edit(**change.model_dump(exclude={"session"})))


def _read_routes(app: FastAPI, assistant: Assistant) -> None:
    @app.get("/healthz", summary="Whether the process answers")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/api/products/{product_id}", summary="A product as the shopper sees it")
    def product(product_id: str, language: Language = "en", market: Market = "us") -> Card:
        card = assistant.card(product_id, language, market)
        if card is None:
            raise HTTPException(404, f"product: {product_id[:80]!r} is not for sale in the market {market!r}")
        return card

    @app.get("/pictures/{department}/{icon}.svg", include_in_schema=False)
    def drawing(department: str, icon: str) -> Response:
        svg = picture(department, icon)
        if svg is None:
            raise HTTPException(404, "picture: there is none of that name")
        return Response(svg, media_type="image/svg+xml", headers={"cache-control": A_WEEK})

    @app.get("/api/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(listing(app.openapi()))

    @app.api_route("/api/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    def nothing(path: str, request: Request) -> None:
        raise HTTPException(404, f"{request.method} /api/{path[:80]}: there is no such thing; /api/docs lists what is")


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
    return problem(error.status_code, str(error.detail))


async def _bad_input(_: Request, error: Exception) -> Response:
    return problem(422, " ".join(str(error).split()))


async def _failed(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return problem(500, "the server could not answer; the fault is in its log")
