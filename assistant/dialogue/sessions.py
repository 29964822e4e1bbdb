"""Conversations in memory: what was asked, and the basket as it stands."""

from __future__ import annotations

import datetime as dt
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace

from assistant.bundle.draft import Draft
from assistant.types import Plan, Request

MOST = 10_000  # conversations kept; the one unused for longest goes first


@dataclass(frozen=True)
class Session:
    """One conversation: the request in force, its plan, and the basket in numbers."""

    id: str
    request: Request | None = None
    plan: Plan | None = None
    draft: Draft | None = None
    shown: tuple[str, ...] = ()  # product ids of the last list, for "the second one"
    turns: int = 0
    shopper: str | None = None  # who asks, once said
    at: dt.datetime | None = None  # when the last turn was asked


class Sessions:
    """Conversations by id, safe to use from several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._kept: OrderedDict[str, Session] = OrderedDict()
        self._most = most
        self._lock = threading.Lock()

    def open(self, ident: str | None) -> tuple[Session, bool]:
        """The conversation of an id and whether it was known; a new one where it is not."""
        with self._lock:
            if ident is not None and ident in self._kept:
                self._kept.move_to_end(ident)
                return self._kept[ident], True
        return Session(secrets.token_urlsafe(18)), ident is None

    def keep(self, session: Session) -> Session:
        """Remember a conversation's new state."""
        counted = replace(session, turns=session.turns + 1)
        with self._lock:
            self._kept[session.id] = counted
            self._kept.move_to_end(session.id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return counted
