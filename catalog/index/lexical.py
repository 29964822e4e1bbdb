"""BM25 over stems and morphemes, by `bm25s`: exact words, brands and model numbers that vectors blur."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from catalog.errors import IndexBroken, StorageError
from catalog.text import tokens
from catalog.types import Product, localized

TITLE_WEIGHT = 3  # a word in the title says three times what it says in the description
NAMES = "names.json"
K1, B = 1.2, 0.75  # the usual settings of BM25 for texts of a few dozen words


def document(product: Product) -> list[str]:
    """The words of a product in every language it has."""
    titles = " ".join(product.title.values())
    brand = " ".join([product.brand, *product.brand_label.values()])
    values = [v if isinstance(v, dict) else {"en": str(v)} for v in product.attributes.values()]
    attributes = " ".join(localized(v, language) for v in values for language in product.title)
    rest = " ".join([*product.description.values(), *product.tags, brand, attributes])
    return tokens(titles) * TITLE_WEIGHT + kind(product) + tokens(rest)


def kind(product: Product) -> list[str]:
    """The words of a product's category, which say what it is."""
    keys = " ".join(product.categories).replace("_", " ")
    return tokens(" ".join([keys, *product.category_label.values()]))


Names = dict[str, list[int]]  # for each word, the positions of the products that hold it


def names(items: Sequence[Product]) -> tuple[Names, Names]:
    """The words of titles and categories, and those of titles alone."""
    named: Names = {}
    titled: Names = {}
    for i, product in enumerate(items):
        title = dict.fromkeys(tokens(" ".join(product.title.values())))
        for word in title:
            titled.setdefault(word, []).append(i)
        for word in dict.fromkeys([*title, *kind(product)]):
            named.setdefault(word, []).append(i)
    return named, titled


class Lexical:
    """Scores of every product for the words of a query."""

    def __init__(self, model: bm25s.BM25, products: int, named: Names, titled: Names) -> None:
        self._model, self._products, self._named, self._titled = model, products, named, titled

    @classmethod
    def build(cls, items: Sequence[Product]) -> Lexical:
        model = bm25s.BM25(k1=K1, b=B)
        # bm25s cannot index an empty corpus; a word that no query holds keeps it happy.
        model.index([document(p) or ["\0"] for p in items] or [["\0"]], show_progress=False)
        return cls(model, len(items), *names(items))

    def scores(self, text: str) -> NDArray[np.float32]:
        """BM25 of each product; zeros where no word is known."""
        known = [word for word in tokens(text) if word in self._model.vocab_dict]
        if not known or not self._products:
            return np.zeros(self._products, np.float32)
        return np.asarray(self._model.get_scores(known), np.float32)[: self._products]

    def naming(self, text: str, title_only: bool = False) -> NDArray[np.bool_]:
        """Which products are called so: every word of the text is in their title (or category)."""
        mask = np.zeros(self._products, bool)
        words = list(dict.fromkeys(tokens(text)))
        names = self._titled if title_only else self._named
        places = [set(names.get(word, ())) for word in words]
        if places:
            mask[sorted(set.intersection(*places))] = True
        return mask

    def save(self, path: Path) -> None:
        try:
            self._model.save(str(path), show_progress=False)
            (path / NAMES).write_text(json.dumps([self._named, self._titled], ensure_ascii=False), "utf-8")
        except OSError as error:
            raise StorageError(f"{path}: cannot be written ({error.strerror}); is the disk full?") from error

    @classmethod
    def load(cls, path: Path, products: int) -> Lexical:
        try:
            return cls(bm25s.BM25.load(str(path)), products, *json.loads((path / NAMES).read_text("utf-8")))
        except (OSError, ValueError, TypeError, KeyError, EOFError) as error:
            raise IndexBroken(f"{path}: lexical index cannot be read; ingest the shop again") from error
