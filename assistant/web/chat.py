"""The routes of a conversation: answer a shopper, change their basket, note what they did in the shop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import FastAPI, Header
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from assistant.types import Edit, Grown, Happened, Recorded, Reply, Turn
from assistant.web.bodies import SHOP, BasketIn, ChatIn, CheckoutIn, EventsIn, SessionIn
from assistant.web.identity import Identity
from assistant.web.stream import MEDIA_TYPE, streamed, wanted
from assistant.web.ui.problem import refusals
from assistant.web.ui.view import Answers, Orders

STREAM = """With `Accept: text/event-stream` the reply comes as server-sent events, the data of each a JSON object:
`open` ({}) at once, before any work; where a language model words the reply, `basket` (the whole Reply as code has
written it) as soon as it is known, and `draft` ({"text": "…"}, the whole text so far) as the words come; `text`
({"text": "…"}) several times, together the text of the reply; `reply` (the whole Reply) last. Where something fails
on the way, `problem` (status, title, detail) comes instead and ends the stream."""
EXAMPLE = (
    'event: open\ndata: {}\n\nevent: text\ndata: {"text": "Football night, 8 "}\n\nevent: reply\ndata: {"id": "…"}\n\n'
)
EVENT_STREAM: dict[str, Any] = {"content": {MEDIA_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE}}}


def chat_routes(app: FastAPI, assistant: Answers, identity: Identity) -> None:
    """Answer and change baskets."""

    @app.post(
        "/api/chat",
        summary="Answer a shopper",
        description=STREAM,
        response_model=Reply,
        responses=refusals(400, 403, 413, 422) | {200: EVENT_STREAM},
        dependencies=[SHOP],
    )
    async def chat(body: ChatIn, accept: Annotated[str, Header()] = "") -> Reply | Response:
        opened = {"session": identity.session(body.session)}
        if body.shopper is not None:
            opened["shopper"] = await run_in_threadpool(identity.shopper, body.shopper)
        turn = Turn(**body.model_dump() | opened)

        def growing() -> Iterator[Grown]:
            return (Grown(identity.signed(reply), whole) for reply, whole in assistant.replies(turn))

        def answer() -> Reply:
            return identity.signed(assistant.reply(turn))

        return streamed(growing) if wanted(accept) else await run_in_threadpool(answer)

    @app.post(
        "/api/basket",
        summary="Change a line of a session's basket",
        responses=refusals(400, 403, 413, 422),
        dependencies=[SHOP],
    )
    def basket(body: BasketIn) -> Reply:
        edit = Edit(**body.model_dump(exclude={"session"}))
        return identity.signed(assistant.edit(identity.session(body.session) or "", edit))


def order_routes(app: FastAPI, assistant: Orders, identity: Identity) -> None:
    """Order a basket, and come back to one."""

    @app.post(
        "/api/checkout",
        summary="Order a session's basket",
        description="Written once, however often it is sent: the same basket gives the same `order`. Where `order` is "
        "null, nothing was written and the notices say why: `age_unconfirmed` or `short`. Payment is handed off.",
        responses=refusals(400, 403, 413, 422),
        dependencies=[SHOP],
    )
    def checkout(body: CheckoutIn) -> Reply:
        return identity.signed(assistant.checkout(identity.session(body.session) or "", body.of_age))

    @app.post(
        "/api/session",
        summary="The basket of a session as it stands",
        responses=refusals(400, 403, 413, 422),
        dependencies=[SHOP],
    )
    def resume(body: SessionIn) -> Reply:
        return identity.signed(assistant.resume(identity.session(body.session) or ""))


def event_routes(app: FastAPI, identity: Identity) -> None:
    """Note what shoppers do."""

    @app.post(
        "/api/events",
        summary="Note what a shopper did in the shop",
        description="Nothing is kept without the shopper's consent: `recorded` is 0 then, and `refused` says why.",
        responses=refusals(400, 403, 413, 422),
        dependencies=[SHOP],
    )
    def events(body: EventsIn) -> Recorded:
        happened = [Happened(**one.model_dump()) for one in body.events]
        return identity.shoppers.record(identity.shopper(body.shopper), happened)
