"""The demo shop many times over, as an index of any size.

Each copy of a product has a number, a price and a vector of its own, and shares a made-up name with few others: a large
shop has words that a small one lacks. The texts are cut into words once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product as every
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from catalog import store as sql
from catalog.encode import Encoder, Vectors
from catalog.index import matrix
from catalog.index.columns import Columns
from catalog.index.fields import TITLE_WEIGHT, Said
from catalog.index.lexical import Lexical
from catalog.index.names import Coded, Places, hashed
from catalog.index.passages import passages
from catalog.index.shelf import shelved
from catalog.index.snapshot import Snapshot
from catalog.store import Store
from catalog.text import stem
from catalog.types import Product

SEED = 20_260_101
MIXED = 0.5  # of the difference of two rows: far enough that a copy's neighbours are not its original's alone
BATCH = 20_000  # rows made, or multiplied by brute force, at a time: 60 MB in double precision
SYLLABLES = tuple(map("".join, every("bdfgklmnprstvz", "aeio")))
SHARED = 6  # products that share a made-up name: a million have 167,000 words that one copy lacks
TEN = "ten"  # the brand of the ten products that a filter leaves
PRODUCTS, WORDS, FACTS = "products.sqlite", "words", "facts.npz"


def name(number: int) -> str:
    """A made-up word of three syllables or more, another one for each number."""
    made = ""
    while number or len(made) < 6:
        number, at = divmod(number, len(SYLLABLES))
        made += SYLLABLES[at]
    return made


def mixed(known: Vectors, own: NDArray[np.int64], random: np.random.Generator) -> Vectors:
    """New rows that lie where the known ones do, each near the one of `own`."""
    b, c = (known[random.integers(0, len(known), len(own))] for _ in range(2))
    rows = known[own] + MIXED * (b - c)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def products(tile: Sequence[Product], size: int) -> Iterator[Product]:
    """So many products, each with its own id, name and number."""
    for place in range(size):
        found = tile[place % len(tile)]
        title = {language: f"{text} {name(place // SHARED)} {place}" for language, text in found.title.items()}
        changed = {"id": str(place), "title": title, "group_id": _group(found, place // len(tile))}
        yield found.model_copy(update=changed)


def build(folder: Path, size: int, tile: Sequence[Product], words: Sequence[Said], known: Vectors) -> None:
    """Write the index of so many products below a folder. `known` has a row for each product of the tile."""
    random = np.random.default_rng(SEED)
    with matrix.writing(folder) as writer, tqdm(total=size, desc=f"{size:,} vectors", unit="row") as bar:
        for start in range(0, size, BATCH):
            places = np.arange(start, min(start + BATCH, size))
            writer.add(mixed(known, places % len(tile), random), places, places.astype(np.uint64))
            bar.update(len(places))
    sql.create(folder / PRODUCTS, tqdm(products(tile, size), desc=f"{size:,} products", unit="row", total=size))
    facts(size, tile, random).save(folder / FACTS)
    (folder / WORDS).mkdir()
    copied = tqdm(copies(words, size), desc=f"{size:,} texts", unit="product", total=size)
    Lexical.of(copied).save(folder / WORDS)


def copies(words: Sequence[Said], size: int) -> Iterator[Said]:
    """The words of every product, each with its own name and number in its title."""
    for place in range(size):
        found, made = words[place % len(words)], name(place // SHARED)
        own = [stem(made), str(place)]
        yield Said(
            anything=[*found.anything, *own * TITLE_WEIGHT],
            heads=[*found.heads, *own],
            named=[*found.named, *own],
            titled=[*found.titled, *own],
            spelled=[*found.spelled, made],
            branded=found.branded,
        )


def facts(size: int, tile: Sequence[Product], random: np.random.Generator) -> Columns:
    """The facts of the tile for every copy; prices are all different, and ten products are of a brand of their own."""
    one = Columns.of(tile)
    at = np.arange(size) % len(tile)
    ids = [str(place) for place in range(size)]
    groups = [hashed(_group(tile[place % len(tile)], place // len(tile))) >> 1 for place in range(size)]
    ten = random.choice(size, min(10, size), replace=False)
    return replace(
        one,
        places=Places.of(ids),
        by_id=np.argsort(np.argsort(np.array(ids))).astype(np.int32),
        groups=np.array(groups, np.int64),
        categories=Coded(one.categories.codes[at], one.categories.names),
        brands=_branded(one.brands, at, ten),
        colours=Coded(one.colours.codes[at], one.colours.names),
        sizes=Coded(one.sizes.codes[at], one.sizes.names),
        prices={market: random.permutation(size) + 1 for market in one.prices},
        diets={name: row[at] for name, row in one.diets.items()},
        states=one.states[at],
        allergens={name: row[at] for name, row in one.allergens.items()},
        edible=one.edible[at],
        alcohol=one.alcohol[at],
        min_age=one.min_age[at],
        rating=one.rating[at],
        stock={name: row[at] for name, row in one.stock.items()},
    )


def _branded(brands: Coded, at: NDArray[np.int64], ten: NDArray[np.int64]) -> Coded:
    names = [brands.names[code] for code in brands.codes[at].tolist()]
    for place in ten.tolist():
        names[place] = TEN
    return Coded.of(names)


def _group(product: Product, copy: int) -> str:
    return f"{product.group_id or product.id}~{copy}"


def rows(tile: Sequence[Product], encoder: Encoder) -> Vectors:
    """A vector of each product, in turns of each of its languages."""
    texts = [list(passages(product).values()) for product in tile]
    return encoder.encode([spoken[n % len(spoken)] for n, spoken in enumerate(texts)], query=False)


def opened(folder: Path, size: int) -> Snapshot:
    """The index below a folder, as a search reads it."""
    dense = matrix.load(folder, size)
    assert dense is not None
    store = Store(folder / PRODUCTS)
    return Snapshot(
        products=shelved(store, size),
        columns=Columns.load(folder / FACTS),
        dense=dense,
        lexical=Lexical.load(folder / WORDS, size),
        store=store,
        fingerprint="",
    )
