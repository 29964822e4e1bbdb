"""What a shopper settles of lines, kept when the basket is made anew: what stays out, what is there, how much of it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.bundle.draft import Draft, DraftLine, Pick
from assistant.types import Held, Request


def left_out(lines: Sequence[DraftLine], kept: Sequence[DraftLine]) -> tuple[Held, ...]:
    """That these lines are out from now on: their needs too, but where another line is there for the same need."""
    left = {line.need.role for line in kept}
    return tuple(
        Held(role=one.need.role, product_id=one.pick.candidate.product.id, whole=one.need.role not in left)
        for one in lines
    )


def with_settled(request: Request, held: tuple[Held, ...]) -> Request:
    """The request with what is settled of lines; of what was settled of the same ones before, nothing is left."""
    products = {one.product_id for one in held}
    out = {one.role for one in held if one.quantity is not None}
    before = tuple(
        one for one in request.held if one.product_id not in products and not (one.quantity and one.role in out)
    )
    return request.model_copy(update={"held": (*before, *held)})


def settled_roles(request: Request | None) -> frozenset[str]:
    """The roles of the lines that the shopper has chosen or counted themselves."""
    return (
        frozenset(one.role for one in request.held if one.quantity is not None) if request is not None else frozenset()
    )


def by_hand(before: Draft, after: Draft) -> tuple[Held, ...]:
    """What a change by hand settles: the lines that it took out, and those that it put in or counted."""
    old = {line.pick.candidate.product.id: line for line in before.lines}
    new = {line.pick.candidate.product.id: line for line in after.lines}
    gone = left_out([line for ident, line in old.items() if ident not in new], after.lines)
    return gone + tuple(
        held_line(line, line.pick)
        for ident, line in new.items()
        if ident not in old or old[ident].pick.packs != line.pick.packs
    )


def held_line(line: DraftLine, pick: Pick) -> Held:
    return Held(role=line.need.role, product_id=pick.candidate.product.id, quantity=pick.packs)
