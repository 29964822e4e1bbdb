"""One generation of an index as search reads it, and the building of the next one beside it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from tqdm import tqdm

from catalog import store as sql
from catalog.encode import Encoder
from catalog.errors import CatalogError, IndexBroken, IndexMissing, StorageError
from catalog.index import dense, lexical, manifest
from catalog.index.columns import Columns
from catalog.index.gather import Gather
from catalog.index.manifest import FACTS, PRODUCTS, SCHEMA, VECTORS, WORDS, Manifest, aside, check
from catalog.index.passages import Speaker, passages
from catalog.index.shelf import Shelf, shelved
from catalog.store import Store
from catalog.types import Product, Review, ShopEvent

__all__ = ["PRODUCTS", "SCHEMA", "VECTORS", "WORDS", "Snapshot", "build", "building", "check", "load", "passages"]

BATCH = 256  # products that are encoded at a time: enough to be fast, few enough for a bar that moves
PATIENCE = 10  # seconds before a generation that could not be loaded is tried again
Mark = tuple[int, int, int] | None  # tells one state of current.json from another
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Snapshot:
    """Everything that search reads. It never changes: `fresh` is another one."""

    products: Sequence[Product]
    columns: Columns
    dense: dense.Dense
    lexical: lexical.Lexical
    store: Store
    fingerprint: str
    generation: str = ""
    spoken: str = ""  # the generation whose texts these are: while it is the same, so are the products and their words
    watch: Watch | None = None

    def position(self, product_id: str) -> int | None:
        """Where a product stands in `products`, or None where it is unknown."""
        return self.columns.places.get(product_id)

    def fresh(self) -> Snapshot:
        """The generation that answers now: this very snapshot while nothing changed, which costs one look at a file."""
        return self.watch.fresh(self) if self.watch else self


class Watch:
    """Notices that another generation answers, for every thread that holds a snapshot of a folder."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._folder, self._fingerprint = folder, fingerprint
        self._lock = threading.Lock()
        self._seen, self._again = _mark(folder), 0.0
        self._newest = self._load(None)

    @property
    def newest(self) -> Snapshot:
        """What was loaded last."""
        return self._newest

    def fresh(self, held: Snapshot) -> Snapshot:
        """The newest snapshot; `held` itself while its generation is the one that answers."""
        if (mark := _mark(self._folder)) != self._seen and time.monotonic() >= self._again:
            with self._lock:
                if mark != self._seen and time.monotonic() >= self._again:
                    self._renew(mark)
        return held if held.generation == self._newest.generation else self._newest

    def _renew(self, mark: Mark) -> None:
        """Load what answers now. While that cannot be used, what is loaded goes on answering."""
        try:
            self._newest = self._load(self._newest)
            self._seen = mark
        except CatalogError as error:
            self._again = time.monotonic() + PATIENCE
            log.warning("%s (until then the products that were loaded before go on answering)", error)

    def _load(self, old: Snapshot | None) -> Snapshot:
        while True:
            name = manifest.named(self._folder)
            try:
                return _read(self, self._folder, self._fingerprint, old)
            except IndexBroken:
                if manifest.named(self._folder) == name:
                    raise  # else it was cleared away while it was read, because a newer one answers


def _mark(folder: Path) -> Mark:
    try:
        found = (folder / manifest.CURRENT).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def load(folder: Path, fingerprint: str) -> Snapshot:
    """Read the generation that answers. Raises IndexMissing or IndexBroken with the mend."""
    return Watch(folder, fingerprint).newest


def open_store(folder: Path, fingerprint: str) -> Store:
    """The SQL side of the generation that answers. Raises IndexMissing or IndexBroken with the mend."""
    return Store(check(folder, fingerprint)[0] / PRODUCTS)


def _read(watch: Watch, folder: Path, fingerprint: str, old: Snapshot | None) -> Snapshot:
    generation, about = check(folder, fingerprint)
    store, columns = Store(generation / PRODUCTS), Columns.load(generation / FACTS)
    count = store.count()
    if not count == about.products == len(columns.places):
        raise IndexBroken(f"{folder}: holds {count} of {about.products} products; ingest the shop again")
    same = old is not None and old.spoken == about.spoken
    home = folder / about.spoken
    return Snapshot(
        products=_products(store, about, old if same else None),
        columns=columns,
        dense=old.dense if old and same else dense.read(dense.place_of(home / VECTORS, home.name), count),
        lexical=old.lexical if old and same else lexical.Lexical.load(home / WORDS, count),
        store=store,
        fingerprint=fingerprint,
        generation=generation.name,
        spoken=about.spoken,
        watch=watch,
    )


def _products(store: Store, about: Manifest, old: Snapshot | None) -> Sequence[Product]:
    if old is None or about.after != old.generation or not isinstance(old.products, tuple):
        return shelved(store, about.products)
    changed, products = store.changed(), list(old.products)
    for position, product in zip(changed, (p for part in store.at(changed) for p in part), strict=True):
        products[position] = product
    return tuple(products)


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
    with building(folder), aside(folder) as generation:
        sql.create(generation / PRODUCTS, items, reviews, events)
        complete(folder, generation, encoder, progress)


def complete(folder: Path, generation: Path, encoder: Encoder, progress: bool = False) -> Speaker:
    """Give a generation that has its products everything else, and switch to it. Returns what was spoken."""
    speaker = Speaker(encoder, _spoken(folder, encoder.fingerprint))
    store, facts = Store(generation / PRODUCTS), Gather()
    shelf = Shelf(store, store.count())
    place = dense.place_of(generation / VECTORS, generation.name)
    dense.write(place, _batches(shelf, speaker, facts, progress))
    Columns.gathered(facts).save(generation / FACTS)
    words = tqdm(shelf, desc="words", unit="product", disable=not progress)
    lexical.Lexical.build(words).save(generation / WORDS)
    store.close()
    about = Manifest(fingerprint=encoder.fingerprint, products=len(shelf), texts=speaker.texts, spoken=generation.name)
    manifest.seal(generation, about)
    manifest.switch(folder, generation.name)
    return speaker


def reprice(folder: Path, generation: Path, live: Path, about: Manifest) -> None:
    """Finish a generation whose products differ from the live ones in prices, stock and ratings alone; switch to it."""
    store = Store(generation / PRODUCTS)
    changed = store.changed()
    Columns.load(live / FACTS).repriced(changed, store.at(changed)).save(generation / FACTS)
    store.close()
    new = Manifest(**about.model_dump(include={"fingerprint", "products", "texts", "spoken"}), after=live.name)
    manifest.seal(generation, new)
    manifest.switch(folder, generation.name)


def _batches(shelf: Shelf, speaker: Speaker, facts: Gather, progress: bool) -> Iterator[dense.Batch]:
    """The vectors of every product, whose facts are gathered in passing."""
    with tqdm(total=len(shelf), desc="encoding", unit="product", disable=not progress) as bar:
        for start in range(0, len(shelf), BATCH):
            items = shelf[start : start + BATCH]
            facts.add(items)
            yield speaker.batch(start, items)
            bar.update(len(items))


def _spoken(folder: Path, fingerprint: str) -> dense.Dense | None:
    """The vectors that answer now, where they can be taken over."""
    try:
        return vectors(folder, fingerprint)
    except (IndexMissing, IndexBroken):
        return None


def vectors(folder: Path, fingerprint: str) -> dense.Dense:
    """The vectors of the generation that answers, made by this encoder. Raises IndexMissing or IndexBroken."""
    _, about = manifest.read(folder)
    home = folder / about.spoken
    if about.fingerprint != fingerprint or not (home / VECTORS).is_dir():
        raise IndexBroken(f"{home / VECTORS}: holds no vectors of {fingerprint!r}; ingest the shop again")
    return dense.read(dense.place_of(home / VECTORS, home.name), about.products)
