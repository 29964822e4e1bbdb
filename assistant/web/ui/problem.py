"""Refusals as `application/problem+json`, and the limit on how long a request's body may be."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 64 * 1024  # bytes; a long message is a few thousand


TITLES = {400: "Bad request", 404: "Not found", 413: "Too large", 422: "Not usable"}


def problem(status: int, detail: str) -> JSONResponse:
    """An error as RFC 9457 asks: one clear line, no traceback."""
    body = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json")


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
