"""The demo shop's index in the user's cache: built at its first use, rebuilt when its sources or encoder change."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from catalog.encode import Encoder
from catalog.errors import IndexBroken, IndexMissing
from catalog.index import snapshot
from catalog.sample.families import HERE


def demo_index(cache: Path, encoder: Encoder, quiet: bool = False) -> Path:
    """The folder of the demo shop's index, made first where it is missing, broken or out of date."""
    folder = cache / f"demo-{demo_version()}"
    if not _built(folder, encoder):
        from catalog.sample.shop import build

        with snapshot.building(folder):
            if not _built(folder, encoder):  # by somebody else, while this process waited
                if not quiet:
                    print("building the demo shop, once …", file=sys.stderr, flush=True)
                build(folder, encoder, progress=not quiet)
    return folder


def _built(folder: Path, encoder: Encoder) -> bool:
    try:
        snapshot.check(folder, encoder.fingerprint)
    except (IndexMissing, IndexBroken):
        return False
    return True


def demo_version() -> str:
    """Changes whenever a source of the demo shop does."""
    digest = hashlib.sha256(str(snapshot.SCHEMA).encode())
    for file in sorted((*HERE.rglob("*.yaml"), *HERE.glob("*.py"))):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]
