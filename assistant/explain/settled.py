"""What the listing itself settles: diets, allergens, prices, stock and attributes. Nothing else says yes or no.

An allergen list that nobody stated is not a "no"; a diet that is not on the label is not stated, unless the label
states what the diet rules out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from babel.lists import format_list

from assistant.explain.attributes import keys_of, settles
from assistant.explain.cards import deal
from assistant.explain.cited import Said, allergens, fact, facts
from assistant.explain.phrases import LOCALES, money, say
from assistant.types import Citation
from catalog.pricing import pricing
from catalog.types import DIET_DENIES, ONLINE, Diet, Money, Product

PAIRED = frozenset({"age", "screen", "memory"})  # topics that take two attributes: "from age: 3", "to age: 6"
MEATLESS = frozenset({"halal"})  # diets that alcohol rules out


def diet_said(product: Product, diet: Diet, language: str) -> Said:
    """Whether a product keeps a diet, as far as the label settles it."""
    name = say(language, f"diet_{diet}")
    if diet in product.diet:
        label = fact(product, f"diet:{diet}", language)
        return Said(say(language, "answer_diet_yes", diet=name), (label,) if label else ())
    denied = DIET_DENIES.get(diet, frozenset()) & set(allergens(product) or ())
    if denied:
        label = fact(product, "allergens", language)
        found = ", ".join(say(language, f"allergen_{one}") for one in sorted(denied))
        return Said(say(language, "answer_diet_no", diet=name, allergens=found), (label,) if label else ())
    if product.contains_alcohol and diet in MEATLESS:
        stated = Citation(
            source="attribute",
            ref="contains_alcohol",
            text=say(language, "cited_alcohol"),
            product_id=product.id,
        )
        return Said(say(language, "answer_diet_alcohol", diet=name), (stated,))
    return Said(say(language, "answer_diet_unstated", diet=name))


def allergen_said(product: Product, asked: Sequence[str], free_from: bool, careful: bool, language: str) -> Said:
    """Whether a product contains allergens, as far as its label states them; traces are never promised."""
    listed = allergens(product)
    if listed is None:
        return Said(say(language, "answer_allergens_unstated"))
    label = fact(product, "allergens", language)
    cited = (label,) if label else ()
    named = [one for one in asked if one in listed]
    style: Literal["standard", "or"] = "standard" if named else "or"  # "contains milk and egg", "without milk or egg"
    words = format_list([say(language, f"allergen_{one}") for one in (named or asked)], style, LOCALES[language])
    if named:
        return Said(say(language, "answer_allergen_in_free" if free_from else "answer_allergen_in", item=words), cited)
    if careful:  # "safe for a peanut allergy": the label says what it says, and no more
        return Said(say(language, "answer_allergen_careful", item=words), cited)
    return Said(say(language, "answer_allergen_out_free" if free_from else "answer_allergen_out", item=words), cited)


def allergens_said(product: Product, language: str) -> Said:
    """All stated allergens, or that nobody stated them."""
    label = fact(product, "allergens", language)
    return Said(f"{label.text}.", (label,)) if label else Said(say(language, "answer_allergens_unstated"))


def price_said(product: Product, market: str, language: str) -> Said | None:
    """What one package costs now; None where it is not for sale in the market."""
    rule = pricing(product, market)
    if rule is None:
        return None
    price = money(Money(amount=rule.unit, currency=rule.currency), language)
    label = deal(rule, language)
    text = (
        say(language, "answer_price_deal", price=price, deal=label)
        if label
        else say(language, "answer_price", price=price)
    )
    return Said(text, (Citation(source="attribute", ref="price", text=price, product_id=product.id),))


def stock_said(product: Product, language: str) -> Said:
    """How many are there online; not stated where the shop does not say."""
    if not product.availability:
        return Said(say(language, "answer_unstated"))
    left = product.stock(ONLINE)
    text = say(language, "answer_stock", count=left) if left else say(language, "answer_stock_none")
    return Said(text, (Citation(source="attribute", ref="stock", text=str(left), product_id=product.id),))


def attribute_said(product: Product, topics: Sequence[str], language: str) -> Said | None:
    """The attributes of the topics: yes or no where one settles it, else what it says. None: nothing is stated."""
    known = {one.ref: one for one in facts(product, language)}
    found: list[Citation] = []
    for topic in topics:
        found += [known[key] for key in keys_of(topic) if key in known][: 2 if topic in PAIRED else 1]
    cited = tuple(dict.fromkeys(found))
    if not cited:
        return None
    quoted = ", ".join(f"“{one.text}”" for one in cited)
    settled = settles(product.attributes.get(cited[0].ref)) if len(cited) == 1 else None
    key = {True: "answer_yes", False: "answer_no", None: "answer_states"}[settled]
    return Said(say(language, key, said=quoted), cited)
