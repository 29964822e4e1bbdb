"""Refusals and faults as `application/problem+json`, and the limit on how long a request's body may be."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 64 * 1024  # bytes; a long message is a few thousand
MEDIA_TYPE = "application/problem+json"
FAILED = "the server could not answer; the fault is in its log"
TITLES = {
    400: "Bad request",
    403: "Not allowed",
    404: "Not found",
    405: "Not this way",
    413: "Too large",
    422: "Not usable",
    500: "Failed",
}
SHAPE = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("type", "title", "detail")} | {"status": {"type": "integer"}},
}

log = logging.getLogger(__name__)


def described(status: int, detail: str) -> dict[str, Any]:
    """An error as RFC 9457 asks: one clear line, no traceback."""
    return {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, "detail": detail}


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The response that carries an error."""
    return JSONResponse(described(status, detail), status, headers, media_type=MEDIA_TYPE)


def one_line(error: Exception) -> str:
    """What an error says, on one line."""
    return " ".join(str(error).split())


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How OpenAPI describes the refusals of a route."""
    return {one: {"description": TITLES[one], "content": {MEDIA_TYPE: {"schema": SHAPE}}} for one in statuses}


class Faults:
    """ASGI middleware: a fault of ours is logged, and answered in one line where no answer has begun.

    Starlette's own handler of faults stands outside every other middleware, so its answer would lack their headers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun = scope["type"] != "http"

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception:
            if begun:
                raise
            log.exception("%s %s failed", scope["method"], scope["path"])
            await problem(500, FAILED)(scope, receive, send)


class BodyLimit:
    """ASGI middleware for `/api/`: 413 where the body is longer than the limit, stated or not."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST) -> None:
        self.app, self.largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self.app(scope, receive, send)
            return
        stated = dict(scope["headers"]).get(b"content-length", b"")
        too_long = stated.isdigit() and int(stated) > self.largest
        read = [] if too_long else await self._read(receive)
        if not read:
            refusal = problem(413, f"body: is longer than {self.largest} bytes; send less")
            await refusal(scope, receive, send)
            return

        async def replay() -> Message:
            return read.pop(0) if read else await receive()

        await self.app(scope, replay, send)

    async def _read(self, receive: Receive) -> list[Message]:
        """The messages of the whole body; none where it is too long."""
        messages: list[Message] = []
        length, more = 0, True
        while more:
            message = await receive()
            messages.append(message)
            length += len(message.get("body", b""))
            more = message.get("more_body", False)
            if length > self.largest:
                return []
        return messages
