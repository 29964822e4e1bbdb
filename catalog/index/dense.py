"""Vectors in Chroma: written once a generation, read through one matrix for exact search.

Chroma keeps the vectors with their texts, embedded in a folder or on a server; we score. A filtered exact product over
a matrix beats a filtered graph search at 50,000 vectors (4 ms against 24-60 ms with `where`) and finds everything.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.request import urlopen

import numpy as np
from tqdm import tqdm

from catalog.encode import Vectors
from catalog.errors import CatalogError, IndexBroken, StorageError
from catalog.index import matrix
from catalog.index.matrix import Dense, key_of
from catalog.index.place import SERVER, URL, Place, place_of

__all__ = ["Dense", "Entry", "Place", "drop", "key_of", "place_of", "read", "write"]

CHUNK = 2_000  # rows a call: Chroma refuses batches beyond about 5,000
SPACE = {"hnsw:space": "ip"}  # unit vectors: as good as "cosine", which would change their last bits
MANY = 50_000  # rows whose reading back takes long enough to show
HEARTBEAT = 5.0  # seconds for a server to say that it is there
PATIENCE = 120.0  # seconds for it to answer: it builds its graph while rows are added
_OPENING = threading.Lock()  # Chroma shares one database a folder among threads, and counts them without a lock


@dataclass(frozen=True)
class Entry:
    """One vector: which product it describes, in which language, and the text it encodes."""

    position: int
    language: str
    text: str


Batch = tuple[Sequence[Entry], Vectors]


def write(place: Place, batches: Iterable[Batch]) -> None:
    """Stream vectors into a new collection and its matrix. Raises StorageError where the disk or server refuses.

    A batch is its entries and a float32 row for each; its size is the caller's, a generator keeps memory flat.
    """
    _claim(place)
    with _client(place) as client, matrix.writing(place.folder) as writer:
        with _refusals(place):
            collection = client.create_collection(place.collection, metadata=SPACE, embedding_function=None)
        for entries, rows in chain.from_iterable(map(_chunks, batches)):
            with _refusals(place):
                collection.add(
                    ids=[f"{e.position}#{e.language}" for e in entries],
                    embeddings=rows,
                    documents=[e.text for e in entries],
                    metadatas=[{"position": e.position, "language": e.language} for e in entries],
                )
            positions = np.array([e.position for e in entries], np.int64)
            writer.add(rows, positions, np.array([key_of(e.text) for e in entries], np.uint64))
        with _refusals(place):
            kept = int(collection.count())
        if kept != writer.count:
            raise StorageError(f"{place}: kept {kept} of {writer.count} vectors; ingest the shop again")


def read(place: Place, products: int) -> Dense:
    """Open every vector of the collection. Raises IndexBroken where it is not there or not whole.

    A matrix that is missing or does not have the collection's count is made again from the collection.
    """
    with _client(place) as client:
        with _damages(place):
            collection = client.get_collection(place.collection, embedding_function=None)
            count = int(collection.count())
        found = matrix.load(place.folder, products)
        if found is None or len(found.positions) != count:
            _derive(place, collection, count)
            found = matrix.load(place.folder, products)
    if found is None or len(found.positions) != count:
        raise IndexBroken(f"{place}: vectors are not whole; ingest the shop again")
    if count and (found.positions.max() >= products or found.positions.min() < 0):
        raise IndexBroken(f"{place}: vectors and products do not match; ingest the shop again")
    return found


def drop(place: Place) -> None:
    """Delete the vectors and their folder; nothing happens where there are none."""
    if place.url is not None:
        from chromadb.errors import NotFoundError

        # Somebody else may have deleted it, or its writing never began.
        with _client(place) as client, _refusals(place), suppress(NotFoundError):
            client.delete_collection(place.collection)
    shutil.rmtree(place.folder, ignore_errors=True)


def _derive(place: Place, collection: Any, count: int) -> None:
    """Make the matrix from the collection, page by page."""
    bar = tqdm(total=count, desc="vectors", unit="row", disable=True if count < MANY else None)
    with bar, matrix.writing(place.folder) as writer:
        for start in range(0, count, CHUNK):
            with _damages(place):
                page = collection.get(limit=CHUNK, offset=start, include=["embeddings", "metadatas", "documents"])
                positions = np.array([m["position"] for m in page["metadatas"]], np.int64)
                rows = np.asarray(page["embeddings"], np.float32).reshape(len(positions), -1)
                keys = np.array([key_of(text) for text in page["documents"]], np.uint64)
            writer.add(rows, positions, keys)
            bar.update(len(positions))


def _chunks(batch: Batch) -> Iterator[Batch]:
    entries, rows = batch
    for start in range(0, len(entries), CHUNK):
        yield entries[start : start + CHUNK], np.asarray(rows[start : start + CHUNK], np.float32)


def _claim(place: Place) -> None:
    """Make the folder and note in it which server has the vectors, before that server has any."""
    try:
        place.folder.mkdir(parents=True, exist_ok=True)
        if place.url is not None:
            (place.folder / SERVER).write_text(place.url, "utf-8")
    except OSError as error:
        raise StorageError(f"{place.folder}: cannot be written ({error.strerror}); is the disk full?") from error


@contextmanager
def _client(place: Place) -> Iterator[Any]:
    """Chroma at a place, closed afterwards."""
    with _OPENING:
        client = _open(place)
    connections = list(_connections(client))
    for connection in connections:
        connection.timeout = PATIENCE
    try:
        yield client
    finally:
        with _OPENING:
            client.close()
        for connection in connections:
            connection.close()


def _open(place: Place) -> Any:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if place.url is None:
        with _damages(place):
            return chromadb.PersistentClient(str(place.folder), settings=settings)
    host, port, secure = place.address
    try:
        named = f"[{host}]" if ":" in host else host
        with urlopen(f"http{'s' * secure}://{named}:{port}/api/v2/heartbeat", timeout=HEARTBEAT):
            pass  # Chroma's client itself would wait for ever
        return chromadb.HttpClient(host, port, ssl=secure, settings=settings)
    except Exception as error:  # whatever the network or another server at that address says
        raise StorageError(
            f"{place.url}: no Chroma server answers there ({type(error).__name__}); start it, or correct {URL}"
        ) from error


def _connections(client: Any) -> Iterator[Any]:
    """The HTTP sessions of a client, which it neither limits in time nor closes."""
    for part in (client, getattr(client, "_admin_client", None)):
        session = getattr(getattr(part, "_server", None), "_session", None)
        if session is not None:
            yield session


@contextmanager
def _refusals(place: Place) -> Iterator[None]:
    """Tell in one line what Chroma, SQLite or the network cannot write."""
    try:
        yield
    except CatalogError:
        raise
    except Exception as error:  # Chroma raises its own, SQLite's, Rust's and httpx's errors alike
        mend = "is the Chroma server up, and has it space?" if place.url else "is the disk full?"
        cause = (str(error).splitlines() or [""])[0][:120] or type(error).__name__
        raise StorageError(f"{place}: vectors cannot be written ({cause}); {mend}") from error


@contextmanager
def _damages(place: Place) -> Iterator[None]:
    """Tell in one line that what should be there cannot be read."""
    try:
        yield
    except Exception as error:  # as above
        raise IndexBroken(f"{place}: vectors cannot be read ({type(error).__name__}); ingest the shop again") from error
