"""A shop that changes while it is open: each turn is answered over what the index holds when it begins."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from assistant.dialogue.known import Desk
from assistant.plan.concepts import Meanings
from assistant.plan.planner import Planner
from assistant.understand.request import Vocabulary
from catalog.search import Search

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shop:
    """Everything that an answer needs of one state of the catalogue."""

    search: Search
    planner: Planner
    meanings: Meanings
    vocabulary: Vocabulary
    desk: Desk
    demo: bool = False


class Renewal:
    """The shop as the index holds it. Put together anew only when the index has changed."""

    def __init__(self, shop: Shop, build: Callable[[Search], Shop]) -> None:
        self._shop, self._build = shop, build
        self._lock = threading.Lock()

    def current(self) -> Shop:
        """The newest shop. A turn that began with an older one ends with it."""
        held = self._shop
        if held.search.fresh() is held.search:
            return held
        with self._lock:
            fresh = self._shop.search.fresh()
            if fresh is not self._shop.search:
                self._shop = self._build(fresh)
                log.info("the shop has changed: %d products", len(fresh.snapshot.products))
            return self._shop
