"""The demo shop's own search queries, and the rule that grades each product for each of them.

`search_<language>.yaml` holds queries of one language, `search_pairs_<part>.yaml` needs that are asked in every
language with one judgement, so that languages are compared on the same set. The part `dev` may be tuned on; `test` is
held out and holds pairs alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import Field, ValidationError

from catalog.errors import SourceError
from catalog.plain_yaml import read_yaml
from catalog.types import Frozen, Language, Market, Product
from evals.judged import Judged

CASES = Path(__file__).parent / "cases"
LANGUAGES: tuple[Language, ...] = ("en", "ko")
# An answer, a near substitute, and what only stands beside it. Ten to one is the ratio of the public set's first gains;
# the substitute is between, since who finds the answer sold out does take it.
EXACT, CLOSE, RELATED = 10, 3, 1

Part = Literal["dev", "test"]
Kind = Literal[
    "own",  # written for one language alone
    "head",
    "brand",
    "number",
    "need",
    "attribute",
    "typo",
    "spacing",
    "synonym",
    "mixed",
    "umbrella",
    "negation",
    "price",
    "for",
]
PARTS: tuple[Part, ...] = ("dev", "test")
NAMES: dict[Part, str] = {"dev": "demo_{language}", "test": "demo_{language}_held"}


class Judgement(Frozen):
    """Where the answers of a query stand. A place is a category prefix, or the id of a family of variants."""

    id: str
    shelf: tuple[str, ...] = Field(min_length=1)  # what is related; the answers too where `exact` names no place
    exact: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # all of them, for an exact answer; "a|b" is either
    without: tuple[str, ...] = ()  # what the shopper ruled out: a product that says one of them is no answer at all
    max_price: dict[Market, int] = {}  # in minor units, within every one of them

    def grade(self, product: Product) -> int:
        """How well a product answers."""
        answers, near = _stands(product, self.exact or self.shelf), _stands(product, self.close)
        if not (answers or near or _stands(product, self.shelf)):
            return 0
        text = said_of(product) if self.words or self.without else ""
        if any(_holds(text, word) for word in self.without):
            return 0
        if answers and all(_holds(text, word) for word in self.words) and self._affordable(product):
            return EXACT
        return CLOSE if near else RELATED

    def _affordable(self, product: Product) -> bool:
        offers = [(product.offer(market), limit) for market, limit in self.max_price.items()]
        return all(offer is not None and offer.price.amount <= limit for offer, limit in offers)


class ShopQuery(Judgement):
    """A query as one language asks it."""

    query: str = Field(min_length=1)
    kind: Kind = "own"


class Pair(Judgement):
    """A need as each language asks it, judged once."""

    kind: Kind
    en: str = Field(min_length=1)
    ko: str = Field(min_length=1)

    def asked(self, language: Language) -> ShopQuery:
        """The need in a language."""
        judgement = self.model_dump(exclude={"en", "ko"})
        return ShopQuery(query={"en": self.en, "ko": self.ko}[language], **judgement)


Row = TypeVar("Row", bound=Judgement)


def said_of(product: Product) -> str:
    """Everything that a product says of itself, in every language."""
    texts: list[Any] = [product.title, product.description, product.brand_label, *product.attributes.values()]
    parts = [part for text in texts for part in (text.values() if isinstance(text, dict) else [text])]
    return " ".join(map(str, [*parts, *product.tags, *product.diet])).casefold().replace("_", "-")


def _holds(text: str, word: str) -> bool:
    return any(re.search(rf"(?<![a-z0-9.]){re.escape(each)}", text) for each in word.split("|"))


def _stands(product: Product, places: Iterable[str]) -> bool:
    family, path = product.group_id or product.id, f"{product.category}/"
    return any(family == place or path.startswith(f"{place}/") for place in places)


def pairs(part: Part, folder: Path = CASES) -> tuple[Pair, ...]:
    """The needs of a part that every language asks. Raises SourceError where the file is not what it should be."""
    return _rows(folder / f"search_pairs_{part}.yaml", Pair)


def shop_queries(language: Language, folder: Path = CASES, part: Part = "dev") -> tuple[ShopQuery, ...]:
    """The queries of a language: its own in `dev`, then the pairs. Raises SourceError as `pairs` does."""
    own = _rows(folder / f"search_{language}.yaml", ShopQuery) if part == "dev" else ()
    return (*own, *(pair.asked(language) for pair in pairs(part, folder)))


def _rows(file: Path, row: type[Row]) -> tuple[Row, ...]:
    try:
        found = read_yaml(file)
    except (OSError, yaml.YAMLError) as error:
        raise SourceError(f"{file}: cannot be read as YAML; restore it") from error
    if not isinstance(found, list):
        raise SourceError(f"{file}: is not a list of queries; restore it")
    return tuple(_row(f"{file}: row {number}", each, row) for number, each in enumerate(found, 1))


def _row(where: str, found: object, row: type[Row]) -> Row:
    try:
        return row.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        raise SourceError(f"{where}: {'.'.join(map(str, first['loc']))}: {first['msg']}; mend the row") from error


def judged_for(language: Language, products: Iterable[Product], part: Part = "dev", folder: Path = CASES) -> Judged:
    """The judgements of a language's queries: a family of variants has the grade of its best one."""
    items = tuple(products)
    grades: dict[str, dict[str, int]] = {}
    queries = shop_queries(language, folder, part)
    for query in queries:
        found = grades.setdefault(query.id, {})
        for product in items:
            if grade := query.grade(product):
                family = product.group_id or product.id
                found[family] = max(grade, found.get(family, 0))
    name = NAMES[part].format(language=language)
    return Judged(name, {query.id: query.query for query in queries}, grades, EXACT)


def kinds(language: Language, part: Part = "dev", folder: Path = CASES) -> dict[str, Kind]:
    """The kind of each query by its id, to group its scores by."""
    return {query.id: query.kind for query in shop_queries(language, folder, part)}
