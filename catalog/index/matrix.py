"""Every vector of a generation in one memory-mapped matrix, and the exact search over it.

The matrix is derived: Chroma keeps the vectors, this file makes them quick to read. Layout, little-endian:
rows float32[count, width], positions int64[count], keys uint64[count], then `FOOTER`.

One exact product answers at every size. A million vectors of 384, the first hundred, two shared cores without AMX:

    exact product                                       42 ms    all found        1 product in 40 allowed: 6 ms
    Chroma's graph, default settings                     1 ms    94 % (worst 47)                         106 ms
    192 principal components, then 2,000 exactly        22 ms    99 % (worst 84)
    128 principal components, then 2,000 exactly        17 ms    93 % (worst 36)

What is quicker overlooks too much for a filter that leaves ten products to show all ten.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from catalog.encode import Vectors
from catalog.errors import StorageError

FILE = "vectors.f32"
FOOTER = struct.Struct("<8sQQ")  # magic, count, width
MAGIC = b"damda-v1"
FEW = 0.25  # of the rows: up to here gathering those of a filter costs less than reading all of them in order
GATHERED = 256  # rows at a time: 400 KB stay in the processor's cache, 40 % quicker than all at once
OUTSIDE = -1.0  # the score of a product without vectors, or outside the filter

Keys = NDArray[np.uint64]
Mask = NDArray[np.bool_]


def key_of(text: str) -> int:
    """Tell a text by 64 bits of its SHA-256: of a million texts two agree once in 37 million shops."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "little")


@dataclass(frozen=True)
class Dense:
    """Every vector of a generation: `rows[i]` is of the text `keys[i]` and describes product `positions[i]`."""

    rows: Vectors
    positions: NDArray[np.int64]
    keys: Keys
    products: int

    def scores(self, query: Vectors, allowed: Mask | None = None) -> Vectors:
        """The cosine of each product with the query, float32[products]: its best vector, whichever language that is in.

        A product outside `allowed` scores -1; few that are allowed are scored without a look at the others.
        """
        best = np.full(self.products, OUTSIDE, np.float32)
        if not len(self.positions):
            return best
        if allowed is None:
            np.maximum.at(best, self.positions, self.rows @ query)
            return best
        chosen = np.flatnonzero(allowed[self.positions])
        few = len(chosen) <= FEW * len(self.positions)
        cosines = self._gathered(chosen, query) if few else (self.rows @ query)[chosen]
        np.maximum.at(best, self.positions[chosen], cosines)
        return best

    def _gathered(self, chosen: NDArray[np.intp], query: Vectors) -> Vectors:
        found = np.empty(len(chosen), np.float32)
        for start in range(0, len(chosen), GATHERED):
            found[start : start + GATHERED] = self.rows[chosen[start : start + GATHERED]] @ query
        return found


class Writer:
    """Takes rows as they come; what is written so far is in no reader's way."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._positions: list[NDArray[np.int64]] = []
        self._keys: list[Keys] = []
        self.width = 0
        self.count = 0

    def add(self, rows: Vectors, positions: NDArray[np.int64], keys: Keys) -> None:
        """Append rows, all as wide as the first. Raises StorageError where the disk refuses."""
        if not len(rows):
            return
        if self.count and rows.shape[1] != self.width:
            raise ValueError(f"a row of {rows.shape[1]} among rows of {self.width}")
        with _refusals(self._file.name):
            self._file.write(np.ascontiguousarray(rows, "<f4").data)
        self._positions.append(positions.astype("<i8"))
        self._keys.append(keys.astype("<u8"))
        self.width, self.count = rows.shape[1], self.count + len(rows)

    def finish(self) -> None:
        """Write what follows the rows, down to the disk."""
        for part in (*self._positions, *self._keys):
            self._file.write(part.data)
        self._file.write(FOOTER.pack(MAGIC, self.count, self.width))
        self._file.flush()
        os.fsync(self._file.fileno())


@contextmanager
def writing(folder: Path) -> Iterator[Writer]:
    """A writer whose matrix replaces the folder's at the end, or never. Raises StorageError where the disk refuses."""
    aside = folder / f".{FILE}.{uuid4().hex}"  # two processes may make it at the same time
    with _refusals(folder):
        folder.mkdir(parents=True, exist_ok=True)
        file = aside.open("xb")
    try:
        with file:
            writer = Writer(file)
            yield writer
            with _refusals(folder):
                writer.finish()
        with _refusals(folder):
            aside.replace(folder / FILE)
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def _refusals(where: object) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(f"{where}: cannot be written ({error.strerror or error}); is the disk full?") from error


def load(folder: Path, products: int) -> Dense | None:
    """Map the matrix of a folder, or return None where there is none that is whole."""
    file = folder / FILE
    try:
        size = file.stat().st_size
        with file.open("rb") as raw:
            raw.seek(max(0, size - FOOTER.size))
            magic, count, width = FOOTER.unpack(raw.read())
    except (OSError, struct.error):
        return None
    if magic != MAGIC or size != count * (4 * width + 16) + FOOTER.size:
        return None
    if not count:
        return Dense(np.zeros((0, 0), np.float32), np.zeros(0, np.int64), np.zeros(0, np.uint64), products)
    rows = np.memmap(file, "<f4", "r", 0, (count, width))
    positions = np.fromfile(file, "<i8", count, offset=4 * count * width)
    keys = np.fromfile(file, "<u8", count, offset=(4 * width + 8) * count)
    return Dense(rows.view(np.ndarray), positions, keys, products)
