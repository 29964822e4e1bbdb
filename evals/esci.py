"""The public product-search set and its judgements, and the indexes that are made once and kept in the cache."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import catalog
from catalog.cli import cache_folder
from catalog.encode import Encoder
from catalog.errors import IndexBroken, IndexMissing, SourceError
from catalog.index import snapshot
from catalog.open import demo_version
from catalog.search import Search
from catalog.sources.read import Rejected, read
from catalog.types import Product
from evals.judged import Judged, read_judged
from evals.naive import Embedder, NaiveRetriever

FOLDER = "search_esci"
EXACT = 100  # the grade of a product that is just what was asked
MADE_BY = "made_by.txt"
INDEXERS = ("encode.py", "text.py", "types.py", "index/*.py", "sources/*.py")  # what an index is made by


def within(data: Path) -> Path:
    """The public set below the folder of `--data`. Raises SourceError where there is none."""
    if not (data / FOLDER).is_dir():
        raise SourceError(f"--data: {data} holds no {FOLDER}/; give the folder that does")
    return data / FOLDER


def judged(folder: Path) -> Judged:
    """The queries and judgements; recall and the reciprocal rank count exact answers alone."""
    return read_judged("esci", folder / "queries_dev.tsv", folder / "qrels_dev.txt", EXACT)


def products(folder: Path) -> tuple[Product, ...]:
    """The products, read as any feed is. Raises SourceError where a row cannot be: a judged product must be there."""
    file = folder / "products.jsonl.gz"
    found: dict[str, Product] = {}
    for item in read(file, "flat", "USD"):
        if isinstance(item, Rejected):
            raise SourceError(f"{file}: row {item.row} cannot be read: {item.reason}")
        found[item.id] = item
    return tuple(found.values())


def search(folder: Path, items: Sequence[Product], cache: Path, encoder: Encoder, progress: bool) -> Search:
    """Our search over the products. The index is kept in the cache, under its data's fingerprint."""
    index = cache / f"evals-esci-{fingerprint(folder)}"
    code = _code()
    try:
        snapshot.check(index, encoder.fingerprint)
        made_by = (index / MADE_BY).read_text("utf-8")
    except (IndexMissing, IndexBroken, OSError):
        made_by = ""
    if made_by != code:  # vectors of texts that are the same are taken over, so this is quick after the first time
        if progress:
            print(f"indexing {len(items)} products …", file=sys.stderr, flush=True)
        snapshot.build(index, items, encoder, progress=progress)
        (index / MADE_BY).write_text(code, "utf-8")
    return Search(snapshot.load(index, encoder.fingerprint), encoder)


def naive(
    folder: Path, items: Sequence[Product], cache: Path, progress: bool, embedder: Embedder | None = None
) -> NaiveRetriever:
    """The naive retriever over the same products, kept in the cache as well."""
    return NaiveRetriever(items, embedder, cache / f"evals-naive-{fingerprint(folder)}", progress)


def demo_naive(items: Sequence[Product], progress: bool = True) -> NaiveRetriever:
    """The naive retriever over the demo shop, kept in the cache under the shop's version."""
    return NaiveRetriever(items, None, cache_folder() / f"evals-naive-demo-{demo_version()}", progress)


def _code() -> str:
    room = Path(next(iter(catalog.__path__)))
    files = sorted(file for pattern in INDEXERS for file in room.glob(pattern))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def fingerprint(folder: Path) -> str:
    """Which products these are."""
    return hashlib.sha256((folder / "products.jsonl.gz").read_bytes()).hexdigest()[:12]
