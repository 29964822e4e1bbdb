"""What a question asks about: the shop's terms, the basket, an attribute, a diet, what people say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understand.cues import cue, words
from assistant.understand.opinions import aspects_of, without_aspects
from catalog.types import DIETS, Allergen, Diet

TERMS, BASKET = "terms_", "basket_"
# Lists that are read by their own names and are no topic of a product's attributes.
MARKS = frozenset(
    {
        "order_in_hand",
        "asked",
        "pointing",
        "existence",
        "inside",
        "safety",
        "compatibility",
        "free_from",
        "contains",
        "allergens",
        "ingredients",
        "opinion",
    }
)

# Amounts that are asked for with "how much" as prices are.
MEASURED = frozenset(
    "size weight capacity sugar caffeine alcohol calories protein battery power memory screen pack pages".split()
)
NAMED_PRICE = re.compile(r"(?i:price|cost|가격|비싸|몇 ?원)")


@dataclass(frozen=True)
class Question:
    """A question, read: everything it may be about. Empty: nothing that the rules know."""

    text: str
    term: str = ""
    asked: bool = False  # it has the form of a question
    pointing: bool = False  # "it", "these", "which": what was shown before is meant
    existence: bool = False  # whether there is such a thing at all
    inside: bool = False  # whether the basket holds it
    basket: str = ""
    whole: bool = False  # it points at everything, not at one thing
    topics: tuple[str, ...] = ()
    diets: tuple[Diet, ...] = ()
    allergens: tuple[Allergen, ...] = ()
    all_allergens: bool = False
    aspects: tuple[str, ...] = ()
    opinion: bool = False
    careful: bool = False  # safety or compatibility, which only a stated attribute settles
    free_from: bool = False

    def has(self, topic: str) -> bool:
        """Whether it asks about an attribute of this kind."""
        return topic in self.topics


def read_question(text: str) -> Question:
    """What a question is about."""
    diets = tuple(diet for diet in DIETS if cue("diet", diet).search(text))
    opinion = _says("opinion", text)
    return Question(
        text,
        term=_first(TERMS, text) if not _says("order_in_hand", text) else "",
        asked=_says("asked", text),
        pointing=_says("pointing", text),
        existence=_says("existence", text),
        inside=_says("inside", text),
        basket=_first(BASKET, text, without="basket_whole"),
        whole=_says("basket_whole", text),
        topics=_topics(text),
        diets=diets,  # type: ignore[arg-type]
        allergens=_foods(text, bool(diets)),
        all_allergens=_says("allergens", text) or _says("ingredients", text),
        aspects=aspects_of(text),
        opinion=opinion,
        careful=_says("safety", text) or _says("compatibility", text),
        free_from=_says("free_from", text),
    )


def without_asked(text: str) -> str:
    """The text without the words that say what is asked, so that the rest names what it is asked of."""
    for name in words("questions"):
        text = cue("questions", name).sub(" ", text)
    return without_aspects(text)


def _first(kind: str, text: str, without: str = "") -> str:
    found = (n for n in words("questions") if n.startswith(kind) and n != without and _says(n, text))
    return next(found, "").removeprefix(kind)


def _topics(text: str) -> tuple[str, ...]:
    """The attributes asked for. "How much is it" is a price only where nothing else is measured: 무게가 얼마야."""
    found = [name for name in words("questions") if _is_topic(name) and _says(name, text)]
    if MEASURED & set(found) and not NAMED_PRICE.search(text):
        found = [name for name in found if name != "price"]
    return tuple(found)


def _is_topic(name: str) -> bool:
    return name not in MARKS and not name.startswith((TERMS, BASKET))


def _foods(text: str, has_diet: bool) -> tuple[Allergen, ...]:
    """Allergens that it asks for: a food and a word that it may be contained. "nut-free" is a diet."""
    if not (_says("contains", text) or _says("free_from", text) or _says("safety", text)):
        return ()
    rest = text
    if has_diet:
        for diet in DIETS:
            rest = cue("diet", diet).sub(" ", rest)
    found: list[Allergen] = []
    for name in sorted(words("allergens"), key=lambda name: "+" in name):  # narrow words first
        if cue("allergens", name).search(rest):
            found += [part for part in name.split("+") if part not in found]  # type: ignore[misc]
            rest = cue("allergens", name).sub(" ", rest)
    return tuple(found)


def _says(name: str, text: str) -> bool:
    return cue("questions", name).search(text) is not None
