"""Whether an index is whole: every check by itself, with what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.errors import CatalogError, IndexBroken
from catalog.index import dense, lexical, manifest
from catalog.index.columns import Columns
from catalog.index.dense import Dense, key_of
from catalog.index.gather import Gather
from catalog.index.manifest import FACTS, PRODUCTS, VECTORS, WORDS, Manifest
from catalog.index.matrix import Keys
from catalog.index.passages import passages
from catalog.index.shelf import BATCH, Shelf
from catalog.store import Store
from catalog.text import FINGERPRINT, tokens

LENGTH = 1e-3  # how far from one a vector of float32 may be
SAMPLE = 200  # products that are looked up by their titles
MEND = "ingest the shop again"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: what was `found`, which is the fault and its mend where it is not `ok`."""

    name: str
    ok: bool
    found: str


@dataclass(frozen=True)
class Parts:
    """What the checks look at."""

    folder: Path
    generation: Path
    about: Manifest
    encoder: str

    @property
    def home(self) -> Path:
        """Where the vectors and words are."""
        return self.folder / self.about.spoken


def checks(folder: Path, encoder: str) -> Iterator[Check]:
    """Look at an index from the outside in. Raises IndexMissing; everything else is in what is found."""
    try:
        parts = Parts(folder, *manifest.read(folder), encoder)
    except IndexBroken as error:
        yield Check("generation", False, str(error))
        return
    yield Check("generation", True, parts.generation.name)
    for name, look in LOOKS.items():
        try:
            yield Check(name, True, look(parts))
        except CatalogError as error:
            yield Check(name, False, str(error))


def _made_by(parts: Parts) -> str:
    manifest.check(parts.folder, parts.encoder)
    return f"{parts.about.fingerprint}, words by {FINGERPRINT}"


def _files(parts: Parts) -> str:
    if unsound := manifest.unsound(parts.folder, parts.generation, parts.about):
        raise IndexBroken(f"{unsound[0]}: is not what was written; {MEND}")
    return f"{len(parts.about.files)} as they were written"


def _products(parts: Parts) -> str:
    shelf = _shelf(parts)
    if len(shelf) != parts.about.products:
        raise IndexBroken(f"{parts.generation}: holds {len(shelf)} of {parts.about.products} products; {MEND}")
    read = sum(1 for _ in shelf)
    if read != len(shelf):
        raise IndexBroken(f"{parts.generation}: {len(shelf) - read} products cannot be read; {MEND}")
    return f"{read} in order, each of them readable"


def _facts(parts: Parts) -> str:
    gathered, shelf = Gather(), _shelf(parts)
    for start in range(0, len(shelf), BATCH):
        gathered.add(shelf[start : start + BATCH])
    found, expected = Columns.load(parts.generation / FACTS), Columns.gathered(gathered)
    if wrong := [f.name for f in fields(Columns) if not same(getattr(found, f.name), getattr(expected, f.name))]:
        raise IndexBroken(f"{parts.generation / FACTS}: {', '.join(wrong)} differ from the products; {MEND}")
    return "filters agree with the products"


def same(one: Any, other: Any) -> bool:
    """Whether two facts are equal, whatever they are made of; a name that only one has stands for nothing there."""
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other)
    if isinstance(one, dict):
        return all(_same_named(one.get(name), other.get(name)) for name in {*one, *other})
    if is_dataclass(one):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return bool(one == other)


def _same_named(one: Any, other: Any) -> bool:
    if one is None or other is None:  # a place that nothing is in any more
        return not (np.asarray(one if other is None else other) > 0).any()
    return same(one, other)


def _vectors(parts: Parts) -> str:
    place = dense.place_of(parts.home / VECTORS, parts.home.name)
    found = dense.read(place, parts.about.products)
    _lengths(found, place)
    lacking = _lacking(found, _shelf(parts))
    if lacking:
        raise IndexBroken(f"{place}: {len(lacking)} products lack a vector, first {lacking[0]!r}; {MEND}")
    if len(found.positions) != parts.about.texts:
        raise IndexBroken(f"{place}: holds {len(found.positions)} vectors for {parts.about.texts} texts; {MEND}")
    return f"{len(found.positions)} of {found.rows.shape[1]}, each of length one, one for each text"


def _lengths(found: Dense, place: dense.Place) -> None:
    for start in range(0, len(found.rows), BATCH):
        lengths = np.linalg.norm(found.rows[start : start + BATCH], axis=1)
        if wrong := int((~(np.abs(lengths - 1) <= LENGTH)).sum()):
            raise IndexBroken(f"{place}: {wrong} vectors or more are not of length one; {MEND}")


def _lacking(found: Dense, shelf: Shelf) -> list[str]:
    """Products of which a text has no vector."""
    have = _pairs(found.positions, found.keys)
    lacking: list[str] = []
    for start in range(0, len(shelf), BATCH):
        texts = [
            (start + i, key_of(text), product.id)
            for i, product in enumerate(shelf[start : start + BATCH])
            for text in passages(product).values()
        ]
        positions = np.array([position for position, _, _ in texts], np.int64)
        asked = _pairs(positions, np.array([key for _, key, _ in texts], np.uint64))
        lacking += [ident for (_, _, ident), there in zip(texts, np.isin(asked, have), strict=True) if not there]
    return lacking


def _pairs(positions: NDArray[np.int64], keys: Keys) -> Keys:
    """A position and a text's key as one number."""
    return keys ^ (positions.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))


def _words(parts: Parts) -> str:
    words, shelf = lexical.Lexical.load(parts.home / WORDS, parts.about.products), _shelf(parts)
    for position in np.unique(np.linspace(0, len(shelf) - 1, SAMPLE).astype(int)) if len(shelf) else ():
        product = shelf[int(position)]
        title = tokens(product.titles)
        if title and position not in words.named(title, title_only=True):
            raise IndexBroken(f"{parts.home / WORDS}: does not find {product.id!r} by its title; {MEND}")
    return f"of {parts.about.products} products, which are found by their titles"


def _shelf(parts: Parts) -> Shelf:
    store = Store(parts.generation / PRODUCTS)
    return Shelf(store, store.count())


LOOKS: dict[str, Callable[[Parts], str]] = {
    "made by": _made_by,
    "files": _files,
    "products": _products,
    "facts": _facts,
    "vectors": _vectors,
    "words": _words,
}
