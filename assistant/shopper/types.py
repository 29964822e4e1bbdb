"""What may be held of a shopper. There is no field for gender, religion, health, ethnicity or orientation."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, get_args

from assistant.types import Order
from catalog.types import Allergen, Diet, Frozen, ShopEvent

Purpose = Literal["personalise", "remember", "contribute"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
PreferenceKind = Literal["dislike", "diet", "allergy"]


class Consent(Frozen):
    """A purpose and what was last said of it: `personalise` lets history and preferences choose products,
    `remember` lets new events and stated preferences be kept, `contribute` counts purchases with everybody's."""

    purpose: Purpose
    granted: bool
    at: dt.datetime


class Preference(Frozen):
    """What baskets are to keep to for good: a dislike by the thing's name, a diet or an allergen by its key.

    It says what to leave out and never why: no illness, no faith.
    """

    id: str
    kind: PreferenceKind = "dislike"
    text: str
    at: dt.datetime


class Lasting(Frozen):
    """What holds without being said again: diets, allergens and things to leave out."""

    diet: tuple[Diet, ...] = ()  # the shopper's own
    shared: tuple[Diet, ...] = ()  # those of everybody at their table
    allergies: tuple[Allergen, ...] = ()
    dislikes: tuple[str, ...] = ()

    def and_(self, other: Lasting) -> Lasting:
        """Both together."""
        return Lasting(
            diet=tuple(dict.fromkeys((*self.diet, *other.diet))),
            shared=tuple(dict.fromkeys((*self.shared, *other.shared))),
            allergies=tuple(dict.fromkeys((*self.allergies, *other.allergies))),
            dislikes=tuple(dict.fromkeys((*self.dislikes, *other.dislikes))),
        )


NOTHING = Lasting()
EVERYONE = "/everyone"  # behind a diet's key, where the whole table keeps it


class Conversation(Frozen):
    """A conversation on the shopper's name, as it is kept: its state, and the states that undoing leads back to."""

    id: str
    at: dt.datetime
    state: dict[str, Any]
    back: tuple[dict[str, Any], ...] = ()


class KeptBasket(Frozen):
    """A basket kept by name."""

    name: str
    at: dt.datetime
    state: dict[str, Any]


class Holdings(Frozen):
    """Everything held of one shopper, as it is exported."""

    shopper: str
    simulated: bool = False
    consents: tuple[Consent, ...] = ()  # every answer in the order given: the last one of a purpose counts
    preferences: tuple[Preference, ...] = ()
    events: tuple[ShopEvent, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    baskets: tuple[KeptBasket, ...] = ()
    orders: tuple[Order, ...] = ()

    def allows(self, purpose: Purpose) -> bool:
        """Whether the record says yes to a purpose. What was never asked is a no."""
        return next((one.granted for one in reversed(self.consents) if one.purpose == purpose), False)


class Erased(Frozen):
    """What an erasure took away."""

    shopper: str
    events: int
    preferences: int
    consents: int
    conversations: int = 0
    baskets: int = 0
    orders: int = 0
