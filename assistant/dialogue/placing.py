"""Lines that join a basket: the product that fits a need best, and the basket with it, room made in the budget."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.bundle.candidates import Candidate
from assistant.bundle.draft import Draft, DraftLine, Pick
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.basket import Made
from assistant.dialogue.counts import packs_of, said_count
from assistant.dialogue.likelier import likeliest, says_more
from assistant.dialogue.lines import more_of
from assistant.dialogue.lists import joined, preface
from assistant.dialogue.replies import basket_reply
from assistant.dialogue.room import with_room
from assistant.dialogue.settled import settled_roles
from assistant.dialogue.views import basket_products
from assistant.dialogue.wished import unknown
from assistant.dialogue.within import finder_of
from assistant.plan.added import with_added
from assistant.plan.named import is_family
from assistant.types import Need, Request
from catalog.text import tokens
from catalog.types import Product

WHOLE = 0.6  # of what was said, that the name of another kind of thing than what was named says
ALTERNATIVES = 3  # offered beside the line
LEAST = 0.001  # of a need, that a pack covers at least


def line_for(
    asked: Asked,
    need: Need,
    draft: Draft,
    counted: bool,
    dear: bool = False,
    first: str = "",
    out: Collection[str] = (),
) -> DraftLine | None:
    """The product that fits the need best, in the packs that were said or are needed.

    It is one that the budget has room for as it is, else the best one; where it may be `dear`, the best one. In the
    place of those that are `out` comes none of them, only what is called so where anything is, and where the budget
    has no room what takes least of it.
    """
    taken = {line.pick.candidate.product.id for line in draft.lines} | set(out)
    room = None if draft.budget is None else draft.budget - draft.total
    said = asked.request.asked if counted else ""
    if count := said_count(said):
        need = need.model_copy(update={"quantity": float(count), "unit": "pack"})
    finder = finder_of(asked)
    ahead = finder.candidate(need, first) if first else None
    picks = [
        Pick(one, min(one.limit, packs_of(said, one.product.titles) or _enough(need, one)))
        for one in (*filter(None, (ahead,)), *(c for c in finder.candidates(need) if c.product.id != first))
        if one.limit > 0 and one.product.id not in taken
    ]
    if dear or out:
        called, place = finder.called(need), asked.shop.search.snapshot.position
        so = [pick for pick in picks if (at := place(pick.candidate.product.id)) is not None and called[at]]
        picks = so if out and so else [*so, *(pick for pick in picks if pick not in so)]
    picks.sort(key=lambda pick: pick.candidate.product.id != first)
    fitting = [pick for pick in picks if not dear and (room is None or pick.total <= room)]
    near = sorted(picks, key=lambda pick: pick.total) if out and not dear else picks
    best = (fitting or near)[:1]
    rest = tuple(pick for pick in picks if pick not in best)[:ALTERNATIVES]
    if best and count:
        need = need.model_copy(update={"quantity": float(best[0].packs)})
    return DraftLine(need, best[0], rest) if best else None


def _enough(need: Need, one: Candidate) -> int:
    """The packs of a candidate that the need takes."""
    return max(1, math.ceil(need.quantity / max(one.capacity, LEAST)))


def line_meant(asked: Asked, draft: Draft, words: str, first: Product) -> DraftLine | None:
    """A line of a product that words were found to mean, with others of its shelf as alternatives."""
    need = unknown(words).model_copy(update={"categories": (first.category,)})
    return line_for(asked, need, draft, counted=True, first=first.id)


def likelier(asked: Asked, draft: Draft, words: str, line: DraftLine, kin: bool = False) -> DraftLine:
    """The line, or one of what the search finds first for the words, where its name says more of them.

    Where only its `kin` will do, nothing of another shelf: "the red for white" is no scarf.
    """
    first = likeliest(asked, words, (one.pick.candidate.product.id for one in draft.lines)) if words else None
    if first is None or not says_more(asked, words, first.product, line.pick.candidate.product):
        return line
    if (kin or first.share < WHOLE or is_family(words.strip())) and not serves(line.need, first.product):
        return line  # 에너지바 is no energy drink, and a spray for shoes no shoe
    return line_meant(asked, draft, words, first.product) or line


def with_lines(asked: Asked, draft: Draft, lines: Sequence[DraftLine], cheapen: bool = True) -> Answered | None:
    """The basket with the lines; None where nothing that may leave, or (`cheapen`) be cheaper, makes room for them."""
    plan = asked.session.plan
    assert plan is not None
    ids = [line.pick.candidate.product.id for line in lines]
    found = with_room(replace(draft, lines=(*draft.lines, *lines)), ids, cheapen, settled_roles(asked.session.request))
    if found is None:
        return None
    changed = found.draft
    plan, request = with_added(plan, [line.need for line in lines]), _settled(asked, lines)
    session = replace(joined(asked.session, request, changed, ids), plan=plan)
    return basket_reply(request, Made(plan, changed, preface(request.language, found)), session, asked), session


def _settled(asked: Asked, lines: Sequence[DraftLine]) -> Request:
    """The request without what the lines answer: their wants, and that such a thing was left out before."""
    request, session, roles = asked.request, asked.session, {line.need.role for line in lines}
    held = tuple(one for one in request.held if one.role not in roles)
    return request.model_copy(update={"wants": session.request.wants if session.request else (), "held": held})


def there(asked: Asked, needs: Sequence[Need], more: int | None = None) -> Answered | None:
    """More of a line that is called just so already; None where there is none. `more` packs, else as many as said."""
    if len(needs) != 1:
        return None
    said = set(tokens(needs[0].query[asked.request.language]))
    lines = [
        one for one in basket_products(asked) if said and said <= set(tokens(one.titles)) and serves(needs[0], one)
    ]
    count = more if more is not None else said_count(asked.request.asked) or 1
    return more_of(asked, lines[0].id, count) if lines else None


def serves(need: Need, product: Product) -> bool:
    """Whether the product is of the need's kind: strawberries, not strawberry yogurt."""
    kinds = need.categories
    return not kinds or any(product.category == one or product.category.startswith(one + "/") for one in kinds)
