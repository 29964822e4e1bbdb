"""Who reads a message and words the reply: rules and templates alone, or a language model beside them.

The model only ever adds to what the rules read, and its words stand only where the reply supports them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import BaseModel

from assistant.prompts import Filled
from assistant.types import Reply, Request


class Thinking(Protocol):
    """One turn's reading and wording."""

    def understand(self, read: Request, has_basket: bool) -> Request:
        """The request, given what the rules read of it."""
        ...

    def rewords(self, reply: Reply) -> bool:
        """Whether better words may come, so that the reply is worth showing before them."""
        ...

    def wording(self, reply: Reply) -> Iterator[Reply]:
        """The reply in ever better words as they come; the last is the one that counts. At least one."""
        ...


class Brain(Protocol):
    """Thinks turn by turn. Never raises: what goes wrong is a notice of the reply."""

    def turn(self, session: str) -> Thinking:
        """Begin a turn of a conversation."""
        ...


@dataclass(frozen=True)
class Offline:
    """Rules and templates alone: every message as the rules read it, every reply as the templates word it."""

    def turn(self, session: str) -> Offline:  # noqa: ARG002 - it keeps nothing of a conversation
        """Begin a turn."""
        return self

    def understand(self, read: Request, has_basket: bool) -> Request:  # noqa: ARG002 - the rules know it already
        """The request as the rules read it."""
        return read

    def rewords(self, reply: Reply) -> bool:  # noqa: ARG002 - no reply is reworded
        """Never."""
        return False

    def wording(self, reply: Reply) -> Iterator[Reply]:
        """The reply as it is."""
        yield reply


@dataclass(frozen=True)
class Used:
    """Tokens that a call took. None where the other side does not say."""

    read: int | None = None
    written: int | None = None


@dataclass(frozen=True)
class Typed:
    """The fields that a model filled in, not validated yet."""

    fields: Mapping[str, Any]
    used: Used = Used()


@dataclass(frozen=True)
class Piece:
    """A piece of streamed text; the last one says what the call took."""

    text: str
    used: Used = Used()


class ChatModel(Protocol):
    """A language model. Both calls raise ModelFailed, and nothing else, no later than after `seconds`."""

    def typed(self, prompt: Filled, schema: type[BaseModel], seconds: float) -> Typed:
        """Fill in the schema."""
        ...

    def stream(self, prompt: Filled, seconds: float) -> Iterator[Piece]:
        """Write a text, piece by piece."""
        ...
