"""A language model over LangChain: any provider that it knows, and any OpenAI-compatible endpoint by URL.

The only file that knows LangChain, the OpenAI client and its HTTP library. Every foreign error leaves as ModelFailed.
"""

from __future__ import annotations

import json
import logging
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel
from typing_extensions import override

from assistant.adapters.breaker import Breaker
from assistant.adapters.model_log import Call, logged, timed
from assistant.adapters.within import within
from assistant.dialogue.brain import ChatModel, Piece, Typed, Used
from assistant.errors import ModelFailed, SettingsError
from assistant.prompts import Filled
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)

T = TypeVar("T")
ATTEMPTS = 2  # a second try is worth it; a third costs the shopper more than the templates do
PAUSE = (0.1, 0.4)  # seconds before it, at random, so that many callers do not come back together
AGAIN = frozenset({408, 409, 429, 500, 502, 503, 504})  # answers that say "later"; nothing of a reply has come yet
REFUSED = frozenset({400, 401, 403, 404, 405, 422})  # answers that stay the same
MOST_WRITTEN = 600  # tokens of an answer; a form or some sentences are never longer
MOST_BYTES = 1_000_000  # of an answer on the wire; what is larger is not read
JSON_FENCE = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)


class LangChainModel(ChatModel):
    """One model. Made by `open_model`; safe to use from several threads."""

    def __init__(self, model: BaseChatModel, method: str, breaker: Breaker, sink: Callable[[Call], None]) -> None:
        self._model, self._method, self._breaker, self._sink = model, method, breaker, sink

    @override
    def typed(self, prompt: Filled, schema: type[BaseModel], seconds: float) -> Typed:
        chain = self._model.with_structured_output(schema, method=self._method, include_raw=True)

        def work() -> Iterator[Typed]:
            found: dict[str, Any] = chain.invoke(_messages(prompt))  # type: ignore[assignment]
            yield Typed(_fields(found), _used(found["raw"]))

        with timed("typed", prompt, self._sink) as call:
            (answer,) = list(self._guarded(work, seconds))
            call.used = answer.used
        return answer

    @override
    def stream(self, prompt: Filled, seconds: float) -> Iterator[Piece]:
        def work() -> Iterator[Piece]:
            ended = False
            for chunk in self._model.stream(_messages(prompt)):
                ended = ended or bool(chunk.response_metadata.get("finish_reason"))
                yield Piece(str(chunk.text), _used(chunk))
            if not ended:
                raise ModelFailed("cut")

        with timed("stream", prompt, self._sink) as call:
            for piece in self._guarded(work, seconds):
                call.used = piece.used if piece.used != Used() else call.used
                yield piece

    def _guarded(self, work: Callable[[], Iterator[T]], seconds: float) -> Iterator[T]:
        """The work under the breaker, its deadline and the retries that are safe: those before a first piece."""
        end = time.monotonic() + seconds
        self._breaker.enter()
        for attempt in range(1, ATTEMPTS + 1):
            begun = False
            try:
                for value in within(end - time.monotonic(), lambda: _quietly(work)):
                    begun = True
                    yield value
            except Exception as error:
                failed = translated(error)
                pause = max(random.uniform(*PAUSE), failed.retry_after or 0.0)
                left = end - time.monotonic() - pause
                if failed.why != "busy" or begun or attempt == ATTEMPTS or left <= 0:
                    self._breaker.failed(failed)
                    raise failed from error
                time.sleep(pause)
            else:
                self._breaker.succeeded()
                return


def _quietly(work: Callable[[], Iterator[T]]) -> Iterator[T]:
    """The work without LangSmith's tracing, which would send shoppers' words to a further place."""
    from langsmith.run_helpers import tracing_context

    with tracing_context(enabled=False):
        yield from work()


def translated(error: BaseException) -> ModelFailed:
    """A foreign error in our words: its kind alone, since its text may quote the shopper."""
    import openai

    cause: BaseException | None = error
    while cause is not None:  # the client wraps what the transport raises
        if isinstance(cause, ModelFailed):
            return cause
        cause = cause.__cause__
    if isinstance(error, openai.APIStatusError):
        why = "busy" if error.status_code in AGAIN else "refused" if error.status_code in REFUSED else "broken"
        return ModelFailed(why, _seconds(error.response.headers.get("retry-after")))
    if isinstance(error, openai.APITimeoutError):
        return ModelFailed("late")
    if isinstance(error, openai.APIConnectionError):
        return ModelFailed("busy")
    return ModelFailed("broken")  # what cannot be read breaks its reader in many ways


def _seconds(header: str | None) -> float | None:
    return float(header) if header and re.fullmatch(r"\d{1,6}(\.\d+)?", header) else None


def _messages(prompt: Filled) -> list[tuple[str, str]]:
    return [("system", prompt.system), ("human", prompt.user)]


def _fields(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the model filled in: the tool call's arguments, or JSON where it wrote that as text instead."""
    parsed, raw = found["parsed"], found["raw"]
    if isinstance(parsed, BaseModel):
        return parsed.model_dump()
    calls = getattr(raw, "tool_calls", [])
    if calls and isinstance(calls[0].get("args"), dict):
        return dict(calls[0]["args"])
    text = str(raw.text)
    fenced = JSON_FENCE.search(text)
    try:
        fields = json.loads(fenced[1] if fenced else text)
    except ValueError as error:
        raise ModelFailed("broken") from error
    if not isinstance(fields, dict):
        raise ModelFailed("broken")
    return fields


def _used(message: Any) -> Used:
    usage = getattr(message, "usage_metadata", None) or {}
    return Used(usage.get("input_tokens"), usage.get("output_tokens"))


def open_model(settings: Settings, sink: Callable[[Call], None] = logged) -> LangChainModel:
    """The model of the settings. Raises SettingsError where LangChain does not know it."""
    from langchain.chat_models import init_chat_model

    name, url, key = settings.model or "", settings.model_url, settings.model_key
    given: dict[str, Any] = {"timeout": settings.model_call_seconds, "max_retries": 0, "max_tokens": MOST_WRITTEN}
    given["temperature"] = 0
    if key is not None or url is not None:  # a key of the environment never goes to somebody else's URL
        given["api_key"] = key.get_secret_value() if key is not None else "none"
    if url is not None:
        given |= {"base_url": url, "stream_usage": True}
    if name.partition(":")[0] == "openai" or url is not None:
        from assistant.adapters.bounded import bounded_client

        given |= {"http_client": bounded_client(settings.model_call_seconds, MOST_BYTES), "use_responses_api": False}
    try:
        model = init_chat_model(name, model_provider=None if ":" in name else "openai", **given)
    except (ImportError, ValueError, TypeError) as error:
        first = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise SettingsError(f"DAMDA_MODEL: {name!r} cannot be opened: {first}") from None  # its cause may show a key
    return LangChainModel(model, settings.model_output, Breaker(), sink)
