"""Fielded BM25 over stems and morphemes, by `bm25s`: exact words, brands and model numbers that vectors blur."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from catalog.asked.called import in_shop_words
from catalog.errors import IndexBroken, StorageError
from catalog.index.fields import Said, said
from catalog.index.postings import Positions, Postings
from catalog.text import tokens
from catalog.types import Product

K1, B = 1.2, 0.75  # the usual settings of BM25 for texts of a few dozen words
ANYTHING, HEADS = "anything", "heads"  # a product's words, and those that say what it is
NAMED, TITLED, SPELLED, BRANDED = "named", "titled", "spelled", "branded"
FIELDS = (NAMED, TITLED, SPELLED, BRANDED)
Array = NDArray[np.float32]


class Lexical:
    """Scores of every product for the words of a query."""

    def __init__(self, models: dict[str, bm25s.BM25], products: int, fields: dict[str, Postings]) -> None:
        self._models, self.products, self._fields = models, products, fields

    @classmethod
    def build(cls, items: Iterable[Product]) -> Lexical:
        """One pass over the products."""
        return cls.of(map(said, items))

    @classmethod
    def of(cls, items: Iterable[Said]) -> Lexical:
        """One pass over the words of products."""
        words: dict[str, list[Sequence[str]]] = {ANYTHING: [], HEADS: []}
        lists: dict[str, list[Sequence[str]]] = {field: [] for field in FIELDS}
        for product in items:
            words[ANYTHING].append(product.anything)
            words[HEADS].append(product.heads)
            lists[NAMED].append(product.named)
            lists[TITLED].append(product.titled)
            lists[SPELLED].append(product.spelled)
            lists[BRANDED].append(product.branded)
        count = len(lists[NAMED])
        fields = {field: Postings.of(documents) for field, documents in lists.items()}
        return cls({name: _model(documents) for name, documents in words.items()}, count, fields)

    def scores(self, text: str) -> Array:
        """BM25 of each product; zeros where no word is known."""
        return self.scores_of(tokens(text))

    def scores_of(self, words: Sequence[str], field: str = ANYTHING) -> Array:
        """BM25 of each product's `anything` or `heads` for words that are already stems and morphemes."""
        model = self._models[field]
        known = [word for word in words if word in model.vocab_dict]
        if not known or not self.products:
            return np.zeros(self.products, np.float32)
        return np.asarray(model.get_scores(known), np.float32)[: self.products]

    def known(self, word: str) -> bool:
        """Whether any product holds a stem or morpheme anywhere."""
        return word in self._models[ANYTHING].vocab_dict

    def naming(self, text: str, title_only: bool = False) -> NDArray[np.bool_]:
        """Which products are called so: every word of the text is in their title (or category)."""
        mask = np.zeros(self.products, bool)
        mask[self.named(tokens(text), title_only)] = True
        return mask

    def meaning(self, text: str, title_only: bool = False) -> NDArray[np.bool_]:
        """Which products are called so; where none is, which are in other words: 아령 where titles say 덤벨."""
        called = self.naming(text, title_only)
        return called if called.any() else self.naming(in_shop_words(text, self), title_only)

    def named(self, words: Iterable[str], title_only: bool = False) -> Positions:
        """The positions of the products that hold every word in their title (or category)."""
        return self._fields[TITLED if title_only else NAMED].holding_all(words)

    def branded(self, brand: str) -> Positions:
        """The positions of a brand's products. `brand` is its words joined by spaces."""
        return self._fields[BRANDED].holding(brand)

    @property
    def spelled(self) -> Postings:
        """The words that name products, as they are written."""
        return self._fields[SPELLED]

    def save(self, path: Path) -> None:
        try:
            for name, model in self._models.items():
                model.save(str(path / name), show_progress=False)
            for name, field in self._fields.items():
                field.save(path, name)
        except OSError as error:
            raise StorageError(f"{path}: cannot be written ({error.strerror}); is the disk full?") from error

    @classmethod
    def load(cls, path: Path, products: int) -> Lexical:
        try:
            models = {name: bm25s.BM25.load(str(path / name)) for name in (ANYTHING, HEADS)}
            return cls(models, products, {name: Postings.load(path, name) for name in FIELDS})
        except (OSError, ValueError, TypeError, KeyError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            raise IndexBroken(f"{path}: lexical index cannot be read; ingest the shop again") from error


def _model(documents: list[Sequence[str]]) -> bm25s.BM25:
    model = bm25s.BM25(k1=K1, b=B)
    # bm25s cannot index an empty corpus; a word that no query holds keeps it happy.
    model.index([words or ["\0"] for words in documents] or [["\0"]], show_progress=False)
    return model
