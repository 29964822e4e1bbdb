"""One turn as the acts need it, and what an act gives back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.dialogue.books import Books
from assistant.dialogue.clock import Clock
from assistant.dialogue.known import Known
from assistant.dialogue.renewal import Shop
from assistant.dialogue.sessions import Session
from assistant.types import Reply, Request

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


Act = Callable[[Asked], Answered]
