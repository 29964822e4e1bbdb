"""Vectors of public texts, computed once and kept in the cache below their content's fingerprint."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence

from typing_extensions import override

from catalog.cli import cache_folder
from catalog.encode import Encoder, KnownVectors, Vectors, write_vectors
from catalog.errors import StorageError


class Quiet(Encoder):
    """An encoder that draws no progress bar, whoever asks for one."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @property
    def fingerprint(self) -> str:
        return self._encoder.fingerprint

    @override
    def encode(self, texts: Sequence[str], *, query: bool, progress: bool = False) -> Vectors:
        return self._encoder.encode(texts, query=query)


def kept(name: str, encoder: Encoder, passages: Sequence[str], queries: Sequence[str], progress: bool) -> KnownVectors:
    """The encoder behind the vectors of these texts, which are encoded where an earlier run has not left them."""
    content = "\0".join([encoder.fingerprint, *sorted(set(passages)), "", *sorted(set(queries))])
    file = cache_folder() / f"evals-{name}-{hashlib.sha256(content.encode()).hexdigest()[:12]}.npz"
    if not file.is_file():
        if progress:
            print(
                f"{name}: encoding {len(set(passages)) + len(set(queries))} texts once …", file=sys.stderr, flush=True
            )
        unfinished = file.with_suffix(".part.npz")  # a run that is stopped leaves no half of a file behind
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_vectors(unfinished, encoder if progress else Quiet(encoder), passages, queries)
            unfinished.replace(file)
        except OSError as error:
            raise StorageError(f"{file}: cannot be written ({error.strerror}); set DAMDA_CACHE to a folder") from error
    return KnownVectors(encoder, [file])
