"""Build the demo shop's index: products, simulated reviews and shoppers, and the vectors that ship with it."""

from __future__ import annotations

from pathlib import Path

from catalog.encode import Encoder, write_vectors
from catalog.errors import SourceError
from catalog.index import snapshot
from catalog.sample.families import HERE, draw, load_department, load_tree
from catalog.sample.families import products as family_products
from catalog.sample.reviews import reviews
from catalog.sample.simulate import events
from catalog.types import Product

RELATED = 4  # products named beside each
VECTORS = HERE / "vectors.npz"


def demo_products() -> tuple[Product, ...]:
    """Every product of the demo shop, in file and written order. Raises SourceError where an id stands twice."""
    tree = load_tree()
    found: dict[str, Product] = {}
    for file in sorted((HERE / "departments").glob("*.yaml")):
        for product in family_products(load_department(file), tree):
            if product.id in found:
                raise SourceError(f"{file.name}: the id {product.id!r} stands twice; rename one")
            found[product.id] = product
    return with_related(tuple(found.values()))


def with_related(items: tuple[Product, ...]) -> tuple[Product, ...]:
    """Give each product a few others: of the categories that go with it, else other families of its own category."""
    shelves: dict[str, list[Product]] = {}
    for product in items:
        for depth in range(1, len(product.categories) + 1):
            shelves.setdefault("/".join(product.categories[:depth]), []).append(product)
    return tuple(product.model_copy(update={"related": _related(product, shelves)}) for product in items)


def _related(product: Product, shelves: dict[str, list[Product]]) -> tuple[str, ...]:
    """At most RELATED ids, one a family, drawn from the product's id so that they are the same everywhere."""
    chosen: dict[str | None, str] = {}
    for path in (*product.goes_with, product.category) * 2:
        others = [p for p in shelves.get(path, ()) if p.group_id != product.group_id and p.group_id not in chosen]
        if others and len(chosen) < RELATED:
            other = others[draw(f"{product.id}/{path}/{len(chosen)}", 0, len(others) - 1)]
            chosen[other.group_id] = other.id
    return tuple(chosen.values())


def build(folder: Path, encoder: Encoder, progress: bool = False) -> None:
    """Write the demo shop's index below `folder`."""
    items = demo_products()
    snapshot.build(folder, items, encoder, reviews(items), events(items), progress)


def ship_vectors(encoder: Encoder, file: Path = VECTORS) -> int:
    """Encode every product text and write the vectors that ship with the project; return how many."""
    texts = [text for product in demo_products() for text in snapshot.passages(product).values()]
    return write_vectors(file, encoder, texts, ())
