"""Which of the products at hand words name: by their kind, by words of their titles, by what a line is there for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.bundle.draft import DraftLine
from assistant.dialogue.asked import Asked
from assistant.dialogue.views import pool_of
from assistant.plan.things import Mention, find_things
from assistant.understand.cues import cue, words
from assistant.understand.questions import without_asked
from catalog.text import HANGUL, shown_tokens, tokens
from catalog.types import Product

KIND, TITLE = 2.0, 1.0  # naming a product's kind ("the tent") says as much as two words of its title
JUST_SO = 0.5  # more for what is called so and is of that kind: strawberries, not strawberry yogurt
CLEARLY = 1.15  # times as near in meaning: of two that are called alike, that one is meant
FAMILY = 3  # shelves that a word means, from which it is the name of many kinds
SHORT = 1  # letters of a Latin word that names nothing
SEVERAL = re.compile(r"(?i:[·/&,]|(?<![a-z])and(?![a-z]))")
COUNTS = frozenset(
    tokens("one two three four five six seven eight nine ten pack piece enough more total set")
    + "개 팩 세트 병 봉지 박스 상자 통 캔 장 켤레 권 벌 입 매 더 개입".split()
)
OF_WHAT = re.compile(r"(?i:,|\d| (?:with|for|of|in|and|x|×) )")  # where the noun of a title ends
JOINED = re.compile(r"(?i:\b(?:and|or|vs\.?|versus|with|to|than)\b|,|이랑|랑|하고|(?<=[가-힣])[와과]\s|보다)")


def lacks(asked: Asked, text: str | None = None) -> bool:
    """Whether a text (the turn, if not given) names a kind of thing that neither the list nor the basket holds."""
    things = _things(asked.request.asked if text is None else text)
    return bool(things) and not any(_likeness(asked, one, things) for one in pool_of(asked))


def called_so(asked: Asked, text: str, pool: Sequence[Product]) -> list[Product]:
    """Those of the pool that are called one of the kinds of things that a text names."""
    snapshot = asked.shop.search.snapshot
    masks = [snapshot.lexical.meaning(thing.word, title_only=True) for thing in _things(text)]
    places = {one.id: snapshot.position(one.id) for one in pool}
    return [one for one in pool if (at := places[one.id]) is not None and any(mask[at] for mask in masks)]


def named(asked: Asked, text: str) -> list[Product]:
    """The products of the list and the basket that a text names best, by their kind or by words of their titles."""
    pool, things = pool_of(asked), _things(text)
    kinds = {word for thing in things for word in tokens(thing.word)}
    said = {word for word in tokens(without_asked(text)) if len(word) > SHORT or HANGUL.search(word)} - kinds - COUNTS
    labels = _labels(asked)
    scores = {
        one.id: max(_likeness(asked, one, things), KIND * _is_labelled(labels.get(one.id, set()), things))
        + TITLE * _titled(one, said, labels.get(one.id, set()))
        for one in pool
    }
    best = max(scores.values(), default=0.0)
    if not best and not things:
        return [one for one in pool if any(_begins(one, word) for word in said)]
    found = [one for one in pool if best > 0 and scores[one.id] == best]
    broad = any(len(thing.categories) >= FAMILY for thing in things)  # "the drinks" are all of them
    return _nearest(asked, _headed(found, things), things) if len(found) > 1 and things and not broad else found


def _headed(found: list[Product], things: Sequence[Mention]) -> list[Product]:
    """Of products that are called alike, those that are it rather than for it: the cat litter, not the litter box."""
    heads = {words[-1] for thing in things if (words := tokens(thing.word)) and not HANGUL.search(thing.word)}
    return [one for one in found if _head(one.title.get("en", "")) in heads] or found


def _head(title: str) -> str:
    """The noun of an English title: litter of "Tofu cat litter, green tea", box of "Box with a lid"."""
    words = tokens(OF_WHAT.split(title, maxsplit=1)[0])
    return words[-1] if words else ""


def _nearest(asked: Asked, found: list[Product], things: Sequence[Mention]) -> list[Product]:
    """Of products that are called alike, the one that the name clearly means: moving boxes, not box tape."""
    if len(found) == 1:
        return found
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
        meant = called if called.any() else snapshot.lexical.meaning(thing.word, title_only=True)
        is_called = place is not None and bool(meant[place])
        kind = any(product.category == one or product.category.startswith(one + "/") for one in thing.categories)
        family = len(thing.categories) >= FAMILY  # "the meat", 음료: nothing need be called so
        if is_called or (kind and (family or _is_kind(thing, product))):
            best = max(best, KIND + JUST_SO * kind)
        elif kind and not called.any():  # of its shelf alone: what is called so comes first
            best = max(best, KIND + JUST_SO / 2)
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
    titles = shown_tokens(product.titles)
    return bool(HANGUL.search(word)) and any(one.startswith(word) and one != word for one in titles)


def _titled(product: Product, said: set[str], label: set[str]) -> int:
    """How many words of the title, or of what the line is there for, are said; numbers name nothing."""
    return sum(not word.isdigit() for word in said & (label | set(shown_tokens(product.titles))))


def _labels(asked: Asked) -> dict[str, set[str]]:
    """The words of what each line of the basket is there for, by product: a parka as the coat, kibble as the food."""
    draft = asked.session.draft
    lines = draft.lines if draft is not None else ()
    return {
        line.pick.candidate.product.id: set(tokens(" ".join((*line.need.label.values(), *_asked_by(line)))))
        for line in lines
    }


def _asked_by(line: DraftLine) -> tuple[str, ...]:
    """The words that a line was asked for by, where it was: 덴탈껌."""
    return tuple(line.need.query.values()) if line.need.rule == "request" else ()


def _is_labelled(label: set[str], things: Sequence[Mention]) -> bool:
    """Whether a line is there for one of the things, whatever the product itself is called."""
    return any((words := set(tokens(thing.word))) and words <= label for thing in things)
