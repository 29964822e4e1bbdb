"""What the catalogue's commands do. Apart from `__main__`, so that `--help` loads nothing heavy."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path
from pydantic import ValidationError

from catalog.encode import KnownVectors, SentenceEncoder
from catalog.errors import CatalogError, SourceError, StorageError
from catalog.index import snapshot
from catalog.index.verify import checks
from catalog.ingest import Feeds, Job
from catalog.ingest import ingest as run_ingest
from catalog.open import demo_index
from catalog.sample.shop import VECTORS, ship_vectors
from catalog.search import Search
from catalog.stats import stats
from catalog.types import ALLERGENS, CURRENCY, DIETS, Hit, Query


def cache_folder() -> Path:
    """Where unpacked weights and the demo shop's index are kept: DAMDA_CACHE, else the user's cache."""
    return Path(os.environ.get("DAMDA_CACHE") or user_cache_path("damda"))


def text_encoder(quiet: bool = False) -> KnownVectors:
    """The encoder of the environment's settings, in front of it the demo shop's known vectors."""
    model = SentenceEncoder(cache_folder() / "models", os.environ.get("DAMDA_ENCODER") or None, quiet)
    return KnownVectors(model, (VECTORS,))


def open_search(index: Path | None, quiet: bool = False) -> Search:
    """Search over an index, or over the demo shop."""
    encoder = text_encoder(quiet)
    folder = index or demo_index(cache_folder(), encoder, quiet)
    return Search(snapshot.load(folder, encoder.fingerprint), encoder)


def ingest(sources: Sequence[Path], index: Path, source_format: str, currency: str | None) -> None:
    """Read every source into the index and print the summary. Raises SourceError where nothing could be read."""
    feeds, job = Feeds(sources, source_format, currency), Job(index, text_encoder(), progress=True)
    print(json.dumps(run_ingest(feeds, job), ensure_ascii=False))


def print_stats(index: Path | None, as_json: bool) -> None:
    """Print what is in an index, a line a fact or as one JSON object."""
    facts = stats(index or demo_index(cache_folder(), text_encoder(quiet=as_json), quiet=as_json))
    if as_json:
        print(json.dumps(facts, ensure_ascii=False))
        return
    for name, value in facts.items():
        shown = ", ".join(f"{part} {number}" for part, number in value.items()) if isinstance(value, dict) else value
        print(f"{name:<12}{shown}")


def print_checks(index: Path | None) -> bool:
    """Print each check of an index and return whether it is whole."""
    encoder = text_encoder()
    found = list(checks(index or demo_index(cache_folder(), encoder), encoder.fingerprint))
    for check in found:
        print(f"{'ok' if check.ok else 'BROKEN':<8}{check.name:<12}{check.found}")
    return all(check.ok for check in found)


FILTERS = ("category", "max_price", "min_price", "diet", "without", "brand", "min_rating", "in_stock")


def filtered(filters: Sequence[str], market: str | None, k: int) -> Query:
    """The query that `--filter name=value` options make. Raises CatalogError for anything unknown."""
    if market is not None and market not in CURRENCY:
        raise CatalogError(f"--market: {market!r} is not one of {', '.join(sorted(CURRENCY))}")
    fields: dict[str, Any] = {"k": k, "market": market}
    for text in filters:
        name, _, value = text.partition("=")
        if name not in FILTERS or not value:
            raise CatalogError(
                f"--filter: {text!r} is not understood; write name=value, name one of {', '.join(FILTERS)}"
            )
        _set(fields, name, value)
    try:
        return Query(**fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise CatalogError(f"--filter: {first['loc'][0]}: {first['msg']}") from error


def _set(fields: dict[str, Any], name: str, value: str) -> None:
    values = value.split(",")
    if name == "category":
        fields["categories"] = (*fields.get("categories", ()), *values)
    elif name == "brand":
        fields["brands"] = (*fields.get("brands", ()), *values)
    elif name in ("diet", "without"):
        known, field = (DIETS, "diet") if name == "diet" else (ALLERGENS, "without_allergens")
        if wrong := [v for v in values if v not in known]:
            raise CatalogError(f"--filter: {wrong[0]!r} is not one of {', '.join(known)}")
        fields[field] = frozenset(values) | fields.get(field, frozenset())
    else:
        fields[name] = value


def search_once(
    query: str, index: Path | None, k: int, as_json: bool, market: str | None, filters: Sequence[str]
) -> None:
    """Print the hits of one query."""
    asked = filtered(filters, market, k).model_copy(update={"text": query})
    for rank, hit in enumerate(open_search(index, quiet=as_json).search(asked), 1):
        print(_as_json(rank, hit) if as_json else _as_line(rank, hit, market))


def _as_json(rank: int, hit: Hit) -> str:
    product = hit.product.model_dump(mode="json")
    return json.dumps({"rank": rank, "score": hit.score, "ranks": hit.ranks, "product": product}, ensure_ascii=False)


def _as_line(rank: int, hit: Hit, market: str | None) -> str:
    offers = [o for o in hit.product.offers if market in (None, o.market)]
    prices = " ".join(f"{o.price.amount} {o.price.currency}" for o in offers)
    return f"{rank:3d}  {hit.score:.3f}  {hit.product.id}  {' / '.join(hit.product.title.values())}  {prices}"


def search_file(
    queries: Path, trec: Path, index: Path | None, k: int, market: str | None, filters: Sequence[str]
) -> None:
    """Write a TREC run of every query of a file: qid Q0 product rank score damda."""
    from tqdm import tqdm

    asked = filtered(filters, market, k)
    try:
        rows = [line.split("\t", 1) for line in queries.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{queries}: cannot be read; give a UTF-8 file of qid<TAB>text") from error
    if wrong := next((n for n, row in enumerate(rows, 1) if len(row) != 2), None):
        raise SourceError(f"{queries}: line {wrong} has no tab; write qid<TAB>text")
    found = open_search(index)
    try:
        with trec.open("w", encoding="utf-8") as out:
            for qid, text in tqdm(rows, desc="searching", unit="query"):
                for rank, hit in enumerate(found.search(asked.model_copy(update={"text": text})), 1):
                    out.write(f"{qid} Q0 {hit.product.id} {rank} {hit.score:.6f} damda\n")
    except OSError as error:
        raise StorageError(f"{trec}: cannot be written ({error.strerror}); choose another --trec") from error


def ship_demo_vectors() -> None:
    """Write the demo shop's known vectors, and say how many. Only texts that are new are encoded."""
    print(f"{ship_vectors(text_encoder())} vectors in {VECTORS.name}")
