"""The log of calls to a language model: hashes and counts only, never a word of what was said."""

from __future__ import annotations

import hashlib
import logging
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from assistant.dialogue.brain import Used
from assistant.errors import ModelFailed
from assistant.prompts import Filled

log = logging.getLogger("assistant.model")

# Keyed anew in each process: equal prompts are seen to be equal, and nobody can guess a short one from its hash.
_KEY = secrets.token_bytes(16)
HASH_BYTES = 8


@dataclass
class Call:
    """One call while it runs and after: which kind, of what, how long, how many tokens, and how it ended."""

    kind: str
    prompt: str  # keyed hash
    letters: int
    milliseconds: float = 0.0
    used: Used = field(default_factory=Used)
    ended: str = "left"  # done, left by its reader, or why it failed


def logged(call: Call) -> None:
    """Write one line."""
    log.info(
        "call=%s prompt=%s letters=%d ms=%.0f read=%s written=%s ended=%s",
        *(call.kind, call.prompt, call.letters, call.milliseconds, call.used.read, call.used.written, call.ended),
    )


@contextmanager
def timed(kind: str, prompt: Filled, sink: Callable[[Call], None]) -> Iterator[Call]:
    """A call's record, handed to the sink when the call ends, however it does."""
    text = prompt.system + prompt.user
    call = Call(kind, hashlib.blake2b(text.encode(), key=_KEY, digest_size=HASH_BYTES).hexdigest(), len(text))
    start = time.monotonic()
    try:
        yield call
        call.ended = "done"
    except ModelFailed as error:
        call.ended = error.why
        raise
    finally:
        call.milliseconds = (time.monotonic() - start) * 1000
        sink(call)
