"""Who speaks and in which conversation: only what this server has signed is believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from fastapi import HTTPException

from assistant.types import Happened, Recorded, Reply
from assistant.web.signing import Signing

NO_SESSION = ""  # the engine never makes this id, so it starts a new conversation and says so


class Shoppers(Protocol):
    """What the engine knows and keeps of shoppers."""

    def is_simulated(self, shopper: str) -> bool: ...

    def record(self, shopper: str, happened: Sequence[Happened]) -> Recorded: ...


@dataclass(frozen=True)
class Identity:
    """Opens the ids that come in and signs those that go out."""

    shoppers: Shoppers
    signing: Signing

    def session(self, given: str | None) -> str | None:
        """The id of a session; one that is not ours is unknown, which is not the same as none."""
        return None if given is None else self.signing.open_session(given) or NO_SESSION

    def shopper(self, given: str) -> str:
        """The id of a shopper. Refused with 403 unless it is signed or one of the simulated ones."""
        if self.shoppers.is_simulated(given):
            return given
        opened = self.signing.open_shopper(given)
        if opened is None:
            raise HTTPException(
                403,
                f"shopper: {given[:80]!r} is not signed by this server; "
                "the shop's server gets a signed id from `python -m assistant shopper token ID`",
            )
        return opened

    def signed(self, reply: Reply) -> Reply:
        """A reply as it leaves the server."""
        return reply.model_copy(update={"session": self.signing.sign_session(reply.session)})
