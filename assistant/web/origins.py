"""Which web pages may call the API: this server's own, and those on the list of the shop that they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.ui.problem import problem

OPEN = ("/widget.js", "/pictures/")  # what any page may load: the same bytes for everybody
SHARED = ("/api/", "/healthz")  # what pages of the shops may read
PREFLIGHT = {
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "content-type, accept",
    "access-control-max-age": "600",  # seconds; a shop taken off the list is shut out soon after
}


class Origins:
    """ASGI middleware: 403 for pages that are on no list, CORS headers for those that are, safe headers for all."""

    def __init__(self, app: ASGIApp, shops: Mapping[str, Sequence[str]]) -> None:
        self.app = app
        self.shops = {key: frozenset(origins) for key, origins in shops.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not scope["path"].startswith((*OPEN, *SHARED)):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin, shop = headers.get("origin"), _shop(scope)
        refused = self._refused(scope, headers, origin, shop)
        added = _safe(scope["path"], origin if refused is None else None)

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                response = MutableHeaders(raw=message.setdefault("headers", []))
                response.update(added)
                if scope["path"].startswith(SHARED):
                    response.add_vary_header("Origin")
            await send(message)

        if refused is not None and scope["path"].startswith("/api/"):
            await problem(403, refused)(scope, receive, answered)
        elif scope["method"] == "OPTIONS" and "access-control-request-method" in headers and refused is None:
            await Response(status_code=204, headers=PREFLIGHT)(scope, receive, answered)
        else:
            await self.app(scope, receive, answered)

    def _refused(self, scope: Scope, headers: Headers, origin: str | None, shop: str | None) -> str | None:
        """Why a request is refused, or None."""
        if shop is not None and shop not in self.shops:
            return f"shop: {shop[:80]!r} is no shop of this server; add it to DAMDA_SHOPS"
        if origin is None or origin.lower() == f"{scope['scheme']}://{headers.get('host', '')}".lower():
            return None
        if shop is None:
            return f"origin: {origin[:80]!r} is not this server's; name your shop in the address, as ?shop=KEY"
        if origin.lower() in self.shops[shop]:
            return None
        return f"origin: {origin[:80]!r} is not on the list of shop {shop!r}; add it to DAMDA_SHOPS"


def _shop(scope: Scope) -> str | None:
    """The shop that a request names, as `?shop=KEY`."""
    query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return query["shop"][0] if "shop" in query else None


def _safe(path: str, origin: str | None) -> dict[str, str]:
    """The headers that say what a browser may do with an answer."""
    safe = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
    if path.startswith(OPEN):
        return safe | {"cross-origin-resource-policy": "cross-origin", "access-control-allow-origin": "*"}
    return safe if origin is None else safe | {"access-control-allow-origin": origin}
