"""A circuit breaker: what has failed several times in a row is left alone for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from assistant.errors import ModelFailed

FAILURES = 3  # in a row: one is chance, three are an outage
REST = 30.0  # seconds until one call may try again
LONGEST_REST = 600.0  # seconds, whatever the other side asks for
HOPELESS = frozenset({"refused"})  # a wrong key or model name does not mend itself: one failure is enough


class Breaker:
    """Closed: calls pass. Open: they fail at once. After a rest one call passes, and its outcome decides."""

    def __init__(self, failures: int = FAILURES, rest: float = REST, now: Callable[[], float] = time.monotonic) -> None:
        self._failures, self._rest, self._now = failures, rest, now
        self._in_row = 0
        self._until: float | None = None
        self._lock = threading.Lock()

    def enter(self) -> None:
        """Ask to make a call. Raises ModelFailed while open."""
        with self._lock:
            if self._until is None:
                return
            if self._now() < self._until:
                raise ModelFailed("resting")
            self._until = self._now() + self._rest  # this one tries; the others wait for what becomes of it

    def succeeded(self) -> None:
        """Tell that a call went well."""
        with self._lock:
            self._in_row, self._until = 0, None

    def failed(self, error: ModelFailed) -> None:
        """Tell that a call failed."""
        with self._lock:
            self._in_row += 1
            asked = min(error.retry_after or 0.0, LONGEST_REST)
            open_now = self._in_row >= self._failures or error.why in HOPELESS
            if open_now or asked:
                self._until = self._now() + (max(self._rest, asked) if open_now else asked)
