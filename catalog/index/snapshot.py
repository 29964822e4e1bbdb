"""One generation of an index: built aside, verified, switched to atomically, read whole.

INDEX/current.json       names the generation that answers
INDEX/gen-…/             manifest.json (written last), products.db, chroma/, lexical/
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock

from catalog.encode import Encoder, Vectors
from catalog.errors import IndexBroken, IndexMissing, StorageError
from catalog.index import dense, lexical
from catalog.index.columns import Columns
from catalog.store import Store
from catalog.types import Product, Review, ShopEvent

SCHEMA = 2  # raise it when the files below an index change their meaning
CURRENT, MANIFEST = "current.json", "manifest.json"
PRODUCTS, VECTORS, WORDS = "products.db", "chroma", "lexical"  # the parts of a generation


@dataclass(frozen=True)
class Snapshot:
    """Everything that search reads, in memory."""

    products: tuple[Product, ...]
    columns: Columns
    dense: dense.Dense
    lexical: lexical.Lexical
    store: Store
    fingerprint: str

    def position(self, product_id: str) -> int | None:
        """Where a product stands in `products`, or None where it is unknown."""
        return self.columns.places.get(product_id)


def passages(product: Product) -> dict[str, str]:
    """What is encoded of a product, a text a language: title, category, description."""
    return {
        language: ". ".join(
            filter(None, [title, product.category_label.get(language, ""), product.description.get(language, "")])
        )
        for language, title in product.title.items()
        if title
    }


def build(
    folder: Path,
    items: Sequence[Product],
    encoder: Encoder,
    reviews: Iterable[Review] = (),
    events: Iterable[ShopEvent] = (),
    progress: bool = False,
) -> None:
    """Write a new generation beside the one that answers, then switch to it.

    Interrupted at any moment, the last good generation still answers. Builds of one folder wait for each other.
    """
    with building(folder):
        _build(folder, items, encoder, reviews, events, progress)


@contextmanager
def building(folder: Path) -> Iterator[None]:
    """Let one process at a time build in a folder; the same process may ask again."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".building", is_singleton=True):
            yield
    except OSError as error:
        raise StorageError(
            f"{folder}: cannot be written ({error.strerror or error}); choose another --index or free some space"
        ) from error


def _build(
    folder: Path,
    items: Sequence[Product],
    encoder: Encoder,
    reviews: Iterable[Review],
    events: Iterable[ShopEvent],
    progress: bool,
) -> None:
    entries = [dense.Entry(i, language, text) for i, p in enumerate(items) for language, text in passages(p).items()]
    rows = _encode([e.text for e in entries], encoder, _old_rows(folder, encoder.fingerprint), progress)
    aside = Path(tempfile.mkdtemp(prefix="gen-", dir=folder))
    Store(aside / PRODUCTS).write(items, reviews, events)
    dense.write(aside / VECTORS, entries, rows)
    lexical.Lexical.build(items).save(aside / WORDS)
    manifest = {"schema": SCHEMA, "fingerprint": encoder.fingerprint, "products": len(items)}
    (aside / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    _switch(folder, aside.name)


def _encode(texts: list[str], encoder: Encoder, old: dict[str, Vectors], progress: bool) -> Vectors:
    new = [text for text in dict.fromkeys(texts) if text not in old]
    fresh = encoder.encode(new, query=False, progress=progress) if new else np.zeros((0, 0), np.float32)
    rows = {**old, **dict(zip(new, fresh, strict=True))}
    return np.stack([rows[text] for text in texts]) if texts else np.zeros((0, 1), np.float32)


def _old_rows(folder: Path, fingerprint: str) -> dict[str, Vectors]:
    """The vectors of the generation that answers now, by text, so that only changed texts are encoded."""
    try:
        old = load(folder, fingerprint)
    except (IndexMissing, IndexBroken):
        return {}
    return dict(zip(old.dense.texts, old.dense.rows, strict=True))


def _switch(folder: Path, generation: str) -> None:
    """Name the generation that answers, and clear away all but it and the one before, which may still be read."""
    current = folder / CURRENT
    before = _named(current)
    aside = folder / f".{CURRENT}.{os.getpid()}"
    aside.write_text(json.dumps({"generation": generation}), "utf-8")
    aside.replace(current)
    for old in folder.glob("gen-*"):
        if old.name not in (generation, before):
            shutil.rmtree(old, ignore_errors=True)


def _named(current: Path) -> str | None:
    """The generation that a `current.json` names, or None where it cannot be read."""
    try:
        return str(json.loads(current.read_text("utf-8"))["generation"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def check(folder: Path, fingerprint: str) -> tuple[Path, dict[str, object]]:
    """The generation that answers and its manifest. Raises IndexMissing or IndexBroken with the mend."""
    generation, manifest = _manifest(folder)
    if manifest.get("schema") != SCHEMA:
        raise IndexBroken(f"{folder}: was made by another version of Damda; ingest the shop again")
    if manifest.get("fingerprint") != fingerprint:
        raise IndexBroken(
            f"{folder}: was encoded by {manifest.get('fingerprint')!r}, not by {fingerprint!r}; ingest the shop again"
        )
    for part in (PRODUCTS, VECTORS, WORDS):
        if not (generation / part).exists():
            raise IndexBroken(f"{generation / part}: is missing; ingest the shop again")
    return generation, manifest


def open_store(folder: Path, fingerprint: str) -> Store:
    """The SQL side of the generation that answers. Raises IndexMissing or IndexBroken with the mend."""
    return Store(check(folder, fingerprint)[0] / PRODUCTS)


def load(folder: Path, fingerprint: str) -> Snapshot:
    """Read the generation that answers. Raises IndexMissing or IndexBroken with the mend."""
    generation, manifest = check(folder, fingerprint)
    store = Store(generation / PRODUCTS)
    items = store.products()
    if len(items) != manifest.get("products"):
        raise IndexBroken(f"{folder}: holds {len(items)} of {manifest.get('products')} products; ingest the shop again")
    return Snapshot(
        products=items,
        columns=Columns.of(items),
        dense=dense.read(generation / VECTORS, len(items)),
        lexical=lexical.Lexical.load(generation / WORDS, len(items)),
        store=store,
        fingerprint=fingerprint,
    )


def _manifest(folder: Path) -> tuple[Path, dict[str, object]]:
    if not (folder / CURRENT).is_file():
        raise IndexMissing(f"{folder}: no index there; run `python -m catalog ingest SOURCE --index {folder}`")
    try:
        current = json.loads((folder / CURRENT).read_text("utf-8"))
        generation = folder / Path(str(current["generation"])).name
        return generation, dict(json.loads((generation / MANIFEST).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexBroken(f"{folder}: is damaged or half written; ingest the shop again") from error
