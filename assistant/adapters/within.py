"""A deadline that holds whatever the other side does: the work runs in a thread that is left behind when late."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.errors import ModelFailed

T = TypeVar("T")
AHEAD = 1_000  # pieces that wait for their reader at most


@dataclass(frozen=True)
class _Item(Generic[T]):
    value: T


def within(seconds: float, work: Callable[[], Iterator[T]]) -> Iterator[T]:
    """What the work yields, as it comes. Raises ModelFailed("late") at the deadline, and what the work raises."""
    end = time.monotonic() + seconds
    ready: queue.Queue[_Item[T] | BaseException | None] = queue.Queue(AHEAD)
    threading.Thread(target=_run, args=(work, ready, end), name="language-model", daemon=True).start()
    while True:
        try:
            item = ready.get(timeout=max(0.0, end - time.monotonic()))
        except queue.Empty:
            raise ModelFailed("late") from None
        if item is None:
            return
        if isinstance(item, BaseException):
            raise item
        yield item.value


def _run(work: Callable[[], Iterator[T]], ready: queue.Queue[_Item[T] | BaseException | None], end: float) -> None:
    """Hand over what the work yields until it ends, fails, or nobody waits for it any more."""
    try:
        for value in work():
            if time.monotonic() > end:
                return
            ready.put(_Item(value), timeout=max(0.0, end - time.monotonic()))
        ready.put(None)
    except queue.Full:
        return  # whoever read it has gone
    except BaseException as error:
        ready.put(error)
