"""What is in an index: products, texts, languages, markets, categories, vectors, sizes, and how it was made."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from catalog.index import manifest
from catalog.index.columns import NOT_FOR_SALE, Columns
from catalog.index.manifest import FACTS, PRODUCTS, REJECTED, VECTORS, WORDS
from catalog.index.shelf import Shelf
from catalog.store import Store
from catalog.types import ONLINE

TOP = 10  # categories that are listed


def stats(index: Path) -> dict[str, Any]:
    """Count what an index holds. Raises IndexMissing or IndexBroken with the mend."""
    generation, about = manifest.read(index)
    columns, store = Columns.load(generation / FACTS), Store(generation / PRODUCTS)
    languages: Counter[str] = Counter()
    for product in Shelf(store, store.count()):
        languages.update(language for language, title in product.title.items() if title)
    return {
        "products": about.products,
        "texts": about.texts,
        "languages": dict(languages.most_common()),
        "priced": {m: int((prices != NOT_FOR_SALE).sum()) for m, prices in columns.prices.items()},
        "in_stock": int((columns.stock[ONLINE] > 0).sum()),
        "categories": len(columns.categories.names),
        "largest": _largest(columns),
        "brands": len(columns.brands.names) - ("" in columns.brands.names),
        "encoder": about.fingerprint,
        "tokenizer": about.tokenizer,
        "schema": about.version,
        "built_at": about.built_at.isoformat(timespec="seconds"),
        "generation": generation.name,
        "bytes": _sizes(index, generation, index / about.spoken),
        "rejected": _lines(index / REJECTED),
    }


def _largest(columns: Columns) -> dict[str, int]:
    """The categories with the most products."""
    counts = np.bincount(columns.categories.codes, minlength=len(columns.categories.names))
    order = np.argsort(-counts, kind="stable")[:TOP]
    return {columns.categories.names[i] or "none": int(counts[i]) for i in order.tolist()}


def _sizes(index: Path, generation: Path, home: Path) -> dict[str, int]:
    """Bytes on the disk, part by part; `all` counts the generation before and what is being built as well."""
    parts = {
        "products": generation / PRODUCTS,
        "facts": generation / FACTS,
        "vectors": home / VECTORS,
        "words": home / WORDS,
        "all": index,
    }
    return {
        name: sum(f.stat().st_size for f in [path, *path.rglob("*")] if f.is_file()) for name, path in parts.items()
    }


def _lines(file: Path) -> int:
    """How many rows the last ingest could not read."""
    try:
        with file.open("rb") as rows:
            return sum(1 for _ in rows)
    except OSError:
        return 0
