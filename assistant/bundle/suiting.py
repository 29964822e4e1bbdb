"""Whether a product suits who it is for: age, sex, diet, size, colour; how it is rated, and what a pack covers."""

from __future__ import annotations

import re

from assistant.types import Request
from catalog.types import Product

RATING_PRIOR, RATING_MEAN = 20, 4.1  # a rating counts as if 20 average ones stood beside it
RATING_LOW, RATING_HIGH = 3.4, 4.9  # ratings of ordinary shops lie between these
CHILD_RECIPIENTS = frozenset({"child", "son", "daughter", "baby", "niece", "nephew", "teen"})
CHILD_WORDS = re.compile(
    r"\b(?:child|children|kid|kids|baby|babies|toddler|son|daughter|niece|nephew|school|kindergarten|newborn|"
    r"grand(?:son|daughter)|year[- ]old|famil)|"
    r"아이|애들|아기|어린이|아들|딸|조카|손주|손자|손녀|유치원|초등|신생아|돌잔치|입학|가족|육아",
    re.IGNORECASE,
)
OF_A_TODDLER = 2  # years
TODDLER = re.compile(r"(?i:(?<![a-z])toddlers?(?![a-z])|(?<![가-힣])(?:돌쟁이|유아))")
WOMEN = frozenset({"mother", "wife", "girlfriend", "daughter", "niece", "grandmother", "sister"})
MEN = frozenset({"father", "husband", "boyfriend", "son", "nephew", "grandfather", "brother"})
MENS, WOMENS = re.compile(r"\bmen's\b|남성", re.IGNORECASE), re.compile(r"\bwomen's\b|여성", re.IGNORECASE)
CHILD_TITLE = re.compile(r"\b(?:children'?s?|kids?'?|junior|toddler'?s?)\b|어린이|아동|주니어|키즈|유아", re.IGNORECASE)


def capacity(product: Product, unit: str) -> float:
    """How much of a need one pack covers: servings, usable pieces, or itself."""
    if unit == "serving":
        return float(product.serves or product.pack.count)
    return float(product.pack.count) if unit == "piece" else 1.0


def rating_score(product: Product) -> float:
    """The rating as 0..1, drawn towards the mean while few have rated."""
    if product.rating is None:
        return 0.4
    weighed = (product.rating * product.review_count + RATING_MEAN * RATING_PRIOR) / (
        product.review_count + RATING_PRIOR
    )
    return min(1.0, max(0.0, (weighed - RATING_LOW) / (RATING_HIGH - RATING_LOW)))


def ages_of(request: Request) -> tuple[int, ...]:
    """Every age that the request states, or that its word for a small child means."""
    recipient = request.recipient
    own = (recipient.age,) if recipient is not None and recipient.age is not None else ()
    stated = (*own, *request.people.ages)
    return stated or ((OF_A_TODDLER,) if TODDLER.search(request.asked) else ())


def speaks_of_children(request: Request) -> bool:
    """Whether the words are about children, so that things made for them are welcome."""
    if request.recipient is not None and request.recipient.key in CHILD_RECIPIENTS:
        return True
    return bool(CHILD_WORDS.search(request.asked))


def suits_age(product: Product, ages: tuple[int, ...], young: bool) -> bool:
    """Whether a product made for an age, or carrying one (a number balloon), is for somebody at hand."""
    low, high = product.attributes.get("age_from"), product.attributes.get("age_to")
    if ages and isinstance(low, int | float) and isinstance(high, int | float):
        return any(low <= age <= high for age in ages)
    if "number" in product.attributes:
        digits = {d for age in ages for d in str(age)}
        return bool(digits & set(" ".join(_texts(product.attributes["number"]))))
    made_for_children = product.attributes.get("for") == "kids" or any(
        CHILD_TITLE.search(title) for title in product.title.values()
    )
    return young or not made_for_children


def suits_recipient(product: Product, key: str) -> bool:
    """Whether a product is not made for the other sex than the recipient whom the shopper named."""
    made_for = str(product.attributes.get("for", ""))
    titles = product.titles
    if key in WOMEN:
        return made_for != "men" and not MENS.search(titles)
    if key in MEN:
        return made_for != "women" and not WOMENS.search(titles)
    return True


def serves_diet(product: Product, diet: str) -> bool:
    """Whether somebody who keeps the diet may have it. What is not food is for everybody."""
    return not product.edible or diet in product.diet


def fits_size(product: Product, asked: set[str]) -> bool:
    if "size" not in product.attributes:
        return True
    words = {w.strip("(),").upper().removesuffix("MM") for t in _texts(product.attributes["size"]) for w in t.split()}
    return bool(words & asked)


def is_coloured(product: Product, asked: tuple[str, ...]) -> bool:
    said = " ".join(_texts(product.attributes.get("colour", ""))).casefold()
    return any(colour in said for colour in asked)


def _texts(value: object) -> list[str]:
    return [str(v) for v in value.values()] if isinstance(value, dict) else [str(value)]
