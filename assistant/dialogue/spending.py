"""What each conversation may still spend on a language model, in tokens and in cents."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from assistant.dialogue.brain import Used
from assistant.errors import ModelFailed

MOST = 10_000  # conversations remembered, as many as `sessions` keeps
MILLION = 1_000_000
TO_WRITE = 600  # tokens that a call is expected to write at most; what is set aside for it beforehand
HANGUL_TOKENS = 1.0  # tokens a Korean letter, at most, in the usual tokenizers
LATIN_TOKENS = 0.35  # tokens any other letter: English text has about four letters a token


@dataclass(frozen=True)
class Allowance:
    """What one conversation may spend. Cents are counted only where prices are set."""

    tokens: int = 40_000  # some twenty turns of two calls
    cents: float = 5.0
    cents_read: float = 0.0  # a million tokens read
    cents_written: float = 0.0  # a million tokens written

    def cost(self, read: float, written: float) -> float:
        """Cents for so many tokens."""
        return (read * self.cents_read + written * self.cents_written) / MILLION


class Spending:
    """Counts by conversation, safe to use from several threads."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def reserve(self, session: str, text: str) -> tuple[float, float]:
        """Set a call's most likely tokens aside and return them. Raises ModelFailed where too little is left."""
        read, written = tokens_of(text), float(TO_WRITE)
        with self._lock:
            tokens, cents = self._spent.get(session, (0.0, 0.0))
            tokens, cents = tokens + read + written, cents + self._allowance.cost(read, written)
            if tokens > self._allowance.tokens or cents > self._allowance.cents:
                raise ModelFailed("spent")
            self._keep(session, tokens, cents)
        return read, written

    def settle(self, session: str, reserved: tuple[float, float], used: Used) -> None:
        """Replace what was set aside by what the call took, as far as the other side says."""
        read = float(used.read) if used.read is not None else reserved[0]
        written = float(used.written) if used.written is not None else reserved[1]
        with self._lock:
            tokens, cents = self._spent.get(session, (0.0, 0.0))
            more = self._allowance.cost(read, written) - self._allowance.cost(*reserved)
            self._keep(session, tokens + read + written - sum(reserved), cents + more)

    def _keep(self, session: str, tokens: float, cents: float) -> None:
        self._spent[session] = (tokens, cents)
        self._spent.move_to_end(session)
        while len(self._spent) > MOST:
            self._spent.popitem(last=False)


def tokens_of(text: str) -> float:
    """About how many tokens a text is, rather too many than too few."""
    korean = sum("가" <= c <= "힣" for c in text)
    return korean * HANGUL_TOKENS + (len(text) - korean) * LATIN_TOKENS
