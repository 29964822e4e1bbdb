"""Files that any page may load: the widget's script and the demo shop's pictures."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Header, HTTPException
from fastapi.responses import Response

from assistant.web.ui.problem import refusals
from catalog.sample.pictures import picture

WIDGET = Path(__file__).parent / "widget" / "widget.js"
A_WEEK = "public, max-age=604800"  # pictures are drawn from files that change with a release only
FIVE_MINUTES = "public, max-age=300"  # a shop's pages name the widget without a version, so a new one must arrive soon


def file_routes(app: FastAPI, widget: Path = WIDGET) -> None:
    """The routes, with the widget's script read at every request: it is small and may be replaced."""

    @app.get(
        "/widget.js",
        summary="The chat widget that a shop embeds with one script tag",
        response_class=Response,
        responses=refusals(404) | {200: {"content": {"text/javascript": {}}}},
    )
    def script(if_none_match: Annotated[str, Header()] = "") -> Response:
        if not widget.is_file():
            raise HTTPException(404, "widget: this installation has no widget.js")
        body = widget.read_bytes()
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {"cache-control": FIVE_MINUTES, "etag": tag}
        if tag in if_none_match:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="text/javascript", headers=headers)

    @app.get("/pictures/{department}/{icon}.svg", include_in_schema=False)
    def drawing(department: str, icon: str) -> Response:
        svg = picture(department, icon)
        if svg is None:
            raise HTTPException(404, "picture: there is none of that name")
        return Response(svg, media_type="image/svg+xml", headers={"cache-control": A_WEEK})
