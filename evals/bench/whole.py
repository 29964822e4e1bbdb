"""The whole search over a tiled shop: real queries, each asked of every product, of a shelf, and of ten products."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm
from typing_extensions import override

from catalog.asked.read import Asked
from catalog.encode import Encoder, Vectors
from catalog.index.lexical import HEADS, Lexical
from catalog.rank import signals
from catalog.search import Search
from catalog.types import Query
from evals.bench import brute
from evals.bench.measured import Measured
from evals.bench.tiled import SEED, TEN, mixed, opened
from evals.bench.turns import milliseconds
from evals.shop_queries import LANGUAGES, shop_queries

QUERIES, WARM = 100, 5  # searches that are timed, each new to the encoder, and those before them
JUDGED = 20  # queries that brute force checks, and that are asked of ten products
SHOWN = 30  # products that a page of ten has to rank
MEGABYTE = 2**20  # bytes


class Clocked(Encoder):
    """An encoder that knows how long it took, in milliseconds."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.spent = encoder, 0.0

    @property
    def fingerprint(self) -> str:
        return self._encoder.fingerprint

    @override
    def encode(self, texts: Sequence[str], *, query: bool, progress: bool = False) -> Vectors:
        start = time.perf_counter()
        rows = self._encoder.encode(texts, query=query)
        self.spent += (time.perf_counter() - start) * 1000
        return rows


def measure(folder: Path, size: int, encoder: Callable[[], Encoder], queries: int = QUERIES) -> Measured:
    """Ask the index below a folder, and say what it cost."""
    clock = Clocked(encoder())
    clock.encode(["warm"], query=True)
    memory = {"encoder": _peak()}
    search = Search(opened(folder, size), clock)
    memory["words_and_facts"] = _peak() - memory["encoder"]
    memory["vectors"] = search.snapshot.dense.rows.nbytes / MEGABYTE  # mapped, and read by the first search
    times = _times(search, texts(WARM + queries), clock)
    memory["peak"] = _peak()  # before brute force adds its own
    return Measured(size, times, _found(search, texts(JUDGED)), memory)


def texts(count: int) -> list[str]:
    """So many queries of both languages and every kind, the same ones each time."""
    known = list(dict.fromkeys(query.query for language in LANGUAGES for query in shop_queries(language)))
    return [known[at] for at in np.random.default_rng(SEED).permutation(len(known))[:count].tolist()]


def _times(search: Search, queries: Sequence[str], clock: Clocked) -> dict[str, tuple[float, ...]]:
    rows = []
    for number, text in enumerate(tqdm(queries, desc=f"{len(search.snapshot.products):,} searches", unit="query")):
        clock.spent = 0.0
        asked = milliseconds(lambda text=text: search.search(Query(text=text)))
        whole = asked - clock.spent
        narrow, clock.spent = filtered(search, text, number), 0.0
        behind = milliseconds(lambda narrow=narrow: search.search(narrow))
        rows.append({"asked": asked, "whole": whole, "filtered": behind - clock.spent, **_parts(search, text, clock)})
    return {part: tuple(row[part] for row in rows[WARM:]) for part in rows[0]}


def _parts(search: Search, text: str, clock: Clocked) -> dict[str, float]:
    """Of the vectors, of the words, and of ranking without either."""
    understood, shop = search.read(text), search.snapshot
    vector = clock.encode([understood.text], query=True)[0]
    everything = np.ones(len(shop.products), bool)
    dense = milliseconds(lambda: shop.dense.scores(vector, everything))
    lexical = milliseconds(lambda: _words(understood, shop.lexical))
    ranked = milliseconds(lambda: search.rank(understood, everything, depth=SHOWN))
    return {"dense": dense, "lexical": lexical, "ranking": max(0.0, ranked - dense - lexical)}


def _words(asked: Asked, lexical: Lexical) -> None:
    signals.named(asked, lexical)
    signals.wording(asked, lexical)
    signals.wording(asked, lexical, HEADS)


def filtered(search: Search, text: str, number: int) -> Query:
    """A branch of the categories and the lower half of the prices: another branch each time."""
    columns = search.snapshot.columns
    branches = sorted({name.split("/")[0] for name in columns.categories.names if name})
    branch = branches[number % len(branches)]
    return Query(text=text, market="us", categories=(branch,), max_price=len(columns.places) // 2)


def _found(search: Search, queries: Sequence[str]) -> dict[str, float]:
    dense, random = search.snapshot.dense, np.random.default_rng(SEED)
    vectors = mixed(dense.rows, random.integers(0, len(dense.rows), len(queries)), random)
    unlimited = [text for text in queries if search.read(text).limit is None]
    ten = [len(search.search(Query(text=text, brands=(TEN,), k=10))) / 10 for text in unlimited]
    mask = search.mask(filtered(search, "", 0))
    return {
        "all": brute.found(dense, vectors),
        "filtered": brute.found(dense, vectors, mask),
        "ten": float(np.mean(ten)),
    }


def _peak() -> float:
    """The most MB in memory so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
