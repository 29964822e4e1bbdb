"""The rows of an ingest, kept aside in SQLite until it is known what they change, then merged into a new generation.

A row that equals the live product of its id is kept as its id alone, so that a feed that changed little costs little.
SQLite's own SQL, because two files are compared and merged inside it.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from catalog.errors import StorageError
from catalog.index.gather import LIVE
from catalog.store import create
from catalog.types import Product

OURS = "CREATE TABLE staged (id TEXT PRIMARY KEY, document TEXT, spoken INTEGER NOT NULL)"  # document NULL: as it was
NEW = "NOT EXISTS (SELECT 1 FROM live.products l WHERE l.id = s.id)"
GONE = "NOT EXISTS (SELECT 1 FROM staging.staged s WHERE s.id = products.id)"


@dataclass(frozen=True)
class Changes:
    """How many products an ingest adds, updates, leaves and removes, and whether any text or safety fact changes."""

    added: int
    updated: int
    unchanged: int
    removed: int
    spoken: bool

    @property
    def any(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.added or self.updated or self.removed)


class Staging:
    """Takes the products of feeds; of those with one id the last counts."""

    def __init__(self, path: Path, live: Path | None) -> None:
        self._path, self._live = path, live
        with _disk(path):
            self._db = sqlite3.connect(path, isolation_level=None)
            # Nobody reads this file after a crash, so it need not survive one.
            self._db.execute("PRAGMA journal_mode=OFF").close()
            self._db.execute("PRAGMA synchronous=OFF")
            self._db.execute("ATTACH ? AS live", (str(live) if live else ":memory:",))
            if live is None:
                self._db.execute("CREATE TABLE live.products (id TEXT PRIMARY KEY, document TEXT)")
            self._db.execute(OURS)

    def put(self, items: Sequence[Product]) -> None:
        """Take a batch of products."""
        with _disk(self._path):
            marks = ",".join("?" * len(items))
            question = f"SELECT id, document FROM live.products WHERE id IN ({marks})"
            live = dict(self._db.execute(question, [item.id for item in items]).fetchall())
            self._db.execute("BEGIN")
            self._db.executemany(
                "INSERT INTO staged VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE "
                "SET document = excluded.document, spoken = excluded.spoken",
                (_row(item, live.get(item.id)) for item in items),
            )
            self._db.execute("COMMIT")

    def changes(self) -> Changes:
        """What the rows so far would change in the live products."""
        with _disk(self._path):
            added = self._number(f"SELECT count(*) FROM staged s WHERE document IS NOT NULL AND {NEW}")
            unchanged = self._number("SELECT count(*) FROM staged WHERE document IS NULL")
            staged = self._number("SELECT count(*) FROM staged")
            before = self._number("SELECT count(*) FROM live.products")
            spoken = self._number("SELECT count(*) FROM staged WHERE spoken")
        removed = before - (staged - added)
        return Changes(added, staged - added - unchanged, unchanged, removed, bool(spoken or removed))

    def merge(self, path: Path) -> None:
        """Write the live products with the changes made as a file of their own. The live file is only read."""
        self._db.close()
        if self._live is None:
            create(path, ())
        with _disk(path):
            if self._live is not None:
                shutil.copyfile(self._live, path)
            db = sqlite3.connect(path, isolation_level=None)
            try:
                self._merge(db)
            finally:
                db.close()

    def _merge(self, db: sqlite3.Connection) -> None:
        db.execute("PRAGMA journal_mode=OFF").close()
        db.execute("PRAGMA synchronous=OFF")  # `seal` brings it to the disk
        db.execute("ATTACH ? AS staging", (str(self._path),))
        db.execute("BEGIN")
        db.execute("DELETE FROM changed")
        removed = db.execute(f"DELETE FROM products WHERE {GONE}").rowcount
        if removed:
            db.execute("DELETE FROM reviews WHERE product_id NOT IN (SELECT id FROM products)")
        db.execute(
            "INSERT INTO changed SELECT p.position FROM products p JOIN staging.staged s ON s.id = p.id "
            "WHERE s.document IS NOT NULL"
        )
        db.execute(
            "UPDATE products SET document = s.document FROM staging.staged s "
            "WHERE s.id = products.id AND s.document IS NOT NULL"
        )
        db.execute(
            "INSERT INTO products (position, id, document) "
            "SELECT (SELECT coalesce(max(position) + 1, 0) FROM products) + row_number() OVER (ORDER BY s.rowid) - 1, "
            "s.id, s.document FROM staging.staged s WHERE NOT EXISTS (SELECT 1 FROM products p WHERE p.id = s.id)"
        )
        if removed:
            _close_ranks(db)
        db.execute("COMMIT")

    def _number(self, question: str) -> int:
        return int(self._db.execute(question).fetchone()[0])

    def close(self) -> None:
        """Let go of the files and delete the staged rows."""
        self._db.close()
        self._path.unlink(missing_ok=True)


def _row(item: Product, live: str | None) -> tuple[str, str | None, bool]:
    document = item.model_dump_json()
    if document == live:
        return item.id, None, False
    return item.id, document, live is None or _lasting(document) != _lasting(live)


def _lasting(document: str) -> dict[str, object]:
    """The facts that do not change from hour to hour."""
    return {name: value for name, value in json.loads(document).items() if name not in LIVE}


def _close_ranks(db: sqlite3.Connection) -> None:
    """Move the last products to where products are missing, so that positions are 0, 1, 2 and so on."""
    positions = np.array([row[0] for row in db.execute("SELECT position FROM products ORDER BY position")], np.int64)
    count = len(positions)
    gaps = np.setdiff1d(np.arange(count), positions)
    last = positions[positions >= count]
    moves = zip(gaps.tolist(), last.tolist(), strict=True)
    db.executemany("UPDATE products SET position = ? WHERE position = ?", moves)


@contextmanager
def _disk(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StorageError(f"{path}: cannot be written ({error}); is the disk full?") from error
