"""What the tests of the API share: the app over a written assistant, and how a refusal must look."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import FastAPI

from assistant.web.api import create_app
from assistant.web.signing import Signing
from tests.web.shop import WrittenAssistant

SIGNING = Signing(b"a secret of the tests, for nobody else")
SHOPS = {"demo": ("http://localhost:7861",), "garden": ("https://garden.example",)}


def app(assistant: WrittenAssistant) -> FastAPI:
    """The app, made inside a loop: outside one Gradio opens loops that it never closes."""

    async def made() -> FastAPI:
        return create_app(assistant, SIGNING, SHOPS)

    return asyncio.run(made())


def problem(response: Any, status: int) -> str:
    """The one line of a refusal, after checking its form."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["title"]
    assert "\n" not in body["detail"]
    assert "Traceback" not in response.text
    return str(body["detail"])
