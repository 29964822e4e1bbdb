"""An HTTP client for the OpenAI client that stops reading answers which are too long or take too long."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx2
from typing_extensions import override

from assistant.errors import ModelFailed


def bounded_client(seconds: float, most: int) -> httpx2.Client:
    """A client whose answers are read for so many seconds and bytes at most."""
    return httpx2.Client(transport=_Bounded(seconds, most), timeout=seconds)


class _Bounded(httpx2.BaseTransport):
    def __init__(self, seconds: float, most: int) -> None:
        self._inner = httpx2.HTTPTransport()
        self._seconds, self._most = seconds, most

    @override
    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self._inner.handle_request(request)
        if not isinstance(response.stream, httpx2.SyncByteStream):
            raise ModelFailed("broken")
        stream = _Counted(response.stream, time.monotonic() + self._seconds, self._most)
        return httpx2.Response(
            response.status_code, headers=response.headers, stream=stream, extensions=response.extensions
        )

    @override
    def close(self) -> None:
        self._inner.close()


class _Counted(httpx2.SyncByteStream):
    def __init__(self, inner: httpx2.SyncByteStream, end: float, most: int) -> None:
        self._inner, self._end, self._left = inner, end, most

    @override
    def __iter__(self) -> Iterator[bytes]:
        for part in self._inner:
            self._left -= len(part)
            if self._left < 0:
                raise ModelFailed("too long")
            if time.monotonic() > self._end:
                raise ModelFailed("late")
            yield part

    @override
    def close(self) -> None:
        self._inner.close()
