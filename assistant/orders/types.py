"""What an order is made of before it is written, and what comes of writing it."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from assistant.types import Order, Ordered
from catalog.types import Frozen, Money


class Wanted(Frozen):
    """A product to order, and how many the shop holds before anybody's reservation."""

    line: Ordered
    stock: int = Field(ge=0)


class NewOrder(Frozen):
    """An order to be written. Its `key` names the basket: as long as an order of that key stands, there is no other."""

    key: str = Field(min_length=1)
    session: str
    shopper: str | None  # only where they agreed to be remembered
    place: str
    at: dt.datetime
    lines: tuple[Wanted, ...] = Field(min_length=1)
    total: Money
    simulated: bool


class Short(Frozen):
    """A product of which too few are left."""

    product_id: str
    title: str
    wanted: int
    left: int


class Placed(Frozen):
    """What came of it: the order, new or written before; or what is short, and then nothing is written."""

    order: Order | None = None
    again: bool = False  # the same basket had been ordered already
    short: tuple[Short, ...] = ()
