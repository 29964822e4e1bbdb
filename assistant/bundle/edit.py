"""Change a basket by hand: another quantity, another product in a line's place, or a line less."""

from __future__ import annotations

from dataclasses import replace

from assistant.bundle.draft import Draft, DraftLine, Pick
from assistant.errors import BadInput
from assistant.types import Edit


def edited(draft: Draft, edit: Edit) -> Draft:
    """The draft with one change. Raises BadInput where the product is not in the basket or the stock is too small."""
    lines = list(draft.lines)
    at = next((i for i, line in enumerate(lines) if line.pick.candidate.product.id == edit.product_id), None)
    if at is None:
        raise BadInput(f"basket: {edit.product_id!r} is not in it; reload the page to see the basket as it is")
    if edit.kind == "remove":
        del lines[at]
    elif edit.kind == "quantity":
        lines[at] = _counted(lines[at], edit.quantity)
    else:
        lines[at] = _swapped(lines[at], edit.to)
    return replace(draft, lines=tuple(lines), missing=(), needed_budget=None)


def _counted(line: DraftLine, quantity: int | None) -> DraftLine:
    if quantity is None:
        raise BadInput("basket: a change of quantity needs the quantity; send a whole number from 1")
    candidate = line.pick.candidate
    if quantity > candidate.limit:
        raise BadInput(f"basket: at most {candidate.limit} of {candidate.product.id!r} can be had; choose fewer")
    return replace(line, pick=Pick(candidate, quantity))


def _swapped(line: DraftLine, to: str | None) -> DraftLine:
    """The alternative takes the line's place, and what stood there becomes the first alternative."""
    chosen = next((pick for pick in line.alternatives if pick.candidate.product.id == to), None)
    if chosen is None:
        raise BadInput(
            f"basket: {to!r} is no alternative of {line.pick.candidate.product.id!r}; choose one that is listed"
        )
    rest = tuple(pick for pick in line.alternatives if pick is not chosen)
    return replace(line, pick=chosen, alternatives=(line.pick, *rest))
