"""Products in SQL: one row a product, with price and stock beside it so that they change without re-encoding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from catalog.errors import IndexBroken, StorageError
from catalog.types import Product, Review, ShopEvent

metadata = MetaData()
products = Table(
    "products",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String, unique=True, nullable=False),
    Column("document", String, nullable=False),
)
reviews = Table(
    "reviews",
    metadata,
    Column("id", String, primary_key=True),
    Column("product_id", String, index=True, nullable=False),
    Column("document", String, nullable=False),
)
events = Table(
    "events",
    metadata,
    Column("id", String, primary_key=True),
    Column("shopper", String, index=True, nullable=False),
    Column("document", String, nullable=False),
)

CHUNK = 2_000  # rows an insert: large enough to be fast, small enough to hold


Kept = TypeVar("Kept", Product, Review, ShopEvent)


class Store:
    """The SQL side of one index generation."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine: Engine = create_engine(f"sqlite:///{path}")

    def write(
        self, items: Sequence[Product], spoken: Iterable[Review] = (), happened: Iterable[ShopEvent] = ()
    ) -> None:
        """Create the tables and fill them. Raises StorageError where the disk refuses."""
        rows = [{"position": i, "id": p.id, "document": p.model_dump_json()} for i, p in enumerate(items)]
        said = [{"id": r.id, "product_id": r.product_id, "document": r.model_dump_json()} for r in spoken]
        done = [{"id": e.id, "shopper": e.shopper, "document": e.model_dump_json()} for e in happened]
        try:
            metadata.create_all(self._engine)
            with self._engine.begin() as connection:
                for table, values in ((products, rows), (reviews, said), (events, done)):
                    for start in range(0, len(values), CHUNK):
                        connection.execute(insert(table), values[start : start + CHUNK])
        except SQLAlchemyError as error:
            raise StorageError(
                f"{self._path}: cannot be written ({error.__class__.__name__}); is the disk full?"
            ) from error

    def products(self) -> tuple[Product, ...]:
        """Every product, in index order."""
        return self._read(Product, select(products.c.document).order_by(products.c.position))

    def reviews(self, product_id: str) -> tuple[Review, ...]:
        """The reviews of a product."""
        query = select(reviews.c.document).where(reviews.c.product_id == product_id).order_by(reviews.c.id)
        return self._read(Review, query)

    def events(self, shopper: str | None = None) -> tuple[ShopEvent, ...]:
        """A shopper's events, or everybody's, in the order they were written."""
        query = select(events.c.document).order_by(events.c.id)
        if shopper is not None:
            query = query.where(events.c.shopper == shopper)
        return self._read(ShopEvent, query)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _read(self, kind: type[Kept], query: object) -> tuple[Kept, ...]:
        if not self._path.is_file():
            raise IndexBroken(f"{self._path}: is missing; ingest the shop again")
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(query)  # type: ignore[call-overload]
                return tuple(kind.model_validate_json(row[0]) for row in rows)
        except (SQLAlchemyError, ValueError) as error:
            raise IndexBroken(f"{self._path}: cannot be read; ingest the shop again") from error
