"""How long each part of a turn took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class Clock:
    """Starts when it is made."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._parts: dict[str, float] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count the time inside as this part's."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self._parts[name] = self._parts.get(name, 0.0) + time.perf_counter() - start

    def each(self, name: str, found: Iterator[T]) -> Iterator[T]:
        """Go through an iterator, its own time counted as this part's."""
        while True:
            with self.part(name):
                one = next(found, None)
            if one is None:
                return
            yield one

    def milliseconds(self) -> dict[str, float]:
        """Milliseconds by part, and `total`."""
        parts = {**self._parts, "total": time.perf_counter() - self._start}
        return {name: round(seconds * 1000, 1) for name, seconds in parts.items()}
