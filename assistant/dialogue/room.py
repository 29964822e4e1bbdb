"""Room in the budget for what the shopper asked for: the least important of what the plan chose goes out for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.bundle.draft import Draft, DraftLine, Pick
from assistant.explain.phrases import say
from catalog.text import tokens
from catalog.types import localized


class Room(NamedTuple):
    """A basket within its budget, the lines that left it for that, and those of which something cheaper took over."""

    draft: Draft
    gone: tuple[DraftLine, ...]
    cheaper: tuple[DraftLine, ...] = ()

    def told(self, language: str) -> tuple[str, ...]:
        """What is to be said of it."""
        kinds = (("made_room", self.gone), ("made_cheaper", self.cheaper))
        return tuple(say(language, key, item=_names(lines, language)) for key, lines in kinds if lines)


def with_room(
    draft: Draft, asked_for: Collection[str], cheapen: bool = True, settled: Collection[str] = ()
) -> Room | None:
    """The basket within its budget; None where leaving out and (`cheapen`) cheapening what may be is not enough.

    Lines of the roles that the shopper has `settled` themselves keep their product and its number.

    What the shopper named, and what the job cannot do without, stays; of the latter the alternatives may take over.
    """
    spare = [one for one in draft.lines if not (one.need.must or one.need.stated or _id(one) in asked_for)]
    gone: list[DraftLine] = []
    for line in sorted(spare, key=lambda one: (one.need.weight, -one.pick.total, _id(one))):
        if _fits(draft):
            break
        draft = _without(draft, line)
        gone.append(line)
    taken = frozenset(_id(line) for line in (*draft.lines, *gone))
    draft, cheaper = _cheapened(draft, asked_for, settled, taken) if cheapen else (draft, ())
    if not _fits(draft):
        return None
    for line in reversed(gone.copy()):  # the last to go made the difference: an earlier one may fit again
        back = replace(draft, lines=(*draft.lines, line))
        if _fits(back):
            draft = back
            gone.remove(line)
    return Room(draft, tuple(gone), cheaper)


def _cheapened(
    draft: Draft, asked_for: Collection[str], settled: Collection[str], taken: Collection[str]
) -> tuple[Draft, tuple[DraftLine, ...]]:
    """The basket with cheaper alternatives of what the plan chose, the largest saving first, until it fits."""
    found: list[tuple[int, DraftLine, Pick]] = []
    there = set(taken)
    for line in draft.lines:
        if line.need.stated or _id(line) in asked_for or line.need.role in settled:
            continue
        enough = min(line.pick.served, line.need.quantity)
        others = [
            one
            for one in line.alternatives
            if one.served >= enough
            and one.total < line.pick.total
            and one.candidate.product.id not in there
            and (_is_called(line, one) or not _is_called(line, line.pick))
        ]
        if others:
            best = min(others, key=lambda one: (one.total, one.candidate.product.id))
            there.add(best.candidate.product.id)
            found.append((line.pick.total - best.total, line, best))
    cheaper: list[DraftLine] = []
    for _, line, pick in sorted(found, key=lambda one: (-one[0], _id(one[1]))):
        if _fits(draft):
            break
        new = replace(line, pick=pick, alternatives=(line.pick, *(one for one in line.alternatives if one is not pick)))
        draft = replace(draft, lines=tuple(new if one is line else one for one in draft.lines))
        cheaper.append(new)
    return draft, tuple(cheaper)


def _is_called(line: DraftLine, pick: Pick) -> bool:
    """Whether a pick is called what its line is there for: of moving boxes, no sliders."""
    said = {word for label in line.need.label.values() for word in tokens(label)}
    return bool(said & set(tokens(pick.candidate.product.titles)))


def over(draft: Draft) -> int:
    """By how much a basket is over its budget, in minor units."""
    return 0 if draft.budget is None else max(0, draft.total - draft.budget)


def _fits(draft: Draft) -> bool:
    return over(draft) == 0


def _without(draft: Draft, line: DraftLine) -> Draft:
    return replace(draft, lines=tuple(one for one in draft.lines if one is not line))


def _id(line: DraftLine) -> str:
    return line.pick.candidate.product.id


def _names(lines: Sequence[DraftLine], language: str) -> str:
    return ", ".join(localized(line.pick.candidate.product.title, language) for line in lines)
