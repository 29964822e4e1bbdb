"""A reply as server-sent events: `open`, the basket while a model words it, the text, the whole reply, or a problem."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import AsyncIterator, Callable, Iterator

from fastapi.responses import StreamingResponse
from starlette.concurrency import iterate_in_threadpool

from assistant.errors import BadInput
from assistant.types import Grown
from assistant.web.ui.problem import FAILED, described, one_line

log = logging.getLogger(__name__)

MEDIA_TYPE = "text/event-stream"
WORDS_AT_ONCE = 3  # a piece; fewer only adds bytes, more looks like jumps
HEADERS = {"cache-control": "no-cache", "x-accel-buffering": "no"}  # the second keeps nginx from holding events back


def wanted(accept: str) -> bool:
    """Whether an Accept header asks for events."""
    return any(one.split(";")[0].strip().lower() == MEDIA_TYPE for one in accept.split(","))


def streamed(answer: Callable[[], Iterator[Grown]]) -> StreamingResponse:
    """The response that runs an answer in a thread and sends it as it grows."""
    return StreamingResponse(events(answer), media_type=MEDIA_TYPE, headers=HEADERS)


async def events(answer: Callable[[], Iterator[Grown]]) -> AsyncIterator[str]:
    """The events of an answer. The first leaves before any work, so that the shopper's page knows it is heard."""
    yield event("open", "{}")
    first = True
    try:
        async for reply, whole in iterate_in_threadpool(answer()):
            if not whole:
                yield event("basket", reply.model_dump_json()) if first else _text("draft", reply.text)
            first = False
    except BadInput as error:
        yield event("problem", json.dumps(described(422, one_line(error)), ensure_ascii=False))
        return
    except Exception:  # the status has left already, so this is the only way to tell the other side
        log.exception("a streamed answer failed")
        yield event("problem", json.dumps(described(500, FAILED)))
        return
    for piece in pieces(reply.text):
        yield _text("text", piece)
    yield event("reply", reply.model_dump_json())


def _text(name: str, text: str) -> str:
    return event(name, json.dumps({"text": text}, ensure_ascii=False))


def event(name: str, data: str) -> str:
    """One event. JSON escapes line ends, so its data are one line."""
    return f"event: {name}\ndata: {data}\n\n"


def pieces(text: str) -> list[str]:
    """A text in pieces of a few words; together they are the text exactly."""
    words = re.findall(r"\s+|\S+\s*", text)
    return ["".join(words[at : at + WORDS_AT_ONCE]) for at in range(0, len(words), WORDS_AT_ONCE)]
