"""The demo shop's own search queries, and the rule that grades each product for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError

from catalog.errors import SourceError
from catalog.types import Frozen, Language, Product
from evals.judged import Judged

CASES = Path(__file__).parent / "cases"
LANGUAGES: tuple[Language, ...] = ("en", "ko")
EXACT, RELATED = 10, 1  # on the shelf with every word, and only on the shelf; the public set's ratio of its gains


class ShopQuery(Frozen):
    """A query, the shelves (category prefixes) that hold its answers, and the words that an answer has."""

    id: str
    query: str = Field(min_length=1)
    shelf: tuple[str, ...] = Field(min_length=1)
    words: tuple[str, ...] = ()  # all of them; "a|b" is either

    def grade(self, product: Product) -> int:
        """How well a product answers."""
        if not any(f"{product.category}/".startswith(f"{prefix}/") for prefix in self.shelf):
            return 0
        text = said_of(product)
        return EXACT if all(_holds(text, word) for word in self.words) else RELATED


def said_of(product: Product) -> str:
    """Everything that a product says of itself, in every language."""
    texts: list[Any] = [product.title, product.description, product.brand_label, *product.attributes.values()]
    parts = [part for text in texts for part in (text.values() if isinstance(text, dict) else [text])]
    return " ".join(map(str, [*parts, *product.tags, *product.diet])).casefold().replace("_", "-")


def _holds(text: str, word: str) -> bool:
    return any(re.search(rf"(?<![a-z0-9.]){re.escape(each)}", text) for each in word.split("|"))


def shop_queries(language: Language, folder: Path = CASES) -> tuple[ShopQuery, ...]:
    """The queries of a language. Raises SourceError where the file is not what it should be."""
    file = folder / f"search_{language}.yaml"
    try:
        return tuple(ShopQuery.model_validate(row) for row in yaml.safe_load(file.read_text("utf-8")))
    except (OSError, yaml.YAMLError) as error:
        raise SourceError(f"{file}: cannot be read as YAML; restore it") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise SourceError(f"{file}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def judged_for(language: Language, products: Iterable[Product], folder: Path = CASES) -> Judged:
    """The judgements of a language's queries: a family of variants has the grade of its best one."""
    items = tuple(products)
    grades: dict[str, dict[str, int]] = {}
    queries = shop_queries(language, folder)
    for query in queries:
        found = grades.setdefault(query.id, {})
        for product in items:
            if grade := query.grade(product):
                family = product.group_id or product.id
                found[family] = max(grade, found.get(family, 0))
    return Judged(f"demo_{language}", {query.id: query.query for query in queries}, grades, EXACT)
