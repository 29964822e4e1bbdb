"""Room in the budget for what the shopper asked for: the least important of what the plan chose goes out for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from assistant.bundle.draft import Draft, DraftLine


def with_room(draft: Draft, asked_for: Collection[str]) -> tuple[Draft, tuple[DraftLine, ...]] | None:
    """The basket within its budget and the lines that left it for that; None where leaving out all is not enough.

    What the shopper named, and what the job cannot do without, stays.
    """
    spare = [one for one in draft.lines if not (one.need.must or one.need.stated or _id(one) in asked_for)]
    gone: list[DraftLine] = []
    for line in sorted(spare, key=lambda one: (one.need.weight, -one.pick.total, _id(one))):
        if _fits(draft):
            break
        draft = _without(draft, line)
        gone.append(line)
    if not _fits(draft):
        return None
    for line in reversed(gone.copy()):  # the last to go made the difference: an earlier one may fit again
        back = replace(draft, lines=(*draft.lines, line))
        if _fits(back):
            draft = back
            gone.remove(line)
    return draft, tuple(gone)


def over(draft: Draft) -> int:
    """By how much a basket is over its budget, in minor units."""
    return 0 if draft.budget is None else max(0, draft.total - draft.budget)


def _fits(draft: Draft) -> bool:
    return over(draft) == 0


def _without(draft: Draft, line: DraftLine) -> Draft:
    return replace(draft, lines=tuple(one for one in draft.lines if one is not line))


def _id(line: DraftLine) -> str:
    return line.pick.candidate.product.id
