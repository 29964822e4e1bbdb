"""What a shopper has settled line by line, put back into a basket that is made anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.bundle.draft import Draft, DraftLine, Pick
from assistant.types import Held, Need


def needed(needs: Sequence[Need], held: Sequence[Held]) -> tuple[Need, ...]:
    """The needs without those that were left out whole."""
    gone = {one.role for one in held if one.whole}
    return tuple(need for need in needs if need.role not in gone)


def with_held(draft: Draft, held: Sequence[Held]) -> Draft:
    """The basket with the lines as they were settled, as far as the products are there and the budget allows."""
    for one in held:
        lines = tuple(line for line in (_settled(draft, line, one) for line in draft.lines) if line is not None)
        changed = replace(draft, lines=lines)
        if draft.budget is None or changed.total <= max(draft.budget, draft.total):
            draft = changed
    return draft


def _settled(draft: Draft, line: DraftLine, held: Held) -> DraftLine | None:
    if held.quantity is None:
        if line.pick.candidate.product.id != held.product_id:
            return line
        alone = sum(other.need.role == line.need.role for other in draft.lines) == 1
        return _instead(draft, line) if alone and not held.whole else None  # the need was not left out with it
    if line.need.role != held.role:
        return line
    here = (line.pick, *line.alternatives)
    pick = next((one for one in here if one.candidate.product.id == held.product_id), None)
    if pick is None:
        return line
    rest = tuple(one for one in here if one is not pick)
    return replace(line, pick=Pick(pick.candidate, min(held.quantity, pick.candidate.limit)), alternatives=rest)


def _instead(draft: Draft, line: DraftLine) -> DraftLine | None:
    """The line with the first alternative that the budget has room for."""
    room = None if draft.budget is None else max(draft.budget - draft.total, 0) + line.pick.total
    pick = next((one for one in line.alternatives if room is None or one.total <= room), None)
    if pick is None:
        return None
    return replace(line, pick=pick, alternatives=tuple(one for one in line.alternatives if one is not pick))
