"""Build the demo shop's index: products, simulated reviews and shoppers, and the vectors that ship with it."""

from __future__ import annotations

from pathlib import Path

from catalog.encode import Encoder, write_vectors
from catalog.errors import SourceError
from catalog.index import snapshot
from catalog.sample.families import HERE, load_department, load_tree
from catalog.sample.families import products as family_products
from catalog.sample.reviews import reviews
from catalog.sample.simulate import events
from catalog.types import Product

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
    return tuple(found.values())


def build(folder: Path, encoder: Encoder, progress: bool = False) -> None:
    """Write the demo shop's index below `folder`."""
    items = demo_products()
    snapshot.build(folder, items, encoder, reviews(items), events(items), progress)


def ship_vectors(encoder: Encoder, file: Path = VECTORS) -> int:
    """Encode every product text and write the vectors that ship with the project; return how many."""
    texts = [text for product in demo_products() for text in snapshot.passages(product).values()]
    return write_vectors(file, encoder, texts, ())
