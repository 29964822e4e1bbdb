"""What of a shopper's record may choose products: what they did with products, and what they said they dislike.

This is all that scoring is given. It names no person, and nothing in it says who somebody is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.shopper.types import EVERYONE, NOTHING, Holdings, Lasting, Preference
from catalog.types import ALLERGENS, DIETS, EventKind, Frozen


class Deed(Frozen):
    """One thing done with one product: the event's id, so that a reason can show it, and its order."""

    id: str
    product_id: str
    kind: EventKind
    at: dt.datetime
    value: int = 1
    order: str | None = None


@dataclass(frozen=True)
class Profile:
    """A shopper who agreed to `personalise`, up to a moment. `version` changes with the record."""

    deeds: tuple[Deed, ...]
    dislikes: tuple[Preference, ...]
    version: int
    lasting: Lasting = NOTHING


def profile_of(holdings: Holdings, version: int, at: dt.datetime) -> Profile | None:
    """The profile at a moment, or None without consent to personalise. What comes later is not known yet."""
    if not holdings.allows("personalise"):
        return None
    deeds = (
        Deed(id=e.id, product_id=e.product_id, kind=e.kind, at=e.at, value=e.value, order=e.order)
        for e in holdings.events
        if e.at <= at
    )
    dislikes = tuple(one for one in holdings.preferences if one.kind == "dislike")
    return Profile(tuple(deeds), dislikes, version, lasting_of(holdings.preferences))


def lasting_of(preferences: Iterable[Preference]) -> Lasting:
    """What the preferences ask for; a diet or an allergen that nobody knows any more is passed over."""
    texts: dict[str, list[str]] = {"dislike": [], "diet": [], "allergy": []}
    for one in preferences:
        texts[one.kind].append(one.text)
    known = {
        "diet": tuple(text for text in texts["diet"] if text in DIETS),
        "shared": tuple(text for one in texts["diet"] if one != (text := one.removesuffix(EVERYONE)) and text in DIETS),
        "allergies": tuple(text for text in texts["allergy"] if text in ALLERGENS),
    }
    return Lasting.model_validate(known | {"dislikes": tuple(texts["dislike"])})
