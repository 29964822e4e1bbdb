"""What an act may write in, apart from its own reply."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.dialogue.sessions import Sessions
from assistant.orders.ledger import Ledger, MemoryLedger


@dataclass(frozen=True)
class Books:
    """The conversations with their baskets, and the orders."""

    sessions: Sessions = field(default_factory=Sessions)
    ledger: Ledger = field(default_factory=MemoryLedger)
