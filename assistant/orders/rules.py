"""The rules of orders: what is short, which number an order gets, and how its status may change."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Literal

from assistant.orders.types import NewOrder, Short
from assistant.types import Order

Status = Literal["placed", "cancelled", "return_asked"]
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is taken for another when read out
LENGTH = 8  # 30^8 numbers: none is guessed, none comes twice
FROM: Mapping[Status, frozenset[Status]] = {  # a status, and those that it may follow
    "placed": frozenset(),
    "cancelled": frozenset({"placed"}),
    "return_asked": frozenset({"placed"}),
}
HOLDS_STOCK: frozenset[Status] = frozenset({"placed", "return_asked"})  # what comes back is checked before it is sold


def new_number() -> str:
    """A number for an order, `D-` and eight signs."""
    return "D-" + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def quantities(new: NewOrder) -> dict[str, int]:
    """How many of each product are wanted."""
    wanted: dict[str, int] = {}
    for one in new.lines:
        wanted[one.line.product_id] = wanted.get(one.line.product_id, 0) + one.line.quantity
    return wanted


def shorts(new: NewOrder, reserved: Mapping[str, int]) -> tuple[Short, ...]:
    """The products of which fewer are left than are wanted: left = stock − reserved."""
    wanted = quantities(new)
    found = {
        one.line.product_id: Short(
            product_id=one.line.product_id,
            title=one.line.title,
            wanted=wanted[one.line.product_id],
            left=max(0, one.stock - reserved.get(one.line.product_id, 0)),
        )
        for one in new.lines
    }
    return tuple(short for short in found.values() if short.left < short.wanted)


def written(new: NewOrder, number: str) -> Order:
    """The order as it is written."""
    return Order(
        id=number,
        status="placed",
        placed_at=new.at,
        lines=tuple(one.line for one in new.lines),
        total=new.total,
        simulated=new.simulated,
    )


def moved(order: Order, to: Status) -> Order | None:
    """The order in another status; None where it cannot come to that."""
    return order.model_copy(update={"status": to}) if order.status in FROM[to] else None
