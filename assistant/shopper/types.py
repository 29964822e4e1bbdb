"""What may be held of a shopper. There is no field for gender, religion, health, ethnicity or orientation."""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

from catalog.types import Frozen, ShopEvent

Purpose = Literal["personalise", "remember", "contribute"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


class Consent(Frozen):
    """A purpose and what was last said of it: `personalise` lets history and preferences choose products,
    `remember` lets new events and stated preferences be kept, `contribute` counts purchases with everybody's."""

    purpose: Purpose
    granted: bool
    at: dt.datetime


class Preference(Frozen):
    """Something stated that holds for good. So far dislikes only: the thing's name, never a fact about the person."""

    id: str
    kind: Literal["dislike"] = "dislike"
    text: str
    at: dt.datetime


class Holdings(Frozen):
    """Everything held of one shopper, as it is exported."""

    shopper: str
    simulated: bool = False
    consents: tuple[Consent, ...] = ()  # every answer in the order given: the last one of a purpose counts
    preferences: tuple[Preference, ...] = ()
    events: tuple[ShopEvent, ...] = ()

    def allows(self, purpose: Purpose) -> bool:
        """Whether the record says yes to a purpose. What was never asked is a no."""
        return next((one.granted for one in reversed(self.consents) if one.purpose == purpose), False)


class Erased(Frozen):
    """What an erasure took away."""

    shopper: str
    events: int
    preferences: int
    consents: int
