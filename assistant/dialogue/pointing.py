"""Which products a turn is about: a line by its number, what it names, or what was last spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.dialogue.asked import Asked
from assistant.plan.things import Mention, find_things
from assistant.types import Request
from assistant.understand.cues import cue, words
from assistant.understand.questions import without_asked
from assistant.understand.targets import find_places
from catalog.text import HANGUL, tokens
from catalog.types import Product

KIND, TITLE = 2.0, 1.0  # naming a product's kind ("the tent") says as much as two words of its title
JUST_SO = 0.5  # more for what is called so and is of that kind: strawberries, not strawberry yogurt
CLEARLY = 1.15  # times as near in meaning: of two that are called alike, that one is meant
FAMILY = 3  # shelves that a word means, from which it is the name of many kinds
SHORT = 1  # letters of a Latin word that names nothing
POINTS = frozenset({"add", "ask", "why", "compare", "remove", "quantity", "refine", "checkout"})
SEVERAL = re.compile(r"(?i:[·/&,]|(?<![a-z])and(?![a-z]))")
ASKS = frozenset({"ask", "why"})
JOINED = re.compile(r"(?i:\b(?:and|or|vs\.?|versus|with|to|than)\b|,|이랑|랑|하고|(?<=[가-힣])[와과]\s|보다)")


def basket_products(asked: Asked) -> list[Product]:
    """The products of the basket, a line each, in the order in which they are shown: the musts first."""
    draft = asked.session.draft
    lines = sorted(draft.lines, key=lambda line: not line.need.must) if draft is not None else []
    return [line.pick.candidate.product for line in lines]


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
    said = asked.request.act in ASKS and cue("questions", "inside").search(asked.request.asked) is not None
    return said and bool(basket_products(asked))


def spoken_of(asked: Asked) -> list[Product]:
    """What the last answer was about, as far as it is still there."""
    there = {one.id for one in pool_of(asked)}
    return [one for one in products_of(asked, asked.session.spoken) if one.id in there]


def pointed(asked: Asked) -> list[Product]:
    """The products that a turn points at or names; none where it does neither, or points beyond what there is."""
    if is_numbered(asked.request) and in_view(asked):
        return numbered(asked.request, in_view(asked))
    text = asked.request.asked
    if cue("targets", "that").search(text) and not find_things(text) and (spoken := spoken_of(asked)):
        return spoken  # "is that stuff safe on a child's skin?" names no child's cape
    return named(asked, text)


def beyond(asked: Asked) -> bool:
    """Whether a turn points at a place that nothing stands at: "the third" of two."""
    view = in_view(asked)
    return bool(view) and is_numbered(asked.request) and not numbered(asked.request, view)


def lacks(asked: Asked) -> bool:
    """Whether the turn names a kind of thing that neither the list nor the basket holds: "is the tent waterproof?"."""
    things = _things(asked.request.asked)
    return bool(things) and not any(_likeness(asked, one, things) for one in pool_of(asked))


def named(asked: Asked, text: str) -> list[Product]:
    """The products of the list and the basket that a text names best, by their kind or by words of their titles."""
    pool, things = pool_of(asked), _things(text)
    kinds = {word for thing in things for word in tokens(thing.word)}
    said = {word for word in tokens(without_asked(text)) if len(word) > SHORT or HANGUL.search(word)} - kinds
    scores = {one.id: _likeness(asked, one, things) + TITLE * _titled(one, said) for one in pool}
    best = max(scores.values(), default=0.0)
    if not best and not things:
        return [one for one in pool if any(_begins(one, word) for word in said)]
    found = [one for one in pool if best > 0 and scores[one.id] == best]
    return _nearest(asked, found, things) if len(found) > 1 and things else found


def _nearest(asked: Asked, found: list[Product], things: Sequence[Mention]) -> list[Product]:
    """Of products that are called alike, the one that the name clearly means: moving boxes, not box tape."""
    snapshot = asked.shop.search.snapshot
    scores = asked.shop.search.scores(" ".join(thing.word for thing in things)).fused
    near = {one.id: float(scores[at]) for one in found if (at := snapshot.position(one.id)) is not None}
    ordered = sorted(found, key=lambda one: -near.get(one.id, 0.0))
    first, second = (near.get(one.id, 0.0) for one in ordered[:2])
    return ordered[:1] if first > CLEARLY * second else found


def all_named(asked: Asked) -> list[Product]:
    """The product that each part of the text names, in its order: "the salsa or the guacamole"."""
    parts = (named(asked, part)[:1] for part in JOINED.split(asked.request.asked))
    return list({one.id: one for part in parts for one in part}.values())


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


def _things(text: str) -> list[Mention]:
    """The kinds of things that a text names; a food in a question on allergens is none of them."""
    allergens = cue("questions", "contains").search(text) or cue("questions", "free_from").search(text)
    return [one for one in find_things(text) if not (allergens and _is_food(one.word))]


def _is_food(word: str) -> bool:
    return any(cue("allergens", name).fullmatch(word.strip()) for name in words("allergens"))


def _likeness(asked: Asked, product: Product, things: Sequence[Mention]) -> float:
    """How much a product is one of the things: it is called so, or is of their kind where nothing is called so."""
    snapshot = asked.shop.search.snapshot
    place = snapshot.position(product.id)
    best = 0.0
    for thing in things:
        called = snapshot.lexical.naming(thing.word, title_only=True)
        is_called = place is not None and bool(called[place])
        kind = any(product.category == one or product.category.startswith(one + "/") for one in thing.categories)
        family = len(thing.categories) >= FAMILY  # "the meat", 음료: nothing need be called so
        if is_called or (kind and (family or _is_kind(thing, product) or not called.any())):
            best = max(best, KIND + JUST_SO * kind)
    return best


def _is_kind(thing: Mention, product: Product) -> bool:
    """Whether the word names the product's category itself, in whichever language: "dips", 맥주, "wine" of "red wine".

    A shelf of several things, such as dumbbells and bands, is named by none of them.
    """
    labels = [tokens(one) for one in product.category_label.values() if not SEVERAL.search(one)]
    heads = {label[-1] for label in (*labels, *(tokens(one) for one in product.categories)) if label}
    return bool(heads & set(tokens(thing.word)))


def _begins(product: Product, word: str) -> bool:
    """Whether a word of the title begins with a short Korean word: 립 for 립스틱."""
    titles = tokens(" ".join(product.title.values()))
    return bool(HANGUL.search(word)) and any(one.startswith(word) and one != word for one in titles)


def _titled(product: Product, said: set[str]) -> int:
    """How many words of the title are said; numbers name nothing."""
    return sum(not word.isdigit() for word in said & set(tokens(" ".join(product.title.values()))))
