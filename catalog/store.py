"""Products in SQL: one row a product, with its reviews and what happened to it. A generation's file never changes."""

from __future__ import annotations

import gc
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

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

changed = Table("changed", metadata, Column("position", Integer, primary_key=True))
"""Products whose facts differ from those of the generation before, where nothing else does."""

CHUNK = 2_000  # rows a statement: large enough to be fast, small enough to hold
Kept = TypeVar("Kept", Product, Review, ShopEvent)


def create(
    path: Path, items: Iterable[Product], spoken: Iterable[Review] = (), happened: Iterable[ShopEvent] = ()
) -> None:
    """Make the tables and fill them. Raises StorageError where the disk refuses or an id comes twice."""
    rows = ({"position": i, "id": p.id, "document": p.model_dump_json()} for i, p in enumerate(items))
    said = ({"id": r.id, "product_id": r.product_id, "document": r.model_dump_json()} for r in spoken)
    done = ({"id": e.id, "shopper": e.shopper, "document": e.model_dump_json()} for e in happened)
    engine = create_engine(f"sqlite:///{path}")
    try:
        metadata.create_all(engine)
        with engine.begin() as connection:
            for table, values in ((products, rows), (reviews, said), (events, done)):
                _fill(connection, table, values)
    except SQLAlchemyError as error:
        raise StorageError(f"{path}: cannot be written ({error.__class__.__name__}); is the disk full?") from error
    finally:
        engine.dispose()


def _fill(connection: Connection, table: Table, values: Iterator[dict[str, Any]]) -> None:
    while part := list(islice(values, CHUNK)):
        connection.execute(insert(table), part)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: products hold no cycles, and the search for some takes seven times the reading."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class Store:
    """The SQL side of one index generation, to be read.

    One connection, opened at the first question and kept: it goes on answering when newer generations have taken this
    one's place on the disk. Threads take turns.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._engine = create_engine("sqlite://", creator=self._open, poolclass=StaticPool)

    def count(self) -> int:
        """How many products there are. Raises IndexBroken where their positions are not 0, 1, 2 and so on."""
        ((rows, last),) = self._rows(select(func.count(), func.max(products.c.position)).select_from(products))
        if rows and rows != last + 1:
            raise IndexBroken(f"{self._path}: holds {rows} of {last + 1} products; ingest the shop again")
        return int(rows)

    def products(self) -> tuple[Product, ...]:
        """Every product, in index order."""
        return self._read(Product, select(products.c.document).order_by(products.c.position))

    def part(self, start: int, stop: int) -> tuple[Product, ...]:
        """The products from one position up to another, in order."""
        query = select(products.c.document).where(products.c.position >= start, products.c.position < stop)
        return self._read(Product, query.order_by(products.c.position))

    def changed(self) -> list[int]:
        """The positions of the products that differ from the generation before."""
        return [row[0] for row in self._rows(select(changed.c.position).order_by(changed.c.position))]

    def at(self, positions: Sequence[int]) -> Iterator[tuple[Product, ...]]:
        """The products at rising positions, in batches."""
        for start in range(0, len(positions), CHUNK):
            query = select(products.c.document).where(products.c.position.in_(positions[start : start + CHUNK]))
            yield self._read(Product, query.order_by(products.c.position))

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

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)

    def _read(self, kind: type[Kept], query: object) -> tuple[Kept, ...]:
        return self._parsed(kind, [row[0] for row in self._rows(query)])

    def _parsed(self, kind: type[Kept], documents: Sequence[str]) -> tuple[Kept, ...]:
        try:
            with _uncollected():
                return tuple([kind.model_validate_json(document) for document in documents])
        except ValueError as error:
            raise IndexBroken(f"{self._path}: cannot be read; ingest the shop again") from error

    def _rows(self, query: object) -> Sequence[Any]:
        try:
            with self._lock, self._engine.connect() as connection:
                return connection.execute(query).all()  # type: ignore[call-overload, no-any-return]
        except (SQLAlchemyError, sqlite3.Error) as error:
            what = "cannot be read" if self._path.is_file() else "is missing"
            raise IndexBroken(f"{self._path}: {what}; ingest the shop again") from error
