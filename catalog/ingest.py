"""Feeds into an index: only new texts are encoded, and what answers is never half done."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from catalog.encode import Encoder
from catalog.errors import IndexBroken, IndexMissing, SourceError, StorageError
from catalog.index import manifest, snapshot
from catalog.index.manifest import PRODUCTS, REJECTED, Manifest, aside, discard
from catalog.index.snapshot import building
from catalog.sources.read import Rejected, Report, read
from catalog.sources.same import Sames
from catalog.staging import Changes, Staging
from catalog.types import Product

BATCH = 1_000  # rows that are compared and kept at a time
SHOWN = 20  # rejected rows and pairs that the summary itself lists; all rejected rows are in the file


@dataclass(frozen=True)
class Feeds:
    """What to read: files, their format, and the currency of their bare prices."""

    sources: Sequence[Path]
    source_format: str = "auto"
    currency: str | None = None


@dataclass(frozen=True)
class Job:
    """Where the feeds go, and what encodes their texts."""

    index: Path
    encoder: Encoder
    progress: bool = False


@dataclass(frozen=True)
class Live:
    """The generation that an ingest starts from; where it is not `sound`, its products are all that is taken over."""

    generation: Path
    about: Manifest
    sound: bool


def ingest(feeds: Feeds, job: Job) -> dict[str, Any]:
    """Bring an index to what the feeds say and return the summary. Raises SourceError where nothing could be read.

    Interrupted at any moment, what answered before still does. Feeds are whole: a product that none of them names is
    taken out of the index.
    """
    start = time.perf_counter()
    with building(job.index), aside(job.index) as generation:
        live = _live(job.index, job.encoder)
        staging = Staging(generation / "staging.db", live.generation / PRODUCTS if live else None)
        try:
            rows = Reading(feeds, generation / REJECTED)
            for batch in rows.batches(job.progress):
                staging.put(batch)
            _publish(rows, job.index)
            _remark(rows)
            changes, encoded = _write(job, generation, staging, live)
        finally:
            staging.close()
    return _summary(rows, job.index, changes, encoded, time.perf_counter() - start)


class Reading:
    """The rows of feeds as they stream by; those that cannot be read go to a file."""

    def __init__(self, feeds: Feeds, rejected: Path) -> None:
        self._feeds, self.file, self.source = feeds, rejected, feeds.sources[0]
        self.read = self.refused = 0
        self.first: list[Rejected] = []
        self.report = Report()
        self.sames = Sames()

    def batches(self, progress: bool) -> Iterator[list[Product]]:
        """The products, in batches. Raises SourceError where there are none at all."""
        batch: list[Product] = []
        with self.file.open("w", encoding="utf-8") as file:
            for item in tqdm(self._items(), desc="reading", unit="row", disable=not progress):
                self.read += 1
                if isinstance(item, Rejected):
                    self._refuse(item)
                    file.write(json.dumps(asdict(item), ensure_ascii=False) + "\n")
                    continue
                batch.append(item)
                if len(batch) == BATCH:
                    yield batch
                    batch = []
        if batch:
            yield batch

    def _items(self) -> Iterator[Product | Rejected]:
        several = len(self._feeds.sources) > 1
        for source in self._feeds.sources:
            for item in read(source, self._feeds.source_format, self._feeds.currency, self.report):
                if several and isinstance(item, Product):
                    self.sames.see(item, str(source))
                yield item

    def _refuse(self, item: Rejected) -> None:
        self.refused += 1
        if len(self.first) < SHOWN:
            self.first.append(item)


def _publish(rows: Reading, index: Path) -> None:
    """Put the list of refused rows beside the index, or take the last one away. Raises SourceError where all were."""
    try:
        if rows.refused:
            rows.file.replace(index / REJECTED)
        else:
            (index / REJECTED).unlink(missing_ok=True)
            rows.file.unlink()
    except OSError as error:
        raise StorageError(f"{index / REJECTED}: cannot be written ({error.strerror})") from error
    if rows.read == rows.refused:
        first = f"the first: {rows.first[0].reason}" if rows.first else "it is empty; give a feed with products"
        raise SourceError(f"{rows.source}: none of {rows.read} rows could be read; {first}")


def _remark(rows: Reading) -> None:
    """Say what a person can mend."""
    if rows.report.prices_unknown:
        _say(f"{rows.report.prices_unknown} prices have no currency, so nobody can buy those products; give --currency")
    if rows.sames.pairs:
        one = rows.sames.pairs[0]
        _say(f"{len(rows.sames.pairs)} products are in two feeds under two ids, the first {one.twin!r} and {one.id!r}")


def _live(index: Path, encoder: Encoder) -> Live | None:
    """What the index holds now. Whatever is wrong with it is said, and made anew."""
    try:
        generation, about = manifest.read(index)
        unsound = manifest.unsound(index, generation, about)
        if generation / PRODUCTS in unsound:
            raise IndexBroken(f"{generation / PRODUCTS}: is not what was written; ingest the shop again")
    except IndexMissing:
        return None
    except IndexBroken as error:
        _say(f"{error}: everything is made anew now")
        return None
    return Live(generation, about, _sound(index, encoder, unsound))


def _sound(index: Path, encoder: Encoder, unsound: Sequence[Path]) -> bool:
    """Whether vectors and words of the live generation can serve another one; says why not."""
    try:
        if unsound:
            raise IndexBroken(f"{unsound[0]}: is not what was written; ingest the shop again")
        snapshot.check(index, encoder.fingerprint)
        snapshot.vectors(index, encoder.fingerprint)
    except IndexBroken as error:
        _say(f"{error}: everything but what is still right is made anew now")
        return False
    return True


def _say(line: str) -> None:
    print(" ".join(line.split()), file=sys.stderr, flush=True)


def _write(job: Job, generation: Path, staging: Staging, live: Live | None) -> tuple[Changes, int]:
    """Make the generation that the staged rows ask for, if any; return what changed and how many texts were encoded."""
    changes = staging.changes()
    if live and live.sound and not changes.any:
        discard(generation)
        return changes, 0
    staging.merge(generation / PRODUCTS)
    staging.close()
    if live and live.sound and not changes.spoken:
        snapshot.reprice(job.index, generation, live.generation, live.about)
        return changes, 0
    return changes, snapshot.complete(job.index, generation, job.encoder, job.progress).encoded


def _summary(rows: Reading, index: Path, changes: Changes, encoded: int, seconds: float) -> dict[str, Any]:
    return {
        "read": rows.read,
        "added": changes.added,
        "updated": changes.updated,
        "unchanged": changes.unchanged,
        "removed": changes.removed,
        "rejected": [asdict(row) for row in rows.first],
        "rejected_count": rows.refused,
        "rejected_file": str(index / REJECTED) if rows.refused else None,
        "same": [asdict(pair) for pair in rows.sames.pairs[:SHOWN]],
        "same_count": len(rows.sames.pairs),
        "formats": rows.report.formats,
        "prices_unknown": rows.report.prices_unknown,
        "prices_unclear": rows.report.prices_unclear,
        "not_sold": rows.report.not_sold,
        "products": changes.added + changes.updated + changes.unchanged,
        "encoded": encoded,
        "seconds": round(seconds, 2),
        "rows_per_second": round(rows.read / max(seconds, 1e-6)),
    }
