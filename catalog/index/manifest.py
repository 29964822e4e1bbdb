"""What a generation says about itself, and which generation answers.

INDEX/current.json       names the generation that answers; replacing it is the switch
INDEX/rejected.jsonl     the rows that the last ingest could not read
INDEX/gen-…/             manifest.json (written last), products.db, facts.npz; chroma/ and lexical/, or the name of the
                         generation whose texts are the same and whose chroma/ and lexical/ serve this one too
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import Field, ValidationError

from catalog.errors import CatalogError, IndexBroken, IndexMissing
from catalog.index import dense
from catalog.text import FINGERPRINT
from catalog.types import Frozen

SCHEMA = 3  # raise it when the files below an index change their meaning
CURRENT, MANIFEST = "current.json", "manifest.json"
REJECTED = "rejected.jsonl"  # every row of the last ingest that could not be read, and why
PRODUCTS, FACTS, VECTORS, WORDS = "products.db", "facts.npz", "chroma", "lexical"  # the parts of a generation

log = logging.getLogger(__name__)
GENERATION = r"^gen-[^/\\]+$"


class Manifest(Frozen):
    """What a generation is and was made with."""

    version: int = Field(default=SCHEMA, alias="schema")
    fingerprint: str  # of the encoder
    tokenizer: str = FINGERPRINT
    products: int
    texts: int
    spoken: str = Field(pattern=GENERATION)  # the generation that holds the vectors and words of this one's texts
    after: str | None = None  # the generation that differs from this one only in the products of `changed`
    built_at: datetime = Field(default_factory=lambda: datetime.now(UTC))
    files: dict[str, tuple[int, str]] = {}  # size and SHA-256 of each file that nobody may change


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A new empty generation beside those that are there; it is deleted where its making fails."""
    generation = Path(tempfile.mkdtemp(prefix="gen-", dir=folder))
    try:
        yield generation
    except BaseException:
        if named(folder) != generation.name:  # what failed after the switch takes nothing back
            _try_to_discard(generation)
        raise


def discard(generation: Path) -> None:
    """Delete a generation, its vectors first, which may be elsewhere."""
    dense.drop(dense.place_of(generation / VECTORS, generation.name))
    shutil.rmtree(generation, ignore_errors=True)


def _try_to_discard(generation: Path) -> None:
    """Delete a generation, or leave it for the next time: nobody reads it, and what was to be done is done."""
    try:
        discard(generation)
    except CatalogError as error:
        log.warning("%s (%s is left over; the next ingest clears it away)", error, generation)


def seal(generation: Path, manifest: Manifest) -> None:
    """Write the manifest of a generation that is complete, with the sums of its files, all of it safely on the disk."""
    files = {name: summed(generation / name) for name in lasting(generation)}
    text = manifest.model_copy(update={"files": files}).model_dump_json(by_alias=True)
    _write(generation / MANIFEST, text)


def _write(file: Path, text: str) -> None:
    """Write a small file that is on the disk afterwards."""
    with file.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def lasting(generation: Path) -> list[str]:
    """The files of a generation that nobody may change. Chroma keeps its own house."""
    parts = [generation / PRODUCTS, generation / FACTS, *sorted((generation / WORDS).rglob("*"))]
    return [str(part.relative_to(generation)) for part in parts if part.is_file()]


def summed(file: Path) -> tuple[int, str]:
    """The size of a file and its SHA-256; what is in it is on the disk afterwards."""
    with file.open("rb") as raw:
        os.fsync(raw.fileno())
        return file.stat().st_size, hashlib.file_digest(raw, "sha256").hexdigest()


def unsound(folder: Path, generation: Path, about: Manifest) -> list[Path]:
    """The files of a generation, and of the one that holds its texts, that are not what was written."""
    found = [generation / name for name, sums in about.files.items() if not _is(generation / name, sums)]
    home = folder / about.spoken
    if home == generation:
        return found
    try:
        words = Manifest.model_validate_json((home / MANIFEST).read_bytes()).files
    except (OSError, ValueError):
        return [*found, home / MANIFEST]
    here = {name: sums for name, sums in words.items() if Path(name).parts[0] == WORDS}
    return found + [home / name for name, sums in here.items() if not _is(home / name, sums)]


def _is(file: Path, sums: tuple[int, str]) -> bool:
    try:
        return summed(file) == sums
    except OSError:
        return False


def switch(folder: Path, generation: str) -> None:
    """Name the generation that answers, and clear away all but it and the one before, which may still be read."""
    current = folder / CURRENT
    before = named(folder)
    new = folder / f".{CURRENT}.{os.getpid()}"
    _write(new, json.dumps({"generation": generation}))
    new.replace(current)
    clear(folder, {generation, before})


def clear(folder: Path, keep: set[str | None]) -> None:
    """Delete the generations that nobody reads: all but those to keep and those that hold the texts of these."""
    kept = {name for name in keep if name} | {spoken_in(folder / name) for name in keep if name}
    for old in folder.glob("gen-*"):
        if old.name not in kept:
            _try_to_discard(old)
    for torn in folder.glob(f".{CURRENT}.*"):  # of a process that was killed just before its switch
        torn.unlink(missing_ok=True)


def spoken_in(generation: Path) -> str | None:
    """The name of the generation that holds the texts of this one, or None where it does not say."""
    try:
        return str(json.loads((generation / MANIFEST).read_text("utf-8"))["spoken"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def named(folder: Path) -> str | None:
    """The generation that answers, or None where that cannot be read."""
    try:
        return Path(str(json.loads((folder / CURRENT).read_text("utf-8"))["generation"])).name
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read(folder: Path) -> tuple[Path, Manifest]:
    """The generation that answers and its manifest. Raises IndexMissing or IndexBroken with the mend."""
    if not (folder / CURRENT).is_file():
        raise IndexMissing(f"{folder}: no index there; run `python -m catalog ingest SOURCE --index {folder}`")
    damaged = f"{folder}: is damaged or half written; ingest the shop again"
    generation = folder / (named(folder) or "")
    try:
        found = json.loads((generation / MANIFEST).read_text("utf-8"))
        if not isinstance(found, dict):
            raise IndexBroken(damaged)
        if found.get("schema") != SCHEMA:
            raise IndexBroken(f"{folder}: was made by another version of Damda; ingest the shop again")
        return generation, Manifest.model_validate(found)
    except (OSError, ValueError, ValidationError) as error:
        raise IndexBroken(damaged) from error


def check(folder: Path, fingerprint: str) -> tuple[Path, Manifest]:
    """The generation that answers, made with this encoder and tokenizer. Raises IndexMissing or IndexBroken."""
    generation, manifest = read(folder)
    if manifest.fingerprint != fingerprint:
        raise IndexBroken(
            f"{folder}: was encoded by {manifest.fingerprint!r}, not by {fingerprint!r}; ingest the shop again"
        )
    if manifest.tokenizer != FINGERPRINT:
        raise IndexBroken(
            f"{folder}: its words were split by {manifest.tokenizer!r}, not by {FINGERPRINT!r}; ingest the shop again"
        )
    home = folder / manifest.spoken
    for part in (generation / PRODUCTS, generation / FACTS, home / VECTORS, home / WORDS):
        if not part.exists():
            raise IndexBroken(f"{part}: is missing; ingest the shop again")
    return generation, manifest
