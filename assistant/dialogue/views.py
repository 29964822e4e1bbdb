"""What there is to point at: the basket, the last list, what was spoken of, and the places in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.dialogue.asked import Asked
from assistant.types import Request
from assistant.understand.cues import cue
from assistant.understand.targets import find_places
from catalog.types import Product

POINTS = frozenset({"add", "ask", "why", "compare", "remove", "quantity", "refine", "checkout"})


def basket_products(asked: Asked) -> list[Product]:
    """The products of the basket, a line each, in the order in which they are shown: the musts first."""
    draft = asked.session.draft
    lines = sorted(draft.lines, key=lambda line: not line.need.must) if draft is not None else []
    return [line.pick.candidate.product for line in lines]


def first_added(asked: Asked) -> list[Product]:
    """What the shopper put in one by one and is still there, the earliest first; none where all came as a plan."""
    draft, plan = asked.session.draft, asked.session.plan
    there = {line.need.role: line.pick.candidate.product for line in draft.lines} if draft is not None else {}
    return [there[need.role] for need in (plan.added if plan is not None else ()) if need.role in there]


def listed_products(asked: Asked) -> list[Product]:
    """The products of the last list."""
    return products_of(asked, asked.session.shown)


def in_view(asked: Asked) -> list[Product]:
    """What "the second one" counts: the last list where there is one, else the basket."""
    if _inside(asked):
        return basket_products(asked)
    return listed_products(asked) or basket_products(asked)


def pool_of(asked: Asked) -> list[Product]:
    """Everything that a turn can be about: the last list and the basket, and what was before where it says so."""
    if _inside(asked):
        return basket_products(asked)
    found = [*listed_products(asked), *basket_products(asked)]
    if asked.request.act == "add":
        found += products_of(asked, asked.session.offered)
    if cue("targets", "earlier").search(asked.request.asked):
        found += products_of(asked, reversed(asked.session.seen))
    return list({one.id: one for one in found}.values())


def _inside(asked: Asked) -> bool:
    """Whether a turn asks about what the basket holds, whatever was listed since: "the mat in my basket, why that?"."""
    said = asked.request.act in ("ask", "why") and cue("questions", "inside").search(asked.request.asked) is not None
    return said and bool(basket_products(asked))


def spoken_of(asked: Asked) -> list[Product]:
    """What the last answer was about, as far as it is still there."""
    there = {*asked.session.offered, *(one.id for one in pool_of(asked))}
    return [one for one in products_of(asked, asked.session.spoken) if one.id in there]


def beyond(asked: Asked) -> bool:
    """Whether a turn points at a place that nothing stands at: "the third" of two."""
    view = in_view(asked)
    return bool(view) and is_numbered(asked.request) and not numbered(asked.request, view)


def numbered(request: Request, view: Sequence[Product]) -> list[Product]:
    """By their places: "the first and the third", "second, please", "2번이랑 3번"."""
    places = [n - 1 if n > 0 else len(view) + n for n in _places(request)]
    return [view[place] for place in places if 0 <= place < len(view)]


def is_numbered(request: Request) -> bool:
    """Whether a turn names a place at all, there or not."""
    return bool(_places(request))


def _places(request: Request) -> tuple[int, ...]:
    said = find_places(request.asked, request.act == "compare") if request.act in POINTS else ()
    return said or ((request.target,) if request.target is not None else ())


def products_of(asked: Asked, ids: Iterable[str]) -> list[Product]:
    """The products of ids, as far as the shop still has them."""
    found = (asked.shop.search.product(ident) for ident in ids)
    return [product for product in found if product is not None]
