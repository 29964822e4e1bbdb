"""Which products a turn is about: a line by its number, what it names, or what was last spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.asked import Asked
from assistant.plan.things import Mention, find_things
from assistant.types import Request
from assistant.understand.cues import cue, words
from assistant.understand.questions import without_asked
from catalog.text import HANGUL, tokens
from catalog.types import Product

KIND, TITLE = 2.0, 1.0  # naming a product's kind ("the tent") says as much as two words of its title
SHORT = 1  # letters of a Latin word that names nothing
TWO = re.compile(r"(?i:\b(?:first|1st|top) two\b|앞의? ?두|위(?:의|에)? ?두|처음 ?두)")
PLACED = re.compile(
    r"(?i:\b(first|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th|6th)\b"
    r"|(첫|한|두|세|네|다섯|여섯|[1-9]) ?번 ?째?)"
)
PLACES = {
    **{w: n for n, w in enumerate("first second third fourth fifth sixth".split(), 1)},
    **{w: n for n, w in enumerate("1st 2nd 3rd 4th 5th 6th".split(), 1)},
    "첫": 1,
    "한": 1,
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    **{str(n): n for n in range(1, 10)},
}
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
    return listed_products(asked) or basket_products(asked)


def pool_of(asked: Asked) -> list[Product]:
    """Everything that a turn can be about: the last list and the basket, each product once."""
    return list({one.id: one for one in (*listed_products(asked), *basket_products(asked))}.values())


def spoken_of(asked: Asked) -> list[Product]:
    """What the last answer was about, as far as it is still there."""
    there = {one.id for one in pool_of(asked)}
    return [one for one in products_of(asked, asked.session.spoken) if one.id in there]


def pointed(asked: Asked) -> list[Product]:
    """The products that a turn points at or names; none where it does neither."""
    return numbered(asked.request, in_view(asked)) or named(asked, asked.request.asked)


def lacks(asked: Asked) -> bool:
    """Whether the turn names a kind of thing that neither the list nor the basket holds: "is the tent waterproof?"."""
    things = _things(asked.request.asked)
    return bool(things) and not any(_is(asked, one, things) for one in pool_of(asked))


def named(asked: Asked, text: str) -> list[Product]:
    """The products of the list and the basket that a text names best, by their kind or by words of their titles."""
    pool, things = pool_of(asked), _things(text)
    said = {word for word in tokens(without_asked(text)) if len(word) > SHORT or HANGUL.search(word)}
    scores = {one.id: KIND * _is(asked, one, things) + TITLE * _titled(one, said) for one in pool}
    best = max(scores.values(), default=0.0)
    return [one for one in pool if best > 0 and scores[one.id] == best]


def all_named(asked: Asked) -> list[Product]:
    """The product that each part of the text names, in its order: "the salsa or the guacamole"."""
    parts = (named(asked, part)[:1] for part in JOINED.split(asked.request.asked))
    return list({one.id: one for part in parts for one in part}.values())


def numbered(request: Request, view: Sequence[Product]) -> list[Product]:
    """By their places: "the first and the third", "2번이랑 3번", the request's own target."""
    if TWO.search(request.text):
        return list(view[:2])
    said = [PLACES[(m[1] or m[2]).casefold()] for m in PLACED.finditer(request.text)] if request.target else []
    if request.target is not None and (request.target < 0 or not said):
        said = [request.target]
    places = [n - 1 if n > 0 else len(view) + n for n in dict.fromkeys(said)]
    return [view[place] for place in places if 0 <= place < len(view)]


def products_of(asked: Asked, ids: Sequence[str]) -> list[Product]:
    """The products of ids, as far as the shop still has them."""
    found = (asked.shop.search.product(ident) for ident in ids)
    return [product for product in found if product is not None]


def _things(text: str) -> list[Mention]:
    """The kinds of things that a text names; a food in a question on allergens is none of them."""
    allergens = cue("questions", "contains").search(text) or cue("questions", "free_from").search(text)
    return [one for one in find_things(text) if not (allergens and _is_food(one.word))]


def _is_food(word: str) -> bool:
    return any(cue("allergens", name).fullmatch(word.strip()) for name in words("allergens"))


def _is(asked: Asked, product: Product, things: Sequence[Mention]) -> bool:
    """Whether a product is one of the things: it is called so, or is of their kind where nothing is called so."""
    snapshot = asked.shop.search.snapshot
    place = snapshot.position(product.id)
    for thing in things:
        called = snapshot.lexical.naming(thing.word)
        kind = any(product.category == one or product.category.startswith(one + "/") for one in thing.categories)
        if called.any() and place is not None and (called[place] or (kind and _is_kind(thing, product))):
            return True
        if not called.any() and kind:
            return True
    return False


def _is_kind(thing: Mention, product: Product) -> bool:
    """Whether the word names the product's category itself, in whichever language: "dips", 맥주."""
    label = set(tokens(" ".join((*product.category_label.values(), *product.categories))))
    return bool(label & set(tokens(thing.word)))


def _titled(product: Product, said: set[str]) -> int:
    """How many words of the title are said; numbers name nothing."""
    return sum(not word.isdigit() for word in said & set(tokens(" ".join(product.title.values()))))
