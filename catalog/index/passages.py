"""What is encoded of products, and the vectors of it: only a text that was not there before costs an encoding."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from catalog.encode import Encoder, Vectors
from catalog.index.dense import Dense, Entry, key_of
from catalog.types import Product


def passages(product: Product) -> dict[str, str]:
    """What is encoded of a product, a text a language: title, category, description."""
    return {
        language: ". ".join(
            filter(None, [title, product.category_label.get(language, ""), product.description.get(language, "")])
        )
        for language, title in product.title.items()
        if title
    }


class Speaker:
    """Gives products their vectors, batch by batch, and counts: `texts` in all, of which `encoded` were new."""

    def __init__(self, encoder: Encoder, old: Dense | None) -> None:
        self._encoder, self._old = encoder, old
        self._order = np.argsort(old.keys) if old is not None else np.zeros(0, np.int64)
        self._keys = old.keys[self._order] if old is not None else np.zeros(0, np.uint64)
        self.texts = self.encoded = 0

    def batch(self, start: int, items: Sequence[Product]) -> tuple[list[Entry], Vectors]:
        """The texts of products that stand at `start` and after it, and a vector for each."""
        entries = [
            Entry(start + i, language, text)
            for i, item in enumerate(items)
            for language, text in passages(item).items()
        ]
        self.texts += len(entries)
        return entries, self._rows([entry.text for entry in entries])

    def _rows(self, texts: Sequence[str]) -> Vectors:
        found = {text: self._known(text) for text in texts}
        new = [text for text, row in found.items() if row is None]
        if new:
            self.encoded += len(new)
            found.update(zip(new, self._encoder.encode(new, query=False), strict=True))
        rows = [row for text in texts if (row := found[text]) is not None]
        return np.stack(rows) if rows else np.zeros((0, 0), np.float32)

    def _known(self, text: str) -> Vectors | None:
        key = np.uint64(key_of(text))
        at = int(np.searchsorted(self._keys, key))
        if self._old is None or at == len(self._keys) or self._keys[at] != key:
            return None
        return np.asarray(self._old.rows[self._order[at]], np.float32)
