"""What the API takes: the bodies of its requests and whose shop they name, checked before anything runs."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import Depends, Query
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from catalog.types import EventKind, Language

LONGEST_ID = 200  # characters of a product id, a market, or a session without its signature
LONGEST_SIGNED = 260  # the same with a signature
MOST_EVENTS = 100  # a request; a page sends what happened on it, not a shop's history
MOST_STARS = 5


def whole(text: str) -> str:
    """The text, where it can be written as UTF-8; JSON lets half a character through, which nothing can send back."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("holds half a character; send valid Unicode")
    return text


Words = Annotated[str, AfterValidator(whole)]
Id = Annotated[Words, Field(max_length=LONGEST_ID)]
Signed = Annotated[Words, Field(max_length=LONGEST_SIGNED)]


def _shop(
    shop: Annotated[str | None, Query(description="whose pages call; needed from other origins, else left out")] = None,
) -> str | None:
    return shop


SHOP = Depends(_shop)  # so that the API's description lists it; `Origins` has checked it before


class Body(BaseModel):
    """A body that refuses fields that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ChatIn(Body):
    """What a shopper says, and where and when."""

    text: Words
    market: Id | None = None
    session: Signed | None = Field(default=None, description="as the last reply gave it")
    shopper: Signed | None = Field(default=None, description="sim-001 to sim-300 in the demo shop, else a signed id")
    at: dt.datetime | None = None
    language: Language | None = None


class BasketIn(Body):
    """A change of the basket of a session."""

    session: Signed
    kind: Literal["quantity", "swap", "remove"]
    product_id: Id
    quantity: int | None = Field(default=None, ge=1, le=999)
    to: Id | None = None


class CheckoutIn(Body):
    """A session whose basket is to be ordered."""

    session: Signed
    of_age: bool = Field(default=False, description="whether the shopper has confirmed their age, for alcohol")


class SessionIn(Body):
    """A session to go on with."""

    session: Signed


class EventIn(Body):
    """One thing that a shopper did in the shop."""

    kind: EventKind
    product_id: Id
    at: AwareDatetime | None = Field(default=None, description="with its offset from UTC; now where it is left out")
    value: int = Field(default=1, ge=1, le=999, description="packages bought, or 1 to 5 stars of a rating")

    @model_validator(mode="after")
    def _stars(self) -> EventIn:
        """A rating says its stars: left out, the default would give the product the worst there is."""
        if self.kind == "rating" and ("value" not in self.model_fields_set or self.value > MOST_STARS):
            raise ValueError(f"value: a rating needs 1 to {MOST_STARS} stars")
        return self


class EventsIn(Body):
    """What a shopper did, oldest first or in any order."""

    shopper: Signed
    events: tuple[EventIn, ...] = Field(min_length=1, max_length=MOST_EVENTS)
