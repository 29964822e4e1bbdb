"""One turn as the acts need it, and what an act gives back."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.dialogue.books import Books
from assistant.dialogue.clock import Clock
from assistant.dialogue.known import Known
from assistant.dialogue.renewal import Shop
from assistant.dialogue.sessions import Session
from assistant.errors import StorageError
from assistant.types import Reply, Request
from catalog.types import ONLINE

log = logging.getLogger(__name__)

Answered = tuple[Reply, Session]


@dataclass(frozen=True)
class Asked:
    """One turn: what is asked, in which conversation, of which shop, by whom and when."""

    request: Request
    session: Session
    at: dt.datetime
    continued: bool  # whether the request builds on the one in force
    who: Known
    shop: Shop
    clock: Clock
    books: Books = field(default_factory=Books)
    weighed: bool = False  # whether the act was weighed, so that nothing need guess again what is asked


Act = Callable[[Asked], Answered]


def held_by_others(asked: Asked) -> dict[str, int]:
    """How many packs of each product stand in orders at the place that is asked about; none where nobody can say."""
    try:
        return asked.books.ledger.held(asked.request.place or ONLINE)
    except StorageError as error:
        log.warning("what orders hold is not known: %s", error)
        return {}
